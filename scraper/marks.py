"""What tells one comment from another, and whether it says the same as before: keys, hashes; pure, never a row."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from operator import attrgetter

from scraper.rows import Comment, Post

COUNTED = re.compile(r"n\d+")  #: an id that only counts places on a page


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


def counted(post: Post) -> Post:
    """Give a post with the words of its text counted, for the same reason."""
    return replace(post, word_count=words_of(post.body_text))


def words_of(text: str | None) -> int | None:
    return None if text is None else len(text.split())


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


def keys_of(comments: Iterable[Comment]) -> list[str]:
    """One key a comment: the platform's id, else a hash of what it says; a second of the same is numbered."""
    keys = [f"n:{content_of(one)}" if COUNTED.fullmatch(one.id) else one.id for one in comments]
    if len(set(keys)) == len(keys):
        return keys
    count: dict[str, int] = {}
    taken: set[str] = set()
    for place, key in enumerate(keys):
        own, nth = key, count.get(key, 1)
        while own in taken:  # an id may look like a number of ours
            nth += 1
            own = f"{key}#{nth}"
        count[key], keys[place] = nth, own
        taken.add(own)
    return keys


#: What programs make of typed signs, and leave alone on another page of the same blog (WordPress' wptexturize).
_SET = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′", "'") | dict.fromkeys("–—−‑", "-")
_SET |= {"…": "...", "×": "x", "™": "(tm)"}
_SIGNS, _IS_SET = str.maketrans(_SET), re.compile(f"[{''.join(_SET)}]")
_DASHES, _QUOTED = re.compile("-{2,3}"), re.compile("``|''")


def same_words(one: str, other: str) -> bool:
    """Tell whether two texts differ but in quotes, dashes and dots that a program has set in one of them.

    What was typed otherwise, as "--all" for "-all", is another text.
    """
    pairs = [*zip(one.split(), other.split(), strict=False)]
    if len(pairs) != len(one.split()) or len(pairs) != len(other.split()):
        return False
    return all(a == b or (_typed(a) == _typed(b) and bool(_IS_SET.search(a + b))) for a, b in pairs)


def _typed(word: str) -> str:
    return _QUOTED.sub('"', _DASHES.sub("-", word.translate(_SIGNS)))


def _hash(*values: str | None) -> str:
    return blake2b(repr(values).encode("utf-8", "replace"), digest_size=12).hexdigest()
