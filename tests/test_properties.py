"""What must hold for every page there can be: no exception, no broken tree, one reading of a cleaned text."""

# ruff: noqa: E501 - lists of odd markup are read across

import json
import os
import random
import re
import subprocess
import sys
import time
import warnings
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from lxml.cssselect import CSSSelector

from scraper import parse_page
from scraper.clean import read_content
from scraper.comments import COMMENT_SYSTEMS
from scraper.jsdata import NotALiteral, assigned, read
from scraper.jsonout import to_json
from scraper.page import Page
from scraper.platforms import PLATFORMS
from scraper.platforms.generic import GENERIC
from scraper.select import Index, selector
from scraper.urls import KINDS as URL_KINDS
from scraper.urls import comment_page, is_file, kind_of, nth_comment_page

FIXTURES = sorted((Path(__file__).parent.parent / "fixtures").glob("*/*/page.html"))
URL = "http://blog.test/2010/05/a-post/"
EXPLORE = int(
    os.environ.get("EXPLORE", "0")
)  # how many new examples each property is tried on; else the same ones
calm = settings(
    deadline=None,
    derandomize=not EXPLORE,
    max_examples=EXPLORE or 100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def hold(found):
    """The comment tree of a page is a tree, and its record can be printed."""
    depths = {}
    for comment in found.comments:
        assert comment.id and comment.depth >= 0
        depths.setdefault(comment.id, []).append(comment)
    for comment in found.comments:
        seen, at = set(), comment
        while at.parent_id is not None and at.parent_id in depths:
            assert id(at) not in seen, "a circle"
            seen.add(id(at))
            at = depths[at.parent_id][0]
    record = to_json(found)
    known = {comment["id"] for comment in record["comments"]}
    assert all(c["parent_id"] is None or c["parent_id"] in known for c in record["comments"]), (
        "an orphan parent"
    )
    json.dumps(record)


# ---- any bytes


@calm
@given(st.binary(max_size=600))
@example(b"")
@example(b"\xff\xfe\x00")
@example(b"<!DOCTYPE html><html><head><meta charset=utf-16></head><body>" + b"\x00" * 20)
@example(b"<html>" * 400)
def test_no_bytes_break_it(data):
    hold(parse_page(data, URL))


@calm
@given(st.sampled_from(FIXTURES), st.randoms(use_true_random=False), st.integers(1, 12))
def test_no_damage_to_a_page_breaks_it(path, chance, wounds):
    """Pages cut short, with pieces missing, doubled, swapped, and with wrong bytes."""
    hold(parse_page(damaged(path.read_bytes(), chance, wounds), URL))


# between two tags, where nothing is read as text or as a script
BETWEEN = re.compile(
    r"(?is)<(script|style|textarea|title|noscript|iframe|pre)\b.*?</\1>|<!--.*?-->|(?<=>)(?=\s*<)"
)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: "/".join(path.parts[-3:-1]))
def test_remarks_change_nothing(path):
    """Templates leave remarks between any two elements; no reader sees them."""
    text = path.read_bytes().decode("latin-1")
    head, body, rest = text.partition("<body")
    noted = head + body + BETWEEN.sub(lambda found: found[0] or "<!-- end -->", rest)
    plain, other = (to_json(parse_page(page.encode("latin-1"), URL)) for page in (text, noted))
    assert other == plain


def test_remarks_in_a_saved_frame_change_nothing():
    path = next(path for path in FIXTURES if path.parts[-2] == "disqus-in-a-frame-saved-with-the-page")
    text = path.read_text(encoding="utf-8")
    noted = re.sub(r"&gt;(?=&lt;)", "&gt;&lt;!-- end --&gt;", text)
    assert noted != text
    plain, other = (to_json(parse_page(page.encode(), URL)) for page in (text, noted))
    assert other == plain and plain["comments"]
    assert next(Page.read(noted.encode(), URL).root.iter(etree.Comment), None) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9,
        b"wOF2\x00\x01\x00\x00" + bytes(range(256)) * 9,
        b"RIFF\x10\x27\x00\x00WEBPVP8 " + bytes(range(256)),
        b"%PDF-1.4\n% a story",
        bytes(range(256)) * 9,
    ],
    ids=["nothing", "white space", "image", "font", "riff", "pdf", "data"],
)
def test_what_holds_no_text_is_no_post(data):
    """Mirrors save an image under a page's name, servers label a font text/html."""
    found = parse_page(data, URL)
    assert (found.kind, found.post, found.comments) == ("error", None, ())
    assert found.error


