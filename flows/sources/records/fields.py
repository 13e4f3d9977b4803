"""Records to drafts: which field holds the text, the title, the date, the source, the identity."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from flows.sources.drafts import Draft, Rules, Statement, Unfit
from transforms.lexicon import load_lexicon

FIELDS = ("text", "title", "published", "source", "id")
_DEEPEST = 4
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|strong|table|tr|td|li|ul|ol|img|a|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)


def draft_of(
    record: Mapping[str, Any], rules: Rules, raw: bytes, form: str, encoding: str
) -> Draft:
    """The record as a draft without a part; raises Unfit where it holds no text to read.

    The names that `rules` gives count, else those of the seed table `language/field_names`, in
    its order, the outer levels of a nested record before the inner ones. HTML becomes its words,
    but for a field that is called `text`: that is one, to the character.
    """
    held = {name: _first(_valued(record, name, rules)) for name in FIELDS}
    text = held["text"]
    if text is None:
        raise Unfit("no_text_field", _no_text(record, rules))
    if text is not record.get("text") and _MARKUP.search(text):
        from flows.sources.html.page import text_of_markup

        text = text_of_markup(text)
    check_text(text)
    statement = Statement(held["id"], held["source"], held["title"], held["published"])
    return Draft(text, raw, encoding, form, statement)


def bears_text(record: object, rules: Rules) -> bool:
    """Whether the record has a field for a text, though it may be blank."""
    return isinstance(record, dict) and _first(_valued(record, "text", rules)) is not None


def column_names(columns: list[str], rules: Rules) -> dict[str, str]:
    """The column for each field that has one."""
    record = dict.fromkeys(columns, " ")
    found = {name: next(_named(record, name, rules), None) for name in FIELDS}
    return {name: column for name, column in found.items() if column}


def written(record: Mapping[str, Any]) -> bytes:
    """The bytes that stand for a record which has none of its own."""
    told = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
    return told.encode("utf-8", "backslashreplace")


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


def _valued(record: Mapping[str, Any], name: str, rules: Rules) -> Iterator[str]:
    leaves = dict(_leaves(record))
    for path in _named(leaves, name, rules):
        value = leaves[path]
        if value is not None and (isinstance(value, str) or name != "text"):
            yield str(value)


def _named(leaves: Mapping[str, Any], name: str, rules: Rules) -> Iterator[str]:
    if name in rules.fields:
        if rules.fields[name] in leaves:
            yield rules.fields[name]
        return
    for wanted in _known_names()[name]:
        yield from (path for path in leaves if path.rpartition(".")[2].lower() == wanted)


def _first(values: Iterator[str]) -> str | None:
    """The first that says something, else the first."""
    found = list(values)
    return next((value for value in found if value.strip()), found[0] if found else None)


def _leaves(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values by their names with dots, level by level."""
    level: list[tuple[str, Mapping[str, Any]]] = [("", record)]
    for _ in range(_DEEPEST):
        inner: list[tuple[str, Mapping[str, Any]]] = []
        for before, mapping in level:
            for key, value in mapping.items():
                if isinstance(value, dict):
                    inner.append((f"{before}{key}.", value))
                elif not isinstance(value, list):
                    yield f"{before}{key}", value
        level = inner


@cache
def _known_names() -> dict[str, list[str]]:
    lexicon = load_lexicon()
    return {name: lexicon.forms("language/field_names", field=name) for name in FIELDS}


def _no_text(record: Mapping[str, Any], rules: Rules) -> str:
    names = ", ".join(str(name) for name in list(record)[:12]) or "none"
    wanted = rules.fields.get("text")
    missing = f"no field {wanted}, which sources.toml names" if wanted else "no field for a text"
    return f"there is {missing}, among: {names}; name it in sources.toml under fields"
