"""The big hosts of other languages: Japan, Korea, China, Taiwan, France, Brazil, Portugal."""

import re
from datetime import datetime, timedelta, timezone
from typing import Any

from scraper.rules import Platform

HATENA = Platform(
    name="hatena",
    signs=(
        "html[data-admin-domain*='hatena']",
        "link[href*='hatena.com/css']",
        "body[class*='hatena']",
        "link[href*='cdn.blog.st-hatena.com']",
    ),
    kinds={"post": ("body.page-entry",), "archive": ("body.page-archive",), "index": ("body.page-index",)},
    post={
        "title": ("h1.entry-title", ".entry-title"),
        "author": (".entry-footer .author .fn", ".author.vcard .fn", ".fn"),
        "published": (".entry-date time", "time.updated", ".date.entry-date", ".entry-footer time"),
        "body": (".entry-content",),
        "categories": (".entry-categories a", ".entry-category-link", ".categories a"),
        "previous_url": (".pager-next a::attr(href)",),
        "next_url": (".pager-prev a::attr(href)",),
    },
    drop=(
        ".entry-footer",
        ".hatena-star-container",
        ".social-buttons",
        ".customized-footer",
        ".table-of-contents",
    ),
)

AMEBLO = Platform(
    name="ameblo",
    signs=(
        "script[src*='ameba.jp']",
        "link[href*='stat100.ameba.jp']",
        "link[href*='ameblo']",
        "meta[property='og:site_name'][content*='Ameba']",
    ),
    paths={
        "archive": r"/(?:archive\d?|archiveentrylist|theme\d?|themeentrylist|day|image|page|entrylist)-[\d-]+\.html$|/(?:entrylist|imagelist)\.html$",
        "post": r"/entry-\d+\.html$",
    },
    post={
        "title": (".skin-entryTitle", ".skinArticleTitle", "[data-uranus-component='entryItemTitle']"),
        "published": (".skin-entryPubdate time", "time.skin-textQuiet", ".articleTime time", ".articleTime"),
        "body": (".skin-entryBody", ".articleText", "#entryBody"),
        "categories": (".skin-entryThemes a", ".articleTheme a"),
        "tags": (".skin-entryHashtag a", "[data-uranus-component='entryHashtags'] a"),
        # an arrow to the right leads to the older post, as in the site's lists
        "previous_url": (".detailPaging a.pagingNext::attr(href)", ".entryPaging a.pagingNext::attr(href)"),
        "next_url": (".detailPaging a.pagingPrev::attr(href)", ".entryPaging a.pagingPrev::attr(href)"),
    },
)

FC2 = Platform(
    name="fc2",
    signs=("link[href*='fc2.com']", "script[src*='fc2.com']"),
    post={
        "title": (".entry_title", ".ently_title", ".entry-title", ".title h2", "h2.title", "h2.entry_header"),
        "published": (".entry_date", ".ently_date", "h2 + ul", ".entry_footer .date", ".date"),
        "body": (".entry_body", ".ently_text", ".entry_text", ".entry-body", ".main_body", ".body"),
        "categories": ("a[href*='blog-category-']",),
        "tags": ("a[href*='?tag=']",),
    },
    drop=(".entry_footer", ".fc2_footer", ".entry_state"),
)

LIVEDOOR = Platform(
    name="livedoor",
    signs=(
        "link[href*='livedoor.jp']",
        "script[src*='livedoor.com']",
        "link[href*='blogimg.jp']",
        "link[href*='livedoor.blogimg']",
    ),
    post={
        "title": (".article-title", "h2.title", ".titlebody h2", "h1.article-title", ".blogbody .title"),
        "published": (".article-date time", "time.article-date", ".article-date", ".posted", ".date"),
        "body": (".article-body-inner", ".article-body", ".main", ".blogbody .main"),
        "categories": (".article-category a", ".article-categories a", ".article-category1 a"),
        "tags": (".article-tags a",),
    },
    drop=(".article-footer", ".article-social-btn", ".posted"),
)

