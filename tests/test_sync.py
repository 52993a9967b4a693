"""The trip against a real server: every post and comment, none twice, few requests when nothing changed."""

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bad_server import BadServer, answer
from blogserver import Blog, Entry, serve, stored

from scraper.archive import Archive
from scraper.errors import Locked, UsageError
from scraper.imports.trip import ImportSettings, import_paths
from scraper.lock import folder_lock, run_lock
from scraper.reading import asks_no_archive, read
from scraper.replay import replay
from scraper.rows import Capture
from scraper.store import Store
from scraper.sync import Settings, Silent, sync
from scraper.urls import kind_of

COMMAND = [sys.executable, "-c", "from scraper.cli import main; main()"]
FAST = Settings(delay=0)


@pytest.fixture
def blog():
    with serve(Blog()) as blog:
        yield blog


class Teller(Silent):
    """Remembers what it is told."""

    def __init__(self):
        super().__init__()
        self.lines = []

    def say(self, text):
        self.lines.append(text)


def ask(db, sql, *values):
    with Store.open(db, create=False) as store:
        return store.query(sql, *values)


def again(blog, db, settings=FAST):
    blog.requests.clear()
    return sync(db, [], settings)


def test_whole_blog_is_archived(blog, db):
    summary = sync(db, [blog.base + "/"], FAST)
    assert stored(db) == blog.truth()
    assert (summary.new_posts, summary.outcome, summary.errors) == (12, "complete", 0)
    assert ask(db, "SELECT DISTINCT author, categories FROM posts_full") == [("Ann Mariner", "Sea")]
    assert "/private/x/" not in blog.requests
    assert len(set(blog.requests)) == len(blog.requests)
    assert ask(db, "SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'ships'") == [(12,)]


def test_every_row_is_backed_by_its_record(blog, db):
    from scraper.archive import read

    sync(db, [blog.base + "/"], FAST)
    for url, file, offset in ask(
        db, "SELECT url, warc_file, warc_offset FROM pages WHERE status IS NOT NULL"
    ):
        assert read(db.with_suffix(".warc"), file, offset).url == url


def test_blog_without_sitemap_and_feed(blog, db):
    blog.sitemap = False
    blog.answers["/feed/"] = 404, "text/html", "none"
    sync(db, [blog.base + "/"], FAST)
    assert stored(db) == blog.truth()


@pytest.mark.parametrize(("delay", "together"), [(0, True), (0.01, False)])
def test_new_posts_of_a_near_server_go_a_handful_at_a_time(blog, db, monkeypatch, delay, together):
    """Each answer is in the archive before it becomes rows; who must wait for the server keeps what is there."""
    steps = ""

    def told(whole, sign):
        def call(*words):
            nonlocal steps
            steps += sign
            return whole(*words)

        return call

    for owner, name in ((Archive, "append"), (Store, "keep")):
        monkeypatch.setattr(owner, name, told(getattr(owner, name), name[0]))
    sync(db, [blog.base + "/"], Settings(delay=delay))
    assert ("aa" in steps) == together and steps.count("a") == steps.count("k")
    assert all(steps[:n].count("a") >= steps[:n].count("k") for n in range(len(steps)))
    assert stored(db) == blog.truth()


def test_several_connections_find_the_same(blog, db):
    sync(db, [blog.base + "/"], Settings(delay=0, concurrency=4))
    assert stored(db) == blog.truth()


def test_unchanged_blog_costs_three_requests(blog, db):
    sync(db, [blog.base + "/"], FAST)
    before = stored(db)
    summary = again(blog, db)
    assert len(blog.requests) <= 3
    assert (summary.new_posts, summary.changed_posts, summary.outcome) == (0, 0, "complete")
    assert stored(db) == before


def test_of_several_sitemaps_that_of_the_newest_posts_is_watched(blog, db):
    """A deleted post of old is found out though the sitemap of static pages was read later."""

    def listing(*paths):
        items = "".join(f"<url><loc>{blog.base}{path}</loc></url>" for path in paths)
        text = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>'
        return 200, "application/xml", text

    blog.answers["/posts.xml"] = listing(*(post.path for post in blog.shown()))
    blog.answers["/pages.xml"] = listing("/about/")
    main = (
        '<article class="page hentry"><h1 class="entry-title">About</h1>'
        '<div class="entry-content"><p>Who we are.</p></div></article>'
    )
    blog.answers["/about/"] = (
        200,
        "text/html",
        blog.frame("About | The Sea Blog", main, 'class="page page-id-2"'),
    )
    names = "".join(f"<sitemap><loc>{blog.base}/{name}.xml</loc></sitemap>" for name in ("pages", "posts"))
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}</sitemapindex>'
    blog.answers["/sitemap.xml"] = 200, "application/xml", index
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT kind FROM posts WHERE url LIKE '%/about/'") == [("page",)]
    del blog.posts[2]
    blog.answers["/posts.xml"] = listing(*(post.path for post in blog.shown()))
    assert again(blog, db).gone_posts == 1
    assert "/posts.xml" in blog.requests and "/pages.xml" not in blog.requests


