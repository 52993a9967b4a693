"""Rows over time, told with hand-made pages: kept, joined, revised, gone."""

import itertools
import time
from dataclasses import replace

import pytest

from scraper.errors import StoreError
from scraper.frontier import Lead
from scraper.rows import Author, Capture, Comment, Entry, Found, Link, Post, Source, Term
from scraper.store import Store

HOME = "http://blog.test/"
A = "http://blog.test/2010/05/a/"
B = "http://blog.test/2010/05/b/"


class Blog:
    """A store and a clock: each page kept is a second later than the one before."""

    def __init__(self, path):
        self.store = Store.open(path)
        self.seconds = itertools.count()
        self.blog = self.store.add_blog(HOME, self.now())
        self.begin()

    def now(self):
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(1700000000 + next(self.seconds)))

    def begin(self):
        self.run = self.store.start_run(self.blog, self.now(), "0")

    def end(self, outcome="complete"):
        gone = self.store.finish_run(self.run, self.now(), outcome, {})
        self.begin()
        return gone

    def keep(self, found, status=200, **more):
        headers = more.pop("headers", ())
        capture = Capture(found.url, status, headers, fetched_at=self.now(), digest=repr(found), **more)
        return self.store.keep(self.run, capture, found)

    def miss(self, url, status=404):
        return self.keep(Found(url, "error"), status)

    def move(self, url, target, status=301):
        return self.keep(Found(url, "moved", links=(Link(target, "moved"),)), status)

    def ask(self, sql, *values):
        return self.store.query(sql, *values)

    def column(self, sql, *values):
        return [row[0] for row in self.ask(sql, *values)]

    def revisions(self):
        return self.ask("SELECT field, old, new FROM revisions ORDER BY rowid")

    def due(self, limit=100):
        return [page.url for page in self.store.due(self.run, self.now(), limit)]


@pytest.fixture
def blog(tmp_path):
    blog = Blog(tmp_path / "blog.db")
    yield blog
    assert not blog.ask("PRAGMA foreign_key_check")
    assert blog.column("PRAGMA integrity_check") == ["ok"]
    blog.store.close()


POST = Post(
    title="First",
    author="Ann",
    authors=(Author("Ann", "http://ann.test/"),),
    published="2010-05-14T09:30:00-07:00",
    categories=(Term("Marketing", "http://blog.test/category/marketing/"),),
    tags=(Term("x"), Term("y")),
    body_html="<p>One two.</p>",
    body_text="One two.",
    links=(Link("http://out.test/", "other", "out"),),
)


def page(url=A, comments=(), links=(), **changes):
    return Found(
        url,
        "post",
        platform="wordpress",
        comment_system="wordpress" if comments else None,
        post=replace(POST, **changes),
        comments=tuple(comments),
        links=tuple(links),
    )


def comment(id, parent=None, text=None, depth=0, author="Bob", **more):
    return Comment(
        str(id), parent and str(parent), author, body_text=text or f"Text {id}", depth=depth, **more
    )


def thread(blog):
    return blog.ask(
        "SELECT c.source_id, p.source_id, c.depth, c.position FROM comments c"
        " LEFT JOIN comments p ON p.id = c.parent_id WHERE c.gone_at IS NULL ORDER BY c.position"
    )


# ------------------------------------------------------------------------------------------- posts


def test_post_is_written_whole(blog):
    kept = blog.keep(page(comments=[comment(12), comment(13, 12, depth=1)]))
    assert (kept.new_posts, kept.new_comments) == (1, 2)
    row = blog.ask(
        "SELECT title, author, published, categories, tags, word_count, comments_found FROM posts_full"
    )
    assert row == [("First", "Ann", "2010-05-14T09:30:00-07:00", "Marketing", "x, y", 2, 2)]
    assert blog.ask("SELECT slug, url FROM categories") == [
        ("marketing", "http://blog.test/category/marketing/")
    ]
    assert blog.ask("SELECT url, text FROM links") == [("http://out.test/", "out")]
    assert blog.column("SELECT name FROM authors ORDER BY name") == ["Ann", "Bob"]


