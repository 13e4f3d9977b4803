"""Lengths made intervals by the words around them: 五年来, 三天后, 过去4星期."""

import re
from dataclasses import replace

from transforms.lexicon import Lexicon
from transforms.times.grammar.interval import reading_of
from transforms.times.grammar.length import UNITS, Length, read_length
from transforms.times.grammar.patterns import patterns
from transforms.times.grammar.reading import Edge, TimeReading
from transforms.times.grammar.slots import HANDLERS
from transforms.times.grammar.slots.draft import Draft
from transforms.times.grammar.value import CLOCKS, counted_value
from transforms.times.grammar.vocabulary import vocabulary

# 5月 is a month; 5个月, 两个半月 are lengths.
_MONTH = re.compile(r"[^个半多]+月")


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
    return _interval(match, length, groups, lexicon)


def _interval(
    match: re.Match[str], length: Length, groups: set[str], lexicon: Lexicon
) -> TimeReading | None:
    """Choose the construction by the words around the length."""
    at, to = match.span()
    away = groups & {"ago", "later"}
    if length.vague or (away and (length.either or match["past"] == "近")):
        return None
    # 近一个小时的搜救 measures; 近一年 reaches until now.
    if match["past"] == "近" and "come" not in groups and not any(length.steps[:2]):
        return None
    if "come" in groups or ("past" in groups and not groups & {"ago", "later"}):
        return _until_now(at, to, length, match)
    if "future" in groups and not groups & {"ago", "later"}:
        return _from_now(at, to, length, match)
    if "ago" in groups or "later" in groups or "over" in groups:
        return _by_the_clock(match.string, _away(at, to, length, match), lexicon)
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
        start = start.step(*UNITS[length.unit])
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
    clock = length.unit in CLOCKS
    base = "moment" if clock else ("document" if match["ago"] else "narrative_or_document")
    unit = None if clock else _grain_of(length)
    start = Edge(base, unit).step(sign * months, sign * days, sign * seconds)
    if match["ago"] and length.more:
        return _longer_ago(at, to, length, Edge(base).step(-months, -days, -seconds))
    tail = match["ago"] or match["later"] or ""
    opened = tail.startswith(("以", "之")) and not clock
    mod = ("until" if match["ago"] else "since") if opened else None
    if match["over"]:
        mod = "since"
    if not mod and (length.unit == "year" or (length.unit, unit) == ("month", "day")):
        mod = "approx"
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=replace(start.step(*UNITS[unit or length.unit]), base="same"),
        precision=unit or length.unit,
        mod=mod,
        timex_type="TIME" if clock else "DATE",
        timex=counted_value(unit or length.unit),
        alone=clock or bool(match["over"]),
        rule="away",
    )


def _by_the_clock(text: str, day: TimeReading, lexicon: Lexicon) -> TimeReading:
    """三天后的上午9时: the day so far on, at the clock time or in the part that is said."""
    clock = patterns(lexicon).clock.match(text, day.to) if day.precision == "day" else None
    groups = {name: found for name, found in clock.groupdict().items() if found} if clock else {}
    if day.start is None or clock is None or not groups:
        return day
    draft = Draft(vocabulary(lexicon), day.start.base, day.start.unit, precision="day")
    draft.start = [day.start.months, day.start.days, 0]
    draft.end = [day.start.months, day.start.days + 1, 0]
    for name in groups:
        if name in HANDLERS:
            HANDLERS[name](draft, groups[name], groups)
    if draft.broken:
        return day
    return replace(reading_of(day.at, clock.end(), draft, draft), rule=day.rule)


def _grain_of(length: Length) -> str:
    """The unit that a length is counted to: half a year to a month, half a month to a day."""
    if length.unit == "year" and length.steps[0] % 12:
        return "month"
    return "day" if length.unit == "month" and not length.steps[0] else length.unit


def _longer_ago(at: int, to: int, length: Length, end: Edge) -> TimeReading:
    """十多年前: some time before so many years ago."""
    return TimeReading(
        at=at,
        to=to,
        start=None,
        end=end,
        precision=length.unit,
        mod="approx",
        timex="PAST_REF",
        alone=length.unit in CLOCKS,
        rule="longer_ago",
    )


def _within(at: int, to: int, length: Length) -> TimeReading:
    """半小时之内: alone, the moment so far on; inside a sentence a limit, which is a figure."""
    start = Edge("moment").step(*length.steps)
    return TimeReading(
        at=at,
        to=to,
        start=start,
        end=start.step(*UNITS[length.unit]),
        precision=length.unit if length.unit in CLOCKS else "day",
        timex=length.value,
        alone=True,
        rule="within",
    )
