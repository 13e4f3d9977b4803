"""Lengths of time as written: 三年半, 8天20小时, 三天三夜."""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from transforms.lexicon import Lexicon, alternation
from transforms.times.grammar.numerals import read_amount
from transforms.times.grammar.vocabulary import vocabulary

# What one unit is in months, days and seconds; its half in the next unit down.
UNITS = {
    "century": (1200, 0, 0),
    "decade": (120, 0, 0),
    "year": (12, 0, 0),
    "quarter": (3, 0, 0),
    "month": (1, 0, 0),
    "week": (0, 7, 0),
    "day": (0, 1, 0),
    "hour": (0, 0, 3600),
    "minute": (0, 0, 60),
    "second": (0, 0, 1),
}
_HALVES = {
    "year": (6, 0, 0),
    "month": (0, 15, 0),
    "day": (0, 0, 43200),
    "hour": (0, 0, 1800),
    "minute": (0, 0, 30),
}
# In months: what is longer than a thousand years reaches beyond any calendar.
_LONGEST = 12000
_VAGUE = re.compile(r"[数几]")
# 两三天, 三五年: the first number or the second, at most the second.
_EITHER = re.compile(r"[一二两三四五六七八][二两三四五六七八九]")
# Four digits before 年 name a year; a month with a day is a date.
_DATE = re.compile(
    r"(?<![0-9])(?:1[0-9]|20|21)[0-9]{2}\s*年|[一二][〇零○一二三四五六七八九]{3}年"
    r"|[0-9一二三四五六七八九十]\s*月\s*[0-9一二三四五六七八九十]"
)
# 一分一秒, 一天一夜: every single one, not so many.
_IDIOM = re.compile(r"(?:一.){2,}")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: its steps, its finest unit, its TIMEX3 value, and how it is written."""

    steps: tuple[int, int, int]
    unit: str
    value: str
    pieces: int
    vague: bool
    more: bool
    either: bool


def read_length(text: str, lexicon: Lexicon) -> Length | None:
    """A length of one or more units; None where a piece is none.

    >>> from transforms.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> [read_length(text, lexicon).value for text in ("三年半", "8天20小时", "1.5小时")]
    ['P3Y6M', 'P8DT20H', 'PT1H30M']
    """
    pieces = [match.groupdict() for match in _piece(lexicon).finditer(text)]
    total, unit, vague, more = [0, 0, 0], "", False, False
    either = any(_EITHER.fullmatch(piece["amount"] or "") for piece in pieces)
    for piece in pieces:
        unit = vocabulary(lexicon).units[piece["unit"]]
        steps = _steps(piece, unit)
        vague |= steps is None
        more |= bool(piece["more"] or piece["more2"])
        total = [have + extra for have, extra in zip(total, steps or (0, 0, 0), strict=True)]
    # 8天20小时 is one length; 14日两天 is a day and a count, 三年五载 an idiom.
    twice = len({vocabulary(lexicon).units[piece["unit"]] for piece in pieces}) < len(pieces)
    if not pieces or twice or _DATE.search(text) or _IDIOM.fullmatch(text):
        return None
    months, days, seconds = total
    vague |= months > _LONGEST or days > 30 * _LONGEST or seconds > 86400 * _LONGEST
    halves = sum(bool(piece["half"] or piece["half2"]) for piece in pieces)
    value = _value(total) if unit != "week" or days % 7 or len(pieces) > 1 else f"P{days // 7}W"
    count = len(pieces) + halves
    return Length((months, days, seconds), unit, value, count, vague, more or either, either)


@cache
def _piece(lexicon: Lexicon) -> re.Pattern[str]:
    unit = alternation(vocabulary(lexicon).units)
    return re.compile(
        r"(?P<amount>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+|半|[数几]十?)"
        r"(?P<more>[多余来几])?(?P<half>个半(?!年|小时|月)|个半)?个?(?P<more2>多)?\s*"
        rf"(?P<unit>{unit})(?P<half2>半钟|半)?(?:多|有余|(?P<nights>(?<=[天日])(?P=amount)夜))?"
    )


def _steps(piece: dict[str, str | None], unit: str) -> tuple[int, int, int] | None:
    """Months, days, seconds of one piece; None for several."""
    written = (piece["amount"] or "").lstrip("零〇") or "0"
    written = written[-1] if _EITHER.fullmatch(written) else written
    amount = None if _VAGUE.search(written) else read_amount(written)
    if amount is None:
        return None
    if piece["half"] or piece["half2"]:
        whole = _times(amount, UNITS[unit])
        return _add(whole, _HALVES.get(unit, (0, 0, 0)))
    if amount.denominator == 1:
        return _times(amount, UNITS[unit])
    return _times(amount * 2, _HALVES[unit]) if unit in _HALVES else None


def _times(amount: Fraction, unit: tuple[int, int, int]) -> tuple[int, int, int]:
    months, days, seconds = (int(amount * step) for step in unit)
    return months, days, seconds


def _add(one: tuple[int, int, int], other: tuple[int, int, int]) -> tuple[int, int, int]:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def _value(steps: list[int]) -> str:
    """The TIMEX3 value of months, days and seconds."""
    months, days, seconds = steps
    date = _written(((months // 12, "Y"), (months % 12, "M"), (days, "D")))
    clock = _written(((seconds // 3600, "H"), (seconds % 3600 // 60, "M"), (seconds % 60, "S")))
    return f"P{date}" + (f"T{clock}" if clock else "") if date or clock else "PX"


def _written(parts: tuple[tuple[int, str], ...]) -> str:
    return "".join(f"{count}{letter}" for count, letter in parts if count)
