"""What an address alone tells: its identity, its kind, its traps; never asks the network and never raises.

Parsing is the WHATWG URL Standard by ada (what browsers do with an href); the blog rules below are ours,
because no URL library knows ``replytocom``.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import SplitResult, urlsplit

import ada_url

from scraper.errors import UsageError
from scraper.fields import remembered
from scraper.rows import LinkKind

_WEB = ("http://", "https://")


# What ada would give back as it is: no other case, escape, port, dot segment, punycode or number as a host.
_PLAIN = re.compile(
    r"https?://(?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++[a-z]{2,}+(?:/(?!\.)[A-Za-z0-9_.~+,;=@-]*+)++"
    r"(?:\?[A-Za-z0-9_.~=&+,;/-]*+)?+(?:#[A-Za-z0-9_.~=&/-]*+)?+"
)


def absolute(href: str, base: str | None = None) -> str | None:
    """Join as a browser does (WHATWG URL, 4.4); only http and https come back, all else is None."""
    if _PLAIN.fullmatch(href):
        return href
    if base and (beside := _beside(href, base)):
        return beside
    url = _join(href, base) if base else None
    url = url or _parse(href)
    return url if url and url.startswith(_WEB) else None


def _beside(href: str, base: str) -> str | None:
    """Join what needs no parser: a path from the root or beside the page, or a place on it, of plain signs alone."""
    first = href[:1]
    if first == "/":
        head, path = _split_path(base)
        url = head + href if path and href[1:2] != "/" else ""
    elif first == "#":
        url = base.partition("#")[0] + href
    elif first.isalnum():
        path = base.partition("#")[0].partition("?")[0]
        around = path[: path.rfind("/") + 1]
        url = around + href if len(around) > len("https://") else ""
    else:
        return None
    return url if _PLAIN.fullmatch(url) else None


@remembered(2048)
def origin(url: str) -> str | None:
    """Scheme, host and port, as in ``https://example.com:8080``; None where there is no host."""
    parsed = absolute(url)
    if parsed is None:
        return None
    scheme, _, rest = _split_path(parsed)[0].partition("//")
    return f"{scheme}//{rest.rpartition('@')[2]}"


@remembered(2048)
def host(url: str) -> str | None:
    """The host name in lower case and punycode, an IPv6 address without its brackets."""
    parsed = absolute(url)
    return urlsplit(parsed).hostname if parsed else None


def is_of_site(name: str, home: str) -> bool:
    """Are two hosts of one site, "www." aside: the same, or one below the other?"""
    name, home = name.removeprefix("www."), home.removeprefix("www.")
    return name == home or name.endswith(f".{home}") or home.endswith(f".{name}")


@remembered(2048)
def server_of(url: str) -> tuple[str, int] | None:
    """Host and port that a request for this address would go to."""
    parsed = absolute(url)
    if parsed is None:
        return None
    parts = urlsplit(parsed)
    return parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


# ------------------------------------------------------------------------------------------- identity

_NOISE = re.compile(  # parameters that say who came, never what is shown
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id"
    r"|_ga|_gl|_hsenc|_hsmi|mkt_tok|spref|fb_(?:action|source|ref)\w*|action_\w+_map|__twitter_impression"
    r"|phpsessid|jsessionid|aspsessionid\w*|session_?id|oscsid|zenid|cftoken|cfid)(?:=|$)"
    r"|(?:sid|s_id)=(?=[^&]*[a-z])[0-9a-z,-]{16,}$",  # sid=123 is a story of PHP-Nuke, not a session
    re.IGNORECASE,
)
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.IGNORECASE)
_TO_CLEAN = re.compile(r"[?#;%]")  # an address without these signs is clean
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_VIEW = re.compile(  # parameters that show the same post in another dress
    r"m=[01]$|sp$|(?:mobile|amp|print|showcomment|replytocom|share|nb|like_comment|view=(?:flat|top-only|classic|flipcard"
    r"|magazine|mosaic|sidebar|snapshot|timeslide)|style=(?:mine|site|light)|format=light)(?:=|$)",
    re.IGNORECASE,
)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php\d?|aspx?|jsp|cgi|shtml)$", re.IGNORECASE)
_BLOGSPOT = re.compile(r"\.blogspot\.(?:com?\.)?[a-z]{2,3}$")


