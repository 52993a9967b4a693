"""Replay, load, import and verify, measured as ratios in one run on an archive made for it: `replay.py [POSTS]`.

Everything is made here, in a folder that goes away: no network, no page of anybody.
"""

import gc
import hashlib
import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from blogserver import Blog, Entry

from scraper.archive import verify
from scraper.readers import read_all
from scraper.replay import _BATCH, _make, replay
from scraper.store import Store
from scraper.summary import Summary
from scraper.timeline import Stop
from scraper.visit import Settings, Silent, Visit

HOME = "http://sea.test"
TABLES = (
    "blogs pages posts authors post_authors categories post_categories comments links revisions entries listings"
).split()
_IMPORT = """
import resource, sys
from pathlib import Path
from scraper.imports.trip import import_paths
report = import_paths(Path(sys.argv[1]), [Path(sys.argv[2])])
own = Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]  # ru_maxrss counts who started it, too
print(report.kept, int(own) / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""


def big_blog(posts):
    """Pages as blogs have them: some 60 kB, with a sidebar of links and a few dozen comments."""
    blog, chance = Blog(posts, comments_per_page=1000), random.Random(1)
    blog.base = HOME
    words = "sea ship wind harbour sail captain storm island chart compass anchor lantern".split()
    for post in blog.posts.values():
        post.text = " ".join(chance.choices(words, k=900))
        post.comments = [
            Entry(
                100 * post.number + n,
                " ".join(chance.choices(words, k=40)),
                f"Reader {chance.randrange(500)}",
            )
            for n in range(30)
        ]
        for n, comment in enumerate(post.comments[1:], 1):
            comment.parent = post.comments[chance.randrange(n)].id if n % 2 else None
    side = "".join(
        f'<li class="widget"><a href="/tag/{n}/" title="all about {n}">About {n}</a></li>' for n in range(100)
    )
    frame = blog.frame
    blog.frame = lambda title, main, *rest: frame(
        title, f'{main}<div id="sidebar"><ul>{side}</ul></div><script>{"var a=1;" * 900}</script>', *rest
    )
    return blog


def write_warc(blog, path, packed, pad=0):
    """A crawl of it by another program; `pad` makes pages as large as wanted."""
    filler = b"<!--" + b"x" * pad + b"-->" if pad else b""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=packed)
        for target in ["/", *(post.path for post in blog.posts.values())]:
            status, media, text = blog.answer(target)
            body = text.encode() + filler
            head = StatusAndHeaders(f"{status} OK", [("Content-Type", media)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                *(HOME + target, "response", BytesIO(body), len(body)),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2012-03-04T05:06:07Z"},
            )
            writer.write_record(record)


def run_import(db, warc):
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, str(db), str(warc)], stdout=subprocess.PIPE, text=True, check=True
    )
    kept, own, children = done.stdout.split()
    return int(kept), float(own), float(children)


def timed(work, clock=time.perf_counter):
    begun = clock()
    work()
    return clock() - begun


_BUSY = [sys.executable, "-c", "for n in range(12_000_000): pass"]


def machine():
    """How much more two processes get done here, now, than one: a machine that is shared gives less than two cores."""
    alone = timed(lambda: subprocess.run(_BUSY, check=True))
    both = timed(lambda: [one.wait() for one in [subprocess.Popen(_BUSY), subprocess.Popen(_BUSY)]])
    return 2 * alone / both


def replay_ratio(db):
    """One core against two, the best of three tries each, beside what the machine can give at that time."""
    best, used, given = {}, {}, []
    for jobs in (1, 2) * 3:
        given.append(machine())
        side, before = db.with_name(f"{jobs}.replay"), os.times()
        spent = timed(lambda: _make(db, side, db.with_suffix(".warc"), Silent(), jobs))  # noqa: B023
        after = os.times()
        best[jobs] = min(spent, best.get(jobs, spent))
        own = after.user + after.system - before.user - before.system
        theirs = after.children_user + after.children_system - before.children_user - before.children_system
        used[jobs] = min(used.get(jobs, (own, theirs)), (own, theirs), key=sum)
        side.unlink()
    whole, (own, theirs) = sum(used[1]), used[2]
    bound = whole / max(own, (own + theirs) / 2)
    print(
        f"replay: {best[1]:.1f} s on one core, {best[2]:.1f} s on two: {best[1] / best[2]:.2f} times faster"
        f" (target 1.6; two busy loops got {statistics.median(given):.2f} times the work of one done meanwhile)\n"
        f"  by CPU seconds, as on two cores with nothing else to do: {bound:.2f} times"
        f" ({whole:.1f} alone; writer {own:.1f} and readers {theirs:.1f})"
    )


def load_ratio(db, folder):
    """What the store does with pages read, against `executemany` of the same rows: CPU seconds, medians of five.

    Given too: what the whole trip of a page read costs, with the choice of links worth following.
    """
    with closing(sqlite3.connect(db)) as conn:
        places = conn.execute(
            "SELECT warc_file, warc_offset FROM pages WHERE warc_file IS NOT NULL ORDER BY 1, 2"
        )
        stops = [Stop(file, offset, 1, False) for file, offset in places]
    said = [(one.capture, one.found) for one in read_all(db.with_suffix(".warc"), stops, len(stops), 2)]
    settled, spent = [], {"trip": [], "load": [], "raw": []}
    for _ in range(5):
        spent["trip"].append(_into(folder / "trip.db", lambda store, run: _trip(store, run, said, settled)))
        gc.collect()
        gc.freeze()  # what is held here for the measurement would cost the one who makes more objects more
        spent["load"].append(_into(folder / "load.db", lambda store, run: _load(store, run, settled)))
        rows = _rows(folder / "load.db")
        (folder / "raw.db").unlink(missing_ok=True)
        Store.open(folder / "raw.db").close()
        with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as conn:
            spent["raw"].append(timed(lambda: _insert(conn, rows), time.process_time))  # noqa: B023
    return tuple(statistics.median(times) for times in spent.values())


def _into(path, work):
    """Let a store that is new be filled, and tell how long that takes."""
    path.unlink(missing_ok=True)
    with Store.open(path) as store:
        at = "2012-01-01T00:00:00Z"
        run = store.start_run(store.add_blog(HOME + "/", at), at, "bench")
        return timed(lambda: work(store, run), time.process_time)


def _trip(store, run, said, settled):
    visit, keep = Visit(store, run, Summary(), Settings()), store.keep
    settled.clear()

    def note(*args):
        settled.append(args[1:])
        return keep(*args)

    store.keep = note
    _in_batches(store, said, lambda capture, found: visit.keep(capture, found))


def _load(store, run, settled):
    _in_batches(store, settled, lambda capture, found: store.keep(run, capture, found))


def _in_batches(store, pages, keep):
    for n in range(0, len(pages), _BATCH):
        with store.writing():
            for capture, found in pages[n : n + _BATCH]:
                keep(capture, found)


def _rows(path):
    with closing(sqlite3.connect(path)) as conn:
        return {name: conn.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}


def _insert(conn, rows):
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN")
    for name, table in rows.items():
        if table:
            conn.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(table[0]))})", table)
    conn.execute("COMMIT")


def verify_speed(folder):
    """Megabytes of records, unpacked, a second of the processor."""
    begun = time.process_time()
    problems = list(verify(folder))
    spent = time.process_time() - begun
    assert not problems
    packed = sum(file.stat().st_size for file in folder.iterdir())
    done = subprocess.run(
        f"cat {folder}/*.warc.gz | gzip -dc | wc -c", shell=True, capture_output=True, text=True, check=True
    )
    return int(done.stdout) / 1e6 / spent, packed / 1e6 / spent


def main(posts):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        blog, db = big_blog(posts), folder / "b.db"
        write_warc(blog, folder / "crawl.warc.gz", packed=True)
        spent = timed(lambda: run_import(db, folder / "crawl.warc.gz"))
        print(f"import: {posts} posts, {posts * 30} comments: {spent:.1f} s")
        replay_ratio(db)
        trip, loaded, raw = load_ratio(db, folder)
        print(
            f"load: {loaded:.2f} CPU s, executemany of these rows {raw:.2f} s: {loaded / raw:.2f} times (target 1.6);"
            f" with the choice of links {trip / raw:.2f} times"
        )
        before = hashlib.sha256(db.read_bytes()).hexdigest()
        replay(db)
        same = before == hashlib.sha256(db.read_bytes()).hexdigest()
        print(f"unchanged replay: the file is {'the same, byte for byte' if same else 'NOT the same'}")
        unpacked, packed = verify_speed(db.with_suffix(".warc"))
        print(f"verify: {unpacked:.0f} MB of records, {packed:.0f} MB of files a CPU second (target 100)")
        pad = 1_000_000_000 // (posts + 1) if os.environ.get("BIG") else 200_000
        write_warc(blog, folder / "large.warc", packed=False, pad=pad)
        size = (folder / "large.warc").stat().st_size / 1e6
        kept, own, children = run_import(folder / "big.db", folder / "large.warc")
        print(f"import of {size:.0f} MB: {kept} captures, {own:.0f} MB in the writer, {children:.0f} MB in the largest"
              " reader (target 300)")  # fmt: skip
    print(f"peak of this program: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
