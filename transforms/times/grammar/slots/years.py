"""Slots of the year: 2012年, 民国二十年, 上世纪90年代, 去年, “十二五”期间, 2012—2013学年."""

from transforms.times.grammar.numerals import read_integer, read_year
from transforms.times.grammar.slots.draft import Draft, Handler, count_of, day_numbers, point_to
from transforms.times.grammar.vocabulary import BRANCHES, STEMS


def _absolute_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    year = read_year(text)
    if year is None or "bc" in groups or "bc2" in groups:
        draft.broken = year is None
        draft.base, draft.precision = "unplaced", "year"
        draft.written["year"] = f"BC{year or 1:04d}"
        return
    draft.absolute(year)
    draft.alone = "year_alone" in groups


def _era_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    first, last = draft.words.eras[groups["era"]]
    year = first + (number or 1) - 1
    draft.broken = number is None or (last is not None and year > last + 1)
    if not draft.broken:
        draft.absolute(year)


def _reign(draft: Draft, text: str, groups: dict[str, str]) -> None:
    first, last = draft.words.eras[text]
    draft.broken = last is None
    if last is not None:
        draft.absolute(first)
        draft.span("year", last - first + 1)


def _cycle_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """壬辰年: its place in the cycle of sixty; the calendar finds the year of that name."""
    stem, branch = STEMS.index(text[0]), BRANCHES.index(text[1])
    draft.broken = stem % 2 != branch % 2
    draft.stand("document", "year")
    draft.calendar, draft.lunar = "lunar:0-0", True
    # 壬辰年 alone may as well be another of its name.
    draft.alone = not groups.keys() & {"cycle_lunar", "month", "lunar_month", "festival"}


def cycle_of(groups: dict[str, str]) -> str:
    """What a written year of the cycle adds to a calendar key: @28 for 壬辰."""
    text = groups.get("cycle")
    if text is None:
        return ""
    stem, branch = STEMS.index(text[0]), BRANCHES.index(text[1])
    return f"@{(6 * stem - 5 * branch) % 60}"


def _school_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """2012—2013学年 opens in September; a fiscal year of two years in April."""
    first, last = int(text), groups.get("school_last")
    draft.broken = last is not None and int(last) % 100 != (first + 1) % 100
    draft.absolute(first)
    draft.move("month", 3 if groups["school_kind"].startswith("财") else 8)


