"""What others saved, in whatever form, as captures: the importers, in the order in which they are asked."""

from collections.abc import Iterator
from pathlib import Path

from scraper.errors import UsageError
from scraper.imports import exports, folders, mhtml, warc
from scraper.imports.source import Importer, Notes
from scraper.rows import Capture

IMPORTERS = (
    Importer("folder", folders.claims_folder, folders.read_folder),
    Importer("wacz", warc.claims_wacz, warc.read_wacz),
    Importer("warc", warc.claims_warc, warc.read_warc),
    Importer("mhtml", mhtml.claims, mhtml.read),
    Importer("feed or export", exports.claims, exports.read),
    Importer("html", folders.claims_html, folders.read_html),
)
_HEAD = 16384


def importer_of(path: Path) -> Importer | None:
    """Ask whose a path is, by its first bytes."""
    head = b""
    if not path.is_dir():
        with path.open("rb") as file:
            head = file.read(_HEAD)
    return next((importer for importer in IMPORTERS if importer.claims(path, head)), None)


def read_path(path: Path, notes: Notes) -> Iterator[Capture]:
    """Read a file or a folder; within a folder every file that is no page of a mirror is read for itself."""
    try:
        importer = importer_of(path)
    except OSError as error:
        raise UsageError(str(path), (error.strerror or str(error)).lower()) from None
    if importer is None:
        notes.add(path, "is none of: " + ", ".join(one.name for one in IMPORTERS))
        return
    if importer.name == "folder":
        for file in bundles_in(path):
            yield from read_path(file, notes)
    yield from importer.read(path, notes)


def bundles_in(folder: Path) -> Iterator[Path]:
    """Find the files of a folder that hold pages of their own addresses: WARC, WACZ, MHTML, exports."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.suffix.lower() in _BUNDLES:
            importer = importer_of(path)
            if importer is not None and importer.name in ("wacz", "warc", "mhtml"):
                yield path


_BUNDLES = {".warc", ".arc", ".gz", ".wacz", ".zip", ".mhtml", ".mht", ".open"}
