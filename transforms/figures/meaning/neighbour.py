"""The figures before and after one in its sentence, where rows stand in reading order."""

import polars as pl


def figure_before(flag: pl.Expr) -> pl.Expr:
    """The flag of the figure before in the same sentence; false where none stands there."""
    return (_same_sentence(1) & flag.shift(1)).fill_null(value=False)


def figure_after(flag: pl.Expr) -> pl.Expr:
    """The flag of the figure after in the same sentence; false where none stands there."""
    return (_same_sentence(-1) & flag.shift(-1)).fill_null(value=False)


def same_kind() -> pl.Expr:
    """Whether the figure before in the same sentence is of the same kind."""
    return (_same_sentence(1) & (pl.col("kind") == pl.col("kind").shift(1))).fill_null(value=False)


def value_before(value: pl.Expr) -> pl.Expr:
    """What the figure before in the same sentence has; null where none stands there."""
    return pl.when(_same_sentence(1)).then(value.shift(1))


def value_after(value: pl.Expr) -> pl.Expr:
    """What the figure after in the same sentence has; null where none stands there."""
    return pl.when(_same_sentence(-1)).then(value.shift(-1))


def last_told(value: pl.Expr) -> pl.Expr:
    """The last value that is not null in the sentence, up to the figure itself."""
    return value.forward_fill().over("passage_id")


def _same_sentence(step: int) -> pl.Expr:
    # Comparing neighbours costs a hundredth of a window over each sentence.
    return pl.col("passage_id") == pl.col("passage_id").shift(step)
