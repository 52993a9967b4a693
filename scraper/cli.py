"""Arguments and printing; holds nothing a test would want to call without the command line."""

import errno
import json
import math
import os
import re
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

import click
from click.core import ParameterSource

from scraper import __version__
from scraper.errors import BlogToSqliteError
from scraper.progress import Progress

if TYPE_CHECKING:
    from scraper.summary import Summary

FAILED = 1
PARTLY = 3  # done, but some pages or inputs failed
DAMAGED = 6  # the archive is not as it was written
STOPPED = 5  # by a limit or a signal, state saved
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)


class OneLine(click.Group):
    """A group whose errors are one line on standard error and a documented exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BlogToSqliteError as error:
            fail(error)
        except KeyboardInterrupt:
            click.echo("Stopped.", err=True)
            sys.exit(STOPPED)
        except OSError as error:
            if error.errno == errno.EPIPE:  # nobody listens any more
                raise
            _hush()
            fail(BlogToSqliteError(str(error.filename or "output"), error.strerror or str(error)))


def _hush() -> None:
    """Let go of what could not be printed: Python would try again at its end, and say so in many lines."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def fail(error: BlogToSqliteError) -> NoReturn:
    """Say what went wrong in one line and end with the error's own exit code."""
    click.echo(f"Error: {error}", err=True)
    sys.exit(error.exit_code)


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="blog-to-sqlite")
def main() -> None:
    """Archive any blog: raw pages in WARC, posts and comment trees in SQLite."""


