"""Platforms one installs oneself, beside the big ones: CMS blogs and the small engines of the 2000s."""

from scraper.rules import Platform

JOOMLA = Platform(
    name="joomla",
    signs=("meta[name='generator'][content^='Joomla']", "script[src*='/media/system/js/']", "link[href*='/components/com_']", "#k2Container"),
    kinds={
        "archive": (".itemListView", ".userView", ".genericView", "body.view-itemlist", "body.view-tag", ".tag-category"),
    },
    post={
        "title": ("h2.itemTitle", ".item-page h1", ".item-page h2", ".contentheading", ".page-header h1", ".page-header h2", ".blog-post-title", ".eb-entry-title"),
        "author": (".itemAuthor a", ".createdby [itemprop='name']", ".createdby", ".small .createby", ".eb-meta-author a"),
        "published": (".itemDateCreated", "time[itemprop='datePublished']", ".published time", ".create time", ".createdate", ".create", ".eb-meta-date"),
        "body": (".itemBody", "[itemprop='articleBody']", ".item-page .com-content-article__body", ".article-content", ".contentpaneopen", ".item-page", ".eb-entry-body"),
        "categories": (".itemCategory a", ".category-name a", ".eb-meta-category a"),
        "tags": (".itemTags a", ".tags a", ".eb-tags a"),
    },
    drop=(".itemHeader", ".itemToolbar", ".itemContentFooter", "ul.tags.inline", "h4:has(> #addcomments)", ".itemLinks", ".article-info", ".pager", ".pagenav", ".itemSocialSharing", ".buttonheading", ".createdate", ".small", ".icons"),
)  # fmt: skip

_BROWSE = ("Browse category", "Afficher cette catégorie", "Kategorie durchsuchen", "Обзор рубрики")

B2EVOLUTION = Platform(
    name="b2evolution",
    signs=(
        "meta[name='generator'][content*='b2evolution']",
        ".bPost",
        ".evo_post",
        "#footer a[href*='b2evolution.net']",
        "footer a[href*='b2evolution.net']",
    ),
    kinds={
        "post": ("body.disp_single",),
        "page": ("body.disp_page", "body.disp_login", "body.disp_msgform", "body.disp_user"),
        "error": ("body.disp_404",),
        "index": ("body.detail_posts-default", "body.detail_posts-next"),
        "archive": (
            "body.disp_posts",
            "body.disp_arcdir",
            "body.disp_catdir",
            "body.disp_tags",
            "body.disp_search",
            "body.disp_comments",
        ),
    },
    post={
        "title": (".bTitle", ".evo_post_title h2", ".evo_post_title h1", ".evo_post_title"),
        "author": (
            ".bSmallHead a[href*='author']",
            ".evo_post__excerpt_more_link ~ .user",
            ".bSmallHead .nickname",
            ".bSmallHead a.user",
        ),
        "published": (".bDate", ".bSmallHead", ".evo_post_head time", ".evo_post .small"),
        "categories": (
            ", ".join(
                f"{post} a[title='{word}']" for post in (".evo_post", ".bPost", ".post") for word in _BROWSE
            ),
        ),
        "tags": (".evo_post a[href$=':'], .bPost a[href$=':'], .post a[href$=':']",),  # its addresses of tags
        "body": (".bText", ".evo_post__full_text", ".evo_post_text"),
    },
    drop=(".bSmallPrint", ".bSmallHead", ".evo_post__full_text + .small"),
    links={"post": (".evo_post_title a[href]", ".topictitle", "a[title='Permanent link to full entry']")},
)

TEXTPATTERN = Platform(
    name="textpattern",
    signs=(
        "meta[name='generator'][content^='Textpattern']",
        "link[href*='css.php?n=']",  # its styles are kept in the database
        "#footer a[href*='textpattern.com']",
        "footer a[href*='textpattern.com']",
    ),
    post={
        "title": ("h1.entry-title", "[itemprop='headline']", "h1.title", "h3.title"),
        "author": ("[itemprop='author']", ".author"),
        "published": ("time[itemprop='datePublished']", ".published", "time"),
        "body": ("[itemprop='articleBody']", ".entry-content", "#content .body"),
        # it has no tags; its first templates call the categories so
        "categories": ("p.tags a[href*='?c='], p.tags a[href*='/category/']",),
        "comments_declared": ("[itemprop='userInteractionCount']",),
    },
)

