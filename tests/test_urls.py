"""Addresses: one spelling for one page, traps refused, kinds and dates told from the address alone."""

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper import urls
from scraper.errors import UsageError
from scraper.page import Page
from scraper.urls import (
    Scope,
    absolute,
    comment_page,
    date_in,
    kind_of,
    normalize,
    page_key,
    same_host,
    same_page,
    trap,
)

B = "https://blog.example"


@pytest.mark.parametrize(
    ("href", "base", "joined"),
    [
        ("../x", "http://a/b/c/d", "http://a/b/x"),
        ("//c/x", "https://a/", "https://c/x"),
        ("?q=1", "http://a/b", "http://a/b?q=1"),
        ("#top", "http://a/b", "http://a/b#top"),
        ("", "http://a/b", "http://a/b"),
        (" \n/a b\t", "http://a/", "http://a/a%20b"),
        ("/ü", "http://bücher.example/", "http://xn--bcher-kva.example/%C3%BC"),
        ("http:\\\\a\\b", "http://c/", "http://a/b"),
        ("HTTP://A:80/", "http://c/", "http://a/"),
        ("http://a/", "no base", "http://a/"),
        ("x", "no base", None),
        ("javascript:void(0)", "http://a/", None),
        ("mailto:a@b.c", "http://a/", None),
        ("tel:1", "http://a/", None),
        ("data:text/html,x", "http://a/", None),
        ("ftp://a/", "http://a/", None),
        ("http://", "http://a/", None),
        ("http://[::1", "http://a/", None),
        ("http://a:99999/", "http://a/", None),
        ("http://a\ud800/", "http://a/", None),
    ],
)
def test_absolute(href: str, base: str, joined: str | None) -> None:
    assert absolute(href, base) == joined


@pytest.mark.parametrize(
    ("url", "spelling"),
    [
        ("HTTP://Example.COM:80/a/./b/../c%7e/%e4%bd%a0/ü#f", "http://example.com/a/c~/%E4%BD%A0/%C3%BC"),
        ("https://a:443?", "https://a/"),
        ("https://a:80/", "https://a:80/"),
        ("http://a/?utm_source=x&p=1&utm_medium=y&fbclid=z", "http://a/?p=1"),
        ("http://a/?b=2&a=1&b=3", "http://a/?b=2&a=1&b=3"),
        ("http://a/?PHPSESSID=1f&x", "http://a/?x"),
        ("http://a/x;jsessionid=1F2E?y=1", "http://a/x?y=1"),
        ("http://a/x;JSESSIONID=1F2E/y;v=1,2;w", "http://a/x/y;v=1,2;w"),
        ("http://a/list;sort=up", "http://a/list;sort=up"),
        ("http://a/article.php?sid=123", "http://a/article.php?sid=123"),
        ("http://a/?sid=0123456789abcdef0123", "http://a/"),
        ("http://a/?gclid=1&ref=x", "http://a/?ref=x"),
        ("http://a/100%", "http://a/100%25"),
        ("http://a/%2F%3f", "http://a/%2F%3F"),
        ("http://a//b", "http://a//b"),
        ("http://a/?utm=kept&my_utm_x=1", "http://a/?utm=kept&my_utm_x=1"),
        ("mailto:x@y", "mailto:x@y"),
        ("not an address", "not an address"),
        ("", ""),
    ],
)
def test_normalize(url: str, spelling: str) -> None:
    assert normalize(url) == spelling
    assert normalize(spelling) == spelling


pieces = st.text(alphabet="ab%27e./;?&=#:@ ü~\\sidjonphut_m016", max_size=50)
addresses = st.one_of(st.text(max_size=60), pieces.map("http://a/".__add__), pieces.map("http://".__add__))


