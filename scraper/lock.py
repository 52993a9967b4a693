"""One run at a time on one database; a second run ends at once and touches nothing."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from scraper.errors import Locked, StoreError


@contextmanager
def run_lock(path: Path) -> Iterator[None]:
    """Hold the lock beside the database; the operating system lets go of it when a run is killed."""
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        if not os.path.lexists(lock.lock_file):  # it could not be made, which is told as a timeout, too
            raise StoreError(str(path), "its lock file cannot be made beside it") from None
        raise Locked(str(path), "another run is at work on it") from None
    except OSError as error:
        raise StoreError(str(path), error.strerror or str(error)) from None
    try:
        yield
    finally:
        lock.release()
