"""How the demo blog looks: pages, feed and sitemap in the manner of WordPress; never what it says."""

# ruff: noqa: E501 - HTML is broken where a reader of it would

from collections.abc import Iterable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from demo.posts import ABOUT, ADDRESSES, BLOG, OWNERS, TAGLINE, Comment, Post, flat, slug

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8">
<title>{title}</title>
<meta name="generator" content="WordPress 6.4">
<link rel="alternate" type="application/rss+xml" title="{blog} &raquo; Feed" href="{base}/feed/">{head}
</head>
<body class="{body}">
<header class="site-header"><p class="site-title"><a href="{base}/" rel="home">{blog}</a></p>
<p class="site-description">{tagline}</p>
<nav class="main-navigation"><ul><li><a href="{base}/">Home</a></li><li><a href="{base}/about/">About</a></li></ul></nav>
</header>
<main class="site-main">
{main}
</main>
<footer class="site-footer"><p>{blog} goes every night.</p></footer>
</body>
</html>
"""


class Theme:
    """The pages of the blog as it stands under one address."""

    def __init__(self, base: str, neighbour: str) -> None:
        self.base, self.neighbour = base, neighbour

    def page(self, title: str, main: str, body: str, head: str = "") -> str:
        return _PAGE.format(
            title=escape(title), main=main, body=body, head=head, base=self.base, blog=BLOG, tagline=TAGLINE
        )

    # ---- one post

    def post(self, post: Post, near: tuple[Post | None, Post | None], comment_page: int, pages: int,
             shown: Sequence[Comment]) -> str:  # fmt: skip
        url = self.base + post.path
        own = f"{url}comment-page-{comment_page}/" if comment_page > 1 else url
        main = self.article(post) + self.neighbours(near) + self.comments(post, shown, comment_page, pages)
        title = f"{post.title} – {BLOG}"
        return self.page(
            title, main, "single single-post", f'\n<link rel="canonical" href="{own}">'
        )  # fmt: skip

    def article(self, post: Post) -> str:
        return f"""<article class="post type-post status-publish hentry">
<header class="entry-header"><h1 class="entry-title">{escape(post.title)}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <a href="{self.base}{post.path}" rel="bookmark">\
<time class="entry-date published" datetime="{post.at}">{day(post.at)}</time></a></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="{self.base}/author/{OWNERS[post.author]}/">\
{post.author}</a></span></span></div></header>
<div class="entry-content">
{self.text(post)}
</div>
<footer class="entry-footer">{self.terms("cat-links", "Posted in", "category", post.categories)}
{self.terms("tags-links", "Tagged", "tag", post.tags)}</footer>
</article>"""

    def text(self, post: Post) -> str:
        return "\n".join(f"<p>{p}</p>" for p in post.paragraphs).replace("{neighbour}", self.neighbour)

    def terms(self, css: str, label: str, kind: str, names: Iterable[str]) -> str:
        links = [f'<a href="{self.base}/{kind}/{slug(n)}/" rel="{kind} tag">{n}</a>' for n in names]
        return f'<span class="{css}">{label} {", ".join(links)}</span>' if links else ""

    def neighbours(self, near: tuple[Post | None, Post | None]) -> str:
        before, after = near
        links = ""
        if before:
            links += f'<div class="nav-previous"><a href="{self.base}{before.path}" rel="prev">{before.title}</a></div>'
        if after:
            links += (
                f'<div class="nav-next"><a href="{self.base}{after.path}" rel="next">{after.title}</a></div>'
            )
        return f'\n<nav class="navigation post-navigation"><div class="nav-links">{links}</div></nav>'

    # ---- comments

    def comments(self, post: Post, shown: Sequence[Comment], page: int, pages: int) -> str:
        count = len(list(flat(post.comments)))
        said = {0: "No comments yet", 1: "One thought"}.get(count, f"{count} thoughts")
        items = "\n".join(self.comment(post, c, page, 1) for c in shown)
        turn = self.turn(post, page, pages) if pages > 1 else ""
        return f"""
<div id="comments" class="comments-area"><h2 class="comments-title">{said} on &ldquo;{escape(post.title)}&rdquo;</h2>
<ol class="comment-list">
{items}
</ol>
{turn}<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3></div></div>"""

    def comment(self, post: Post, comment: Comment, page: int, depth: int) -> str:
        where = f"{self.base}{post.path}" + (f"comment-page-{page}/" if page > 1 else "")
        if comment.kind == "pingback":
            return f"""<li id="comment-{comment.id}" class="pingback depth-{depth}"><div class="comment-body">Pingback: \
<a href="http://horns.example/fog/" rel="external nofollow" class="url">{comment.author}</a></div></li>"""
        inner = "\n".join(self.comment(post, c, page, depth + 1) for c in comment.replies)
        replies = f'\n<ol class="children">\n{inner}\n</ol>' if inner else ""
        return f"""<li id="comment-{comment.id}" class="comment depth-{depth}">