@settings(max_examples=1500, deadline=None)
@given(addresses, addresses)
def test_no_text_raises_and_one_spelling_is_final(text: str, base: str) -> None:
    once = normalize(text)
    assert normalize(once) == once
    assert page_key(once) == page_key(text)
    assert same_page(text, once)
    joined = absolute(text, base)
    assert joined is None or joined.startswith(("http://", "https://"))
    assert joined is None or not set(joined) & set(string.whitespace + "\0")
    for function in (
        trap,
        kind_of,
        date_in,
        comment_page,
        urls.host,
        urls.origin,
        urls.server_of,
        urls.is_file,
    ):
        function(text)
    Scope(text or "http://a/", aliases=[base]).holds(base)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x", "https://www.a.example/x/", True),
        ("http://a.example", "http://a.example/index.php", True),
        ("http://a.example/2010/index.html", "http://a.example/2010/", True),
        ("http://a.example/x?m=1", "http://a.example/x", True),
        ("http://a.example/x?showComment=12#c12", "http://a.example/x", True),
        ("http://a.blogspot.com/x", "http://a.blogspot.co.uk/x", True),
        ("http://a.blogspot.de/x", "http://b.blogspot.de/x", False),
        ("http://a.example/?p=1", "http://a.example/?p=2", False),
        ("http://a.example/X", "http://a.example/x", False),
        ("http://a.example:8080/", "http://a.example/", False),
        ("http://a.example/?m=201005", "http://a.example/", False),
    ],
)
def test_same_page(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("http://a.example/x", False),
        ("https://www.a.example/", False),
        ("/x", True),  # says nothing of where the blog stood
        ("http://b.example/x", True),
    ],
)
def test_page_saved_where_its_blog_stood_before(link: str, moved: bool) -> None:
    page = Page.read(
        f"<a href='{link}'>x</a><a href='http://c.example/'>y</a>".encode(), "http://a.example/p/"
    )
    assert page.moved is moved


def test_same_host() -> None:
    assert same_host("http://a.example/x", "https://www.a.example/")
    assert same_host("http://a.blogspot.de/x", "http://a.blogspot.com/")
    assert not same_host("http://a.example/", "http://b.a.example/")


# ------------------------------------------------------------------------------------------- traps

TRAPPED = {
    "scheme": ["mailto:a@b.c", "ftp://a/"],
    "long": [B + "/" + "ab" * 1100],
    "escapes": [B + "/%252525x"],
    "repeat": [B + "/a/b/a/b/a/b/", B + "/css/css/css", B + "/x/en/en/en?a=1"],
    "reply": [
        B + "/2010/05/s/?replytocom=12#respond",
        B + "/comment/reply/5",
        B + "/1234.html?mode=reply",
        B + "/?q=comment/reply/5",
    ],
    "share": [B + "/s/?share=twitter&nb=1", B + "/s/?nb=1", B + "/s/?like_comment=3"],
    "print": [
        B + "/2010/05/s/print/",
        B + "/?p=1&print=1",
        B + "/a?tmpl=component&print=1",
        B + "/print/12",
        B + "/?q=printpdf/12",
    ],
    "mail": [B + "/s/email/", B + "/email-post.g?postID=1", B + "/cdn-cgi/l/email-protection"],
    "mobile": [
        B + "/2010/05/s.html?m=1",
        B + "/?m=0",
        "http://tistory.example/m/123",
        B + "/blog-entry-1.html?sp",
    ],
    "amp": [B + "/2010/05/s/amp/", B + "/s?amp=1", B + "/s?amp"],
    "view": [
        B + "/?view=magazine",
        B + "/2025/12/29/slug.html?view=flat",
        B + "/index.php?url=archives/3-x.html&serendipity[cview]=linear",
    ],
    "embed": [B + "/2010/s/embed/", B + "/?p=1&preview=true"],
    "show comment": [B + "/2010/05/s.html?showComment=123#c123"],
    "login": [
        *(B + "/login", B + "/user/register", B + "/signin.php?x=1", B + "/?action=register"),
        *(B + "/user/password", B + "/?q=user", B + "/?q=user/login", B + "/core/admin/auth.php?p=/core/"),
    ],
    "help": [B + "/filter/tips", B + "/?q=filter/tips"],
    "admin": [
        B + "/wp-login.php?redirect_to=x",
        B + "/wp-admin/x",
        B + "/xmlrpc.php",
        B + "/wp-json/wp/v2/",
        B + "/mt/mt-comments.cgi?entry_id=5",
    ],
    "trackback": [B + "/2010/05/s/trackback/", B + "/?p=1&tb=1"],
    "calendar": [B + "/1200/05/", B + "/2077/1/", B + "/?yr=2031&month=5", B + "/events/?ical=1"],
    "query block": [B + "/s/?query-3-page=2", B + "/?query-1-page=2&query-2-page=5", B + "/s/?cst"],
    "week": [B + "/?m=2010&w=20", B + "/?w=7"],
    "random": [B + "/?random", B + "/?doing_wp_cron=1"],
    "search": [
        *(B + "/?s=word", B + "/search?q=word", B + "/search/word/", B + "/search/word?page=2"),
        *(B + "/index.php/a/?disp=search", B + "/?serendipity[action]=search&serendipity[searchTerm]=word"),
    ],
    "shop": [B + "/?add-to-cart=3", B + "/cart/", B + "/my-account/"],
    "sort": [
        B + "/c/?orderby=date",
        B + "/c/?filter_color=1",
        B + "/c/?filter[a]=1",
        B + "/c/?sort=asc",
        B + "/c/?sort=4",
    ],
    "feed copy": [
        *(B + "/2010/05/s/feed/", B + "/feed/atom/", B + "/?feed=rss", B + "/xmlrpc.php?rsd"),
        *(B + "/category/x/feed/", B + "/feeds/posts/default?alt=rss", B + "/feeds/posts/summary"),
    ],
}