def test_same_page_again_changes_only_the_time(blog):
    found = page(comments=[comment(1), comment(2, 1)])
    blog.keep(found)
    before = blog.ask("SELECT id, title, first_seen FROM posts"), thread(blog)
    assert blog.keep(found).changed_posts == 0
    assert (blog.ask("SELECT id, title, first_seen FROM posts"), thread(blog)) == before
    assert not blog.revisions()
    assert blog.column(
        "SELECT last_seen > first_seen FROM posts UNION ALL SELECT last_seen > first_seen FROM comments"
    ) == [1, 1, 1]


def test_a_change_leaves_its_old_value(blog):
    blog.keep(page(comments=[comment(1)]))
    blog.keep(
        page(
            title="Second",
            authors=(Author("Cy"),),
            published="2011-01-01",
            body_text="Other.",
            body_html="<p>Other.</p>",
            tags=(Term("x"), Term("z")),
            categories=(),
            comments=[comment(1, text="Edited")],
        )
    )
    assert blog.revisions() == [
        ("title", "First", "Second"),
        ("published", "2010-05-14T09:30:00-07:00", "2011-01-01"),
        ("body_text", "One two.", "Other."),
        ("author", "Ann", "Cy"),
        ("categories", '["Marketing"]', "[]"),
        ("tags", '["x", "y"]', '["x", "z"]'),
        ("body_text", "Text 1", "Edited"),
    ]
    assert blog.column("SELECT count(*) FROM revisions WHERE comment_id IS NOT NULL") == [1]
    assert blog.column("SELECT author FROM posts_full") == ["Cy"]


def test_what_a_page_does_not_tell_is_kept(blog):
    blog.keep(page())
    blog.keep(
        page(title=None, author=None, authors=(), published="2010-05-14", body_text=None, body_html=None)
    )
    assert blog.ask("SELECT title, author, published, body_text FROM posts_full") == [
        ("First", "Ann", "2010-05-14T09:30:00-07:00", "One two.")
    ]
    assert not blog.revisions()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_other_spellings_join_one_post(blog, order):
    pages = [page(), replace(page(A + "?m=1", title="First | mobile"), canonical_url=A)]
    for n in order:
        blog.keep(pages[n])
    assert blog.ask("SELECT url, title FROM posts") == [(A, "First")]
    assert not blog.revisions()


def test_a_face_and_a_terms_address_told_later_are_kept(blog):
    """Were they first mentioned without, in this very run: a replay is one run, where syncs were many."""
    blog.keep(page(comments=(Comment("1", author="Bob"),), tags=(Term("x"),)))
    named = (Term("x", "http://blog.test/tag/x-mas/"),)
    blog.keep(page(B, comments=(Comment("2", author="Bob", avatar="http://blog.test/bob.png"),), tags=named))
    assert blog.ask("SELECT avatar FROM authors WHERE name = 'Bob'") == [("http://blog.test/bob.png",)]
    assert blog.ask("SELECT slug, url FROM tags") == [("x-mas", named[0].url)]


def test_several_authors_keep_their_order(blog):
    blog.keep(page(authors=(Author("Zoe"), Author("Ann"))))
    assert blog.column("SELECT author FROM posts_full") == ["Zoe, Ann"]


def test_static_page_is_no_post_of_the_views(blog):
    blog.keep(replace(page(), kind="page"))
    assert blog.column("SELECT kind FROM posts") == ["page"]
    assert not blog.ask("SELECT * FROM posts_full")


# ------------------------------------------------------------------------------------------- comments


