"""JSON, one object a file, and JSON Lines, one object a line."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from flows.sources.decode import decode
from flows.sources.drafts import Draft, Rejection, Statement, Unfit

_SHAPE = 'an object with "text", and where known "id", "source", "published" and "title"'


def read_json(raw: bytes) -> list[Draft | Rejection]:
    """One draft; raises Unfit for what is not one object with a text."""
    text, encoding = decode(raw)
    return [_draft(text, raw, encoding, "json")]


def read_json_lines(file: BinaryIO, largest: int) -> Iterator[Draft | Rejection]:
    """One draft or one rejection for each line that is not blank, a line in memory at a time.

    A line of more than `largest` bytes is rejected and passed over.
    """
    number = 0
    while raw := file.readline(largest + 1):
        number += 1
        if len(raw) > largest:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(largest)
            yield Rejection(f"line {number}", "too_large", too_large(f"line {number}", largest))
        elif raw.strip(b"\xef\xbb\xbf\r\n\t "):
            yield _line(number, raw.rstrip(b"\r\n"))


def too_large(what: str, largest: int) -> str:
    """What to say of an input that is longer than the limit."""
    return (
        f"{what} is larger than the limit of {largest // 1_000_000} MB; "
        "split it, or raise DASHIJI_LARGEST_INPUT_MB"
    )


def _line(number: int, raw: bytes) -> Draft | Rejection:
    part = f"line {number}"
    try:
        text, encoding = decode(raw)
        draft = _draft(text, raw, encoding, "jsonl")
    except Unfit as error:
        return Rejection(part, error.rule, f"{part}: {error.reason}", raw)
    return Draft(draft.text, raw, encoding, "jsonl", draft.statement, draft.part or part)


def _draft(written: str, raw: bytes, encoding: str, form: str) -> Draft:
    held = read_object(written)
    text = held.get("text")
    if not isinstance(text, str):
        raise Unfit("json_without_text", f"there is no text in it; it takes {_SHAPE}")
    check_text(text)
    identity, source, title, published = (
        _told(held, name) for name in ("id", "source", "title", "published")
    )
    statement = Statement(identity, source, title, published)
    return Draft(text, raw, encoding, form, statement, identity or "")


def read_object(written: str) -> dict[str, object]:
    """The object that the JSON holds; raises Unfit where it holds none."""
    try:
        held = json.loads(written)
    except json.JSONDecodeError as error:
        raise Unfit(
            "json_broken", f"not JSON: {error.msg} at line {error.lineno} column {error.colno}"
        ) from None
    except (RecursionError, ValueError) as error:
        raise Unfit("json_broken", f"not JSON that can be read: {error}") from None
    if not isinstance(held, dict):
        raise Unfit("json_without_text", f"it is not an object; it takes {_SHAPE}")
    return held


def check_text(text: str) -> None:
    """Raise Unfit for what the escapes of JSON can say and bytes cannot, and for a blank text."""
    if "\0" in text:
        raise Unfit(
            "nul_character",
            f"U+0000 at character {text.index(chr(0))} of the text: it is damaged; "
            "remove the character or get it anew",
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Unfit(
            "undecodable",
            f"half a surrogate pair at character {error.start} of the text; write it anew",
        ) from None
    if not text.strip():
        raise Unfit("blank", "the text is empty; nothing to read")


def _told(held: dict[str, object], name: str) -> str | None:
    value = held.get(name)
    return None if value is None or isinstance(value, (dict, list)) else str(value)