def test_every_trap_has_its_examples() -> None:
    assert [name for name, _, _ in urls.TRAPS] == list(TRAPPED)
    for name, pattern, _ in urls.TRAPS:
        for url in TRAPPED[name]:
            assert pattern.search(url.partition("#")[0]), (name, url)
            assert trap(url), url


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/2010/05/14/slug/", "/2010/05/", "/page/2/", "/tag/print/", "/category/amp/", "/tags/embed/"),
        *("/?p=12", "/?page_id=2", "/?m=201005", "/?cat=3", "/?paged=2", "/?q=node/12", "/search/label/Foo"),
        *(
            "/search?updated-max=2010-05-14T00:00:00-07:00&max-results=7",
            "/feed/",
            "/comments/feed/",
            "/rss.xml",
        ),
        *("/feeds/posts/default", "/feeds/posts/default?start-index=26", "/feeds/12/comments/default"),
        *(
            "/2010/05/how-to-print/",
            "/2010/05/login-woes/",
            "/2011/11/11/11-11-11/",
            "/x?amp;page=2",
            "/print/",
        ),
        *("/2010/05/s/comment-page-2/", "/article.php?sid=12", "/1984/06/a-book/", "/2010/10/10/", "/a/a/b"),
        *("/?s=/index/blog/1", "/view.php?id=3", "/blog/searching-for-words", "/2010/05/my-cart-story/"),
        *(
            "/%e6%97%a5%e8%a8%98/",
            "/archives/2010/05/",
            "/posts/?page=3",
            "/?author=1",
            "/node/12?page=1",
            "/?sort=4",
        ),
        *("/blog/index.php?title=a-post&more=1&c=1&tb=1&pb=1", "/2010/print/12/x/", "/shop?sp=1"),
        *("/2010/05/email/x", "/sitemap.xml", "/2010/05/100%25-sure/", "/music/1877/12/"[:6]),
    ],
)
def test_what_is_no_trap(path: str) -> None:
    assert trap(B + path) is None


def test_no_address_costs_more_than_a_moment() -> None:
    import time

    for text in (
        "/a" * 1000,
        "/" * 2000,
        "/a/b" * 500,
        "?a=1" + "&a=1" * 480,
        "/2010" * 400,
        "%25" * 650,
        "/-" * 999,
    ):
        begun = time.process_time()
        for function in (trap, kind_of, date_in, normalize, comment_page):
            function(B + text)
        assert time.process_time() - begun < 0.5, text[:20]


# ------------------------------------------------------------------------------------------- kinds

