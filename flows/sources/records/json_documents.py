"""JSON: one object with a text, or a list of them, wherever in the file it stands."""

import json
from collections.abc import Iterator
from typing import Any

from flows.sources.decode import decode
from flows.sources.drafts import Content, Draft, Rejection, Rules, Unfit
from flows.sources.records.fields import bears_text, draft_of
from flows.sources.records.parts import Records

_SHAPE = 'an object with "text", and where known "id", "source", "published" and "title"'
# A list is looked for so deep; deeper lists belong to single documents.
_DEEPEST = 4


def read_json(content: Content) -> Iterator[Draft | Rejection]:
    """One draft for an object that bears a text, else one for each object of a list of them.

    Raises Unfit for what is no JSON, or holds neither.
    """
    text, encoding = decode(content.raw, content.rules.encoding)
    held = loaded(text)
    if not content.rules.records and bears_text(held, content.rules):
        yield draft_of(held, content.rules, content.raw, "json", encoding)
        return
    records = Records(content, "json", encoding)
    for number, record in enumerate(_records(held, content.rules), start=1):
        yield from records.read(record, number)


def loaded(text: str) -> Any:
    """What the JSON says; raises Unfit where it says nothing."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Unfit(
            "json_broken", f"not JSON: {error.msg} at line {error.lineno} column {error.colno}"
        ) from None
    except (RecursionError, ValueError) as error:
        raise Unfit("json_broken", f"not JSON that can be read: {error}") from None


def read_object(text: str) -> dict[str, Any]:
    """The object that the JSON holds; raises Unfit where it holds none."""
    held = loaded(text)
    if not isinstance(held, dict):
        raise Unfit("json_without_text", f"it is not an object; it takes {_SHAPE}")
    return held


def _records(held: Any, rules: Rules) -> list[Any]:
    if rules.records:
        for name in rules.records.split("."):
            held = held.get(name) if isinstance(held, dict) else None
        if not isinstance(held, list):
            raise Unfit(
                "json_without_records",
                f"there is no list {rules.records}, which sources.toml names; mend it there",
            )
        return held
    lists = [(sum(bears_text(one, rules) for one in found), found) for found in _lists(held)]
    most, found = max(lists, key=lambda counted: counted[0], default=(0, []))
    if not most:
        raise Unfit(
            "json_without_text",
            f"there is no text in it; it takes {_SHAPE}, or a list of such objects; "
            "other names go into sources.toml under fields",
        )
    return found


def _lists(held: Any) -> Iterator[list[Any]]:
    level = [held]
    for _ in range(_DEEPEST):
        inner: list[Any] = []
        for one in level:
            if isinstance(one, list):
                yield one
            inner += list(one.values()) if isinstance(one, dict) else []
        level = inner
