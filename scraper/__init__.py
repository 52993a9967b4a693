"""blog-to-sqlite: any blog as WARC records and normalized SQLite rows."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scraper.extract import parse_page

__version__ = "0.1.0"
__all__ = ["__version__", "parse_page"]


def __getattr__(name: str) -> Any:
    """Import the parser only when it is asked for: an idle sync must start in a blink (PEP 562)."""
    if name == "parse_page":
        from scraper.extract import parse_page

        return parse_page
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
