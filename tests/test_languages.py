"""What language a text is in, whatever the theme declares, and the line in which a theme closes a post.

languages.json holds a sentence of each language, and Kubrick's closing line as its translations have it.
"""

import json
from pathlib import Path

import pytest

from scraper import parse_page

LANGUAGES = json.loads(Path(__file__).with_name("languages.json").read_text(encoding="utf-8"))
TERMS = ("C/C++ & Python", "Küchenkunst und vieles mehr", "機械いじり")


def kubrick(text, closing, lang):
    return f"""<!DOCTYPE html><html lang="{lang}"><head><title>Weir &raquo; The ferry</title>
<meta name="generator" content="WordPress 2.3"></head><body><div id="page"><div id="header"><h1>
<a href="http://weir.example/">Weir</a></h1></div><div id="content"><div class="post" id="post-33"><h2>The ferry</h2>
<div class="entry"><p>{text} {text}</p><p>{text}</p><p class="postmetadata alt"><small>{closing}</small></p></div></div>
</div></div></body></html>""".encode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_in_an_english_theme(lang):
    page = kubrick(LANGUAGES[lang]["text"], "", "en-US")
    assert parse_page(page, "http://weir.example/?p=33").language == lang


@pytest.mark.parametrize("lang", [lang for lang, told in LANGUAGES.items() if "closing" in told])
def test_line_that_closes_a_post(lang):
    links = ", ".join(
        f'<a href="http://weir.example/?cat={n}" rel="category tag">{term.replace("&", "&amp;")}</a>'
        for n, term in enumerate(TERMS)
    )
    text, closing = LANGUAGES[lang]["text"], LANGUAGES[lang]["closing"].replace("{C}", links)
    post = parse_page(kubrick(text, closing, lang), "http://weir.example/?p=33").post
    assert (post.published, post.authors) == ("2007-05-10T17:45:00", ())
    assert tuple(term.name for term in post.categories) == TERMS
    assert post.body_text.endswith(text)


LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit. Vestibulum ante ipsum primis in faucibus orci luctus et "
    "ultrices posuere cubilia curae; sed eget velit quam, nec pellentesque nulla."
)


@pytest.mark.parametrize(("declared", "language"), [("it-IT", "it-IT"), ("cn", "zh"), ("cz", "cs")])
def test_template_in_nobodys_language(declared, language):
    """A template's Latin is in no language; codes of countries are none of languages (BCP 47)."""
    assert parse_page(kubrick(LOREM, "", declared), "http://weir.example/?p=33").language == language


RELATED = {
    "fr": "Articles similaires", "de": "Ähnliche Beiträge", "es": "Entradas relacionadas", "it": "Articoli correlati",
    "pt": "Posts relacionados", "nl": "Gerelateerde berichten", "pl": "Podobne wpisy", "cs": "Související články",
    "ru": "Похожие записи", "uk": "Схожі записи", "bg": "Подобни статии", "tr": "İlgili yazılar", "sv": "Relaterade",
    "hu": "Kapcsolódó bejegyzések", "ro": "Articole similare", "el": "Σχετικά άρθρα", "vi": "Bài viết liên quan",
    "id": "Artikel terkait", "ar": "مقالات ذات صلة", "fa": "مطالب مرتبط", "he": "פוסטים קשורים", "th": "บทความที่เกี่ยวข้อง",
    "ja": "関連記事", "zh": "相关文章", "ko": "관련 글", "hi": "संबंधित पोस्ट", "ca": "Articles relacionats",
}  # fmt: skip


@pytest.mark.parametrize("lang", RELATED)
def test_heading_over_other_posts(lang):
    text = LANGUAGES.get(lang, LANGUAGES["fr"])["text"]
    links = "".join(f'<li><a href="http://weir.example/?p={n}">{text[: 9 + n]}</a></li>' for n in range(4))
    page = f"""<html lang="{lang}"><head><title>The ferry</title></head><body><div id="main"><h1>The ferry</h1>
<div class="words">{f"<p>{text}</p>" * 9}<h3>{RELATED[lang]}</h3><ul>{links}</ul></div></div></body></html>"""
    found = parse_page(page.encode(), "http://weir.example/ferry.html").post.body_text
    assert found.endswith(text)


LABELS = json.loads(Path(__file__).with_name("labels.json").read_text(encoding="utf-8"))
PAGE = """<html lang="{lang}"><head><title>The ferry - Weir</title></head><body><div id="main"><h1>The ferry</h1>
<div class="line">{by}<span>2014-05-10</span></div><div class="words"><p>{text}</p><p>{text}</p><p>{text}</p>
{terms}</div><div class="ways">{ways}</div><h3>{count}</h3></div></body></html>"""


def labelled(lang, **parts):
    text = LANGUAGES.get(lang, LANGUAGES["fr"])["text"]
    page = PAGE.format_map(
        {"by": "", "terms": "", "ways": "", "count": "", **parts, "lang": lang, "text": text}
    )
    return parse_page(page.encode(), "http://weir.example/ferry.html").post


def said(field):
    return [(lang, word) for lang, told in LABELS.items() for word in told.get(field, ())]


@pytest.mark.parametrize("field", ["tags", "categories"])
def test_label_of_terms(field):
    links = "<a href=/x/alfa/>alfa</a>, <a href=/x/beta/>beta</a>"
    for lang, word in said(field):
        post = labelled(lang, terms=f"<p>{word} {links}</p>")
        assert [term.name for term in getattr(post, field)] == ["alfa", "beta"], (lang, word)


def test_word_of_a_byline():
    for lang, word in said("by"):
        for name in ("Anna Nagy", '<a href="/who/">Anna Nagy</a>'):
            post = labelled(lang, by=f"<span>{word} {name}</span> ")
            assert post.author == "Anna Nagy", (lang, word, name)


@pytest.mark.parametrize("field", ["previous", "next"])
def test_word_before_a_neighbour(field):
    for lang, word in said(field):
        post = labelled(lang, ways=f'<a href="/weir.html">{word}</a>')
        assert getattr(post, f"{field}_url") == "http://weir.example/weir.html", (lang, word)


def test_word_of_a_count():
    for lang, word in said("count"):
        assert labelled(lang, count=word).comments_declared == 7, (lang, word)
