"""Vague numbers: 十几, 数百, 上万, 三四百 name no number, only its bounds."""

import re
from decimal import Decimal

from transforms.figures.amounts.bounds import Bounds
from transforms.figures.amounts.words import AmountWords
from transforms.numerals import read_number

# 几十万: two to ten times the scales that follow.
_SEVERAL = re.compile(r"(?:好?几|数)([十百千万亿]+)")
# 二十几万, 一千五百零几: one to ten above what stands before; 三千几百: two to ten hundreds.
_TEENS = re.compile(r"(.*[十百千万亿零])几([十百千]?)([万亿]*)")
# 上百万, 过百: that much and no limit.
_UPWARDS = re.compile(r"[上过]([百千万亿]+)")
_RUN = re.compile(r"\d+")


def read_vague(text: str, words: AmountWords) -> Bounds | None:
    """Bounds of a vague number; None where the text is not one.

    >>> from transforms.figures.amounts.words import amount_words
    >>> from transforms.lexicon import load_lexicon
    >>> words = amount_words(load_lexicon())
    >>> bounds = read_vague("几十万", words)
    >>> bounds.value, bounds.lower, bounds.upper
    (None, Decimal('200000'), Decimal('1000000'))
    >>> bounds = read_vague("十七八", words)
    >>> bounds.lower, bounds.upper
    (Decimal('17'), Decimal('18'))
    >>> read_vague("十七", words) is None
    True
    """
    if several := _SEVERAL.fullmatch(text):
        scale = _value(several[1], words)
        return Bounds(None, 2 * scale, 10 * scale) if scale else None
    if teens := _TEENS.fullmatch(text):
        return _above(teens[1], teens[2], teens[3], words)
    if upwards := _UPWARDS.fullmatch(text):
        scale = _value(upwards[1], words)
        return Bounds(None, scale, None) if scale else None
    return _read_pair(text, words)


def _above(start: str, step: str, scale: str, words: AmountWords) -> Bounds | None:
    base = _value(start.rstrip("零"), words)
    one, size = (_value(f"一{form}", words) for form in (step, scale))
    if not base or not one or not size or (step and base % (10 * one)):
        return None
    fewest = 2 * one if step else one
    return Bounds(None, (base + fewest) * size, (base + 10 * one) * size)


def _read_pair(text: str, words: AmountWords) -> Bounds | None:
    """三四百 is from 三百 to 四百: each of two neighbouring digits in the place of both."""
    # After a point digits are read one by one: 零点三四 is 0.34.
    whole, _, _ = text.partition("点")
    pair = next((pair for pair in words.pairs if pair in whole), None)
    if pair is None or _in_digits(text, words) != [_in_digits(pair, words)[0]]:
        return None
    lower = read_number(text.replace(pair, pair[0]), words.numerals)
    upper = read_number(text.replace(pair, pair[1]), words.numerals)
    if lower is None or upper is None:
        return None
    return Bounds(None, lower.value, upper.value)


def _value(text: str, words: AmountWords) -> Decimal | None:
    number = read_number(text, words.numerals)
    return number.value if number else None


def _in_digits(text: str, words: AmountWords) -> list[str]:
    """The runs of two digits or more: a pair stands alone, not in 一九三四."""
    digits = "".join(words.numerals.digits.get(character, character) for character in text)
    return [run for run in _RUN.findall(digits) if len(run) > 1]
