"""Comments of smaller platforms, a system each: what their own templates print."""

import re
from typing import Any
from urllib.parse import unquote

from scraper.rules import CommentSystem


def weblog(node: Any, page: Any) -> str | None:
    """The weblog that a trackback of Serendipity names behind its label, the same in all languages."""
    return next(((b.tail or "").strip() or None for b in node.iter("b") if b.text == "Weblog:"), None)


def section(node: Any, page: Any) -> str | None:
    """Is it a trackback by its label, or by the nearest section around it? That of the trackbacks may not be closed."""
    around = (el.get("class") or "" for el in node.iterancestors())
    nearest = next((names for names in around if "serendipity_section_" in names), "")
    told = "serendipity_section_trackbacks" in nearest.split() or weblog(node, page)
    return "trackback" if told else None


#: what of the lists that themes took over from WordPress has no class of its own: name or title, words, then the day
TRACKED = ".commentlist > li:has(> cite):has(> .commentmetadata)"

SERENDIPITY = CommentSystem(
    name="serendipity",
    home=("serendipity",),
    loose=(
        ".commentlist > li[id^='comment-'], .commentlist > li[id^='li-comment-'], .commentlist > li[id^='trackback-'], "
        "ul.trackback > li[id^='li-comment-']",
        f".serendipity_comment, {TRACKED}",
        "article.comment[id^='c'], li.comment[id^='c'], li.comment-list-item, "
        "article.trackback[id^='c'], li.trackback[id^='c']",
        f"li[class*='serendipity_comment_author_'], .commentlist > li[id^='c'], {TRACKED}",
        f"dd.commentlist_item, .commentlist > li[style*='margin-left'], {TRACKED}",
    ),
    item=(".serendipity_comment",),
    comment={
        "id": (
            ".serendipity_comment[id^='c']::attr(id)",
            ".comment[id^='c']::attr(id)",
            "a[id^='c']::attr(id)",
            "a[name^='c']::attr(name)",
            ".comment_source_trace::attr(href)",
            "[id^='comment-']::attr(id)",
        ),
        "author": (
            weblog,
            ".comment_source_author > a[href^='mailto:']:first-child:last-child",
            ".comment_source_author",
            ".serendipity_comment_source a[href^='mailto:'], .serendipity_commentSource a[href^='mailto:'], .serendipity_commentFooter a[href^='mailto:']",
            ".comment-author-details",
            ".comment_info > li:first-child",
            ".comment_author strong",
            "h4 > cite",
            "header h4",
            "h4",
            "li > cite, li > p > cite, small > cite",
            ".author",
        ),
        "author_url": (
            ".comment_source_url::attr(href)",
            ".serendipity_comment_source a[href][title^='http']::attr(href), .serendipity_commentSource a[href][title^='http']::attr(href)",
            "h4 a::attr(href)",
            ".comment_source_author a::attr(href)",
        ),
        "published": (
            "h4 time",
            "time",
            ".comment_source_date",
            ".serendipity_comment_source",
            ".comment_date",
        ),
        "body": (
            ".serendipity_commentBody",
            ".comment_content",
            ".comment-content",
            ".comment_text",
            "li[class*='serendipity_comment_author_'] > .content",
            "article.comment > header + div",
            "article.trackback > details > div",
        ),
        "kind": (section,),
        "url": (".comment_source_trace::attr(href)", ".commentmetadata a[href^='#c']::attr(href)"),
    },
    drop=(
        ".comment_reply",
        ".comment_source_url",
        ".comment-meta",
        ".commentmetadata",
        "[id^='serendipity_replyform_']",
    ),
    trackback=("article.trackback, li.trackback", "li.comment-list-item[id^='comment-c']"),
    options=("#serendipity_replyTo option",),
    depth_class=r"(?:^|\s)commentlevel[-_](\d+)(?=\s|$)",
    declared=("footer a[href$='#comments']", ".serendipity_entryFooter a[href*='#comments']"),
)


def mentioned(node: Any, page: Any) -> str | None:
    """Whom a comment answers by the link that Typecho's function prints, for a theme, before the words."""
    first = next((el for el in node.iter("span") if el.get("class") == "comment-author-at"), ())
    return next((a.get("href") for a in first if a.get("href")), None)