KINDS = {
    "index": ["/", "/index.html", "/index.php", "/index.php?", "/blog/", "/blog"],
    "post": [
        *("/2024/02/05/archives/", "/2024/02/06/tags/", "/2017/02/05/2017/", "/1969/12/31/long-ago/"),
        *("/2010/05/14/slug/", "/2010/05/slug.html", "/?p=12", "/archives/000123.html", "/p/a-letter"),
        *("/archives/2004/05/slug.html", "/2010-05-14-slug/", "/post/123/slug", "/entry/2010/05/14/123"),
        *("/2010/may/14/slug/", "/entry/A-title", "/2011/11/11/11-11/", "/blog/2010/05/slug"),
        *("/?post=36", "/index.php?post/a-title"),
    ],
    "page": ["/?page_id=2", "/p/about.html"],
    "archive": [
        "https://blog.example/ann/category_10790248.html",
        *(
            "/2010/",
            "/2010/05/",
            "/2010/05/14/",
            "/category/x/",
            "/tag/x",
            "/author/jo/",
            "/?cat=3",
            "/?m=201005",
            "/?sort=4",
            "/index.php?tag/tea",
            "/index.php?category/tea",
            "/type/aside/",
        ),
        *(
            "/archives/",
            "/archive",
            "/2004_05_01_archive.html",
            "/search/label/Foo",
            "/tagged/x",
            "/2010/05/index.html",
        ),
        *(
            "/archives/2004_05.html",
            "/archives/2010/05/",
            "/1/archives/09-2018",
            "/kategorie/x/",
            "/taxonomy/term/5",
            "/tags/",
        ),
        *("/tag/", "/category/", "/post/", "/tag/index.html", "/archives/index.html"),
    ],
    "older": [
        *("/page/2/index.html", "/archives/2010/05/page/2/index.html"),
        *(
            "/page/2/",
            "/index4.html",
            "/category/x/page/3/",
            "/2010/05/page/2/",
            "/?paged=2",
            "/blog?page=3",
            "/tag/x/page2.html",
        ),
        *("/search?updated-max=2010-05-14T00:00:00-07:00&max-results=7", "/?start=20", "/?skip=20"),
    ],
    "comments": [
        "/2010/05/s/comment-page-2/#comments",
        "/?p=1&cpage=2",
        "/2010/05/s/#comments",
        "/s#disqus_thread",
    ],
    "feed": [
        *("/feed/", "/comments/feed/", "/rss", "/index.xml", "/atom.xml", "/rss.xml", "/blog.rss", "/x.atom"),
        *("/feeds/posts/default", "/feeds/12/comments/default", "/?feed=rss2", "/feed.json", "/index.rdf"),
    ],
    "sitemap": [
        "/sitemap.xml",
        "/sitemap_index.xml",
        "/sitemap.xml.gz",
        "/wp-sitemap-posts-post-1.xml",
        "/sitemap.txt",
    ],
    "other": ["/wp-content/uploads/2010/05/a.jpg", "/x.pdf", "/2010/05/a.PNG?w=300"],
    None: [
        "/about/",
        "/post.html",
        "/about/index.html",
        "/a-slug/",
        "/version/2.0.1/",
        "/2010/05/slug/page/2/",
        "/post.php?id=3",
        "/12345",
    ],
}


@pytest.mark.parametrize(("kind", "path"), [(kind, path) for kind, paths in KINDS.items() for path in paths])
def test_kind_of(kind: str | None, path: str) -> None:
    assert kind_of(B + path) == kind


@pytest.mark.parametrize(
    ("url", "post", "number"),
    [
        ("/2010/05/s/comment-page-2/", "/2010/05/s/", 2),
        ("/2010/05/s/comment-page-12/#comments", "/2010/05/s/", 12),
        ("/2010/05/s/comment-page-3?x=1", "/2010/05/s?x=1", 3),
        ("/?p=1&cpage=2#comment-5", "/?p=1", 2),
        ("/?cpage=2&p=1", "/?p=1", 2),
        ("/s/?cpage=1", "/s/", 1),
        ("/4065.html?thread=70401#t70401", "/4065.html", 0),
        ("/users/otter/4065.html?style=mine&thread=70401", "/users/otter/4065.html", 0),
        ("/2008/05/lamp/comments/page/2/#comments", "/2008/05/lamp.html", 2),
        ("/2011/05/key.html?commentPage=3", "/2011/05/key.html", 3),
        ("/p/the-bell/comments", "/p/the-bell", 1),
        ("/?post=12&comment-page=2#comments", "/?post=12", 2),
    ],
)
def test_comment_page(url: str, post: str, number: int) -> None:
    assert comment_page(B + url) == (B + post, number)


