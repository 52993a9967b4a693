"""A new test case: the page copied into its folder, beside what the parser says of it, to be read and put right.

python tools/fixture.py page.html https://blog.example/2010/a-post/ wordpress/what-it-shows
"""

import json
import sys
from pathlib import Path

from scraper import parse_page
from scraper.jsonout import to_json

FIXTURES = Path(__file__).parent.parent / "fixtures"
USAGE = 'make fixture PAGE=page.html URL=https://blog.example/a-post/ NAME="platform/what-it-shows"'


def make(page: Path, url: str, name: str) -> Path:
    """Write page.html and a first expected.json; never over a case that is there."""
    folder = FIXTURES / name
    folder.mkdir(parents=True)
    data = page.read_bytes()
    (folder / "page.html").write_bytes(data)
    record = to_json(parse_page(data, url))
    del record["links"], record["sources"]
    told = json.dumps(record, ensure_ascii=False, indent=2)
    (folder / "expected.json").write_text(told + "\n", encoding="utf-8")
    return folder


def main(words: list[str]) -> str:
    if len(words) != 3 or not all(words) or words[2].count("/") != 1:
        return f"usage: {USAGE}"
    try:
        folder = make(Path(words[0]), words[1], words[2])
    except OSError as error:
        return f"{error.filename}: {error.strerror}"
    print(f"{folder}/expected.json says what the parser sees now.")
    print("Read it against the page, line by line, and put it right: it is the truth from now on.")
    return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) or 0)
