"""The slots of a written time, from coarse to fine, and how each narrows a draft."""

from transforms.times.grammar.slots.clocks import CLOCKS
from transforms.times.grammar.slots.days import DAYS
from transforms.times.grammar.slots.draft import Draft, Handler
from transforms.times.grammar.slots.months import MONTHS
from transforms.times.grammar.slots.numeric import NUMERIC
from transforms.times.grammar.slots.years import YEARS, cycle_of
from transforms.times.grammar.vocabulary import Vocabulary

HANDLERS: dict[str, Handler] = YEARS | NUMERIC | MONTHS | DAYS | CLOCKS
# 0 year, 1 part of a year, 2 of a month, 3 of a day, 4 clock
LEVEL_OF: dict[str, int] = (
    dict.fromkeys(YEARS | NUMERIC, 0)
    | dict.fromkeys(MONTHS, 1)
    | dict.fromkeys(DAYS, 2)
    | dict.fromkeys(CLOCKS, 4)
    | {"part": 3}
)


def draft_of(groups: dict[str, str], words: Vocabulary) -> Draft | None:
    """The slots in order, from coarse to fine, as one draft; None where they do not fit."""
    draft = Draft(words)
    for name, text in groups.items():
        if name in HANDLERS:
            HANDLERS[name](draft, text, groups)
        if draft.broken:
            return None
    if draft.calendar:
        draft.calendar += cycle_of(groups)
    return None if draft.base is None else draft