def test_new_posts_beyond_the_first_page_of_the_feed(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts |= {n: blog.make(n) for n in range(13, 26)}
    again(blog, db)
    assert stored(db) == blog.truth()


def test_new_posts_without_sitemap(blog, db):
    blog.sitemap = False
    sync(db, [blog.base + "/"], FAST)
    blog.posts |= {n: blog.make(n) for n in range(13, 26)}
    again(blog, db)
    assert stored(db) == blog.truth()


def test_new_comment_on_a_recent_post(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[10].comments.append(Entry(1099, "A late word.", parent=1001))
    summary = again(blog, db)
    assert stored(db) == blog.truth()
    assert summary.new_comments == 1


def test_edited_post_leaves_its_old_text(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts[3].text = blog.posts[3].text.replace("ships", "boats")
    blog.posts[3].modified += 1
    assert again(blog, db).changed_posts == 1
    [(field, old, new)] = ask(db, "SELECT field, old, new FROM revisions")
    assert field == "body_text" and "ships" in old and "boats" in new


def test_deleted_comment_is_gone(blog, db):
    sync(db, [blog.base + "/"], FAST)
    lost = blog.posts[12].comments.pop() if blog.posts[12].comments else blog.posts[10].comments.pop()
    assert again(blog, db).gone_comments == 1
    assert ask(db, "SELECT source_id FROM comments WHERE gone_at IS NOT NULL") == [(str(lost.id),)]
    assert stored(db) == blog.truth()


def test_deleted_post_is_gone_and_keeps_its_row(blog, db):
    sync(db, [blog.base + "/"], FAST)
    lost = blog.posts.pop(4)
    assert again(blog, db).gone_posts == 1
    assert ask(db, "SELECT title, body_text IS NOT NULL FROM posts WHERE gone_at IS NOT NULL") == [
        (lost.title, 1)
    ]
    assert stored(db) == blog.truth()
    again(blog, db)
    assert lost.path not in blog.requests, "it is gone, and looked for in a month"


#: what stands where a post was: Jekyll's plug-in for redirects, and a line as short as HTML allows
STUBS = (
    '<!DOCTYPE html><html><title>Redirecting&hellip;</title><link rel="canonical" href="{0}">'
    '<script>location="{0}"</script><meta http-equiv="refresh" content="0; url={0}"><h1>Redirecting&hellip;</h1>'
    '<a href="{0}">Click here if you are not redirected.</a></html>',
    "<html> <head> <link rel=canonical href={0}/> <meta http-equiv=refresh content='0; url={0}'/> </head></html>",
)


@pytest.mark.parametrize("stub", [None, *STUBS])
def test_changed_slug_keeps_the_row(blog, db, stub):
    sync(db, [blog.base + "/"], FAST)
    [before] = ask(db, "SELECT id, first_seen FROM posts WHERE title = 'The title of post 11'")
    post = blog.posts[11]
    post.old.append(post.path)
    old, post.slug = post.path, "a-better-name"
    if stub:
        blog.answers[old] = 200, "text/html; charset=utf-8", stub.format(post.path)
    summary = again(blog, db)
    assert (summary.new_posts, summary.changed_posts, summary.new_comments) == (0, 1, 0)
    assert stored(db) == blog.truth()
    assert ask(db, "SELECT id, first_seen FROM posts WHERE title = ?", post.title) == [before]
    assert ask(db, "SELECT field, old, new FROM revisions") == [
        ("url", blog.base + old, blog.base + post.path)
    ]


def test_run_in_small_pieces_ends_with_the_same(blog, db):
    outcomes = [sync(db, [blog.base + "/"], Settings(delay=0, max_pages=5)).outcome]
    while outcomes[-1] == "limited" and len(outcomes) < 30:
        outcomes.append(sync(db, [], Settings(delay=0, max_pages=5)).outcome)
    assert outcomes[0] == "limited" and outcomes[-1] == "complete"
    assert stored(db) == blog.truth()


def test_interrupted_run_marks_nothing_gone(blog, db):
    sync(db, [blog.base + "/"], FAST)
    blog.posts.pop(4)
    assert again(blog, db, Settings(delay=0, max_pages=2)).outcome == "limited"
    assert ask(db, "SELECT count(*) FROM posts WHERE gone_at IS NOT NULL") == [(0,)]


def test_comment_pages_beyond_the_end_lead_nowhere(blog, db):
    endless = Blog.page

    def page(post, number):
        link = f'<a href="{post.path}comment-page-{(number or 1) + 1}/#comments">further comments</a>'
        return endless(blog, post, number).replace("</body>", link + "</body>")

    blog.page = page
    sync(db, [blog.base + "/"], FAST)
    pages = {path for path in blog.requests if "comment-page-" in path}
    assert max(int(path.rstrip("/").rpartition("-")[2]) for path in pages) <= 4
    assert stored(db) == blog.truth()


def test_edit_of_an_old_post_is_seen_where_the_sitemap_has_no_dates(blog, db):
    """WordPress 5.5 to 6.4: the feed moves with every edit, that in the order of edits tells which."""
    blog.edits = blog.undated = True
    sync(db, [blog.base + "/"], FAST)
    blog.requests.clear()
    sync(db, [], FAST)
    assert len(blog.requests) <= 3 and "/feed/atom/?orderby=modified" not in blog.requests
    blog.posts[2].text, blog.posts[2].modified = "Quite another text about the land and its many roads.", 1
    blog.requests.clear()
    summary = sync(db, [], FAST)
    assert summary.changed_posts == 1 and blog.posts[2].path in blog.requests
    assert len(blog.requests) <= 5
    blog.requests.clear()
    sync(db, [], FAST)
    assert len(blog.requests) <= 3


@pytest.mark.parametrize("unlisted", [(11,), (12,), range(3, 13), range(1, 13)])
def test_feed_is_followed_where_the_sitemap_lacks_its_posts(blog, db, unlisted):
    """Nothing else leads to old posts; a sitemap that lacks but the newest is only made once a day."""
    blog.unlisted = unlisted
    blog.index = lambda page: blog.frame("The Sea Blog", "<p>No list of posts here.</p>", 'class="home blog"')
    sync(db, [blog.base + "/"], FAST)
    further = [path for path in blog.requests if "paged=" in path]
    assert bool(further) == (11 in unlisted)
    if further:
        assert stored(db) == blog.truth()
    blog.requests.clear()
    sync(db, [], FAST)
    assert len(blog.requests) <= 3


def test_feed_of_a_server_that_knows_no_pages_ends(blog, db):
    """A static copy answers `?paged=2` and all that follow with the first page."""
    whole, blog.sitemap = blog.answer, False
    blog.answer = lambda path: whole(path.partition("?")[0] if path.startswith("/feed/?") else path)
    assert sync(db, [blog.base + "/"], Settings(delay=0, max_pages=200)).outcome == "complete"
    assert [path for path in blog.requests if "paged=" in path] == ["/feed/?paged=2"]
    assert stored(db) == blog.truth()


def test_server_errors_are_asked_again_by_the_next_run(blog, db):
    blog.answers[blog.posts[5].path] = 500, "text/html", "oops"
    settings = Settings(delay=0)
    summary = sync(db, [blog.base + "/"], settings)
    assert summary.errors == 1
    del blog.answers[blog.posts[5].path]
    again(blog, db)
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("stub", [None, *STUBS])
def test_redirected_home_is_followed(blog, db, stub):
    blog.answers["/blog"] = (200, "text/html", stub.format("/")) if stub else (301, "text/html", "/")
    sync(db, [blog.base + "/blog"], FAST)
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("wall", ["/", "/2010/05/post-4/"])
def test_a_wall_of_cookies_is_passed_once(blog, db, wall):
    """Raw sockets: the first answer for an address sets a cookie and sends to where one is."""
    with BadServer() as server:
        page = blog.page(blog.posts[4], None).replace('rel="canonical"', "").encode()
        home = blog.frame("Blog", '<h2><a href="/2010/05/post-4/">A post</a></h2><p>Words.</p>').encode()
        shut = answer(b"", "Set-Cookie: seen=1; Path=/", f"Location: {wall}", status="302 Found")
        whole = {"/": answer(home), "/2010/05/post-4/": answer(page)}
        server.routes |= whole
        server.routes[wall] = lambda line: line.send(whole[wall] if b"seen=1" in line.head else shut)
        summary = sync(db, [server.url("/")], FAST)
        assert (summary.failures, summary.outcome, server.hits[wall]) == ([], "complete", 2)
        assert ask(db, "SELECT title FROM posts WHERE url LIKE '%post-4/'") == [("The title of post 4",)]
        server.routes[wall] = shut  # and one that never opens
        server.hits.clear()
        sync(db.with_name("other.db"), [server.url("/")], FAST)
        assert server.hits[wall] == 2


def test_since_leaves_older_posts_out(blog, db):
    sync(db, [blog.base + "/"], Settings(delay=0, since="2010-07"))
    months = {url.split("/")[4] for (url,) in ask(db, "SELECT url FROM posts")}
    assert months and min(months) >= "07"


def test_exclude_is_obeyed(blog, db):
    sync(db, [blog.base + "/"], Settings(delay=0, exclude=("/post-3/", "comment-page")))
    assert not [path for path in blog.requests if "post-3/" in path or "comment-page" in path]


@pytest.mark.parametrize("way", ["sitemap", "feed", "pages"])
def test_include_asks_the_lists_that_name_what_is_included(blog, db, way):
    blog.sitemap = way == "sitemap"
    if way == "pages":
        blog.answers["/feed/"] = 404, "text/html", "none"
    wanted = [blog.posts[n].path for n in (1, 2)]  # the second page of the list names none of them
    sync(db, [blog.base + "/"], Settings(delay=0, include=("/2010/0[23]/",)))
    assert ask(db, "SELECT url FROM posts ORDER BY url") == [(blog.base + path,) for path in wanted]
    assert not [path for path in blog.requests if re.match("/2010/(?!0[23])", path)]


def test_noarchive_is_obeyed_where_that_is_asked_for(blog, db):
    from scraper.archive import heads

    path = blog.posts[3].path
    page = blog.answer(path)[2].replace("<head>", '<head><meta name="robots" content="index, NoArchive">')
    assert "NoArchive" in page
    blog.answers[path] = (200, "text/html; charset=utf-8", page)
    sync(db, [blog.base + "/"], Settings(delay=0, obey_noarchive=True))
    url = blog.base + path
    assert ask(db, "SELECT count(*) FROM posts") == [(11,)]
    assert ask(db, "SELECT error, warc_file FROM pages WHERE url = ?", url) == [
        ("asks not to be archived (noarchive)", None)
    ]
    assert url not in {head.url for head in heads(db.with_suffix(".warc"), [])}
    again(blog, db)
    assert path not in blog.requests


@pytest.mark.parametrize(
    ("value", "asks"),
    [("noarchive", True), ("noindex, NONE", True), ("otherbot: noarchive", False), ("nofollow", False)],
)
def test_robots_tag_in_a_header(value, asks):
    capture = Capture(
        "http://a.test/x.pdf", 200, headers=(("Content-Type", "application/pdf"), ("X-Robots-Tag", value))
    )
    assert asks_no_archive(capture) is asks


def test_an_image_called_a_page_is_media():
    capture = Capture(
        "http://a.test/2010/05/x/", 200, (("Content-Type", "text/html"),), b"\xff\xd8\xff\xe0\x00\x10JFIF"
    )
    assert read(capture).kind == "media"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((404, "text/html", "no"), "answers 404"),
        ((403, "text/html", "no"), "answers 403"),
        ((500, "text/html", "no"), "answers 500"),
        ((200, "text/html", ""), "empty page"),
        ((200, "application/pdf", "%PDF-1.4 x"), "no web page"),
    ],
)
def test_poor_home_page_is_told_in_one_line(blog, db, answer, words):
    blog.answers["/"] = answer
    summary = sync(db, [blog.base + "/"], FAST)
    [line] = summary.failures
    assert words in line and blog.base in line and "\n" not in line


@pytest.mark.parametrize("wrong", ["{base}/mistyped/", "http://nowhere.invalid/"])
def test_a_mistyped_address_is_not_asked_for_ever(blog, db, wrong):
    wrong = wrong.format(base=blog.base)
    assert sync(db, [wrong], FAST).failures
    assert sync(db, [blog.base + "/"], FAST).failures == []
    blog.requests.clear()
    told = Teller()
    assert sync(db, [], FAST, told).failures == []
    assert "/mistyped/" not in blog.requests
    assert [line for line in told.lines if line.startswith(f"{wrong}: passed over")]
    assert sync(db, [wrong], FAST).failures, "who names it wants it asked"


def test_a_blog_that_was_shut_at_first_is_asked_again(blog, db):
    blog.answers["/"] = 403, "text/html", "maintenance"
    assert sync(db, [blog.base + "/"], FAST).failures
    del blog.answers["/"]
    forget_robots(db)
    assert sync(db, [], FAST).failures == []
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("name", ["ann:secret@", "ann@", ":secret@"])
def test_an_address_with_a_password_is_refused_and_not_said(db, name):
    with pytest.raises(UsageError, match="name or password") as refused:
        sync(db, [f"http://{name}blog.example/x/"], FAST)
    assert "secret" not in str(refused.value) and not db.exists()


def test_robots_that_forbid_all(blog, db):
    blog.robots = "Disallow: /\n"
    [line] = sync(db, [blog.base + "/"], FAST).failures
    assert "robots.txt does not allow" in line


def test_refused_connection(tmp_path):
    [line] = sync(tmp_path / "a.db", ["http://127.0.0.1:9/"], FAST).failures
    assert "refused" in line and line.count("127.0.0.1") <= 2


@pytest.mark.parametrize("text", ["not a url", "ftp://a.test/", "example.com", "http://", ""])
def test_what_is_no_address_is_refused(db, text):
    with pytest.raises(UsageError):
        sync(db, [text], FAST)
    assert not db.exists()


def test_second_run_touches_nothing(blog, db):
    with run_lock(db), pytest.raises(Locked):
        sync(db, [blog.base + "/"], FAST)
    assert not db.exists() and not blog.requests


def test_databases_that_share_a_folder_write_one_at_a_time(blog, db, tmp_path):
    """Else both would go on in one file, each over the other's records."""
    shared = tmp_path / "warcs"
    words = [*COMMAND, "sync", str(db), blog.base + "/", "--warc-dir", str(shared), "--delay", "0"]
    with folder_lock(shared):
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr) == (4, f"Error: {shared}: another run is at work on it\n")
    assert not db.exists() and not shared.exists() and not blog.requests
    assert sync(db, [blog.base + "/"], Settings(delay=0, warc_dir=shared)).outcome == "complete"
    with folder_lock(shared), pytest.raises(Locked):
        import_paths(tmp_path / "other.db", [Path(__file__)], ImportSettings(warc_dir=shared))


