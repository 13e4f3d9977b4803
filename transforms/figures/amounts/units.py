"""Units: what stands after a number, as written and by its standard code."""

import re
from dataclasses import dataclass

from transforms.figures.amounts.words import AmountWords, Unit

# 个 lets a hedge or a half stand between itself and its unit: 3个多月, 一个半小时.
_INFIX = re.compile(r"(.*)(个)([多余来半])(\D+)")


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """What precedes the unit, the unit as written and as listed, and a word inside it."""

    rest: str
    form: str
    reading: Unit | None
    infix: str = ""


def find_unit(text: str, words: AmountWords) -> UnitMatch:
    """The longest unit that ends the text; an empty form where none does.

    >>> from transforms.figures.amounts.words import amount_words
    >>> from transforms.lexicon import load_lexicon
    >>> words = amount_words(load_lexicon())
    >>> find_unit("30万千瓦", words).form
    '千瓦'
    >>> match = find_unit("3个多月", words)
    >>> match.rest, match.form, match.infix
    ('3', '个月', '多')
    >>> find_unit("12元/立方米", words).reading.code
    'CNY/m3'
    """
    if "/" in text and (match := _compound(text, words)):
        return match
    if "个" in text and (infix := _INFIX.fullmatch(text)) and (form := infix[2] + infix[4]):
        reading = words.units.get(form)
        if reading:
            return UnitMatch(infix[1], form, reading, infix[3])
    return _suffix(text, words)


def _suffix(text: str, words: AmountWords) -> UnitMatch:
    for length in range(min(words.longest, len(text) - 1), 0, -1):
        reading = words.units.get(text[-length:])
        if reading:
            return UnitMatch(text[:-length].rstrip(), text[-length:], reading)
    return UnitMatch(text, "", None)


def _compound(text: str, words: AmountWords) -> UnitMatch | None:
    """A quotient of two listed units, unless it is listed itself."""
    whole = _suffix(text, words)
    if "/" in whole.form:
        return whole
    left, _, right = text.rpartition("/")
    below = words.units.get(right)
    above = _suffix(left, words)
    if below is None or above.reading is None or not below.factor:
        return None
    form = f"{above.form}/{right}"
    factor = above.reading.factor and above.reading.factor / below.factor
    code = f"{above.reading.code}/{below.code}"
    kind = "money" if above.reading.kind == "money" else "rate"  # a price stays money
    return UnitMatch(above.rest, form, Unit(form, code, kind, factor))
