"""The shadow text that rules match on: half-width, simplified, as long as the original."""

from functools import cache

import opencc
import polars as pl

from schemas.stages import FOLDED_DOCUMENT
from schemas.to_polars import conform
from transforms.lexicon import Lexicon

# The blocks that hold the characters of everyday Chinese and their extension A.
_HAN = range(0x3400, 0xA000)
# A code point that Unicode keeps for a program's own use, never for text: rules mark with it.
NONCHARACTER = "\ufdd0"


def fold_documents(documents: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each document its script and its shadow text.

    DOCUMENT -> FOLDED_DOCUMENT, one row out per row in, order kept. `folded` has as many code
    points as `text`: every fold replaces one character by one, so that an offset into one is
    an offset into the other. Traditional characters are folded in documents that are written
    in them; a stray one in a simplified text stays.
    """
    traditional = pl.col("text").str.count_matches(f"[{''.join(simplified_forms())}]")
    reformed = pl.col("text").str.count_matches(f"[{_only_simplified()}]")
    return (
        documents.with_columns(
            script=pl.when(traditional > reformed).then(pl.lit("hant")).otherwise(pl.lit("hans")),
            folded=half_width(pl.col("text"), lexicon).str.replace_all(
                NONCHARACTER, "\ufffd", literal=True
            ),
        )
        .with_columns(
            folded=pl.when(pl.col("script") == "hant")
            .then(simplified(pl.col("folded")))
            .otherwise(pl.col("folded"))
        )
        .pipe(conform, FOLDED_DOCUMENT)
    )


def half_width(text: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """The text with its full-width marks, digits and letters folded, as long as it was."""
    width = lexicon.mapping("language/widths")
    return text.str.replace_many(list(width), list(width.values()))


def simplified(text: pl.Expr) -> pl.Expr:
    """The text with its traditional characters folded, as long as it was."""
    forms = simplified_forms()
    return text.str.replace_many(list(forms), list(forms.values()))


@cache
def simplified_forms() -> dict[str, str]:
    """Each traditional character that has one simplified character, and that character.

    Source: OpenCC's character table, asked character by character.

    >>> simplified_forms()["億"]
    '亿'
    >>> "亿" in simplified_forms()
    False
    """
    converter = opencc.OpenCC("t2s")
    forms = {character: converter.convert(character) for character in map(chr, _HAN)}
    return {old: new for old, new in forms.items() if new != old and len(new) == 1}


@cache
def _only_simplified() -> str:
    """The simplified characters that are not also traditional ones."""
    converter = opencc.OpenCC("s2t")
    return "".join(
        sorted(new for new in set(simplified_forms().values()) if converter.convert(new) != new)
    )
