"""`make demo`: serves the demo blog, archives it with the command anybody would type, asks three questions."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from demo.ask import README, ask, open_database, questions
from demo.site import PORT, serve

DB, WARC = Path("demo.db"), Path("demo.warc")
COMMAND = Path(sys.executable).with_name("blog-to-sqlite")
SIZE = "SELECT count(*) FROM "
TABLES = ("posts", "comments", "authors", "categories", "tags", "links", "pages")


def main() -> int:
    clear()
    with somewhere() as url:
        words = ["sync", str(DB), url, "--delay", "0"]
        print(
            f"The demo blog stands at {url}. To archive it:\n\n  $ blog-to-sqlite {' '.join(words)}\n",
            flush=True,
        )
        done = subprocess.run([COMMAND, *words], check=False)  # noqa: S603
    if done.returncode:
        return done.returncode
    tell()
    return 0


def clear() -> None:
    """Take away what an earlier demo left."""
    for path in Path().glob("demo.db*"):
        path.unlink()
    shutil.rmtree(WARC, ignore_errors=True)


@contextmanager
def somewhere() -> Iterator[str]:
    """Serve the blog at its usual port, or at another where that is taken."""
    try:
        with serve(PORT) as url:
            yield url
    except OSError:
        with serve() as url:
            yield url


def tell() -> None:
    with closing(open_database(DB)) as conn:
        counts = [f"{conn.execute(SIZE + name).fetchone()[0]} {name}" for name in TABLES]
        print(f"\n{DB} now holds {', '.join(counts)} (one of the posts is a static page).")
        for path in sorted(WARC.iterdir()):
            print(f"{path} ({path.stat().st_size} bytes) holds every page as the server sent it.")
        for question in questions(README.read_text(encoding="utf-8"))[:3]:
            print(
                f"\n{question.title}\n\n{indented(question.sql)}\n{indented(ask(conn, question.sql))}", end=""
            )
    print("\nThe other questions stand in README.md. Ask your own: sqlite3 demo.db, or datasette demo.db")


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
