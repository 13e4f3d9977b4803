"""Where rows stand in all texts laid end to end, so that one search finds the nearest of others.

Sentences, paragraphs and documents follow each other and do not overlap: the last mark before a
figure anywhere is the last one in its sentence, or its sentence has none.
"""

import polars as pl

SENTENCE = ("passage_id",)
PARAGRAPH = ("document_id", "paragraph")
DOCUMENT = ("document_id",)
# Characters; more than a document can have.
_ROOM = 1 << 40


def with_grounds(passages: pl.DataFrame) -> pl.DataFrame:
    """Add `ground`: the position of the first character of the passage's document."""
    number = pl.col("document_id").rank("dense").cast(pl.Int64)
    return passages.with_columns(ground=number * _ROOM)


def last_before(
    figures: pl.DataFrame,
    marks: pl.DataFrame,
    within: tuple[str, ...],
    *,
    strictly: bool = False,
) -> pl.Series:
    """The row of the last mark at or before each figure in the same text; null where none is.

    Both frames have `position`, the marks in its order, and the columns that tell the text.
    """
    stands = pl.lit(marks["position"])
    rows = stands.search_sorted(pl.col("position"), side="left" if strictly else "right")
    return _within(figures, marks, within, rows.cast(pl.Int64) - 1)


def first_from(
    figures: pl.DataFrame, marks: pl.DataFrame, within: tuple[str, ...], start: str = "position"
) -> pl.Series:
    """The row of the first mark at or after `start` in the same text; null where none is."""
    rows = pl.lit(marks["position"]).search_sorted(pl.col(start), side="left").cast(pl.Int64)
    return _within(figures, marks, within, rows)


def picked(marks: pl.DataFrame, rows: pl.Series, **columns: str) -> pl.DataFrame:
    """The columns of the marks at those rows, under other names; null where the row is null."""
    return marks.select(pl.col(column).gather(rows).alias(name) for name, column in columns.items())


def _within(
    figures: pl.DataFrame, marks: pl.DataFrame, within: tuple[str, ...], rows: pl.Expr
) -> pl.Series:
    row = pl.col("row")
    same = pl.all_horizontal(pl.col(name) == pl.lit(marks[name]).gather(row) for name in within)
    return (
        figures.select(*within, row=rows)
        .with_columns(pl.when(row.is_between(0, marks.height - 1)).then("row").alias("row"))
        .select(pl.when(same).then("row").alias("row"))
        .to_series()
    )