<article id="div-comment-{comment.id}" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">{self.signed(comment.author)}</b> \
<span class="says">says:</span></div>
<div class="comment-metadata"><a href="{where}#comment-{comment.id}"><time datetime="{comment.at}">\
{day(comment.at)} at {comment.at[11:16]}</time></a></div></footer>
<div class="comment-content"><p>{escape(comment.text)}</p></div>
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="{where}?replytocom={comment.id}#respond">Reply</a></div>
</article>{replies}
</li>"""

    def signed(self, name: str) -> str:
        url = ADDRESSES.get(name) or (f"{self.base}/author/{OWNERS[name]}/" if name in OWNERS else None)
        return f'<a href="{url}" class="url" rel="ugc external nofollow">{name}</a>' if url else name

    def turn(self, post: Post, page: int, pages: int) -> str:
        url, links = self.base + post.path, ""
        if page > 1:
            back = url if page == 2 else f"{url}comment-page-{page - 1}/"
            links += f'<div class="nav-previous"><a href="{back}#comments">Older Comments</a></div>'
        if page < pages:
            links += f'<div class="nav-next"><a href="{url}comment-page-{page + 1}/#comments">Newer Comments</a></div>'
        return f'<nav class="navigation comment-navigation"><div class="nav-links">{links}</div></nav>\n'

    # ---- lists

    def index(self, path: str, title: str, posts: Sequence[Post], page: int, pages: int, css: str) -> str:
        head = f'<header class="page-header"><h1 class="page-title">{title}</h1></header>' if title else ""
        cards = "\n".join(self.card(post) for post in posts)
        older = f'<div class="nav-previous"><a href="{self.base}{path}page/{page + 1}/">Older posts</a></div>'
        nav = f'<nav class="navigation posts-navigation">{older}</nav>' if page < pages else ""
        name = f"{title} – {BLOG}" if title else f"{BLOG} – {TAGLINE}"
        return self.page(name, f"{head}\n{cards}\n{nav}", css + (" paged" if page > 1 else ""))

    def card(self, post: Post) -> str:
        url = self.base + post.path
        return f"""<article class="post type-post hentry"><header class="entry-header">
<h2 class="entry-title"><a href="{url}" rel="bookmark">{escape(post.title)}</a></h2>
<div class="entry-meta"><time class="entry-date published" datetime="{post.at}">{day(post.at)}</time></div></header>
<div class="entry-summary"><p>{post.paragraphs[0]} <a class="more-link" href="{url}">Continue reading</a></p></div>
</article>"""

    def about(self) -> str:
        text = "\n".join(f"<p>{p}</p>" for p in ABOUT)
        main = f"""<article class="page type-page hentry"><header class="entry-header"><h1 class="entry-title">About</h1>
</header><div class="entry-content">
{text}
</div></article>"""
        return self.page(
            f"About – {BLOG}", main, "page page-id-2", f'\n<link rel="canonical" href="{self.base}/about/">'
        )

    def not_found(self) -> str:
        main = '<section class="error-404 not-found"><h1 class="page-title">Page not found</h1></section>'
        return self.page(f"Page not found – {BLOG}", main, "error404")

    # ---- for machines

    def feed(self, posts: Sequence[Post]) -> str:
        """RSS 2.0 with the counts of RSS 1.0's slash module."""
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/">
<channel><title>{BLOG}</title><link>{self.base}/</link><description>{TAGLINE}</description><language>en-GB</language>
{"".join(self.entry(post) for post in posts)}</channel>
</rss>
"""

    def entry(self, post: Post) -> str:
        terms = "".join(f"<category>{t}</category>" for t in (*post.categories, *post.tags))
        count = len(list(flat(post.comments)))
        return f"""<item><title>{escape(post.title)}</title><link>{self.base}{post.path}</link>
<dc:creator>{post.author}</dc:creator><pubDate>{format_datetime(datetime.fromisoformat(post.at))}</pubDate>
{terms}<guid isPermaLink="true">{self.base}{post.path}</guid><slash:comments>{count}</slash:comments>
<content:encoded><![CDATA[{self.text(post)}]]></content:encoded></item>
"""

    def comment_feed(self, posts: Sequence[Post]) -> str:
        """The newest comments of the whole blog, as WordPress tells them."""
        said = [(post, c) for post in posts for c in flat(post.comments) if c.kind == "comment"]
        newest = sorted(said, key=lambda pair: pair[1].at, reverse=True)[:10]
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Comments for {BLOG}</title><link>{self.base}/</link><description>{TAGLINE}</description>
{"".join(self.comment_entry(post, comment) for post, comment in newest)}</channel>
</rss>
"""

    def comment_entry(self, post: Post, comment: Comment) -> str:
        url = f"{self.base}{post.path}#comment-{comment.id}"
        return f"""<item><title>Comment on {escape(post.title)} by {comment.author}</title><link>{url}</link>
<dc:creator>{comment.author}</dc:creator><pubDate>{format_datetime(datetime.fromisoformat(comment.at))}</pubDate>
<guid isPermaLink="false">{url}</guid><description>{escape(comment.text)}</description></item>
"""

    def sitemap(self, posts: Sequence[Post]) -> str:
        places = [(post.path, latest(post)) for post in posts] + [("/about/", "2023-03-01T12:00:00+00:00")]
        urls = "\n".join(f"<url><loc>{self.base}{p}</loc><lastmod>{at}</lastmod></url>" for p, at in places)
        return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{urls}
</urlset>
"""


def day(at: str) -> str:
    """A moment as the blog shows its day: 4 March 2023."""
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {moment:%B %Y}"


def latest(post: Post) -> str:
    return max([post.at, *(comment.at for comment in flat(post.comments))])
