"""Do documents arrive whole, under their titles and dates, and pages without their furniture?

usage: python -m benchmarks.forms --shared FOLDER [--misses]

FOLDER holds `corpus/`, eleven folders of as many forms. Each is read with no option but its path;
its manifest, which knows titles and dates, is withheld and is the truth, as is
`benchmarks/pages.csv` for the dates of news pages and the first and last words of their texts, put
down by a reader.

`files`: those in the folder; `loaded`: those of which documents came; `set aside`: those of which
nothing came but a reason. `dates` and `titles`: of the documents of which the form states one and
the truth knows it, the share that is right; a title is right where one of the two holds the other,
so that a page's title may be without the name of its site, and no title is asked of the stories of
a day's file, of which only the day's is known. `clean`: the share of pages that begin and end with
their text and have no line of furniture in it.
"""

import argparse
import csv
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from flows.settings import load_settings
from flows.sources.discover import Input, discover
from flows.sources.documents import document_row
from flows.sources.drafts import Rejection
from flows.sources.html.main_text import says_of_the_page
from flows.sources.read import read_input

SHARES = ("dates", "titles", "clean")
HEADS = ("files", "loaded", "set aside", "documents", *SHARES)
_PAGES = Path(__file__).resolve().parent / "pages.csv"
# Pages of the broadcaster all begin so.
_OPENINGS = {"cctv_html": "央视网消息"}


@dataclass(slots=True)
class Scored:
    """What became of one folder: counts of files, and of what was right of what could be."""

    files: int = 0
    loaded: int = 0
    aside: int = 0
    documents: int = 0
    right: dict[str, int] = field(default_factory=dict)
    of: dict[str, int] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def note(self, name: str, right: bool, told: str) -> None:
        """Count one document that could be right, and name it where it is not."""
        self.of[name] = self.of.get(name, 0) + 1
        self.right[name] = self.right.get(name, 0) + right
        if not right:
            self.misses.append(f"{name}: {told}")

    def share(self, name: str) -> float | None:
        """What was right of what could be; None where nothing could."""
        return self.right[name] / self.of[name] if self.of.get(name) else None


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="name what is wrong or set aside")
    arguments = parser.parse_args()
    if not (arguments.shared / "corpus" / "manifest.csv").exists():
        print(f"error: no corpus in {arguments.shared}", file=sys.stderr)
        return 2
    folders = scores(arguments.shared)
    print("\n".join(table(folders)))
    if arguments.misses:
        print("\n".join(miss for scored in folders.values() for miss in scored.misses))
    return 0


def scores(shared: Path) -> dict[str, Scored]:
    """What became of each folder of the corpus."""
    corpus = shared / "corpus"
    truth = _rows(corpus / "manifest.csv")
    pages = _rows(_PAGES)
    folders = sorted(path for path in corpus.iterdir() if path.is_dir())
    return {folder.name: score(folder, truth, pages) for folder in folders}


def score(
    folder: Path, truth: dict[str, dict[str, str]], pages: dict[str, dict[str, str]]
) -> Scored:
    """Read one folder and compare."""
    scored = Scored()
    largest = load_settings().largest_input
    for given in discover([folder]):
        assert isinstance(given, Input)
        path = f"{folder.name}/{given.path}"
        scored.files += 1
        found = list(read_input(given, largest))
        rows = [document_row(one, given) for one in found if not isinstance(one, Rejection)]
        scored.loaded += bool(rows)
        scored.aside += not rows
        scored.documents += len(rows)
        scored.misses += [
            f"set aside: {folder.name}/{one.path}: {one.reason}"
            for one in found
            if isinstance(one, Rejection)
        ]
        for row in rows:
            _compare(scored, row, {**truth[path], **pages.get(path, {})})
    return scored


def _compare(scored: Scored, row: dict[str, str], truth: dict[str, str]) -> None:
    path = truth["path"]
    if truth["published"] and row["published_start"]:
        stated = str(row["published_start"])
        scored.note("dates", stated == truth["published"], f"{path} {stated} {truth['published']}")
    alone = "#" not in row["path"] or row["format"] == "csv"
    if truth["title"] and row["title"] and alone:
        ours, theirs = _squeezed(row["title"]), _squeezed(truth["title"])
        scored.note("titles", ours in theirs or theirs in ours, f"{path} {row['title']}")
    if row["format"] == "html":
        scored.note("clean", *_cleanness(row["text"], path, truth))


def _cleanness(text: str, path: str, truth: dict[str, str]) -> tuple[bool, str]:
    begins = truth.get("begins") or _OPENINGS[path.partition("/")[0]]
    if not text.startswith(begins):
        return False, f"{path} begins {text[:30]!r}"
    if not text.endswith(truth.get("ends", "")):
        return False, f"{path} ends {text[-30:]!r}"
    furniture = [line for line in text.split("\n") if says_of_the_page(line)]
    return not furniture, f"{path} has {furniture[:3]}"


def page(folders: dict[str, Scored]) -> str:
    """The table under a heading, for the page of scores."""
    return "\n".join(["", "## Forms: what files state, and pages without furniture (%)", ""]) + (
        "\n" + "\n".join(table(folders)) + "\n"
    )


def promises(folders: dict[str, Scored]) -> dict[str, float]:
    """What is promised over all folders, in percent, as `forms.dates` and `forms.loaded`."""
    sums = total(folders)
    shares = {f"forms.{name}": 100 * (sums.share(name) or 0) for name in SHARES}
    return {**shares, "forms.loaded": 100 * sums.loaded / sums.files}


def table(folders: dict[str, Scored]) -> list[str]:
    """A Markdown table by folder, and over all."""
    lines = [f"| folder | {' | '.join(HEADS)} |", "|---" * (1 + len(HEADS)) + "|"]
    for name, scored in [*folders.items(), ("all", total(folders))]:
        shares = [scored.share(head) for head in SHARES]
        cells = [scored.files, scored.loaded, scored.aside, scored.documents]
        shown = ["–" if share is None else f"{100 * share:.1f}" for share in shares]
        lines.append(f"| {name} | {' | '.join([*map(str, cells), *shown])} |")
    return lines


def total(folders: dict[str, Scored]) -> Scored:
    """All folders together."""
    sums = Scored()
    for scored in folders.values():
        sums.files += scored.files
        sums.loaded += scored.loaded
        sums.aside += scored.aside
        sums.documents += scored.documents
        for name, count in scored.of.items():
            sums.of[name] = sums.of.get(name, 0) + count
            sums.right[name] = sums.right.get(name, 0) + scored.right[name]
    return sums


def _rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return {row["path"]: row for row in csv.DictReader(opened)}


def _squeezed(title: str) -> str:
    return re.sub(r"[\W_]", "", title)


if __name__ == "__main__":
    sys.exit(main())
