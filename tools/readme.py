"""Writes what the README says by the program itself: the commands, and the demo blog's answers."""

import re
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).parent.parent))

from demo.ask import README, open_database, with_answers
from demo.site import serve
from scraper.cli import main as cli

_COMMANDS = re.compile(r"(<!-- commands:[^\n]*-->\n).*?(<!-- /commands -->)", re.S)
WIDTH = 100


def commands() -> str:
    """Every command with its options, as `--help` prints them."""
    with click.Context(cli, info_name="blog-to-sqlite", **cli.context_settings) as top:
        return "".join(_section(top, name) for name in sorted(cli.commands))


def _section(top: click.Context, name: str) -> str:
    command = cli.commands[name]
    with click.Context(command, parent=top, info_name=name, terminal_width=WIDTH) as ctx:
        return f"\n### blog-to-sqlite {name}\n\n```text\n{command.get_help(ctx)}\n```\n"


def with_commands(readme: str) -> str:
    return _COMMANDS.sub(lambda m: f"{m[1]}{commands()}\n{m[2]}", readme)


def archive_demo(db: Path) -> None:
    """Archive the demo blog, served at any free port."""
    script = "from scraper.cli import main; main()"
    with serve() as url:
        subprocess.run([sys.executable, "-c", script, "sync", db, url, "--delay", "0", "--quiet"], check=True)  # noqa: S603


def only_localhost(host: str) -> int:
    """Answer as the network would: names under .example and .invalid have no address (RFC 6761)."""
    return int(bool(socket.getaddrinfo(host, 80))) if host == "localhost" else 0


def written(readme: str, db: Path) -> str:
    """The README as it has to be."""
    with closing(open_database(db)) as conn:
        if not conn.execute("SELECT count(*) FROM posts").fetchone()[0]:
            sys.exit("the demo blog could not be read: no answers written")
        conn.create_function("resolves", 1, only_localhost)
        return with_commands(with_answers(readme, conn))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        archive_demo(db)
        readme = README.read_text(encoding="utf-8")
        README.write_text(written(readme, db), encoding="utf-8")


if __name__ == "__main__":
    main()