def _near_pair(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """今明两天: neighbouring days or years, as many as it says."""
    words = [draft.words.deictics.get(character + groups["pair_unit"]) for character in text]
    shifts = [word.shift for word in words if word is not None]
    count = read_integer(groups["pair_count"])
    if shifts != list(range(shifts[0], shifts[0] + len(text)) if shifts else ()) or (
        count != len(text)
    ):
        draft.broken = True
        return
    unit = "year" if groups["pair_unit"] == "年" else "day"
    draft.stand("document", unit, shifts[0])
    draft.span(unit, len(text))


def _era_last(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """民国二十六年至三十四年: the last year, of the same era."""
    first, last = read_integer(groups["era_year"]) or 1, read_integer(text) or 0
    draft.broken |= not first < last < first + 100
    draft.span("year", last - first + 1)
    draft.last["year"] = f"{draft.words.eras[groups['era']][0] + last - 1:04d}"


def _century(draft: Draft, text: str, groups: dict[str, str]) -> None:
    number = read_integer(text)
    if number and "bc3" in groups:
        draft.base, draft.precision = "unplaced", "century"
        draft.written["year"] = f"BC{number - 1:02d}XX"
        return
    if number is None or not 1 < number < 23:
        draft.broken = True
        return
    draft.absolute((number - 1) * 100)
    draft.span("century", 1)
    draft.written["year"] = f"{number - 1:02d}XX"
    # A bare century is mostly a name: 21世纪经济报道.
    draft.alone = not {"decade", "century_part", "ad"} & groups.keys()


def _century_word(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.stand("document", "century", draft.words.deictics[text].shift)
    draft.written["year"] = "XXXX"


def _decade(draft: Draft, text: str, groups: dict[str, str]) -> None:
    first, last = _tens(text)
    draft.broken |= last < first or draft.base == "unplaced"
    century = draft.written["year"][:2]
    draft.narrow("decade", first + 1, last - first + 1)
    draft.precision = "decade"
    draft.written["year"] = f"{century}{first}X"
    if first < last:
        draft.last["year"] = f"{century}{last}X"


def _tens(text: str) -> tuple[int, int]:
    """The first decade and the last, in tens of years: 八九十, 80、90, 80."""
    if (text.isascii() and text.isdigit()) or len(text) < 3:
        number = (read_integer(text) or 0) // 10
        return number, number
    return (read_integer(text[0]) or 0), (read_integer(text.rstrip("0十")[-1]) or 0)


def _decade_bare(draft: Draft, text: str, groups: dict[str, str]) -> None:
    first, _ = _tens(text)
    draft.absolute(1900)
    draft.alone = first < 3
    _decade(draft, text, groups)


def _decade_full(draft: Draft, text: str, groups: dict[str, str]) -> None:
    year = read_integer(text) or 0
    draft.absolute(year)
    draft.span("decade", 1)
    draft.written["year"] = f"{year // 10}X"


def _loose_edge(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.mod = draft.words.slots.get(("edge", text)) or draft.words.slots.get(("edge", text[0]))


def _plan(draft: Draft, text: str, groups: dict[str, str]) -> None:
    first, after = draft.words.plans[text]
    draft.absolute(first)
    draft.span("year", after - first)
    draft.last["year"] = f"{after - 1:04d}"


def _plan_tail(draft: Draft, text: str, groups: dict[str, str]) -> None:
    if text == "末" or text.endswith("期末"):
        draft.edge("末", "year_edge")
        draft.written |= draft.last
        draft.last = {}
        return
    if "plan_last" in groups:
        end = draft.end
        draft.start, draft.end = list(end), list(end)
        draft.move("year", -(read_integer(groups["plan_last"]) or 1))
        draft.end = end
        return
    if "plan_year" not in groups:
        draft.mod = next((draft.words.slots["edge", c] for c in text if c in "初中末"), None)


def _plan_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """“十四五”开局之年 is its first year, 收官之年 its last, 第三年 its third."""
    first, after = draft.words.plans[groups["plan"]]
    number = after - first if text.startswith("收官") else count_of(text[1:2]) or 1
    draft.narrow("year", number)
    draft.written["year"] = f"{first + number - 1:04d}"
    draft.last = {}


def _plan_number(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """第一个五年计划期间: the plans as they follow each other."""
    number, known = read_integer(text), sorted(draft.words.plans.values())
    if number is None or not 1 <= number <= len(known):
        draft.broken = True
        return
    first, after = known[number - 1]
    draft.absolute(first)
    draft.span("year", after - first)


def _period(draft: Draft, text: str, groups: dict[str, str]) -> None:
    known = draft.words.periods[text]
    draft.absolute(known.start.year, known.start.month, known.start.day)
    draft.span("day", (known.end - known.start).days)
    draft.precision = known.precision
    if "period_nth" in groups:
        first, last = day_numbers(groups["period_nth"], (known.end - known.start).days)
        draft.narrow("day", first, last - first + 1)


def _milestone(draft: Draft, text: str, groups: dict[str, str]) -> None:
    day = draft.words.milestones[text]
    draft.absolute(day.year, day.month, day.day)
    draft.span("day", 1)
    draft.written |= {"month": f"{day.month:02d}", "day": f"{day.day:02d}"}
    # 新中国成立70年来 counts from that day.
    draft.mod = "since" if "milestone_years" in groups else None


def _short_year(draft: Draft, text: str, groups: dict[str, str]) -> None:
    draft.stand("document", "year", draft.words.deictics[text + "年"].shift)


YEARS: dict[str, Handler] = {
    "decade_full": _decade_full,
    "decade_full_part": _loose_edge,
    "year": _absolute_year,
    "year_ad": _absolute_year,
    "year_short": _absolute_year,
    "year_zero": _absolute_year,
    "year_alone": _absolute_year,
    "era_year": _era_year,
    "reign": _reign,
    "cycle": _cycle_year,
    "school_first": _school_year,
    "near_pair": _near_pair,
    "era_last": _era_last,
    "century": _century,
    "century_word": _century_word,
    "decade": _decade,
    "century_part": _loose_edge,
    "decade_bare": _decade_bare,
    "decade_part": _loose_edge,
    "deictic_year": point_to,
    "short_year": _short_year,
    "plan": _plan,
    "plan_number": _plan_number,
    "plan_tail": _plan_tail,
    "plan_year": _plan_year,
    "period": _period,
    "milestone": _milestone,
}
