"""What tells one comment from another, and whether it says the same as before: hashes; pure, never a row."""

from dataclasses import dataclass, fields
from hashlib import blake2b
from operator import attrgetter

from scraper.rows import Comment


@dataclass(frozen=True, slots=True)
class Marked(Comment):
    """A comment that carries its hashes: readers on many cores make them, so that the one writer need not."""

    content: str = ""
    digest: str = ""


_NAMES = tuple(one.name for one in fields(Comment))
_SAID = attrgetter(*_NAMES)


def marked(comment: Comment) -> Marked:
    """Give a comment with its hashes."""
    said = dict(zip(_NAMES, _SAID(comment), strict=True))
    return Marked(**said, content=content_of(comment), digest=digest_of(comment))


def content_of(comment: Comment) -> str:
    """Author, date and text: what makes a comment the same one where no id does."""
    if isinstance(comment, Marked):
        return comment.content
    return _hash(comment.author, comment.published, " ".join((comment.body_text or "").split()))


def digest_of(comment: Comment) -> str:
    """All that a comment says: where it is equal, there is nothing to compare."""
    if isinstance(comment, Marked):
        return comment.digest
    links = [(link.url, link.text, link.rel) for link in comment.links]
    return _hash(
        *(comment.author, comment.author_url, comment.avatar, comment.published, comment.body_html),
        *(comment.body_text, comment.url, comment.kind, repr(links)),
    )


def _hash(*values: str | None) -> str:
    return blake2b(repr(values).encode("utf-8", "replace"), digest_size=12).hexdigest()
