"""Inputs to documents: each file through the form that its name tells."""

from collections.abc import Iterator
from dataclasses import replace

from flows.sources.discover import Input
from flows.sources.drafts import Draft, Form, Rejection, Statement, Unfit
from flows.sources.json_documents import read_json, read_json_lines, too_large
from flows.sources.manifest import read_sidecar
from flows.sources.markdown import read_markdown
from flows.sources.plain_text import read_plain_text

_FORMS: dict[str, Form] = {
    "": read_plain_text,
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".json": read_json,
}
_LINES = (".jsonl", ".ndjson")


def read_input(given: Input, largest: int) -> Iterator[Draft | Rejection]:
    """What the input holds: drafts whose statement is complete, and rejections.

    What a sidecar states stands before the manifest, the manifest before the form itself. Never
    raises for what is in the file, nor for a file that cannot be opened.
    """
    try:
        stated = read_sidecar(given.file).over(given.stated)
        for found in _contents(given, largest):
            yield found if isinstance(found, Rejection) else _stated(found, stated)
    except Unfit as error:
        yield Rejection(given.path, error.rule, error.reason)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror}); check its permissions"
        yield Rejection(given.path, "unreadable", reason)


def _contents(given: Input, largest: int) -> Iterator[Draft | Rejection]:
    suffix = given.file.suffix.lower()
    with given.file.open("rb") as opened:
        if suffix in _LINES:
            for found in read_json_lines(opened, largest):
                yield (
                    found.at(f"{given.path}#{found.path}")
                    if isinstance(found, Rejection)
                    else found
                )
            return
        raw = opened.read(largest + 1)
    if len(raw) > largest:
        raise Unfit("too_large", too_large("the file", largest))
    try:
        yield from _form(suffix)(raw)
    except Unfit as error:
        yield Rejection(given.path, error.rule, error.reason, raw)


def _form(suffix: str) -> Form:
    if suffix not in _FORMS:
        raise Unfit("unknown_form", f"files of the form {suffix} are not read; convert it to text")
    return _FORMS[suffix]


def _stated(draft: Draft, stated: Statement) -> Draft:
    """The draft, with what stands beside it before what stands in it."""
    if draft.form == "jsonl":  # many documents in one file: a name is no name of theirs
        stated = replace(stated, identity=None, title=None)
    return replace(draft, statement=stated.over(draft.statement))
