"""Figures found: the spans that hold an amount, with the characters around them."""

import polars as pl

from schemas.figure_stages import FIGURE_CANDIDATE
from schemas.to_polars import conform
from transforms.figures.alone import find_numbers_alone
from transforms.figures.cells import find_cells
from transforms.figures.dollars import name_dollars
from transforms.figures.joined import join_ranges
from transforms.figures.neighbours import add_neighbours, take_off_false_signs, take_off_false_units
from transforms.figures.not_figures import drop_not_figures
from transforms.figures.pattern import SKIPPED, one_amount_pattern, skipped_pattern
from transforms.figures.stated import find_stated_numbers
from transforms.lexicon import Lexicon
from transforms.lines.furniture import SILENT
from transforms.spans import find_spans, outside


def find_figures(passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per span that may hold an amount, in reading order.

    PASSAGE, TIME -> FIGURE_CANDIDATE. Nothing is found in teasers and boilerplate, nor where a
    mention names a time. In a table the cells below the header are candidates, with the unit
    that their row or column gives them; elsewhere `unit_given` is empty, but for a dollar sign.
    """
    read = passages.filter(~pl.col("kind").is_in(SILENT))
    cells, prose = find_cells(read, lexicon)
    alone = find_numbers_alone(prose, lexicon)
    named = _named(times)
    rest = prose.join(alone, on="passage_id", how="anti")
    amounts = (
        _find_amounts(rest, lexicon)
        .pipe(outside, named)
        .pipe(add_neighbours, prose)
        .pipe(take_off_false_signs, lexicon)
        .pipe(take_off_false_units, lexicon)
        .pipe(join_ranges, prose, lexicon)
        .pipe(drop_not_figures, lexicon)
    )
    stated = find_stated_numbers(rest, lexicon).pipe(outside, amounts)
    numbers = pl.concat([alone, stated]).pipe(outside, named).pipe(add_neighbours, prose)
    found = (
        pl.concat([amounts.select(numbers.columns), numbers])
        .with_columns(passage_id=pl.col("passage_id").str.extract(r"^([^|]*)"))
        .pipe(name_dollars, passages, lexicon)
    )
    return (
        pl.concat([conform(found, FIGURE_CANDIDATE), conform(cells, FIGURE_CANDIDATE)])
        .sort("document_id", "start_char")
        .pipe(conform, FIGURE_CANDIDATE)
    )


def _find_amounts(prose: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The amounts that do not begin inside what is never one; a ratio may be.

    Two scans, as one expression for both takes three times as long as they. The words before a
    ratio tell it from a clock and a score.
    """
    skipped = find_spans(prose, skipped_pattern(lexicon))
    ratios = skipped.filter(pl.col("surface").str.contains(f"^{SKIPPED['ratio']}$"))
    amounts = find_spans(prose, one_amount_pattern(lexicon))
    begins = amounts.with_columns(end_char=pl.col("start_char") + 1)
    free = outside(begins, skipped).select("document_id", "start_char")
    kept = amounts.join(free, on=["document_id", "start_char"], how="semi").pipe(outside, ratios)
    return pl.concat([kept, ratios]).sort("document_id", "start_char")


def _named(times: pl.DataFrame) -> pl.DataFrame:
    """The mentions that name a time; a length of time that is placed nowhere is a figure."""
    placed = pl.col("start_at").is_not_null() | pl.col("end_at").is_not_null()
    return times.filter(placed | (pl.col("timex_type") != "DURATION"))
