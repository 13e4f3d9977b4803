"""`dashiji retract`: documents are withdrawn, and come back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.commands.run import Asked, look_first, perform
from flows.settings import Settings, load_settings
from flows.terminal import Failure, Output, one_line, plain_table, safe
from schemas.warehouse import DOCUMENTS, OF_DOCUMENTS
from warehouse.read import Reader
from warehouse.retractions import RESTORED, WITHDRAWN, Retraction, retractions, write_down

if TYPE_CHECKING:
    from flows.work.outcome import Outcome

Rows = list[dict[str, Any]]
_COLUMNS = ("document_id", "text_sha256", "raw_sha256", "source", "path", "title")
_SHOWN = 10
# A digest or a key may be cut as short as this.
_SHORTEST = 6
_LOOK = 'look for it: dashiji sql "SELECT document_id, source, path, title FROM documents"'
_LIST = "list what is withdrawn: dashiji retract --list"


def withdraw_documents(
    output: Output, names: list[str], because: str | None, warehouse: Path | None
) -> int:
    """Write down what is withdrawn and why, and publish the warehouse without it."""
    settings = load_settings(warehouse)
    because = one_line(because or "")
    if not because:
        raise Failure("no reason is given", 'say why: --because "the source withdrew it"')
    with Reader(settings.warehouse) as reader:
        answer = reader.query(f"SELECT {', '.join(_COLUMNS)} FROM documents ORDER BY document_id")
    documents = [dict(zip(_COLUMNS, row, strict=True)) for row in answer.rows]
    chosen = [_find(documents, name, _LOOK) for name in _named(names)]
    entries = [
        Retraction(**row, because=because, state=WITHDRAWN, at=_now())
        for row in {row["document_id"]: row for row in chosen}.values()
    ]
    outcome = _follow(output, settings, entries)
    if output.json:
        output.give({"withdrawn": [asdict(entry) for entry in entries], "run": outcome.row()})
    for entry in entries:
        rows = _rows_in_history(settings.warehouse, entry, outcome.run_id)
        output.say(safe(f"Withdrawn   {_told(entry)}: {rows:,} rows are history now"))
        output.say(f"Undo        dashiji retract --undo {entry.document_id}")
    return 0


def restore_documents(output: Output, names: list[str], warehouse: Path | None) -> int:
    """Write down what comes back, and publish the warehouse with it, read anew."""
    settings = load_settings(warehouse)
    withdrawn = [asdict(entry) for entry in _withdrawn(settings)]
    chosen = [_find(withdrawn, name, _LIST) for name in _named(names)]
    entries = [
        replace(Retraction(**row), state=RESTORED, at=_now())
        for row in {row["document_id"]: row for row in chosen}.values()
    ]
    outcome = _follow(output, settings, entries)
    if output.json:
        output.give({"restored": [asdict(entry) for entry in entries], "run": outcome.row()})
    for entry in entries:
        back = entry.document_id in outcome.loaded
        output.say(safe(f"{'Back' if back else 'Allowed':<12}{_told(entry)}"))
        if not back:
            output.say("            Another text of it is current; nothing had to be read")
    return 0


def list_withdrawn(output: Output, warehouse: Path | None) -> int:
    """Print what is withdrawn, the last first."""
    entries = _withdrawn(load_settings(warehouse))[::-1]
    if output.json:
        output.give([asdict(entry) for entry in entries])
        return 0
    table = plain_table("document", "withdrawn", "source", "path", "because")
    for entry in entries:
        told = (entry.document_id, entry.at[:10], entry.source, entry.path, entry.because)
        table.add_row(*map(one_line, told))
    output.say(table if entries else "nothing is withdrawn")
    return 0


def _follow(output: Output, settings: Settings, entries: list[Retraction]) -> "Outcome":
    look_first(settings, [])
    write_down(settings.warehouse, entries)
    with _remembered(output):
        return perform(output, settings, Asked())


@contextmanager
def _remembered(output: Output) -> Iterator[None]:
    try:
        yield
    except BaseException:
        output.say("It is written down; the next run follows it: dashiji run PATH")
        raise


def _withdrawn(settings: Settings) -> list[Retraction]:
    return [e for e in retractions(settings.warehouse) if e.state == WITHDRAWN]


def _named(names: list[str]) -> list[str]:
    if not names:
        raise Failure("no document is named", f"by its key, path, source or digest; {_LOOK}")
    return names


def _find(rows: Rows, name: str, hint: str) -> dict[str, Any]:
    """The one row that the name means, by key, path, digest or source, in this order."""
    found = next((found for found in _matches(rows, name) if found), [])
    if not found:
        raise Failure(f"no document is called {one_line(name)}", hint, code=1)
    if len(found) > 1:
        told = "; ".join(_line(row) for row in found[:_SHOWN])
        more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise Failure(
            f"{len(found)} documents are meant by {one_line(name)}: {told}{more}",
            "name one by its key; several keys may be given",
            code=1,
        )
    return found[0]


def _matches(rows: Rows, name: str) -> Iterator[Rows]:
    yield [row for row in rows if row["document_id"] == name]
    yield [row for row in rows if row["path"] == name]
    # A path as the shell has it, inbox/a.txt, is longer than the one below the folder, or shorter.
    yield [row for row in rows if f"/{name}".endswith(f"/{row['path']}")]
    yield [row for row in rows if row["path"].endswith(f"/{name}")]
    if len(name) >= _SHORTEST and re.fullmatch("d?[0-9a-f]+", name):
        yield [row for row in rows if row["document_id"].startswith(name)]
        yield [row for row in rows if row["raw_sha256"].startswith(name)]
        yield [row for row in rows if row["text_sha256"].startswith(name)]
    yield [row for row in rows if row["source"] == name]


def _line(row: dict[str, Any]) -> str:
    return one_line(f"{row['document_id']} {row['title'] or 'untitled'} ({row['path']})")


def _told(entry: Retraction) -> str:
    title = one_line(entry.title or "untitled")
    where = one_line(f"{entry.source}, {entry.path}")
    return f"{entry.document_id} {title} ({where}), because: {one_line(entry.because)}"


def _rows_in_history(warehouse: Path, entry: Retraction, run_id: str) -> int:
    counts = " + ".join(
        f"(SELECT count(*) FROM history.{table.name} "
        "WHERE document_id = $key AND superseded_by_run = $run)"
        for table in (DOCUMENTS, *OF_DOCUMENTS)
    )
    with Reader(warehouse) as reader:
        answer = reader.query(f"SELECT {counts}", {"key": entry.document_id, "run": run_id})
    return int(answer.rows[0][0])


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds")
