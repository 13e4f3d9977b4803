"""What the narration is asked for: the last value told in a scope, and who told it."""

import polars as pl

from transforms.times.place import stepped

DAYLIKE = ("day", "part_of_day", "hour", "minute", "second")
DATELIKE = ("month", "ten_days", "week", *DAYLIKE)
LAST_MOMENT = pl.duration(microseconds=1)

SCOPES = {
    "document_id": ("document_id",),
    "section": ("document_id", "section"),
    "paragraph": ("document_id", "paragraph"),
    "passage": ("document_id", "passage_id"),
}


def before(column: str, scope: str) -> pl.Expr:
    """The last value of the column before this row, within the scope."""
    return pl.col(column).forward_fill().shift(1).over(SCOPES[scope])


def id_before(column: str, scope: str) -> pl.Expr:
    """The mention that gave that value."""
    gave = pl.when(pl.col(column).is_not_null()).then("time_id")
    return gave.forward_fill().shift(1).over(SCOPES[scope])


def place(times: pl.DataFrame, reference: pl.Expr, source: pl.Expr, which: pl.Expr) -> pl.DataFrame:
    """Place the rows in question at their reference and remember what they hang on."""
    shares = pl.col("till_base") == "same"
    placed = times.with_columns(reference=reference).with_columns(
        start_at=pl.when(which).then(stepped(pl.col("reference"), "from")).otherwise("start_at"),
        end_at=pl.when(which & shares)
        .then(stepped(pl.col("reference"), "till"))
        .otherwise("end_at"),
        anchor_time_id=pl.when(which).then(source).otherwise("anchor_time_id"),
    )
    return placed.drop("reference")


def compares() -> pl.Expr:
    """Whether the year is only the base of a comparison: 比2002年增长."""
    return (
        pl.col("lead").str.contains("[比较与同从]$")
        | pl.col("surface").str.contains("^从")
        | pl.col("mod").fill_null("").is_in(["since", "until", "before", "after"])
    )