PAGES = [
    page(comments=[comment(5, 2, depth=1), comment(6)]),
    replace(page(A + "comment-page-1/", comments=[comment(1), comment(2)]), canonical_url=A),
    replace(page(A + "comment-page-2/", comments=[comment(3, 5, depth=2), comment(4)]), canonical_url=A),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_comment_pages_join_at_any_order(blog, order):
    for n in order:
        blog.keep(PAGES[n])
    assert blog.ask("SELECT url, comments_found FROM posts") == [(A, 6)]
    assert thread(blog) == [
        ("1", None, 0, 1),
        ("2", None, 0, 2),
        ("3", "5", 2, 3),
        ("4", None, 0, 4),
        ("5", "2", 1, 5),
        ("6", None, 0, 6),
    ]
    assert not blog.revisions()


def test_a_comment_page_alone_makes_its_post_due(blog):
    blog.keep(PAGES[1])
    assert A in blog.due()
    assert blog.column("SELECT url FROM posts") == [A]


def test_counted_ids_are_known_by_what_they_say(blog):
    blog.keep(page(comments=[comment("n1", text="a"), comment("n2", "n1", text="b")]))
    blog.keep(
        page(comments=[comment("n1", text="new"), comment("n2", text="a"), comment("n3", "n2", text="b")])
    )
    assert blog.ask("SELECT body_text, depth FROM comments ORDER BY position") == [
        ("new", 0),
        ("a", 0),
        ("b", 1),
    ]


def test_equal_comments_and_equal_ids_all_stay(blog):
    same = [comment("n1", text="me too"), comment("n2", text="me too")]
    blog.keep(page(comments=[*same, comment(7, text="a"), comment(7, text="b")]))
    blog.keep(page(comments=[*same, comment(7, text="a"), comment(7, text="b")]))
    assert blog.column("SELECT body_text FROM comments ORDER BY position") == ["me too", "me too", "a", "b"]


def test_an_id_that_appears_later_is_the_same_comment(blog):
    blog.keep(page(comments=[comment("n1", text="a")]))
    blog.keep(page(comments=[comment(44, text="a")]))
    assert blog.ask("SELECT source_id, body_text, gone_at FROM comments") == [("44", "a", None)]


def test_parents_in_a_circle_are_cut(blog):
    blog.keep(page(comments=[comment(1, 2), comment(2, 1), comment(3, 3)]))
    assert sorted(blog.column("SELECT depth FROM comments")) == [0, 0, 1]


def test_comment_is_gone_once_its_page_was_read_without_it(blog):
    blog.keep(page(comments=[comment(1), comment(2)], comments_declared=2))
    assert blog.keep(page(comments=[comment(1)], comments_declared=1)).gone_comments == 1
    assert blog.column("SELECT source_id FROM comments WHERE gone_at IS NOT NULL") == ["2"]
    assert blog.column("SELECT comments_found FROM posts") == [1]
    blog.keep(page(comments=[comment(1), comment(2)], comments_declared=2))
    assert not blog.ask("SELECT 1 FROM comments WHERE gone_at IS NOT NULL")


def test_comments_the_page_still_declares_are_not_gone(blog):
    blog.keep(page(comments=[comment(1), comment(2)], comments_declared=2))
    assert blog.keep(page(comments_declared=2)).gone_comments == 0


def test_answers_vanish_with_the_comment_they_answer_though_still_counted(blog):
    whole = [comment(1), comment(2), comment(3, 2), comment(4, 3)]
    blog.keep(page(comments=whole, comments_declared=4))
    assert blog.keep(page(comments=[comment(1)], comments_declared=3)).gone_comments == 3
    blog.keep(page(comments=whole, comments_declared=4))
    assert blog.keep(page(comments=[comment(1)], comments_declared=4)).gone_comments == 0
    assert blog.keep(page(comments=[comment(1)], comments_declared=4)).gone_comments == 3


def test_a_thread_that_is_empty_but_counted_is_never_gone(blog):
    blog.keep(page(comments=[comment(1), comment(2)], comments_declared=2))
    for _ in range(3):
        assert blog.keep(page(comments_declared=2)).gone_comments == 0


def test_comment_of_another_page_is_not_gone_until_that_is_read(blog):
    for found in PAGES:
        blog.keep(found)
    blog.end()
    blog.keep(replace(PAGES[0], comments=PAGES[0].comments[:1]))
    assert not blog.ask("SELECT 1 FROM comments WHERE gone_at IS NOT NULL")
    blog.keep(PAGES[1])
    blog.keep(PAGES[2])
    assert blog.column("SELECT source_id FROM comments WHERE gone_at IS NOT NULL") == ["6"]


def test_not_modified_is_a_look_too(blog):
    blog.keep(page(comments=[comment(1)]), headers=(("ETag", '"1"'),))
    blog.keep(Found(A, "post"), 304)
    assert blog.ask("SELECT last_seen > first_seen FROM posts") == [(1,)]
    assert blog.ask("SELECT last_seen > first_seen FROM comments") == [(1,)]
    assert blog.ask("SELECT status, etag, kind FROM pages WHERE url = ?", A) == [(200, '"1"', "post")]


# ------------------------------------------------------------------------------------------- moved, gone


def test_new_slug_keeps_the_row(blog):
    blog.keep(page(comments=[comment(1)]))
    before = blog.ask("SELECT id, first_seen FROM posts")
    blog.move(A, B)
    assert blog.due() == [B]
    blog.keep(page(B, comments=[comment(1)]))
    assert blog.ask("SELECT id, first_seen FROM posts") == before
    assert blog.revisions() == [("url", A, B)]
    assert blog.column("SELECT count(*) FROM comments") == [1]


def test_new_slug_found_before_the_old_one_redirects(blog):
    blog.keep(page(comments=[comment(1)]))
    before = blog.ask("SELECT id, first_seen FROM posts")
    blog.end()
    told = [blog.keep(page(B, comments=[comment(1)]))]
    assert blog.due() == [A]
    told.append(blog.move(A, B))
    assert blog.due() == [B]
    told.append(blog.keep(page(B, comments=[comment(1)])))
    sums = [
        sum(kept)
        for kept in zip(*((k.new_posts, k.changed_posts, k.new_comments) for k in told), strict=True)
    ]
    assert sums == [0, 1, 0], "a run tells of a post with a new name, not of a new post"
    assert blog.ask("SELECT id, first_seen FROM posts") == before
    assert blog.ask("SELECT url, comments_found FROM posts") == [(B, 1)]
    assert blog.revisions() == [("url", A, B)]


def test_redirect_to_a_different_post_renames_nothing(blog):
    blog.keep(page())
    blog.move(A, B)
    blog.keep(page(B, title="Another", published="2012-01-01", body_text="Else."))
    assert blog.column("SELECT url FROM posts ORDER BY url") == [A, B]
    assert not blog.revisions()


def test_slash_redirect_is_asked(blog):
    blog.store.discover(blog.run, [Lead(A[:-1], "post")])
    blog.move(A[:-1], A)
    assert blog.due() == [A]


def sitemap(*urls):
    return Found(HOME + "sitemap.xml", "sitemap", links=tuple(Link(url, "post") for url in urls))


def test_gone_by_two_witnesses(blog):
    blog.keep(sitemap(A, B))
    blog.keep(page(A))
    blog.keep(page(B, title="B", published="2012-02-02", body_text="B"))
    blog.end()
    blog.keep(sitemap(B))
    assert blog.due() == [A]
    blog.miss(A)
    assert blog.end() == 1
    assert blog.column("SELECT url FROM posts WHERE gone_at IS NOT NULL") == [A]


def test_a_long_sitemap_is_compared_in_one_pass(blog):
    """That of a blog of many years, read again with one post more and one less."""
    urls = [f"{HOME}2010/05/story-{n}/" for n in range(5000)]
    blog.keep(sitemap(*urls))
    begun = time.process_time()
    kept = blog.keep(sitemap(*urls[:7], *urls[8:], B))
    assert time.process_time() - begun < 3
    assert (kept.discovered, kept.new_leads) == (1, 1)
    dropped = "SELECT url FROM listings JOIN pages ON pages.id = page_id WHERE dropped_look IS NOT NULL"
    assert blog.column(dropped) == [urls[7]]
    assert blog.column("SELECT count(*) FROM listings") == [5001]
    blog.keep(sitemap(*urls))
    assert blog.column(dropped) == [B]


def test_gone_by_two_complete_runs_never_by_one(blog):
    blog.keep(page())
    blog.end()
    blog.miss(A)
    assert blog.end() == 0
    blog.miss(A, 410)
    assert blog.end("stopped") == 0
    assert blog.due() == [A]
    blog.miss(A)
    assert blog.end() == 1
    blog.keep(page())
    assert not blog.ask("SELECT 1 FROM posts WHERE gone_at IS NOT NULL")


def test_a_failure_touches_nothing_that_was_read(blog):
    blog.keep(page(), warc_file="a.warc.gz", warc_offset=10)
    before = blog.ask("SELECT title, last_seen FROM posts")
    blog.miss(A, 500)
    assert blog.ask("SELECT title, last_seen FROM posts") == before
    assert blog.ask("SELECT kind, status, warc_file, attempts FROM pages") == [("post", 500, "a.warc.gz", 1)]
    blog.end()
    assert blog.due() == [A]


# ------------------------------------------------------------------------------------------- frontier


def test_posts_come_first_and_only_once_a_run(blog):
    leads = [Lead(HOME + "tag/x/", "archive"), Lead(A, "post"), Lead(HOME + "feed/", "feed")]
    assert blog.store.discover(blog.run, leads) == 3
    assert blog.store.discover(blog.run, leads) == 0
    assert blog.due() == [HOME + "feed/", A, HOME + "tag/x/"]
    blog.miss(A, 500)
    assert A not in blog.due()
    assert blog.due(1) == [HOME + "feed/"]


def test_feed_that_ends_new_sends_to_its_next_page(blog):
    older = Link(HOME + "feed/?paged=2", "older")
    feed = Found(HOME + "feed/", "feed", entries=(Entry(A),), links=(older,))
    blog.keep(feed)
    blog.keep(replace(feed, url=older.url, links=()))
    blog.keep(page())
    blog.end()
    assert not blog.due()
    blog.keep(replace(feed, entries=(Entry(B),)))
    assert blog.due() == [older.url, B]


def test_counted_and_updated_entries_make_posts_due(blog):
    feed = Found(
        HOME + "feed/", "feed", entries=(Entry(A, comments_declared=1), Entry(B, comments_declared=0))
    )
    blog.keep(feed)
    blog.keep(page(A))
    blog.keep(page(B, title="B"))
    blog.end()
    assert not blog.due()
    blog.keep(replace(feed, entries=(Entry(A, comments_declared=2), Entry(B, comments_declared=0))))
    assert blog.due() == [A]


@pytest.mark.parametrize("feed_first", [True, False])
def test_feed_tells_what_the_page_does_not(blog, feed_first):
    entry = Entry(A, author="Ann", published="2010-05-14T10:00:00+00:00")
    both = [
        Found(HOME + "feed/", "feed", entries=(entry,)),
        page(author=None, authors=(), published="2010-05-14"),
    ]
    for found in both if feed_first else both[::-1]:
        blog.keep(found)
    assert blog.ask("SELECT author, published FROM posts_full") == [("Ann", "2010-05-14T10:00:00+00:00")]
    assert not blog.revisions()


def test_frontier_at_a_million_addresses(blog):
    with blog.store.writing() as conn:
        conn.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)"
            " INSERT INTO pages(blog_id, url, key, rank, due_at)"
            " SELECT ?, 'http://blog.test/' || i, i, 3, iif(i % 2, '2020', '2999') FROM n",
            (blog.blog,),
        )
    best = min(_timed(lambda: blog.store.due(blog.run, blog.now(), 10)) for _ in range(20))
    assert best < 0.001


