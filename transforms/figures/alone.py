"""Documents that are numbers and nothing else."""

import polars as pl

from transforms.figures.pattern import one_amount_pattern
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_LONGEST = 200
_MOST = 3  # passages
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
_POWER = rf"{_ARABIC}[eE][-+]?[0-9]{{1,2}}"  # 1.5e-3
_QUOTIENT = r"(?:[0-9]{1,4} )?[0-9]{1,4}/[0-9]{1,4}"  # 16/5, 1 3/5
_NO_NUMBER = ["百", "千", "万", "亿", "点"]  # a scale or a point by itself
_POINTS = "个 *百"  # 三个百分点 has a unit
_SPACED = r"\p{Han} +\p{Han}"
_BETWEEN = r"(?:[ ,、;。和与.!?“”]|还有|以及|或者?)*"


def find_numbers_alone(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The numbers of a short document made of numerals alone: 一千零五十, -10.1.

    PASSAGE -> SPAN. There no unit is needed to state a quantity. Several numbers are a list:
    三百, 二百五。
    """
    number = _number(lexicon) + "个?"
    folded = pl.col("folded")
    short = passages.filter(pl.len().over("document_id") <= _MOST).filter(
        (folded.str.len_chars() <= _LONGEST).all().over("document_id")
    )
    is_listed = folded.str.contains(rf"^{_BETWEEN}(?:{number}{_BETWEEN})+$") & ~(
        folded.str.contains(f"{_POINTS}|{_numeral_range(lexicon)}")
    )
    listed = short.filter(is_listed.all().over("document_id"))
    only = short.filter(pl.len().over("document_id") == 1)
    # 一 百 五 十 个 百 分 点: printed with spaces, it is an amount without them.
    spaced = only.filter(
        folded.str.contains(_SPACED)
        & folded.str.replace_all(" ", "").str.contains(f"^(?:{one_amount_pattern(lexicon)})$")
    ).join(listed, on="passage_id", how="anti")
    spans = pl.concat([find_spans(listed, number), find_spans(spaced, "^.+$")])
    return spans.filter(~pl.col("surface").is_in(_NO_NUMBER))


def _numeral_range(lexicon: Lexicon) -> str:
    """3-5万 is a range; a sign after a space or a comma is the sign of the number."""
    numerals = lexicon.forms("language/numerals") + lexicon.forms("language/scales")
    numeral = f"[0-9{''.join(numerals)}]"
    return f"{numeral}{alternation(lexicon.forms('language/range_signs'))}{numeral}"


def _words(lexicon: Lexicon) -> list[str]:
    """Words for numbers but for those that another word must introduce: 打对折."""
    words = lexicon["language/number_words"]
    led = pl.col("stands_after").is_not_null() & pl.col("stands_before").is_null()
    return words.filter(~led)["form"].to_list()


def _number(lexicon: Lexicon) -> str:
    """One number: in digits or in characters, with spaces between those as some print them."""
    numerals = lexicon.forms("language/numerals") + lexicon.forms("language/scales")
    inside = "".join(lexicon.forms("language/hedges", position="inside"))
    character = f"[{''.join(numerals)}{inside}几数点]"
    joint = f"[{''.join(lexicon.forms('language/scales'))}{inside}分份之又点]"
    # Digits go on with a scale, 分之 or 又; characters with any character.
    more = rf"(?: *{joint}+(?: *(?:{character}|{joint}))*(?: *{_ARABIC})?)*"
    digits = rf"{_ARABIC}{more}"
    characters = rf"{character}(?: *(?:{character}|{joint}))*(?: *{_ARABIC}{more})?"
    # 第七 by itself is a rank.
    words = alternation(_words(lexicon))
    return rf"(?:[-+负] ?|第)?(?:{_POWER}|{_QUOTIENT}|{words}|{digits}|{characters})"