@pytest.mark.parametrize("read", [False, True])
def test_a_blog_whose_links_all_name_another_site_says_so(blog, db, read):
    """A hosted name that does not redirect to the blog's own domain: 0 posts are no success, and old ones no secret."""
    home, own = f"{blog.base}/", blog.base.replace("127.0.0.1", "localhost")
    if read:
        sync(db, [home], FAST)
    names = {path: blog.answer(path) for path in ("/", "/feed/", "/sitemap.xml")}
    for path, (status, kind, text) in names.items():
        links = re.sub(r'href="/', f'href="{own}/', text).replace(blog.base, own)
        blog.answers[path] = status, kind, links
    line = f"{home}: all posts that it names are at {own}/ (if it is the blog's own: sync {db} {own}/)"
    for night in range(2):
        heard = Teller()
        assert sync(db, [home], FAST, heard).failures == ([] if read else [line])
        assert heard.lines == ([line] if read and night == 0 else [])  # said when a list has changed
    sync(db, [f"{own}/"], FAST)
    assert stored(db)[0] and sync(db, [], FAST).failures == []


def test_frontier_survives_a_clock_set_back(blog, db, monkeypatch):
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=6))
    monkeypatch.setattr("scraper.sync.now", lambda: "1999-01-01T00:00:00Z")
    assert sync(db, [], FAST).outcome == "complete"
    assert stored(db) == blog.truth()


