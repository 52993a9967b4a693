"""The frozen values that travel between the rooms: no libraries, no logic.

Dates are ISO 8601 strings, no more precise than the page: ``2010-05-14``, ``2010-05-14T09:30:00`` (zone
unknown) or ``2010-05-14T09:30:00-07:00``. What is unknown is ``None``, never an empty string.
"""

from dataclasses import dataclass, field
from typing import Literal

PageKind = Literal[
    "post", "page", "index", "archive", "comments", "feed", "sitemap", "media", "robots", "moved", "error"
]
CommentKind = Literal["comment", "pingback", "trackback", "webmention"]
LinkKind = Literal[
    "post", "page", "index", "archive", "older", "comments", "feed", "sitemap", "moved", "other"
]
REDIRECTS = (301, 302, 303, 307, 308)  #: statuses (RFC 9110, 15.4)
DETOURS = (302, 303, 307)  #: those of them that tell of now only


@dataclass(frozen=True, slots=True)
class Capture:
    """One URL asked once: what came back, whole or not.

    ``body`` is the payload with its Content-Encoding undone (what a parser reads), ``raw`` the bytes as they
    came after transfer decoding (what the WARC keeps); they are the same object where nothing was encoded.
    """

    url: str
    status: int  #: HTTP status; 0 where no answer came
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    raw: bytes = b""
    fetched_at: str = ""  #: UTC, ``2026-01-31T12:00:00Z``
    reason: str = ""
    http_version: str = "1.1"
    request_headers: tuple[tuple[str, str], ...] = ()
    ip: str | None = None
    seconds: float = 0.0
    error: str | None = None  #: one line; set too where bytes came but not all of them
    truncated: str | None = None  #: WARC-Truncated reason: ``length``, ``time``, ``disconnect``
    retry_after: float | None = None  #: seconds the server asks to wait
    warc_file: str | None = None  #: name within the archive's folder
    warc_offset: int | None = None
    digest: str | None = None  #: ``sha1:BASE32`` of ``raw``, as in WARC-Payload-Digest
    source: str | None = None  #: where an imported capture was found: a file, or an archive's address
    seed: str | None = None  #: address of the blog it was imported for, or asked for beside others

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case (RFC 9110, 5.1)."""
        want = name.lower()
        return next((v for k, v in self.headers if k.lower() == want), None)


@dataclass(frozen=True, slots=True)
class Link:
    """A link found: on a page (``kind`` tells what stands behind it) or inside a text (``text``, ``rel``)."""

    url: str
    kind: LinkKind = "other"
    text: str | None = None
    rel: str | None = None
    lastmod: str | None = None  #: sitemaps only
    comments_declared: int | None = None  #: lists only: how many comments are counted beside it


@dataclass(frozen=True, slots=True)
class Media:
    """An image, audio or video a post shows."""

    url: str
    kind: Literal["image", "audio", "video", "embed"] = "image"
    alt: str | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """A person as one blog names them."""

    name: str
    url: str | None = None
    avatar: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A category or a tag."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """One post, or one static page, as its own page shows it."""

    title: str | None = None
    author: str | None = None  #: as shown; several authors are joined by ", "
    authors: tuple[Author, ...] = ()
    author_url: str | None = None
    published: str | None = None
    updated: str | None = None
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    body_html: str | None = None  #: sanitized, links absolute
    body_text: str | None = None
    word_count: int | None = None  #: of the text, where a reader has counted it for the writer
    excerpt: str | None = None
    comments_declared: int | None = None
    previous_url: str | None = None
    next_url: str | None = None
    links: tuple[Link, ...] = ()  #: those inside the body, in order
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment of a page's thread. ``id`` is the platform's own, without its prefix."""

    id: str
    parent_id: str | None = None
    author: str | None = None
    author_url: str | None = None
    avatar: str | None = None
    published: str | None = None
    body_html: str | None = None
    body_text: str | None = None
    url: str | None = None
    depth: int = 0  #: top level is 0
    kind: CommentKind = "comment"
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A feed entry or sitemap line: a witness of a post, not the post."""

    url: str
    title: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    categories: tuple[str, ...] = ()
    body_html: str | None = None
    comments_declared: int | None = None
    comments_feed: str | None = None
    id: str | None = None
    in_reply_to: str | None = None  #: RFC 4685, comment feeds


@dataclass(frozen=True, slots=True)
class Source:
    """Which rule answered for a field, and how sure it is (0 to 1)."""

    rule: str
    sure: float


@dataclass(frozen=True, slots=True)
class Found:
    """All that one page says: what ``extract`` gives, what the store keeps."""

    url: str
    kind: PageKind
    canonical_url: str | None = None
    platform: str | None = None
    comment_system: str | None = None
    language: str | None = None
    charset: str | None = None
    blog_title: str | None = None
    post: Post | None = None
    comments: tuple[Comment, ...] = ()
    links: tuple[Link, ...] = ()  #: where the blog goes on from here
    entries: tuple[Entry, ...] = ()  #: feeds and sitemaps
    sources: dict[str, Source] = field(default_factory=dict)
    error: str | None = None  #: what was wrong with the page, one line (feedparser's "bozo")
    part: int | None = None  #: which page of a post of several this is; `canonical_url` names the first
    thread_page: int | None = None  #: which page of a post's comments this is; `canonical_url` names the post
