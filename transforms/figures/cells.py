"""Cells of tables: which hold a number, and the magnitude and unit that the table gives it."""

import polars as pl

from transforms.figures.pattern import unit_pattern
from transforms.figures.text_cells import read_text_cells
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_OPENS_ROW = r"^\s*\|"
_CELL = r"[^|\s](?:[^|]*[^|\s])?"
_HTML_BREAKS = {"<br>": "    ", "<br/>": "     ", "<br />": "      ", "&nbsp;": "      "}
_RULE = r"^:?[-—]+:?$"
_NUMBER = r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?$"
_YEAR = r"^(?:1[5-9]|20)[0-9]{2}(?:[-—~](?:1[5-9]|20)?[0-9]{2})?年?$"
_PLACE = ("document_id", "table", "row", "column")
_PASSAGE = ("document_id", "passage_id", "start_char", "quote", "folded")


def read_cells(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per cell that is not empty, in reading order.

    PASSAGE -> evidence, `surface` and the cell's `table`, `row` and `column`, counted from the
    top and the left; `is_head` where no number stands above it or beside it. A row may run over
    several lines, each of which ends with a bar. `own_unit` is what a row without bars says of
    its first number.
    """
    bars = _read_barred(passages)
    without = passages.filter(pl.col("kind") == "table").filter(~_is_barred())
    if without.is_empty():
        return bars
    return pl.concat([bars, read_text_cells(without, lexicon)], how="diagonal_relaxed")


def _read_barred(passages: pl.DataFrame) -> pl.DataFrame:
    lines = (
        passages.filter(_is_barred())
        .sort("document_id", "start_char")
        .with_columns(
            pl.col("folded").str.replace_many(list(_HTML_BREAKS), list(_HTML_BREAKS.values()))
        )
        .with_columns(
            table=(pl.col("paragraph").diff().over("document_id").fill_null(2) > 1).cum_sum(),
            bars=pl.col("folded").str.count_matches(r"\|"),
        )
        .with_columns(row=pl.col("folded").str.contains(_OPENS_ROW).cum_sum().over("table"))
        .with_columns(passed=pl.col("bars").cum_sum().over("table", "row") - pl.col("bars"))
    )
    stands = lines.select("passage_id", "folded", "table", "row", "passed", at="start_char")
    in_line = pl.col("folded").str.head(pl.col("start_char") - pl.col("at"))
    return (
        find_spans(lines, _CELL)
        .filter(~pl.col("surface").str.contains(_RULE))
        .join(stands, on="passage_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(column=pl.col("passed") + in_line.str.count_matches(r"\|"))
        .with_columns(
            is_label=pl.col("column") == pl.col("column").min().over("table"),
            is_number=pl.col("surface").str.contains(_NUMBER),
        )
        # A row of years is a header.
        .with_columns(
            counts=pl.col("is_number")
            & ~pl.col("is_label")
            & ~pl.col("surface").str.contains(_YEAR)
        )
        .with_columns(
            is_head=pl.col("row") < _first_counted().over("table"),
            own_unit=pl.lit(None, dtype=pl.String),
        )
        .drop("folded", "at", "passed")
    )


def _is_barred() -> pl.Expr:
    """Whether a line begins or ends with a bar."""
    line = pl.col("folded").str.strip_chars()
    return line.str.starts_with("|") | line.str.ends_with("|")


def find_cells(passages: pl.DataFrame, lexicon: Lexicon) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cells that are numbers, with what their table says of them; and the rest to read.

    PASSAGE -> candidates with `unit_given`, their row's label as `before` and their column's
    header as `after`; and passages, where each further cell below the header stands for itself.
    Labels and headers are never read. Columns of years and serial numbers are left out.
    """
    cells = read_cells(passages, lexicon)
    is_table = _is_barred() | (pl.col("kind") == "table")
    body = cells.filter(~pl.col("is_head") & ~pl.col("is_label"))
    numbers = (
        _with_units(body.filter("is_number"), cells, passages, lexicon)
        .filter(~pl.col("after").str.contains(alternation(lexicon.forms("language/serial_heads"))))
        # Without a unit and a header, three lines that end in numbers are no table.
        .filter((pl.col("table") >= 0) | (pl.col("unit_given") != "") | (pl.col("after") != ""))
        .drop(*_PLACE[1:], "is_label", "is_number", "counts", "is_head", "own_unit")
    )
    words = body.filter(~pl.col("is_number") & ~_declares_unit(lexicon)).with_columns(
        folded="surface",
        passage_id=pl.format("{}|{}", "passage_id", "start_char"),
    )
    prose = [passages.filter(~is_table).select(_PASSAGE), words.select(_PASSAGE)]
    return numbers, pl.concat(prose)


def _declares_unit(lexicon: Lexicon) -> pl.Expr:
    """A cell that holds a unit and no number."""
    bare = pl.col("surface").str.replace_all(r"\s+", "")
    return bare.str.contains(rf"^[十百千万亿]*{unit_pattern(lexicon)}$")


def _first_counted() -> pl.Expr:
    """The first row of the table that counts something."""
    return pl.when("counts").then("row").min()


def _with_units(
    numbers: pl.DataFrame, cells: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Add `before`, `after` and `unit_given`: from the row's unit cell, the header, the label."""
    bare = pl.col("surface").str.replace_all(r"\s+", "")
    heads = (
        cells.filter("is_head")
        .group_by("document_id", "table", "column", maintain_order=True)
        .agg(after=bare.str.join(" "))
    )
    labels = cells.filter("is_label").select(*_PLACE[:3], before=bare).unique(_PLACE[:3])
    unit_columns = heads.filter(pl.col("after").str.contains(r"单位$")).select(
        "document_id", "table", "column"
    )
    row_units = (
        cells.join(unit_columns, on=["document_id", "table", "column"], how="semi")
        .select(*_PLACE[:3], row_unit=bare)
        .unique(_PLACE[:3])
    )
    unit = rf"([十百千万亿]*{unit_pattern(lexicon)})"
    bracketed = rf"\({unit}\)"
    given = pl.coalesce(
        pl.col("after").str.extract(bracketed),
        pl.col("after").str.extract("(%)$"),
        pl.col("own_unit").str.extract(f"^{unit}$"),
        pl.col("row_unit").str.extract(f"^{unit}$"),
        pl.col("before").str.extract(bracketed),
        pl.col("caption").str.extract(rf"单位:{unit}\)?$"),
    )
    return (
        numbers.join(heads, on=["document_id", "table", "column"], how="left")
        .join(labels, on=_PLACE[:3], how="left")
        .join(row_units, on=_PLACE[:3], how="left")
        .join(_captions(cells, passages), on=["document_id", "table"], how="left")
        .with_columns(pl.col("before", "after").fill_null(""), unit_given=given.fill_null(""))
        .drop("row_unit", "caption")
    )


def _captions(cells: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The line that stands straight above each table, where it names a unit."""
    first = cells.group_by("document_id", "table").agg(pl.col("start_char").min())
    lines = passages.filter(pl.col("folded").str.contains("单位:")).select(
        "document_id",
        caption=pl.col("folded").str.replace_all(r"\s+|-", ""),
        start_char="start_char",
        line_end="end_char",
    )
    nearest = first.sort("start_char").join_asof(
        lines.sort("start_char"),
        on="start_char",
        by="document_id",
        strategy="backward",
        check_sortedness=False,
    )
    close = pl.col("start_char") - pl.col("line_end") < _CAPTION_REACH
    return nearest.filter(close).select("document_id", "table", "caption")


_CAPTION_REACH = 20  # characters: blank lines and the bar that opens the table
