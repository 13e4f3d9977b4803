"""What an editor ruled of metrics: which phrases mean one thing and which do not.

The rulings stand in a file beside the warehouse, which people may edit, and every version is built
with all of them: they survive re-reading, rebuilding and corrections.
"""

import csv
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    import duckdb

JOIN, SPLIT = "join", "split"
_COLUMNS = ("phrase", "ruling", "name", "reason", "ruled_on")
_NAME = {JOIN: "the metric that it is joined to", SPLIT: "the phrase itself"}


class RulingsUnreadable(WarehouseError):
    """The file of rulings has a line that is none."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A phrase of a text, or a metric's name, that counts as the metric `name`.

    `ruling` is `join`, or `split`, by which a phrase that was joined stands for itself. `ruled_on`
    is a day as ISO 8601 writes it.
    """

    phrase: str
    ruling: str
    name: str
    reason: str = ""
    ruled_on: str = ""


def rulings_file(warehouse: Path) -> Path:
    """Where the rulings of a warehouse stand: `<name>.rulings.csv` beside it."""
    return warehouse.with_name(f"{warehouse.stem}.rulings.csv")


def read_rulings(warehouse: Path) -> list[Ruling]:
    """The rulings in the order of the file; none where there is no file.

    Raises RulingsUnreadable, naming the line, where a column is missing, a ruling is unknown, a
    phrase is ruled on twice, or joins go round in a circle.
    """
    file = rulings_file(warehouse)
    if not file.exists():
        return []
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            if not {"phrase", "ruling", "name"} <= set(rows.fieldnames or ()):
                raise _unreadable(file, 1, f"the header is not {','.join(_COLUMNS)}")
            rulings = [_ruling(file, line, row) for line, row in enumerate(rows, start=2)]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _unreadable(file, 1, f"it is not CSV in UTF-8: {error}") from error
    seen: dict[str, int] = {}
    for line, ruling in enumerate(rulings, start=2):
        if ruling.phrase in seen:
            told = f"{ruling.phrase} is ruled on in line {seen[ruling.phrase]} already"
            raise _unreadable(file, line, told)
        seen[ruling.phrase] = line
    settled(rulings, file)
    return rulings


def settled(rulings: Sequence[Ruling], file: Path = Path("rulings.csv")) -> dict[str, str]:
    """Each phrase and the name that it counts as in the end, joins of joins followed.

    Raises RulingsUnreadable where they go round in a circle.
    """
    names = {ruling.phrase: ruling.name for ruling in rulings}
    ends = {}
    for line, phrase in enumerate(names, start=2):
        name, passed = names[phrase], {phrase}
        while name in names and names[name] != name and name != phrase:
            if name in passed:
                raise _unreadable(file, line, f"{phrase} is joined in a circle")
            passed.add(name)
            name = names[name]
        if name == phrase and names[phrase] != phrase:
            raise _unreadable(file, line, f"{phrase} is joined in a circle")
        ends[phrase] = name
    return ends


def write_rulings(warehouse: Path, rulings: Sequence[Ruling]) -> Path:
    """Replace the file, whole or not at all; its path."""
    file = rulings_file(warehouse)
    settled(rulings, file)
    file.parent.mkdir(parents=True, exist_ok=True)
    writing = file.with_name(f".{file.name}.{os.getpid()}.writing")
    with writing.open("w", encoding="utf-8", newline="") as opened:
        rows = csv.DictWriter(opened, _COLUMNS, lineterminator="\n")
        rows.writeheader()
        rows.writerows(asdict(ruling) for ruling in rulings)
    os.replace(writing, file)
    return file


def insert_rulings(connection: "duckdb.DuckDBPyConnection", warehouse: Path) -> None:
    """Put the rulings into the empty or outdated `metric_rulings` of the database in use."""
    rulings = read_rulings(warehouse)
    ends = settled(rulings)
    connection.execute("DELETE FROM main.metric_rulings")
    for one in rulings:
        connection.execute(
            "INSERT INTO main.metric_rulings (phrase, ruling, name, reason, ruled_on) "
            "VALUES (?, ?, ?, ?, ?)",
            [one.phrase, one.ruling, ends[one.phrase], one.reason or None, one.ruled_on or None],
        )


def _ruling(file: Path, line: int, row: dict[str, str | None]) -> Ruling:
    cells = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    if cells["ruling"] not in _NAME:
        raise _unreadable(file, line, f"the ruling is neither {JOIN} nor {SPLIT}")
    if not cells["phrase"]:
        raise _unreadable(file, line, "there is no phrase")
    if cells["ruling"] == SPLIT:
        cells["name"] = cells["name"] or cells["phrase"]
    if not cells["name"]:
        raise _unreadable(file, line, f"there is no name: {_NAME[JOIN]}")
    return Ruling(**cells)


def _unreadable(file: Path, line: int, what: str) -> RulingsUnreadable:
    return RulingsUnreadable(f"{file}, line {line}: {what}. Mend the line, or remove it.")