@remembered(16384)
def normalize(url: str) -> str:
    """Give the one spelling by which a page is known (RFC 3986, 6.2); what is no web address stays as it is.

    Tracking and session parameters go, and the fragment; the order of what remains is kept.
    """
    parsed = absolute(url)
    if parsed is not None and not _TO_CLEAN.search(parsed):
        return parsed
    for _ in range(8):  # what one round takes away may join what stood around it: /.;sid=1./
        if parsed is None:
            return url
        cleaned = _clean(parsed)
        if cleaned == parsed:
            break
        parsed = absolute(cleaned)
    return parsed or url


@remembered(16384)
def page_key(url: str) -> str:
    """Give one key to the spellings of a page: www, scheme, slash, index.html, mobile and other dresses."""
    address, _, query = normalize(url).partition("#")[0].partition("?")
    head, path = _split_path(address) if address.startswith(_WEB) else ("", address)
    path = (path if path.endswith("/") else _INDEX.sub("/", path)).rstrip("/") or "/"
    if query:
        query = "&".join(p for p in query.split("&") if p and not _VIEW.match(p))
    return _host_key(head.partition("//")[2]) + path + (f"?{query}" if query else "")


def same_host(a: str, b: str) -> bool:
    """Tell whether two addresses name one host, however it is spelled: with www or without, any Blogger ending."""
    return page_key(a).partition("/")[0] == page_key(b).partition("/")[0]


def same_page(a: str, b: str) -> bool:
    """Tell whether two addresses differ only in how they are spelled."""
    return a == b or page_key(a) == page_key(b)


def _parse(href: str) -> str | None:
    try:
        return str(ada_url.normalize_url(href.strip()))
    except ValueError:
        return None


def _join(href: str, base: str) -> str | None:
    try:
        return str(ada_url.join_url(base, href.strip()))
    except ValueError:
        return None


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:  # no web address: one opaque piece
        return SplitResult("", "", url, "", "")


def _clean(url: str) -> str:
    """Do one round of cleaning on an address that ada has written."""
    address, _, query = url.partition("#")[0].partition("?")
    head, path = _split_path(address)
    path = _PATH_SESSION.sub("", _escapes(path)) if ";" in path or "%" in path else path
    kept = [p for p in _escapes(query).split("&") if p and not _NOISE.match(p)]
    return head + path + ("?" + "&".join(kept) if kept else "")


def _split_path(address: str) -> tuple[str, str]:
    start = address.find("/", 8)
    return (address, "") if start < 0 else (address[:start], address[start:])


def _escapes(text: str) -> str:
    return _PERCENT.sub(_escape, text) if "%" in text else text


def _escape(match: "re.Match[str]") -> str:
    digits = match[1]
    if digits is None:
        return "%25"  # a bare percent sign: written out, or the next round would read another escape
    char = chr(int(digits, 16))
    return char if char in _UNRESERVED else f"%{digits.upper()}"


def _host_key(netloc: str) -> str:
    name = netloc.rpartition("@")[2].removeprefix("www.")
    if ".blogspot." not in name:
        return name
    return _BLOGSPOT.sub(".blogspot.com", name)  # Blogger answers under every country's ending


# ------------------------------------------------------------------------------------------- traps

