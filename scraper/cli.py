"""Arguments and printing; holds nothing a test would want to call without the command line."""

import json
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

import click

from scraper import __version__
from scraper.errors import BlogToSqliteError

PARTLY = 3  # done, but some pages or inputs failed


class OneLine(click.Group):
    """A group whose errors are one line on standard error and a documented exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BlogToSqliteError as error:
            fail(error)


def fail(error: BlogToSqliteError) -> NoReturn:
    """Say what went wrong in one line and end with the error's own exit code."""
    click.echo(f"Error: {error}", err=True)
    sys.exit(error.exit_code)


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="blog-to-sqlite")
def main() -> None:
    """Archive any blog: raw pages in WARC, posts and comment trees in SQLite."""


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--url", help="Address the page came from.")
def parse(files: tuple[str, ...], url: str | None) -> None:
    """Print what the parsers see: one JSON object a page.

    "-" reads JSON lines {"file" | "html", "url", "headers"?} from standard input and answers each in order.
    """
    from scraper import saved

    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    answers = saved.parse_lines(lines) if files == ("-",) else saved.parse_files(files, url)
    sys.exit(PARTLY if _print(answers) else 0)


def _print(answers: Iterable[Any]) -> bool:
    """Write one line an answer, at once; say whether any of them failed."""
    failed = False
    out = sys.stdout.buffer
    for answer in answers:
        out.write(json.dumps(answer.record, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        out.flush()
        failed = failed or answer.failed
    return failed


@main.command()
@click.argument("name", default="parse")
def schema(name: str) -> None:
    """Print a JSON Schema: of the `parse` record, or of "found" or "capture"."""
    from scraper import schema as room

    known = room.schemas()
    if f"{name}.json" not in known:
        raise click.BadParameter(f"{name!r}: one of " + ", ".join(n.removesuffix(".json") for n in known))
    click.echo(room.text(known[f"{name}.json"]), nl=False)
