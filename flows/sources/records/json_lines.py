"""JSON Lines: one object a line, a line in memory at a time."""

from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from flows.sources.decode import decode
from flows.sources.drafts import LINE, Content, Draft, Rejection, Rules, Unfit, too_large
from flows.sources.records.fields import draft_of
from flows.sources.records.json_documents import read_object
from flows.sources.records.parts import Parts


def read_json_lines(content: Content) -> Iterator[Draft | Rejection]:
    """One draft or one rejection for each line that is not blank.

    A line that is longer than a document may be is rejected and passed over.
    """
    if content.file is None:
        yield from _lines(BytesIO(content.raw), content)
        return
    with content.file.open("rb") as opened:
        yield from _lines(opened, content)


def _lines(file: BinaryIO, content: Content) -> Iterator[Draft | Rejection]:
    number, parts = 0, Parts()
    while raw := file.readline(content.largest + 1):
        number += 1
        if len(raw) > content.largest:
            while raw and not raw.endswith(b"\n"):
                raw = file.readline(content.largest)
            error = too_large(f"line {number}", content.largest)
            yield Rejection(f"#line {number}", error.rule, error.reason)
        elif raw.strip(b"\xef\xbb\xbf\r\n\t "):
            found = _line(number, raw.rstrip(b"\r\n"), content.rules)
            yield parts.named(found, LINE) if isinstance(found, Draft) else found


def _line(number: int, raw: bytes, rules: Rules) -> Draft | Rejection:
    part = f"line {number}"
    try:
        text, encoding = decode(raw, rules.encoding)
        return draft_of(read_object(text), rules, raw, "jsonl", encoding)
    except Unfit as error:
        return Rejection(f"#{part}", error.rule, f"{part}: {error.reason}", raw, LINE, "#")