# Addresses never worth a request on a blog: name, pattern (searched without the fragment), reason.
_SEGMENT = r"://[^/]+/(?:[^?]*/)?(?!(?:category|tags?|tagged|label|topic)/)[^/?]+"  # under a page, no term
TRAPS: tuple[tuple[str, "re.Pattern[str]", str], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE), reason)
    for name, pattern, reason in (
        ("scheme", r"^(?!https?://)", "not a web page"),
        ("long", r"^.{2048}", "an address grown too long"),
        ("escapes", r"%25(?:25)", "percent signs escaped again and again"),
        ("repeat", r"((?:/(?=[^/?]*[a-z%])[^/?]+){1,3}?)\1{2}(?=[/?]|$)", "path segments that repeat"),
        ("reply", r"[?&](?:replyto(?:com)?|mode=reply)\b|(?:/|[?&]q=)comment/reply/", "a reply form"),
        ("share", r"[?&](?:share|shared|like_comment|unlike_comment|like|relatedposts\w*)=|[?&]nb=1\b",
         "a share button"),
        ("print", rf"[?&](?:print(?:able|page|er)?|format=print|view=print|tmpl=component)(?:[=&]|$)"
         rf"|{_SEGMENT}/print(?:er-friendly)?/?$"
         r"|(?:^https?://[^/]+/(?:[^/?]+/)?|[?&]q=)print(?:mail|pdf)?/\d+/?$", "a print view"),
        ("mail", rf"[?&]mailto=|/email-(?:post\.g|this)|{_SEGMENT}/email/?$|/cdn-cgi/", "a mail form"),
        ("mobile", r"[?&](?:m=[01](?:&|$)|sp(?:&|$)|mobile=|wpmp_switcher=|style=(?:mine|site|light)|format=light)"
         r"|^https?://[^/]+/m(?:/\d+)?/?$", "a mobile copy"),
        ("amp", rf"[?&]amp(?:[=&]|$)|{_SEGMENT}/amp/?(?:\?|$)", "an AMP copy"),
        ("view", r"[?&]view=(?:flat|top-only|classic|flipcard|magazine|mosaic|sidebar|snapshot|timeslide)\b"
         r"|[?&]serendipity(?:\[|%5B)cview(?:\]|%5D)=",
         "another dress of the same page"),
        ("embed", rf"{_SEGMENT}/embed/?$|/oembed\b|[?&](?:preview|customize_\w+|embed)=",
         "an embedding frame"),
        ("show comment", r"[?&]showcomment=", "a comment of a page, not a page"),
        ("login", r"^https?://[^/]+/(?:(?!category|tags?/)[^/?]+/)?(?:log-?in|log-?out|sign-?(?:in|up|out)"
         r"|register|lost-?password)(?:\.\w+)?/?(?:\?|$)|[?&]action=(?:log(?:in|out)|lostpassword|register|edit)\b"
         r"|(?:/|[?&]q=)user/(?:login|register|password)/?(?:[?&#]|$)|[?&]q=user(?:&|$)|/core/admin/auth\.php",
         "a login form"),
        ("help", r"(?:^https?://[^/]+/(?:[^/]+/)?|[?&]q=)filter/tips(?:[/?&#]|$)", "how to write in a form"),
        ("admin", r"/wp-(?:login|signup|activate|register|cron|trackback|comments-post|mail)\.php"
         r"|/wp-admin(?:/|$)|/xmlrpc\.php|/wp-json(?:/|$)|[?&]rest_route=|/mt-(?:tb|search|check|comments)\.cgi"
         r"|/(?:post-edit|delete-comment|rearrange|comment-iframe)(?:\.[gdo]+)?\?|/node/add|/administrator/",
         "the blog's machinery"),
        ("trackback", r"[^/]/trackback/?$|^(?!.*[?&]more=1\b).*[?&](?:tb|trackback)=1\b", "a trackback address"),
        ("calendar", r"/(?:0\d{3}|1[0-8]\d\d|19[0-8]\d|20[4-9]\d|2[1-9]\d\d)/(?:0?[1-9]|1[0-2])(?:/\d\d?)?/?$"
         r"|[?&](?:i?cal|ical|outlook-ical|tribe-bar-date|eventdisplay|mcat)="
         r"|[?&](?:yr|year|month)=\d+.*&(?:yr|year|month|dy)=", "a calendar without end"),
        ("query block", r"[?&]query-\d+-page=.*&query-\d+-page=|^https?://[^/]+/[^?]+\?(?:.*&)?query-\d+-page=|[?&]cst(?:[=&]|$)",
         "a page of a list inside a post"),
        ("week", r"[?&]w=\d{1,2}(?:&|$)", "the posts of a week, which the month lists too"),
        ("random", r"[?&](?:random|doing_wp_cron|nocache)(?:[=&]|$)", "another answer each time"),
        ("search", r"[?&](?:s(?==(?!(?:[rw]|\d\d)(?:&|$)))|search|searchword|search_query|keywords?)=(?!/)"
         r"|/search/?\?(?:.*&)?(?:q|query|by-date)=|^https?://[^/]+/(?:[^/]+/)?search/(?!label/)[^?]"
         r"|[?&](?:(?:disp|action)|serendipity(?:\[|%5B)action(?:\]|%5D))=search\b",
         "a search result"),
        ("shop", r"[?&]add[-_]to[-_](?:cart|wishlist)=|/(?:cart|checkout|my-account)/?(?:\?|$)", "a shop"),
        ("sort", r"^(?!https?://[^/]+/\?sort=\d+$).*"  # which is emlog's way to a category
         r"[?&](?:order_?by|sort_?by|sort|order|sort_?order|filter\w*|min_price|max_price"
         r"|rating_filter|per_?page)(?:=|%5B|\[)", "the same list in another order"),
        ("feed copy", r"/feed/(?:rdf|rss2?|atom)/?$|[?&]feed=(?:rdf|rss|rsd|atom)\b|[?&]rsd\b|/rsd\.xml$"
         r"|[?&]alt=(?:rss|json)|/feeds/posts/summary|/\d{4}/\d\d/.+/feed/?$"
         r"|/(?:category|tag|author)/.+/feed/?$|/comments/feed/.", "another form of a feed"),
    )
)  # fmt: skip


