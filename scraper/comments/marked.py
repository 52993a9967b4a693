"""Comments marked up for machines, whatever prints them: schema.org microdata and microformats."""

from typing import Any

from scraper.rules import CommentSystem

SCHEMA_ORG = CommentSystem(
    name="schema.org",
    item=("[itemtype$='schema.org/Comment']:not(ol):not(ul)", "[itemtype$='schema.org/UserComments']:has([itemprop])", "[itemprop='comment'][itemscope]:not(ol):not(ul)"),
    comment={
        "id": ("[itemtype$='/Comment'][id]::attr(id)", "[itemtype$='/UserComments'][id]::attr(id)", "[itemprop='comment'][id]::attr(id)"),
        "author": (
            "[itemprop='author'] [itemprop='name']", "[itemprop='creator'] [itemprop='name']", "[itemprop='author']", "[itemprop='creator']",
        ),
        "author_url": (
            "[itemprop='author'] [itemprop='url']::attr(href)", "[itemprop='creator'] [itemprop='url']::attr(href)",
            "[itemprop='author'] a[href]::attr(href)", "[itemprop='creator'] a[href]::attr(href)",
        ),
        "published": ("[itemprop='datePublished']", "[itemprop='dateCreated']", "[itemprop='commentTime']", "time"),
        "body": ("[itemprop='text']", "[itemprop='commentText']", "[itemprop='description']"),
        "url": ("[itemprop='url'][href*='#']::attr(href)",),
    },
)  # fmt: skip

#: of what the post itself answers or quotes (microformats2, ``h-cite``)
_CITED = frozenset(
    ("u-in-reply-to", "u-quotation-of", "u-bookmark-of", "u-read-of", "u-watch-of", "u-listen-of")
)


def responses(root: Any, page: Any) -> list[Any]:
    """What cites the post, inside its entry or behind it; what stands in its text is cited by it."""
    index, found = page.index, page.index.by_class.get("h-cite", ())
    entries = index.by_class.get("h-entry", ()) if found else ()
    if not entries:
        return []
    tops = sorted({*entries, *entries[0].itersiblings()}, key=index.order.__getitem__)
    texts = [el for name in ("e-content", "p-summary") for el in index.by_class.get(name, ())]
    own = sorted((text for text in texts if not _is_of_cite(text)), key=index.order.__getitem__)
    told = set(index.among(found, own))
    around = index.among(found, tops)
    return [el for el in around if el not in told and _CITED.isdisjoint(el.get("class").split())]


def _is_of_cite(text: Any) -> bool:
    return any("h-cite" in (e.get("class") or "").split() for e in text.iterancestors())


MICROFORMATS = CommentSystem(
    name="microformats",
    item=(".u-comment", ".p-comment", responses),
    comment={
        "id": (".u-comment[id]::attr(id)", ".h-cite[id]::attr(id)"),
        "author": (".p-author .p-name", ".p-author", ".h-card .p-name", ".h-card"),
        "author_url": (".p-author .u-url::attr(href)", "a.p-author::attr(href)", "a.h-card::attr(href)"),
        "published": (".dt-published",),
        "body": (".e-content", ".p-content", ".p-summary"),
        "url": ("a.u-url::attr(href)",),
    },
)
