"""What is kept of an input that was set aside, and how it is read again from that."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from flows.sources.discover import Input
from flows.sources.drafts import (
    MADE_HERE,
    NO_RULES,
    SINGLE,
    Draft,
    Rejection,
    Rules,
    Statement,
    Unfit,
)
from flows.sources.manifest import read_sidecar
from flows.sources.read import read_input

# As much of a rejected input as shows what it was.
_HEAD_BYTES = 400
# The longest name of a form; what is longer names none, and a file's name may not grow without end.
_SUFFIX = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """The bytes of one input, or of the part `within` it, and the path of what was set aside."""

    given: Input
    name: str
    within: str
    path: str


def payload_of(rejection: Rejection, given: Input | None) -> dict[str, Any]:
    """What is told of a rejected input: whose it is, its digest and head, how to read its bytes."""
    told: dict[str, Any] = {}
    if given:
        told = {"folder": given.folder, "input": given.path, "stated": _stated(rejection, given)}
        if given.rules is not NO_RULES and given.rules != NO_RULES:
            told["rules"] = asdict(given.rules)
        told |= {key: getattr(rejection, key) for key in _WHERE if getattr(rejection, key)}
    if rejection.raw:
        digest = sha256(rejection.raw).hexdigest()
        named = rejection.name or (given.path if given else rejection.path)
        kept = digest + Path(named).suffix.lower()[:_SUFFIX]
        head = rejection.raw[:_HEAD_BYTES].decode("utf-8", "backslashreplace")
        told |= {"kept": kept, "sha256": digest, "bytes": len(rejection.raw), "head": head}
    return told


_WHERE = ("name", "within")


def kept_of(payload: dict[str, Any], path: str, folder: Path) -> Kept | None:
    """What a payload tells to be kept in the folder; None where nothing is."""
    file = folder / str(payload.get("kept"))
    if not payload.get("kept") or not file.is_file():
        return None
    name, stated = payload.get("name", ""), Statement(**payload["stated"])
    rules = Rules(**payload["rules"]) if "rules" in payload else NO_RULES
    given = Input(file, payload["input"], payload["folder"], stated, rules)
    return Kept(given, name, payload.get("within", ""), path)


def read_kept(kept: Kept, largest: int) -> Iterator[Draft | Rejection]:
    """What the kept bytes hold, under the paths that they had in their input."""
    rules = kept.given.rules
    if kept.name:  # the form is that of the whole input, and what we wrote ourselves is UTF-8
        encoding = None if kept.name in MADE_HERE else rules.encoding
        rules = replace(rules, form=None, encoding=encoding)
    for held in read_input(replace(kept.given, rules=rules), largest):
        yield _as_single(held, kept) if kept.name in SINGLE else _as_whole(held, kept)


def _as_single(held: Draft | Rejection, kept: Kept) -> Draft | Rejection:
    """A record or a story by itself: named by its identity, else as it was among the others."""
    if isinstance(held, Rejection):
        raw = kept.given.file.read_bytes()  # of a line too long to be read there is nothing
        told = replace(held, path=kept.path, raw=raw, statement=kept.given.stated)
        return replace(told, name=kept.name, within=kept.within)
    is_new = kept.within.endswith("#") or held.statement.identity
    part = kept.within.rpartition("#")[0] + held.part if held.part and is_new else kept.within
    return replace(held, part=part, name=kept.name, within=kept.within)


def _as_whole(held: Draft | Rejection, kept: Kept) -> Draft | Rejection:
    """An input or a member: what it holds stands where it stood."""
    if isinstance(held, Draft):
        return held.moved(kept.within, kept.name)
    rest = held.path.removeprefix(kept.given.path)
    told = replace(held, path=rest, statement=held.statement if rest else kept.given.stated)
    return told.moved(kept.within, kept.name).at(kept.given.path)


def _stated(rejection: Rejection, given: Input) -> dict[str, Any]:
    """What stands beside the input, or beside that part of it: with the bytes it would be lost."""
    try:
        beside = read_sidecar(given.file).over(given.stated)
    except Unfit:
        beside = given.stated
    own, is_whole = rejection.statement, rejection.path == given.path
    return asdict(beside.over(own) if is_whole else beside.over_part(own))
