"""Figures found: the spans that hold an amount, with the characters around them."""

import polars as pl

from schemas.figure_stages import FIGURE_CANDIDATE
from schemas.to_polars import conform
from transforms.figures.cells import find_cells
from transforms.figures.not_figures import drop_not_figures
from transforms.figures.pattern import amount_pattern, skipped_pattern, unit_pattern
from transforms.lexicon import Lexicon
from transforms.spans import find_spans, outside

SILENT_KINDS = ("teaser", "boilerplate")
_CONTEXT = 20  # characters either side that tell whether a number is a figure, and of what


def find_figures(passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per span that may hold an amount, in reading order.

    PASSAGE, TIME -> FIGURE_CANDIDATE. Nothing is found in teasers and boilerplate, nor where a
    time mention stands. In a table the cells below the header are candidates, with the unit that
    their row or column gives them; `unit_given` is empty elsewhere.
    """
    read = passages.filter(~pl.col("kind").is_in(SILENT_KINDS))
    cells, prose = find_cells(read, lexicon)
    spans = find_spans(prose, amount_pattern(lexicon)).filter(
        ~pl.col("surface").str.contains(f"^{skipped_pattern(lexicon)}$")
    )
    found = (
        _with_context(outside(spans, times), passages)
        .pipe(_without_false_unit, lexicon)
        .pipe(drop_not_figures, lexicon)
        .with_columns(unit_given=pl.lit(""))
    )
    return (
        pl.concat([found.select(cells.columns), cells])
        .sort("document_id", "start_char")
        .pipe(conform, FIGURE_CANDIDATE)
    )


def _with_context(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add `before` and `after`: the characters of the passage on either side."""
    stands = passages.select("passage_id", "folded", at="start_char")
    offset = pl.col("start_char") - pl.col("at")
    return (
        spans.join(stands, on="passage_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            before=pl.col("folded").str.slice(
                pl.max_horizontal(offset - _CONTEXT, 0), pl.min_horizontal(offset, _CONTEXT)
            ),
            after=pl.col("folded").str.slice(pl.col("end_char") - pl.col("at"), _CONTEXT),
        )
        .drop("folded", "at")
    )


def _without_false_unit(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Take off a unit that is the beginning of a word: 5万人民币 counts no 人.

    A Chinese numeral keeps no unit that is written with Arabic numerals only.
    """
    units = pl.concat(
        [
            lexicon[f"language/{table}"].select("form", "not_before", numerals=numerals)
            for table, numerals in (
                ("units", "numerals"),
                ("measure_words", "numerals"),
                ("currencies", pl.lit("any")),
            )
        ]
    ).unique("form", keep="first")
    unit = pl.col("surface").str.extract(rf"({unit_pattern(lexicon)})$")
    length = pl.col("_unit").str.len_chars()
    next_ = pl.col("after").str.head(1)
    chinese = ~pl.col("surface").str.contains("[0-9]")
    begins_word = (next_ != "") & pl.col("not_before").str.contains(next_, literal=True)
    false = (begins_word | (chinese & (pl.col("numerals") == "arabic"))).fill_null(False)
    cut = pl.when(false).then(length).otherwise(0).cast(pl.Int64)
    return (
        spans.with_columns(_unit=unit)
        .join(
            units,
            left_on="_unit",
            right_on="form",
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .with_columns(_cut=cut)
        .with_columns(
            after=pl.when(pl.col("_cut") > 0)
            .then(pl.col("_unit") + pl.col("after"))
            .otherwise("after"),
            surface=pl.col("surface").str.slice(
                0, pl.col("surface").str.len_chars() - pl.col("_cut")
            ),
            quote=pl.col("quote").str.slice(0, pl.col("quote").str.len_chars() - pl.col("_cut")),
            end_char=pl.col("end_char") - pl.col("_cut"),
        )
        .drop("_unit", "_cut", "not_before", "numerals")
    )
