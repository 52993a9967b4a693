"""Captures of an archive read on all cores, in the order in which they are asked for; never writes a row."""

import copyreg
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields, replace
from itertools import islice
from multiprocessing import connection, get_context, parent_process
from operator import attrgetter
from pathlib import Path

from scraper import archive
from scraper.errors import ArchiveError
from scraper.marks import Marked, counted, marked
from scraper.reading import read
from scraper.rows import Author, Capture, Entry, Found, Link, Media, Post, Source, Term
from scraper.timeline import Stop

_CHUNK = 8  # captures that travel to a reader at once
_AHEAD = 3  # chunks that wait for the writer, for each reader
_FEW = 64  # to start readers takes as long as to read so many pages
_Said = tuple[Capture, Found, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """A capture without its bytes, and what it says."""

    stop: Stop
    capture: Capture
    found: Found
    size: int  #: of the bytes as they came


def _travel_light(row: type) -> None:
    """Let rows cross to the writer as plain tuples: what dataclasses do by themselves takes five times as long."""
    names = attrgetter(*(one.name for one in fields(row)))
    copyreg.pickle(row, lambda value: (row, names(value)))


for _row in (Author, Capture, Entry, Found, Link, Marked, Media, Post, Source, Term):
    _travel_light(_row)


def cores() -> int:
    """Count the processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_all(folder: Path, stops: Iterable[Stop], count: int, jobs: int) -> Generator[Reading, None, None]:
    """Read the captures at these places; one that cannot be read is passed over."""
    chunks = _chunked(stops)
    answers = _alone(folder, chunks) if jobs < 2 or count < _FEW else _together(folder, chunks, jobs)
    for chunk, said in answers:
        for stop, one in zip(chunk, said, strict=True):
            if one is not None:
                yield Reading(stop, *one)


def _chunked(stops: Iterable[Stop]) -> Iterator[list[Stop]]:
    rest = iter(stops)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _alone(folder: Path, chunks: Iterable[list[Stop]]) -> Iterator[tuple[list[Stop], list[_Said | None]]]:
    for chunk in chunks:
        for stop in chunk:
            yield [stop], _read_chunk(folder, [(stop.file, stop.offset)])


def _together(
    folder: Path, chunks: Iterable[list[Stop]], jobs: int
) -> Iterator[tuple[list[Stop], list[_Said | None]]]:
    """Keep every reader at work, a bounded number of answers ahead of the writer, which reads where it would wait."""
    pool = ProcessPoolExecutor(jobs - 1, mp_context=get_context("spawn"), initializer=_settle)
    waiting: deque[tuple[list[Stop], Future[list[_Said | None]]]] = deque()
    try:
        for chunk in chunks:
            places = [(stop.file, stop.offset) for stop in chunk]
            busy = sum(not answer.done() for _, answer in waiting)
            ask = pool.submit if busy < (jobs - 1) * _AHEAD else _here
            waiting.append((chunk, ask(_read_chunk, folder, places)))
            while waiting and (waiting[0][1].done() or len(waiting) > jobs * _AHEAD):
                first, answer = waiting.popleft()
                yield first, answer.result()
        while waiting:
            first, answer = waiting.popleft()
            yield first, answer.result()
    except BrokenProcessPool:
        raise ArchiveError(str(folder), "a process that read it died", "--jobs 1 reads in one") from None
    finally:
        pool.shutdown(cancel_futures=True)


def _here(
    work: Callable[[Path, list[tuple[str, int]]], list[_Said | None]],
    folder: Path,
    places: list[tuple[str, int]],
) -> Future[list[_Said | None]]:
    """Do in this process what a reader would do."""
    done: Future[list[_Said | None]] = Future()
    done.set_result(work(folder, places))
    return done


def _settle() -> None:
    """Leave Ctrl-C to the writer, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _read_chunk(folder: Path, places: list[tuple[str, int]]) -> list[_Said | None]:
    return [_read_one(folder, *place) for place in places]


def _read_one(folder: Path, file: str, offset: int) -> _Said | None:
    try:
        capture = archive.read(folder, file, offset)
    except ArchiveError:
        return None  # told as a problem when the records were looked through
    found = read(capture)
    comments, post = tuple(map(marked, found.comments)), found.post and counted(found.post)
    return replace(capture, body=b"", raw=b""), replace(found, comments=comments, post=post), len(capture.raw)
