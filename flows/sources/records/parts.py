"""The records of one file as drafts with a part of their own, each lost alone."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flows.sources.drafts import RECORD, Draft, Rejection, Rules, Unfit
from flows.sources.records.fields import draft_of, written


def parted(
    record: Any, number: int, rules: Rules, form: str, encoding: str, word: str = "item"
) -> Iterator[Draft | Rejection]:
    """The record as a draft named by its identity, else by its number; or as a rejection."""
    part = f"{word} {number}"
    raw = written(record) if isinstance(record, dict) else str(record).encode()
    try:
        if not isinstance(record, dict):
            raise Unfit("no_record", "it is not an object with fields; leave it out")
        draft = draft_of(record, rules, raw, form, encoding)
    except Unfit as error:
        yield Rejection(f"#{part}", error.rule, f"{part}: {error.reason}", raw, RECORD, f"#{part}")
        return
    named = f"#{draft.statement.identity or part}"
    yield replace(draft, part=named, name=RECORD, within=f"#{part}")
