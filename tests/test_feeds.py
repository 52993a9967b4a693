"""Feeds and sitemaps tell what there is, however broken they are, and cost nobody anything."""

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.feeds import MAX_SITEMAP_LINKS, is_feed, is_sitemap, read_feed, read_sitemap
from scraper.rows import Capture, Link

B = "http://blog.example"


def got(
    body: bytes | str, path: str = "/feed/", kind: str | None = "text/xml", error: str | None = None
) -> Capture:
    data = body.encode() if isinstance(body, str) else body
    headers = (("Content-Type", kind),) if kind else ()
    return Capture(B + path, 200, headers=headers, body=data, raw=data, error=error)


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><channel>
<title>A blog</title><link>http://blog.example/</link><language>en-US</language>
<atom:link rel="self" href="http://blog.example/feed/"/>
<atom:link rel="next" href="/feed/?paged=2"/>
<item><title>First &amp; last</title><link>http://blog.example/2010/05/first/</link>
<comments>http://blog.example/2010/05/first/#comments</comments><dc:creator>Jo Writer</dc:creator>
<category>News</category><category>Odds</category><category>News</category>
<pubDate>Fri, 14 May 2010 09:30:00 -0700</pubDate><slash:comments>7</slash:comments>
<wfw:commentRss>http://blog.example/2010/05/first/feed/</wfw:commentRss><guid isPermaLink="false">b1</guid>
<description>Short.</description>
<content:encoded><![CDATA[<p>Long <a href="/x">text</a>.</p>]]></content:encoded></item>
<item><title>Nowhere</title><description>no address</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
<title>Comments</title><link rel="prev-archive" href="http://blog.example/feeds/1"/>
<entry><id>tag:c2</id><title>Re</title><published>2010-05-14T09:30:00.123-07:00</published>
<updated>2010-05-15T00:00:00Z</updated><link rel="alternate" type="text/html" href="http://blog.example/p#c2"/>
<link rel="replies" type="application/atom+xml" href="http://blog.example/feeds/p/comments"/>
<author><name>noreply@blogger.example</name></author><thr:in-reply-to ref="tag:c1" href="http://blog.example/p#c1"/>
<thr:total>3</thr:total><category scheme="http://schemas.google.com/g/2005#kind" term="kind#comment"/>
<content type="html">&lt;p&gt;Yes&lt;/p&gt;</content></entry></feed>"""

RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item rdf:about="http://blog.example/a"><title>A</title><link>http://blog.example/a</link>
<dc:date>2004-02-29</dc:date><dc:creator>Al</dc:creator></item></rdf:RDF>"""

OLD = "<rss version='0.91'><channel><item><title>A</title><link>/a</link></item></channel></rss>"

JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A JSON blog",
        "next_url": "/feed.json?page=2",
        "items": [
            {
                "id": "1",
                "url": "/2010/one",
                "title": "One",
                "content_html": "<p>1</p>",
                "date_published": "2010-05-14T09:30:00-07:00",
                "authors": [{"name": "Jo"}, {"name": "Al"}],
                "tags": ["a", "b", 7],
            },
            {"id": "http://blog.example/two", "content_text": "a < b"},
            {"id": 3},
            "junk",
        ],
    }
)


def test_rss_with_its_namespaces() -> None:
    found = read_feed(got(RSS))
    (entry,) = found.entries
    assert (found.kind, found.blog_title, found.language, found.error) == ("feed", "A blog", "en-US", None)
    assert (entry.url, entry.title, entry.author) == (f"{B}/2010/05/first/", "First & last", "Jo Writer")
    assert (entry.published, entry.updated) == ("2010-05-14T09:30:00-07:00", None)
    assert entry.categories == ("News", "Odds")
    assert (entry.comments_declared, entry.comments_feed) == (7, f"{B}/2010/05/first/feed/")
    assert entry.body_html == '<p>Long <a href="http://blog.example/x">text</a>.</p>'
    assert entry.id == "b1"
    assert found.links == (
        Link(f"{B}/feed/?paged=2", "feed", rel="next"),
        Link(f"{B}/2010/05/first/", "post", text="First & last"),
        Link(f"{B}/2010/05/first/feed/", "feed", rel="replies"),
    )


