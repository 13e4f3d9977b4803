"""How right is what we read? Scores gold documents and recogniser cases, writes docs/quality.md.

usage: python -m benchmarks.quality --shared FOLDER [--page docs/quality.md] [--no-page]

FOLDER holds `gold/` and `cases/` with their own scorers. A score below its floor in
`benchmarks/floors.csv`, or a query of `docs/queries.md` that gives other rows than a reader found,
is named and ends the command with 1: quality never drops silently.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import polars as pl

from benchmarks import document_dates, forms
from benchmarks.answers import answers
from benchmarks.queries import check_corpus
from benchmarks.unplaced import add_unplaced

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.csv"
OWN = ROOT / "benchmarks" / "gold"
SETS = ("seed", "dev", "official")
FEWEST = 5  # rows of gold below which a score says nothing
ATTRIBUTES = ("kind", "statistic", "change", "metric", "period")

# A column of the page and the scorer's counts it is the ratio of: cases wholly right, spans
# found, spans that are right to find, values right of those found.
COLUMNS = {
    "pass_ov": ("pass_ov", "cases"),
    "R_ov": ("ov", "exp"),
    "P_ov": ("ov", "pred"),
    "value": ("val", "valn"),
}

Scores = dict[str, float]
Counts = dict[str, dict[str, int]]


def main() -> int:
    """Score, write the page, and compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--page", type=Path, default=ROOT / "docs" / "quality.md")
    parser.add_argument("--no-page", action="store_true", help="score and compare only")
    arguments = parser.parse_args()
    if not (arguments.shared / "gold" / "score.py").exists():
        print(f"error: no gold in {arguments.shared}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        gold = score_gold(arguments.shared, Path(folder))
        cases = score_cases(arguments.shared, Path(folder))
    dates = document_dates.scores(arguments.shared)
    folders = forms.scores(arguments.shared)
    if not arguments.no_page:
        told = page(gold, cases) + dates_page(dates) + forms.page(folders)
        arguments.page.write_text(told, encoding="utf-8")
    read = {**case_scores(cases), **date_scores(dates), **forms.promises(folders)}
    fallen = below_floors({**gold, **read})
    return report(fallen + check_corpus(arguments.shared))


def score_gold(shared: Path, folder: Path) -> Scores:
    """Read the gold's documents into a warehouse; the scores as `seed.times.right` and so on."""
    warehouse = folder / "quality.duckdb"
    texts = (shared / "gold" / "docs", shared / "seeds", OWN / "docs")
    run("dashiji", "run", *texts, "--warehouse", warehouse)
    scores = {}
    for name in SETS:
        scorer = shared / "gold" / "score.py"
        gold = OWN / "rows" if name == "official" else shared / "gold" / name
        told = run("python", scorer, "--warehouse", warehouse, "--gold", gold, "--json")
        for key, figures in json.loads(told).items():
            scores[f"{name}.{key}"] = figures.get("f1", figures.get("mean", 0))
            if "precision" in figures:
                scores[f"{name}.{key}.precision"] = figures["precision"]
                scores[f"{name}.{key}.recall"] = figures["recall"]
                scores[f"{name}.{key}.gold"] = figures["gold"]
    return scores


def score_cases(shared: Path, folder: Path) -> Counts:
    """Read every case; the scorer's counts by kind, of the cases that could stand in news."""
    cases = sorted((shared / "cases").glob("*.jsonl"))
    adapter = shared / "cases" / "predictions.py"
    texts, rows, predictions = (folder / f"{name}.jsonl" for name in ("texts", "rows", "pred"))
    texts.write_text(run("python", adapter, "input", *cases), encoding="utf-8")
    told = run("dashiji", "read", "--jsonl", texts)
    rows.write_text("\n".join(answers(iter(told.splitlines()))), encoding="utf-8")
    predictions.write_text(run("python", adapter, "output", rows), encoding="utf-8")
    add_unplaced(rows, predictions)
    counts = folder / "cases.json"
    scorer = shared / "cases" / "score.py"
    options = ("--news-only", "--by", "kind", "--json", counts)
    run("python", scorer, "--cases", *cases, "--pred", predictions, *options)
    return json.loads(counts.read_text(encoding="utf-8"))


def case_scores(cases: Counts) -> Scores:
    """The columns of the page as scores in percent, as `cases.date.pass_ov`."""
    return {
        f"cases.{kind}.{name}": 100 * row[part] / row[whole]
        for kind, row in cases.items()
        for name, (part, whole) in COLUMNS.items()
        if row[whole]
    }


def date_scores(dates: dict[str, pl.DataFrame]) -> Scores:
    """The two promises on documents' dates in percent, as `dates.told.right`."""
    return {
        f"dates.{name}.{key}": 100 * document_dates.summary(scored)[key]
        for name, scored in dates.items()
        for key in ("right", "found")
    }


def dates_page(dates: dict[str, pl.DataFrame]) -> str:
    """The tables of documents' dates, one for each way of reading."""
    lines = ["", "## Dates of documents, with all metadata withheld (%)"]
    for name, scored in dates.items():
        told = document_dates.WAYS[name]
        lines += ["", f"{told}:", "", *document_dates.table(scored)]
    return "\n".join(lines) + "\n"


def run(program: str, *arguments: object) -> str:
    """What a program of this environment prints; its errors pass through."""
    command = [str(Path(sys.executable).with_name(program)), *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return done.stdout


def below_floors(scores: Scores) -> list[str]:
    """A line for each score that lies below its floor, or is not there at all."""
    with FLOORS.open(encoding="utf-8", newline="") as file:
        floors = [(row["score"], float(row["floor"])) for row in csv.DictReader(file)]
    return [
        f"{name}: {scores.get(name, 'not measured')}, floor {floor}"
        for name, floor in floors
        if scores.get(name, -1.0) < floor
    ]


def report(fallen: list[str]) -> int:
    """Say what fell and which query differs; 1 where anything did."""
    for line in fallen:
        print(f"not as it should be: {line}", file=sys.stderr)
    print(f"{'failed' if fallen else 'ok'}: {len(fallen)} scores or rows of queries differ")
    return 1 if fallen else 0


def page(gold: Scores, cases: Counts) -> str:
    """docs/quality.md, from the figures and the prose that stands in `quality_notes.md`."""
    notes = (ROOT / "benchmarks" / "quality_notes.md").read_text(encoding="utf-8")
    lines = ["# Quality", "", notes.strip(), "", "## Gold documents", ""]
    heads = [*(f"{name} F1" for name in SETS), "dev precision", "dev recall"]
    lines += [f"| table | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    tables = ("times", "figures", "events")
    for key in (f"{table}.{level}" for table in tables for level in ("right", "span")):
        row = [legible(gold, name, key) for name in SETS]
        row += [f"{gold[f'dev.{key}.{side}']:.3f}" for side in ("precision", "recall")]
        lines.append(f"| {key} | {' | '.join(row)} |")
    lines += ["", f"| of the figures found | {' | '.join(SETS)} |", "|---" * (1 + len(SETS)) + "|"]
    for name in ATTRIBUTES:
        values = " | ".join(f"{gold[f'{s}.figures.{name}']:.3f}" for s in SETS)
        lines.append(f"| {name} | {values} |")
    measured = case_scores(cases)
    lines += ["", "## Cases of other recognisers, those that could stand in news (%)", ""]
    lines += [f"| kind | cases | {' | '.join(COLUMNS)} |", "|---" * (2 + len(COLUMNS)) + "|"]
    for kind, row in sorted(cases.items()):
        values = [measured.get(f"cases.{kind}.{name}") for name in COLUMNS]
        shown = " | ".join("–" if value is None else f"{value:.1f}" for value in values)
        lines.append(f"| {kind} | {row['cases']} | {shown} |")
    return "\n".join(lines) + "\n"


def legible(gold: Scores, name: str, key: str) -> str:
    """A score, or a dash where too few rows of gold bear it."""
    return f"{gold[f'{name}.{key}']:.3f}" if gold[f"{name}.{key}.gold"] >= FEWEST else "–"


if __name__ == "__main__":
    sys.exit(main())
