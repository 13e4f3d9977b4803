"""Dates of publication: stated, borne by a title, or inferred; and what each time hangs on."""

from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.phrases import documents, rows
from tests.test_times import read


def only(frame: pl.DataFrame) -> dict[str, object]:
    assert frame.height == 1
    return frame.row(0, named=True)


@pytest.mark.parametrize(
    "row",
    [
        *rows("documents_dates", "stated_and_inferred.csv"),
        *rows("documents_dates", "lines_and_limits.csv"),
    ],
)
def test_a_document_is_dated(row):
    dated, _ = read(documents(row["text"], title=row["title"] or None))
    found = only(dated)
    start = date.fromisoformat(row["start"]) if row["start"] else None
    assert found["published_start"] == start
    assert (found["published_precision"] or "", found["published_basis"] or "") == (
        row["precision"],
        row["basis"],
    )
    assert found["published_because"]
    assert (found["published_end"] is None) == (start is None)


@pytest.mark.parametrize("row", rows("documents_dates", "kinds.csv"))
def test_a_document_is_of_a_kind(row):
    found = only(read(documents(row["text"], title=row["title"] or None))[0])
    said = (found["genre"], found["byline"] or "", str(found["reference_year"] or ""))
    assert said == (row["genre"], row["byline"], row["reference_year"])


def test_metadata_wins_over_the_text():
    text = "新华社北京2012年5月1日电 大会今天开幕。"
    dated, times = read(documents(text, published="2012-05-03"))
    assert only(dated)["published_start"] == date(2012, 5, 3)
    today = only(times.filter(pl.col("quote") == "今天"))
    assert today["start_at"] == datetime(2012, 5, 3)


STORY = ("2012年5月1日下午4点左右，男孩落水。", "当晚有网友留言。", "5月7日，母子见到了恩人。")


def hangs(text: str, quote: str) -> tuple[object, object]:
    """Where the quoted time starts, and the words that it hangs on."""
    _, times = read(documents(text))
    time = only(times.filter(pl.col("quote") == quote))
    anchor = times.filter(pl.col("time_id") == time["anchor_time_id"])
    return time["start_at"], only(anchor)["quote"] if anchor.height else None


@pytest.mark.parametrize("quote", ["当晚", "5月7日"])
def test_a_time_hangs_on_the_mention_that_places_it(quote):
    start, anchor = hangs("".join(STORY), quote)
    assert anchor == "2012年5月1日下午4点左右"
    assert start is not None


def test_without_its_anchor_a_time_moves_or_is_void():
    assert hangs("".join(STORY), "5月7日")[0] == datetime(2012, 5, 7)
    assert hangs("".join(STORY[1:]), "5月7日") == (None, None)
    moved = "2012年5月3日，暴雨来袭。" + "".join(STORY[1:])
    assert hangs(moved, "当晚") == (datetime(2012, 5, 3), "2012年5月3日")
    _, times = read(documents("".join(STORY[1:2])))
    assert times.is_empty()  # an evening of no day is no time


def test_every_anchor_exists():
    text = "".join(STORY) + "次日，警方走访。当晚9时，嫌疑人落网。2011年，公司上市。全年盈利。"
    _, times = read(documents(text, published="2012-06-15"))
    anchors = times["anchor_time_id"].drop_nulls()
    assert anchors.len() >= 4
    assert anchors.is_in(times["time_id"].to_list()).all()
    assert not times.filter(pl.col("anchor_time_id") == pl.col("time_id")).height


@given(
    st.text(
        alphabet="0123456789年月日号时点分上下前后去今明一二十零周末以来自从至到截"
        "—-:：/.·，（）“”十五期间农历初春 天第个半多",
        max_size=40,
    )
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_and_quoted_exactly(text):
    dated, times = read(documents(f"开头。{text}。", published="2012-06-15"))
    whole = only(dated)["text"]
    for time in times.iter_rows(named=True):
        assert whole[time["start_char"] : time["end_char"]] == time["quote"]
        if time["start_at"] and time["end_at"]:
            assert time["start_at"] < time["end_at"]
    assert times["time_id"].is_unique().all()


def test_documents_are_read_alike_in_any_company():
    alone = [read(documents(text, published="2012-06-15"))[1] for text in STORY]
    together = read(documents(*STORY, published="2012-06-15"))[1]
    columns = ["quote", "start_at", "end_at", "mod", "anchor_kind"]
    apart = sorted(row for times in alone for row in times.select(columns).rows())
    assert sorted(together.select(columns).rows()) == apart
