"""Figures found: the spans that hold an amount, with the characters around them."""

import polars as pl

from schemas.figure_stages import FIGURE_CANDIDATE
from schemas.to_polars import conform
from transforms.figures.cells import find_cells
from transforms.figures.not_figures import drop_not_figures
from transforms.figures.pattern import amount_pattern, skipped_pattern, unit_pattern
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans, outside

SILENT_KINDS = ("teaser", "boilerplate")
_DOLLAR = r"^[^A-Z]*\$"
_CONTEXT = 20  # characters either side that tell whether a number is a figure, and of what


def find_figures(passages: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per span that may hold an amount, in reading order.

    PASSAGE, TIME -> FIGURE_CANDIDATE. Nothing is found in teasers and boilerplate, nor where a
    mention names a time. In a table the cells below the header are candidates, with the unit
    that their row or column gives them; elsewhere `unit_given` is empty, but for a dollar sign.
    """
    read = passages.filter(~pl.col("kind").is_in(SILENT_KINDS))
    cells, prose = find_cells(read, lexicon)
    spans = find_spans(prose, amount_pattern(lexicon)).filter(
        ~pl.col("surface").str.contains(f"^{skipped_pattern(lexicon)}$")
    )
    found = (
        _with_context(outside(spans, _named(times)), prose)
        .pipe(_without_false_unit, lexicon)
        .pipe(drop_not_figures, lexicon)
        .with_columns(passage_id=pl.col("passage_id").str.extract(r"^([^|]*)"))
        .pipe(_with_dollars, passages, lexicon)
    )
    return (
        pl.concat([frame.pipe(conform, FIGURE_CANDIDATE) for frame in (found, cells)])
        .sort("document_id", "start_char")
        .pipe(conform, FIGURE_CANDIDATE)
    )


def _named(times: pl.DataFrame) -> pl.DataFrame:
    """The mentions that name a time; a length of time that is placed nowhere is a figure."""
    placed = pl.col("start_at").is_not_null() | pl.col("end_at").is_not_null()
    return times.filter(placed | (pl.col("timex_type") != "DURATION"))


def _with_dollars(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `unit_given`: the dollar that a sign alone means, by the characters of its document."""
    signed = pl.col("surface").str.contains(_DOLLAR)
    asking = spans.filter(signed).select("document_id").unique()
    widths = lexicon.mapping("language/widths")
    half_width = pl.col("quote").str.replace_many(list(widths), list(widths.values()))
    traditional = (
        passages.join(asking, on="document_id", how="semi")
        .filter(half_width != pl.col("folded"))
        .select("document_id", dollar=pl.lit("HKD"))
        .unique()
    )
    dollar = pl.col("dollar").fill_null("USD")
    return (
        spans.join(traditional, on="document_id", how="left", maintain_order="left")
        .with_columns(unit_given=pl.when(signed).then(dollar).otherwise(pl.lit("")))
        .drop("dollar")
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

    A Chinese numeral keeps no unit that is written with Arabic numerals only. Adds `unit_kind`,
    the kind of the unit that ends the span or stands before its last hedge, and `is_cut`.
    """
    after_hedge = alternation(lexicon.forms("language/hedges", position="after"))
    unit = rf"({unit_pattern(lexicon)})( ?{after_hedge})?$"
    surface, follows = pl.col("surface"), pl.col("after").str.head(1)
    begins_word = (follows != "") & pl.col("not_before").str.contains(follows, literal=True)
    arabic_only = ~surface.str.contains("[0-9]") & (pl.col("numerals") == "arabic")
    is_cut = (begins_word & pl.col("hedge").is_null()) | arabic_only
    kept = pl.when(is_cut.fill_null(False)).then(surface.str.replace(unit, "")).otherwise(surface)
    length = pl.col("kept").str.len_chars()
    return (
        spans.with_columns(unit=surface.str.extract(unit, 1), hedge=surface.str.extract(unit, 2))
        .join(_unit_words(lexicon), on="unit", how="left", validate="m:1", maintain_order="left")
        .with_columns(kept=kept)
        .with_columns(
            surface="kept",
            after=surface.str.slice(length) + pl.col("after"),
            quote=pl.col("quote").str.head(length),
            end_char=pl.col("start_char") + length.cast(pl.Int64),
            is_cut=length < surface.str.len_chars(),
        )
        .drop("unit", "hedge", "kept", "not_before", "numerals")
    )


def _unit_words(lexicon: Lexicon) -> pl.DataFrame:
    """Each unit form with its kind, the numerals it is written with and what cannot follow it."""
    columns = {
        "currencies": {"unit_kind": pl.lit("money"), "numerals": pl.lit("any")},
        "units": {"unit_kind": pl.col("kind"), "numerals": pl.col("numerals")},
        "measure_words": {"unit_kind": pl.lit("count"), "numerals": pl.col("numerals")},
    }
    tables = [
        lexicon[f"language/{name}"].select("not_before", unit="form", **columns[name])
        for name in columns
    ]
    return pl.concat(tables).unique("unit", keep="first", maintain_order=True)
