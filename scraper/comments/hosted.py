"""Comment services that print into any page, and those that keep all they have elsewhere."""

from typing import Any

from scraper.rules import CommentSystem

INTENSEDEBATE = CommentSystem(
    name="intensedebate",
    item=(".idc-c",),
    comment={
        "id": (".idc-c[id]::attr(id)",),
        "author": (".idc-c-h a.idc-i", ".idc-c-h-inner a", ".idc-i + a", ".idc-c-h"),
        "published": (
            ".idc-c-h .idc-i a[title]::attr(title)",
            ".idc-c-h-inner span[title]::attr(title)",
            ".idc-c-h-inner",
        ),
        "body": (".idc-c-t-inner", ".idc-c-t"),
    },
    nested=(".idc-replies", ".idc-r"),
    drop=(".idc-c-b", ".idc-c-h"),
    external=("#idc-container", "#IDCommentsHead", "script[src*='intensedebate.com']"),
)

ISSO = CommentSystem(
    name="isso",
    item=(".isso-comment",),
    comment={
        "id": (".isso-comment[id]::attr(id)",),
        "author": (".isso-author", ".author"),
        "published": ("time", ".isso-permalink time"),
        "body": (".isso-text", ".text"),
        "url": (".isso-permalink::attr(href)", ".permalink::attr(href)"),
    },
    drop=(".isso-comment-header", ".isso-comment-footer"),
    nested=(".isso-follow-up",),
    external=("#isso-thread", "script[data-isso]"),
)

#: of blogs at BlogHarbor and other resellers of Tucows' Blogware
BLOGWARE = CommentSystem(
    name="blogware",
    item=(".comment[id^='cid_']",),
    comment={
        "id": (".comment[id^='cid_']::attr(id)",),
        "author": (".commentAuthor",),
        "published": (".commentAuthor",),
        "body": (".commentBody",),
        "url": (".commentAuthor a[href^='#']::attr(href)",),
    },
    drop=(".commentTitle", ".commentAuthor"),
    depth_class=r"(?:^|\s)commentIndent(\d+)(?=\s|$)",
)


def answered(node: Any, page: Any) -> str | None:
    """The comment that one at Kinja answers; the post has a number of the same kind."""
    number = node.get("data-parentid")
    return number if f"reply_{number}" in page.index.by_id else None


#: of Gawker's blogs, 2012 to 2019: Lifehacker, Gizmodo, Jezebel, Kotaku and their like
KINJA = CommentSystem(
    name="kinja",
    item=("article.reply[data-parentid]",),
    comment={
        "id": ("article.reply[data-id]::attr(data-id)",),
        "parent_id": (answered,),
        "author": (".display-name > .fn", ".display-name"),
        "author_url": (".display-name > a.fn[href]::attr(href)",),
        "published": (".publish-time .published", ".publish-time"),
        "body": (".reply-content",),
        "url": (".publish-time a[href]::attr(href)",),
    },
    drop=("header", ".reply-tools", ".author-hovercard"),
)

#: Pluck, earlier SiteLife: of newspapers and magazines, 2006 to 2014
PLUCK = CommentSystem(
    name="pluck",
    item=(".pluck-comm-single-comment-top:has(.pluck-comm-body)",),
    comment={
        "id": (".pluck-comm-single-comment-main[commentid]::attr(commentid)",),
        "author": (".pluck-comm-username-display",),
        "author_url": (".pluck-comm-username-display a[href]::attr(href)",),
        "published": (".pluck-comm-timestamp",),
        "body": (".pluck-comm-body",),
        "url": (".pluck-permalink-set[href]::attr(href)",),
    },
    drop=(".pluck-comm-username-withheld", ".pluck-comm-ignoredmsg"),
)

COMMENTO = CommentSystem(
    name="commento",
    item=(".commento-card",),
    comment={
        "id": (".commento-card[id]::attr(id)",),
        "author": (".commento-name",),
        "published": (".commento-timeago::attr(title)", ".commento-timeago"),
        "body": (".commento-body",),
    },
    external=("#commento", "script[src*='commento.js']"),
)

