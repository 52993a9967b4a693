"""Safe HTML, text, links and media of a part of a tree."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from scraper.clean import Element, clean_html, read_content, to_text

BASE = "http://blog.example/2010/post/"
PARSER = etree.HTMLParser(encoding="utf-8", huge_tree=True)


def body(html: str) -> Element:
    return etree.fromstring(f"<html><body><div>{html}</div></body></html>".encode(), PARSER)[0][0]


TEXTS = [
    ("<p>One <b>b</b>old</p><p>two<br>three<br><br>four</p>", "One bold\n\ntwo\nthree\n\nfour"),
    ("<ul><li>a</li><li><p>b</p></li><li>c<ul><li>d</li></ul></li></ul>after", "- a\n- b\n- c\n- d\n\nafter"),
    ("<table><tr><td>1</td><td><p>2</p></td></tr><tr><th>3</th><td>4</td></tr></table>x", "1\t2\n3\t4\n\nx"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>c</td></tr></table>d", "a\tb\n\tc\n\nd"),
    ("<table><tr><td>a</td><td></td></tr></table>d", "a\n\nd"),
    ("<ul><li></li></ul><p>x</p>", "x"),
    ("a<pre>\n def f():\n   return 1\n\n</pre>b", "a\n\n def f():\n   return 1\n\nb"),
    ("<h2>Head</h2>text<h3>Sub</h3><div>in<div>deep</div></div>", "Head\n\ntext\n\nSub\n\nin\n\ndeep"),
    ("no<i>t</i> gl<span>ued</span>", "not glued"),
    ("  many \n  blanks\xa0here ", "many blanks here"),
    ("a<script>x()</script><style>p{}</style><!-- no -->b", "ab"),
    ("<p style='display: none'>secret</p><p hidden>secret</p>shown", "shown"),
    ("<span class='screen-reader-text'>of this post</span>shown", "shown"),
    ("a <form><input value=x><button>Send</button><textarea>t</textarea></form> b", "a\n\nb"),
    ("a<noscript>Please enable scripts</noscript>b", "ab"),
    ("fine <img class='wp-smiley' src=s.gif alt=':-)'> day", "fine :-) day"),
    ("<dl><dt>t</dt><dd>d</dd></dl>", "t\nd"),
    ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "漢(kan)"),
    ("<iframe src='//video.example/1'>old browser</iframe>", ""),
    ("copy <textarea onclick='this.select()'>a\n  b</textarea> this", "copy\n\na\n  b\n\nthis"),
    ("let <script type='math/tex'>x &lt; y</script> be", "let $x &lt; y$ be"),
    ("so <script type='math/tex; mode=display'>% <![CDATA[\na=b %]]></script>", "so $$a=b$$"),
    (
        "<span class=MathJax_Preview>p</span><span class=MathJax>xx</span><script type='math/tex'>x</script>",
        "$x$",
    ),
    ("<span class=MathJax>xx</span> alone", "xx alone"),
    (
        "<span class=katex><span class=katex-mathml><math><semantics><mi>x</mi>"
        "<annotation encoding='application/x-tex'>x_1</annotation></semantics></math></span>"
        "<span class=katex-html>x1</span></span>",
        "$x_1$",
    ),
    ("<math alttext='a+b' display=block><mi>a</mi></math> <math><mi>z</mi></math>", "$$a+b$$ z"),
    ("<img src='https://s0.wp.com/latex.php?latex=x%2By' alt='x+y' class=latex> holds", "$x+y$ holds"),
]


@pytest.mark.parametrize(("html", "text"), TEXTS)
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert to_text(body(html)) == text


SAFE = [
    ("<p onclick='x()' style='color:red' class=c>t</p>", "<p>t</p>"),
    (
        "<a href='../old?a=1&b=2' rel=tag>t</a>",
        '<a href="http://blog.example/2010/old?a=1&amp;b=2" rel="tag">t</a>',
    ),
    ("<a href='javascript:x()'>t</a>", "<a>t</a>"),
    ("<img src='/a.png' alt='x \" y' onerror=x>", '<img src="http://blog.example/a.png" alt="x &quot; y">'),
    ("<img src='data:image/gif;base64,R0' data-src='/l.jpg'>", '<img src="http://blog.example/l.jpg">'),
    ("<img src='/blank.gif' data-lazy-src='/l.jpg'>", '<img src="http://blog.example/l.jpg">'),
    (
        "<img src='' srcset='/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w'>",
        '<img src="http://blog.example/l.jpg">',
    ),
    (
        "<img class=lazy src='data:x' data-src='/l.jpg'><noscript><img src='/l.jpg'></noscript>",
        '<img src="http://blog.example/l.jpg">',
    ),
    (
        "<img class=lazy src='/loading.gif'><noscript><img src='/l.jpg'></noscript>",
        '<img src="http://blog.example/l.jpg">',
    ),
    ("a<img src='/p.gif' width=1 height=1>", "a"),
    ("a<img src='http://feeds.feedburner.com/~r/x/~4/abc'>", "a"),
    ("<script>alert(1)</script><style>p{}</style>a", "a"),
    ("<form><input name=q>kept words</form>", "kept words"),
    (
        "<iframe src='//video.example/e/1'></iframe>",
        '<a href="http://video.example/e/1">http://video.example/e/1</a>',
    ),
    (
        "<object><param name='movie' value='http://video.example/v/1'><embed src='http://video.example/v/1'></object>",
        '<a href="http://video.example/v/1">http://video.example/v/1</a>',
    ),
    ("<iframe src='https://www.facebook.com/plugins/like.php?x'></iframe>a", "a"),
    (
        "<pre class='lang-py'><code>a\n  &lt;b&gt;</code></pre>",
        '<pre class="lang-py"><code>a\n  &lt;b&gt;</code></pre>',
    ),
    ("<section><font color=red>t</font></section>", "<div>t</div>"),
]


@pytest.mark.parametrize(("html", "safe"), SAFE)
def test_html_is_safe_and_absolute(html: str, safe: str) -> None:
    assert clean_html(body(html), BASE) == safe


def test_what_is_dropped_leaves_its_tail_and_the_tree_alone() -> None:
    tree = body("<p>keep</p><div>share <b>this</b></div> tail<p>last</p>")
    before = etree.tostring(tree)
    drop = frozenset({tree[1]})
    content = read_content(tree, BASE, drop)
    assert content.text == "keep\n\ntail\n\nlast"
    assert "share" not in content.html
    assert etree.tostring(tree) == before


def test_links_and_media_in_order() -> None:
    tree = body(
        "<a href='/a' rel='nofollow'>First <b>one</b></a><img src='/i.png' alt='I'>"
        "<a href='mailto:x@y.example'>m</a><video src='/v.mp4'></video><a href='b'><img src='/j.png'></a>"
    )
    content = read_content(tree, BASE)
    assert [(x.url, x.text, x.rel) for x in content.links] == [
        ("http://blog.example/a", "First one", "nofollow"),
        (BASE + "b", None, None),
    ]
    assert [(m.url, m.kind, m.alt) for m in content.media] == [
        ("http://blog.example/i.png", "image", "I"),
        ("http://blog.example/v.mp4", "video", None),
        ("http://blog.example/j.png", "image", None),
    ]


def test_one_walk_says_the_same_as_each_alone() -> None:
    tree = body("<p>a <a href=/x>b</a></p><img src=/i.png>")
    content = read_content(tree, BASE)
    assert (content.html, content.text) == (clean_html(tree, BASE), to_text(tree))


def test_depth_is_no_danger() -> None:
    top = tree = etree.Element("div")
    for _ in range(20_000):
        tree = etree.SubElement(tree, "div")
    tree.text = "deep"
    assert to_text(top) == "deep"
    assert "deep" in clean_html(top, BASE)


TAGS = ("p div span b i a ul ol li table tr td th pre code blockquote h2 br hr img em section font dl dt dd "
        "form iframe noscript figure center tbody caption details summary nobr u tt ruby rt")  # fmt: skip
ATTRS = (
    "",
    " href='/x?a&b'",
    " src='/y.png'",
    " class='c d'",
    " style='display:none'",
    " id=k",
    " title='a\"<'",
    " data-src=/z",
)
PIECE = st.one_of(
    st.builds(lambda t, a: f"<{t}{a}>", st.sampled_from(TAGS.split()), st.sampled_from(ATTRS)),
    st.builds(lambda t: f"</{t}>", st.sampled_from(TAGS.split())),
    st.sampled_from(["text ", " more\nlines ", "&amp;", "&lt;b&gt;", "<!-- c -->", "\n", "\xa0", "é漢", "<"]),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(PIECE, max_size=25).map("".join))
def test_parsing_the_sanitized_body_again_changes_nothing(html: str) -> None:
    once = clean_html(body(html), BASE)
    assert clean_html(body(once), BASE) == once


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_made_safe(html: str) -> None:
    html = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", html)
    safe = clean_html(body("<p>" + html), BASE)
    assert "<script" not in safe.lower() and not re.search(r"<[^>]*\son\w+=", safe)
