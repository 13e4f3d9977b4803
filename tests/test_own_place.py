"""Every report of `tests/corpus/own_places` is of the place of its row, or of none."""

import csv

import polars as pl
import pytest

from tests.phrases import CORPUS, documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

with (CORPUS / "own_places" / "reports.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def read():
    """Document -> name of its own place, of every row at once."""
    texts = documents(*(row["text"] for row in ROWS))
    titled = texts.with_columns(title=pl.Series([row["title"] for row in ROWS]))
    tables = extract(titled, load_lexicon())
    names = dict(tables["entities"].select("entity_id", "name").iter_rows())
    return [names.get(place) for place in tables["documents"]["place_id"]]


@pytest.mark.parametrize("number", range(len(ROWS)), ids=[row["title"] for row in ROWS])
def test_a_report_is_of_its_place(read, number):
    assert read[number] == (ROWS[number]["place"] or None)
