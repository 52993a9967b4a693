"""One run at a time on one database, and in one folder of WARC files; a second run ends at once and touches nothing."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.errors import ArchiveError, Locked, StoreError


@contextmanager
def run_lock(path: Path) -> Iterator[None]:
    """Hold the lock beside the database; the operating system lets go of it when a run is killed."""
    with _held(Path(f"{path}.lock"), path, StoreError):
        yield


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold the lock in a folder that several databases may share; one to which nothing was written does not stay."""
    own = folder / ".lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(str(folder), (error.strerror or str(error)).lower()) from None
    with ExitStack() as stack:
        stack.callback(_remove_empty, folder)
        stack.enter_context(_held(own, folder, ArchiveError))
        stack.callback(_remove_alone, own)
        yield


def _remove_alone(own: Path) -> None:
    """Take the lock's file away where no other stands beside it, while it is still held."""
    with suppress(OSError):
        if list(own.parent.iterdir()) == [own]:
            own.unlink()


def _remove_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()


@contextmanager
def _held(file: Path, what: Path, kind: type[ArchiveError | StoreError]) -> Iterator[None]:
    lock = FileLock(file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not os.path.lexists(file):  # it could not be made, which is told as a timeout, too
            raise kind(str(what), "its lock file cannot be made") from None
        raise Locked(str(what), "another run is at work on it") from None
    except OSError as error:
        raise kind(str(what), error.strerror or str(error)) from None
    try:
        yield
    finally:
        lock.release()