@pytest.mark.parametrize("sign", ["²", "③", "٣"])
def test_no_raised_or_ringed_figure_breaks_it(sign):
    words = "The mill stands on a place that nobody wanted, and the water goes around it twice a day."
    page = f"<article><h1>A post</h1><p>{sign} by Ann</p><p>{words}</p><p>{words}</p><p>in all {sign}</p></article>"
    hold(parse_page(page.encode(), URL))


@pytest.mark.parametrize("sign", ["&#8;", "&#x1F", "&#65534;", "\uffff"])
@pytest.mark.parametrize("family", ["blosxom", "generic", "tumblr"])
def test_no_sign_unknown_to_xml_breaks_it(family, sign):
    for path in FIXTURES:
        if path.parts[-3] == family:
            text = path.read_text(encoding="utf-8", errors="replace")
            found = parse_page(re.sub(r"(?<=>)(?=[^<>\s][^<>]*<)", sign, text).encode(), URL)
            hold(found)
            told = [found.post.body_text if found.post else "", *(c.body_text for c in found.comments)]
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "".join(filter(None, told)))


ODD_FIGURES = "²③٣९½Ⅳ⁰①〇一"  # what str.isdigit or \w takes for figures, and int for none


@calm
@given(
    st.sampled_from(FIXTURES), st.randoms(use_true_random=False), st.sampled_from([0.02, 0.3]), st.booleans()
)
def test_no_figure_breaks_it(path, chance, share, shown):
    """Pages some of whose figures are others than 0 to 9: in all of the page, or in what is shown alone."""
    text = path.read_text(encoding="utf-8", errors="replace")
    for piece in set(re.findall(r">[^<]*[0-9][^<]*<" if shown else r"[0-9]+", text)):
        if chance.random() < share:
            text = text.replace(piece, re.sub("[0-9]", lambda _: chance.choice(ODD_FIGURES), piece), 1)
    hold(parse_page(text.encode(), URL))


def damaged(data: bytes, chance: random.Random, wounds: int) -> bytes:
    for _ in range(wounds):
        a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        piece = data[a:b][:4000]
        data = chance.choice(
            [
                data[:a] + data[a + len(piece) :],
                data[:b] + piece + data[b:],
                data[:a] + bytes(chance.randrange(256) for _ in range(5)) + data[a:],
                data[: max(b, 200)],
                data.replace(b"</li>", b"", 1).replace(b"</div>", b"", 1),
            ]
        )
    return data


@calm
@given(
    st.text(max_size=60),
    st.sampled_from(["text/html; charset=", "text/html;charset=x-", ""]),
    st.text(max_size=12),
)
def test_no_header_breaks_it(text, kind, charset):
    headers = (("Content-Type", kind + charset),)
    hold(parse_page(f"<p>{text}</p>".encode("utf-8", "replace"), URL, headers))


# ---- comment soup

