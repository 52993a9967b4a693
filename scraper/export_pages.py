"""Posts as files that people read: Markdown with a head of data, and plain HTML pages; fetches no picture."""

import json
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from scraper.export import Row, Source

_UNFIT = re.compile(r"[^\w.-]+")
_NAME_LENGTH = 80


class _Names:
    """A file name for each post: its day and its slug, numbered where two would be the same."""

    def __init__(self) -> None:
        self._taken: set[str] = {"index"}

    def of(self, post: "Row") -> str:
        path = unquote(urlsplit(post["url"]).path).rstrip("/").rpartition("/")[2]
        slug = _UNFIT.sub("-", re.sub(r"\.\w{2,5}$", "", path)).strip("-.")[:_NAME_LENGTH]
        name = "-".join(filter(None, ((post["published"] or "")[:10], slug))) or f"post-{post['id']}"
        number, told = 1, name
        while told.lower() in self._taken:
            number += 1
            told = f"{name}-{number}"
        self._taken.add(told.lower())
        return told


# ------------------------------------------------------------------------------------------- Markdown


def write_markdown(source: "Source", dest: Path) -> int:
    """Write one file a post: YAML on top, as static site generators read it, the comments at the end."""
    count, names = 0, _Names()
    for count, post in enumerate(source.posts(), 1):  # noqa: B007
        text = "\n".join((*_front(post), "", _markdown(post["body_html"]), *_replies(post))) + "\n"
        (dest / f"{names.of(post)}.md").write_text(text, encoding="utf-8")
    return count


def _front(post: "Row") -> Iterator[str]:
    """YAML of which JSON is a part (YAML 1.2, 1.3): no value can break out of its line."""
    told = {
        name: post[name]
        for name in ("title", "url", "published", "updated", "language", "first_seen", "gone_at")
    }
    told |= {"authors": [author["name"] for author in post["authors"]]}
    told |= {name: post[name] for name in ("categories", "tags", "kind")}
    yield "---"
    for name, value in told.items():
        if value:
            yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    yield "---"


def _markdown(html: str | None) -> str:
    from markdownify import markdownify

    return str(markdownify(html or "", heading_style="ATX")).strip()


def _replies(post: "Row") -> Iterator[str]:
    if post["comments"]:
        yield f"\n## Comments ({len(post['comments'])})"
    for comment in post["comments"]:
        mark = "> " * comment["depth"]
        head = ", ".join(filter(None, (comment["author"] or "(no name)", comment["published"])))
        lines = (f"**{_markdown(escape(head))}**", "", *_markdown(comment["body_html"]).split("\n"))
        yield "\n" + "\n".join(f"{mark}{line}".rstrip() for line in lines)


# ------------------------------------------------------------------------------------------- HTML

_MARK = "<!-- index of an export by blog-to-sqlite -->\n"  #: by which an import knows that it is no post
_FRAME = """<!DOCTYPE html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>{head}
<style>body{{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1.05rem/1.6 serif}}
img{{max-width:100%;height:auto}} .meta{{color:#555;font-size:.9rem}}
.comment{{border-left:2px solid #ccc;margin:1rem 0 1rem 0;padding-left:1rem}}</style></head>
<body>
{body}
</body></html>
"""


def write_html(source: "Source", dest: Path) -> int:
    """Write one page a post, with its thread, and a list of all."""
    count, names, listed = 0, _Names(), []
    for count, post in enumerate(source.posts(), 1):  # noqa: B007
        name = f"{names.of(post)}.html"
        listed.append((post["published"] or "", name, post["title"] or post["url"]))
        (dest / name).write_text(_page(post), encoding="utf-8")
    title = (source.store.query("SELECT ifnull(title, url) FROM blogs ORDER BY id") or [("",)])[0][0]
    items = (
        f'<li><span class="meta">{escape(day[:10])}</span> <a href="{escape(name)}">{escape(text)}</a></li>'
        for day, name, text in sorted(listed, reverse=True)
    )
    body = f"{_MARK}<h1>{escape(title)}</h1>\n<ul>\n{chr(10).join(items)}\n</ul>"
    (dest / "index.html").write_text(
        _FRAME.format(language="", title=escape(title), head="", body=body), encoding="utf-8"
    )
    return count


def _page(post: "Row") -> str:
    """One post, its parts named as microformats name them, so that importers read it as what it was (h-entry)."""
    title, url = escape(post["title"] or post["url"]), escape(post["url"])
    told = (*(_person(one["name"], one["url"]) for one in post["authors"]), *_day(post["published"]))
    meta = ", ".join((*told, f'<a class="u-url" href="{url}">{url}</a>'))
    body = [
        '<p><a href="index.html">All posts</a></p>\n<article class="h-entry">',
        f'<h1 class="p-name">{title}</h1>\n<p class="meta">{meta}</p>',
        f'<div class="e-content">{post["body_html"] or ""}</div>\n</article>',
        f"<h2>Comments ({len(post['comments'])})</h2>" if post["comments"] else "",
        *map(_shown, post["comments"]),
    ]
    head = f'<link rel="canonical" href="{url}">'
    return _FRAME.format(
        language=escape(post["language"] or ""), title=title, head=head, body="\n".join(body)
    )


def _person(name: str, url: str | None) -> str:
    if url and url.startswith(("http://", "https://")):
        return f'<a class="p-author h-card" rel="author" href="{escape(url)}">{escape(name)}</a>'
    return f'<span class="p-author h-card">{escape(name)}</span>'


def _day(published: str | None) -> Iterator[str]:
    if published:
        yield f'<time class="dt-published" datetime="{escape(published)}">{escape(published)}</time>'


def _shown(comment: "Row") -> str:
    name = _person(comment["author"], comment["author_url"]) if comment["author"] else "(no name)"
    left = min(comment["depth"], 12) * 1.5
    return (
        f'<div class="comment h-cite" id="comment-{comment["id"]}" style="margin-left:{left}rem">'
        f'<p class="meta">{", ".join((name, *_day(comment["published"])))}</p>\n'
        f'<div class="e-content">{comment["body_html"] or ""}</div></div>'
    )
