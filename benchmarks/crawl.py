"""What a sync costs against the sum of its parts, in one run on one machine: the ratios are what counts.

    python benchmarks/crawl.py [POSTS]     default 2000

A blog is generated and served from another process without delay. Every figure of CPU is of our process alone.
"""

import argparse
import json
import multiprocessing
import random
import resource
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

WORDS = (
    "sea ship harbour wind sail rope anchor wave storm island captain crew map star night morning light"
    " bread letter house garden river road stone winter summer journey language music window"
).split()
PER_PAGE = 10
PARTS = ("fetch", "archive", "parse", "load")

# ------------------------------------------------------------------------------------------- the blog


def pages_of(posts: int, chained: bool = True) -> dict[str, tuple[str, bytes]]:
    """Generate a blog in the manner of WordPress: path -> (media type, body).

    A chain of older pages can only be asked one by one: it is left out where connections are measured.
    """
    chance = random.Random(1)
    found = {}
    for n in range(1, posts + 1):
        found[path_of(n)] = ("text/html; charset=utf-8", post_page(n, posts, chance).encode())
    last = (posts + PER_PAGE - 1) // PER_PAGE if chained else 1
    for page in range(1, last + 1):
        body = index_page(page, posts, last)
        found[f"/page/{page}/" if page > 1 else "/"] = ("text/html; charset=utf-8", body.encode())
    urls = "".join(f"<url><loc>@BASE@{path_of(n)}</loc></url>" for n in range(posts, 0, -1))
    found["/sitemap.xml"] = ("application/xml", f"<urlset>{urls}</urlset>".encode())
    items = "".join(
        f"<item><title>Story {n}</title><link>@BASE@{path_of(n)}</link></item>"
        for n in range(posts, posts - 10, -1)
    )
    feed = f'<rss version="2.0"><channel><title>B</title>{items}</channel></rss>'
    found["/feed/"] = ("application/rss+xml", feed.encode())
    found["/robots.txt"] = (
        "text/plain",
        b"User-agent: *\nDisallow: /private/\nSitemap: @BASE@/sitemap.xml\n",
    )
    return found


def path_of(n: int) -> str:
    return f"/{2000 + n % 20}/{1 + n % 12:02}/story-{n}/"


def text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(words)).capitalize() + "."


def post_page(n: int, posts: int, chance: random.Random) -> str:
    body = "".join(f"<p>{text(chance, 60)}</p>" for _ in range(6))
    comments = "".join(
        f'<li class="comment" id="comment-{10 * n + k}"><article class="comment-body"><footer><cite class="fn">'
        f'Reader {chance.randrange(400)}</cite> <time datetime="2011-01-02T10:{k:02}:00+00:00">then</time></footer>'
        f'<div class="comment-content"><p>{text(chance, 30)}</p></div></article></li>'
        for k in range(n % 9)
    )
    main = (
        f'<article class="post type-post hentry"><h1 class="entry-title">Story {n}</h1><div class="entry-meta">On'
        f' <time class="entry-date published" datetime="{2000 + n % 20}-{1 + n % 12:02}-05T09:30:00+00:00">then</time>'
        f' by <span class="author vcard"><a class="url fn" href="/author/ann/">Ann Mariner</a></span></div>'
        f'<div class="entry-content">{body}</div><footer>Posted in <a href="/category/sea/" rel="category tag">Sea</a>'
        f'</footer></article><div id="comments" class="comments-area"><h2>{n % 9} comments</h2>'
        f'<ol class="commentlist">{comments}</ol></div>'
    )
    return frame(f"Story {n}", main, 'class="single single-post"')


def index_page(page: int, posts: int, last: int) -> str:
    top = posts - (page - 1) * PER_PAGE
    items = "".join(
        f'<article class="post hentry"><h2 class="entry-title"><a href="{path_of(n)}" rel="bookmark">Story {n}</a></h2>'
        f'<div class="entry-content"><p>An opening of the story, to be read on its own page.</p></div></article>'
        for n in range(top, max(top - PER_PAGE, 0), -1)
    )
    older = (
        f'<div class="nav-previous"><a href="/page/{page + 1}/">Older posts</a></div>' if page < last else ""
    )
    return frame("The Sea Blog", f"<main>{items}{older}</main>", 'class="home blog"')


def frame(title: str, main: str, body: str) -> str:
    side = "".join(f'<li><a href="{path_of(n)}">Story {n}</a></li>' for n in range(1, 16))
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="generator" content="WordPress 6.1">'
        '<link rel="alternate" type="application/rss+xml" href="/feed/"></head>'
        f'<body {body}><h1 class="site-title"><a href="/">The Sea Blog</a></h1>{main}'
        f'<aside class="widget-area"><ul>{side}</ul></aside></body></html>'
    )


