"""The characters around a span: what they say of it, and what they take from it."""

import polars as pl

from transforms.figures.pattern import DIGIT, skipped_pattern, unit_pattern
from transforms.lexicon import Lexicon, alternation

_COMPARED = r"^([<>][<>= ]*)"
_COMPARES = r"\p{Han} ?$"  # what is compared stands before the sign
_CONTEXT = 20  # characters either side that tell whether a number is a figure, and of what


def add_neighbours(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
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


def take_off_false_signs(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Take off a sign that is the end of a word, or of markup.

    减负4000亿元 is no negative amount, and <b>10%</b> is not more than 10%.
    """
    words = lexicon.forms("language/words_in_negative")
    sign = alternation({word[-1] for word in words})
    word = pl.concat_str(pl.col("before").str.tail(1), pl.col("surface").str.head(1))
    ends_word = pl.col("surface").str.contains(f"^{sign}") & word.is_in(words)
    compared = pl.col("surface").str.extract(_COMPARED).str.len_chars().fill_null(0)
    markup = (compared > 0) & ~pl.col("before").str.contains(_COMPARES)
    is_false = ends_word | markup
    cut = pl.when(ends_word).then(1).when(markup).then(compared).otherwise(0)
    kept = pl.col("surface").str.slice(cut)
    shaped = skipped_pattern(lexicon)  # <b>2019年</b>
    return spans.filter(~(markup & kept.str.contains(f"^{shaped}$"))).with_columns(
        surface=kept,
        quote=pl.col("quote").str.slice(cut),
        before=pl.when(is_false)
        .then(pl.col("before") + pl.col("surface").str.head(cut))
        .otherwise("before"),
        start_char=pl.col("start_char") + cut,
    )


def take_off_false_units(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Take off a unit that is the beginning of a word: 5万人民币 counts no 人.

    A Chinese numeral keeps no unit that is written with Arabic numerals only. Adds `unit_kind`,
    the kind of the unit that ends the span or stands before its last hedge, and `is_cut`.
    """
    after_hedge = alternation(lexicon.forms("language/hedges", position="after"))
    unit = rf"({unit_pattern(lexicon)})( ?{after_hedge})?$"
    surface, follows = pl.col("surface"), pl.col("after").str.head(1)
    begins_word = (follows != "") & pl.col("not_before").str.contains(follows, literal=True)
    greater = alternation(lexicon.forms("language/units", kind="mass"))
    chained = surface.str.contains(f"{greater}[零又]?{DIGIT}[两钱]$")  # 三斤二两
    arabic_only = ~surface.str.contains("[0-9]") & (pl.col("numerals") == "arabic") & ~chained
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
