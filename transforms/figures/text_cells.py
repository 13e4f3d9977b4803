"""The cells of tables without bars."""

import polars as pl

from transforms.figures.pattern import unit_pattern
from transforms.lexicon import Lexicon
from transforms.spans import find_spans
from transforms.text_tables import NONE, NUMBER

_WORDS = r"[^\s|]+"
_LABEL_COLUMN = -100


def read_text_cells(lines: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per cell of the lines of such tables, in reading order.

    PASSAGE of kind `table` without bars -> evidence, `surface`, and the cell's place as
    `transforms.figures.cells` has it. Numbers are counted from the right, -1 the last; what
    stands before the first number is the row's label, but for the unit. `own_unit` is the unit
    behind a number; the row's first number also has one that stands elsewhere in its row. Lines
    without numbers are headers, counted from the right as well.
    """
    order = pl.int_range(pl.len()).over("passage_id")
    number = pl.col("surface").str.contains(f"^{NUMBER}$")
    slot = number | pl.col("surface").str.contains(f"^{NONE}$")
    unit = pl.col("surface").str.contains(f"^[十百千万亿]*{unit_pattern(lexicon)}$")
    gap = pl.col("paragraph").diff().over("document_id").fill_null(2) > 1
    lines = lines.sort("document_id", "start_char").with_columns(
        table=-(gap.cum_sum().cast(pl.Int64)) - 1,
        row=pl.int_range(pl.len()).over("document_id"),
    )
    words = (
        find_spans(lines, _WORDS)
        .filter(~pl.col("surface").str.contains("^[-*]$") | (order > 0))
        .join(lines.select("passage_id", "table", "row"), on="passage_id", how="left")
        .with_columns(slot=slot, is_number=number, order=order)
        .with_columns(
            first=pl.col("order").filter("slot").min().over("passage_id"),
            right=(pl.col("slot").cum_sum(reverse=True).over("passage_id")).cast(pl.Int64),
        )
        .with_columns(is_unit=unit & ~pl.col("slot") & (pl.col("first") > 0))
    )
    return pl.concat([_labels(words), _slots(words), _heads(words)]).sort(
        "document_id", "start_char"
    )


_CELL = ("document_id", "passage_id", "start_char", "end_char", "quote", "surface")
_PLACE = ("table", "row", "column", "is_label", "is_number", "counts", "is_head", "own_unit")


def _cells(frame: pl.DataFrame, **flags: pl.Expr | bool | int | None) -> pl.DataFrame:
    said = {
        name: pl.lit(value) if not isinstance(value, pl.Expr) else value
        for name, value in flags.items()
    }
    return frame.with_columns(**said).select(
        *_CELL,
        *(pl.col(name).cast(pl.Int64) for name in _PLACE[:3]),
        *(pl.col(name).cast(pl.Boolean) for name in _PLACE[3:7]),
        pl.col("own_unit").cast(pl.String),
    )


def _labels(words: pl.DataFrame) -> pl.DataFrame:
    """What stands before the first number of each row, its unit left out."""
    label = words.filter(pl.col("order") < pl.col("first"), ~pl.col("is_unit"))
    joined = label.group_by("passage_id", maintain_order=True).agg(
        pl.col(*_CELL[0:1], *_CELL[2:3], "table", "row").first(),
        pl.col("end_char").last(),
        pl.col("quote", "surface").str.join(""),
    )
    return _cells(
        joined,
        column=_LABEL_COLUMN,
        is_label=True,
        is_number=False,
        counts=False,
        is_head=False,
        own_unit=None,
    )


def _slots(words: pl.DataFrame) -> pl.DataFrame:
    """The numbers, the row's unit beside the first of them."""
    unit = pl.col("surface").filter("is_unit").first().over("passage_id")
    behind = pl.when("is_unit").then("surface").shift(-1).over("passage_id")
    # Where the first number is none (—), no other has its unit.
    ahead = pl.when(pl.col("order") == pl.col("first")).then(unit)
    slots = words.with_columns(own_unit=pl.coalesce(behind, ahead))
    return _cells(
        slots.filter("slot"),
        column=-pl.col("right"),
        is_label=False,
        is_number=pl.col("is_number"),
        counts=pl.col("is_number"),
        is_head=False,
        own_unit=pl.col("own_unit"),
    )


def _heads(words: pl.DataFrame) -> pl.DataFrame:
    """The words of the lines without numbers, but for the head of the units' column."""
    heads = words.filter(
        pl.col("first").is_null(), ~pl.col("surface").str.contains("^(?:计量)?单位$")
    ).with_columns(place=pl.int_range(pl.len(), 0, -1).over("passage_id"))
    return _cells(
        heads,
        column=-pl.col("place"),
        is_label=False,
        is_number=False,
        counts=False,
        is_head=True,
        own_unit=None,
    )