IDS = st.sampled_from(
    ["comment-1", "comment-2", "comment-3", "c1", "c2", "li-comment-2", "dsq-comment-7", "t5", "", "x"]
)
CLASSES = st.sampled_from(
    ["comment depth-1", "comment depth-2", "comment depth-9", "comment level-3", "children", "comment-body", "fn", "reply",
     "comment-content", "comment-author vcard", "commentmetadata", "indented", "bComment", "comment even", "h-cite u-comment",
     "serendipity_comment commentlevel-2", "pingback", "entry-content", "comment-replies", "comments-body", ""]
)  # fmt: skip
TAGS = st.sampled_from(
    [
        "li",
        "ol",
        "ul",
        "div",
        "p",
        "article",
        "dl",
        "dt",
        "dd",
        "table",
        "tr",
        "td",
        "a",
        "b",
        "time",
        "blockquote",
    ]
)
WORDS = st.sampled_from(
    ["Ann", "says:", "May 14, 2010 at 9:30 am", "in reply to #9", "I have read this with pleasure, twice.", "3 comments", "by",
     "Posted by Bob on 2010-05-14", "@Ann", "1.1.2", "Kommentar", "[...]", "&nbsp;", "<br>"]
)  # fmt: skip
HREFS = st.sampled_from(
    ["#comment-1", "#c2", "?replytocom=2#respond", "/2010/05/a-post/#comment-3", "http://[", "javascript:x"]
)


@st.composite
def elements(draw, inside):
    tag, attrs = draw(TAGS), f' id="{draw(IDS)}" class="{draw(CLASSES)}"'
    if tag == "a":
        attrs += f' href="{draw(HREFS)}"'
    if draw(st.booleans()):
        attrs += (
            f' style="margin-left: {draw(st.integers(-20, 90))}px" data-parent="{draw(st.integers(0, 3))}"'
        )
    end = f"</{tag}>" if draw(st.integers(0, 9)) else ""
    return f"<{tag}{attrs}>{''.join(draw(inside))}{end}"


SOUP = st.recursive(WORDS, lambda deeper: elements(st.lists(deeper, max_size=5)), max_leaves=40)


@calm
@given(
    st.lists(SOUP, min_size=1, max_size=8),
    st.sampled_from(["", "WordPress 3.0", "Drupal 7", "Serendipity 2", "blogger"]),
)
def test_no_comment_soup_breaks_its_tree(soup, generator):
    page = f"<meta name=generator content='{generator}'><body><h1>A post</h1><div id=comments>{''.join(soup)}</div>"
    hold(parse_page(page.encode(), URL))


def test_nobody_answers_themselves():
    page = "<li id=comment-1 class='comment depth-1'>Ann</li><li id=comment-2 class='comment depth-1'>in reply to #2</li>"
    hold(parse_page(f"<ol>{page}</ol>".encode(), URL))


# ---- a cleaned text

ODD = st.sampled_from(["<script>x</script>", "<p>", "</p>", "<b><i>", "</b>", "<img src=/a.png>", "<img data-src=b.jpg>", "<iframe src=//v.test/1>",
                       "<pre> a\n  b</pre>", "<table><td>1<td>2", "<ul><li>one<li>two</ul>", "<a href=x>", "</a>", "<blockquote>", "&amp;lt;",
                       "<a name=n></a>", "<h2>Head</h2>", "<br><br>", "<details><summary>s", "<font color=red>", "<o:p>", "<noscript><img src=c.gif>",
                       "<p onclick=x style='display:none'>", "\u200b", "<dl><dt>t<dd>d</dl>", "<svg><p>", "<math><mi>x", "<textarea></p>"])  # fmt: skip


@calm
@given(st.lists(st.one_of(ODD, st.text(max_size=20)), max_size=20).map("".join))
def test_a_cleaned_text_stays_what_it_is(soup):
    first = cleaned(soup)
    second = cleaned(first.html)
    assert second.html == first.html
    if "<iframe" not in soup:  # an embed becomes a link that shows its address, and the page shows no address
        assert second.text == first.text


def cleaned(markup):
    markup = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", markup)
    return read_content(lxml_html.fragment_fromstring(markup, create_parent="div"), "http://blog.test/")


EMBED = re.compile(r'<a href="([^"]+)">\1</a>')