def test_names_that_wordpress_escapes_twice() -> None:
    told = "<dc:creator><![CDATA[A mill &#171; Ann&#8217;s blog]]></dc:creator>"
    (entry,) = read_feed(got(RSS.replace("<dc:creator>Jo Writer</dc:creator>", told))).entries
    assert entry.author == "A mill « Ann’s blog"


def test_atom_with_its_threads() -> None:
    found = read_feed(got(ATOM, kind="application/atom+xml"))
    (entry,) = found.entries
    assert (entry.id, entry.in_reply_to, entry.url) == ("tag:c2", "tag:c1", f"{B}/p#c2")
    assert (entry.published, entry.updated) == ("2010-05-14T09:30:00-07:00", "2010-05-15T00:00:00+00:00")
    assert (entry.author, entry.categories, entry.comments_declared) == (None, (), 3)
    assert entry.comments_feed == f"{B}/feeds/p/comments"
    assert [link.url for link in found.links] == [f"{B}/feeds/1", f"{B}/p", f"{B}/feeds/p/comments"]


def test_rdf_and_the_oldest_rss() -> None:
    (entry,) = read_feed(got(RDF)).entries
    assert (entry.url, entry.updated or entry.published, entry.author) == (f"{B}/a", "2004-02-29", "Al")
    (entry,) = read_feed(got(OLD)).entries
    assert (entry.url, entry.title) == (f"{B}/a", "A")


