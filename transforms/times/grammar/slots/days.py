"""Slots of a day: 1日, 初五, 上旬, 第一个星期一, 周三."""

from transforms.times.grammar.numerals import read_integer
from transforms.times.grammar.slots.draft import Draft, Handler, count_of, point_to
from transforms.times.grammar.slots.months import day_of_week, first_units, lunar_key, nth_week


def lunar_day(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """The day of a lunar month."""
    number = read_integer(text)
    if draft.month is None or number is None:
        draft.broken = True
        return
    draft.calendar = lunar_key(draft, groups, number)
    draft.written.pop("month", None)
    draft.precision = "day"


def _lunar_full(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.lunar:
        lunar_day(draft, text, groups)
    elif draft.month is None:
        draft.broken = True
    else:
        day_of_month(draft, text, groups)
        draft.alone = True


def day_of_month(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """The day by its number; whether the month has it shows when it is placed."""
    number = read_integer(text)
    if number is None or not 1 <= number <= 31:
        draft.broken = True
        return
    if draft.lunar:
        lunar_day(draft, text, groups)
        return
    draft.broken |= "day_bare" in groups and draft.month is None
    draft.alone |= "day_bare" in groups and not text.isdigit()  # 八月十八
    draft.rest("month")
    draft.broken |= draft.month is None and draft.base == "likely" and text in _ONE_NUMERAL
    draft.narrow("day", number)
    draft.day = number
    draft.written["day"] = f"{number:02d}"


# 一日, 三日 are mostly lengths.
_ONE_NUMERAL = set("一二三四五六七八九十")


def _nth_weekday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = count_of(text)
    draft.broken |= draft.base is None or number is None
    _align(draft, groups["nth_weekday_day"])
    draft.end = list(draft.start)
    draft.move("week", (number or 1) - 1)
    draft.span("day", 1)


def _align(draft: Draft, weekday: str) -> None:
    number = draft.words.slots["weekday", weekday]
    draft.align = int(number)
    draft.weeks = "month" not in draft.written
    draft.written["weekday"] = f"-{number}"


def _last_weekday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """5月最后一个周三: a week before the first such day after the month."""
    draft.rest("month")
    draft.broken |= draft.precision not in ("year", "quarter", "month")
    _align(draft, groups["nth_weekday_day"])
    draft.start = list(draft.end)
    draft.move("week", -1)
    draft.span("day", 1)


def _month_word_edge(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("narrative", "month")
    draft.edge(text, "month_edge")


def _ten_days(draft: Draft, text: str, groups: dict[str, str]) -> None:
    # 中下旬 runs from the first to the last of the two.
    first, last = (int(draft.words.slots["ten_days", f"{text[at]}旬"]) for at in (0, -2))
    if draft.base is None:
        draft.stand("narrative", "month")
    draft.days_of_month(10 * first - 9, None if last == 3 else 10 * last)


def _weekday(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("likely", "week")
    elif draft.precision != "week":
        return
    day_of_week(draft, text, groups)


def _weekend(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.alone = draft.base is None
    _weekday(draft, "末", groups)


DAYS: dict[str, Handler] = {
    "day": day_of_month,
    "lunar_day": lunar_day,
    "lunar_full": _lunar_full,
    "ten_days": _ten_days,
    "deictic_edge": _month_word_edge,
    "nth_weekday": _nth_weekday,
    "last_weekday": _last_weekday,
    "nth_week2": nth_week,
    "first_days": first_units,
    "deictic_day": point_to,
    "weekday": _weekday,
    "weekend": _weekend,
}