TYPECHO = CommentSystem(
    name="typecho",
    home=("typecho",),
    loose=(
        "li.comment-parent, li.comment-child, li.comment-level-odd, li.comment-level-even",
        ".comment-list__item",
        "li.comment:has(> [id^='comment-']), li.comment:has(> [id^='trackback-']), li.comment:has(> [id^='pingback-'])",
    ),
    item=(
        "li.comment-body[id^='comment-'], li.comment-parent[id], li.comment-child[id], "
        "li.comment-level-odd[id], li.comment-level-even[id]",
        "li.comment-body",
    ),
    comment={
        "id": (
            "li[id^='comment-']::attr(id)",
            "li[id^='li-comment-']::attr(id)",
            "li > div[id^='comment-']::attr(id)",
            "li > div[id^='trackback-']::attr(id), li > div[id^='pingback-']::attr(id)",
        ),
        "parent_id": (mentioned,),
        "author": (
            ".comment-author .fn",
            "cite.fn",
            ".fn",
            ".comment-author cite",
            ".comment-author > b",
            ".comment-author",
        ),
        "author_url": (
            ".fn a::attr(href)",
            ".comment-author cite a::attr(href)",
            ".comment-avatar > a[rel]::attr(href), .comment--avatar > a[rel]::attr(href)",
        ),
        "published": (".comment-meta time", "time", ".comment-meta"),
        "body": (".comment-content",),
        "url": (".comment-meta a::attr(href)",),
    },
    drop=(
        "a.at[href*='#comment-'], .comment-author-at",
        ".comment-list__item .agent",
        ".comment-list__item .owner",
        ".comment-list__item .substance > .parent",
    ),
    trackback=("[id^='trackback-'], [id^='li-trackback-'], a[onclick*='trackback-']",),
    pingback=("[id^='pingback-'], [id^='li-pingback-'], a[onclick*='pingback-']",),
    declared=("#comments > h3", "#comments h3"),
)

#: b2evolution's word for what is no comment: an English one in most of its languages, and those of the others
_PINGS = {"trackback": "trackback", "pingback": "pingback", "трекбек": "trackback", "пинг": "pingback"}


def called(node: Any, page: Any) -> str | None:
    """The kind of one of b2evolution's items: the word that is its permalink, where that is none of a comment."""
    links = (a for a in node.iter("a") if "#c" in (a.get("href") or ""))
    said = ("".join(a.itertext()).strip(" :\n\t").lower() for a in links)
    return next((_PINGS[word] for word in said if word in _PINGS), None)


B2EVOLUTION = CommentSystem(
    name="b2evolution",
    home=("b2evolution",),
    item=(".bComment", "article.evo_comment, .evo_comment"),
    comment={
        "id": (
            ".bComment[id^='c']::attr(id)",
            ".evo_comment[id]::attr(id)",
            "a[id^='c']::attr(id)",
            "a[name^='c']::attr(name)",
        ),
        "author": (
            ".bCommentTitle .user, .evo_comment_title .user",
            ".bCommentTitle a:not([href*='#c'])",
            ".evo_comment_title a:not([href*='#c'])",
            ".bCommentTitle",
            ".evo_comment_title",
        ),
        "published": (".bCommentSmallPrint", ".evo_comment_footer", ".bComment-date"),
        "body": (".bCommentText", ".evo_comment_text"),
        "url": ("a.evo_comment_type[href*='#c']::attr(href)", ".bCommentTitle a[href*='#c']::attr(href)"),
        "kind": (called,),
    },
    drop=(".bCommentSmallPrint", ".bCommentTitle"),
    declared=(".evo_comment__list_title", "#feedbacks ~ h3, #feedbacks ~ h4"),
)

_FLATPRESS = re.compile(r"comment(\d\d)(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)$")


def numbered_by_time(root: Any, page: Any) -> list[Any]:
    """FlatPress names a comment by the second it was written in: ``comment110704-154000``."""
    found = [e for key, els in page.index.by_id.items() if _FLATPRESS.match(key) for e in els]
    return sorted(found, key=page.index.order.__getitem__)


def second(node: Any, page: Any) -> str | None:
    """A comment's own id without its mark: the clock alone comes round every day."""
    at = _FLATPRESS.match(node.get("id") or "")
    return "".join(at.groups()) if at else None


def written(node: Any, page: Any) -> str | None:
    """The time in a comment's own id: its page shows the day with the first comment of a day alone."""
    at = _FLATPRESS.match(node.get("id") or "")
    return "20{}-{}-{}T{}:{}:{}".format(*at.groups()) if at else None


FLATPRESS = CommentSystem(
    name="flatpress",
    home=("flatpress",),
    item=(numbered_by_time,),
    comment={
        "id": (second,),
        "author": (".comment-name",),
        "author_url": (".comment-name a::attr(href)",),
        "published": (written, ".date"),
        "url": (".date a::attr(href)",),
    },
    drop=(".comment-name", ".date"),
    declared=(".link-comments a",),
)