EXPRESSION_ENGINE = Platform(
    name="expressionengine",
    signs=(
        "meta[name='generator'][content*='ExpressionEngine']",
        "#footer a[href*='expressionengine.com']",
        "footer a[href*='expressionengine.com']",
        "form input[name='ACT'] + input[name='RET']",
        "link[href*='index.php?css=']",  # its own templates print the styles
        "link[href*='/?css=']",
    ),
    kinds={"index": (".entry:has(> h2.title) ~ .entry:has(> h2.title)",)},
    post={
        "title": ("h2.title", ".title"),
        "published": (".date", ".posted"),
        "body": (".entry:not(:has(form))", ".body"),
    },
    drop=(".posted",),
)

DOTCLEAR = Platform(
    name="dotclear",
    signs=("meta[name='generator'][content*='otclear']", "body.dc-post", "body.dc-home", "link[href*='dotclear']", "#footer a[href*='dotclear.']", "footer a[href*='dotclear.']"),
    kinds={"post": ("body.dc-post",), "page": ("body.dc-page",), "index": ("body.dc-home",), "archive": ("body.dc-archive", "body.dc-category", "body.dc-tag", "body.dc-tags", "body.dc-search"), "error": ("body.dc-404",)},
    post={
        "title": (".post-title", "h2.post-title", "#p h2"),
        "author": (".post-info .author", ".post-author", ".post-info-co a[href*='author']"),
        "published": (".post-date", ".day-date", ".post-info"),
        # what stands around both where a post is told in two parts
        "body": (".post:has(> .post-excerpt):has(> .post-content)", ".post-content"),
        "tags": (".post-tags a", ".post-tags-list a"),
        "categories": (".post-cat a", ".post-info-co a[href*='category']", ".post-info a[href*='category']"),
        "previous_url": ("#navlinks a.prev::attr(href)", ".navlinks a.prev::attr(href)"),
        "next_url": ("#navlinks a.next::attr(href)", ".navlinks a.next::attr(href)"),
    },
    drop=(".post-info", ".post-tags", ".post-tags-list", ".post-info-co", ".post-attr"),
)  # fmt: skip

HABARI = Platform(
    name="habari",
    signs=(
        "meta[name='generator'][content^='Habari']",
        "#footer a[href*='habariproject.org']",
        "footer a[href*='habariproject.org']",
    ),
    post={
        "title": (".entry-title", ".post-title"),
        "published": (".entry-date", ".published", ".pubdate", "#thedate"),
        "body": (".entry-content", ".body-content", ".content"),
    },
    drop=(".entry-meta", ".meta"),
)

NUCLEUS = Platform(
    name="nucleus",
    signs=(
        "meta[name='generator'][content*='Nucleus']",
        "#footer a[href*='nucleuscms.org']",
        "footer a[href*='nucleuscms.org']",
    ),
    post={
        "title": (".itemtitle", "h3.item", "h2.title"),
        "author": (".iteminfo a[href*='memberid=']",),
        "published": (".itempostedby", ".iteminfo", ".dayheader"),
        "body": (".itembody", ".contentbody"),
        "categories": (".iteminfo a[href*='catid=']",),
    },
    drop=(".iteminfo", ".itempostedby"),
)

FLATPRESS = Platform(
    name="flatpress",
    signs=(
        "meta[name='generator'][content^='FlatPress']",
        "#footer a[href*='flatpress.org']",
        "footer a[href*='flatpress.org']",
        "#poweredby a[href*='flatpress.org']",
        "ul.entry-footer",
    ),
    post={
        "title": (
            ".entry .entry-title",
            ".entry h3",
            ".entry h2",
            "h2 a[rel='bookmark'][title^='Permanent Link']",
        ),
        "author": (".entry-info [itemprop='author']",),
        "published": ("h2.date", ".date"),
        "body": (".entry [itemprop='articleBody']", ".entry .body", ".entry"),
        "categories": (".entry-info a[href*='cat']",),
    },
    drop=(".entry-footer",),
)

TYPO = Platform(
    name="typo",
    signs=(
        "meta[name='generator'][content*='Typo ']",
        "#footer a[href*='typosphere.org']",
        "footer a[href*='typosphere.org']",
        "link[href*='/stylesheets/theme/']",
        "meta[name='generator'][content='Publify']",
    ),
    post={
        "title": (".post h2", "h2.post-title", "h1.entry-title", "h2"),
        "author": (".auth", ".author", ".byline .author"),
        "published": (".typo_date", "abbr.published", ".auth"),
        "body": (".post-content", ".entry-content", ".post .content"),
    },
    drop=(".meta", ".auth", ".post-meta"),
)

