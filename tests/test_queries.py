"""The queries of docs/queries.md give what a reader found, no more and no less."""

import csv

import duckdb
import polars as pl
import pytest

from benchmarks.queries import ROOT, answer, expected, queries
from tests.phrases import documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

TEXTS = ROOT / "tests" / "documents"


@pytest.fixture(scope="module")
def warehouse() -> duckdb.DuckDBPyConnection:
    """The tables that the excerpts give, in memory."""
    with (TEXTS / "published.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    frames = [
        documents(
            (TEXTS / row["path"]).read_text("utf-8"), published=row["published"]
        ).with_columns(path=pl.lit(row["path"]), document_id=pl.lit(f"d{place}"))
        for place, row in enumerate(told)
    ]
    connection = duckdb.connect()
    for name, frame in extract(pl.concat(frames), load_lexicon()).items():
        connection.register(name, frame.to_arrow())
    return connection


@pytest.mark.parametrize("name", queries())
def test_a_query_gives_what_the_texts_state(warehouse, name):
    found = answer(warehouse, queries()[name])
    assert sorted(found) == sorted(expected(name))


def test_what_is_reported_in_two_places_is_one_number(warehouse):
    found = answer(warehouse, queries()["daily_new_local_cases"])
    assert len({day for day, *_ in found}) == len(found)