@pytest.mark.parametrize(
    "path", ["/2010/05/s/", "/?page=2", "/comment-page-x/", "/page/2/", "/a.html?page=2", "/9.html?page=2"]
)
def test_no_comment_page(path: str) -> None:
    assert comment_page(B + path) is None


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/2010/05/14/slug/", "2010-05-14"),
        ("/2010/5/4/slug/", "2010-05-04"),
        ("/blog/2010/05/slug.html", "2010-05"),
        ("/2010/05/", "2010-05"),
        ("/2010-05-14-slug.html", "2010-05-14"),
        ("/entry/20100514/1273", "2010-05-14"),
        ("/2010/may/14/slug", "2010-05-14"),
        ("/2012/02/29/x/", "2012-02-29"),
        ("/2011/02/29/x/", None),
        ("/2010/13/05/", None),
        ("/2010/", None),
        ("/2010/05/14-things/", "2010-05"),
        ("/item/20101399", None),
        ("/version/2.0.1/", None),
        ("/1234/05/14/", None),
        ("/1665/09/07/the-fire/", "1665-09-07"),
        ("/1969/02/31/x/", None),
        ("/1969/12/31/2/", None),
        ("/id/2010051412345", None),
        ("/2039/12/31/x/", None),
        ("/wp-content/uploads/2010/05/a.jpg", None),
        ("/2004_05_01_archive.html", None),
        ("/?d=/2010/05/14/", None),
        ("/x#/2010/05/14/", None),
    ],
)
def test_date_in(path: str, day: str | None) -> None:
    assert date_in(B + path) == day


# ------------------------------------------------------------------------------------------- scope


@pytest.mark.parametrize(
    ("start", "inside", "outside"),
    [
        (
            "https://a.example/",
            ["http://www.a.example/x", "https://a.example"],
            ["https://b.a.example/", "http://b/"],
        ),
        (
            "http://a.example:8080/",
            ["http://A.example:8080/x"],
            ["http://a.example/", "http://a.example:8081/"],
        ),
        (
            "http://a/blog/",
            ["http://a/blog", "http://a/blog/x?y"],
            ["http://a/", "http://a/blogger", "http://a/x/blog/"],
        ),
        ("http://a/~jo", ["http://a/~jo/x", "http://a/%7Ejo"], ["http://a/~joe"]),
        ("http://a/blog/index.php", ["http://a/blog/x"], ["http://a/x"]),
        ("http://a/blog/2010/05/slug/", ["http://a/blog/x"], ["http://a/x"]),
        ("http://a/category/x/", ["http://a/2010/"], []),
        (
            "http://x.blogspot.com/",
            ["http://x.blogspot.co.uk/a", "https://x.blogspot.de/"],
            ["http://y.blogspot.com/"],
        ),
        (
            "http://bücher.example/",
            ["http://xn--bcher-kva.example/x"],
            ["javascript:x", "mailto:a@bücher.example", ""],
        ),
        ("http://[::1]:8000/", ["http://[::1]:8000/x"], ["http://[::1]/"]),
        ("http://a/", [], ["http://a@b/", "http://b/http://a/", "http://b?http://a/", "http://b\\@a/"]),
    ],
)
def test_scope(start: str, inside: list[str], outside: list[str]) -> None:
    scope = Scope(start)
    assert scope.holds(start)
    assert [url for url in inside if not scope.holds(url)] == []
    assert [url for url in outside if scope.holds(url)] == []


def test_scope_with_aliases_and_patterns() -> None:
    scope = Scope(
        "http://a/", ["b.example", "http://c/blog/"], include=["/2010/", "/page/"], exclude=["/2010/05/"]
    )
    assert scope.holds("http://b.example/2010/x") and scope.holds("http://c/blog/2010/x")
    assert not scope.holds("http://c/2010/") and not scope.holds("http://a/2010/05/x")
    assert not scope.holds("http://a/2011/x")
    assert scope.leads("http://a/2011/x") and not scope.leads("http://a/2010/05/x")
    assert not scope.leads("http://d/2010/x")
    assert scope.holds("http://a/"), "without the start nothing would be found"
    with pytest.raises(UsageError, match="regular expression"):
        Scope("http://a/", exclude=["("])


def test_parts() -> None:
    assert urls.origin("HTTPS://U:p@Ex.example:8443/x") == "https://ex.example:8443"
    assert urls.host("http://[::1]:80/") == "::1"
    assert urls.server_of("https://a/") == ("a", 443)
    assert urls.origin("mailto:x") is urls.host("") is urls.server_of("x") is None
