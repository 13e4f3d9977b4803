"""Lengths of time, bare (8天20小时) or made intervals (五年来, 三天后, 过去4星期)."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from transforms.lexicon import Lexicon, alternation
from transforms.times.grammar.numerals import read_amount
from transforms.times.grammar.patterns import patterns
from transforms.times.grammar.reading import Edge, TimeReading
from transforms.times.grammar.vocabulary import vocabulary

# What one unit is in months, days and seconds; its half in the next unit down.
_UNITS = {
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
_CLOCKS = ("hour", "minute", "second")
# In months: what is longer than a thousand years reaches beyond any calendar.
_LONGEST = 12000
_VAGUE = re.compile(r"[数几]")
# Four digits before 年 name a year; a month with a day is a date.
_DATE = re.compile(
    r"(?<![0-9])(?:1[0-9]|20|21)[0-9]{2}\s*年|[一二][〇零○一二三四五六七八九]{3}年"
    r"|[0-9一二三四五六七八九十]\s*月\s*[0-9一二三四五六七八九十]"
)
# 5月 is a month; 5个月, 两个半月 are lengths.
_MONTH = re.compile(r"[^个半多]+月")
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


def read_length(text: str, lexicon: Lexicon) -> Length | None:
    """A length of one or more units; None where a piece is none.

    >>> from transforms.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> [read_length(text, lexicon).value for text in ("三年半", "8天20小时", "1.5小时")]
    ['P3Y6M', 'P8DT20H', 'PT1H30M']
    """
    pieces = [match.groupdict() for match in _piece(lexicon).finditer(text)]
    total, unit, vague, more = [0, 0, 0], "", False, False
    for piece in pieces:
        unit = vocabulary(lexicon).units[piece["unit"]]
        steps = _steps(piece, unit)
        vague |= steps is None
        more |= bool(piece["more"] or piece["more2"])
        total = [have + extra for have, extra in zip(total, steps or (0, 0, 0), strict=True)]
    if not pieces or _DATE.search(text) or _IDIOM.fullmatch(text):
        return None
    months, days, seconds = total
    vague |= months > _LONGEST or days > 30 * _LONGEST or seconds > 86400 * _LONGEST
    halves = sum(bool(piece["half"] or piece["half2"]) for piece in pieces)
    return Length((months, days, seconds), unit, _value(total), len(pieces) + halves, vague, more)


def _piece(lexicon: Lexicon) -> re.Pattern[str]:
    unit = alternation(vocabulary(lexicon).units)
    return re.compile(
        r"(?P<amount>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千万]+|半|[数几]十?)"
        r"(?P<more>[多余来几])?(?P<half>个半(?!年|小时|月)|个半)?个?(?P<more2>多)?\s*"
        rf"(?P<unit>{unit})(?P<half2>半钟|半)?(?:多|有余)?"
    )


def _steps(piece: dict[str, str | None], unit: str) -> tuple[int, int, int] | None:
    """Months, days, seconds of one piece; None for several."""
    written = (piece["amount"] or "").lstrip("零〇") or "0"
    amount = None if _VAGUE.search(written) else read_amount(written)
    if amount is None:
        return None
    if piece["half"] or piece["half2"]:
        whole = _times(amount, _UNITS[unit])
        return _add(whole, _HALVES.get(unit, (0, 0, 0)))
    if amount.denominator == 1:
        return _times(amount, _UNITS[unit])
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


def read_span(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """A length with what makes it an interval, or bare; None where no length begins at `at`.

    >>> from transforms.lexicon import load_lexicon
    >>> reading = read_span("五年来", 0, load_lexicon())
    >>> (reading.rule, reading.start.months, reading.mod)
    ('until_now', -60, 'since')
    """
    match = patterns(lexicon).span.match(text, at)
    length = match and read_length(match["length"], lexicon)
    if not match or length is None:
        return None
    if _MONTH.fullmatch(match["length"]) and not (match["past"] or match["future"]):
        return None
    groups = {name for name, found in match.groupdict().items() if found}
    return _interval(at, match, length, groups)


def _interval(
    at: int, match: re.Match[str], length: Length, groups: set[str]
) -> TimeReading | None:
    """Choose the construction by the words around the length."""
    to = match.end()
    if length.vague or (match["past"] == "近" and groups & {"ago", "later"}):
        return None
    # 近一个小时的搜救 measures; 近一年 reaches until now.
    if match["past"] == "近" and "come" not in groups and not any(length.steps[:2]):
        return None
    if "come" in groups or ("past" in groups and not groups & {"ago", "later"}):
        return _until_now(at, to, length, match)
    if "future" in groups and not groups & {"ago", "later"}:
        return _from_now(at, to, length, match)
    if "ago" in groups or "later" in groups or "over" in groups:
        return _away(at, to, length, match)
    if "within" in groups:
        return _within(at, to, length)
    return TimeReading(
        at=at,
        to=to,
        start=None,
        end=None,
        precision=length.unit,
        mod="approx" if length.more else None,
        timex_type="DURATION",
        timex=length.value,
        # One amount of one unit is a figure wherever a sentence measures something by it.
        alone=length.pieces < 2,
        rule="length",
    )


_CALENDAR = ("上", "前")
_ORDERED = ("前", "头")
_NARRATED = ("此后", "其后", "随后", "随后的")


def _until_now(at: int, to: int, length: Length, match: re.Match[str]) -> TimeReading:
    """五年来, 过去4星期: so long before the document's interval, to its end.

    上两个月, 前三年 are the whole units before the present one.
    """
    months, days, seconds = length.steps
    whole = match["past"] in _CALENDAR and not match["come"]
    base, end = ("moment", Edge("moment")) if seconds else ("document", Edge("document_end"))
    unit = length.unit if whole or (length.more and length.unit == "month") else None
    start = Edge(base, unit).step(-months, -days, -seconds)
    if whole:
        end = Edge(base, length.unit)
    rule = "units_before" if whole else "until_now"
    if match["past"] in _ORDERED and length.unit == "month" and months < 12 and not match["come"]:
        rule = "first_months"
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=end,
        precision=length.unit,
        mod="since" if match["come"] else ("approx" if length.more else None),
        timex=length.value,
        alone=(match["past"] in ("这", "上", "之前") and not match["come"] and months < 24)
        or (rule == "units_before" and length.unit in ("day", "year")),
        rule=rule,
    )


def _from_now(at: int, to: int, length: Length, match: re.Match[str]) -> TimeReading | None:
    """今后五年: from the document's interval on. 下三周: the whole units after this one.

    此后五年 is counted from the end of what was told last.
    """
    months, days, seconds = length.steps
    whole = match["future"] in ("下", "后")
    narrated = match["future"] in _NARRATED
    if narrated and seconds:
        return None
    start = Edge("moment" if seconds else "document", length.unit if whole else None)
    if whole:
        start = start.step(*_UNITS[length.unit])
    end = start.step(months, days, seconds)
    return TimeReading(
        at=at,
        to=to,
        start=replace(start, base="narrative_end") if narrated else start,
        end=replace(end, base="same") if narrated else end,
        precision=length.unit,
        mod="approx" if length.more else None,
        timex=length.value,
        alone=whole,
        rule="units_after" if whole else "following" if narrated else "from_now",
    )


def _away(at: int, to: int, length: Length, match: re.Match[str]) -> TimeReading:
    """三天后, 十年前: the unit so far from the narrative's day or the document's."""
    months, days, seconds = length.steps
    sign = -1 if match["ago"] else 1
    clock = length.unit in _CLOCKS
    base = "moment" if clock else ("document" if match["ago"] else "narrative_or_document")
    halved = length.unit == "year" and months % 12
    unit = None if clock else ("month" if halved else length.unit)
    start = Edge(base, unit).step(sign * months, sign * days, sign * seconds)
    if match["ago"] and length.more:
        return _longer_ago(at, to, length, Edge(base).step(-months, -days, -seconds))
    tail = match["ago"] or match["later"] or ""
    opened = tail.startswith(("以", "之")) and not clock
    mod = ("until" if match["ago"] else "since") if opened else None
    if match["over"]:
        mod = "since"
    if length.unit == "year" and not mod:
        mod = "approx"
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=replace(start.step(*_UNITS[unit or length.unit]), base="same"),
        precision=unit or length.unit,
        mod=mod,
        timex_type="TIME" if clock else "DATE",
        timex=length.value,
        alone=clock or bool(match["over"]),
        rule="away",
    )


def _longer_ago(at: int, to: int, length: Length, end: Edge) -> TimeReading:
    """十多年前: some time before so many years ago."""
    return TimeReading(
        at=at,
        to=to,
        start=None,
        end=end,
        precision=length.unit,
        mod="approx",
        timex=length.value,
        alone=length.unit in _CLOCKS,
        rule="longer_ago",
    )


def _within(at: int, to: int, length: Length) -> TimeReading:
    """半小时之内: alone, the moment so far on; inside a sentence a limit, which is a figure."""
    start = Edge("moment").step(*length.steps)
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=start.step(*_UNITS[length.unit]),
        precision=length.unit if length.unit in _CLOCKS else "day",
        timex=length.value,
        alone=True,
        rule="within",
    )
