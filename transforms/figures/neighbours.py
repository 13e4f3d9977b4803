"""The characters around a span: what they say of it, and what they take from it."""

import polars as pl

from transforms.figures.asked import asked_whether, where_asked
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
    surface, before = pl.col("surface"), pl.col("before")
    word = pl.concat_str(before.str.tail(1), surface.str.head(1))
    ends_word = surface.str.contains(f"^{sign}") & word.is_in(words)
    compared = surface.str.extract(_COMPARED).str.len_chars().fill_null(0)
    markup = (compared > 0) & ~before.str.contains(_COMPARES)
    shaped = skipped_pattern(lexicon)  # <b>2019年</b>
    return (
        spans.pipe(
            where_asked,
            surface.str.contains(f"^(?:{sign}|[<>])"),
            cut=pl.when(ends_word).then(1).when(markup).then(compared).otherwise(0),
            markup=markup,
        )
        .with_columns(pl.col("cut").fill_null(0))
        .pipe(
            asked_whether,
            pl.col("markup"),
            drop=surface.str.slice("cut").str.contains(f"^{shaped}$"),
        )
        .filter(~pl.col("drop"))
        .with_columns(
            surface=surface.str.slice("cut"),
            quote=pl.col("quote").str.slice("cut"),
            before=before + surface.str.head("cut"),
            start_char=pl.col("start_char") + pl.col("cut"),
        )
        .select(spans.columns)
    )


def take_off_false_units(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Take off a unit that is the beginning of a word: 5万人民币 counts no 人.

    A Chinese numeral keeps no unit that is written with Arabic numerals only. Adds `unit_kind`,
    the kind of the unit that ends the span or stands before its last hedge, and `is_cut`.
    """
    follows = pl.col("after").str.head(1)
    begins_word = (follows != "") & pl.col("not_before").str.contains(follows, literal=True)
    arabic_only = pl.col("in_characters") & (pl.col("numerals") == "arabic") & ~pl.col("chained")
    is_cut = (begins_word & pl.col("hedge").is_null()) | arabic_only
    kept = pl.when(is_cut.fill_null(False)).then("bare").otherwise("surface")
    length = pl.col("kept").str.len_chars()
    return (
        spans.join(
            _forms(spans, lexicon), on="surface", how="left", validate="m:1", maintain_order="left"
        )
        .with_columns(kept=kept)
        .with_columns(
            surface="kept",
            after=pl.col("surface").str.slice(length) + pl.col("after"),
            quote=pl.col("quote").str.head(length),
            end_char=pl.col("start_char") + length.cast(pl.Int64),
            is_cut=length < pl.col("surface").str.len_chars(),
        )
        .select(*spans.columns, "unit_kind", "is_cut")
    )


def _forms(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Each distinct surface with the unit that ends it, and what it is without."""
    after_hedge = alternation(lexicon.forms("language/hedges", position="after"))
    unit = rf"(?P<unit>{unit_pattern(lexicon)})(?P<hedge> ?{after_hedge})?$"
    greater = alternation(lexicon.forms("language/units", kind="mass"))
    surface = pl.col("surface")
    return (
        spans.select("surface")
        .unique()
        .with_columns(
            groups=surface.str.extract_groups(unit),
            bare=surface.str.replace(unit, ""),
            in_characters=~surface.str.contains("[0-9]"),
            chained=surface.str.contains(f"{greater}[零又]?{DIGIT}[两钱]$"),  # 三斤二两
        )
        .unnest("groups")
        .join(_unit_words(lexicon), on="unit", how="left", validate="m:1", maintain_order="left")
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
