"""The base that a sentence states for a change, and the word that may contradict it."""

import polars as pl

from transforms.figures.meaning.change.words import Comparisons

_OTHER = {"yoy": "mom", "mom": "yoy"}


def with_stated(figures: pl.DataFrame, words: Comparisons) -> pl.DataFrame:
    """Add `stated` and `rate`: the base in plain words, and that of 同比, 环比 and the like.

    Changes with `said`, `before` and `standard` -> the same rows. Where a change before it has
    used up what the sentence states, a word of its own begins another comparison: 与上月相比下降
    4%,同比增长 5%.
    """
    said = pl.col("said")
    return (
        figures.with_columns(
            since_yoy=pl.col("before").str.extract(words.since_yoy),
            since_mom=pl.col("before").str.extract(words.since_mom),
            rate=_first(said, yoy=words.yoy_rate, mom=words.mom_rate),
            own=_first(said, yoy=words.yoy_base, mom=words.mom_base),
        )
        .with_columns(ahead=_ahead())
        .with_columns(
            since=pl.when(pl.col("ahead") == "yoy").then("since_yoy").otherwise("since_mom")
        )
        .with_columns(stated=_stated(words))
    )


def _first(text: pl.Expr, yoy: str, mom: str) -> pl.Expr:
    return (
        pl.when(text.str.contains(yoy))
        .then(pl.lit("yoy"))
        .when(text.str.contains(mom))
        .then(pl.lit("mom"))
    )


def _ahead() -> pl.Expr:
    """The base stated ahead; of two the later one."""
    yoy, mom = (pl.col(f"since_{basis}").str.len_chars() for basis in ("yoy", "mom"))
    return (
        pl.when(yoy.is_not_null() & (mom.is_null() | (yoy <= mom)))
        .then(pl.lit("yoy"))
        .when(mom.is_not_null())
        .then(pl.lit("mom"))
    )


def _stated(words: Comparisons) -> pl.Expr:
    """The base that governs the change: in its own clause, else ahead and not yet used up."""
    since, rate, ahead = pl.col("since"), pl.col("rate"), pl.col("ahead")
    first = {"yoy": words.first_yoy, "mom": words.first_mom}
    rates = {"yoy": words.yoy_rate, "mom": words.mom_rate}
    unused = pl.any_horizontal(
        (rate == basis) & since.str.contains(first[basis]) & ~since.str.contains(rates[other])
        for basis, other in _OTHER.items()
    )
    governs = rate.is_null() | (rate == ahead) | unused
    return pl.when(~pl.col("standard")).then(pl.coalesce("own", pl.when(governs).then(ahead)))
