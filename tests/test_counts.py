"""Comments that lists count beside their posts: read where a count is one post's, and a reason to look at that post."""

import sqlite3
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, Entry, serve, stored
from test_replay import dump

from scraper import parse_page
from scraper.fields import comment_count
from scraper.replay import replay
from scraper.sync import Settings, sync

FAST = Settings(delay=0)
HOME = "http://a.example/"

#: what stands beside the post "/a/" on a list that also names "/b/" -> the count that is read of it
BESIDE = {
    '<a href="/a/#comments">12 comments</a>': 12,
    '<a href="/a/#respond">Leave a comment (3)</a>': 3,
    '<a href="/a/#respond">Leave a comment</a>': None,
    '<a href="/a/#respond">No Comments &#187;</a>': 0,
    '<a href="/a/#comments">1 Comment</a>': 1,
    '<a href="/a/#comments">One Response</a>': 1,
    '<a href="/a/#comments">1,204 Comments</a>': 1204,
    '<a href="/a/#comments" class="bubble">7</a>': 7,
    '<a href="/a/comment-page-2/#comments">31 Responses</a>': 31,
    '<a href="/a/#disqus_thread">Comments</a>': None,
    '<a href="/a/#comment-form">5 comments:</a>': 5,
    '<a href="/a/?showComment=1#c1">2 comments</a>': 2,
    '<a href="/a/?commentPage=2#comments">40 comments</a>': 40,
    '<a href="/a/">4 comments</a>': 4,
    '<a href="/a/#comments">3 Kommentare</a>': 3,
    '<a href="/a/#comments">Kommentare (3)</a>': 3,
    '<a href="/a/#comments">7 Kommentare<span class="screen-reader-text"> zu Wer baut heute noch eine Schleuse aus'
    " Eiche, und wer bezahlt sie am Ende?</span></a>": 7,
    '<a href="/a/#comments">8<span class="screen-reader-text"> comments on Of tides</span></a>': 8,
    '<a href="/a/#respond">Leave a comment<span class="screen-reader-text"> on Of 3 comments</span></a>': None,
    '<a href="/a/#comments">Keine Kommentare</a>': 0,
    '<a href="/a/#comments">6 commentaires</a>': 6,
    '<a href="/a/#comments">Aucun commentaire</a>': 0,
    '<a href="/a/#comments">2 comentarios</a>': 2,
    '<a href="/a/#comments">9 coment\u00e1rios</a>': 9,
    '<a href="/a/#comments">5 commenti</a>': 5,
    '<a href="/a/#comments">4 reacties</a>': 4,
    '<a href="/a/#comments">8 komentarzy</a>': 8,
    '<a href="/a/#comments">14 комментариев</a>': 14,
    '<a href="/a/#comments">コメント(4)</a>': 4,
    '<a href="/a/#comments">コメント 4件</a>': 4,
    '<a href="/a/#comments">3 条评论</a>': 3,
    '<a href="/a/#comments">评论(6)</a>': 6,
    '<a href="/a/#comments">댓글 2개</a>': 2,
    '<a href="http://comments.example/comment.g?postID=1">5 comments:</a>': 5,
    '<a href="javascript:open(\'7\')" class="comment-link">11 comments</a>': 11,
    '<span class="comments-count">13 comments</span>': 13,
    '<span class="comment-number">6</span>': 6,
    '<a href="/a/"><span class="comment-count">6</span></a>': 6,
    # what is no count of this post's comments
    '<a href="/a/">Why 5 comments are enough</a>': None,
    '<a href="/a/#more">Read more (612 words)</a>': None,
    '<a href="/a/#trackbacks">2 trackbacks</a>': None,
    '<a href="/tag/comments/">Comments (5)</a>': None,
    '<a href="/comments/">All 90 comments</a>': None,
    '<a href="/comments/feed/">Comments (RSS 2)</a>': None,
    '<a href="#comments">5 comments</a>': 5,
    "<p>She left 3 comments on his door.</p>": None,
    '<a href="/a/#comment-31">Ann on The second of 4 comments</a>': None,
    '<span class="comment-date">March 7</span>': None,
}


