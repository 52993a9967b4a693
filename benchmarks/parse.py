"""CPU time of `parse_page` on real pages, beside lxml's bare tree and a peer's; never looks at the answers.

    python benchmarks/parse.py CORPUS [ROUNDS]

Each round is a fresh process in which every page goes through each tool once, one tool after the other; trafilatura
(with metadata and comments) is one of them where it can be imported. Fails where a single page is too slow.
"""

import gzip
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import lxml.html

from scraper.extract import parse_page

TARGET = 5.0  # times the bare tree
PEER = 8.0  # times faster than the peer
WORST_PAGE = 1.0  # seconds
ARROWS = "<a href=//{n}.example/2010/05/a/>Next »</a> "  # each to a host of its own
HOSTILE = ("<div>", "<p><b>some words ", "<a href=/x>y</a> ", "x < y ", ARROWS)
HOSTILE_BYTES = 50_000_000
HOSTILE_SECONDS, HOSTILE_MEMORY = 10.0, 1_000_000_000
Pages = list[tuple[str, bytes, str]]
Tool = Callable[[bytes, str], Any]


def main() -> int:
    if not sys.argv[1:]:
        print(__doc__)
        return 2
    rounds = [_alone(measure, Path(sys.argv[1])) for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3)]
    seconds = {tool: statistics.median(sum(r[tool].values()) for r in rounds) for tool in rounds[0]}
    bare, ours = seconds["lxml"], seconds["parse_page"]
    print(f"{len(rounds[0]['lxml'])} pages, {len(rounds)} rounds, CPU seconds (median of the rounds)\n")
    print(f"{'':12}  {'seconds':>8}  {'ms a page':>9}  {'x lxml':>7}  {'x lxml, median page':>19}")
    for tool, total in seconds.items():
        pages = statistics.median(r[tool][p] / r["lxml"][p] for r in rounds for p in r["lxml"])
        each = 1000 * total / len(rounds[0][tool])
        print(f"{tool:12}  {total:8.2f}  {each:9.2f}  {total / bare:7.1f}  {pages:19.1f}")
    print(f"\nparse_page costs {ours / bare:.1f} x lxml's tree (target {TARGET:g})", end="")
    peer = seconds.get("trafilatura")
    print(f", trafilatura {peer / ours:.1f} x parse_page (target {PEER:g})" if peer else "")
    return _worst(rounds) | _hostile()


def _alone(job: Callable[..., Any], *args: Any) -> Any:
    """A job in a fresh process of its own: nothing that it remembers helps the next."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(job, args)


# ---- one round ----------------------------------------------------------------------------------------


def measure(corpus: Path) -> dict[str, dict[str, float]]:
    """tool -> page -> CPU seconds, each page once through each tool."""
    found = tools()
    for tool in found.values():
        tool(
            b"<html><body><h1>A title</h1><p>Some words to begin with.</p></body></html>", "http://a.example/"
        )
    out: dict[str, dict[str, float]] = {name: {} for name in found}
    for page, body, url in read(corpus):
        for name, tool in found.items():
            start = time.process_time()
            tool(body, url)
            out[name][page] = time.process_time() - start
    return out


def tools() -> dict[str, Tool]:
    found: dict[str, Tool] = {
        "lxml": lambda body, url: lxml.html.document_fromstring(body),
        "parse_page": parse_page,
    }
    try:
        import trafilatura  # type: ignore[import-not-found]  # no dependency: measured where it is at hand
    except ImportError:
        return found
    return {
        **found,
        "trafilatura": lambda body, url: trafilatura.extract(
            body, url=url, include_comments=True, with_metadata=True, output_format="json"
        ),
    }


def read(corpus: Path) -> Pages:
    """(name, bytes, address) of every labelled page."""
    pages = []
    for gold in sorted(corpus.glob("*/gold/*.json")):
        packed = gold.parent.parent / "pages" / f"{gold.stem}.html.gz"
        url = json.loads(gold.read_text()).get("url") or f"http://page.invalid/{gold.stem}"
        pages.append((f"{gold.parent.parent.name}/{gold.stem}", gzip.decompress(packed.read_bytes()), url))
    return pages


# ---- what no page may cost ----------------------------------------------------------------------------


def _worst(rounds: list[dict[str, dict[str, float]]]) -> int:
    """The page that took longest, by its median."""
    took = {p: statistics.median(r["parse_page"][p] for r in rounds) for p in rounds[0]["parse_page"]}
    page = max(took, key=took.__getitem__)
    print(f"worst page: {page}, {took[page]:.2f} s (at most {WORST_PAGE:g} s)")
    return int(took[page] > WORST_PAGE)


def _hostile() -> int:
    """Pages made to be slow: open tags alone, links alone, signs that open no tag."""
    failed = False
    for piece in HOSTILE:
        seconds, memory = _alone(repeated, piece)
        failed |= seconds > HOSTILE_SECONDS or memory > HOSTILE_MEMORY
        print(
            f"{HOSTILE_BYTES // 1_000_000} MB of {piece!r}: {seconds:.1f} s, {memory // 1_000_000} MB", end=""
        )
        print(f" (at most {HOSTILE_SECONDS:g} s, {HOSTILE_MEMORY // 1_000_000} MB)")
    return int(failed)


def repeated(piece: str) -> tuple[float, int]:
    """(CPU seconds, bytes at most) of a page of nothing but this, ``{n}`` counted up."""
    times = range(HOSTILE_BYTES // len(piece))
    body = "".join(piece.replace("{n}", str(n)) for n in times).encode()
    start = time.process_time()
    parse_page(body, "http://a.example/")
    return time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    sys.exit(main())