@pytest.mark.parametrize("path", FIXTURES, ids=lambda p: f"{p.parent.parent.name}/{p.parent.name}")
def test_a_stored_body_reads_the_same_again(path):
    post = parse_page(path.read_bytes(), URL).post
    if post and post.body_html:
        again = read_content(lxml_html.fragment_fromstring(post.body_html, create_parent="div"), URL)
        assert again.html == post.body_html
        if not EMBED.search(
            post.body_html
        ):  # as above: an embed's link shows an address that the page does not
            assert again.text == (post.body_text or "")


# ---- addresses

WORDS = st.sampled_from(
    "2010 05 14 page feed rss.xml Atom sitemap.xml comment-page-2 tag category p entry archives blog index.html a-post "
    "older 2010_05_01_archive.html search label About page_id=2 ?p=12 ?cpage=3 ?updated-max=x ?paged=2 #respond #disqus_thread é".split()
)


@calm
@given(st.lists(WORDS, min_size=1, max_size=5).map("/".join))
def test_an_address_is_what_the_patterns_alone_say(path):
    """What is looked at first, to spare patterns, passes over none that would have matched."""
    plain = next((kind for kind, pattern in URL_KINDS if pattern.search("/" + path)), None)
    url = "http://blog.example/" + path
    instead = (
        {"other"} if is_file(url) else {None} if "page" in path else set()
    )  # a file; a text's further page
    assert kind_of(url) in {plain, *instead}


# ---- selectors

NAMES, KEYS = st.sampled_from(["a", "b", "post", "comment"]), st.sampled_from(["c1", "c2", "x"])
KINDS = st.sampled_from(["div", "p", "li", "a"])
TREES = st.recursive(
    st.builds(lambda tag, names, key: f"<{tag} class='{' '.join(names)}' id='{key}' href='/{key}'></{tag}>", KINDS, st.lists(NAMES, max_size=2, unique=True), KEYS),
    lambda deeper: st.builds(lambda tag, names, inner: f"<{tag} class='{' '.join(names)}'>{''.join(inner)}</{tag}>",
                             st.sampled_from(["div", "ul"]), st.lists(NAMES, max_size=2, unique=True), st.lists(deeper, max_size=4)),
    max_leaves=25,
)  # fmt: skip
SIMPLE = st.one_of(
    KINDS, NAMES.map(".{}".format), KEYS.map("#{}".format), KEYS.map("[href='/{}']".format), KEYS.map("[href^='/{}']".format),
    KEYS.map("[href*='{}']".format), st.just("[id]"), NAMES.map("div.{}".format), NAMES.map(":not(.{})".format),
    NAMES.map("[class~='{}']".format), st.just("p:first-child"), st.just("li:last-child"), NAMES.map("div:has(.{})".format),
    NAMES.map("div:has(> .{})".format), NAMES.map(":is(.{}, li)".format),
)  # fmt: skip
SELECTORS = st.lists(
    st.tuples(SIMPLE, st.sampled_from([" ", " > ", " + ", " ~ ", ", "])), min_size=1, max_size=4
).map(lambda parts: "".join(s + c for s, c in parts[:-1]) + parts[-1][0])


@calm
@given(TREES, SELECTORS)
def test_selectors_find_what_others_find(tree, rule):
    root = lxml_html.document_fromstring(f"<body>{tree}</body>")
    assert selector(rule).elements(Index(root)) == reference(root, rule)


@pytest.mark.parametrize("path", FIXTURES[::4], ids=lambda p: f"{p.parent.parent.name}/{p.parent.name}")
def test_rules_find_what_others_find(path):
    root = Page.read(path.read_bytes(), "http://a.example/").root  # no remarks stand in it
    index = Index(root)
    for rule in RULES:
        assert selector(rule).elements(index) == reference(root, rule), rule


def test_a_class_named_twice_is_one_class():
    root = lxml_html.document_fromstring("<p class='a a'>x</p>")
    assert selector(".a").elements(Index(root)) == reference(root, ".a")