JOOMLA = CommentSystem(
    name="joomla",
    home=("joomla",),
    item=(
        ".itemCommentsList > li",
        "div[id^='comment-item-']",
        "li.kmt-item",
        ".comments-list .comment-box",
        ".jc-comment",
    ),
    comment={
        "id": ("[id^='comment-item-']::attr(id)", "li.kmt-item::attr(id)", "[id^='comment-']::attr(id)"),
        "author": (".commentAuthorName", ".comment-author", ".kmt-author", ".author-homepage"),
        "published": (".commentDate", ".comment-date", ".kmt-time time", ".kmt-time"),
        "url": (".commentLink a::attr(href)",),
        "body": (".comment-body", ".kmt-body", ".commentText", "li > p"),
    },
    drop=(".commentDate", ".commentAuthorName", ".commentLink", ".commentToolbar"),
    nested=(".comments-list-child", ".comments-list .comments-list"),
)

#: Tokyo Promenade: a line each, "NAME : words (day)"
PROMENADE = CommentSystem(
    name="promenade",
    item=(".comments > .comment[id*='_c']:has(> .owner)",),
    comment={
        "id": (".comment[id*='_c']::attr(id)",),
        "author": (".owner",),
        "published": (".date",),
        "body": (".text",),
    },
    drop=(".owner", ".date"),
)

SQUARESPACE = CommentSystem(
    name="squarespace",
    home=("squarespace",),
    own=(".squarespace-comments, .journal-comment-area-wrapper",),  # a "comment-list" is many platforms'
    item=(
        ".squarespace-comments .comment",
        ".comment-list .comment[id^='comment-']",
        ".journal-comment-area-wrapper .comment-wrapper .comment",
    ),
    comment={
        "id": (".comment[id]::attr(id)",),
        "author": (".comment-header .author", ".author", ".signature .name", ".signature a", ".signature"),
        "published": (".comment-header .date", ".date", ".posted-on", ".signature"),
        "body": (".comment-body", ".body", ".text"),
    },
    drop=(".comment-header", ".comment-footer", ".signature"),
    depth_class=r"(?:^|\s)depth-(\d+)(?=\s|$)",
)

_TEXTPATTERN = re.compile(r"c0\d{5}$")


def numbered(root: Any, page: Any) -> list[Any]:
    """What bears the number of a comment in Textpattern's six digits; ``c00`` alone may number anything."""
    items = [e for key, els in page.index.by_id.items() if _TEXTPATTERN.match(key) for e in els]
    return sorted((e for e in items if e.tag in ("li", "div")), key=page.index.order.__getitem__)


def permalinked(root: Any, page: Any) -> list[Any]:
    """What holds a comment whose id is that of its permalink, as ``<txp:comment_permlink>`` prints it."""
    anchors = [
        e for key, els in page.index.by_id.items() if _TEXTPATTERN.match(key) for e in els if e.tag == "a"
    ]
    around = (next(a.iterancestors("li", "article", "section"), None) for a in anchors)
    return sorted({e for e in around if e is not None}, key=page.index.order.__getitem__)


TEXTPATTERN = CommentSystem(
    name="textpattern",
    home=("textpattern",),
    item=(
        "ol.comments_wrapper > li, ul.comments_wrapper > li",
        numbered,
        permalinked,
    ),
    comment={
        "id": ("[id^='c0']::attr(id)", "a[href*='#c0']::attr(href)"),
        "author": (".comment_name", ".comment-name", "cite", "strong"),
        "published": (".comment_time", ".comment-date", "time"),
        "body": (".comment_message", ".comment-message"),
    },
)

HATENA = CommentSystem(
    name="hatena",
    home=("hatena",),
    item=("li.entry-comment", ".comment-box .entry-comment"),
    comment={
        "id": ("li.entry-comment[id]::attr(id)",),
        "author": (".comment-user-name", ".comment-user-id", ".comment-nickname"),
        "published": (".comment-metadata time", "time"),
        "body": (".comment-content",),
    },
)

#: of the notes below a post, the replies: likes and bare reblogs say nothing
TUMBLR = CommentSystem(
    name="tumblr",
    home=("tumblr",),
    loose=("ol.notes > li.note.reply, ol.notes > li.note.answer, ol.notes > li.note.with_commentary",),
    comment={
        "author": (".action > a", ".action a"),
        "author_url": (".action > a::attr(href)",),
        "avatar": ("a.avatar_frame img::attr(src)", "img.avatar::attr(src)"),
        "body": (".answer_content", "blockquote"),
    },
)

