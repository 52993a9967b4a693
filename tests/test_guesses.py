"""Pages of comments to which the theme prints no way: found where they are, and hardly asked for where they are not."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, Entry, serve, stored
from test_replay import dump

from scraper.replay import replay
from scraper.sync import Settings, sync

FAST = Settings(delay=0)


@pytest.fixture
def blog():
    with serve(Blog(21)) as blog:
        blog.no_way = True
        yield blog


def lost(db, blog):
    """What differs from the truth, but for the number of comments, which follows."""
    return sorted({*map(repr, stored(db)[1])} ^ {*map(repr, blog.truth()[1])})


def guessed(blog):
    return [path for path in blog.requests if "comment-page" in path]


@pytest.mark.parametrize("own_feeds", [False, True])
@pytest.mark.parametrize("oldest_first", [False, True])
def test_pages_of_comments_to_which_the_theme_prints_no_way(blog, db, oldest_first, own_feeds):
    blog.oldest_first, blog.own_feeds = oldest_first, own_feeds
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    assert lost(db, blog) == []
    asked = guessed(blog)
    hidden = sum(len(blog.comment_pages(post)) - 1 for post in blog.posts.values())
    assert len(asked) == len(set(asked)) <= 2 * hidden
    if own_feeds and oldest_first:  # a thread that its feed tells whole needs no guess
        assert any(path.endswith("post-21/feed/") for path in blog.requests)
        assert len(asked) <= hidden / 2
    blog.requests.clear()
    assert sync(db, [], FAST).outcome == "complete"
    assert len(blog.requests) <= 3


@pytest.mark.parametrize("oldest_first", [False, True])
def test_new_comments_behind_a_guessed_page(blog, db, oldest_first):
    blog.oldest_first = oldest_first
    sync(db, [blog.base + "/"], FAST)
    for number in (2, 10, 20):
        blog.posts[number].comments += [Entry(5000 + 10 * number + k, f"Said later {k}.") for k in range(4)]
        blog.posts[number].modified = 1  # else the slow sweep would find them
    sync(db, [], FAST)
    assert lost(db, blog) == []


def test_counts_that_are_wrong_cost_little_and_only_once(blog, db):
    """Every post counts one more than there is, as where pingbacks are counted and not shown."""
    blog.miscount, blog.comments_per_page, blog.oldest_first = 1, 99, True
    sync(db, [blog.base + "/"], FAST)
    assert 0 < len(guessed(blog)) <= 6
    blog.requests.clear()
    for post in blog.posts.values():
        post.text += " And more."
        post.modified = 1
    blog.posts[3].comments.append(Entry(7000, "One more, which is counted."))
    sync(db, [], FAST)
    assert len(guessed(blog)) <= 2


def test_a_server_that_shows_its_last_page_for_any_number(blog, db):
    whole = blog.page
    blog.page = lambda post, number, piece=1: whole(
        post, min(number or 1, len(blog.comment_pages(post))), piece
    )
    blog.oldest_first, blog.miscount = True, 3
    sync(db, [blog.base + "/"], FAST)
    assert lost(db, blog) == []
    hidden = sum(len(blog.comment_pages(post)) - 1 for post in blog.posts.values())
    assert len(guessed(blog)) <= hidden + 2 * len(blog.posts)


def test_the_archive_alone_tells_what_was_guessed(blog, db):
    blog.own_feeds = True
    sync(db, [blog.base + "/"], FAST)
    before = dump(db)
    replay(db, jobs=1)
    assert dump(db) == before
    db.unlink()
    replay(db, jobs=1)
    assert lost(db, blog) == []
