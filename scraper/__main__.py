"""`python -m scraper`, for whom the command is not in the PATH; the command line itself is `cli`."""

from scraper.cli import main

if __name__ == "__main__":
    main(prog_name="blog-to-sqlite")