def _timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ------------------------------------------------------------------------------------------- search, file


def test_search_follows_the_rows(blog):
    search = (
        "SELECT posts.title FROM posts_fts JOIN posts ON posts.id = posts_fts.rowid WHERE posts_fts MATCH ?"
    )
    blog.keep(page(body_text="A café"))
    assert blog.column(search, "cafe") == []
    blog.store.index_text()
    assert blog.column(search, "cafe") == ["First"]
    blog.keep(page(body_text="A bistro"))
    assert (blog.column(search, "cafe"), blog.column(search, "bistro")) == ([], ["First"])
    for table in ("posts", "comments"):
        blog.ask(f"INSERT INTO {table}_fts({table}_fts) VALUES ('integrity-check')")


def test_threads_read_from_top_to_bottom(blog):
    blog.keep(page(comments=[comment(1), comment(2, 1), comment(3, 2), comment(4)]))
    assert blog.ask("SELECT body_text, depth, root_id FROM comment_threads ORDER BY post_id, path") == [
        ("Text 1", 0, 1),
        ("Text 2", 1, 1),
        ("Text 3", 2, 1),
        ("Text 4", 0, 4),
    ]
    assert blog.ask("SELECT name, comments, posts FROM top_commenters") == [("Bob", 4, 1)]
    assert blog.ask("SELECT month, posts, comments FROM posts_per_month") == [("2010-05", 1, 4)]


