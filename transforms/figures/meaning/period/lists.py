"""Lists of times: 4月9日和13日; and 分别, which gives each number of a list its own."""

import polars as pl

from transforms.figures.meaning.neighbour import first_place, place
from transforms.figures.meaning.position import picked

_FARTHEST = 2  # characters of a link
_RESPECTIVELY = "分别"
_ONLY_A_LINK = r"^\s*(?:[、,和及与]|以及)*\s*$"
_FEWEST = 2
_COMMA = 1
_A_MONTH = pl.duration(days=31)
_A_YEAR = pl.duration(days=360)


def join_lists(times: pl.DataFrame) -> pl.DataFrame:
    """Give the last of a list of times the interval that begins with its first.

    PLACED_TIME in reading order -> the same rows in the same order; `own_start_at` and
    `own_end_at` are what each said alone, `listed` how many stand in its list. The year in the
    name of what happens on a day (今天,2024年全国农民丰收节开幕) is that day.
    """
    gap = pl.col("start_char") - pl.col("end_char").shift(1)
    same = pl.col("passage_id") == pl.col("passage_id").shift(1)
    joined = same & pl.col("links_on").shift(1) & gap.is_between(1, _FARTHEST)
    first = pl.when(~joined.fill_null(value=False)).then(place()).forward_fill()
    named = same & (gap == _COMMA) & _in_a_name()
    return (
        times.with_columns(
            pl.when(named).then(pl.col(at).shift(1)).otherwise(at).alias(at)
            for at in ("start_at", "end_at")
        )
        .with_columns(own_start_at="start_at", own_end_at="end_at", first=first)
        .with_columns(
            # 4月9日和13日: what happened on both covers the one to the other.
            start_at=pl.coalesce(pl.col("start_at").gather("first"), "start_at"),
            listed=_length("first"),
        )
        .drop("first")
    )


def _length(first: str) -> pl.Expr:
    """How many rows stand in the list of each, by the place of the list's first."""
    ends = (pl.col(first) != pl.col(first).shift(-1)).fill_null(value=True)
    return pl.when(ends).then(place()).backward_fill() - pl.col(first) + 1


def _in_a_name() -> pl.Expr:
    """Whether a mention is a whole year, and the one before a part of it: the day of an event."""
    starts, ends, mod = pl.col("start_at"), pl.col("end_at"), pl.col("mod")
    first, last = starts.shift(1), ends.shift(1)
    part = (starts <= first) & (last <= ends) & (last - first <= _A_MONTH)
    return part & (ends - starts >= _A_YEAR) & mod.is_null() & mod.shift(1).is_null()


def share_times(figures: pl.DataFrame, times: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Give as many numbers as the sentence lists times before them, with 分别, one time each.

    FIGURE_MEASURED with `governing_start_at` and `governing_end_at`, the times of `join_lists`
    and the row of each figure's -> the same rows in the same order. 2019年、2020年…分别为A、B;
    2016年至2018年…分别为A、B、C, a year each.
    """
    told = figures["near"].str.contains(_RESPECTIVELY)
    if not told.any():
        return figures
    begins = pl.col("opens") | ~pl.col("linked") | (first_place() == place())
    return (
        figures.with_columns(
            opens=told, linked=pl.col("near").str.contains(_ONLY_A_LINK), time=rows
        )
        .with_columns(group=pl.when(begins).then(place()).forward_fill())
        .with_columns(turn=place() - pl.col("group"), size=_length("group"))
        .with_columns(
            # 分别 begins a list.
            several=pl.col("opens").gather("group")
            & (pl.col("size") >= _FEWEST)
            & (pl.col("governed_in") == "sentence"),
            listed=pl.lit(times["listed"]).gather("time"),
        )
        .pipe(_each_its_own, times)
        .drop("opens", "linked", "time", "group", "turn", "size", "several", "listed")
    )


def _each_its_own(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The time of each number of a list whose times or years are as many."""
    starts, ends = pl.col("governing_start_at"), pl.col("governing_end_at")
    size, turn = pl.col("size"), pl.col("turn")
    one_each = pl.col("several") & (pl.col("listed") == size)
    back = pl.when(one_each).then(pl.col("time") - size + 1 + turn)
    row = figures.select(back.alias("row")).to_series()
    of_list = picked(times, row, start="own_start_at", end="own_end_at", mention="time_id")
    whole = (starts.dt.truncate("1y") == starts) & (
        starts.dt.offset_by(pl.format("{}y", size)) == ends
    )
    years = pl.col("several") & (pl.col("listed") == 1) & whole
    return (
        figures.hstack(of_list)
        .with_columns(year=pl.when(years).then(starts.dt.offset_by(pl.format("{}y", turn))))
        .with_columns(
            governing_time_id=pl.coalesce("mention", "governing_time_id"),
            governing_start_at=pl.coalesce("start", "year", starts),
            governing_end_at=pl.coalesce("end", pl.col("year").dt.offset_by("1y"), ends),
        )
        .drop("start", "end", "mention", "year")
    )
