"""Static generators: their default themes, and whatever keeps to the same HTML."""

import re
from typing import Any

from scraper.rules import Platform

JEKYLL = Platform(
    name="jekyll",
    signs=("meta[name='generator'][content^='Jekyll']", "meta[name='generator'][content^='Octopress']", "#footer a[href*='jekyllrb.com']", "footer a[href*='jekyllrb.com']", "#footer a[href*='octopress.org']", "footer a[href*='octopress.org']"),
    post={
        "title": (".post-title", ".p-name", "h1.entry-title", "h1.page__title", "h1.page-title"),
        "author": ("[itemprop='author'] [itemprop='name']", ".post-meta [itemprop='author']", ".p-author", ".byline .author", ".author__name"),
        "published": (".post-meta time", "time.dt-published", "time[itemprop='datePublished']", "time[pubdate]", "p.meta time", ".post-date", ".page__date time", ".post-meta"),
        "body": (".post-content", ".e-content", ".entry-content", ".page__content .article__content", ".page__content", "[itemprop='articleBody']", ".post .content"),
        "categories": ("a.category", ".categories a", ".page__taxonomy-item[href*='/categories/']"),
        "tags": (".post-tags a:not(:has(> .fa-calendar))", ".tags a", ".page__taxonomy-item[href*='/tags/']", ".article__info a[href*='?tag=']", ".page-tag a"),
    },
    drop=(".post-meta", ".page__meta", ".page__share", ".toc", ".sharing", ".see-also", ".see-also + ul"),
)  # fmt: skip

HUGO = Platform(
    name="hugo",
    signs=("meta[name='generator'][content^='Hugo']",),
    post={
        "title": (".post-title", "h1.title", ".article-title", ".single-title", ".entry-title", "h1"),
        "published": (
            ".post-date time",
            ".post-meta time",
            "time",
            ".post-date",
            ".post-meta .date",
            ".post-meta",
        ),
        "body": (
            ".post-content",
            ".article-content",
            ".entry-content",
            ".article-post",
            "article .content",
            "#content.content",
            ".nested-copy-line-height",
        ),
        "tags": (".post-tags a", ".tags a", ".article-tags a", "ul.pa0 > li.list a[href*='/tags/']"),
        "categories": (".post-category a", ".article-category a", ".categories a"),
    },
    drop=(".post-meta", ".toc", ".post-footer", ".article-header", ".see-also", ".see-also + ul", "ul.pa0"),
)

HEXO = Platform(
    name="hexo",
    signs=(
        "meta[name='generator'][content^='Hexo']",
        "#article-nav-newer",
        "#article-nav-older",
        "#articleContent + hr + #reprint-statement",
        "#footer a[href*='hexo.io']",
        "footer a[href*='hexo.io']",
    ),
    post={
        "title": (".article-title", ".post-title", "h1.title"),
        "published": (
            ".article-date time",
            "time[itemprop~='datePublished']",
            ".post-time time",
            ".post-meta time",
            "time",
        ),
        "body": (
            ".article-entry",
            "#articleContent",
            ".card-content.article > .content",
            ".post-body",
            ".markdown-body",
            ".post-content:not(:has(.markdown-body))",
            "[itemprop='articleBody']",
        ),
        "categories": (
            ".article-category a",
            ".post-category a",
            "[itemprop='about'] a",
            ".post-meta__categories",
        ),
        "tags": (
            ".article-tag-list a[href*='/tag']",
            ".article-tag .article-tag-list a",
            ".post-tags a",
            ".post-meta__tags",
        ),
        "previous_url": ("#article-nav-older::attr(href)", ".post-nav-prev a::attr(href)"),
        "next_url": ("#article-nav-newer::attr(href)", ".post-nav-next a::attr(href)"),
    },
    drop=(
        ".article-footer",
        ".post-footer",
        ".post-copyright",
        ".article-copyright",
        ".article-licensing",
        ".reprint",
        ".reward-container",
        ".page-reward",
        ".post-reward",
        ".toc",
    ),
)