#: Shopify's own themes: Dawn and its kin, and Timber before them
SHOPIFY = CommentSystem(
    name="shopify",
    home=("shopify",),
    item=(".article-template__comments-comment",),
    loose=("#comments li.comment[id]",),
    comment={
        "id": (".article-template__comments-comment[id]::attr(id)", "li.comment[id]::attr(id)"),
        "author": ("footer span", ".comment-author strong"),
        "published": ("time",),
        "body": (".comment-content", ".rte", "p"),
    },
)


def page_told(node: Any, page: Any) -> str | None:
    """The address that Cackle prints before a name, of whoever signed in at a network."""
    cite = next((e for e in node.iter("cite") if (e.get("id") or "").startswith("cackle-cite-")), None)
    told = (cite.text or "").strip() if cite is not None else ""
    return told if told.startswith(("http://", "https://")) else None


#: the comments that Cackle's plug-in for WordPress prints below its own, made after Disqus's
CACKLE = CommentSystem(
    name="cackle",
    item=("#cackle-comments li[id^='cackle-comment-']",),
    external=("#mc-container", "script[src*='cackle.me'], script[src*='cackle.ru']"),
    comment={
        "id": ("li[id^='cackle-comment-']::attr(id)",),
        "author": ("[id^='cackle-author-user-']",),
        "author_url": (page_told,),
        "body": ("[id^='cackle-comment-message-']",),
    },
    drop=(".cackle-comment-header",),
    depth_class=r"(?:^|\s)depth-(\d+)(?=\s|$)",
)

#: declared, never read from the page: the comments are kept elsewhere
EXTERNAL = tuple(
    CommentSystem(name=name, external=signs)
    for name, signs in (
        ("livefyre", ("#livefyre-comments", "[id^='livefyre']", "script[src*='livefyre.com']")),
        (
            "echo",
            ("#js-CommentsArray", "script[src*='js-kit.com']", "div.js-kit-comments", ".echo-container"),
        ),
        ("haloscan", ("script[src*='haloscan.com']", "a[href*='haloscan.com/comments']")),
        ("facebook", (".fb-comments", "fb\\:comments")),
        ("utterances", ("script[src*='utteranc.es']", ".utterances", "iframe.utterances-frame")),
        ("giscus", ("script[src*='giscus.app']", ".giscus", "iframe.giscus-frame")),
        ("remark42", ("#remark42", "script[src*='remark42']")),
        ("hyvor", ("#hyvor-talk-view", "hyvor-talk-comments", "script[src*='talk.hyvor.com']")),
        ("cusdis", ("#cusdis_thread", "script[src*='cusdis']")),
        ("gitalk", ("#gitalk-container", "#gitment-container")),
        ("commentbox", ("script[src*='commentbox.io']", "script[src*='commentbox-io']")),
        ("spotim", ("[data-spotim-module]", "script[src*='spot.im']")),
        ("coral", ("#coral_thread", "#coral-thread")),
        ("vk", ("#vk_comments",)),
        ("jetpack", ("iframe.jetpack_remote_comment",)),
        ("googleplus", (".g-comments", "#google-plus-comments")),
        ("substack", (".comments-page", "a[href$='/comments'].post-ufi-comment-button")),
        ("ghost", ("[data-ghost-comments]", "script[data-ghost-comments]", "#ghost-comments-root")),
        ("wix", ("[data-hook='comments-root']", "[data-hook='comment-box']")),
    )
)

#: dev.to and other communities of Forem: beside each name lies a card of the member, with days of its own
FOREM = CommentSystem(
    name="forem",
    item=(".single-comment-node",),
    comment={
        "id": (".single-comment-node::attr(data-comment-id)",),
        "author": (".js-comment-username", ".comment-username-inner"),
        "author_url": (".comment__header > a::attr(href)", ".inner-comment > .details > a::attr(href)"),
        "published": (".comment-date time", ".comment-date"),
        "body": (".comment__body", ".inner-comment > .body"),
        "url": ("a.comment-date::attr(href)", ".comment-date > a::attr(href)"),
    },
    drop=(".reaction-button",),
    deleted=(".single-comment-node:has(> .inner-comment > .body[style*='opacity'])",),
)
