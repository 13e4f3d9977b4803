"""The spans of years that averages and totals are over: 年均, 五年累计."""

from datetime import timedelta
from functools import cache

import polars as pl

from transforms.figures.asked import on_asked, where_asked
from transforms.figures.meaning.neighbour import figure_before
from transforms.figures.meaning.position import PARAGRAPH, SENTENCE, last_before, picked
from transforms.lexicon import Lexicon, alternation
from transforms.nearest import join_nearest

_KEYS = ["document_id", "paragraph"]
_READ = (
    "passage_id",
    "document_id",
    "paragraph",
    "start_char",
    "position",
    "averaged",
    "years",
    "told_end",
)
_MORE_THAN_A_YEAR = timedelta(days=370)
_ABOUT_A_YEAR = timedelta(days=365)
_AVERAGED = "年均|平均每年"
_OVER_A_SPAN = r"(?:来|间|中|里)?(?:累计|共|合计|总计|年均|平均每年)[^,;。:]*$"
_SAYS_OVER = "累计|共|合计|总计|年均|平均每年"
# 三年中职工增加60万人: a change over as many years.
_CHANGED_OVER = "[来间中里内][^;。:]*$"
_TOLD_OF_A_SPAN = r"(?:来|间|累计)"


def add_spans_of_years(
    figures: pl.DataFrame, times: pl.DataFrame, bases: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Add the span of years of each figure that is an average or a total over one.

    FIGURE_MEASURED with `told_end`, PLACED_TIME -> the same rows in the same order with
    `long_time_id`, `long_start_at`, `long_end_at`, null for figures that have none. A mention of
    several years near an average gives it, but for one since the year that the sentence compares
    with (1985年…比1980年增加210亿元,平均每年增加42亿元: 1981 to 1985); else 五年累计, 五年来 counts
    back from the end of the last year that the paragraph names, or from the year of the telling.
    """
    return (
        figures.with_columns(averaged=pl.col("near").str.contains(_AVERAGED))
        .with_columns(averaged=_averaged())
        .pipe(_with_years, lexicon)
        .pipe(
            on_asked,
            pl.col("averaged") | pl.col("years").is_not_null(),
            lambda part: _spans(part, times, bases),
        )
    )


def _spans(figures: pl.DataFrame, times: pl.DataFrame, bases: pl.DataFrame) -> pl.DataFrame:
    """The spans of averages, and of figures that tell a number of `years`."""
    averaged = pl.col("averaged")
    end = pl.coalesce("last_end", pl.col("told_end").dt.truncate("1y"))
    back = end.dt.offset_by(pl.format("-{}y", pl.col("years").fill_null(0)))
    named = averaged & pl.col("span").is_not_null()
    return (
        _with_base(figures.select(*_READ), times, bases)
        .pipe(_with_nearest_span, times)
        .join(_last_years(times), on=_KEYS, how="left", validate="m:1", maintain_order="left")
        .with_columns(named=named, based=pl.col("base_end").is_not_null())
        .with_columns(counted=pl.col("years").is_not_null() & end.is_not_null())
        .select(
            long_time_id=pl.when(~pl.col("based") & pl.col("named")).then("span"),
            long_start_at=pl.when("based")
            .then("base_end")
            .when("named")
            .then("since")
            .when("counted")
            .then(back),
            long_end_at=pl.when("based")
            .then("year_end")
            .when("named")
            .then("to")
            .when("counted")
            .then(end),
        )
    )


def _averaged() -> pl.Expr:
    """An average over years, or the rate told straight after it: 平均每年增加42亿元,增长4.9%."""
    bare = pl.col("changes") & (pl.col("phrase").str.strip_chars(" ,、和") == "")
    return pl.col("averaged") | (bare & figure_before(pl.col("averaged")))


def _with_base(figures: pl.DataFrame, times: pl.DataFrame, bases: pl.DataFrame) -> pl.DataFrame:
    """Add `base_end` and `year_end` of averages before which a year and a base are named."""
    for name, stated in (("base_end", bases), ("year_end", times)):
        years = stated.filter(
            pl.col("end_at") - pl.col("start_at") >= _ABOUT_A_YEAR,
            pl.col("end_at").dt.truncate("1y") == pl.col("end_at"),
        )
        near, far = (last_before(figures, years, within) for within in (SENTENCE, PARAGRAPH))
        rows = pl.DataFrame({"near": near, "far": far}).select(pl.coalesce("near", "far"))
        figures = figures.hstack(picked(years, rows.to_series(), **{name: "end_at"}))
    apart = pl.col("averaged") & (pl.col("year_end") - pl.col("base_end") > _MORE_THAN_A_YEAR)
    return figures.with_columns(base_end=pl.when(apart).then("base_end"))


def _with_nearest_span(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Add `span`, `since` and `to`: the nearest mention of several years in the paragraph."""
    whole = pl.col("mod").is_in(["start", "mid", "end"]).not_().fill_null(True)
    spans = times.filter(whole, pl.col("end_at") - pl.col("start_at") > _MORE_THAN_A_YEAR).select(
        *_KEYS, span="time_id", since="start_at", to="end_at", stands="start_char"
    )
    return (
        figures.with_row_index("row")
        .pipe(join_nearest, spans, ("start_char", "stands"), _KEYS, "nearest")
        .sort("row")
    )


def _last_years(times: pl.DataFrame) -> pl.DataFrame:
    """The end of the last year that each paragraph names."""
    whole = pl.col("mod").is_in(["start", "mid", "end"]).not_().fill_null(True)
    years = times.filter(whole, (pl.col("end_at") - pl.col("start_at")) >= _ABOUT_A_YEAR)
    return years.group_by(_KEYS).agg(last_end=pl.col("end_at").max())


def _with_years(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `years`: the five of 五年累计 in the clause; an average's anywhere in its paragraph."""
    numbers = small_numbers(lexicon)
    years = f"(?:^|[^第\\d])({alternation(numbers)})年"
    before, averaged = pl.col("before"), pl.col("averaged")
    told = pl.col("line").str.extract(years + _TOLD_OF_A_SPAN).drop_nulls().first().over(_KEYS)
    number = pl.coalesce("counted", "over", pl.when(averaged).then("told"))
    return (
        figures.pipe(
            where_asked,
            before.str.contains(_SAYS_OVER),
            counted=before.str.extract(years + _OVER_A_SPAN),
        )
        .pipe(where_asked, pl.col("changes"), over=before.str.extract(years + _CHANGED_OVER))
        .pipe(where_asked, averaged.any().over(_KEYS), told=told)
        .with_columns(years=number.replace_strict(numbers, default=None, return_dtype=pl.Int64))
    )


@cache
def small_numbers(lexicon: Lexicon) -> dict[str, int]:
    """Numbers of years as they are written, from two to twenty.

    >>> from transforms.lexicon import load_lexicon
    >>> small_numbers(load_lexicon())["五"], small_numbers(load_lexicon())["12"]
    (5, 12)
    """
    digits = lexicon.mapping("language/numerals", value="digits") | {"十": "10"}
    written = {form: int(value) for form, value in digits.items() if value.isdigit()}
    arabic = {str(number): number for number in range(2, 21)}
    return {form: value for form, value in (written | arabic).items() if 2 <= value <= 20}