def test_pages_that_must_not_be_asked_hide_none_behind_them(blog, db):
    blog.robots = "".join(f"Disallow: /2010/{month:02}/\n" for month in (1, 12, 11, 10, 9))
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT count(*) FROM posts") == [(7,)]
    assert ask(db, "SELECT count(*) FROM pages WHERE due_at IS NOT NULL AND status IS NULL") == [(0,)]


@pytest.mark.parametrize("answer", [(500, "text/html", "no database"), (503, "text/html", "maintenance")])
def test_a_robots_txt_that_does_not_answer_buries_nothing(blog, db, answer):
    """WordPress serves robots.txt itself: without its database all is forbidden, but only now (RFC 9309, 2.3.1.4)."""
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=6))
    forget_robots(db)
    blog.answers["/robots.txt"] = answer
    blog.requests.clear()
    summary = sync(db, [], Settings(delay=0))
    assert "robots.txt does not answer" in summary.failures[0] and set(blog.requests) == {"/robots.txt"}
    del blog.answers["/robots.txt"]
    with sqlite3.connect(db) as conn:
        conn.execute("DELETE FROM hosts")
    assert sync(db, [], FAST).outcome == "complete"
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_robots_txt_forbade_is_asked_when_its_rules_change(blog, db, elsewhere):
    blog.robots = "Disallow: /2010/01/\n"
    if elsewhere:
        told = blog.answer
        blog.answer = lambda path: (
            (301, "text/plain", "/rules")
            if path == "/robots.txt"
            else told(path.replace("/rules", "/robots.txt"))
        )
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT count(*) FROM pages WHERE error = 'robots.txt does not allow it'") > [(0,)]
    forget_robots(db)
    blog.robots = ""
    sync(db, [], FAST)
    assert stored(db) == blog.truth()


