"""The figures before and after one in its sentence, where rows stand in reading order.

Neighbours and places of rows are compared, which costs a hundredth of a window a sentence.
"""

import polars as pl

from transforms.figures.meaning.position import SENTENCE


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


def last_told(value: pl.Expr, within: tuple[str, ...] = SENTENCE) -> pl.Expr:
    """The last value that is not null in the sentence or paragraph, up to the figure itself."""
    told = pl.when(value.is_not_null()).then(place()).forward_fill()
    return pl.when(told >= first_place(within)).then(value.forward_fill())


def told_before(value: pl.Expr, within: tuple[str, ...] = SENTENCE) -> pl.Expr:
    """The last value that is not null in the sentence or paragraph, before the figure."""
    told = pl.when(value.is_not_null()).then(place()).forward_fill().shift(1)
    return pl.when(told >= first_place(within)).then(value.forward_fill().shift(1))


def place() -> pl.Expr:
    """The figure's place among the rows."""
    return pl.int_range(pl.len(), dtype=pl.Int64)


def first_place(within: tuple[str, ...] = SENTENCE) -> pl.Expr:
    """The place of the first figure of the same sentence or paragraph."""
    begins = pl.any_horizontal(pl.col(name) != pl.col(name).shift(1) for name in within)
    return pl.when(begins.fill_null(value=True)).then(place()).forward_fill()


def _same_sentence(step: int) -> pl.Expr:
    return pl.col("passage_id") == pl.col("passage_id").shift(step)