#: VuePress's default theme and those of it that are blogs: hope, reco, vdoing
VUEPRESS = Platform(
    name="vuepress",
    signs=(
        "meta[name='generator'][content^='VuePress']",
        ".theme-hope-content",
        ".vp-article-list",
        ".theme-reco-content, .theme-vdoing-content, .theme-default-content",
    ),
    kinds={
        "archive": (".vp-article-list", ".timeline-wrapper"),
        "post": (".theme-vdoing-content", ".vp-page-title .page-info"),
    },
    post={
        "title": (".vp-page-title h1", ".page-title h1", ".theme-vdoing-content > h1"),
        "author": (".page-author-item", ".reco-account span", ".articleInfo .author a"),
        "published": (".page-date-info", ".reco-date span", ".articleInfo .date a"),
        "body": (
            ".theme-hope-content",
            ".theme-reco-content",
            ".theme-vdoing-content",
            ".theme-default-content",
        ),
        "categories": (".page-category-item",),
        "tags": (".page-tag-item", ".page-tag-info .tags-wrapper li", ".tag-item", ".page-edit .tags a"),
        "previous_url": (".vp-page-nav a.prev::attr(href)", ".page-nav .prev a::attr(href)"),
        "next_url": (".vp-page-nav a.next::attr(href)", ".page-nav .next a::attr(href)"),
    },
    drop=(".page-edit", ".page-meta", ".page-nav", ".last-updated"),
)  # fmt: skip

#: a manual's pages stand beside the blog's; the blog's "previous" is the newer post, in whatever words
DOCUSAURUS = Platform(
    name="docusaurus",
    signs=("meta[name='generator'][content^='Docusaurus']", "#__docusaurus"),
    kinds={
        "post": ("html.blog-post-page",),
        "index": ("html.blog-list-page",),
        "archive": (
            "[class*='generatedIndexPage']",
            "html.blog-tags-post-list-page",
            "html.blog-tags-list-page",
            "html.blog-archive-page",
        ),
        "page": ("html.docs-wrapper", "html.mdx-page"),
    },
    post={
        "title": ("article header h1[itemprop='headline']", "article header h1"),
        "author": ("article header [itemprop='author'] [itemprop='name']",),
        "published": ("article header time",),
        "body": ("article .markdown",),
        "tags": ("article footer a[href*='/tags/']", "article footer a[rel='tag']"),
        "previous_url": ("html.blog-post-page .pagination-nav__link--next::attr(href)",),
        "next_url": ("html.blog-post-page .pagination-nav__link--prev::attr(href)",),
    },
    drop=(".hash-link", ".theme-doc-toc-mobile", ".theme-edit-this-page"),
)


def written_by(root: Any, page: Any) -> str | None:
    """All names in Quarto's head, each in a paragraph of its own, linked or not."""
    blocks = (el for el in page.index.by_class.get("quarto-title-meta-contents", ()))
    named = (p for el in blocks for p in el.iterchildren("p") if (p.get("class") or "") in ("", "author"))
    names = [name for p in named if (name := " ".join("".join(p.itertext()).split()))]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) or None


QUARTO = Platform(
    name="quarto",
    signs=("meta[name='generator'][content^='quarto']",),
    post={
        "title": ("#title-block-header h1.title",),
        "author": (written_by,),
        "published": ("#title-block-header p.date",),
        "body": ("main#quarto-document-content",),
        "categories": ("#title-block-header .quarto-category",),
    },
    drop=(
        "#title-block-header",
        "#quarto-reuse",
        "#quarto-citation",
        "#quarto-copyright",
        ".anchorjs-link",
        "nav.page-navigation",
    ),
)

DISTILL = Platform(
    name="distill",
    signs=("meta[name='generator'][content='distill']", "meta[name='distill:offset']"),
    post={
        "title": (".d-title > h1",),
        "body": (".d-article", "d-article"),
        "categories": (".d-title .dt-tag", ".dt-tags a"),
    },
    drop=(".d-contents", ".d-contents-float", ".hover-annotation"),
)

PUBLII = Platform(
    name="publii",
    signs=("meta[name='generator'][content^='Publii']",),
    post={
        "title": (".post__title", ".content__title"),
        "author": (".post__author", ".content__author__name"),
        "body": (".post__entry", ".content__entry"),
        "tags": ("ul.post__tag a", "ul.content__tag a", ".post__tags a"),
    },
    drop=(".post__toc", ".post__bio", ".content__bio"),
)