def test_a_theme_that_tells_less_of_a_moment_changes_nothing(blog, db):
    """Another theme prints the hour without zone and seconds: nothing is new, and what was told stays."""
    sync(db, [blog.base + "/"], FAST)
    exact = ask(
        db, "SELECT id, published FROM posts UNION ALL SELECT -id, published FROM comments ORDER BY 1"
    )
    whole = blog.answer
    blog.answer = lambda path: tuple(
        re.sub(r'(datetime="[^"]{16})[^"]*"', r'\1:00"', part) if isinstance(part, str) else part
        for part in whole(path)
    )
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET due_at = '', etag = NULL, last_modified = NULL, digest = NULL")
    summary = again(blog, db)
    assert blog.requests and (summary.changed_posts, summary.changed_comments) == (0, 0)
    assert exact == ask(
        db, "SELECT id, published FROM posts UNION ALL SELECT -id, published FROM comments ORDER BY 1"
    )


def test_a_page_for_people_in_a_feeds_place_is_no_post(blog, db):
    """A blog without its database may answer 200 everywhere, its feeds and sitemaps included."""
    sync(db, [blog.base + "/"], FAST)
    down = (
        200,
        "text/html",
        "<title>The sea is closed today</title><h1>Closed</h1><p>We are away, and so is all we wrote.</p>",
    )
    blog.answers |= dict.fromkeys(("/feed/", "/sitemap.xml", "/comments/feed/"), down)
    with sqlite3.connect(db) as conn:
        conn.execute(
            "UPDATE pages SET due_at = '', etag = NULL, last_modified = NULL WHERE kind IN ('feed', 'sitemap')"
        )
    sync(db, [], FAST)
    assert stored(db) == blog.truth()
    assert ask(db, "SELECT count(*) FROM posts WHERE title LIKE '%closed%'") == [(0,)]