EMLOG = Platform(
    name="emlog",
    signs=(
        "meta[name='generator'][content^='emlog']",
        "link[href*='/content/templates/']",
        "script[src*='/content/templates/']",
    ),
    post={
        "title": (".log-title", "#contentleft > h2"),
        "published": (".log-meta time", "#contentleft > .date"),
        "body": ("#articleContent", ".log-con .markdown"),
        "categories": (".log-meta a[href*='sort']", ".date a[href*='sort']"),
        "tags": ("a.tags", ".tag a"),
        "previous_url": (".neighbor-log .prev-log a::attr(href)",),
        "next_url": (".neighbor-log .next-log a::attr(href)",),
    },
)

ZBLOG = Platform(
    name="zblog",
    signs=(
        "meta[name='generator'][content*='Z-Blog']",
        "script[src*='zb_system/']",
        "link[href*='zb_users/theme/']",
    ),
    paths={"archive": r"^/(?:date|category|tags|author|auth)-[^/]+\.html$", "index": r"^/page_\d+\.html$"},
    post={
        "title": (".post.single .post-title", "#topic h1", ".post > h1"),
        "author": (".info .user a", "#topic h5 a"),
        "published": (".post-date", "#topic .kico-time", ".info .date"),
        "body": (".post-body", "article#cont", ".post > .single"),
        "categories": (".info .cate a", "#topic #path a[href*='cate']"),
        "tags": (".post-tags a", "#topic a.tag", ".post .tags a"),
        "comments_declared": ("#topic .kico-ping",),
        "previous_url": ("a.single-prev::attr(href)",),
        "next_url": ("a.single-next::attr(href)",),
    },
    drop=(".post-tags", ".post-footer", ".copynotice"),
)

GNUBOARD = Platform(
    name="gnuboard",
    signs=("#bo_v_con", "#bo_list", "link[href*='/skin/board/']", "#ctt #ctt_con"),
    kinds={"post": ("#bo_v",), "archive": ("#bo_list", "#bo_gall"), "page": ("#ctt",)},
    post={
        "title": (".bo_v_tit", "#bo_v_title"),
        "author": ("#bo_v_info .sv_member, #bo_v_info .sv_guest, #bo_v_info .member, #bo_v_info .guest",),
        "published": ("#bo_v_info .if_date",),
        "body": ("#bo_v_con",),
        "categories": (".bo_v_cate",),
        "comments_declared": ("#bo_v_info a[href='#bo_vc']",),
    },
    drop=("#bo_v_share", "#bo_v_img"),
)

DASBLOG = Platform(
    name="dasblog",
    signs=("meta[name='generator'][content*='dasBlog']", ".itemBoxStyle .itemTitleStyle", ".commentViewBoxStyle", ".itemTitleStyle a.TitleLinkStyle"),
    post={
        "title": (".itemTitleStyle a.TitleLinkStyle[rel~='bookmark']", "a.TitleLinkStyle", ".itemTitleStyle"),
        "published": (".itemFooterStyle", ".itemDateStyle"),
        "body": (".itemBodyStyle",),
        "categories": ("a.categoryLinkStyle", "a[href*='CategoryView,category,']"),
        "comments_declared": ("a.commentLinkStyle",),
    },
)  # fmt: skip

DOKUWIKI = Platform(
    name="dokuwiki",
    signs=("meta[name='generator'][content^='DokuWiki']", "#dokuwiki__site"),
    post={
        "title": (".page > h1", ".dokuwiki .page h1", "#dokuwiki__content h1"),
        "published": (".blog_post .date .published", ".entry .date .published"),
        "updated": (".docInfo",),
        "body": ("#dokuwiki__content .page", ".dokuwiki .page"),
        "tags": (".page .tags a",),
    },
    drop=(".secedit", "#dw__toc", ".toc", ".comment_wrapper", ".tags", ".docInfo"),
)

BBLOG = Platform(
    name="bblog",
    signs=("input[name='do'][value='submitcomment']", "a[href*='www.bblog.com']"),
    drop=(".tburl",),
)