NAVER = Platform(
    name="naver",
    signs=(
        "script[src*='blogimgs.pstatic.net']",
        "link[href*='blogimgs.pstatic.net']",
        "meta[property='og:site_name'][content*='네이버']",
    ),
    post={
        "title": (
            ".se-title-text",
            ".se_title .se_textarea",
            ".pcol1.itemSubjectBoldfont",
            ".htitle .pcol1",
            ".tit_h3",
        ),
        "author": (
            "meta[property='naverblog:nickname']::attr(content)",
            ".blog_author .ell",
            ".nick",
            ".nick a",
        ),
        "published": (".se_publishDate", ".blog_date", ".date.fil5", ".date"),
        "body": (".se-main-container", ".se_component_wrap.sect_dsc", "#postViewArea", ".post_ct"),
        "categories": (".blog2_series a", ".tit_category a", ".blog_category a", ".cate a"),
        "tags": (".post_tag a", ".tag_link"),
        "comments_declared": (".btn_comment em", "#_post_property[commentcount]::attr(commentcount)"),
    },
)

TEXTCUBE = Platform(
    name="textcube",
    signs=(
        "meta[name='generator'][content^='Textcube']",
        "meta[name='generator'][content^='Tattertools']",
        "meta[name='generator'][content^='TatterTools']",
    ),
    post={
        "author": (".infoAuthor cite", "dd.author cite", ".titleWrap .author"),
        "published": (".infoDate", "dd.posted time", ".titleWrap .date", ".titleinfo .date"),
        "body": (".desc-content", ".entry .article", "article.post"),
        "categories": (
            ".infoCategory a[href*='/category/']",
            "dd.category a[href*='/category/']",
            ".entry .category a[href*='/category/']",
            ".entry .name a[href*='/category/']",
        ),
    },
    drop=(
        ".infoAuthor",
        ".miscInfo",
        ".another_category",
        ".actionTrail",
        "dl.information",
        "article.post > header",
    ),
)

TISTORY = Platform(
    name="tistory",
    signs=(
        "script[src*='tistory']",
        "link[href*='tistory']",
        "meta[property='og:site_name'][content*='티스토리']",
        "meta[name='generator'][content*='Tistory']",
    ),
    post={
        "title": (
            ".hd-inner h1",
            ".tit_post",
            ".title_post",
            ".titleWrap h2",
            ".inner_header h2",
            ".article-header h2",
            ".entry-title",
            ".area_title h3",
        ),
        "author": (".author", ".by_blog", ".txt_writer", ".txt_detail::text", ".info_post::text"),
        "published": (
            ".date",
            ".txt_date",
            ".txt_detail",
            ".info_post",
            ".timeago",
            ".jb-article-information-date",
        ),
        "body": (
            ".tt_article_useless_p_margin",
            ".contents_style",
            ".article-view",
            ".entry-content",
            ".area_view",
            ".article",
        ),
        "categories": (
            ".category a",
            ".link_cate",
            ".tit_category a",
            "nav[aria-label='breadcrumb'] a[href^='/category/']",
            ".category:not(:has(a)):not(:has(ul)):not(:has(li)), .post-category:not(:has(a)), .article-cat",
        ),
        "tags": (
            ".tag_content a",
            ".tagTrail a",
            ".area_tag a",
            ".box_tag a:not([class*='cloud']):not([class*='more'])",
        ),
    },
    drop=(".container_postbtn", ".another_category", ".tagTrail", ".revenue_unit_wrap", ".area_related"),
)

_CHINA = timezone(timedelta(hours=8))
_SECONDS = re.compile(r"\bvar (?:ct|oriCreateTime)\s*=\s*[\"'](\d{9,10})[\"']")


def wechat_instant(root: Any, page: Any) -> str | None:
    """When an account wrote, as a script has it in seconds since 1970: what is shown ("yesterday") a script draws."""
    scripts = (el.text or "" for el in page.index.by_tag.get("script", ()))
    told = next((m for text in scripts if "var " in text and (m := _SECONDS.search(text))), None)
    return datetime.fromtimestamp(int(told[1]), _CHINA).isoformat() if told else None