def test_gaps_say_why(blog):
    blog.keep(replace(page(comments_declared=5), comment_system="disqus"))
    assert blog.ask("SELECT url, declared, found, reason FROM gaps") == [
        (A, 5, 0, "comments stand outside the page: disqus")
    ]


def test_nothing_of_a_page_stays_when_one_row_fails(blog):
    with pytest.raises(StoreError):
        blog.keep(page(comments=[comment(1, published=["no date"])]))
    assert not blog.ask("SELECT 1 FROM posts")
    blog.keep(page(comments=[comment(1)]))
    assert blog.column("SELECT count(*) FROM authors") == [2]


def test_opening_again_keeps_all(tmp_path):
    first = Blog(tmp_path / "a.db")
    first.keep(page())
    first.store.close()
    with Store.open(tmp_path / "a.db", create=False) as store:
        assert store.query("SELECT title FROM posts") == [("First",)]
        assert store.query("PRAGMA application_id") == [(0x62327371,)]
    with pytest.raises(StoreError, match="no such database"):
        Store.open(tmp_path / "none.db", create=False)


def test_a_post_without_words_has_revisions_of_its_terms(blog):
    picture = {"body_text": None, "body_html": '<img src="http://blog.test/a.png">'}
    blog.keep(page(**picture))
    blog.keep(page(**picture, categories=(Term("Pictures"),)))
    sql = "SELECT field, old, new FROM revisions"
    assert blog.ask(sql) == [("categories", '["Marketing"]', '["Pictures"]')]


