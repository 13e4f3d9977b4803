"""Phrases of `tests/corpus/metrics` that measure one thing share a metric, others never do."""

import csv

import polars as pl
import pytest

from tests.phrases import CORPUS, documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

with (CORPUS / "metrics" / "joined.csv").open(encoding="utf-8") as file:
    ROWS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def told():
    """Sentence -> key and name of the metric of its first figure."""
    sentences = sorted({row[side] for row in ROWS for side in ("one", "other")})
    texts = documents(
        *(f"据统计，2019年{sentence}" for sentence in sentences), published="2020-01-15"
    )
    tables = extract(texts, load_lexicon())
    named = (
        tables["figures"]
        .filter(pl.col("metric").is_not_null())
        .unique("document_id", keep="first", maintain_order=True)
        .join(tables["metrics"], on="metric_id", how="left")
    )
    keys = {
        key: (metric, name)
        for key, metric, name in named.select("document_id", "metric_id", "name").iter_rows()
    }
    return {
        sentence: keys.get(document)
        for sentence, document in zip(sentences, texts["document_id"], strict=True)
    }


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['one']}{row['other']}" for row in ROWS])
def test_phrases_of_one_metric_share_its_key(told, row):
    one, other = told[row["one"]], told[row["other"]]
    assert one and other
    if row["joined"] == "yes":
        assert one == other
        assert one[1] == row["name"]
    else:
        assert one[0] != other[0]