#: the articles of accounts at mp.weixin.qq.com
WECHAT = Platform(
    name="wechat",
    signs=("meta[property='og:site_name'][content='微信公众平台']", "#img-content #js_content"),
    kinds={"post": ("#js_content",)},
    post={
        "title": ("#activity-name",),
        "author": ("#js_author_name", "#js_name"),
        "published": (wechat_instant,),
        "body": ("#js_content",),
        "tags": (".article-tag__item",),
    },
)

CSDN = Platform(
    name="csdn",
    signs=("link[href*='csdnimg.cn']", "script[src*='csdnimg.cn']"),
    paths={
        "post": r"/article/details/\d+/?$",
        "archive": r"/article/(?:list|month|category)(?:/|$)|/category_\d+",
        "index": r"^/[^/]+/?$",
    },
    post={
        "title": (".title-article", "#articleContentId", ".article_title"),
        "author": (".follow-nickName", ".profile-intro-name-boxTop .name", "#uid"),
        # a post that was changed says so above, and when it was first published in the box below
        "published": (".up-time > span:last-child", ".up-time", ".article-bar-top .time", ".link_postdate"),
        "body": ("#content_views", "#article_content"),
        "categories": (".tag-link[href*='category']",),
        "tags": (".tag-link:not([href*='category'])",),
    },
)

CNBLOGS = Platform(
    name="cnblogs",
    signs=("script[src*='cnblogs.com']", "link[href*='cnblogs.com']"),
    paths={
        "index": r"^/[\w-]+/?$|/default\.html$",
        "post": r"/(?:p/[\w-]+|archive/\d{4}/\d\d/\d\d/[\w-]+|articles/\d+)\.html$",
        "archive": r"/(?:p|tag|archive|category)/?$|/(?:archive|category|tag)/|/(?:My|Recent)(?:Comments|Posts)\.html$",
    },
    post={
        "title": ("#cb_post_title_url", ".postTitle"),
        "author": (".postDesc a[href*='cnblogs.com']", "#Header1_HeaderTitle"),
        "published": ("#post-date", ".postDesc"),
        "body": ("#cnblogs_post_body", ".postBody"),
        "categories": ("#BlogPostCategory a",),
        "tags": ("#EntryTag a",),
        "comments_declared": ("#post_comment_count",),
    },
    drop=("#blog_post_info_block", ".postDesc", "#MySignature"),
)

SINA = Platform(
    name="sina",
    signs=(  # the scripts of its other services stand on anybody's blog
        "link[rel='EditURI'][href*='blog.sina.com.cn']", "link[href*='sinajs.cn/blog']", "script[src*='sinajs.cn/blog']",
        "link[href*='blogbody/conf']", ".SG_txta",
    ),
    kinds={"archive": (".articleList .articleCell",)},
    post={"title": (".titName", "h2.titName"), "published": (".time.SG_txtc", ".articalTitle .time"), "body": (".articalContent", "#sina_keyword_ad_area2"),
          "categories": (".blog_class a",), "tags": (".blog_tag a",)},
)  # fmt: skip

OVERBLOG = Platform(
    name="overblog",
    signs=(
        "script[src*='over-blog']",
        "link[href*='over-blog']",
        "meta[name='generator'][content*='ver-blog']",
        ".ob-sections",
    ),
    post={
        "title": (".post-title", ".ob-post-title", ".article-title", ".divTitreArticle h2"),
        "author": (".ob-author", ".article_author", ".post-author", ".divPseudo"),
        "published": (".ob-post-date", ".article-date", ".post-date", ".divDate", "time"),
        "body": (".ob-sections", ".post-content", ".contenuArticle", ".article-content"),
        "tags": (".ob-tags a", ".post-tags a", ".tags a"),
    },
    drop=(".ob-share", ".ob-related", ".divShare"),
)