def test_a_server_that_answers_but_its_own_faults_is_left_alone(blog, db, monkeypatch):
    """Its database is away: the run ends after some pages, each asked as often as any, and the next goes on."""
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=6))
    whole = blog.answer
    blog.answer = lambda path: whole(path) if path == "/robots.txt" else (500, "text/html", "no database")
    with sqlite3.connect(db) as conn:
        links = ((f"{blog.base}/2010/05/x-{n}/",) for n in range(30))
        conn.executemany(
            "INSERT INTO pages(blog_id, url, key, rank, due_at) SELECT 1, ?1, ?1, 30, ''"
            " WHERE NOT EXISTS (SELECT 1 FROM pages WHERE url = ?1)",
            links,
        )
    blog.requests.clear()
    monkeypatch.setattr("scraper.sync._FAULTS", 4)
    summary = sync(db, [], FAST)
    assert "answers 500, as 3 pages before it did" in summary.failures[0] and len({*blog.requests}) <= 6
    blog.answer = whole
    sync(db, [], FAST)
    assert stored(db) == blog.truth()


@pytest.mark.parametrize("target", ["/robots.txt/", "/rules", None])
def test_robots_txt_elsewhere_or_nowhere_is_asked_once_a_day(blog, db, target):
    """WordPress with plain permalinks sends to "/robots.txt/", which shows the home page."""
    if target == "/robots.txt/":
        blog.answers[target] = blog.answer("/")
    elif target:
        blog.answers[target] = 200, "text/plain", "User-agent: *\nDisallow: /2010/02/\n"
    blog.answers["/robots.txt"] = (301, "text/html", target) if target else (404, "text/html", "none")
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT count(*) FROM posts") == [(11 if target == "/rules" else 12,)]
    blog.requests.clear()
    assert sync(db, [], FAST).outcome == "complete"
    assert not {"/robots.txt", target} & set(blog.requests)
    forget_robots(db)
    blog.requests.clear()
    sync(db, [], FAST)
    assert "/robots.txt" in blog.requests and len(blog.requests) <= 4


def forget_robots(db):
    """Let the copy of robots.txt be more than a day old."""
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET fetched_at = '2020-01-01T00:00:00Z' WHERE kind = 'robots'")


def test_archives_that_tell_nothing_new_are_left_alone(blog, db):
    links = "".join(f'<a href="/tag/t{n}/">t{n}</a>' for n in range(60))
    whole = blog.index
    blog.index = lambda page: whole(page).replace("</body>", links + "</body>")
    blog.answers |= {f"/tag/t{n}/": (200, "text/html", whole(1)) for n in range(60)}
    assert sync(db, [blog.base + "/"], FAST).outcome == "complete"
    assert 15 < len([path for path in blog.requests if path.startswith("/tag/")]) < 30
    assert stored(db) == blog.truth()
    assert len(again(blog, db).failures) == 0 and len(blog.requests) <= 3


def test_a_page_that_breaks_the_parser_counts_as_failed(monkeypatch):
    """What could not be read is told by the exit code; the bytes are kept all the same."""
    import scraper.extract
    from scraper import reading
    from scraper.rows import Capture
    from scraper.store import Kept
    from scraper.summary import Summary

    def broken(page):
        raise RuntimeError("no way through")

    monkeypatch.setattr(scraper.extract, "extract", broken)
    monkeypatch.setattr(reading, "extract", broken, raising=False)
    head = (("Content-Type", "text/html"),)
    capture = Capture("http://127.0.0.1/a", 200, head, b"<p>x</p>", b"<p>x</p>", "2026-01-31T12:00:00Z")
    found = reading.read(capture)
    summary = Summary()
    summary.add(capture, found, Kept(page_id=1))
    assert "no way through" in (found.error or "")
    assert summary.errors == 1


CLOSED = (
    "<title>The sea is closed today</title><h1>Closed</h1>"
    "<p>We are away on a long journey with all that was ever told here; whoever knocks may do so again.</p>"
)


