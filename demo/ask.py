"""The README's questions put to a database; never holds a question of its own."""

import re
import socket
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"
_QUESTION = re.compile(
    r"\n\*\*(?P<title>[^*\n]+)\*\*\n\n```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```\n", re.S
)


@dataclass(frozen=True)
class Question:
    """One question of the README: its words, its SQL and the answer printed there."""

    title: str
    sql: str
    answer: str


def questions(readme: str) -> list[Question]:
    """The questions of the README, in its order."""
    return [Question(m["title"], m["sql"], m["answer"]) for m in _QUESTION.finditer(readme)]


def with_answers(readme: str, conn: sqlite3.Connection) -> str:
    """The README with the answers that the database gives."""

    def answered(found: re.Match[str]) -> str:
        block = found[0]
        start = found.start("answer") - found.start()
        return block[:start] + ask(conn, found["sql"]) + block[start + len(found["answer"]) :]

    return _QUESTION.sub(answered, readme)


def open_database(path: Path) -> sqlite3.Connection:
    """Open a database to read it, with the one function that SQLite lacks."""
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    conn.create_function("resolves", 1, resolves)
    return conn


def resolves(host: str) -> int:
    """Tell whether a host name still has an address."""
    try:
        socket.getaddrinfo(host, 80)
    except OSError:
        return 0
    return 1


def ask(conn: sqlite3.Connection, sql: str) -> str:
    """Put a question and give the answer as a table for people."""
    cursor = conn.execute(sql)
    rows = [[_cell(value) for value in row] for row in cursor.fetchall()]
    return table([column[0] for column in cursor.description], rows)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns under their names, two blanks apart."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "".join("  ".join(map(str.ljust, line, widths)).rstrip() + "\n" for line in lines)
