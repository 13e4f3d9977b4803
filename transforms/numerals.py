"""Numerals: Arabic, Chinese, capital and mixed spellings of one exact number."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from transforms.lexicon import Lexicon

_LARGEST_FIRST = ("兆", "亿", "万", "千", "百", "十")
_BELOW_TEN = ("千", "百", "十")  # one digit at most stands before these
_DIGITS = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_POWER = re.compile(r"([\d.]+)[eE]([+-]?\d{1,2})")  # 1.5e-3
_GROUPS = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")
_THOUSAND = "k"  # 15k元
_LONGEST = 40  # characters; what is longer is an identity number or noise


@dataclass(frozen=True, slots=True)
class Numerals:
    """Written characters and what they stand for: digits, and the size of each scale."""

    digits: Mapping[str, str]
    scales: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its `step`: one unit of the last non-zero digit that was written."""

    value: Decimal
    step: Decimal


@cache
def numerals_of(lexicon: Lexicon) -> Numerals:
    """The numerals and scales of the seeds; 廿 is two tens, 仟 stands for 千."""
    scales = lexicon["language/scales"]
    digits = lexicon.mapping("language/numerals", value="digits")
    digits |= lexicon.mapping("language/scales", value="standard")
    sizes = dict(zip(scales["standard"], map(Decimal, scales["value"]), strict=True))
    return Numerals(digits, sizes)


def read_number(text: str, numerals: Numerals) -> Number | None:
    """Read one unsigned number; text that is not a number gives None, never a guess.

    >>> from transforms.lexicon import load_lexicon
    >>> numerals = numerals_of(load_lexicon())
    >>> read_number("五千六百八十九亿八千万", numerals)
    Number(value=Decimal('568980000000'), step=Decimal('10000000'))
    >>> read_number("1.35万亿", numerals).value
    Decimal('1350000000000.00')
    >>> read_number("一万二", numerals).value
    Decimal('12000')
    >>> read_number("若干", numerals) is None
    True
    """
    if not text or len(text) > _LONGEST:
        return None
    if text.endswith(_THOUSAND):
        thousands = read_number(text.removesuffix(_THOUSAND), numerals)
        return thousands and Number(thousands.value * 1000, thousands.step * 1000)
    plain = "".join(numerals.digits.get(character, character) for character in text)
    plain = _GROUPS.sub("", plain).replace(" ", "").replace("点", ".").replace("万万", "亿")
    return _read(plain, numerals.scales)


def _read(text: str, scales: Mapping[str, Decimal]) -> Number | None:
    scale = next((scale for scale in _LARGEST_FIRST if scale in text), None)
    if scale is None:
        return _read_digits(text)
    before, _, after = text.partition(scale)
    count = _read(before, scales) if before else Number(Decimal(1), Decimal(1))
    if count is None or (scale in _BELOW_TEN and count.value >= 10):
        return None
    size = scales[scale]
    whole = Number(count.value * size, count.step * size)
    return _add(whole, after, size, scales) if after else whole


def _add(whole: Number, after: str, size: Decimal, scales: Mapping[str, Decimal]) -> Number | None:
    """What follows a scale is smaller than it, and begins where the scale before it ends."""
    # 一千零十一 leaves out the 一 that 一千零一十一 says.
    rest = _read(after.lstrip("0") or "0", scales)
    if rest is None or rest.value >= size:
        return None
    figure, point, _ = after.partition(".")
    if len(figure) == 1 and figure != "0" and size >= 100:
        tenth = size / 10  # 一万二 is 12,000: speech drops the next scale down
        moved = int(figure) * (tenth - 1) if figure.isdigit() else 0
        rest = Number(rest.value + moved, rest.step if point else tenth)
    return Number(whole.value + rest.value, rest.step if rest.value else whole.step)


def _read_digits(text: str) -> Number | None:
    if power := _POWER.fullmatch(text):
        number = _read_digits(power[1])
        size = Decimal(1).scaleb(int(power[2]))
        return number and Number(number.value * size, number.step * size)
    if not _DIGITS.fullmatch(text):
        return None
    value = Decimal(text)
    written = text.replace(".", "").rstrip("0")
    if not written:
        return Number(value, Decimal(1))
    integer, _, _ = text.partition(".")
    return Number(value, Decimal(1).scaleb(len(integer) - len(written)))