OVERBLOG = CommentSystem(
    name="overblog",
    home=("overblog",),
    item=(".ob-comment, .ob-comment-reply", ".ob-comments .ob-comment"),
    comment={
        "author": (".ob-comment-author", ".ob-name", ".ob-author"),
        "published": (".ob-comment-date", ".ob-date"),
        "body": (".ob-comment-text", ".ob-message", ".ob-text"),
    },
)

EMLOG = CommentSystem(
    name="emlog",
    home=("emlog",),
    loose=(".comment:has(> .comment-infos)", ".comment:has(> .comment-info)"),
    comment={
        "id": (".comment[id]::attr(id)",),
        "author": (".comment-infos > b", ".comment-info > b"),
        "author_url": (".comment-infos > b a::attr(href)", ".comment-info > b a::attr(href)"),
        "published": (".comment-time",),
        "body": (".comment-content",),
    },
    drop=(".comment-reply", ".avatar"),
    declared=(".comment-header",),
)

_LED_OUT = re.compile(r"[?&]external_link=([^&]+)")
_NAME = re.compile(r"(?:^|\s)(?:commentname|cmtsname|cmtsreplyname)(?=\s|$)")


def homepage(node: Any, page: Any) -> str | None:
    """Where a commenter's name leads to beyond Z-BlogPHP's own address for what is elsewhere."""
    named = (
        el for el in node.iter("span", "cite") if el.tag == "cite" or _NAME.search(el.get("class") or "")
    )
    name = next(named, None)  # answers stand inside
    told = (_LED_OUT.search(a.get("href") or "") for a in (name.iter("a") if name is not None else ()))
    return next((unquote(m[1]) for m in told if m), None)


ZBLOG = CommentSystem(
    name="zblog",
    home=("zblog",),
    item=("[id^='cmt']:has(.commentname, .msgname, > cite)", ".cmtsitem, .cmtsreply"),
    comment={
        "id": ("[id^='cmt']::attr(id)", ".cmtsbody[data-commentid]::attr(data-commentid)"),
        "author": (".commentname", ".msgname a[rel~='nofollow']", "cite > b", ".cmtsname", ".cmtsreplyname"),
        "author_url": (
            homepage, ".commentname a::attr(href)", "cite > b a::attr(href)", ".cmtsname a::attr(href)", ".cmtsreplyname a::attr(href)",
        ),
        "published": (".msgname small", "cite small", ".cmtsdate", ".cmtsreplydate"),
        "body": (".msgarticle", "blockquote > q", ".cmtsbody", ".cmtsreplycon"),
    },
    drop=(".revertcomment", ".cmtsfoot", ".avatar"),
)  # fmt: skip

GNUBOARD = CommentSystem(
    name="gnuboard",
    home=("gnuboard",),
    loose=("#bo_vc > article[id^='c_']",),
    comment={
        "id": ("article[id^='c_']::attr(id)",),
        "author": ("header .sv_member, header .sv_guest, header .member, header .guest",),
        "author_url": (
            "header a[href*='bo_homepage']::attr(href)",
            "header a.sv_guest[href^='http']::attr(href)",
        ),
        "published": ("header time", ".bo_vc_hdinfo"),
        "body": (".cmt_contents > p", ".cmt_contents", "article[id^='c_'] > p"),
    },
    declared=("#bo_v_info a[href='#bo_vc']", ".cmt_btn .total"),
)

NUCLEUS = CommentSystem(
    name="nucleus",
    home=("nucleus",),
    loose=(".itemcomment", "[id^='c'].comment"),
    comment={
        "author": ("h3 a", "h3", ".commentauthor"),
        "author_url": ("h3 a[href^='http']::attr(href)",),
        "published": (".commentinfo", ".commentdate"),
        "body": (".commentbody",),
    },
    drop=(".commentinfo",),
)

NUCLEUS_BARE = CommentSystem(
    name="nucleus",
    home=("nucleus",),
    loose=("h3.comment",),
    extends=True,
    comment={
        "author": ("h3.comment a", "h3.comment"),
        "published": (".commentinfo",),
        "body": (".commentbody",),
    },
    drop=(".commentinfo",),
)

CNBLOGS = CommentSystem(
    name="cnblogs",
    home=("cnblogs",),
    item=(".feedbackItem:has([id^='comment_body_'])",),
    comment={
        "id": ("[id^='comment_body_']::attr(id)",),
        "author": ("a[id^='a_comment_author_']",),
        "author_url": ("a[id^='a_comment_author_']::attr(href)",),
        "published": (".comment_date",),
        "body": ("[id^='comment_body_']",),
        "url": ("a.layer::attr(href)",),
    },
    drop=(".comment_vote",),
)