def test_signs_that_a_theme_sets_are_no_other_words(blog):
    """WordPress sets quotes, dashes and dots in one place and leaves them as typed in another."""
    as_typed = 'It\'s "so" -- or...'
    as_set = "It’s “so” – or…"
    old = page(
        title=as_typed, body_text=as_typed, tags=(Term(as_typed),), comments=[comment(1, text=as_typed)]
    )
    new = page(title=as_set, body_text=as_set, tags=(Term(as_set),), comments=[comment(1, text=as_set)])
    blog.keep(old)
    kept = blog.keep(new)
    assert (kept.changed_posts, kept.changed_comments) == (0, 0) and not blog.revisions()
    assert blog.ask("SELECT title, body_text, tags FROM posts_full") == [(as_typed,) * 3]
    assert blog.keep(page(title="It’s 'so' – or…")).changed_posts == 1, "other quotes are another text"
    assert blog.keep(page(title="It’s 'so' -- or…", body_text="ls -all")).changed_posts == 1
    assert blog.keep(page(title="It’s 'so' -- or…", body_text="ls --all")).changed_posts == 1


def test_a_theme_that_prints_no_terms_takes_none_away(blog):
    """Another theme is told by the rules that read its pages; terms are gone where the theme that told them says so."""

    def under(theme, **changes):
        rules = {name: Source(f"{theme} .{name}", 0.9) for name in ("title", "body", "published", "tags")}
        return replace(page(**changes), sources=rules)

    blog.keep(under("old"))
    for _ in range(3):
        assert blog.keep(under("new", tags=(), categories=())).changed_posts == 0
    assert blog.ask("SELECT categories, tags FROM posts_full") == [("Marketing", "x, y")]
    assert "none" in blog.column("SELECT sources ->> '$.tags.rule' FROM posts")[0]
    assert blog.keep(under("old")).changed_posts == 0
    assert blog.keep(under("old", tags=())).changed_posts == 1
    assert blog.revisions() == [("tags", '["x", "y"]', "[]")]
