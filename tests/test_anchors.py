"""What a time hangs on: take it away and the time moves; nothing else moves it."""

from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.commands.reasons import Fact, reasons
from tests.phrases import rows
from tests.test_times import frame, moment, read

SETTINGS = settings(max_examples=12, deadline=None, derandomize=True)
# What begins a story, and what goes on from it: of years, of months, of days.
STORIES = {
    "{year}年{month}月{day}日，大坝决口。": (
        "次日，险情排除。",
        "当晚，村民转移。",
        "三天后，恢复通车。",
        "此后一周，雨势不减。",
        "同月，重建开始。",
        "同年，新坝完工。",
        "翌年，水库蓄水。",
        "9时30分，救援队赶到。",
    ),
    "{year}年{month}月，工程开工。": ("次月，一期封顶。", "三个月后，二期封顶。", "同年，通车。"),
    "{year}年，工厂倒闭。": ("次年，工人回乡。", "两年后，工厂重开。", "此后三年，产量翻番。"),
    "他在{year}年{month}月{day}日说：": ("“昨天已经办完。”", "“今年要完成，去年没有。”"),
}
PUBLISHED = date(2012, 6, 15)
begun = st.sampled_from(sorted(STORIES))
years = st.integers(1950, 2010)
months = st.integers(1, 12)
days = st.integers(1, 28)


def told(*texts: str, published: date = PUBLISHED) -> list[pl.DataFrame]:
    """The times of each text, read together as documents of one batch."""
    frames = [
        frame(text, published.isoformat()).with_columns(document_id=pl.lit(f"d{place}"))
        for place, text in enumerate(texts)
    ]
    _, times = read(pl.concat(frames))
    return [times.filter(document_id=f"d{place}") for place in range(len(texts))]


def placed(times: pl.DataFrame) -> list[tuple[str, datetime | None, datetime | None]]:
    return times.select("quote", "start_at", "end_at").rows()


@given(st.data(), begun, years, months, days)
@SETTINGS
def test_without_its_anchor_a_time_moves_or_is_void(data, form, year, month, day):
    opening = form.format(year=year, month=month, day=day)
    going_on = data.draw(st.sampled_from(STORIES[form]))
    whole, rest = told(opening + going_on, going_on)
    first, *hanging = whole.iter_rows(named=True)
    assert hanging and {time["anchor_time_id"] for time in hanging} == {first["time_id"]}
    without = dict(rest.select("quote", "start_at").rows())
    assert all(without.get(time["quote"]) != time["start_at"] for time in hanging)


@given(
    st.lists(
        st.sampled_from(["今天上午开会。", "昨晚下雨。", "明天起施行。", "前天到达。"]), min_size=1
    ),
    st.integers(-4000, 4000),
)
@SETTINGS
def test_days_of_the_document_move_with_its_date(sentences, shift):
    text = "".join(sentences)
    (before,) = told(text)
    (after,) = told(text, published=PUBLISHED + timedelta(days=shift))
    moved = before["start_at"] + timedelta(days=shift)
    assert after["start_at"].to_list() == moved.to_list()


@given(st.lists(st.tuples(begun, years, months, days), min_size=2, max_size=4), st.randoms())
@SETTINGS
def test_no_document_reads_by_another(stories, random):
    texts = [
        form.format(year=year, month=month, day=day) + "".join(STORIES[form])
        for form, year, month, day in stories
    ]
    texts.append("次日，险情排除。同期增长。5月3日，开工。三天后，通车。“昨天到。”他说。")
    alone = [placed(told(text)[0]) for text in texts]
    assert [placed(times) for times in told(*texts)] == alone
    order = list(range(len(texts)))
    random.shuffle(order)
    shuffled = told(*[texts[place] for place in order])
    assert [placed(times) for times in shuffled] == [alone[place] for place in order]


@given(
    st.lists(st.sampled_from(sorted({s for going in STORIES.values() for s in going})), min_size=1)
)
@SETTINGS
def test_nothing_hangs_on_itself(sentences):
    (times,) = told("2001年5月3日，大坝决口。" + "".join(sentences) + "李明3月5日表示。")
    hangs = dict(times.select("time_id", "anchor_time_id").rows())
    for start in hangs:
        seen, at = set(), start
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = hangs[at]


@pytest.mark.parametrize("row", rows("times_two_ways", "other_readings.csv"))
def test_what_was_not_chosen_is_kept(row):
    (times,) = told(row["context"], published=date.fromisoformat(row["published"]))
    time = times.filter(quote=row["phrase"]).row(-1, named=True)
    assert (time["start_at"], time["other_start_at"]) == (
        moment(row["start"]),
        moment(row["other"]),
    )


def test_explain_prints_what_was_not_chosen():
    (times,) = told("12月20日，会议召开。")
    row = times.row(0, named=True)
    document = {name: None for name in ("document_id", "title", "source", "path")}
    known = {"published_start": None, "published_because": None}
    because = dict(reasons(Fact("time_mentions", row, document | known, lambda _: [])))
    assert because["not chosen"].startswith("[2011-12-20")
    assert because["not chosen"].endswith("in another year, earlier")