@remembered(16384)  # a sidebar's links stand on every page
def trap(url: str) -> str | None:
    """Tell why an address is never worth a request on a blog; None where nothing speaks against it."""
    address = url.partition("#")[0]
    return next((reason for _, pattern, reason in TRAPS if pattern.search(address)), None)


_SEARCH = next(pattern for name, pattern, _ in TRAPS if name == "search")


def is_search(url: str) -> bool:
    """Tell the address of what a search found, were it one post or none."""
    return _SEARCH.search(url.partition("#")[0]) is not None


# ------------------------------------------------------------------------------------------- kinds

_YEAR = r"(?:19[89]\d|20[0-3]\d)"
_MONTH = r"(?:0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_PAST = r"1[5-9]\d\d"  # a year of long ago is believed where a whole day and a text's name stand beside it
_PAST_DAY = rf"{_PAST}/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])(?=/[^/?#]*[^\W\d])"
_LISTS = (
    r"categor(?:y|ies|ia|ias)|cat|tags?|tagged|labels?|topics?|authors?|kategorien?|schlagwort|etiquetas?"
    r"|categorie|rubriques?|rubrik|mot-cle|autore?|auteur|autor|autores|temas?|tema|tagg?ar|kategori|etiket"
)
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|og[gv]|wav|flac|avi|mov|wmv|flv|swf|webm|pdf"
    r"|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|t?gz|bz2|xz|tar|exe|dmg|apk|iso|css|m?js|json|woff2?|ttf|eot|torrent"
    r"|epub|mobi)$",
    re.IGNORECASE,
)
# Asked in this order, of path and query (with the fragment for comments); the first that matches answers.
_KINDS: tuple[tuple[LinkKind, str], ...] = (
    ("sitemap", r"/[\w.-]*sitemap[\w.-]*\.(?:xml|txt)(?:\.gz)?(?:\?|$)|[?&]sitemap=|/sitemap\.php"),
    ("comments", r"/comment-page-\d+(?:/|\?|#|$)|[?&]c(?:omment-?)?page=\d|#(?:comments|respond|disqus_thread)$"
     r"|/comments/page/\d+/?(?:[?#]|$)|^/p/[^/?#]+/comments/?(?:[?#]|$)"
     r"|^(?:/(?:users|community)/\w+)?/\d+\.html\?(?:[^#]*&)?thread=\d"),
    ("feed", r"/(?:feed|rss2?|atom|rdf)/?(?:\?|#|$)|/feed/\w+/?(?:[?#]|$)|[?&]feed=\w"
     r"|\.(?:rss2?|atom|rdf)(?:[?#]|$)|/feeds/(?:posts|\d+/comments|comments)/|/feeds/[\w./-]*(?:rss\w*|atom\w*|xml)(?:[?#]|$)"
     r"|/(?:index|atom|rss2?|feeds?|rdf|blog|posts)\.(?:xml|json)(?:[?#]|$)|/feed\.php"
     r"|/data/(?:rss|atom)(?:[?#]|$)"),
    ("older", r"/archives/p\d+\.html(?:[?#]|$)"
     r"|/page/?\d+(?:\.html?)?/?(?:[?#]|$)|[?&](?:paged|page|pg|start|offset|limitstart|skip"
     r"|before)=\d|^/(?:blog/)?index-?\d{1,4}\.html?(?:[?#]|$)|/search(?:/label/[^?]*)?/?\?(?:.*&)?updated-max=|[?&]max_?id=\d|/older(?:/|$)"),
    ("post", rf"/(?:{_YEAR}/{_MONTH}/{_DAY}|{_PAST_DAY})/(?!index\.)(?:[^/?#]*[^\W\d][^/?#]*|\d{{3,}})/?(?:[?#]|$)"),
    ("archive", rf"/{_YEAR}(?:/{_MONTH}(?:/{_DAY})?)?/?(?:index\.\w+)?(?:[?#]|$)|/(?:{_LISTS})/[^?#]+"
     rf"|/(?:tags?|categor(?:y|ies)|labels?|archives?|arkiv|archivio?|archivo|posts|post(?=/))(?:\.\w{{3,5}})?/?(?:[?#]|$)"
     rf"|/archives?/(?:cat|category)[_-]?[^/]+|/category_\d+(?:_\d+)?\.html|/{_YEAR}_\d\d_\d\d_[\w-]*archive\.html?|/search/label/"
     rf"|/archives?/(?:{_YEAR}[_/-]?\d\d(?:-\d{{1,2}}\.html|(?:\.\w+)?/?)|{_MONTH}-{_YEAR}(?:\.html?)?)(?:[?#]|$)|[?&](?:m={_YEAR}|cat=|tag=|author=|category_name=)"
     r"|/archives?/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/(?:\d\d?|[CAP]\d+|summary))*\.html?(?:[?#]|$)|/(?:19|20)\d\d_(?:0\d|1[0-2])\.html?(?:[?#]|$)|/taxonomy/term/\d|/blog-(?:category|date)-\d+\.html|/type/(?:aside|audio|chat|gallery|image|link|quote|status|video)/?(?:[?#]|$)"
     r"|\?(?:tag|category)/[^?#]|^/\?sort=\d+$"
     rf"|^/(?:index\.php)?\?(?:(?:c|cate|category|tags?|author)=[^&#]|date={_YEAR}(?:-\d\d?)?$|action=(?:archive|category|tag)&)"
     # PivotX, Geeklog, Nucleus
     rf"|^/(?:index\.php)?\?(?:t=[^&#]+|a={_YEAR}-m\d\d|topic=[^\W\d][^&#]*|(?:catid|archivelist)=\d+|archive={_YEAR}-\d\d?(?:-\d\d?)?)(?:&blogid=\d+)?$"),
    ("post", r"[?&]op=ViewArticle&(?:amp;)?(?:\w+=\w+&(?:amp;)?)*articleId=\d"),
    ("archive", r"[?&]op=Default&(?:amp;)?(?:\w+=\w+&(?:amp;)?)*(?:postCategoryId|Date)=\d"),
    ("page", r"[?&]page_id=\d|/p/[^/?#]+\.html"),
    ("post", rf"/{_YEAR}/{_MONTH}/(?:{_DAY}/)?[^/?#]+/?(?:[?#]|$)|/{_YEAR}-\d\d-\d\d-[^/?#]+"
     r"|[?&]p(?:ost)?=\d+(?:[&#]|$)|\?post/[^?#]|/archives/\d+(?:-[^\W\d][^/?#]*)?(?:\.\w+)?/?(?:[?#]|$)|/posts?/\d+(?:/|$)|/p/[^/?#]+$|/entry/[^?#]+|/entry-\d+\.html"),
    ("index", r"^/(?:(?:blog|weblog|news|journal|blosxom\.cgi)/?)?(?:index\.\w+)?\??(?:blogId=\d+|m=[01])?(?:#.*)?$"),
)  # fmt: skip
KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _KINDS)
_FIGURE = "\0"  # stands for any digit among the pieces
_DIGIT = re.compile(r"\d")
# For each kind, one piece of these stands in every address of it, which costs less to see than the pattern to fail.
_PIECES: tuple[tuple[str, ...], ...] = (
    ("sitemap",),
    ("comment", "cpage=", "#respond", "#disqus", ".html?"),
    ("feed", "rss", "atom", "rdf", ".xml", ".json"),
    (_FIGURE, "updated-max=", "/older"),
    (_FIGURE,),
    (_FIGURE, "cat", "tag", "label", "topic", "aut", "kategori", "schlagwort", "etiqu", "etiket", "rubri", "mot-cle",
     "tema", "archiv", "arkiv", "/post", "/type/", "?c=", "?t="),
    ("op=viewarticle",),
    ("op=default",),
    ("page_id", "/p/"),
    (_FIGURE, "/p/", "/entry/", "?post/"),
    (),
)  # fmt: skip
_ASKED = tuple((*kind, pieces) for kind, pieces in zip(KINDS, _PIECES, strict=True))
_MULTIPAGE = re.compile(rf"/{_YEAR}/{_MONTH}/(?:{_DAY}/)?[^/?#]*[a-z][^/?#]*/page/?\d+/?$", re.IGNORECASE)
_COMMENT_PAGE = re.compile(r"/comment-page-(\d+)/?")
_CPAGE = re.compile(r"[?&](?:cp|commentP|comment-p)age=(\d+)")
_BELOW = re.compile(r"(?<=[^/])/comments/page/(\d+)/?$")  # the post's address has an ending
_BESIDE = re.compile(
    r"^(https?://[^/?#]+/p/[^/?#]+)/comments/?$"
)  # all of them, of which the post shows some
_PAGED = ("comment-page", "/comments", "cpage=", "commentPage=", ".html?")
#: of journals, whose posts are numbers: one thread with all its answers
_JOURNAL_PAGE = re.compile(r"^(https?://[^/?#]+(?:/(?:users|community)/\w+)?/\d+\.html)\?(?:.*&)?thread=\d")


