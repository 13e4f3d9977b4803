"""Points and intervals between points: 2012年5月1日下午4点左右, 3月1日至5日, 今天(3月25日)."""

from dataclasses import dataclass, replace

from transforms.lexicon import Lexicon
from transforms.times.grammar.interval import reading_of
from transforms.times.grammar.patterns import Patterns, patterns
from transforms.times.grammar.reading import TimeReading
from transforms.times.grammar.slots import LEVEL_OF, draft_of
from transforms.times.grammar.value import CLOCKS
from transforms.times.grammar.vocabulary import Vocabulary, vocabulary

_DAY = 2  # the level of a day


@dataclass(frozen=True, slots=True)
class _Point:
    """The slots that were found, and where they end."""

    groups: dict[str, str]
    to: int

    @property
    def level(self) -> int:
        """The coarsest slot: 0 year, 1 part of a year, 2 of a month, 3 of a day, 4 clock."""
        return min((LEVEL_OF[name] for name in self.groups if name in LEVEL_OF), default=9)


def read_point(text: str, at: int, lexicon: Lexicon) -> TimeReading | None:
    """The point or interval of points that begins at `at`; None where none does.

    >>> from transforms.lexicon import load_lexicon
    >>> reading = read_point("3月1日至5日", 0, load_lexicon())
    >>> (reading.start.months, reading.start.days, reading.end.days, reading.to)
    (2, 0, 5, 7)
    """
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    first = _match(text, at, shapes)
    if first is None:
        return None
    reading = _interval(text, at, first, lexicon) or _single(at, first, words)
    return reading and _aside(text, reading, lexicon)


def _match(text: str, at: int, shapes: Patterns) -> _Point | None:
    match = shapes.point.match(text, at)
    if match is None or match.end() == at:
        return None
    groups = {name: found for name, found in match.groupdict().items() if found is not None}
    if "deictic_day" in groups and groups.keys() & {"festival", "annual"} and "今" in match[0]:
        # 国庆长假今天: two times, the holiday and a day of it.
        return _match(text[: match.start("deictic_day")], at, shapes)
    if groups.get("festival", "").endswith("至") and shapes.years_follow.match(text, match.end()):
        # 2011年冬至2012年春: winter, and to what.
        return _match(text[: match.end() - 1], at, shapes)
    return _Point(groups, match.end()) if any(name in LEVEL_OF for name in groups) else None


def _single(at: int, point: _Point, words: Vocabulary) -> TimeReading | None:
    draft = draft_of(point.groups, words)
    if draft is None:
        return None
    reading = reading_of(at, point.to, draft, draft)
    if "same_period" in point.groups:
        return replace(reading, rule="same_period")
    return reading


def _interval(text: str, at: int, first: _Point, lexicon: Lexicon) -> TimeReading | None:
    """From the first point to a second one, which shares what it does not say itself."""
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    # 今冬明春 runs from the one to the other as 今冬至明春 does.
    connect = shapes.connect.match(text, first.to) or shapes.seasons.match(text, first.to)
    both = None if connect else shapes.both.match(text, first.to)
    joint = connect or both
    if joint is None:
        return None
    now = shapes.present.match(text, joint.end())
    if now and connect:
        draft = draft_of(first.groups, words)
        if draft is None:
            return None
        return reading_of(at, now.end(), draft, draft).until_now()
    second = _match(text, joint.end(), shapes) or _weekday(text, joint.end(), first, shapes)
    if second is None or (both and not text.startswith("之间", second.to)):
        return None
    if "meridiem" in second.groups and not {"meridiem", "part"} & first.groups.keys():
        first = _Point(first.groups | {"meridiem": second.groups["meridiem"]}, first.to)
    begin = draft_of(first.groups, words)
    finish = draft_of(_shared(first, second, words), words)
    if begin is None or finish is None:
        return None
    return reading_of(at, second.to + (2 if both else 0), begin, finish, bool(both))


def _shared(first: _Point, second: _Point, words: Vocabulary) -> dict[str, str]:
    """The second point's slots, after those of the first that are coarser.

    次日 and 次年 move the first point's own day and year.
    """
    level = second.level
    pointing = second.groups.get("deictic_day") or second.groups.get("deictic_year")
    if pointing:
        level = level + 1 if words.deictics[pointing].base == "narrative" else 0
    kept = {n: t for n, t in first.groups.items() if LEVEL_OF.get(n, _side(n)) < level}
    if second.groups.keys() & {"weekday", "weekend"}:
        kept.pop("week_day", None)  # 下周一至周三: the week is shared, and not its Monday
    return kept | second.groups


def _weekday(text: str, at: int, first: _Point, shapes: Patterns) -> _Point | None:
    """周一至五: a second day of the week, whose word is not said again."""
    match = shapes.bare_weekday.match(text, at)
    if match is None or not first.groups.keys() & {"weekday", "week_day"}:
        return None
    return _Point({"weekday": match[0]}, match.end())


def _side(name: str) -> int:
    """The level of a group that only qualifies another: bc, leap, first_unit, minute."""
    sides = {
        "bc": 0,
        "bc2": 0,
        "bc3": 0,
        "era": 0,
        "holiday": 1,
        "lunar": 1,
        "leap": 1,
        "first_unit": 1,
    }
    sides |= {"cycle_lunar": 0}
    numeric = name.startswith(("iso", "spaced", "us_", "bare"))
    return 0 if numeric else sides.get(name, 9)


def _aside(text: str, reading: TimeReading, lexicon: Lexicon) -> TimeReading:
    """今天(3月25日), 今早(28日), 昨天(6日)18点: one mention; in brackets stands the exact day."""
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    opening = shapes.apposition.match(text, reading.to)
    point = opening and _match(text, opening.end(), shapes)
    if not point or reading.rule == "range" or not text.startswith(")", point.to):
        return reading
    point = _with_clock(text, reading.at, replace(point, to=point.to + 1), lexicon)
    exact = _interval(text, at=reading.at, first=point, lexicon=lexicon)
    if exact is not None:
        return exact
    exact = _single(reading.at, point, words)
    if exact is None or exact.precision not in ("day", "part_of_day", *CLOCKS):
        return reading
    part = reading.precision == "part_of_day" and exact.precision == "day"
    return replace(
        exact,
        to=point.to,
        precision="part_of_day" if part else exact.precision,
        timex_type="TIME" if part else exact.timex_type,
        alone=False,
    )


def _with_clock(text: str, at: int, point: _Point, lexicon: Lexicon) -> _Point:
    """The day in brackets with the part or the clock time after them: 今晚(12月7日)8点."""
    shapes, words = patterns(lexicon), vocabulary(lexicon)
    finer = _match(text, point.to, shapes)
    if finer is None or finer.level <= _DAY or point.level > _DAY:
        return point
    said = _match(text, at, shapes)
    word = said and words.deictics.get(said.groups.get("deictic_day", ""))
    part = word and next(
        (form for form in words.slot_forms("part") if words.slots["part", form] == word.part), None
    )
    told = {"part": part} if part else {}
    return _Point(point.groups | told | finer.groups, finer.to)
