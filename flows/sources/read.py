"""Inputs to documents: each content through the form that its bytes and its name tell."""

from collections.abc import Iterator
from dataclasses import replace

from flows.sources.discover import Input
from flows.sources.drafts import (
    MANY,
    NO_RULES,
    NOTHING,
    Content,
    Draft,
    Rejection,
    Statement,
    Unfit,
    too_large,
)
from flows.sources.manifest import read_sidecar
from flows.sources.registry import FORMS, form_of, reads_in_pieces

# So many first bytes tell what a file is.
_HEAD = 4_000


def read_input(given: Input, largest: int) -> Iterator[Draft | Rejection]:
    """What the input holds: drafts whose statement is complete, and rejections.

    What a sidecar states stands before the manifest, the manifest before `sources.toml`, and that
    before the form itself. Never raises for what is in the file, nor for a file that cannot be
    opened.
    """
    raw = b""
    try:
        stated = read_sidecar(given.file).over(given.stated)
        content = _content(given, largest)
        raw = content.raw
        for found in read_content(content):
            if isinstance(found, Rejection):
                yield found.at(given.path)
            else:
                yield _stated(found, stated, given)
    except Unfit as error:
        yield Rejection(given.path, error.rule, error.reason, raw)
    except OSError as error:
        reason = f"the file cannot be read ({error.strerror}); check its permissions"
        yield Rejection(given.path, "unreadable", reason)


def read_content(content: Content) -> Iterator[Draft | Rejection]:
    """What the content holds, by its form; raises Unfit for what cannot be read at all."""
    if not content.raw and content.file is None:
        raise Unfit("empty", "the file is empty; nothing to read")
    name = form_of(content)
    reader = FORMS[name]
    if len(content.raw) > content.largest and not reader.many:
        raise too_large("the file", content.largest)
    empty = True
    try:
        for found in reader.load()(content):
            empty = False
            yield _bounded(found, content.largest)
    except (Unfit, OSError):
        raise
    except Exception as error:  # one file in a million that a library stumbles over, not the run
        told = f"{type(error).__name__}: {error}"[:200]
        raise Unfit(
            "reader_failed", f"reading it as {name} failed ({told}); save it anew, or as text"
        ) from error
    if empty:
        raise Unfit("blank", "there is no document in it; nothing to read")


def _bounded(found: Draft | Rejection, largest: int) -> Draft | Rejection:
    """The same, or the rejection of a document whose text is longer than one may be."""
    if isinstance(found, Rejection) or len(found.text) <= largest // 4:
        return found
    if len(found.text.encode()) <= largest:
        return found
    error = too_large("the text", largest)
    own = (found.raw, found.name, found.within, found.statement)
    return Rejection(found.part, error.rule, error.reason, *own)


def _content(given: Input, largest: int) -> Content:
    name, most = given.file.name, MANY * largest
    with given.file.open("rb") as opened:
        head = opened.read(_HEAD)
        if not given.rules.form and reads_in_pieces(name, head):
            return Content(b"", name, largest, given.rules, given.file)
        raw = head + opened.read(most + 1 - len(head))
    if len(raw) > most:
        raise too_large("the file", most)
    return Content(raw, name, largest, given.rules, unpacked_left=most)


def _stated(draft: Draft, stated: Statement, given: Input) -> Draft:
    """The draft, with what stands beside it before what stands in it."""
    rules, own = given.rules, draft.statement
    if rules is NO_RULES and stated == NOTHING:
        return draft
    stated = stated.over(Statement(source=rules.source, rank=rules.rank))
    told = stated.over_part(own) if draft.part else stated.over(own)
    source = rules.names.get(told.source, told.source) if told.source else None
    rank = told.rank or (rules.ranks.get(source) if source else None)
    return replace(draft, statement=replace(told, source=source, rank=rank))