def is_file(url: str) -> bool:
    """Tell whether the path ends as files do that are no pages: pictures, sounds, archives, scripts."""
    path = url.partition("#")[0].partition("?")[0]
    return "." in path[-9:] and bool(_FILES.search(path))


@remembered(16384)
def kind_of(url: str) -> LinkKind | None:
    """Tell what stands behind an address where the address alone tells it; "other" is a file."""
    target = _split_path(url)[1] or "/"
    target = target[:-10] if target.endswith("/index.html") else target  # what a saved site calls a folder
    low = f"{target.lower()}{_FIGURE if _DIGIT.search(target) else ''}" if target.isascii() else ""
    if (not low or "page" in low) and _MULTIPAGE.search(target):
        return None
    kind = None
    for name, pattern, pieces in _ASKED:
        for piece in pieces if low else ():
            if piece in low:
                break
        else:
            if pieces and low:
                continue
        if pattern.search(target):
            kind = name
            break
    return "other" if kind not in ("feed", "sitemap") and is_file(url) else kind


def comment_page(url: str) -> tuple[str, int] | None:
    """Take the address of a page of comments apart into the post's own and the number, 0 for a single thread."""
    if not any(map(url.__contains__, _PAGED)):
        return None
    address = url.partition("#")[0]
    if match := _JOURNAL_PAGE.match(address):
        return match[1], 0
    if match := _BESIDE.match(address):
        return match[1], 1
    if match := _BELOW.search(address):
        return f"{address[: match.start()]}.html", int(match[1])
    if match := _COMMENT_PAGE.search(address):
        slash = "/" if match[0].endswith("/") else ""
        return address[: match.start()] + slash + address[match.end() :], int(match[1])
    if match := _CPAGE.search(address):
        rest = address[match.end() :]
        joined = match[0][0] + rest[1:] if rest.startswith("&") else rest
        return address[: match.start()] + joined, int(match[1])
    return None


