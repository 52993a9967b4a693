"""Comments in one paragraph or cell: each gets an element, and what is none of them stays as it was."""

import pytest
from lxml import etree

from scraper import parse_page
from scraper.runs import part_runs

ANN, BOB = "<b>Ann</b> (May 8, 2008): Early.", "<b>Bob</b> (May 9, 2008): Late."


def parted(html: str) -> list[str]:
    root = etree.HTML(f"<html><body>{html}</body></html>")
    part_runs(root)
    return ["".join(el.itertext()).strip() for el in root.iter("div")]


@pytest.mark.parametrize("divider", ["<hr>", "<br><br>", "<br>\n<br><br>"])
def test_each_comment_gets_an_element(divider):
    html = f"<h3>Comments</h3><table><tr><td>{ANN}{divider}{BOB}{divider}</td></tr></table>"
    assert parted(html) == ["Ann (May 8, 2008): Early.", "Bob (May 9, 2008): Late."]


def test_paragraphs_of_a_comment_stay_together():
    assert parted(f"<h3>Comments</h3><p>{ANN}<br><br>And again.<br><br>{BOB}</p>") == [
        "Ann (May 8, 2008): Early.And again.",
        "Bob (May 9, 2008): Late.",
    ]


@pytest.mark.parametrize(
    "html",
    [
        f"<h3>The week</h3><p>{ANN}<hr>{BOB}</p>",  # no comments, says the heading
        "<h3>Comments</h3><p>Be kind.<br><br>Comments are closed.</p>",
        f"<h3>Comments</h3><p>These came by mail.<br><br>{ANN}</p>",
    ],
)
def test_other_paragraphs_are_left_alone(html):
    assert parted(html) == []


def test_years_of_two_figures_tell_no_order_of_day_and_month():
    body = "".join(f"<p>{n} The ferry was late again, and nobody on the quay minded.</p>" for n in range(5))
    page = (
        "<html lang='ko'><head><title>The ferry</title></head><body><h1>The ferry</h1>"
        f"<div class='info'>작성일 08-05-07 12:55</div><div>{body}</div>"
        "<ul><li>09-06-22 Tea</li><li>10-07-21 Eels</li></ul></body></html>"
    )
    assert parse_page(page.encode(), "http://a.example/bbs/7").post.published == "2008-05-07T12:55:00"


def test_words_behind_a_byline_begin_a_line():
    root = etree.HTML(
        f"<html><body><div id='comments'><p>{ANN}</p><p>{BOB}</p></div><p>{ANN}</p></body></html>"
    )
    part_runs(root)
    assert [len(list(p.iter("br"))) for p in root.iter("p")] == [1, 1, 0]