@pytest.mark.parametrize("lists", [True, False])
def test_an_answer_of_200_at_every_address_is_no_change_of_any_post(blog, db, lists):
    """A blog out of order that says so with 200 and in its own words: one address that cannot exist tells."""
    sync(db, [blog.base + "/"], FAST)
    whole = blog.answer

    def down(path):
        up = not lists and kind_of(path) in ("feed", "sitemap")
        return whole(path) if up or path in ("/", "/robots.txt") else (200, "text/html", CLOSED)

    for _ in range(3):
        blog.answer = down
        all_due(db)
        summary = again(blog, db)
        assert (summary.outcome, summary.changed_posts, summary.gone_posts, summary.new_posts) == (
            "failed",
            0,
            0,
            0,
        )
        assert "the same page" in summary.failures[0] and len(blog.requests) <= 6
        assert stored(db) == blog.truth()
        assert ask(db, "SELECT count(*) FROM posts WHERE missing_at IS NOT NULL") == [(0,)]
    before = stored(db)
    assert replay(db)[0].outcome == "complete" and stored(db) == before
    blog.answer = whole
    again(blog, db)
    assert stored(db) == blog.truth() and ask(db, "SELECT * FROM revisions") == []


def test_a_first_sync_that_meets_it_keeps_no_such_post(blog, db):
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=8))
    whole = blog.answer
    blog.answer = lambda path: (
        whole(path) if path in ("/", "/robots.txt", "/feed/", "/sitemap.xml") else (200, "text/html", CLOSED)
    )
    assert again(blog, db).outcome == "failed"
    blog.answer = whole
    again(blog, db)
    assert stored(db) == blog.truth()
    before = stored(db)
    replay(db)
    assert stored(db) == before


@pytest.mark.parametrize("well", range(7, 13))
@pytest.mark.parametrize("soft", [False, True])
def test_a_first_sync_during_which_the_server_falls_out_of_order(blog, db, well, soft):
    """So many answers are well, then all but the lists say that it is closed; missing pages may be told by 200."""
    whole, lists, before = blog.answer, ("/", "/robots.txt", "/feed/", "/sitemap.xml"), [well]
    lost = (
        "<title>Lost</title><h1>Lost</h1><p>Nothing stands at this place; that was never a page of ours.</p>"
    )

    def answer(path):
        said = whole(path)
        before[0] -= 1
        if before[0] < 0 and path not in lists:
            return 200, "text/html", CLOSED
        return (200, "text/html", lost) if soft and said[0] == 404 else said

    blog.answer = answer
    sync(db, [blog.base + "/"], FAST)
    assert ask(db, "SELECT url FROM posts WHERE title LIKE '%closed%'") == []
    before[0] = 1000
    sync(db, [], FAST)
    assert stored(db) == blog.truth()


def only_known(blog, text=CLOSED):
    """Home page and lists answer as ever, all else says the same; gives what undoes it."""
    whole = blog.answer
    up = ("/", "/robots.txt", "/feed/", "/sitemap.xml")
    blog.answer = lambda path: whole(path) if path in up else (200, "text/html", text.replace("PATH", path))
    return whole


def test_new_posts_that_come_one_at_a_time_are_doubted(blog, db):
    sync(db, [blog.base + "/"], Settings(delay=0, max_pages=8))
    whole = only_known(blog)
    assert again(blog, db, Settings(delay=0.01)).outcome == "failed"
    blog.answer = whole
    again(blog, db)
    assert stored(db) == blog.truth()


@pytest.mark.parametrize(
    "text", [CLOSED, CLOSED.replace("Closed", "Closed: PATH"), "<title>Oh</title><h1>Oh</h1><p>It is.</p>"]
)
def test_an_outage_in_any_words_changes_no_post(blog, db, text):
    sync(db, [blog.base + "/"], FAST)
    whole = only_known(blog, text)
    all_due(db)
    summary = again(blog, db)
    assert (summary.outcome, summary.changed_posts) == ("failed", 0) and stored(db) == blog.truth()
    blog.answer = whole
    again(blog, db)
    assert ask(db, "SELECT * FROM revisions") == []


def test_a_doubt_that_is_not_answered_changes_no_post(blog, db):
    sync(db, [blog.base + "/"], FAST)
    only_known(blog)
    closed = blog.answer
    blog.answer = lambda path: (503, "text/html", "busy") if "never-written" in path else closed(path)
    all_due(db)
    summary = again(blog, db)
    assert summary.changed_posts == 0 and stored(db) == blog.truth()
    assert summary.errors >= 12, "what was not believed has failed, and is asked again"
    tries = sum("/again/" in path for path in blog.requests)
    assert tries <= 4, f"the host was asked {tries} times: a doubt is asked as often as any page"


@pytest.mark.parametrize("delay", [0, 0.01])
def test_posts_alone_out_of_order_change_no_post(blog, db, delay):
    """What does not exist is told as ever, lists are well; but all posts say the same, in the blog's own dress."""
    blog.posts[6].pieces = ["The second page of it tells of the way home over the sea, and of the fog."]
    sync(db, [blog.base + "/"], FAST)
    whole, truth = blog.answer, stored(db)
    shown = (
        f"<article><h1 class='entry-title'>Oh</h1><div class='entry-content'><p>{CLOSED}</p></div></article>"
    )
    page = blog.frame("Oh", f"<main>{shown}</main>", 'class="single single-post"')
    blog.answer = lambda path: (200, "text/html", page) if path.startswith("/2010") else whole(path)
    all_due(db)
    summary = again(blog, db, Settings(delay=delay))
    assert (summary.changed_posts, summary.gone_posts, summary.errors) == (0, 0, 13) and stored(db) == truth
    replay(db)
    assert stored(db) == truth
    blog.answer = whole
    assert again(blog, db).outcome == "complete" and ask(db, "SELECT * FROM revisions") == []