MOST_COMMENT_PAGES = 500  #: of one post: no number beyond is believed


def nth_comment_page(url: str, number: int) -> str:
    """Give the address of a page of comments from the post's own, as WordPress numbers them (see `comment_page`)."""
    if "?" in url:
        return f"{url}&cpage={number}"
    return f"{url}comment-page-{number}/" if url.endswith("/") else f"{url}/comment-page-{number}"


_PART_PATH = re.compile(r"^(https?://[^?#]*/(?!page/)([^/?#]*\w[^/?#]*))/(?:page/)?(\d{1,2})(/?)$")
_NUMBER = re.compile(r"[\d_-]+")
_TEXTS: tuple[LinkKind | None, ...] = (None, "post", "page")
_PART_QUERY = re.compile(r"[?&]page=(\d{1,2})(?=&|$)")


def post_part(url: str) -> tuple[str, int] | None:
    """Take apart the address of a further page of one text (/slug/2/, ?page=2); only a page confirms it."""
    address, kinds = url.partition("#")[0], _TEXTS
    if match := _PART_PATH.match(address):
        first, number = match[1] + match[4], int(match[3])
        kinds = ("post",) if _NUMBER.fullmatch(match[2]) else _TEXTS  # /archives/12/2/, but not /2010/05/2/
    elif match := _PART_QUERY.search(address):
        first, number = address.replace(match[0], "?" if match[0][0] == "?" else "", 1), int(match[1])
        first = first.replace("?&", "?").rstrip("?")
    else:
        return None
    return (first, number) if number > 1 and kind_of(first) in kinds else None


