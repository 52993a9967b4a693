"""Scores `blog-to-sqlite parse` on folders of labelled pages; never below the figures of landed.json.

    python benchmarks/accuracy.py CORPUS [--land]

CORPUS holds score.py and, a folder a set, ``pages/`` and ``gold/``. With ``--land`` the figures now measured
become those that must hold; a figure that was higher before stays.
"""

import json
import math
import subprocess
import sys
from pathlib import Path

LANDED = Path(__file__).with_name("landed.json")
COUNTS = ("pages", "crashes")  # told, but no shares: nothing to hold them to


def main() -> int:
    if not sys.argv[1:] or set(sys.argv[2:]) - {"--land"}:
        print(__doc__)
        return 2
    corpus, land = Path(sys.argv[1]).resolve(), "--land" in sys.argv
    landed: dict[str, dict[str, float]] = json.loads(LANDED.read_text()) if LANDED.exists() else {}
    sets = sorted(gold.parent for gold in corpus.glob("*/gold") if (gold.parent / "pages").is_dir())
    failed = 0
    for folder in sets:
        code, figures = score(corpus / "score.py", folder, {} if land else landed.get(folder.name, {}))
        failed |= code
        landed[folder.name] = better(landed.get(folder.name, {}), figures)
    if land and not failed:
        LANDED.write_text(json.dumps(landed, indent=1) + "\n")
    return failed if sets else 2


def score(script: Path, folder: Path, least: dict[str, float]) -> tuple[int, dict[str, float]]:
    """Run the corpus' own scorer over one set; -> (its exit code, the figures of its last line)."""
    tool = Path(sys.executable).with_name("blog-to-sqlite")
    limits = [word for name, value in least.items() for word in ("--min", f"{name}={value}")]
    command = [
        sys.executable,
        str(script),
        str(folder / "pages"),
        str(folder / "gold"),
        "--tool",
        str(tool),
        *limits,
    ]
    print(f"\n== {folder.name}", flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    print(done.stdout, end="", flush=True)
    last = (done.stdout.strip().splitlines() or [""])[-1]
    return done.returncode, dict(_figures(last))


def _figures(line: str) -> list[tuple[str, float]]:
    """``name=1.0`` words of a line."""
    pairs = (word.split("=") for word in line.split() if word.count("=") == 1)
    return [(name, float(value)) for name, value in pairs if name not in COUNTS and value != "-"]


def better(before: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    """The higher of two figures; printed ones are rounded, so one in the last place is given."""
    floor = {name: math.floor(value * 1000 - 0.5) / 1000 for name, value in now.items()}
    return {name: max(before.get(name, 0.0), floor.get(name, 0.0)) for name in {**before, **floor}}


if __name__ == "__main__":
    sys.exit(main())