def test_json_feed() -> None:
    found = read_feed(got(JSON, kind="application/feed+json"))
    one, two = found.entries
    assert (one.url, one.author, one.categories) == (f"{B}/2010/one", "Jo, Al", ("a", "b"))
    assert (one.published, one.body_html) == ("2010-05-14T09:30:00-07:00", "<p>1</p>")
    assert (two.url, two.body_html, two.title) == (f"{B}/two", "a &lt; b", None)
    assert found.links[0] == Link(f"{B}/feed.json?page=2", "feed", rel="next")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Fri, 14 May 2010 09:30:00 GMT", "2010-05-14T09:30:00+00:00"),
        ("Fri, 14 May 2010 09:30:00 EST", "2010-05-14T09:30:00-05:00"),
        ("Fri, 14 May 2010 09:30:00 -0000", "2010-05-14T09:30:00"),
        ("2010-05-14T09:30:00", "2010-05-14T09:30:00"),
        ("2010-05-14T09:30:00+0530", "2010-05-14T09:30:00+05:30"),
        ("2010-05-14", "2010-05-14"),
        ("May 14, 2010", "2010-05-14"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0000-00-00 00:00:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates_keep_their_zone_and_precision(written: str, read: str | None) -> None:
    feed = f"<rss><channel><item><link>/a</link><pubDate>{written}</pubDate></item></channel></rss>"
    assert read_feed(got(feed)).entries[0].published == read


def test_feedburner_tells_the_original_address() -> None:
    feed = OLD.replace(
        "<link>/a", "<feedburner:origLink>http://blog.example/real</feedburner:origLink><link>/a"
    )
    feed = feed.replace("<rss ", "<rss xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' ")
    assert read_feed(got(feed)).entries[0].url == f"{B}/real"


@pytest.mark.parametrize(
    ("body", "count"),
    [
        (RSS[: RSS.index("</item>") + 20], 1),
        (RSS.replace("&amp;", "& <b>"), 1),
        ("\n\n  " + RSS, 1),
        ("\ufeff" + RSS, 1),
        ("", 0),
        ("<html><body>Not found</body></html>", 0),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', 0),
        ('{"items": {}}', 0),
        ("[" * 100_000, 0),
        ('{"a":' * 100_000, 0),
    ],
)
def test_broken_feeds_give_what_they_have(body: str, count: int) -> None:
    found = read_feed(got(body))
    assert len(found.entries) == count
    assert count or (found.error and "\n" not in found.error)


def test_a_partial_capture_is_told() -> None:
    assert read_feed(got(RSS, error="the body ended early")).error == "the body ended early"
    assert read_feed(got(b" " * 33_000_000)).error == "a feed of 33000000 bytes is not read"


def test_charsets_of_feeds() -> None:
    latin = RSS.replace("UTF-8", "ISO-8859-1").replace("Jo Writer", "José").encode("latin-1")
    assert read_feed(got(latin)).entries[0].author == "José"
    assert read_feed(got(RSS.replace("Jo Writer", "José"))).entries[0].author == "José"
    sjis = RSS.replace("UTF-8", "Shift_JIS").replace("A blog", "日記").encode("shift_jis")
    assert read_feed(got(sjis, kind="application/rss+xml; charset=Shift_JIS")).blog_title == "日記"


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
BILLION = ENTITY + "]><rss><channel><item><link>/a</link><title>&j;</title></item></channel></rss>"
OUTSIDE = '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + OLD.replace(">A<", ">&e;<")


def test_entities_neither_grow_nor_reach_outside() -> None:
    begun = time.process_time()
    assert len(str(read_feed(got(BILLION)))) < 5000
    assert "root:" not in str(read_feed(got(OUTSIDE)))
    grown = BILLION.split("]>")[0] + "]><urlset><url><loc>http://a.example/&j;</loc></url></urlset>"
    told = read_sitemap(got(grown))
    assert told.error and len(str(told)) < 1000
    sitemap = OUTSIDE.split("]>")[0] + "]><urlset><url><loc>http://a.example/&e;</loc></url></urlset>"
    assert [link.url for link in read_sitemap(got(sitemap)).links] == ["http://a.example/"]
    assert time.process_time() - begun < 5


# ------------------------------------------------------------------------------------------- sitemaps

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="x.xsl"?><!-- made -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> http://blog.example/2010/05/first/ </loc><lastmod>2010-05-14T09:30:00+00:00</lastmod>
 <image:image><image:loc>http://blog.example/a.jpg</image:loc></image:image></url>
<url><loc>http://blog.example/about/</loc><lastmod>2011-01-02</lastmod></url>
<url><loc>http://blog.example/category/news/</loc><lastmod>never</lastmod></url>
<url><loc>javascript:x</loc></url><url></url>
</urlset>"""
LINKS = (
    Link(f"{B}/2010/05/first/", "post", lastmod="2010-05-14T09:30:00+00:00"),
    Link(f"{B}/about/", "post", lastmod="2011-01-02"),
    Link(f"{B}/category/news/", "archive"),
)
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://blog.example/post-sitemap1.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>http://blog.example/weird?id=2</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize(
    "body",
    [
        SITEMAP.encode(),
        gzip.compress(SITEMAP.encode()),
        b"\xef\xbb\xbf" + SITEMAP.encode(),
        b"\n " + SITEMAP.encode(),
        SITEMAP.replace("UTF-8", "UTF-16").encode("utf-16"),
        SITEMAP.replace("urlset", "sm:urlset").replace("xmlns=", "xmlns:sm=").encode(),
        SITEMAP.replace(' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"', "").encode(),
    ],
)
def test_sitemaps_in_all_their_dresses(body: bytes) -> None:
    capture = got(body, "/sitemap.xml", "application/octet-stream")
    assert is_sitemap(capture) and not is_feed(capture)
    if b"sm:urlset" not in body:
        assert read_sitemap(capture).links == LINKS
    assert read_sitemap(capture).kind == "sitemap"


def test_a_sitemap_of_posts_names_posts_whatever_their_addresses_look_like() -> None:
    body = "".join(f"<url><loc>{B}{path}</loc></url>" for path in ("/2017/", "/archives/", "/", "/a-post/"))
    for path, kinds in (
        ("/wp-sitemap-posts-post-1.xml", ["post", "post", "index", "post"]),
        ("/post-sitemap2.xml", ["post", "post", "index", "post"]),
        ("/sitemap.xml", ["archive", "archive", "index", "post"]),
    ):
        assert [ln.kind for ln in read_sitemap(got(f"<urlset>{body}</urlset>", path)).links] == kinds


def test_an_index_leads_to_sitemaps() -> None:
    found = read_sitemap(got(INDEX, "/sitemap_index.xml"))
    assert [(link.url, link.kind, link.lastmod) for link in found.links] == [
        (f"{B}/post-sitemap1.xml", "sitemap", "2020-01-01"),
        (f"{B}/weird?id=2", "sitemap", None),
    ]


def test_text_sitemaps() -> None:
    text = "http://blog.example/a\r\nhttp://blog.example/b\n\nnonsense://x\n"
    capture = got(text, "/sitemap.txt", "text/plain; charset=utf-8")
    assert is_sitemap(capture)
    assert [link.url for link in read_sitemap(capture).links] == [f"{B}/a", f"{B}/b"]
    assert not is_sitemap(got(text, "/notes.txt", "text/plain"))
    assert not is_sitemap(got("Hello\n" + text, "/sitemap.txt", "text/plain"))


def test_broken_sitemaps_give_what_they_have() -> None:
    cut = read_sitemap(
        got(SITEMAP[: SITEMAP.index("<url><loc>http://blog.example/category")], "/sitemap.xml")
    )
    assert cut.links == LINKS[:2] and cut.error
    raw = read_sitemap(got(SITEMAP.replace("first/", "first/?a=1&b=2"), "/sitemap.xml"))
    assert raw.links[1:] == LINKS[1:]
    packed = read_sitemap(got(gzip.compress(SITEMAP.encode())[:-40], "/sitemap.xml.gz"))
    assert packed.error == "the compressed stream is cut short"
    for junk in ("", "<html></html>", "\x00\xff", "{}"):
        found = read_sitemap(got(junk, "/sitemap.xml"))
        assert found.links == () and found.error == "not a sitemap"


def test_a_huge_sitemap_is_capped() -> None:
    urls = "".join(f"<url><loc>http://blog.example/{n}</loc></url>" for n in range(MAX_SITEMAP_LINKS + 10))
    found = read_sitemap(got(f"<urlset>{urls}</urlset>", "/sitemap.xml"))
    assert len(found.links) == MAX_SITEMAP_LINKS and "only the first" in (found.error or "")
    bomb = gzip.compress(b"<urlset>" + b" " * 100_000_000)
    assert "stopped" in (read_sitemap(got(bomb, "/sitemap.xml.gz")).error or "")


# ------------------------------------------------------------------------------------------- telling


@pytest.mark.parametrize("body", [RSS, ATOM, RDF, OLD, JSON, "\ufeff" + RSS, "<!-- x --> " + RSS, BILLION])
def test_feeds_are_known_by_their_first_bytes(body: str) -> None:
    for kind in ("text/html", "text/plain", None, "application/rss+xml"):
        assert is_feed(got(body, kind=kind)) and not is_sitemap(got(body, kind=kind))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<!doctype html><html><rss>",
        "<html>",
        "plain",
        "{}",
        '{"items": []}',
        "<feedback/>",
        "<svg/>",
        "<",
    ],
)
def test_what_is_no_feed(body: str) -> None:
    capture = got(body, kind="application/rss+xml")
    assert not is_feed(capture) and not is_sitemap(capture)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode), st.integers(0, len(RSS)))
def test_no_bytes_raise(junk: bytes, at: int) -> None:
    for whole in (RSS, SITEMAP, ATOM):
        for body in (junk, whole.encode()[:at] + junk, whole.encode()[:at] + junk + whole.encode()[at:]):
            capture = got(body, "/sitemap.xml")
            is_feed(capture)
            is_sitemap(capture)
            assert read_sitemap(capture).kind == "sitemap"
    assert read_feed(got(RSS.encode()[:at] + junk + RSS.encode()[at:])).kind == "feed"


def test_feedparser_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, scraper.feeds; assert not {'feedparser', 'lxml', 'requests'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent)
