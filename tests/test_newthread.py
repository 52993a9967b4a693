"""The quick way for a thread that is new comes to the very rows to which the whole way comes."""

from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from test_store import Blog, page

from scraper import store
from scraper.newthread import keep_new
from scraper.rows import Comment, Link

IDS = st.sampled_from(("1", "2", "3", "c4", "n1", "n2", "1#2"))
COMMENTS = st.lists(
    st.builds(
        Comment,
        id=IDS,
        parent_id=st.none() | IDS | st.just("elsewhere"),
        author=st.sampled_from((None, "", "Ann", "Bob")),
        author_url=st.sampled_from((None, "http://ann.test/")),
        avatar=st.sampled_from((None, "http://ann.test/face.png")),
        published=st.sampled_from((None, "2010-05-14", "2010-05-15T10:00:00Z")),
        body_text=st.sampled_from((None, "Yes.", "No.")),
        depth=st.integers(0, 3),
        links=st.lists(st.builds(Link, st.just("http://out.test/")), max_size=2).map(tuple),
    ),
    max_size=6,
)
TABLES = ("posts", "comments", "authors", "links", "pages")


def rows(comments, slowly):
    """All tables after the page was read, and after it was read again."""
    way = patch.object(store, "keep_new", lambda *_: False) if slowly else nullcontext()
    out = []
    with TemporaryDirectory() as folder, way:
        blog = Blog(Path(folder) / "b.db")
        for number in range(2):
            blog.keep(page(comments=comments[number:], comments_declared=3))
            out.append([blog.ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES])
        blog.store.close()
    return out


@settings(deadline=None, max_examples=60)
@given(COMMENTS)
def test_both_ways_lead_to_one_thread(comments):
    assert rows(comments, slowly=False) == rows(comments, slowly=True)


def test_the_quick_way_is_taken(tmp_path):
    """Else the test above would compare a thing with itself."""
    taken = []
    with patch.object(store, "keep_new", lambda *given: taken.append(keep_new(*given)) or taken[-1]):
        blog = Blog(tmp_path / "b.db")
        blog.keep(page(comments=(Comment("1"), Comment("2", "1", depth=1))))
        blog.keep(page("http://blog.test/b", comments=(Comment("1", "2", depth=1), Comment("2"))))
        blog.store.close()
    assert taken == [True, False]
