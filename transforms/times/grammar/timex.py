"""Every written time in a text, each read as far as its own words go."""

import re
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from transforms.lexicon import Lexicon
from transforms.times.grammar.length_range import read_length_range
from transforms.times.grammar.numerals import read_integer, read_year
from transforms.times.grammar.patterns import patterns
from transforms.times.grammar.point import read_point
from transforms.times.grammar.reading import Edge, TimeReading
from transforms.times.grammar.span import read_span
from transforms.times.grammar.vocabulary import vocabulary

_YEAR = Edge("absolute").step(months=12)


@lru_cache(maxsize=1 << 16)
def read_times(text: str, lexicon: Lexicon) -> tuple[TimeReading, ...]:
    """The times in a text, from left to right, not overlapping.

    >>> from transforms.lexicon import load_lexicon
    >>> [(r.at, r.to, r.timex) for r in read_times("5月1日、3日和7日", load_lexicon())]
    [(0, 4, 'XXXX-05-01'), (5, 7, 'XXXX-XX-03'), (8, 10, 'XXXX-XX-07')]
    """
    found: list[TimeReading] = []
    at = 0
    while at < len(text):
        inside = at > 0 and text[at - 1] in _NUMERALS and text[at] in _NUMERALS
        inside |= text[at] in " 的"
        reading = None if inside else read_time(text, at, lexicon)
        if reading and found and reading.timex_type == "DURATION":
            reading = _listed_day(text, reading, found[-1], lexicon) or reading
        if reading:
            found.append(reading)
        at = reading.to if reading else at + 1
    return tuple(found)


_LISTED_DAY = re.compile(r"(?<=[、和及与])[一二三四五六七八九十](?=[日号])")


def _listed_day(
    text: str, length: TimeReading, before: TimeReading, lexicon: Lexicon
) -> TimeReading | None:
    """三日 is three days, but in 五月一日、三日 it is a day of the month."""
    numeral = _LISTED_DAY.match(text, length.at)
    if not numeral or before.day is None or before.to != length.at - 1:
        return None
    day = read_point(f"{read_integer(numeral[0])}日", 0, lexicon)
    return day and replace(day, at=length.at, to=numeral.end() + 1)


# Inside a numeral nothing begins: 几十年, 二十三日.
_NUMERALS = frozenset("0123456789零〇○一二三四五六七八九十两廿卅百千万数几")