def reference(root, rule):
    """What lxml's own translation to XPath finds, in document order."""
    css = re.sub(r"::(?:attr\([^)]*\)|text)(?=$|,)", "", rule)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = set(CSSSelector(css)(root))
    return [el for el in root.iter(etree.Element) if el in found]


def rules():
    """Every rule that a platform or a comment system tells as a string."""
    for platform in (*PLATFORMS, GENERIC):
        yield from (
            platform.signs,
            platform.drop,
            *platform.kinds.values(),
            *platform.post.values(),
            *platform.links.values(),
        )
    for system in COMMENT_SYSTEMS:
        yield from (
            system.item,
            system.drop,
            system.nested,
            system.external,
            system.declared,
            *system.comment.values(),
        )


RULES = sorted({rule for told in rules() for rule in told if isinstance(rule, str)})

# ---- literals in scripts

PLAIN = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | PLAIN,
    lambda deeper: st.lists(deeper, max_size=4) | st.dictionaries(PLAIN, deeper, max_size=4),
    max_leaves=20,
)
SCRIPT = st.sampled_from(["{", "}", "[", "]", ",", ":", "'", '"', "\\", "\\u00", "\\x4", "\\7", "0x", "1e", "-", ".5", "NaN", "true", "a", "//", "/*",
                          " ", "\n", "var items = ", "\\u{110000}", "\u2028"])  # fmt: skip


def test_letters_beyond_the_first_plane_are_read():
    assert read(json.dumps("🫖")) == "🫖"


@calm
@given(VALUES)
def test_data_written_as_json_is_read(value):
    assert read(json.dumps(value)) == value
    assert assigned(f"var items = {json.dumps([value])};", "items") == [value]
    quoted = json.dumps(json.dumps([value]))
    assert assigned(f"window.items = JSON.parse({quoted})", "window.items") == [value]


@calm
@given(st.one_of(st.text(max_size=60), st.lists(SCRIPT, max_size=30).map("".join)))
@example("[" * 3000)
@example("0x")
@example('"\\u{ffffffff}"')
def test_no_script_breaks_the_reader(script):
    with suppress(NotALiteral):
        read(script)
    assigned(script, "items")


def test_a_page_nested_too_deep_says_so():
    found = parse_page(
        b"<title>Deep</title><body>" + b"<div>" * 5000 + b"<p>lost</p>", "https://example.com/a"
    )
    assert "nested too deep" in (found.error or "")


@given(
    st.sampled_from(("http://a.test/2010/05/post/", "http://a.test/post.html", "http://a.test/?p=12")),
    st.integers(1, 500),
)
def test_page_of_comments_is_found_again_in_its_own_address(url, number):
    assert comment_page(nth_comment_page(url, number)) == (url, number)


_SAID = "<p>The old mill stands by the river, and nobody knows why it still turns at night.</p>"


@pytest.mark.parametrize(
    "html",
    [
        "".join(f"<h3>Comments</h3><div>{_SAID}</div>" for _ in range(2000)),
        "<div>" * 200 + "".join(f"<div><h3>Comments</h3></div>{_SAID}" for _ in range(1500)),
        ("<div class=comments>" * 250 + _SAID + "</div>" * 250) * 20,
        "<div id=comments>" + "".join(f"<div class='row r{n}'>{_SAID}</div>" for n in range(3000)) + "</div>",
        f"<div class='comment-{'1' * 60}x'>{_SAID}</div>",
        f"<div>{'<i>word</i> ' * 50_000}</div>",
        "".join(f"<div id=sidebar{n}>{_SAID}</div><h2>A post</h2>" for n in range(4000)),
        "<ul><li>" + "".join(f"<div><a href=http://x.test/{n}>w</a></div>" for n in range(20_000)) + "</ul>",
        f"<p>{'&' * 1_000_000}</p>",
        "<header><h1>x</h1>" * 1500 + "<a href=/x>y</a>" * 20,
        "<p>Advertisement</p>" * 30_000,
        "".join(f"<p class=l>Most read</p><div class=k><a href=/{n}>words</a></div>" for n in range(15_000)),
    ],
    ids=[
        "headings",
        "below one",
        "threads in threads",
        "a class a row",
        "digits in a class",
        "a line of pieces",
        "columns",
        "links in one item",
        "signs in one text",
        "heads in heads",
        "labels of adverts",
        "labels and links",
    ],
)
def test_what_only_looks_like_a_thread_takes_little_time(html):
    _takes_little_time(html)