PELICAN = Platform(
    name="pelican",
    signs=(
        "meta[name='generator'][content^='Pelican']",
        "#footer a[href*='getpelican.com']",
        "footer a[href*='getpelican.com']",
    ),
    post={
        "title": (".entry-title", "h1.article-title", "#content h1"),
        "author": (".vcard.author", ".author", "address.vcard.author a"),
        "published": ("abbr.published", "time.published", "time[pubdate]", ".published", "time"),
        "body": (".entry-content", ".article-content", "article .content", "article.single > header + div"),
        "categories": (".post-info a[href*='/category/']", ".category a"),
        "tags": (".post-info .tags a", ".tags a"),
    },
    drop=(".post-info", ".article_meta", ".entry-footer"),
)

NIKOLA = Platform(
    name="nikola",
    signs=(
        "meta[name='generator'][content^='Nikola']",
        "#footer a[href*='getnikola.com']",
        "footer a[href*='getnikola.com']",
        "a[href='https://getnikola.com'][rel~='nofollow']",
    ),
    kinds={"page": ("article.storypage",)},
    post={
        "title": (".p-name.entry-title", ".entry-title"),
        "author": (".byline-name.fn", ".byline .fn"),
        "published": ("time.published", "time.dt-published"),
        "body": (".e-content.entry-content", ".entry-content"),
        "tags": (".tags a.p-category", ".tags a"),
        "previous_url": (".previous a::attr(href)",),
        "next_url": (".next a::attr(href)",),
    },
    tag_address=r"/categories/(?!cat_)[^/]+/",
    links={"post": (".postlist a.listtitle[href]", ".postlist > li > time ~ a[href]")},
)

ELEVENTY = Platform(
    name="eleventy",
    signs=("meta[name='generator'][content^='Eleventy']",),
    post={"published": ("time",), "tags": (".post-metadata a.post-tag", "a.post-tag")},
)

_CREATED = re.compile(r"Created\s*<span[^>]*>\s*([^<]+)")


def posted(root: Any, page: Any) -> str | None:
    """The day of ikiwiki's "Posted ...", or the one that stands in a remark beside "Last edited ..."."""
    for el in page.index.by_class.get("pagedate", ()):
        remarks = (text for parent, text in page.remarks if el in (parent, *parent.iterancestors()))
        created = next((m[1] for m in map(_CREATED.search, remarks) if m), None)
        if created or not (el.text or "").strip().startswith("Last edited"):
            shown = next((e.text for e in el.iter("span")), None)
            return created or shown or el.text
    return None


def edited(root: Any, page: Any) -> str | None:
    dates = (el for el in page.index.by_class.get("pagedate", ()) if "edited" in (el.text or ""))
    return next((span.text for el in dates for span in el.iter("span")), None)


IKIWIKI = Platform(
    name="ikiwiki",
    signs=(
        "#pageheader + #pagebody",
        ".pageheader .parentlinks",
        "#footer a[href*='ikiwiki.info']",
        "footer a[href*='ikiwiki.info']",
    ),
    post={
        "title": (".header .title", ".pageheader .title"),
        "published": (posted, ".inlinefooter .pagedate"),
        "updated": (edited,),
        "body": ("#content", ".inlinecontent"),
        "tags": (".tags a",),
    },
    drop=(".tags", ".pagedate"),
)


def entry(root: Any, page: Any) -> str | None:
    """The title of the only entry of a page by the built-in flavour, which calls the window after the blog alone."""
    tags = page.index.by_tag
    heads = [h for h in tags.get("h3", ()) if len(h) and h[0].tag == "a" and h[0].get("name")]
    heads = heads or [
        b for b in tags.get("b", ()) if b.getparent().tag == "a" and b.getparent().get("name") and not b.tail
    ]
    return " ".join("".join(heads[0].itertext()).split()) if len(heads) == 1 else None


BLOSXOM = Platform(
    name="blosxom",
    signs=(
        "meta[name='generator'][content*='blosxom']",
        "#footer a[href*='blosxom.com']",
        "footer a[href*='blosxom.com']",
        ".blosxomEntry",
        "a[href*='blosxom'] > img[src*='pb_blosxom'], a[href*='blosxom'] > img[src*='pb_pyblosxom']",
        ".blosxomStory, .blosxomComments",
    ),
    post={
        "title": (".blosxomTitle", "h3 .title", "tr:first-child:last-child > td.story-title", entry),
        "published": (".blosxomDayDiv h2", ".blosxomDate"),
        "body": (".blosxomBody",),
    },
)
