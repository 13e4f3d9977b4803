"""A base named by its date, told by its distance from the period measured."""

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.position import SENTENCE, last_before, picked

_OVER_YEARS = pl.duration(days=400)
_A_YEAR_EACH = "年均|每年|逐年|同比|上年"
_BASE = r"(?:比|较)[\ue000\ue001]+"


def settle_basis(figures: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Turn `vs` into `yoy` or `mom` where the dated base lies a year or one step before.

    FIGURE_PERIOD, PLACED_TIME -> the same rows. 比2020年 of a figure for 2021 is yearly;
    较6月末 of one for the end of July is monthly; any other dated base stays `vs`. Growth over
    several years that names no base and no year each (年均) is `vs` as well. Adds `base_start`
    and `base_end`, the base where the figure's own clause dates it.
    """
    bases = times.filter("compared")
    rows = last_before(figures, bases, SENTENCE)
    dated = figures.hstack(picked(bases, rows, start_at="start_at", end_at="end_at"))
    return (
        dated.pipe(asked_whether, pl.col("change_basis").is_not_null(), **_says())
        .with_columns(base_start=pl.when("names").then(pl.col("start_at").dt.date()))
        .with_columns(base_end=pl.when("names").then(pl.col("end_at").dt.date()))
        .with_columns(change_basis=_settled())
        .drop("start_at", "end_at", "names", "per_year")
    )


def _says() -> dict[str, pl.Expr]:
    """Whether the clause names its base, and whether it tells what each year was."""
    each = pl.col("before").str.contains(_A_YEAR_EACH) | pl.col("change_written").is_not_null()
    return {"names": pl.col("near").str.contains(_BASE), "per_year": each}


def _settled() -> pl.Expr:
    start, end = pl.col("period_start"), pl.col("period_end")
    base_start, base_end = pl.col("base_start"), pl.col("base_end")
    year_before = (base_start.dt.offset_by("1y") == start) & (base_end.dt.offset_by("1y") == end)
    step_before = (base_end == start) | (base_end.dt.offset_by("1mo") == end)
    a_month = (end - start) <= pl.duration(days=93)
    basis = pl.col("change_basis")
    whole = ((end - start) > _OVER_YEARS) & ~pl.col("per_year") & (basis == "yoy")
    own = pl.col("names") & (basis == "vs")
    return (
        pl.when(own & year_before.fill_null(False))
        .then(pl.lit("yoy"))
        .when(own & (step_before & a_month).fill_null(False))
        .then(pl.lit("mom"))
        .when(whole.fill_null(value=False))
        .then(pl.lit("vs"))
        .otherwise("change_basis")
    )
