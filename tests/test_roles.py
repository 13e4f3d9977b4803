"""Names play the parts that the corpus of phrases says."""

from functools import cache

import polars as pl
import pytest

from tests.phrases import documents, rows
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

WRITTEN = "2012-06-15"  # every phrase of the corpus is published on this day
ROWS = rows("roles")


@cache
def read() -> dict[str, list[str]]:
    """The names of each phrase that have a part, in order."""
    phrases = [row.values[0]["phrase"] for row in ROWS]
    given = documents(*(phrase + "。" for phrase in phrases), published=WRITTEN)
    mentions = extract(given, load_lexicon())["entity_mentions"]
    told = mentions.filter(pl.col("role").is_not_null()).sort("document_id", "start_char")
    found = told.with_columns(said=pl.col("quote") + " " + pl.col("role"))
    by_document = dict(found.group_by("document_id", maintain_order=True).agg("said").iter_rows())
    ids = given["document_id"]
    return {
        phrase: by_document.get(document, []) for phrase, document in zip(phrases, ids, strict=True)
    }


@pytest.mark.parametrize("row", ROWS)
def test_names_play_their_parts(row):
    expected = row["roles"].split("; ") if row["roles"] else []
    assert read()[row["phrase"]] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("6月1日，代表团抵达上海浦东国际机场。", "浦东新区"),
        ("6月1日，中国航天展在香港开幕。", "香港特别行政区"),
        ("6月1日，四川省成都市武侯区举行马拉松。", "武侯区"),
        ("6月1日，中国农业银行发布公告。", None),
    ],
)
def test_an_event_is_placed_by_the_narrowest_place_where_it_happens(text, place):
    tables = extract(documents(text, published=WRITTEN), load_lexicon())
    names = dict(tables["entities"].select("entity_id", "name").iter_rows())
    assert [names.get(key) for key in tables["events"]["place_id"]] == [place]
