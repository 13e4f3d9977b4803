"""The words of time, looked up by form; from the seeds, built once."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from transforms.lexicon import Lexicon

# A year of the cycle of sixty is a stem and a branch, and has the branch's beast.
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
BEASTS = "鼠牛虎兔龙蛇马羊猴鸡狗猪"


@dataclass(frozen=True, slots=True)
class Deictic:
    """A word that points from somewhere: 去年 is one year before the document."""

    base: str
    unit: str
    shift: int
    part: str | None
    use: str | None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of history or a great event by its first day and the day after its last."""

    start: date
    end: date
    precision: str


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Every word of time by form. Slots are looked up as (slot, form)."""

    deictics: dict[str, Deictic]
    slots: dict[tuple[str, str], str]
    vague_parts: frozenset[str]
    modifiers: dict[tuple[str, str], str | None]
    units: dict[str, str]
    spans: dict[tuple[str, str], str]
    festivals: dict[str, tuple[str, int]]
    vague_festivals: frozenset[str]
    annual: dict[str, tuple[str, int]]
    plans: dict[str, tuple[int, int]]
    milestones: dict[str, date]
    periods: dict[str, Period]
    eras: dict[str, tuple[int, int | None]]
    undone_by: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]

    @property
    def calendar_forms(self) -> list[str]:
        """What the calendar's seeds name, and the years of the cycle: 甲辰年, 甲辰龙年."""
        named = [*self.festivals, *self.annual, *self.milestones, *self.periods]
        reigns = [f"{era}{tail}" for era in self.eras for tail in ("元年", "年间")]
        cycle = [
            f"{STEMS[at % 10]}{BRANCHES[at % 12]}{beast}年"
            for at in range(60)
            for beast in ("", BEASTS[at % 12])
        ]
        return [*named, *reigns, *cycle]

    def undone(self, text: str, to: int) -> int:
        """How many of the last characters are no time by what follows: 5日元, 元旦杯, 3天前往."""
        for unit, forms in self.undone_by.get(text[to - 1], ()):
            if text.startswith(forms, to) and text.endswith(unit, 0, to):
                return len(unit)
        return 0

    def deictic_forms(self, *units: str, use: tuple[str | None, ...] = (None,)) -> list[str]:
        """The pointing words of these units."""
        return [f for f, d in self.deictics.items() if d.unit in units and d.use in use]

    def slot_forms(self, slot: str) -> list[str]:
        """The words of one slot."""
        return [form for name, form in self.slots if name == slot]

    def modifier_forms(self, place: str) -> list[str]:
        """The words that bound or blur a time, before it or after it."""
        return [form for name, form in self.modifiers if name == place]

    def span_forms(self, role: str) -> list[str]:
        """The words that make a length of time an interval: 过去, 来, 前."""
        return [form for name, form in self.spans if name == role]


@cache
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The seeds as dictionaries."""
    deictics = {
        row["form"]: Deictic(row["base"], row["unit"], int(row["shift"]), row["part"], row["use"])
        for row in lexicon["language/time_deictics"].to_dicts()
    }
    slots = lexicon["language/time_slots"].select("slot", "form", "value").rows()
    modifiers = lexicon["language/time_modifiers"].select("place", "form", "mod").rows()
    spans = lexicon["language/time_spans"].select("role", "form").rows()
    plans = lexicon["calendar/plans"].select("form", "start_year", "end_year").rows()
    milestones = lexicon.mapping("calendar/milestones", value="start")
    return Vocabulary(
        deictics=deictics,
        slots={(slot, form): value for slot, form, value in slots},
        vague_parts=frozenset(lexicon.forms("language/time_slots", slot="part", use="alone")),
        modifiers={(place, form): mod for place, form, mod in modifiers},
        units=lexicon.mapping("language/time_units", value="unit"),
        spans={(role, form): role for role, form in spans},
        festivals=_events(lexicon, "calendar/festivals"),
        vague_festivals=frozenset(lexicon.forms("calendar/festivals", use="alone")),
        annual=_events(lexicon, "calendar/annual_events"),
        plans={form: (int(start), int(end)) for form, start, end in plans},
        milestones={form: date.fromisoformat(start) for form, start in milestones.items()},
        periods=_periods(lexicon),
        eras=_eras(lexicon),
        undone_by=_undone_by(lexicon),
    )


# In the seed one word stands for every festival: 端午杯, 元旦杯.
_EVERY_FESTIVAL = "节日"


def undoing(lexicon: Lexicon) -> list[tuple[str, tuple[str, ...]]]:
    """The ends of a time, the longest first, with the words that may not follow them."""
    rows = lexicon["language/time_exclusions"].filter(side="after")
    grouped = rows.group_by("unit", maintain_order=True).agg("form")
    forms = {unit: tuple(found) for unit, found in grouped.iter_rows()}  # a seed table, not data
    every = forms.pop(_EVERY_FESTIVAL)
    for festival in lexicon["calendar/festivals"]["form"].unique(maintain_order=True):
        forms[festival] = (*forms.get(festival, ()), *every)
    return sorted(forms.items(), key=lambda row: -len(row[0]))


def _undone_by(lexicon: Lexicon) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Last character of a time to the ends that it closes and the words that may not follow."""
    found: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for unit, forms in undoing(lexicon):
        found[unit[-1]] = (*found.get(unit[-1], ()), (unit, forms))
    return found


def _periods(lexicon: Lexicon) -> dict[str, Period]:
    rows = lexicon["calendar/periods"].select("form", "start", "end", "precision").rows()
    return {
        form: Period(date.fromisoformat(start), date.fromisoformat(end), precision)
        for form, start, end, precision in rows
    }


def _eras(lexicon: Lexicon) -> dict[str, tuple[int, int | None]]:
    """Form to the first and the last year; an era that runs on has no last."""
    rows = lexicon["calendar/eras"].select("form", "first_year", "last_year").rows()
    return {form: (int(first), int(last) if last else None) for form, first, last in rows}


def _events(lexicon: Lexicon, table: str) -> dict[str, tuple[str, int]]:
    """Form to event and the month it usually falls in."""
    rows = lexicon[table].select("form", "event", "month").rows()
    return {form: (event, int(month)) for form, event, month in rows}
