"""One post of an export or of a saved feed, with its comments, as an export keeps it; never reads the whole file.

An item stands in the archive under `export:` and the address of its post: the page itself may be there too, and
then it is the page that counts. WXR is WordPress' export (namespace http://wordpress.org/export/1.x/), an RSS 2.0
feed; Blogger's export is Atom (RFC 4287) with threading (RFC 4685).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from lxml import etree, html

from scraper.clean import Content, read_content
from scraper.dates import read_date
from scraper.feeds import read_feed
from scraper.rows import Author, Capture, Comment, CommentKind, Entry, Found, Post, Source, Term

PREFIX = "export:"
WXR, ATOM, FEED = "application/x-wxr-item+xml", "application/x-atom-thread+xml", "application/x-feed-item+xml"
_BLOCK = re.compile(
    r"\s*</?(?:p|div|h[1-6]|ul|ol|li|dl|table|blockquote|pre|figure|form|hr|section|article|aside|iframe|address"
    r"|details|style|script|!--)\b|\s*<!--",
    re.IGNORECASE,
)
_KINDS: dict[str, CommentKind] = {
    "pingback": "pingback",
    "trackback": "trackback",
    "webmention": "webmention",
}
_PARSER: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": True,
    "recover": True,
}


def is_item(capture: Capture) -> bool:
    """Tell an item by its address; no server answers under it."""
    return capture.url.startswith(PREFIX)


def post_url(url: str) -> str:
    """Give the address of the post that a capture is of, item or page."""
    return url.removeprefix(PREFIX)


def read_item(capture: Capture) -> Found:
    """Read the post and its comments."""
    media = capture.header("Content-Type") or ""
    if media.startswith(FEED):
        return _read_entry(capture)
    root = etree.fromstring(capture.body, etree.XMLParser(**_PARSER))
    return _read_wxr(capture.url, root) if media.startswith(WXR) else _read_thread(capture.url, root)


def _found(
    url: str, kind: str, post: Post, comments: tuple[Comment, ...], told: dict[str, str | None]
) -> Found:
    sources = {
        name: Source(f"export:{told['platform'] or 'feed'}", 1.0)
        for name in ("title", "author", "published", "body_html")
        if getattr(post, name)
    }
    return Found(
        url=url,
        kind="page" if kind == "page" else "post",
        canonical_url=post_url(url),
        platform=told["platform"],
        comment_system=told["platform"] if comments else None,
        language=told.get("language"),
        blog_title=told.get("blog"),
        post=post,
        comments=comments,
        sources=sources,
    )


def _content(text: str | None, base: str) -> Content | None:
    if not text or not text.strip():
        return None
    root = html.fromstring(f"<div>{_without_controls(text)}</div>")
    return read_content(root, base)


def _without_controls(text: str) -> str:
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def _shown(text: str | None) -> str | None:
    """A title or a name as a reader sees it: WordPress keeps them as HTML."""
    if text is None or not re.search("[<&]", text):
        return text
    seen = html.fragment_fromstring(_without_controls(text), create_parent="div").text_content()
    return " ".join(seen.split()) or None


def paragraphs(text: str) -> str:
    """Write out the paragraphs that WordPress keeps as empty lines (its `wpautop`)."""
    out = []
    for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = "<br>\n".join(piece.strip().split("\n"))
        out.append(piece if _BLOCK.match(piece) else f"<p>{lines}</p>")
    return "\n".join(out)


# ------------------------------------------------------------------------------------------- feeds


def _read_entry(capture: Capture) -> Found:
    feed = read_feed(capture)
    if not feed.entries:
        return Found(capture.url, "error", error=feed.error or "the item cannot be read")
    entry = feed.entries[0]
    told = {"platform": None, "language": feed.language, "blog": feed.blog_title}
    return _found(capture.url, "post", _post_of(entry, capture.url), (), told)


def _post_of(entry: Entry, url: str) -> Post:
    content = _content(entry.body_html, post_url(url))
    return Post(
        title=entry.title,
        author=entry.author,
        authors=(Author(entry.author),) if entry.author else (),
        published=entry.published,
        updated=entry.updated,
        tags=tuple(Term(name) for name in entry.categories),
        comments_declared=entry.comments_declared,
        **_body(content),
    )


def _body(content: Content | None) -> dict[str, Any]:
    if content is None:
        return {}
    return {
        "body_html": content.html or None,
        "body_text": content.text or None,
        "links": content.links,
        "media": content.media,
    }


# ------------------------------------------------------------------------------------------- WXR


def text_in(node: Any, name: str) -> str | None:
    """The text of a child, whatever version its namespace tells."""
    for child in node:
        if isinstance(child.tag, str) and tag_of(child) == name:
            return (child.text or "").strip() or None
    return None


def tag_of(node: Any) -> str:
    """A name with its usual prefix: `wp:post_id`, `content:encoded`, `title`."""
    space, _, name = node.tag.rpartition("}")
    for word, prefix in (("wordpress.org/export", "wp:"), ("rss/1.0/modules/content", "content:"),
                         ("purl.org/dc", "dc:"), ("excerpt", "excerpt:")):  # fmt: skip
        if word in space:
            return (prefix if prefix != "wp:" or "excerpt" not in space else "excerpt:") + str(name)
    return str(name)


def _read_wxr(url: str, root: Any) -> Found:
    channel = root[0]
    item = next(child for child in channel if tag_of(child) == "item")
    names = {
        text_in(a, "wp:author_login"): text_in(a, "wp:author_display_name")
        for a in _named(channel, "wp:author")
    }
    login = text_in(item, "dc:creator")
    author = _shown(names.get(login) or login)
    content = _content(paragraphs(text_in(item, "content:encoded") or ""), post_url(url))
    post = Post(
        title=_shown(text_in(item, "title")),
        author=author,
        authors=(Author(author),) if author else (),
        published=_zoned(text_in(item, "wp:post_date"), text_in(item, "wp:post_date_gmt")),
        updated=_zoned(text_in(item, "wp:post_modified"), text_in(item, "wp:post_modified_gmt")),
        categories=_terms(item, "category"),
        tags=_terms(item, "post_tag"),
        excerpt=text_in(item, "excerpt:encoded"),
        **_body(content),
    )
    comments = _nested(_wxr_comments(item, post_url(url)))
    told = {
        "platform": "wordpress",
        "language": text_in(channel, "language"),
        "blog": text_in(channel, "title"),
    }
    return _found(url, text_in(item, "wp:post_type") or "post", post, comments, told)


def _terms(item: Any, domain: str) -> tuple[Term, ...]:
    told = (
        _shown((node.text or "").strip()) for node in _named(item, "category") if node.get("domain") == domain
    )
    return tuple(Term(name) for name in told if name)


def _named(node: Any, name: str) -> list[Any]:
    return [child for child in node if isinstance(child.tag, str) and tag_of(child) == name]


def _wxr_comments(item: Any, url: str) -> Iterator[Comment]:
    """Comments that were published: approved, and in the order of their numbers."""
    for node in sorted(_named(item, "wp:comment"), key=lambda n: int(text_in(n, "wp:comment_id") or 0)):
        if text_in(node, "wp:comment_approved") != "1":
            continue
        number = text_in(node, "wp:comment_id") or ""
        parent = text_in(node, "wp:comment_parent")
        content = _content(paragraphs(text_in(node, "wp:comment_content") or ""), url)
        yield Comment(
            id=number,
            parent_id=parent if parent != "0" else None,
            author=_shown(text_in(node, "wp:comment_author")),
            author_url=text_in(node, "wp:comment_author_url"),
            published=_zoned(text_in(node, "wp:comment_date"), text_in(node, "wp:comment_date_gmt")),
            body_html=content.html or None if content else None,
            body_text=content.text or None if content else None,
            url=f"{url}#comment-{number}",
            kind=_KINDS.get(text_in(node, "wp:comment_type") or "", "comment"),
            links=content.links if content else (),
        )


def _zoned(local: str | None, gmt: str | None) -> str | None:
    """The local time with the zone that the same time in UTC tells."""
    here, there = _moment(local), _moment(gmt)
    if here is None or there is None:
        found = here or there
        return None if found is None else found.isoformat() + ("+00:00" if here is None else "")
    apart = round((here - there).total_seconds() / 60)
    sign = "-" if apart < 0 else "+"
    return (
        f"{here.isoformat()}{sign}{abs(apart) // 60:02}:{abs(apart) % 60:02}"
        if abs(apart) <= 16 * 60
        else None
    )


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return None


def _nested(comments: Iterator[Comment]) -> tuple[Comment, ...]:
    """Give each comment its depth; one whose parent is not there stands on top."""
    told = list(comments)
    depths: dict[str, int] = {}
    ids = {comment.id for comment in told}
    placed = []
    for comment in told:  # a parent has the lower number, or comes first
        parent = comment.parent_id if comment.parent_id in ids and comment.parent_id != comment.id else None
        depths[comment.id] = depths.get(parent, 0) + 1 if parent else 0
        placed.append(replace(comment, parent_id=parent, depth=depths[comment.id]))
    return tuple(placed)


# ------------------------------------------------------------------------------------------- Blogger


def _read_thread(url: str, root: Any) -> Found:
    entries = _named(root, "entry")
    first, replies = entries[0], entries[1:]
    content = _content(text_in(first, "content"), post_url(url))
    author = _person(first)
    post = Post(
        title=text_in(first, "title"),
        author=author.name if author else None,
        authors=(author,) if author else (),
        author_url=author.url if author else None,
        published=_date(text_in(first, "published")),
        updated=_date(text_in(first, "updated")),
        tags=tuple(
            Term(c.get("term")) for c in _named(first, "category") if "kind" not in (c.get("scheme") or "")
        ),
        **_body(content),
    )
    comments = _nested(_atom_comments(replies, post_url(url)))
    kind = "page" if is_page(first) else "post"
    return _found(url, kind, post, comments, {"platform": "blogger", "blog": text_in(root, "title")})


def is_page(entry: Any) -> bool:
    """Tell a static page of Blogger from a post."""
    return "page" in entry_kind(entry)


def entry_kind(entry: Any) -> str:
    """Say what an entry of Blogger's export is: `post`, `comment`, `page`, `settings`, `template`."""
    told = text_in(entry, "type")  # the newer export: <blogger:type>POST</blogger:type>
    if told:
        return told.lower()
    terms = (c.get("term") or "" for c in _named(entry, "category") if "kind" in (c.get("scheme") or ""))
    return next(terms, "#").rpartition("#")[2]


