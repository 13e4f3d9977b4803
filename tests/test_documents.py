"""Whole documents give exactly the rows that a reader wrote down.

A case is a folder named as a claim: `case.toml` (`text` or `file`, and `published` where it is
known) and one CSV a table, or one kind of a table's rows (`entities.programme.csv`), with the
columns that the case speaks of, in reading order. A golden
file is written by a reader; it is never regenerated and accepted in one step.
"""

import csv
import tomllib
from pathlib import Path

import polars as pl
import pytest

from tests.phrases import documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

ROOT = Path(__file__).resolve().parent.parent
CASES = sorted(path.parent for path in (ROOT / "tests" / "documents").glob("*/case.toml"))


def read(case: Path) -> dict[str, pl.DataFrame]:
    """All that the case's document says."""
    told = tomllib.loads((case / "case.toml").read_text("utf-8"))
    text = told.get("text") or (ROOT / told["file"]).read_text("utf-8")
    return extract(documents(text, published=told.get("published", "")), load_lexicon())


def shown(value: object) -> str:
    """A cell as the golden files write it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(value)
    text = str(value).removesuffix(" 00:00:00")
    return text.rstrip("0").rstrip(".") if "." in text and text.replace(".", "").isdigit() else text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_gives_exactly_these_rows(case):
    frames = read(case)
    for path in sorted(case.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            expected = list(csv.DictReader(file))
        table, _, kind = path.stem.partition(".")
        frame = frames[table].filter(pl.col("kind") == kind) if kind else frames[table]
        order = [name for name in ("start_char", "kind", "name") if name in frame.columns]
        columns = list(expected[0]) if expected else []
        found = [
            {name: shown(value) for name, value in row.items()}
            for row in frame.sort(order).select(columns).iter_rows(named=True)
        ]
        assert found == expected, path.name


def test_there_are_cases():
    assert CASES
