"""What of saved pages stands amid the words of a post or of its comments, and is in no row; needs no labels.

    python benchmarks/losses.py FOLDER [LINES]

Three things are told, page by page, at most LINES (3) of each: a *hole*, a paragraph of which the body has both ends
but not the whole; a *block* between two kept ones beside it; *talk*, words among the comments that are in none.
Much of it is furniture, rightly left out (adverts, bylines, buttons): read it, and see what should have stayed. Two
runs, before a change and after it, tell what the change loses.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

from scraper.extract import parse_page
from scraper.page import Page
from scraper.rows import Found
from scraper.select import Element, words_in

Loss = tuple[str, str]  # (hole, block or talk; the words)
_BLOCKS = (
    "p",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "blockquote",
    "pre",
    "table",
    "dl",
    "div",
    "section",
    "figure",
)
_NO_TEXT = ("script", "style", "noscript", "iframe", "button", "select", "textarea", "math", "form")
_ENDS = 25  # letters by which the ends of a paragraph are known again
_SIGNS = re.compile(r"[\W_]+")


def main() -> int:
    if not sys.argv[1:]:
        print(__doc__)
        return 2
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    files = sorted(p for p in Path(sys.argv[1]).rglob("*") if p.name.endswith((".html", ".htm", ".html.gz")))
    pages = dict.fromkeys(("hole", "block", "talk"), 0)
    with Pool() as pool:
        for path, found in zip(files, pool.imap(losses, files, chunksize=8), strict=True):
            for kind in pages:
                told = [words for loss, words in found if loss == kind]
                pages[kind] += bool(told)
                for words in told[:most]:
                    print(f"{kind:5}  {path}  {words[:120]}")
    print(f"{len(files)} pages: " + ", ".join(f"{n} with a {kind}" for kind, n in pages.items()))
    return 0


def losses(path: Path) -> list[Loss]:
    """What one page says amid what was read of it, and was not read."""
    body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    address = next((to for rel, to, _ in Page.read(body, "").head_links if "canonical" in rel), None)
    found = parse_page(body, address or f"http://page.invalid/{path.name}")
    root = Page.read(body, found.url).root
    return [*_holes(root, found), *_blocks(root, found), *_talk(root, found)]


def _letters(text: str | None) -> str:
    return _SIGNS.sub("", text or "")


def _is_plain(el: Element) -> bool:
    return next(el.iter(*_NO_TEXT), None) is None


def _holes(root: Element, found: Found) -> Iterator[Loss]:
    kept = _letters(found.post.body_text if found.post else None)
    for el in root.iter("p", "li", "blockquote", "dd"):
        said = _letters(words_in(el))
        if (
            len(said) < 2 * _ENDS
            or said in kept
            or not _is_plain(el)
            or next(el.iter("sup"), None) is not None
        ):
            continue
        start = kept.find(said[:_ENDS])
        end = kept.find(said[-_ENDS:], start) if start >= 0 else -1
        if 0 < end - start < len(said):
            yield "hole", " ".join(words_in(el).split())


def _blocks(root: Element, found: Found) -> Iterator[Loss]:
    kept = _letters(found.post.body_text if found.post else None)
    kept += "".join(_letters(c.body_text) for c in found.comments)
    for parent in root.iter() if kept else ():
        children = [(el, _letters(words_in(el))) for el in parent.iterchildren(*_BLOCKS) if _is_plain(el)]
        whole = [i for i, (_, said) in enumerate(children) if len(said) > 2 * _ENDS and said[:200] in kept]
        if len(whole) < 3:
            continue
        for el, said in children[whole[0] + 1 : whole[-1]]:
            if len(said) > 3 and said[:200] not in kept:
                yield "block", " ".join(words_in(el).split())


def _talk(root: Element, found: Found) -> Iterator[Loss]:
    if len(found.comments) < 2:
        return
    texts = [said for c in found.comments if len(said := _letters(c.body_text)) > _ENDS]
    names = [_letters(c.author) for c in found.comments if c.author]
    body, talk = _letters(found.post.body_text if found.post else None), "|".join(texts)
    leaves = [el for el in root.iter("p", "div", "li", "td", "dd") if _is_leaf(el)]
    said = [(el, words) for el in leaves if len(words := _letters(words_in(el))) > 2 * _ENDS]
    inside = [i for i, (_, words) in enumerate(said) if words in talk]
    for el, words in said[inside[0] : inside[-1]] if inside else ():
        byline = any(name in words[: len(name) + 40] for name in names)
        if (
            words not in talk
            and words not in body
            and not byline
            and not any(text in words for text in texts)
        ):
            yield "talk", " ".join(words_in(el).split())


def _is_leaf(el: Element) -> bool:
    return _is_plain(el) and next(el.iterchildren(*_BLOCKS), None) is None


if __name__ == "__main__":
    sys.exit(main())