def _date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Take a year, a month or a day that there is."""
    if value is not None:
        try:
            date.fromisoformat(value + "-01-01"[len(value) - 4 :] if re.fullmatch(_DATE, value) else "")
        except ValueError:
            raise click.BadParameter("write it as 2010, 2010-05 or 2010-05-14") from None
    return value


class _Seconds(click.FloatRange):
    """A number of seconds, none below nothing; "nan" and "inf", which Python reads as numbers too, are none."""

    def __init__(self) -> None:
        super().__init__(0)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is no number of seconds", param, ctx)
        return seconds


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("urls", metavar="[URL]...", nargs=-1)
@click.option(
    "--delay",
    default=1.0,
    show_default=True,
    type=_Seconds(),
    help="Least pause in seconds between two requests to one server.",
)
@click.option(
    "--concurrency", default=1, show_default=True, type=click.IntRange(1, 64), help="Connections to one host."
)
@click.option(
    "--contact", metavar="TEXT", help="Your e-mail address or page, told to every server in the User-Agent."
)
@click.option("--allow-private", is_flag=True, help="Ask private, loopback and link-local addresses too.")
@click.option("--max-pages", type=click.IntRange(1), help="Stop after so many pages; the next run goes on.")
@click.option(
    "--time-limit",
    type=_Seconds(),
    metavar="SECONDS",
    help="Stop after so many seconds; the next run goes on.",
)
@click.option("--media", is_flag=True, help="Keep the images, sounds and videos of posts too.")
@click.option(
    "--obey-noarchive",
    is_flag=True,
    help="Keep nothing of pages that ask for it (robots meta, X-Robots-Tag).",
)
@click.option("--since", metavar="DATE", callback=_date, help="Only posts of this day or later.")
@click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="Only posts and pages in whose address this is found; lists are asked for the posts they name."
    " @FILE: a file of patterns, read anew when it changes.",
)
@click.option(
    "--exclude", multiple=True, metavar="PATTERN", help="No address in which this is found; or @FILE."
)
@click.option(
    "--warc-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the WARC files lie; beside the database by default.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress and no summary, only errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON summary on standard output.")
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Append a line with a time stamp for every page.",
)
def sync(db: Path, urls: tuple[str, ...], **options: Any) -> None:
    """Archive the blogs at URL in DB, or bring all blogs in DB up to date.

    The first time the whole blog is read; later what is new, changed or due.
    """
    from scraper.sync import Settings
    from scraper.sync import sync as run

    quiet, as_json, log = options.pop("quiet"), options.pop("as_json"), options.pop("log")
    settings = Settings(**options)
    with ExitStack() as stack:
        file = stack.enter_context(_open_log(log)) if log else None
        progress = stack.enter_context(Progress.on_stderr(quiet, file))
        stack.enter_context(_signals(progress))
        summary = run(db, urls, settings, progress)
        progress.end(summary)
    _report(summary, quiet, as_json)
    sys.exit(_exit_code(summary))


@contextmanager
def _open_log(path: Path) -> Iterator[TextIO]:
    try:
        file = path.open("a", encoding="utf-8")
    except OSError as error:
        raise BlogToSqliteError(str(path), error.strerror or str(error)) from error
    try:
        yield file
    finally:
        with suppress(OSError):  # said already, by the line that did not fit
            file.close()


@contextmanager
def _signals(progress: "Progress") -> Iterator[None]:
    """Let Ctrl-C and SIGTERM end the run cleanly; a second Ctrl-C ends it at once."""

    def stop(number: int, _: object) -> None:
        if progress.stopping:
            raise KeyboardInterrupt
        progress.stopping = True

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _report(summary: "Summary", quiet: bool, as_json: bool) -> None:
    if as_json:
        counts = summary.counts() | {"failures": summary.failures, "exit_code": _exit_code(summary)}
        click.echo(json.dumps(counts))
    for line in summary.failures:
        click.echo(f"Error: {line}", err=True)
    if not quiet and not as_json:
        click.echo("\n".join(summary.lines()), err=True)


def _exit_code(summary: "Summary") -> int:
    if summary.failures:
        return FAILED
    if summary.outcome in ("stopped", "limited"):
        return STOPPED
    return PARTLY if summary.errors else 0


@main.command("import")
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--base-url",
    "base_urls",
    multiple=True,
    metavar="URL",
    help="The blog to take in; also the address of pages that do not tell their own.",
)
@click.option("--wayback", metavar="URL", help="Take in what the Wayback Machine has of the blog at URL.")
@click.option("--from", "since", metavar="DATE", callback=_date, help="Only captures of this day or later.")
@click.option("--to", "until", metavar="DATE", callback=_date, help="Only captures of this day or earlier.")
@click.option("--last", is_flag=True, help="Only the last capture of each page instead of all that differ.")
@click.option(
    "--endpoint",
    default="https://web.archive.org/web/",
    show_default=True,
    metavar="URL",
    help="The web archive to ask, or a pywb collection.",
)
@click.option("--delay", default=1.0, show_default=True, type=_Seconds(), help="Pause between two requests.")
@click.option(
    "--warc-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the WARC files lie."
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that read pages; one for each core by default."
)
@click.option("--quiet", "-q", is_flag=True, help="Only errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON summary on standard output.")
def import_(db: Path, paths: tuple[Path, ...], **options: Any) -> None:
    """Bring into DB what other programs saved at PATH: no page is asked of the blog itself.

    PATH is a WARC, ARC or WACZ file, a folder written by HTTrack or wget, a page saved as HTML or MHTML, a
    feed, or an export of WordPress or Blogger. --from, --to, --last, --endpoint and --delay go with --wayback.
    """
    from scraper.imports.trip import ImportSettings, import_paths
    from scraper.imports.wayback import Question, import_wayback

    quiet, as_json = options.pop("quiet"), options.pop("as_json")
    settings = ImportSettings(options["base_urls"], options["warc_dir"], options["jobs"])
    if bool(paths) == bool(options["wayback"]):
        raise click.UsageError("name what to import: one or more PATH, or --wayback URL")
    if paths:
        _refuse_unused(click.get_current_context(), ("since", "until", "last", "endpoint", "delay"))
    with Progress.on_stderr(quiet, None) as progress, _signals(progress):
        if paths:
            report = import_paths(db, paths, settings, progress)
        else:
            names = ("wayback", "since", "until", "last", "endpoint", "delay")
            report = import_wayback(db, Question(*(options[name] for name in names)), settings, progress)
    for problem in report.problems:
        click.echo(f"Error: {problem}", err=True)
    if as_json:
        click.echo(json.dumps(report.counts()))
    elif not quiet:
        click.echo("\n".join(report.lines()), err=True)
    sys.exit(
        PARTLY if report.problems and report.summary.outcome == "complete" else _exit_code(report.summary)
    )


def _refuse_unused(ctx: click.Context, names: Iterable[str]) -> None:
    """Say that files are taken in as a whole, before what was asked for is left undone in silence."""
    given = ParameterSource.COMMANDLINE
    used = [
        p.opts[0] for p in ctx.command.params if p.name in names and ctx.get_parameter_source(p.name) is given
    ]
    if used:
        raise click.UsageError(f"{used[0]} goes with --wayback: what PATH holds is taken in whole")


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option(
    "--warc-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the WARC files lie."
)
@click.option("--diff", is_flag=True, help="Only show what would change, field by field; DB stays as it is.")
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes that read pages; one for each core by default."
)
@click.option("--quiet", "-q", is_flag=True, help="Only errors.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON summary on standard output.")
def replay(db: Path, warc_dir: Path | None, diff: bool, jobs: int | None, quiet: bool, as_json: bool) -> None:
    """Make the rows of DB anew from its WARC, without any network.

    The old rows stay until the new ones are whole. One that was interrupted goes on where it stopped. With
    --diff --json, one JSON line a field that differs.
    """
    from scraper import replay as room
    from scraper import rowdiff

    with Progress.on_stderr(quiet, None) as progress, _signals(progress):
        if diff:
            (summary, problems), found = room.diff(db, warc_dir, progress, jobs)
        else:
            summary, problems = room.replay(db, warc_dir, progress, jobs)
    summary.errors = len(problems)
    for problem in problems:
        click.echo(f"Error: {problem}", err=True)
    if not diff:
        _report(summary, quiet, as_json)
    elif summary.outcome == "complete":
        told = map(json.dumps, rowdiff.records(found)) if as_json else rowdiff.lines(found)
        click.echo("\n".join(told))
    sys.exit(_exit_code(summary))


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option(
    "--warc-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the WARC files lie."
)
@click.option("--repair", is_flag=True, help="Ask the pages again whose records are damaged or lost.")
@click.option("--strict", is_flag=True, help="Gaps against declared counts are a failure (3), too.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def verify(db: Path, warc_dir: Path | None, repair: bool, strict: bool, as_json: bool) -> None:
    """Check that every record is whole, every row backed by its record, and say what is missing."""
    from scraper.sync import Settings
    from scraper.verify import repair as mend
    from scraper.verify import verify as run

    if repair:
        with Progress.on_stderr(as_json, None) as progress, _signals(progress):
            report = mend(db, warc_dir, Settings(warc_dir=warc_dir), progress)
    else:
        report = run(db, warc_dir)
    click.echo(json.dumps(report.record()) if as_json else "\n".join(report.lines()))
    sys.exit(DAMAGED if report.damage else PARTLY if strict and report.gaps else 0)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("url")
@click.option("--html", "form", flag_value="html", help="The stored HTML of the post.")
@click.option("--raw", "form", flag_value="raw", help="The bytes as the server sent them.")
@click.option(
    "--warc-record", "form", flag_value="record", help="The record that holds them, as the archive has it."
)
@click.option(
    "--warc-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the WARC files lie."
)
def show(db: Path, url: str, form: str | None, warc_dir: Path | None) -> None:
    """Show the post at URL with its comments, or the bytes it was read from."""
    from scraper.show import show as run

    sys.stdout.buffer.write(run(db, url, form or "text", warc_dir))


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.argument("form", metavar="FORMAT")
@click.argument("dest", type=click.Path(path_type=Path))
@click.option(
    "--warc-dir", type=click.Path(path_type=Path, file_okay=False), help="Where the WARC files lie."
)
def export(db: Path, form: str, dest: Path, warc_dir: Path | None) -> None:
    """Write what DB holds to DEST: jsonl, wxr, atom or wacz as a file; csv, markdown or html as a folder.

    DEST must not exist yet; an empty folder may, for csv, markdown and html.
    """
    from scraper.export import export as run

    click.echo(f"{run(db, form, dest, warc_dir)} posts written to {dest}", err=True)


@main.command()
@click.argument("db", type=click.Path(path_type=Path))
@click.option(
    "--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="Port on 127.0.0.1."
)
def browse(db: Path, port: int) -> None:
    """Look at DB in a browser, by Datasette: posts, threads, what is missing (needs the extra `browse`)."""
    from scraper.browse import browse as run

    run(db, port)


@main.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--url", help="Address the page came from.")
@click.option(
    "--explain", is_flag=True, help="Text for a person: each answer, the rule that gave it, how sure it is."
)
def parse(files: tuple[str, ...], url: str | None, explain: bool) -> None:
    """Print what the parsers see: one JSON object a page.

    "-" reads JSON lines {"file" | "html", "url", "headers"?} from standard input and answers each in order.
    """
    from scraper import saved

    if "-" in files and len(files) > 1:
        raise click.UsageError('"-" stands alone: its lines name the files')
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    answers = saved.parse_lines(lines) if files == ("-",) else saved.parse_files(files, url)
    sys.exit(PARTLY if _print(answers, explain) else 0)


#: Line ends in Unicode and none in JSON: who reads our lines may split at them (RFC 8259, 8.1 leaves that open).
_LINE_ENDS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\x85": "\\u0085"})


def _print(answers: Iterable[Any], explain: bool = False) -> bool:
    """Write one line an answer, at once; say whether any of them failed."""
    from scraper.jsonout import explained

    failed = False
    out = sys.stdout.buffer
    for answer in answers:
        line = json.dumps(answer.record, ensure_ascii=False).translate(_LINE_ENDS)
        text = explained(answer.record) if explain else line
        out.write(text.encode("utf-8", "replace") + b"\n")
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