def _atom_comments(entries: list[Any], url: str) -> Iterator[Comment]:
    for entry in sorted(entries, key=lambda e: text_in(e, "published") or ""):
        content = _content(text_in(entry, "content"), url)
        author = _person(entry)
        number = (text_in(entry, "id") or "").rpartition("-")[2]
        yield Comment(
            id=number,
            parent_id=_parent(entry),
            author=author.name if author else None,
            author_url=author.url if author else None,
            avatar=author.avatar if author else None,
            published=_date(text_in(entry, "published")),
            body_html=content.html or None if content else None,
            body_text=content.text or None if content else None,
            url=f"{url}?showComment={number}#c{number}",
            links=content.links if content else (),
        )


def _parent(entry: Any) -> str | None:
    """The comment answered to; in-reply-to names the post alone (Blogger's own way of threading)."""
    told = text_in(entry, "inReplyTo")
    related = (a.get("href") or "" for a in _named(entry, "link") if a.get("rel") == "related")
    return next((href.rpartition("/")[2] for href in related if "/comments/" in href), None) or (
        told.rpartition("-")[2] if told else None
    )


def _person(entry: Any) -> Author | None:
    for node in _named(entry, "author"):
        name = text_in(node, "name")
        if name:
            image = next(
                (i.get("src") for i in node if isinstance(i.tag, str) and tag_of(i) == "image"), None
            )
            return Author(name, text_in(node, "uri"), image)
    return None


def _date(text: str | None) -> str | None:
    try:
        return datetime.fromisoformat(text or "").replace(microsecond=0).isoformat()
    except ValueError:
        return read_date(text) if text else None
