"""`dashiji read`: what is read in a text, without a warehouse."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from flows.settings import MEGABYTE, load_settings
from flows.sources.discover import Input
from flows.sources.documents import document_row, published_columns
from flows.sources.drafts import Content, Draft, Rejection, Statement, Unfit
from flows.sources.plain_text import read_plain_text
from flows.sources.published import read_published
from flows.sources.read import read_input
from flows.sources.records.fields import check_text
from flows.sources.records.json_documents import read_object
from flows.terminal import Failure, Output, to_json
from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from transforms.keys import digest
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

# Lines are read together, so that Python meets each written form once; so much at a time.
_BATCH_BYTES = 16 * MEGABYTE
_TABLES = ("passages", "time_mentions", "figures", "events", "entity_mentions")
_DIMENSIONS = (("entities", "entity_mentions", "entity_id"), ("metrics", "figures", "metric_id"))


def read_text(output: Output, file: str, published: str | None) -> int:
    """Print one object: the document's own columns, and its rows by table."""
    if published and read_published(published) is None:
        raise Failure(f"{published!r} is no date", "write 2012, 2012-06, 2012-06-01 or an instant")
    draft, given = _draft(file)
    if published:
        stated = Statement(published=published).over(draft.statement)
        draft = replace(draft, statement=stated)
    (found,) = _read([document_row(draft, given)])
    output.give(found)
    return 0


def read_lines(file: str) -> int:
    """Print one object a line, in the order of the lines; 1 where a line could not be read."""
    failed = False
    with _opened(file) as lines:
        for batch in _batches(enumerate(lines, start=1)):
            for answer in _answers(batch):
                failed = failed or "error" in answer
                sys.stdout.write(to_json(answer) + "\n")
    return int(failed)


def _draft(file: str) -> tuple[Draft, Input]:
    if file == "-":
        given = Input(Path("-"), "-", "stdin", Statement())
        try:
            raw = sys.stdin.buffer.read()
            (held,) = read_plain_text(Content(raw, "-", len(raw)))
        except Unfit as error:
            raise Failure(f"standard input: {error.reason}") from None
    else:
        path = Path(file)
        if not path.exists():
            raise Failure(f"{file} does not exist")
        given = Input(path.absolute(), path.name, path.absolute().parent.name, Statement())
        held, *more = read_input(given, load_settings().largest_input)
        if more:
            raise Failure(
                f"{file} holds {1 + len(more)} documents or parts, and this command reads one",
                "read it into a warehouse with dashiji run",
            )
    if isinstance(held, Rejection):
        raise Failure(f"{file}: {held.reason}")
    return held, given


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    with open(file, "rb") as lines:
        yield lines


def _batches(lines: Iterable[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    batch: list[tuple[int, bytes]] = []
    size = 0
    for number, line in lines:
        if line.strip():
            batch.append((number, line))
            size += len(line)
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _answers(batch: list[tuple[int, bytes]]) -> Iterator[dict[str, Any]]:
    asked = [_asked(number, line) for number, line in batch]
    found = iter(_read([row for _, row in asked if row is not None]))
    for known, row in asked:
        yield known if row is None else {**known, **next(found)}


def _asked(number: int, line: bytes) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What is known of the line's answer, and its document; no document where it cannot be read."""
    known: dict[str, Any] = {"id": None}
    try:
        held = read_object(line.decode("utf-8-sig"))
        known["id"] = held.get("id")
        text = held.get("text")
        if not isinstance(text, str):
            raise Unfit("json_without_text", 'there is no "text" in it')
        check_text(text)
        published = str(held["published"]) if held.get("published") else None
        if published and read_published(published) is None:
            raise Unfit("no_date", f"{published[:40]!r} is no date")
    except (Unfit, UnicodeDecodeError) as error:
        return {**known, "line": number, "error": str(error)}, None
    row = {
        "document_id": "d" + digest(f"line|{number}"),
        "text_sha256": "",
        "raw_sha256": "",
        "source": "stdin",
        "path": f"line {number}",
        "format": "jsonl",
        "encoding": "utf-8",
        "source_rank": None,
        "title": held["title"] if isinstance(held.get("title"), str) else None,
        **published_columns(published),
        "text": text,
    }
    return known, row


def _read(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each of the documents says, in their order."""
    if not rows:
        return []
    frames = extract(pl.DataFrame(rows, schema=to_polars(DOCUMENT)), load_lexicon())
    by_table = {name: _by_document(frames[name]) for name in _TABLES}
    for told in by_table["figures"].values():
        for figure in told:
            figure.update(_exact(figure))
    documents = _by_document(frames["documents"].drop("text"))
    dimensions = {
        name: {row[key]: row for row in frames[name].to_dicts()} for name, _, key in _DIMENSIONS
    }
    answers = []
    for row in rows:
        key = row["document_id"]
        answer: dict[str, Any] = {"document": documents[key][0]}
        answer |= {name: by_table[name].get(key, []) for name in _TABLES}
        for name, table, column in _DIMENSIONS:
            met = dict.fromkeys(fact[column] for fact in answer[table] if fact[column])
            answer[name] = [dimensions[name][one] for one in met]
        answers.append(answer)
    return answers


def _by_document(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    parts = frame.partition_by("document_id", as_dict=True, maintain_order=True)
    return {str(key[0]): part.to_dicts() for key, part in parts.items()}


def _exact(figure: dict[str, Any]) -> dict[str, Decimal]:
    """The numbers of a figure that a table's six decimal places cut, as they were stated."""
    if figure["value_exact"] is None:
        return {}
    exact, value = Decimal(figure["value_exact"]), figure["value"]
    return {name: exact for name in ("value", "lower", "upper") if figure[name] == value}