def read_time(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """The longest time that begins at `at`, with the words that bound or blur it.

    >>> from transforms.lexicon import load_lexicon
    >>> reading = read_time("2012年5月1日下午4点左右", 0, load_lexicon())
    >>> (reading.timex, reading.precision, reading.mod)
    ('2012-05-01T16', 'hour', 'approx')
    >>> read_time("三点意见", 0, load_lexicon()) is None
    True
    """
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    before = shapes.before.match(text, at)
    if before:
        bound = words.modifiers["before", before[0].strip()]
        reading = _longest(text, at, before.end(), bound, lexicon)
        if reading:
            return reading
    return _longest(text, at, at, None, lexicon)


def _is_full_date(reading: TimeReading) -> bool:
    """5月1日报道, 5月1号召开: nothing after a month and day undoes them."""
    return bool(reading.month and reading.day and reading.mod is None)


_BEFORE_DAYS = ("within", "away")


def _longest(
    text: str, at: int, from_at: int, before: str | None, lexicon: Lexicon
) -> TimeReading | None:
    """The longest construction that nothing after it undoes; of equal ones the first."""
    readers = (
        _read_now,
        _read_years,
        read_point,
        read_span,
        read_length_range,
        _read_recurring,
    )
    words = vocabulary(lexicon)
    cores = (reading for read in readers if (reading := read(text, from_at, lexicon)))
    bounded = [_bounded(text, core, before, lexicon, at) for core in cores]
    readings = [r for r in bounded if _is_full_date(r) or not words.undone(text, r.to)]
    longest = max((reading.to for reading in bounded), default=at)
    if all(reading.to < longest for reading in readings):
        # 2022年冬奥会, 19日早些时候: without what is undone it may be a time.
        shorter = text[: longest - words.undone(text, longest)]
        rest = _longest(shorter, at, from_at, before, lexicon) if from_at < len(shorter) else None
        readings = [rest, *readings] if rest else readings
    # 3日内, 五日后 are lengths, though 3日 and 五日 may be days.
    return max(
        readings,
        key=lambda r: (r.to, r.rule in _BEFORE_DAYS and r.precision == "day"),
        default=None,
    )


def _read_now(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """目前, 近日: the document's own interval."""
    match = patterns(lexicon).present.match(text, at)
    if not match:
        return None
    word = vocabulary(lexicon).deictics[match[0]]
    if word.unit == "hour":
        return _this_hour(at, match.end(), word.shift)
    start, end = Edge("document"), Edge("document_end")
    if word.use == "alone":
        # Nothing but 现在 means the very moment, where the source gives one.
        start = Edge("moment")
        end = start.step(seconds=1)
    return TimeReading(
        at=at,
        to=match.end(),
        start=start,
        end=end,
        precision="now",
        mod="approx",
        timex="PRESENT_REF",
        alone=word.use != "approx",
        rule="now",
    )


def _this_hour(at: int, to: int, shift: int) -> TimeReading:
    """上个小时: the sixty minutes before the moment of telling."""
    start = Edge("moment").step(seconds=3600 * min(shift, 0))
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=start.step(seconds=3600),
        precision="hour",
        timex="PT1H",
        alone=True,
        rule="until_now" if shift < 0 else "from_now",
    )


def _read_years(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """1995—1997年, 2016到2018: years that share one 年 or have none."""
    match = patterns(lexicon).years.match(text, at)
    first = read_year(match["first"]) if match else None
    last = read_year(match["last"]) if match else None
    if not match or first is None or last is None or not first < last < first + 300:
        return None
    start = Edge("absolute", literal=datetime(first, 1, 1))
    return TimeReading(
        at=at,
        to=match.end(),
        start=start,
        end=replace(start, base="same").step(months=12 * (last - first + 1)),
        precision="year",
        timex=f"{first:04d}/{last:04d}",
        alone=not match[0].endswith(("年", "年度")) and not text.startswith("从", at - 1),
        rule="range",
    )


def _read_recurring(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """每周三, 每月15日: a set of times. 每年 alone is a rate and stands only by itself."""
    match = patterns(lexicon).recurring.match(text, at)
    if not match:
        return None
    from_unit = match.end() - len(match["unit"] or "")
    # A day after a comma is another time: 每周三,5月1日除外.
    clause = text[: text.find(",", at)] if "," in text[at:] else text
    point = read_point(clause, from_unit if match["unit"] in _WEEKS else match.end(), lexicon)
    unit = match["unit"] or (point and point.start and point.start.unit)
    if not unit:
        return None
    to, timex = _further_days(text, point, lexicon) if point else (match.end(), _EVERY.get(unit))
    return TimeReading(
        at=at,
        to=max(to, match.end()),
        start=None,
        end=None,
        precision=point.precision if point else "day",
        timex_type="SET",
        timex=timex or _EVERY.get(unit, "P1D"),
        alone=not point,
        rule="recurring",
    )


def _further_days(text: str, point: TimeReading, lexicon: Lexicon) -> tuple[int, str | None]:
    """每周三、周五 and 每周二、四、六: where the list ends, and its values."""
    to, values = point.to, [point.timex or ""]
    days = vocabulary(lexicon).slots
    weekly = bool(_WEEKDAY_VALUE.fullmatch(values[0]))
    while weekly and (match := patterns(lexicon).further_day.match(text, to)):
        to = match.end()
        values.append(f"XXXX-WXX-{days['weekday', match['weekday'] or match['bare']]}")
    return to, ",".join(values)


_WEEKDAY_VALUE = re.compile("XXXX-WXX-[1-7]")
_WEEKS = ("周", "星期", "礼拜")
_EVERY = {
    "年": "P1Y",
    "季": "P3M",
    "季度": "P3M",
    "月": "P1M",
    "天": "P1D",
    "日": "P1D",
} | dict.fromkeys(_WEEKS, "P1W")


def _bounded(
    text: str, core: TimeReading, before: str | None, lexicon: Lexicon, at: int
) -> TimeReading:
    """The reading with what bounds it on either side: 自…以来, …左右."""
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    mods = [before, core.mod]
    to, rounds = core.to, 2
    till_now = False
    while (
        rounds and (after := shapes.after.match(text, to)) and not words.undone(text, after.end())
    ):
        word = after[0].rpartition("]")[2].strip()
        till_now |= word in _TILL_NOW
        mods.append(words.modifiers["after", word])
        to, rounds = after.end(), rounds - 1
    if core.timex_type in ("DURATION", "SET"):
        return core
    said = [mod for mod in mods if mod]
    mod = next((mod for mod in _STRONGEST if mod in said), None)
    opens = text[at] == "从" or core.rule == "range"
    if mod == before == "since" and opens and "since" not in said[1:]:
        # 从A上升到, 自A至B: the words name the point and go on to another.
        mod = core.mod
    if mod == "before" and core.mod == "end":
        mod = "until"  # 明年底前: by its last day
    if mod == "after" and core.timex_type == "TIME" and core.precision != "part_of_day":
        mod = "since"  # 八点以后: from eight on
    if till_now:
        core, mod = core.until_now(), None
    sure = core.rule == "now" and mod in ("until", "since")
    # 21世纪 may be a part of a name; 21世纪以来 is a time.
    sure |= core.precision == "century" and mod == "since"
    # 17点 may count something; 截至17点 is a time.
    sure |= core.precision in _CLOCKS and text.startswith("截", at)
    return replace(core, at=at, to=to, mod=mod, alone=core.alone and not sure)


_CLOCKS = ("hour", "minute", "second")
_TILL_NOW = ("至今", "迄今")
_STRONGEST = ("since", "until", "before", "after", "end", "start", "mid", "approx")