def of_list(beside, around=""):
    page = (
        '<html><head><title>The Sea</title></head><body class="home blog"><h1><a href="/">The Sea</a></h1>'
        f'<div class="post hentry"><h2><a href="/a/" rel="bookmark">Of tides</a></h2><p>It rose.</p>{beside}</div>'
        '<div class="post hentry"><h2><a href="/b/" rel="bookmark">Of ebb</a></h2><p>It fell.</p></div>'
        f'{around}<link rel="pingback" href="/xmlrpc.php"><script src="/wp-includes/x.js"></script></body></html>'
    )
    found = parse_page(page.encode(), HOME)
    assert found.kind == "index"
    return {link.url: link.comments_declared for link in found.links if link.kind == "post"}


@pytest.mark.parametrize("beside", BESIDE)
def test_count_beside_a_post(beside):
    told = of_list(beside)
    assert (told[HOME + "a/"], told[HOME + "b/"]) == (BESIDE[beside], None)


def test_posts_whose_headings_stand_in_links():
    page = '<html><head><title>The Sea</title></head><body><h1><a href="/">The Sea</a></h1>' + "".join(
        f'<article><a href="/{name}/"><h2>Of {name}</h2></a><p>It rose, and it fell, and nobody spoke.</p></article>'
        for name in ("tides", "ebb", "foam")
    )
    found = parse_page(page.encode(), HOME)
    assert [link.url for link in found.links if link.kind == "post"] == [
        HOME + n for n in ("tides/", "ebb/", "foam/")
    ]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="widget recent-comments"><h3>Recent comments (5)</h3></div>',
        '<p class="comment-count">5 comments</p>',
        '<div class="widget"><h3 class="comments">5 comments</h3><a href="/a/">Of tides</a> (9)</div>',
        '<a href="http://comments.example/">90 comments</a>',
    ],
)
def test_what_counts_for_the_whole_blog_is_no_post_s(around):
    assert set(of_list("", around).values()) == {None}


def test_a_post_counts_none_of_others():
    page = (
        '<html><body class="single single-post"><h1 class="entry-title">Of tides</h1><div class="entry-content">'
        '<p>It rose.</p></div><ul><li><a href="/b/#comments">7 comments</a></li></ul></body></html>'
    )
    found = parse_page(page.encode(), HOME + "a/")
    assert {link.comments_declared for link in found.links} == {None}


# ---- what becomes of them


@pytest.fixture(params=["sitemap and feed", "feed", "neither"])
def blog(request):
    """A blog without a feed of comments; its home page is its one witness of them."""
    with serve(Blog(12)) as blog:
        blog.counted, blog.undated, blog.sitemap = True, True, request.param == "sitemap and feed"
        if request.param == "neither":
            blog.answers["/feed/"] = 404, "text/html", "none"
        yield blog


def night(blog, db, settings=FAST):
    """Give what one more run asks of posts."""
    blog.requests.clear()
    assert sync(db, [], settings).outcome in ("complete", "limited")
    return [path for path in blog.requests if path.startswith("/2010/")]


def test_a_night_without_news_costs_no_more_than_before(blog, db):
    sync(db, [blog.base + "/"], FAST)
    assert stored(db) == blog.truth()
    for _ in range(2):
        assert night(blog, db) == []
        assert len(blog.requests) <= 3


