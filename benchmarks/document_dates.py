"""Are documents dated right where nobody says when they came out? Scores a corpus of known dates.

usage: python -m benchmarks.document_dates --shared FOLDER [--misses]

FOLDER holds `corpus/` with its `manifest.csv`, whose dates are the truth and are withheld. Withheld
as well: all front matter, the date columns and fields of CSV and JSON, and the markup, scripts and
metadata of web pages, of which the words alone are read. Each document is read twice: once with
the title of the manifest and its path, as a folder of files comes, and once with neither.

`bear one`: the documents whose words (text, and title where it is told) write the true date, its
month and day and elsewhere its year, or its year and month, in digits or characters; it is looked
for by spelling the true date out, with none of the rules that are measured. `day or month`: those
dated so exactly. `right`: of these, the ones whose true day lies in the interval given. `found`: of
those that bear a date, the ones dated to a day or month. Years alone are counted apart.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import polars as pl

from benchmarks.corpus import Known, known_documents, spells
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from transforms.keys import digest
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.text import fold_documents
from transforms.times.document_date import date_documents
from transforms.times.find import find_times
from transforms.times.normalise import normalise_times

HEADS = ("documents", "bear one", "day or month", "right", "found", "years", "years right")
WAYS = {"told": "Title and path told", "untold": "Neither title nor path told"}
_EXACT = ("day", "month")


def main() -> int:
    """Measure and print a table for each way of reading."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--misses", action="store_true", help="name what is wrong or not found")
    arguments = parser.parse_args()
    if not (arguments.shared / "corpus" / "manifest.csv").exists():
        print(f"error: no corpus in {arguments.shared}", file=sys.stderr)
        return 2
    for name, scored in scores(arguments.shared).items():
        print(f"\n{WAYS[name]}\n")
        print("\n".join(table(scored)))
        if arguments.misses:
            print("\n".join(misses(scored)))
    return 0


def scores(shared: Path) -> dict[str, pl.DataFrame]:
    """One row a document, by what was told with it: what it bears, what it was given."""
    known = known_documents(shared / "corpus")
    nameless = [replace(document, title="", path="") for document in known]
    return {
        "told": measured(known),
        "untold": measured(nameless),
    }


def measured(known: list[Known]) -> pl.DataFrame:
    """What each document was given, beside the truth."""
    rows = [
        {
            "document_id": f"d{place}",
            "folder": document.folder,
            "name": document.name,
            "published": document.published,
            "bears": spells(f"{document.title}\n{document.text}", document.published),
        }
        for place, document in enumerate(known)
    ]
    given = dated(known).select(
        "document_id", pl.selectors.starts_with("published_").exclude("published_at")
    )
    truth = pl.col("published")
    exact = pl.col("published_precision").is_in(_EXACT)
    holds = (truth >= pl.col("published_start")) & (truth < pl.col("published_end"))
    year = pl.col("published_precision") == "year"
    return (
        pl.DataFrame(rows)
        .join(given, on="document_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(exact=exact.fill_null(False), year=year.fill_null(False))
        .with_columns(holds=holds.fill_null(False))
    )


def dated(known: list[Known]) -> pl.DataFrame:
    """The documents after the steps that the date of a document rests on."""
    lexicon = load_lexicon()
    rows = [
        {
            "document_id": f"d{place}",
            "text_sha256": digest(document.text),
            "raw_sha256": digest(document.text),
            "source": document.folder,
            "path": document.path or "unnamed",
            "format": "text",
            "encoding": "utf-8",
            "title": document.title or None,
            "text": document.text,
        }
        for place, document in enumerate(known)
    ]
    folded = fold_documents(pl.DataFrame(rows, schema=to_polars(DOCUMENT)), lexicon)
    passages = split_passages(folded, lexicon)
    normalised = normalise_times(find_times(passages, lexicon), lexicon)
    return date_documents(folded, passages, normalised, lexicon)


def summary(scored: pl.DataFrame) -> dict[str, float]:
    """The two promises, and how many documents stand behind them."""
    exact = scored.filter("exact")
    bears = scored.filter("bears")
    return {
        "given": exact.height,
        "bears": bears.height,
        "right": exact["holds"].mean() or 0.0,
        "found": bears["exact"].mean() or 0.0,
    }


def table(scored: pl.DataFrame) -> list[str]:
    """A Markdown table by folder, and over all."""
    lines = [f"| folder | {' | '.join(HEADS)} |", "|---" * (1 + len(HEADS)) + "|"]
    parts = [(str(name), part) for (name,), part in scored.group_by("folder", maintain_order=True)]
    for name, part in [*parts, ("all", scored)]:
        told = summary(part)
        years = part.filter("year")
        cells = (
            part.height,
            part["bears"].sum(),
            told["given"],
            share(told["right"], told["given"]),
            share(told["found"], told["bears"]),
            years.height,
            share(years["holds"].mean() or 0.0, years.height),
        )
        lines.append(f"| {name} | {' | '.join(map(str, cells))} |")
    return lines


def share(value: float, of: float) -> str:
    """A share in percent; a dash where there is nothing that it is a share of."""
    return f"{100 * value:.1f}" if of else "–"


def misses(scored: pl.DataFrame) -> list[str]:
    """A line for each date that is wrong, and each that is borne and not found."""
    wrong = (pl.col("exact") | pl.col("year")) & ~pl.col("holds")
    unfound = pl.col("bears") & ~pl.col("exact")
    columns = ("name", "published", "published_start", "published_precision", "published_because")
    return [
        f"{'not found' if row['holds'] or not row['published_start'] else 'wrong'}: "
        + " | ".join(str(row[column])[:80] for column in columns)
        for row in scored.filter(wrong | unfound).to_dicts()
    ]


if __name__ == "__main__":
    sys.exit(main())
