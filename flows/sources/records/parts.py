"""The records of one file as drafts with a part of their own, each lost alone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flows.sources.drafts import RECORD, Content, Draft, Rejection, Unfit
from flows.sources.records.fields import draft_of, written
from transforms.keys import digest

# So much of a text tells it from others where nothing else does.
_BEGINNING = 40
_UNSAID = re.compile(r"\W")


class Parts:
    """Names for the documents of one file, which stay when others come between them.

    A record is named by its identity. One that has none is named by what seldom changes: a digest
    of its title and date, else of the beginning of its text; equal ones are counted.
    """

    def __init__(self) -> None:
        self._met: dict[str, int] = {}

    def named(self, draft: Draft, name: str = RECORD) -> Draft:
        """The draft under its part; `name` is what its bytes are called when they are kept."""
        part = f"#{draft.statement.identity or self._lasting(draft)}"
        return replace(draft, part=part, name=name, within=part)

    def _lasting(self, draft: Draft) -> str:
        stated = draft.statement
        told = [_UNSAID.sub("", stated.title or ""), stated.published or ""]
        if not all(told):
            told.append(_UNSAID.sub("", draft.text)[:_BEGINNING])
        key = digest("|".join(told))[:10]
        self._met[key] = self._met.get(key, 0) + 1
        return f"~{key}" if self._met[key] == 1 else f"~{key}-{self._met[key]}"


class Records:
    """The records of one file, that a form gives one by one."""

    def __init__(self, content: Content, form: str, encoding: str, word: str = "item") -> None:
        self._rules = content.rules
        self._form, self._encoding, self._word = form, encoding, word
        self._parts = Parts()

    def read(self, record: Any, number: int) -> Iterator[Draft | Rejection]:
        """The record as a draft, or as a rejection that is told by its number."""
        part = f"{self._word} {number}"
        raw = written(record) if isinstance(record, dict) else str(record).encode()
        try:
            if not isinstance(record, dict):
                raise Unfit("no_record", "it is not an object with fields; leave it out")
            draft = draft_of(record, self._rules, raw, self._form, self._encoding)
        except Unfit as error:
            yield Rejection(f"#{part}", error.rule, f"{part}: {error.reason}", raw, RECORD, "#")
            return
        yield self._parts.named(draft)