def test_new_comment_on_an_old_post_is_found_by_the_count_of_a_list(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[11].comments.append(Entry(7000, "Said years later."))
    assert night(blog, db) == [blog.posts[11].path]
    assert stored(db) == blog.truth()
    assert night(blog, db) == []


def test_deleted_comment_is_found_by_the_count_of_a_list(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[9].comments.pop()
    assert blog.posts[9].path in night(blog, db)
    assert stored(db) == blog.truth()


def test_a_count_that_is_wrong_costs_one_look_each_time_it_changes(blog, db):
    sync(db, [blog.base + "/"], FAST)
    for printed in (30, 31):
        blog.printed[11] = printed
        asked = night(blog, db)
        assert asked.count(blog.posts[11].path) == 1
        assert not [path for path in asked if "post-11" not in path]
        assert night(blog, db) == []


def test_counts_that_are_wrong_from_the_first_cost_nothing(blog, db):
    """As where spam is held or pingbacks are not shown: each page was read in the same run."""
    blog.comments_per_page = 99
    blog.printed = {number: len(post.comments) + 2 for number, post in blog.posts.items()}
    sync(db, [blog.base + "/"], FAST)
    assert night(blog, db) == []


def test_a_run_that_stops_before_the_post_leaves_it_to_the_next(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[11].comments.append(Entry(7000, "Said years later."))
    assert night(blog, db, Settings(delay=0, max_pages=1)) == []
    assert blog.requests == ["/"]
    assert night(blog, db) == [blog.posts[11].path]
    assert stored(db) == blog.truth()


def test_the_archive_alone_gives_the_same(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[11].comments.append(Entry(7000, "Said years later."))
    blog.printed[10] = 40
    night(blog, db)
    before = dump(db)
    replay(db, jobs=1)
    assert dump(db) == before
    db.unlink()
    replay(db, jobs=1)
    assert stored(db) == blog.truth()


def test_a_list_is_a_witness_where_a_heading_counts_one_page_of_comments(db):
    """Nothing leads to the other pages of comments, and the post's own page seems whole."""
    with serve(Blog(21)) as blog:
        blog.no_way = blog.of_page = blog.counted = True
        sync(db, [blog.base + "/"], FAST)
        assert stored(db)[1] == blog.truth()[1]
        blog.requests.clear()
        assert night(blog, db) == []


def test_verify_tells_what_only_a_list_counts(blog, db):
    blog.printed[10] = 30
    sync(db, [blog.base + "/"], FAST)
    with sqlite3.connect(db) as conn:
        gaps = conn.execute("SELECT declared, reason FROM gaps WHERE url LIKE '%/post-10/'").fetchall()
    assert gaps == [(30, "counted by a list, not by the post's page")]


def test_lists_that_link_to_comments_lead_on_to_older_pages(db):
    with serve(Blog(12)) as blog:
        blog.counted, blog.sitemap = True, False
        blog.answers["/feed/"] = 404, "text/html", "none"
        sync(db, [blog.base + "/"], FAST)
        for number in range(13, 21):
            blog.posts[number] = blog.make(number)
        night(blog, db)
        assert stored(db) == blog.truth()


#: what stands over a thread -> how many comments it declares
HEADINGS = {
    "Δεν υπάρχουν σχόλια:": 0,
    "Комментариев нет:": 0,
    "Tidak ada komentar:": 0,
    "Hiç yorum yok:": 0,
    "댓글 없음:": 0,
    "沒有留言:": 0,
    "אין תגובות:": 0,
    "Không có nhận xét nào:": 0,
    "6 opiniones en “La barca”": 6,
    "Una opinión en “La barca”": 1,
    "「渡し船の鐘」への6件のフィードバック": 6,
    "6 Gedanken zu „Die Fähre“": 6,
    "2 réflexions au sujet de « Le bac »": 2,
    "12 gedachten over “De pont”": 12,
    "《渡口》有6个想法": 6,
    "“나룻배”에 대한 6개의 생각": 6,
    "Six Responses to “The ferry”": 6,
    "One Response to “The ferry”": 1,
    "덧글수 : 119": 119,
    "6 Gedanken": None,  # on nothing: a title may say so
}


@pytest.mark.parametrize("text", HEADINGS)
def test_counts_in_headings(text):
    assert comment_count(text) == HEADINGS[text]