CANALBLOG = Platform(
    name="canalblog",
    signs=("link[href*='canalblog.com']", "script[src*='canalblog']", ".canalblog"),
    post={
        "title": (".article_title", ".blogbody h3", ".articletitle"),
        "author": (".articlecreator", ".article_author"),
        "published": (".dateheader", ".article_date", ".itemfooter"),
        "body": (".articlebody", ".itemcontent", ".article_content"),
        "categories": (".itemfooter a[title='Autres messages dans cette catégorie']",),
        "tags": (".tags a", ".itemfooter a[href*='/tag/']"),
    },
    drop=(".itemfooter", ".articlefooter"),
)

EGLOOS = Platform(
    name="egloos",
    signs=("meta[property='twitter:site'][content^='@egloos']", "link[href*='egloos_template']", "script[src*='egloos.com']", "link[href*='md.egloos.com']"),
    post={
        "title": (".POST_TTL a[name]", ".post_title a[name]"),
        "author": (".POST_TAIL .AUTHOR", ".post_info_author"),
        "published": (".POST_TAIL a.time", "abbr.published"),
        "body": (".POST_BODY", ".post_content"),
        "categories": (".POST_TAIL a.category", ".post_title_category a"),
        "tags": (".post_taglist a", ".TAG a"),
        "comments_declared": (".post_info_cmtcount",),
    },
    drop=(".POST_TAIL", ".post_info", ".post_report", ".post_option"),
)  # fmt: skip

SKYROCK = Platform(
    name="skyrock",
    signs=("link[href*='skyrock.net']", "script[src*='skyrock.net']", "a[href*='skyrock.com']"),
    post={
        "title": (".title_article", ".article-title"),
        "published": (".date", ".bottom_article", ".create_d"),
        "body": (".text-image-container", ".article-content"),
    },
)

SAPO = Platform(
    name="sapo",
    signs=("link[href*='blogs.sapo.pt']", "script[src*='sapo.pt']", "meta[name='generator'][content*='SAPO']"),
    post={"title": (".post-title", ".title"), "author": (".post-author", ".author"), "published": (".post-date", ".date", "time"), "body": (".post-body", ".entry"),
          "tags": (".tags a", ".post-tags a")},
)  # fmt: skip

UOL = Platform(
    name="uol",
    signs=("link[href*='blog.uol.com.br']", "script[src*='uol.com.br']"),
    post={
        "title": (".post-title", ".titulo"),
        "published": (".data", ".date", "time"),
        "body": (".post-body", ".conteudo", ".texto"),
    },
)


def pixnet_writer(root: Any, page: Any) -> str | None:
    """Who signs below the text: "Ann 發表在 痞客邦 PIXNET 留言(42)"."""
    lines = (el for el in page.index.by_class.get("author", ()) if el.tag == "p")
    told = ((el.text or "").partition("發表在") for el in lines)
    return next((name.strip() for name, verb, _ in told if verb), None)


def pixnet_day(root: Any, page: Any) -> str | None:
    """The day above the title, whose parts are told apart: "Dec 28 Sat 2013 00:28"."""
    for el in page.index.by_class.get("publish", ()):
        part = {child.get("class"): (child.text or "").strip() for child in el}
        return " ".join(part.get(name, "") for name in ("month", "date", "year", "time"))
    return None


PIXNET = Platform(
    name="pixnet",
    signs=("meta[name='generator'][content='PChoc']", "meta[name='twitter:site'][content='@pixnet']"),
    post={
        "title": (".article-head .title h2",),
        "author": (pixnet_writer,),
        "published": (pixnet_day,),
        "body": (".article-content-inner",),
        "categories": (".refer > li > a[href*='/category/']",),
        "tags": (".article-keyword a[rel~='tag']",),
        "previous_url": (".refer a[rel~='prev']::attr(href)",),
        "next_url": (".refer a[rel~='next']::attr(href)",),
    },
    drop=(".article-keyword", "#pixnet-related-article", ".article-content-inner > iframe"),
)
