"""The main text of pages that no platform's data claims."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scraper.body import Body, boilerplate, find_body
from scraper.clean import Element, read_content
from scraper.page import MAX_TAGS, Page

LONG = "The river rose again in the night, and by morning the lower road was a brown lake with fences in it. "
TEXT = [f"Paragraph {n}. {LONG * 3}" for n in range(1, 6)]
PARAGRAPHS = "".join(f"<p>{t}</p>" for t in TEXT)
REST = "".join(f"<p>{t}</p>" for t in TEXT[1:])
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(12)) + "</ul>"


def page(html: str) -> Element:
    return etree.HTML(f"<html><head><title>t</title></head><body>{html}</body></html>")


def text(body: Body | None) -> str:
    assert body is not None
    return "\n\n".join(read_content(root, None, body.drop).text for root in body.roots)


WHOLE = "\n\n".join(" ".join(t.split()) for t in TEXT)

AROUND = [
    ("alone", PARAGRAPHS),
    ("menu before", f"<div>{MENU}</div><div>{PARAGRAPHS}</div>"),
    ("title and byline", f"<div><h1>The Flood</h1><p>By Ann Lee</p><p>May 14, 2010</p>{PARAGRAPHS}</div>"),
    (
        "breadcrumbs above the title",
        f"<div><p><a href=/>Home</a> / News</p><h1>The Flood</h1>{PARAGRAPHS}</div>",
    ),
    ("shared", f"<div><h1>The Flood</h1><div class='share-buttons'>Tell it on</div>{PARAGRAPHS}</div>"),
    (
        "related posts",
        f"<div>{PARAGRAPHS}<h3>Related posts</h3><ul><li><a href=/x>Another flood</a></li></ul></div>",
    ),
    (
        "related, in German",
        f"<div>{PARAGRAPHS}<h4>Ähnliche Beiträge</h4><p>Noch eine Flut, am anderen Ufer.</p></div>",
    ),
    ("tags", f"<div>{PARAGRAPHS}<p>Tags: <a href=/t/a>river</a>, <a href=/t/b>night</a></p></div>"),
    ("posted by", f"<div>{PARAGRAPHS}<div>Posted by ann at May 14, 2010 09:57 AM</div></div>"),
    (
        "newsletter",
        f"<div>{PARAGRAPHS}<form>Your mail <input name=m></form><div class='newsletter'>All</div></div>",
    ),
    ("sidebar", f"<div>{PARAGRAPHS}</div><div id='sidebar'><p>About me: {LONG}</p></div>"),
    (
        "table of 2003",
        f"<table><tr><td>{MENU}</td><td>{PARAGRAPHS}</td><td><a href=/>ad</a></td></tr></table>",
    ),
    ("comments", f"<div>{PARAGRAPHS}</div><div id='comments'><p>{LONG}</p><p>{LONG}</p></div>"),
    ("footer", f"<div>{PARAGRAPHS}</div><footer><p>{LONG}</p></footer>"),
    ("one form around the page", f"<form action='/x.aspx'><div>{MENU}</div><div>{PARAGRAPHS}</div></form>"),
    (
        "split by an ad",
        f"<div><p>{TEXT[0]}</p><div class='ads'>Buy</div>{REST}</div>",
    ),
    (
        "parts in blocks",
        "<main>" + "".join(f"<div class=block><div><p>{t}</p></div></div>" for t in TEXT) + "</main>",
    ),
    (
        "opening in a block of its own",
        f"<h1>The Flood</h1><div class=intro><p>{TEXT[0]}</p></div><div class=rest>"
        + "".join(f"<p>{t}</p>" for t in TEXT[1:])
        + "</div>",
    ),
    (
        "post named after a bad word",
        f"<div class='post type-post category-related tag-share'>{PARAGRAPHS}</div>",
    ),
]


@pytest.mark.parametrize(("name", "html"), AROUND, ids=[n for n, _ in AROUND])
def test_the_text_and_nothing_around_it(name: str, html: str) -> None:
    assert text(find_body(page(html), "The Flood")) == WHOLE


def test_line_breaks_for_paragraphs() -> None:
    html = f"<table><tr><td>{MENU}<td><b>Head</b><br><br>{'<br><br>'.join(TEXT)}</td></tr></table>"
    assert text(find_body(page(html))) == "Head\n\n" + WHOLE


def test_comments_that_are_known_are_no_body() -> None:
    root = page(
        f"<div id=a><p>{TEXT[0]}</p></div><div id=b><p>{TEXT[1]}</p><p>{TEXT[2]}</p><p>{TEXT[3]}</p></div>"
    )
    known = root.xpath("//div[@id='b']")
    assert text(find_body(root, comments=known)) == " ".join(TEXT[0].split())


def test_words_that_only_look_like_an_ending_stay() -> None:
    html = f"<div>{PARAGRAPHS}<p>Share this information, please?</p><p>{LONG}</p><p>{LONG}</p></div>"
    assert "Share this information" in text(find_body(page(html)))


def test_code_is_no_heading() -> None:
    html = f"<div>{PARAGRAPHS}<pre><span>comments</span>\n<span>related posts</span></pre><p>{LONG}</p></div>"
    assert "related posts" in text(find_body(page(html)))


def test_title_in_the_text_is_not_its_start() -> None:
    html = f"<div>{PARAGRAPHS}<h2>The Flood</h2><p>{LONG}</p></div>"
    assert "Paragraph 1." in text(find_body(page(html), "The Flood"))


def test_no_text_no_body() -> None:
    assert find_body(page(f"<div>{MENU}</div>")) is None
    assert find_body(etree.HTML("<html></html>")) is None


def test_surer_where_more_of_the_page_is_body() -> None:
    alone = find_body(page(f"<div>{PARAGRAPHS}</div>"))
    beside = find_body(page(f"<div>{PARAGRAPHS}</div><section><p>{TEXT[0]}</p></section>"))
    assert alone is not None and beside is not None
    assert 0 < beside.score < alone.score <= 1


def test_boilerplate_of_a_body_that_is_known() -> None:
    html = (
        f"<div class='entry'><div class='post-meta'>by Ann</div>{PARAGRAPHS}"
        "<div class='sharedaddy'>Share</div>"
        "<h3>You may also like</h3><div><a href=/x>Another</a></div></div>"
    )
    body = page(html).xpath("//div[@class='entry']")[0]
    assert read_content(body, None, boilerplate(body)).text == WHOLE


def test_a_body_is_never_dropped_whole() -> None:
    body = page(f"<div><div class='related'>{PARAGRAPHS}</div></div>").xpath("//body/div")[0]
    assert read_content(body, None, boilerplate(body)).text == WHOLE


PIECE = st.sampled_from(
    "<p> </p> <div> </div> <ul> <li> </ul> <h1> </h1> <a> </a> <nav> </nav> <table> <tr> <td> </table> "
    f"<br> <form> </form> <article> <aside> Related|posts Tags: by|Ann {LONG.replace(' ', '|')}".split(" ")
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PIECE, max_size=40))
def test_never_raises_and_never_changes_the_tree(pieces: list[str]) -> None:
    root = page(re.sub(r"\|", " ", "".join(pieces)))
    before = etree.tostring(root)
    body = find_body(root, "by Ann")
    if body:
        text(body)
        boilerplate(body.roots[0])
    assert etree.tostring(root) == before


def test_all_frames_of_a_page_hold_no_more_tags_than_one_may():
    """What a frame's ``srcdoc`` holds was not counted with the page's own tags."""
    talk = "&lt;p class='comment'&gt;" + "&lt;b&gt;" * (MAX_TAGS // 25)
    frames = 9 * f'<iframe srcdoc="{talk}"></iframe>'
    read = Page.read(f"<body>{frames}".encode(), "http://blog.example/")
    assert len(read.index.by_class["comment"]) == 2