# ------------------------------------------------------------------------------------------- its server


def serve(posts: int, latency: float, tell: Any) -> None:
    """Answer over kept connections, as cheaply as can be: the machine's other core is not what is measured."""
    import asyncio

    async def main() -> None:
        loop = asyncio.get_running_loop()
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        base = f"http://127.0.0.1:{listener.getsockname()[1]}"
        answers = {
            path: (kind, body.replace(b"@BASE@", base.encode()))
            for path, (kind, body) in pages_of(posts, not latency).items()
        }

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while head := await reader.readuntil(b"\r\n\r\n"):
                    if latency:
                        await asyncio.sleep(latency)
                    writer.write(reply(answers, head))
            except (asyncio.IncompleteReadError, ConnectionError):
                writer.close()

        server = await asyncio.start_server(answer, sock=listener)
        tell.send(base)
        await loop.run_in_executor(None, tell.recv)
        server.close()

    asyncio.run(main())


def reply(answers: dict[str, tuple[str, bytes]], head: bytes) -> bytes:
    kind, body = answers.get(head.split(b" ", 2)[1].decode(), ("text/html", b""))
    etag = b'"%d"' % len(body)
    if kind.startswith("application") and b"If-None-Match: " + etag in head:
        return b"HTTP/1.1 304 Not Modified\r\nETag: %b\r\n\r\n" % etag
    status = b"200 OK" if body else b"404 Not Found"
    told = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nETag: %b\r\nContent-Length: %d\r\n\r\n"
    return told % (status, kind.encode(), etag, len(body)) + body


@contextmanager
def blog(posts: int, latency: float = 0.0) -> Iterator[str]:
    """Serve a blog from another process; give its address."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.Process(target=serve, args=(posts, latency, theirs), daemon=True)
    process.start()
    try:
        yield ours.recv() + "/"
    finally:
        ours.send("end")
        process.join(5)
        process.kill()


# ------------------------------------------------------------------------------------------- measures


def apart(work: Callable[..., dict[str, float]], *words: Any) -> dict[str, float]:
    """Do a piece of work in a process of its own: its CPU, start-up included, and its memory."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_work, args=(theirs, work, words))
    process.start()
    theirs.close()  # ours alone is left: a child that breaks ends the pipe instead of hanging it
    found: dict[str, float] = ours.recv()
    process.join()
    return found


def _work(tell: Any, work: Callable[..., dict[str, float]], words: tuple[Any, ...]) -> None:
    found = work(*words)
    used = resource.getrusage(resource.RUSAGE_SELF)
    tell.send({"cpu": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss / 1024, **found})


def whole(db: str, url: str | None, concurrency: int = 1) -> dict[str, float]:
    """Sync a blog as the command does."""
    from scraper.sync import Settings, sync

    began = time.monotonic()
    settings = Settings(delay=0, concurrency=concurrency)
    summary = sync(Path(db), [url] if url else [], settings)
    assert summary.outcome == "complete", summary
    return {"pages": summary.pages, "requests": summary.requests, "seconds": time.monotonic() - began}


def parts(db: str, url: str) -> dict[str, float]:
    """Do again, one after the other, what a sync does at once, with the same pages."""
    from scraper.archive import captures

    kept = [c for c in captures(Path(db).with_suffix(".warc")) if "robots" not in c.url]
    folder = Path(db).parent / "parts"
    found = dict.fromkeys(PARTS, 0.0)
    steps = {"fetch": fetch_alone, "archive": archive_alone, "parse": parse_alone, "load": load_alone}
    for name, step in steps.items():
        began = time.process_time()
        kept = step(kept, folder)
        found[name] = time.process_time() - began
    return found


def fetch_alone(kept: list[Any], _: Path) -> list[Any]:
    """Fetch with a lean requests session, which asks the environment nothing."""
    import requests

    session = requests.Session()
    session.trust_env = False
    for capture in kept:
        session.get(capture.url, allow_redirects=False).content  # noqa: B018
    return kept


def archive_alone(kept: list[Any], folder: Path) -> list[Any]:
    from scraper.archive import Archive

    with Archive(folder) as archive:
        return [archive.append(capture) for capture in kept]


def parse_alone(kept: list[Any], _: Path) -> list[Any]:
    from scraper.reading import read

    return [(capture, read(capture)) for capture in kept]


