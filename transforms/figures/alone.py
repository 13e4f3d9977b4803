"""Documents that are one number and nothing else."""

import polars as pl

from schemas.stages import SPAN
from schemas.to_polars import conform
from transforms.lexicon import Lexicon

_LONGEST = 40


def find_numbers_alone(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The only passage of a document, where it is made of numerals alone: 一千零五十, -10.1.

    PASSAGE -> SPAN, one row per such document. There no unit is needed to state a quantity.
    """
    numerals = lexicon.forms("language/numerals") + lexicon.forms("language/scales")
    inside = lexicon.forms("language/hedges", position="inside")
    characters = "".join([*numerals, *inside])
    number = rf"^(?:[-+负]? ?[{characters}几数0-9.,点 ]+(?:[分份] ?之[{characters}0-9.点 ]+)?)$"
    folded = pl.col("folded").str.strip_chars(" 。.!?,")
    return (
        passages.filter(pl.len().over("document_id") == 1)
        .filter(pl.col("folded").str.len_chars() <= _LONGEST, folded.str.contains(number))
        .with_columns(surface=folded)
        .filter(pl.col("folded").str.starts_with(pl.col("surface")))
        .with_columns(
            quote=pl.col("quote").str.head(pl.col("surface").str.len_chars()),
            end_char=pl.col("start_char") + pl.col("surface").str.len_chars().cast(pl.Int64),
        )
        .pipe(conform, SPAN)
    )
