"""What a blog tells of its own size is held against the rows: months, totals of feeds, chains of posts."""

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from blogserver import Blog, serve

from scraper.cli import main
from scraper.sync import Settings, sync
from scraper.verify import verify

MONTHS = {
    "list": '<ul><li><a href="/2010/08/">August 2010</a>&nbsp;({})</li></ul>',
    "menu": '<select><option value="/2010/08/"> August 2010 &nbsp;({})</option></select>',
    "blogger": '<a class="post-count-link" href="/2010/08/">August</a> <span dir="ltr">({})</span>',
}


class Telling(Blog):
    """A blog that counts its posts wherever blogs do."""

    month, total, before = "", "", ""

    def index(self, page):
        return super().index(page).replace("</main>", f"</main>{self.month}")

    def rss(self, posts):
        return super().rss(posts).replace("<generator>", f"{self.total}<generator>")

    def page(self, post, number, piece=1):
        links = self.before if post.number == 1 else ""
        return super().page(post, number, piece).replace("</article><div id", f"</article>{links}<div id")


@pytest.fixture
def blog():
    with serve(Telling(6)) as blog:
        yield blog


def gaps(blog, db, **more):
    sync(db, [blog.base + "/"], Settings(delay=0, **more))
    return [(gap["what"], gap["declared"], gap["found"], gap["reason"]) for gap in verify(db).gaps]


@pytest.mark.parametrize("form", MONTHS)
def test_counts_of_months(blog, tmp_path, form):
    blog.month = MONTHS[form].format(1)  # there is one: post 7 would be the next, and there are six
    blog.posts[6].slug, blog.posts[6].number = "august", 7
    assert gaps(blog, tmp_path / "whole.db") == []
    blog.month = MONTHS[form].format(3)
    assert gaps(blog, tmp_path / "b.db") == [
        ("posts of 2010-08", 3, 1, "nothing that was read leads to them")
    ]


def test_total_of_a_feed(blog, tmp_path):
    words = '<x:totalResults xmlns:x="http://a9.com/-/spec/opensearchrss/1.0/">{}</x:totalResults>'
    blog.total = words.format(6)
    assert gaps(blog, tmp_path / "whole.db") == []
    blog.total = words.format(40)
    assert gaps(blog, tmp_path / "b.db") == [("posts", 40, 6, "nothing that was read leads to them")]


def test_chain_of_posts(blog, tmp_path):
    blog.before = '<nav class="nav-previous"><a href="/2010/01/lost/" rel="prev">Lost</a></nav>'
    assert gaps(blog, tmp_path / "out.db", exclude=("lost",)) == [("neighbour", 1, 0, "was never asked")]
    assert gaps(blog, tmp_path / "b.db") == [("page", 1, 0, "HTTP status 404")], "said once"
    blog.posts[2].old.append("/2010/01/lost/")
    assert gaps(blog, tmp_path / "moved.db") == [], "it stands under another address"


def test_gaps_are_a_table(blog, tmp_path):
    blog.month = MONTHS["list"].format(2)
    gaps(blog, tmp_path / "b.db")
    done = CliRunner().invoke(main, ["verify", str(tmp_path / "b.db")])
    assert done.exit_code == 0
    head, rule, row = done.stdout.splitlines()[-3:]
    assert re.split(r"\s{2,}", head) == ["what", "declared", "found", "reason", "url"]
    assert set(rule) == {"-", " "}
    assert row.startswith("posts of 2010-08  2         0      nothing")
    assert row.index(blog.base) == head.index("url")
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "b.db"), "--strict"]).exit_code == 3
