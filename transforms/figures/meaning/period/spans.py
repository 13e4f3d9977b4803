"""The spans of years that averages and totals are over: 年均, 五年累计."""

from datetime import timedelta

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.nearest import join_nearest

_KEYS = ["document_id", "paragraph"]
_MORE_THAN_A_YEAR = timedelta(days=370)
_ABOUT_A_YEAR = timedelta(days=365)
_AVERAGED = "年均|平均每年"
_OVER_A_SPAN = r"(?:来|间|中|里)?(?:累计|共|合计|总计|年均|平均每年)[^,;。:]*$"
# 三年中职工增加60万人: a change over as many years.
_CHANGED_OVER = "[来间中里内][^;。:]*$"
_TOLD_OF_A_SPAN = r"(?:来|间|累计)"


def spans_of_years(
    figures: pl.DataFrame, times: pl.DataFrame, bases: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """The span of years of each figure that is an average or a total over one.

    FIGURE_MEASURED with `told_end`, PLACED_TIME -> `document_id`, `start_char`,
    `long_time_id`, `long_start_at`, `long_end_at`, only the figures that have one. A mention of
    several years near an average gives it, but for one since the year that the sentence compares
    with (1985年…比1980年增加210亿元,平均每年增加42亿元: 1981 to 1985); else 五年累计, 五年来 counts
    back from the end of the last year that the paragraph names, or from the year of the telling.
    """
    figures = figures.sort("document_id", "start_char").with_columns(averaged=_averaged())
    averaged = pl.col("averaged")
    since_base = _since_base(figures, times, bases)
    end = pl.coalesce("last_end", pl.col("told_end").dt.truncate("1y"))
    back = end.dt.offset_by(pl.format("-{}y", pl.col("years").fill_null(0)))
    return (
        _nearest_span(figures, times)
        .join(_last_years(times), on=_KEYS, how="left", validate="m:1")
        .join(since_base, on=["document_id", "start_char"], how="left", validate="1:1")
        .with_columns(years=_number_of_years(averaged, lexicon))
        .with_columns(
            named=averaged & pl.col("span").is_not_null(), based=pl.col("base_end").is_not_null()
        )
        .filter(
            pl.col("named") | pl.col("based") | (pl.col("years").is_not_null() & end.is_not_null())
        )
        .select(
            "document_id",
            "start_char",
            long_time_id=pl.when(~pl.col("based") & pl.col("named")).then("span"),
            long_start_at=pl.when("based")
            .then("base_end")
            .when("named")
            .then("since")
            .otherwise(back),
            long_end_at=pl.when("based").then("year_end").when("named").then("to").otherwise(end),
        )
    )


def _averaged() -> pl.Expr:
    """An average over years, or the rate told straight after it: 平均每年增加42亿元,增长4.9%."""
    said = pl.col("near").str.contains(_AVERAGED)
    bare = pl.col("changes") & (pl.col("phrase").str.strip_chars(" ,、和") == "")
    return said | (bare & said.shift(1).over("passage_id").fill_null(False))


def _since_base(figures: pl.DataFrame, times: pl.DataFrame, bases: pl.DataFrame) -> pl.DataFrame:
    """`base_end` and `year_end` of averages whose sentence names a year and an earlier base."""
    averages = figures.filter("averaged").select("document_id", "passage_id", "start_char")
    for name, stated in (("base_end", bases), ("year_end", times)):
        years = stated.filter(
            pl.col("end_at") - pl.col("start_at") >= _ABOUT_A_YEAR,
            pl.col("end_at").dt.truncate("1y") == pl.col("end_at"),
        ).select("passage_id", stands="start_char", **{name: "end_at"})
        averages = join_nearest(averages, years, ("start_char", "stands"), "passage_id").drop(
            "stands"
        )
    return averages.filter(pl.col("year_end") - pl.col("base_end") > _MORE_THAN_A_YEAR).select(
        "document_id", "start_char", "base_end", "year_end"
    )


def _nearest_span(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Each figure beside the nearest mention of several years in its paragraph."""
    whole = pl.col("mod").is_in(["start", "mid", "end"]).not_().fill_null(True)
    spans = times.filter(whole, pl.col("end_at") - pl.col("start_at") > _MORE_THAN_A_YEAR).select(
        *_KEYS, span="time_id", since="start_at", to="end_at", stands="start_char"
    )
    return join_nearest(figures, spans, ("start_char", "stands"), _KEYS, "nearest")


def _last_years(times: pl.DataFrame) -> pl.DataFrame:
    """The end of the last year that each paragraph names."""
    whole = pl.col("mod").is_in(["start", "mid", "end"]).not_().fill_null(True)
    years = times.filter(whole, (pl.col("end_at") - pl.col("start_at")) >= _ABOUT_A_YEAR)
    return years.group_by(_KEYS).agg(last_end=pl.col("end_at").max())


def _number_of_years(averaged: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """The five of 五年累计 in the figure's clause; for an average, anywhere in its paragraph."""
    numbers = small_numbers(lexicon)
    years = f"(?:^|[^第\\d])({alternation(numbers)})年"
    over = pl.when("changes").then(pl.col("before").str.extract(years + _CHANGED_OVER))
    counted = pl.coalesce(pl.col("before").str.extract(years + _OVER_A_SPAN), over)
    told = pl.col("line").str.extract(years + _TOLD_OF_A_SPAN).drop_nulls().first().over(_KEYS)
    return pl.coalesce(counted, pl.when(averaged).then(told)).replace_strict(
        numbers, default=None, return_dtype=pl.Int64
    )


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
