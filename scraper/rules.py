"""The words in which a platform is told to us: data, and no functions that do work.

A rule is one string in parsel's notation, ``css`` or ``css::attr(name)``, or, where data will not do, a small
function ``(node, page) -> value``. The rules of a field are asked in order; the first that answers plausibly
wins, so further eras of a theme are further strings.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from scraper.rows import LinkKind

Rule = str | Callable[[Any, Any], Any]
Rules = tuple[Rule, ...]


@dataclass(frozen=True)
class Platform:
    """One blogging platform, all its themes together."""

    name: str
    signs: Rules = ()  #: any that matches: the page is of this platform (cheap and certain)
    kinds: Mapping[str, Rules] = field(default_factory=dict)  #: page kind -> signs of it, asked in order
    paths: Mapping[str, str] = field(
        default_factory=dict
    )  #: page kind -> regular expression of the paths of such pages, where the platform alone gives these
    told_kind: Callable[[Any], str | None] | None = None  #: page -> its kind, where its own data tell it
    says_none: tuple[str, ...] = ()  #: what its pages say, word for word, where there is no such page
    post: Mapping[str, Rules] = field(
        default_factory=dict
    )  #: a post's fields; ``whole``: all of it, title and text
    drop: Rules = ()  #: what stands inside a body and is no part of it
    links: Mapping[str, Rules] = field(default_factory=dict)  #: kind of link -> where such links stand
    places: Mapping[str, LinkKind] = field(
        default_factory=dict
    )  #: path from the home page, though no page says so
    feed_pages: str | None = None  #: the query parameter that numbers the further pages of a feed
    feed_edits: Mapping[str, str] = field(
        default_factory=dict
    )  #: path of a feed from the home page -> that of the same in the order of edits, which tells their times
    terms_by_rel: bool = (
        False  #: links called category and tag by ``rel`` lead to the terms of the page's own post
    )
    tag_address: str | None = None  #: regular expression of tags' addresses, where others have categories
    comment_pages: bool = False  #: further pages of comments are numbered as WordPress does it
    #: regular expression of their addresses, where these alone do not tell it: the post's own, the number from 0 on
    thread_pages: str | None = None


@dataclass(frozen=True)
class CommentSystem:
    """One way to print comments; it may stand on any platform.

    ``item`` matches the element of one comment. Its fields are looked up among the item's own nodes, never
    its replies'. Where ``extends`` is true the item goes on through the siblings after it, up to the next item
    (``dt``/``dd`` pairs). ``nested`` matches a block whose comments answer the comment before that block, where
    replies do not stand inside their parent.
    """

    name: str
    home: tuple[str, ...] = ()  #: platforms it is part of: it is not asked on pages of any other
    item: Rules = ()
    own: Rules = ()  #: where its items are written so elsewhere, too: what on a page of no known platform tells it
    loose: Rules = ()  #: items too, but so common a way to write them that they are asked at home alone
    #: id, parent_id, author, author_url, avatar, published, body, url, kind; ``instant``: seconds since 1970 that
    #: machines are told; ``depth``: how far it is moved in, where no class says so
    comment: Mapping[str, Rules] = field(default_factory=dict)
    drop: Rules = ()  #: inside a comment's body, no part of it
    nested: Rules = ()
    extends: bool = False
    depth_class: str | None = None  #: regular expression, group 1 is the level
    pingback: Rules = ()  #: matches items that are pingbacks
    trackback: Rules = ()
    deleted: Rules = ()  #: matches items whose text is the platform's notice, not the author's
    folded: Rules = ()  #: matches items whose words another page shows, to which their permalink leads
    options: Rules = ()  #: choices of the form to answer, one a comment: its id as value, "#1.2: Ann on May 6, 2010"
    external: Rules = ()  #: signs that comments of this system are kept elsewhere, not in the page
    declared: Rules = ()  #: where the page says how many comments there are
    inline: Callable[[Any], Any] | None = None  #: page -> comments printed as data in a script
    total: Callable[[Any], Any] | None = None  #: page -> how many comments that data says there are