_LI = "<li class=comment id=comment-{n}><cite>Ann {n}</cite> May 6, 2010 <p>some words</p></li>"
_DL = "<dt id=c{n}>Ann {n} said...</dt><dd><p>some words {n}</p></dd><dd class=comment-footer>May 6, 2010 10:10 AM</dd>"
_ROW = "<tr><td><b>Ann {n}</b><br>May 6, 2010</td><td>some words {n}</td></tr>"


@pytest.mark.parametrize(
    ("around", "one", "times"),
    [("ol", _LI, 2000), ("dl id=comments-block", _DL, 1600), ("table", _ROW, 1200)],
    ids=["items", "terms", "rows"],
)
def test_thousands_of_comments_take_time_in_step_with_their_number(around, one, times):
    comments = "".join(one.replace("{n}", str(n)) for n in range(times))
    _takes_little_time(f"<{around}>{comments}</{around.split()[0]}>")


def test_thousands_of_answers_to_one_comment_take_time_in_step_with_their_number():
    answers = "".join(_LI.replace("{n}", str(n)) for n in range(2, 4000))
    _takes_little_time(
        f"<ol><li class=comment id=comment-1><p>first words</p><ol class=children>{answers}</ol></li></ol>"
    )


def test_a_long_chain_of_answers_in_a_script_takes_little_time():
    row = (
        '{"thread":%d,"parent":%d,"dname":"a","article":"words","loaded":1,"thread_url":"/4.html?thread=%d"}'
    )
    told = ",".join(row % (n, n - 1, n) for n in range(1, 30_000))
    sign = '<link href="https://l-stat.livejournal.net/x.css">'
    _takes_little_time(f'{sign}<script>Site.page = {{"replycount":1,"comments":[{told}]}};</script>')


def _takes_little_time(html):
    begun = time.process_time()
    parse_page(f"<title>A post</title><h1>A post</h1>{_SAID * 9}{html}".encode(), URL)
    assert time.process_time() - begun < 6  # seconds: what grows with the square takes a minute


@pytest.mark.parametrize(
    "html",
    [
        "<input name=do value=submitcomment><div class=authortd>by Ann</div><p>A mill.</p>",
        "<input name=do value=submitcomment>"
        + f"<table><tr><td class=indenttd width={'9' * 5000}><td class=authortd>by Ann<tr><td class=commenttd>A mill.</table>"
        * 2,
        "<div class=blosxomComments><b>Name/Blog:</b> Ann</div>" + "<p>" + "<b>Name/Blog:</b> Ann " * 2000,
    ],
    ids=["a cell in no table", "a width of 5000 figures", "two thousand labels in a line"],
)
def test_what_only_looks_like_a_plug_ins_comment_stops_nobody(html):
    assert parse_page(html.encode(), URL).kind in ("post", "index", "page")


EACH = """
import json, pathlib, sys
from scraper import parse_page
from scraper.jsonout import to_json
for path in sys.argv[1:]:
    page = pathlib.Path(path).read_bytes()
    print(json.dumps(to_json(parse_page(page, "http://blog.test/2010/05/a-post/")), sort_keys=True))
"""


def test_no_seed_of_a_process_changes_what_is_read():
    """Sets are walked in another order in each process; what is read must be the same in all."""
    paths = [str(path) for path in FIXTURES[::12]]
    told = {
        subprocess.run(
            [sys.executable, "-c", EACH, *paths],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
        ).stdout
        for seed in (1, 2, 3)
    }
    assert len(told) == 1
