"""An answer that was not the first: what came before it, until the archive has kept it; no logic."""

from dataclasses import dataclass

from scraper.rows import Capture


@dataclass(frozen=True, slots=True)
class Retried(Capture):
    """A capture whose request had to be sent again; ``before`` are the attempts that brought bytes."""

    before: tuple[Capture, ...] = ()
