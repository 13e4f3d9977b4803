"""Sentences that are right and sentences that are wrong: which of them the findings tell apart."""

from functools import cache

import duckdb
import polars as pl
import pytest

from schemas.to_duckdb import to_duckdb
from schemas.warehouse import ALL
from tests.phrases import CORPUS, documents, rows
from tests.running import ROOT
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract
from warehouse.load.views import create_views

FOLDER = CORPUS / "findings"
LEAST_RIGHT = 0.98


SEED = next((ROOT / "seeds" / "documents").glob("000_*.txt")).read_text("utf-8")


@cache
def checked() -> pl.DataFrame:
    """Every check of the seed article and of every sentence, each a document of its own."""
    asked = {(row.values[0]["sentence"], row.values[0]["published"]) for row in rows("findings")}
    frames = [documents(sentence, published=day) for sentence, day in sorted(asked)]
    together = pl.concat([documents(SEED), *frames])
    tables = extract(together, load_lexicon())
    connection = duckdb.connect()
    for table in ALL:
        for statement in to_duckdb(table):
            # What only a run knows is null here.
            connection.execute(statement.replace(" NOT NULL", ""))
        if table.schema == "main" and table.name in tables:
            connection.register("extracted", tables[table.name])
            connection.execute(f"INSERT INTO {table.qualified} BY NAME FROM extracted")
    create_views(connection)
    found = connection.execute(
        "SELECT text AS sentence, kind, verdict, quotes, words, because FROM claim_checks "
        "INNER JOIN documents ON documents.document_id = document_ids[1] "
        "WHERE len(document_ids) = 1"
    ).pl()
    connection.close()
    return found


def contradicted() -> set[str]:
    return set(checked().filter(verdict="contradicts")["sentence"])


@pytest.mark.parametrize("table", sorted(file.stem for file in FOLDER.glob("*.csv")))
@pytest.mark.parametrize("verdict", ["contradicts", "none"])
def test_nearly_every_sentence_is_judged_right(table, verdict):
    asked = [row.values[0] for row in rows("findings", f"{table}.csv")]
    sentences = [row["sentence"] for row in asked if row["verdict"] == verdict]
    wrong = [
        sentence
        for sentence in sentences
        if (sentence in contradicted()) != (verdict == "contradicts")
    ]
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(sentences), wrong


def test_both_percentages_of_the_seed_article_are_findings_with_the_words_that_prove_it():
    found = checked().filter(sentence=SEED, verdict="contradicts")
    assert sorted(quote for quotes in found["quotes"] for quote in quotes) == ["34%", "39%"]
    assert all("与往年同期相比" in words and "环比" in words for words in found["words"])
    assert set(found["kind"]) == {"comparison_wording"}


def test_what_agrees_can_be_counted():
    agreeing = checked().filter(verdict="agrees").group_by("kind").len()
    assert dict(agreeing.rows())["rate_against_levels"] > 50