# ------------------------------------------------------------------------------------------- dates

_DATED = re.compile(
    rf"/(?P<y>{_YEAR})/(?P<m>{_MONTH})(?:/(?P<d>{_DAY})(?=/|\.html?$|$))?(?=/|$)"
    rf"|/(?P<past>{_PAST_DAY})"
    rf"|/(?P<y2>{_YEAR})(?P<s>[-_]?)(?P<m2>0[1-9]|1[0-2])(?P=s)(?P<d2>0[1-9]|[12]\d|3[01])(?=[-_/.]|$)(?!_archive)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


_OF_A_DAY = re.compile(r"/(?:19|20)\d\d/(?:0[1-9]|1[0-2])/(?:0[1-9]|[12]\d|3[01])/?$")


def is_day(url: str) -> bool:
    """Does an address end in a day: a list of that day's posts or, in diaries, the one text of that day?"""
    return _OF_A_DAY.search(url) is not None


def date_in(url: str) -> str | None:
    """Read the day (or month) that a path is filed under; numbers that may be something else are none."""
    match = _DATED.search(_split_path(url.partition("#")[0].partition("?")[0])[1])
    if match is None or is_file(url):  # /uploads/2010/05/ is where a picture lies
        return None
    past = (match["past"] or "//").split("/")
    year, day = int(match["y"] or match["y2"] or past[0]), match["d"] or match["d2"] or past[2]
    month = _month(match["m"] or match["m2"] or past[1])
    try:
        found = date(year, month, int(day or 1))
    except ValueError:
        return None
    return None if found > _horizon() else found.isoformat()[: 10 if day else 7]


def _month(text: str) -> int:
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].lower()) + 1