def test_a_further_page_that_says_all_else_is_doubted(blog, db):
    blog.posts[6].pieces = ["The second page of it tells of the way home over the sea, and of the fog."]
    sync(db, [blog.base + "/"], FAST)
    truth = stored(db)
    whole = only_known(blog)
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE pages SET due_at = '' WHERE url LIKE '%/2/'")
    summary = again(blog, db)
    assert (summary.outcome, summary.changed_posts) == ("failed", 0) and stored(db) == truth
    blog.answer = whole
    blog.posts[6].pieces = ["Another second page, of roads and rails and of a long walk through dry fields."]
    again(blog, db)
    assert ask(db, "SELECT field FROM revisions") == [("body_text",)]


def test_one_post_that_is_rewritten_is_no_outage(db):
    with serve(Blog(1)) as blog:
        sync(db, [blog.base + "/"], FAST)
        for title in ("Roads", "Rails"):
            blog.posts[1].title = title
            blog.posts[1].text = f"Nothing else than {title.lower()}, dry fields and long walks through them."
            all_due(db)
            assert again(blog, db).changed_posts == 1
    assert ask(db, "SELECT title FROM posts") == [("Rails",)]


def test_a_run_that_is_stopped_while_it_doubts_was_stopped(blog, db):
    watcher = Silent()
    sync(db, [blog.base + "/"], FAST)
    only_known(blog)
    closed = blog.answer

    def answer(path):
        watcher.stopping = watcher.stopping or "never-written" in path
        return closed(path)

    blog.answer = answer
    all_due(db)
    assert sync(db, [], FAST, watcher).outcome == "stopped" and stored(db) == blog.truth()


def test_a_soft_404_of_the_day_is_no_outage(blog, db):
    """What is not there says something else each night; the posts that are there answer well."""
    whole, night = blog.answer, [0]
    words = "so dark over the water and so long until morning".split()

    def answer(path):
        said = whole(path)
        text = " ".join(f"{word}{night[0]}" for word in words)
        return (
            (200, "text/html", f"<title>Lost {night[0]}</title><h1>Lost</h1><p>{text}.</p>")
            if said[0] == 404
            else said
        )

    blog.answer = answer
    sync(db, [blog.base + "/"], FAST)
    del blog.posts[4]
    ends = []
    for night[0] in (1, 2):
        all_due(db)
        ends.append(again(blog, db).outcome)
    assert ends == ["complete", "complete"]
    assert ask(db, "SELECT title FROM posts WHERE gone_at IS NOT NULL") == [("The title of post 4",)]


def test_a_post_put_back_is_found_when_a_list_names_it_again(blog, db):
    sync(db, [blog.base + "/"], FAST)
    lost = blog.posts.pop(4)
    assert again(blog, db).gone_posts == 1
    [counts] = ask(db, "SELECT counts ->> '$.gone_posts' FROM runs ORDER BY id DESC LIMIT 1")
    assert counts == (1,)
    blog.posts[4] = lost
    again(blog, db)
    assert ask(db, "SELECT title FROM posts WHERE gone_at IS NOT NULL") == []


def test_posts_written_anew_are_no_outage(blog, db):
    """All else than before, at one address, while no other answers so: that is a change."""
    sync(db, [blog.base + "/"], FAST)
    post = blog.posts[3]
    post.title, post.text, post.modified = "Farming", "Wheat grows where nobody sails.", 1
    blog.frame = lambda title, main, body="", head="": Blog.frame(
        blog, title, main.replace(f"It ends with {post.title}.", ""), body, head
    )
    assert again(blog, db).changed_posts >= 1
    assert ask(db, "SELECT count(*) FROM posts WHERE title = 'Farming'") == [(1,)]


def test_a_replay_knows_how_a_host_says_that_there_is_no_such_page(blog, db):
    """A soft 404 that only the probe of the first run tells from a post."""
    whole = blog.answer
    blog.answer = lambda path: (200, "text/html", CLOSED) if whole(path)[0] == 404 else whole(path)
    sync(db, [blog.base + "/"], FAST)
    del blog.posts[4]
    assert again(blog, db).gone_posts == 1
    before = ask(db, "SELECT title, gone_at FROM posts ORDER BY id")
    with sqlite3.connect(db) as conn:
        conn.execute("UPDATE posts SET title = 'lost'")
    replay(db)
    assert ask(db, "SELECT title, gone_at FROM posts ORDER BY id") == before


def all_due(db):
    with sqlite3.connect(db) as conn:
        conn.execute(
            "UPDATE pages SET due_at = '', etag = NULL, last_modified = NULL, digest = NULL WHERE look IS NOT NULL"
        )
