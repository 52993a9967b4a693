"""What can go wrong with a whole job. A poor page is no error: it is a row that says so."""


class BlogToSqliteError(Exception):
    """Base of all our errors; str() is one line for a person, naming the file or URL."""

    exit_code = 1

    def __init__(self, where: str, what: str, advice: str = "") -> None:
        self.where, self.what, self.advice = where, what, advice
        super().__init__(": ".join(filter(None, (where, what))) + (f" ({advice})" if advice else ""))


class UsageError(BlogToSqliteError):
    """The command's words cannot be carried out (exit 2)."""

    exit_code = 2


class FetchFailed(BlogToSqliteError):
    """The blog cannot be reached, or does not answer with a page."""


class StoreError(BlogToSqliteError):
    """The database cannot be used: foreign, locked, read-only, full."""


class ArchiveError(BlogToSqliteError):
    """The WARC folder cannot be used: foreign, cut, read-only, full."""


class Locked(BlogToSqliteError):
    """Another run holds the lock (exit 4)."""

    exit_code = 4
