"""What the narration is asked for: the last value told in a scope, and who told it."""

import polars as pl

from transforms.times.place import stepped

DAYLIKE = ("day", "part_of_day", "hour", "minute", "second")
DATELIKE = ("month", "ten_days", "week", *DAYLIKE)
LAST_MOMENT = pl.duration(microseconds=1)

# Each scope is numbered in text order: numbers are compared faster than names and places.
SCOPES = {
    "document": ("document_id",),
    "section": ("document_id", "section"),
    "paragraph": ("document_id", "paragraph"),
    "passage": ("document_id", "passage_id"),
}


def scope_numbers() -> dict[str, pl.Expr]:
    """`in_section` and its like: rows of one scope have one number, in a frame in text order."""
    return {f"in_{name}": pl.struct(columns).rle_id() for name, columns in SCOPES.items()}


def last(value: pl.Expr, scope: str) -> pl.Expr:
    """The value of the last row that has one, this row included, within the scope.

    A scope is one run of rows, so that the whole frame is filled at once and what came over the
    border is taken out again: a window a scope takes ten times as long.
    """
    scope_of = pl.when(value.is_not_null()).then(f"in_{scope}").forward_fill()
    return pl.when(scope_of == pl.col(f"in_{scope}")).then(value.forward_fill())


def before(column: str, scope: str) -> pl.Expr:
    """The last value of the column before this row, within the scope."""
    return value_before(pl.col(column), scope)


def value_before(value: pl.Expr, scope: str) -> pl.Expr:
    """The last value before this row, within the scope."""
    place_of = pl.when(value.is_not_null()).then(f"in_{scope}").forward_fill().shift(1)
    return pl.when(place_of == pl.col(f"in_{scope}")).then(value.forward_fill().shift(1))


def id_before(column: str, scope: str) -> pl.Expr:
    """The mention that gave that value."""
    gave = pl.when(pl.col(column).is_not_null()).then("time_id")
    return value_before(gave, scope)


def just_before(value: pl.Expr, scope: str) -> pl.Expr:
    """The value of the row before this one, within the scope."""
    same = pl.col(f"in_{scope}") == pl.col(f"in_{scope}").shift(1)
    return pl.when(same).then(value.shift(1))


def place(times: pl.DataFrame, reference: pl.Expr, source: pl.Expr, which: pl.Expr) -> pl.DataFrame:
    """Place the rows in question at their reference and remember what they hang on."""
    rows = times.select(which.fill_null(False).arg_true()).to_series()
    chosen = times[rows]
    ends = pl.when(pl.col("till_base") == "same").then(stepped(chosen, reference, "till"))
    moved = chosen.select(
        start_at=stepped(chosen, reference, "from"),
        end_at=ends.otherwise("end_at"),
        anchor_time_id=source,
    )
    return times.with_columns(
        times[name].clone().scatter(rows, moved[name]) for name in moved.columns
    )


def compares() -> pl.Expr:
    """Whether the year is only the base of a comparison: 比2002年增长."""
    return (
        pl.col("lead").str.contains("[比较与同从]$")
        | pl.col("surface").str.contains("^从")
        | pl.col("mod").fill_null("").is_in(["since", "until", "before", "after"])
    )


# With so few characters beside it a time is all that its passage says.
BRIEF = 2


def heads(*precisions: str) -> pl.Expr:
    """Whether a line that says only a year or a month heads what follows: the form of a chronicle.

    The title of a chronicle does so too: 2012年大事记.
    """
    alone = (pl.col("told_in") <= BRIEF) & (pl.col("kind") != "table") & pl.col("mod").is_null()
    names = pl.col("from_base").is_in(["absolute", "likely"]) & (pl.col("construction") == "point")
    return (alone | pl.col("is_chronicle")) & names & pl.col("precision").is_in(precisions)
