"""Slots of the clock: 下午, 4点, 8时30分, 5:00pm."""

from transforms.times.grammar.numerals import read_integer
from transforms.times.grammar.slots.draft import Draft, Handler

# Which part of the clock a word of the day stands on.
_TWELVE_ON = {"noon", "afternoon", "dusk", "evening"}


def _part(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if draft.base is None:
        draft.stand("narrative", "day")
        draft.broken = len(text) == 1 and not {"hour", "hour_colon"} & groups.keys()
        draft.alone = text in draft.words.vague_parts
    elif draft.precision not in ("day", "part_of_day"):
        draft.broken = True
    draft.part, draft.precision = draft.words.slots["part", text], "part_of_day"


def _clock(draft: Draft, text: str, groups: dict[str, str]) -> None:
    hour = read_integer(text)
    minute, second, unit = _minute(groups)
    if hour is None or hour > 24 or minute is None or second is None:
        draft.broken = True
        return
    if draft.base is None:
        draft.stand("narrative", "day")
        # 三点, 3:2 may count or score; 9时, 三点十五分 do not.
        by_hours = groups.get("clock_mark") == "时" and (text.isdigit() or text == "零")
        draft.alone = not (by_hours or groups.keys() & {"minute_end", "half_hour", "quarter_hours"})
    draft.broken |= draft.precision not in ("day", "part_of_day")
    hour = _twenty_four(hour, draft, groups)
    draft.end = list(draft.start)
    draft.move("second", 3600 * hour + 60 * minute + second)
    draft.span(unit, 1)
    draft.written["clock"] = _clock_timex(hour, minute, second, unit)


def _either_hour(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """七八点: from seven to the end of eight. By itself it may count."""
    if draft.base is None:
        draft.stand("narrative", "day")
        draft.alone = True
    last = read_integer(text[:-2] + text[-1:]) or 0
    last = _twenty_four(last, draft, groups)
    draft.broken |= draft.precision not in ("day", "part_of_day")
    draft.end = list(draft.start)
    draft.move("second", 3600 * (last - 1))
    draft.span("hour", 2)
    draft.written["clock"] = _clock_timex(last - 1, 0, 0, "hour")
    draft.last["clock"] = _clock_timex(last, 0, 0, "hour")


def _minute(groups: dict[str, str]) -> tuple[int | None, int | None, str]:
    second = groups.get("second") or groups.get("second_colon")
    minute = groups.get("minute") or groups.get("minute_colon")
    if minute and len(minute) < 2 and "minute_end" not in groups and "minute" in groups:
        return None, None, ""  # 零点五 is a number
    if "half_hour" in groups:
        return 30, 0, "minute"
    if "quarter_hours" in groups:
        return 15 * (read_integer(groups["quarter_hours"]) or 1), 0, "minute"
    if second:
        return read_integer(minute or "0"), read_integer(second), "second"
    return (read_integer(minute), 0, "minute") if minute else (0, 0, "hour")


def _twenty_four(hour: int, draft: Draft, groups: dict[str, str]) -> int:
    """The hour of the day, after 下午 or PM."""
    meridiem = groups.get("meridiem")
    late = draft.part in _TWELVE_ON or (
        meridiem and draft.words.slots["meridiem", meridiem] == "pm"
    )
    if draft.part == "night" and 6 <= hour < 12:
        return hour + 12
    if hour == 12 and draft.part in ("evening", "night"):
        return 24
    if hour == 12 and draft.part == "early":
        return 0
    if late and hour < 12 and not (draft.part == "noon" and hour > 3):
        return hour + 12
    return hour


def _clock_timex(hour: int, minute: int, second: int, unit: str) -> str:
    text = f"T{hour:02d}"
    if unit != "hour":
        text += f":{minute:02d}"
    return text + (f":{second:02d}" if unit == "second" else "")


CLOCKS: dict[str, Handler] = {
    "part": _part,
    "hour": _clock,
    "hour_pair": _either_hour,
    "hour_colon": _clock,
}