def _horizon() -> date:
    return date(date.today().year + 1, 12, 31)


# ------------------------------------------------------------------------------------------- scope

_NOT_PREFIX = re.compile(
    rf"/(?:{_YEAR}(?:/|[-_]|$)|(?:{_LISTS}|archives?|page|post|posts|entry|p|feeds?|rss|search)(?:/|$)).*$",
    re.IGNORECASE,
)


_REMEMBERED = 16384


class Scope:
    """The blog's own addresses: host (www and scheme alike, port kept), path prefix, and the user's patterns.

    ``aliases`` are further hosts or start addresses of the same blog. ``exclude`` refuses what it finds in an
    address; where ``include`` is given, one of its patterns must be found too (the start holds anyway, and lists
    lead on without).
    """

    def __init__(
        self,
        start_url: str,
        aliases: Iterable[str] = (),
        include: Iterable[str] = (),
        exclude: Iterable[str] = (),
    ) -> None:
        self.start_url = normalize(start_url)
        self._known: dict[str, bool] = {}
        self._homes = [_home(self.start_url), *(_home(_as_url(a)) for a in aliases)]
        self._include, self._exclude = _patterns(include), _patterns(exclude)

    def holds(self, url: str) -> bool:
        """Tell whether the address belongs to this blog, and is wanted of it."""
        return self.belongs(url) and (self._wanted(url) or normalize(url) == self.start_url)

    def leads(self, url: str) -> bool:
        """Tell whether the address may be asked as a list, which `include` does not keep from it."""
        return self.belongs(url) and (not self._refused(url) or normalize(url) == self.start_url)

    def belongs(self, url: str) -> bool:
        """Tell whether the address is the blog's own, whatever is wanted of it."""
        known = self._known.get(url)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[url] = self._belongs(url)
        return known

    def _belongs(self, url: str) -> bool:
        parsed = normalize(url)
        if not parsed.startswith(_WEB):
            return False
        head, path = _split_path(parsed.partition("?")[0])
        name = _host_key(head.partition("//")[2])
        return any(name == own and _under(path or "/", prefix) for own, prefix in self._homes)

    def _refused(self, url: str) -> bool:
        return any(p.search(url) for p in self._exclude)

    def _wanted(self, url: str) -> bool:
        if self._refused(url):
            return False
        return not self._include or any(p.search(url) for p in self._include)


def _as_url(alias: str) -> str:
    return alias if "://" in alias else f"http://{alias}/"


def _home(url: str) -> tuple[str, str]:
    """Host and path prefix of a blog told by one of its addresses."""
    parts = _split(normalize(url))
    path = _NOT_PREFIX.sub("/", parts.path)
    head, _, last = path.rpartition("/")
    return _host_key(parts.netloc), f"{head}/" if "." in last or not last else f"{path}/"


def _under(path: str, prefix: str) -> bool:
    return path.startswith(prefix) or path == prefix[:-1]


def _patterns(texts: Iterable[str]) -> Sequence["re.Pattern[str]"]:
    try:
        return [re.compile(text) for text in texts]
    except re.error as error:
        raise UsageError(str(error.pattern), f"not a regular expression: {error}") from None
