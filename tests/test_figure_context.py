"""What each phrase says of its figure beyond the amount."""

from datetime import date
from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.warehouse import FIGURES, METRICS
from tests.phrases import documents, rows
from transforms.figures.meaning.metric.respectively import share_names, tails_of
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

LEXICON = load_lexicon()
TEXT_FIELDS = {
    "metric": "metric",
    "statistic": "statistic",
    "basis": "change_basis",
    "direction": "change_direction",
    "written": "change_written",
}
FLAGS = {"basis_contradicts_wording", "forecast"}
ROWS = list(rows("figure_context"))
DATE_FIELDS = ("period_start", "period_end")


@cache
def read_together() -> pl.DataFrame:
    """The figures of every sentence of the tables, each sentence a document of its own."""
    asked = {(row.values[0]["sentence"], row.values[0]["published"]) for row in ROWS}
    frames = [documents(sentence, published=day) for sentence, day in sorted(asked)]
    together = pl.concat(frames).unique("document_id", maintain_order=True)
    found = extract(together, LEXICON)["figures"]
    told = together.select("document_id", sentence="text")
    return found.join(told, on="document_id", validate="m:1")


def figures(text: str, published: str) -> pl.DataFrame:
    return extract(documents(text, published=published), LEXICON)["figures"]


def claimed(row: dict[str, str], field: str) -> bool:
    """A blank cell claims nothing; `none` claims that there is nothing."""
    return row[field] != ""


@pytest.mark.parametrize("row", ROWS)
def test_a_figure_is_described(row):
    figure = read_together().filter(sentence=row["sentence"], quote=row["quote"]).row(0, named=True)
    said = {field: figure[column] for field, column in TEXT_FIELDS.items() if claimed(row, field)}
    told = {field: None if row[field] == "none" else row[field] for field in said}
    for field in filter(lambda field: claimed(row, field), DATE_FIELDS):
        said[field] = figure[field]
        told[field] = None if row[field] == "none" else date.fromisoformat(row[field])
    if claimed(row, "flags"):
        flags = [flag for flag in figure["flags"] if flag in FLAGS]
        said["flags"], told["flags"] = " ".join(flags) or "none", row["flags"]
    assert said == told


def test_the_same_metric_has_one_key_across_documents():
    texts = ("2018年全市生产总值900亿元。", "2019年全市生产总值1000亿元。")
    found = extract(documents(*texts, published="2020-01-15"), LEXICON)
    assert found["figures"]["metric_id"].n_unique() == 1
    assert found["metrics"]["name"].to_list() == ["生产总值"]


def test_a_figure_without_metric_has_no_metric_key():
    found = extract(documents("100万元。"), LEXICON)
    assert found["figures"]["metric"].to_list() == [None]
    assert found["figures"]["metric_id"].to_list() == [None]
    assert found["metrics"].is_empty()


def test_a_traditional_text_gives_its_own_characters():
    figure = figures("平均每個樣本的檢測成本約為297元，當中確診個案佔百分之十五。", "2020-12-31")
    assert figure["metric"][0] == "平均每個樣本的檢測成本"


@pytest.mark.parametrize(
    ("names", "size"),
    [("地区生产总值", 2), ("甲、乙、丙", 2), ("甲和乙", 1), ("城乡居民收入", 3)],
)
def test_a_list_that_does_not_fit_is_not_shared_out(names, size):
    assert share_names(names, size, tails_of(LEXICON)) is None


clauses = st.text(
    st.sampled_from(
        "比上年增长到至分别、，。；（）“”占由从将的2019年3亿元%个人同环比|其中警方抓获\n"
    )
    | st.characters(exclude_categories=("Cs",), exclude_characters="\0"),
    min_size=1,
    max_size=60,
)


@settings(deadline=None, max_examples=20)
@given(clauses)
def test_every_amount_keeps_its_row(text):
    found = extract(documents(text, published="2020-01-15"), LEXICON)
    described = found["figures"]
    assert described.columns == FIGURES.names
    assert found["metrics"].columns == METRICS.names
    for start, end, quote in described.select("start_char", "end_char", "quote").iter_rows():
        assert quote == text[start:end]
    for period_start, period_end in described.select(*DATE_FIELDS).drop_nulls().iter_rows():
        assert period_start < period_end
    both = described.select(
        pl.col("change_basis").is_null() == pl.col("change_direction").is_null()
    )
    assert both.to_series().all()
