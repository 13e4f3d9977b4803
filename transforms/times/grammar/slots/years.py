"""Slots of the year: 2012年, 民国二十年, 上世纪90年代, 去年, “十二五”期间."""

from transforms.times.grammar.numerals import read_integer, read_year
from transforms.times.grammar.slots.draft import Draft, Handler, point_to


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
    first = draft.words.eras[groups["era"]]
    draft.broken = number is None
    draft.absolute(first + (number or 1) - 1)


def _era_last(draft: Draft, text: str, groups: dict[str, str]) -> None:
    """民国二十六年至三十四年: the last year, of the same era."""
    first, last = read_integer(groups["era_year"]) or 1, read_integer(text) or 0
    draft.broken |= not first < last < first + 100
    draft.span("year", last - first + 1)
    draft.last["year"] = f"{draft.words.eras[groups['era']] + last - 1:04d}"


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
    if text in ("末", "期末"):
        draft.edge("末", "year_edge")
        draft.written |= draft.last
        draft.last = {}
        return
    draft.mod = next((draft.words.slots["edge", c] for c in text if c in "初末"), None)


def _milestone(draft: Draft, text: str, groups: dict[str, str]) -> None:
    day = draft.words.milestones[text]
    draft.absolute(day.year, day.month, day.day)
    draft.span("day", 1)
    draft.written |= {"month": f"{day.month:02d}", "day": f"{day.day:02d}"}


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
    "plan_tail": _plan_tail,
    "milestone": _milestone,
}
