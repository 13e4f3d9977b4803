"""The interval that a change is measured against."""

import polars as pl

# 年均 over several years is against each year before, no one interval.
_ONE_YEAR = pl.duration(days=366)


def add_compared_period(figures: pl.DataFrame) -> pl.DataFrame:
    """Add `compared_start` and `compared_end`, days, half-open.

    A figure with its change, its period and the base it names (`base_start`, `base_end`, null
    where it names none) -> the same rows. A named base is the interval itself; else 同比 is the
    same interval a year before and 环比 the one of the same length just before. Null where the
    figure compares nothing, or nothing says with what.
    """
    start, end, basis = pl.col("period_start"), pl.col("period_end"), pl.col("change_basis")
    named = pl.col("base_start").is_not_null()
    short = (start.is_null() | (end - start <= _ONE_YEAR)).fill_null(False)
    whole = (start.dt.day() == 1) & (end.dt.day() == 1)
    months = 12 * (end.dt.year() - start.dt.year()) + end.dt.month() - start.dt.month()
    before = (
        pl.when(whole)
        .then(start.dt.offset_by(pl.format("-{}mo", months)))
        .otherwise(start - (end - start))
    )
    return figures.with_columns(
        compared_start=pl.when(basis.is_null())
        .then(None)
        .when(named)
        .then("base_start")
        .when((basis == "yoy") & short)
        .then(start.dt.offset_by("-1y"))
        .when(basis == "mom")
        .then(before),
        compared_end=pl.when(basis.is_null())
        .then(None)
        .when(named)
        .then("base_end")
        .when((basis == "yoy") & short)
        .then(end.dt.offset_by("-1y"))
        .when(basis == "mom")
        .then(start),
    )
