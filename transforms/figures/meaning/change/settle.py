"""A base named by its date, told by its distance from the period measured."""

from functools import cache

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.around.masks import FIGURES
from transforms.figures.meaning.position import SENTENCE, last_before, picked
from transforms.lexicon import Lexicon, alternation

CONTRADICTS = "basis_contradicts_wording"

_A_QUARTER = pl.duration(days=93)
_OVER_YEARS = pl.duration(days=400)
_SAME_TIME = "同期"
_A_YEAR_EACH = "年均|每年|逐年|同比|上年"
_BASE = r"(?:比|较)[\ue000\ue001]+"


def settle_basis(figures: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Turn `vs` into `yoy` or `mom` where the dated base lies a year or one step before.

    FIGURE_PERIOD, PLACED_TIME -> the same rows. 比2020年 of a figure for 2021 is yearly;
    较6月末 of one for the end of July is monthly; any other dated base stays `vs`. Growth over
    several years that names no base and no year each (年均) is `vs` as well. Adds `base_start`
    and `base_end`, the base where the figure's own clause dates it. 6月与5月相比,同比下降: the
    dated base counts and the row is flagged.
    """
    bases, rates = times.filter("compared"), _rates(lexicon)
    rows = last_before(figures, bases, SENTENCE)
    dated = figures.hstack(_base(bases, rows))
    return (
        dated.pipe(asked_whether, pl.col("change_basis").is_not_null(), **_says())
        .with_columns(base_start=pl.when("names").then(pl.col("start_at").dt.date()))
        .with_columns(base_end=pl.when("names").then(pl.col("end_at").dt.date()))
        .with_columns(change_basis=_settled(), since=_since())
        .pipe(asked_whether, _worded_otherwise(rates), misworded=_unused(rates))
        .with_columns(_flagged())
        .drop(
            "start_at", "end_at", "names", "per_year", "base_position", "base", "since", "misworded"
        )
    )


def _base(bases: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    columns = {"base_position": "position", "base": "surface"}
    return picked(bases, rows, start_at="start_at", end_at="end_at", **columns)


@cache
def _rates(lexicon: Lexicon) -> dict[str, str]:
    """同比, 环比 and the like, by the base that they name."""
    words = "language/comparison_words"
    return {
        basis: alternation(lexicon.forms(words, role="rate", basis=basis))
        for basis in ("yoy", "mom")
    }


def _since() -> pl.Expr:
    """The words from the dated base to the figure."""
    return pl.col("before").str.tail(pl.col("position") - pl.col("base_position"))


def _worded_otherwise(rates: dict[str, str]) -> pl.Expr:
    """Whether the word of comparison names another base than the one that is dated."""
    start, end = pl.col("period_start"), pl.col("period_end")
    base_start, base_end = pl.col("start_at").dt.date(), pl.col("end_at").dt.date()
    year = (base_start.dt.offset_by("1y") == start) & (base_end.dt.offset_by("1y") == end)
    step = (base_end == start) & ((end - start) <= _A_QUARTER)
    written = pl.col("change_written")
    # 与 2022年同期相比: the same time of another year, whatever the period.
    year = year | pl.col("base").str.contains(_SAME_TIME)
    return (year & written.str.contains(rates["mom"])) | (
        step & ~year & written.str.contains(rates["yoy"])
    )


def _unused(rates: dict[str, str]) -> pl.Expr:
    """Whether no change without that word stands between: 与 5月相比下降 4%,同比增长 5%."""
    since = pl.col("since")
    both = since.str.contains(rates["yoy"]) & since.str.contains(rates["mom"])
    return since.str.contains(f"^[^{FIGURES}]*(?:{rates['yoy']}|{rates['mom']})") & ~both


def _flagged() -> list[pl.Expr]:
    """The base that is dated counts; the row is flagged once."""
    misworded, flags = pl.col("misworded"), pl.col("flags")
    known = flags.list.contains(CONTRADICTS)
    counts = {"yoy": "mom", "mom": "yoy"}
    return [
        pl.when(misworded & ~known)
        .then(flags.list.concat(pl.lit([CONTRADICTS])))
        .otherwise("flags")
        .alias("flags"),
        pl.when(misworded & ~known)
        .then(pl.col("change_basis").replace(counts))
        .otherwise("change_basis")
        .alias("change_basis"),
    ]


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