def load_alone(kept: list[Any], folder: Path) -> list[Any]:
    from scraper.store import Store

    with Store.open(folder / "load.db") as store:
        run = store.start_run(store.add_blog(kept[0][0].url, "2020"), "2020-01-01T00:00:00Z", "1")
        for capture, found in kept:
            store.keep(run, capture, found)
    return kept


def peer(folder: str, url: str) -> dict[str, float]:
    """Crawl the same blog with Scrapy, bodies stored as files, and parse those with trafilatura, comments included."""
    import scrapy
    import trafilatura
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    place, links = Path(folder), LinkExtractor()
    place.mkdir()

    class Bodies(scrapy.Spider):  # type: ignore[misc]
        name = "bodies"
        start_urls: ClassVar[list[str]] = [url, f"{url}sitemap.xml"]
        kept = 0

        def parse(self, response: Any) -> Iterator[Any]:
            if response.url.endswith(".xml"):
                yield from map(scrapy.Request, response.xpath("//*[local-name()='loc']/text()").getall())
                return
            Bodies.kept += 1
            (place / str(Bodies.kept)).write_bytes(response.body)
            yield from response.follow_all(links.extract_links(response), self.parse)

    # no delay, as many requests at once as Scrapy likes: what is compared is its work, not its manners
    process = CrawlerProcess({"LOG_ENABLED": False, "ROBOTSTXT_OBEY": True, "DOWNLOAD_DELAY": 0,
                              "CONCURRENT_REQUESTS_PER_DOMAIN": 8})  # fmt: skip
    process.crawl(Bodies)
    process.start()
    for file in place.iterdir():
        trafilatura.bare_extraction(file.read_bytes(), include_comments=True)
    return {"pages": Bodies.kept}


def frontier(db: str, urls: int) -> dict[str, float]:
    """Ask what is due next among a million known addresses."""
    from scraper.store import Store

    with Store.open(db) as store:
        run = store.start_run(store.add_blog("http://b.example/", "2020"), "2020-01-01T00:00:00Z", "1")
        sql = "INSERT INTO pages(blog_id, url, key, rank, due_at) VALUES (1, ?, ?, ?, '2019-01-01T00:00:00Z')"
        with store.writing() as conn:
            conn.executemany(
                sql, ((f"http://b.example/{n}", f"b.example/{n}", 3 + n % 7) for n in range(urls))
            )
        times = []
        for _ in range(50):
            began = time.perf_counter()
            store.due(run, "2020-01-01T00:00:00Z", 8)
            times.append(time.perf_counter() - began)
    return {"ms": 1000 * sorted(times)[len(times) // 2]}


# ------------------------------------------------------------------------------------------- the report


def measure(posts: int, folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = {"posts": posts}
    db = str(folder / "blog.db")
    with blog(posts) as url:
        first = apart(whole, db, url)
        pieces = apart(parts, db, url)
        again = apart(whole, db, None)
    total = sum(pieces[name] for name in PARTS)
    told |= {f"{name} ms/page": round(1000 * pieces[name] / first["pages"], 2) for name in PARTS}
    told["sync ms/page"] = round(1000 * first["cpu"] / first["pages"], 2)
    told["sync / sum of its parts"] = round(first["cpu"] / total, 2)
    told |= {"second run requests": again["requests"], "second run CPU s": round(again["cpu"], 2)}
    with blog(posts // 4) as url:
        small = apart(whole, str(folder / "small.db"), url)
    told |= {"memory MB": round(first["memory"]), f"memory MB at {posts // 4} posts": round(small["memory"])}
    if find_spec("scrapy") and find_spec("trafilatura"):
        with blog(posts // 4) as url:
            other = apart(peer, str(folder / "bodies"), url)
        each = 1000 * other["cpu"] / other["pages"]
        told["Scrapy and trafilatura ms/page"] = round(each, 2)
        told["Scrapy and trafilatura / sync (target 5)"] = round(each / told["sync ms/page"], 2)
    with blog(posts // 4, 0.05) as url:
        slow = apart(whole, str(folder / "slow.db"), url, 8)
    ceiling = min(8 / 0.05, slow["pages"] / slow["cpu"])
    told["50 ms, 8 connections: share of the ceiling"] = round(slow["pages"] / slow["seconds"] / ceiling, 2)
    told["frontier ms at 1,000,000"] = round(apart(frontier, str(folder / "frontier.db"), 1_000_000)["ms"], 3)
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("posts", nargs="?", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        told = measure(words.posts, Path(folder))
    if words.json:
        print(json.dumps(told))
    else:
        print("\n".join(f"{name:45} {value}" for name, value in told.items()))
    sys.exit(0)


if __name__ == "__main__":
    main()
