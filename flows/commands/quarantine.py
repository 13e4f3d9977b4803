"""`dashiji quarantine`: what was set aside, and what a person decides of it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.settings import load_settings
from flows.terminal import Failure, Output, one_line, plain_table, safe
from schemas.codes import QUARANTINE_STATES
from warehouse.errors import WarehouseMissing
from warehouse.quarantine import RELEASED, decide, set_aside_rows
from warehouse.versions import folder_of

_GIVEN = ("quarantine_id", "state", "awaits_run", "stage", "table_name", "path", "rule", "reason")
_NEXT = {
    "released": "The next run reads it again, whole: dashiji run, over the folder it came from",
    "rejected": "It stays out, also where a run meets it again; the next published run says so",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which rows a decision is about: by keys, by the rule that set them aside, or all held."""

    keys: list[str]
    rule: str | None
    every: bool


def list_rows(output: Output, warehouse: Path | None, state: str, limit: int) -> int:
    """Print the rows in a state, the newest first."""
    if state not in (*QUARANTINE_STATES, "all"):
        raise Failure(f"no state {state}", f"one of {', '.join(QUARANTINE_STATES)}, all")
    rows = [row for row in _rows(warehouse)[::-1] if state in (row["state"], "all")]
    if output.json:
        output.give([_plain(row) for row in rows[:limit]])
        return 0
    table = plain_table("key", "state", "from", "rule", "reason")
    for row in rows[:limit]:
        told = (row["quarantine_id"], _state(row), _origin(row), row["rule"], row["reason"])
        table.add_row(*map(one_line, told))
    output.say(table if rows else f"nothing is {'set aside' if state == 'all' else state}")
    if len(rows) > limit:
        output.say(f"and {len(rows) - limit} more: --limit")
    return 0


def show_row(output: Output, warehouse: Path | None, key: str) -> int:
    """Print one row; 1 where there is none of that key."""
    row = _find(_rows(warehouse), key)
    payload = json.loads(row["payload"])
    if output.json:
        told = {"run_id": row["run_id"], "last_run_id": row["last_run_id"], "payload": payload}
        output.give(_plain(row) | told)
        return 0
    output.say(safe(f"{row['quarantine_id']}  {_state(row)}  {one_line(_origin(row))}"))
    output.say(safe(f"  set aside    by {row['rule']}, {_runs(row)}"))
    for line in row["reason"].split("\n"):
        output.say(f"  {one_line(line)}")
    for name, value in payload.items():
        if value not in (None, "", [], {}):
            output.say(f"    {one_line(name):<18} {one_line(_written(value))}")
    return 0


def decide_rows(output: Output, warehouse: Path | None, chosen: Chosen, state: str) -> int:
    """Write down what is decided; 1 where a key is unknown, and then nothing is decided."""
    file = load_settings(warehouse).warehouse
    rows = _chosen(_rows(warehouse), chosen)
    for row in rows:
        if state == RELEASED:
            _can_be_read(row)
    for row in rows:
        decide(file, row["quarantine_id"], state)
        row |= {"state": state, "awaits_run": state == RELEASED}
    if output.json:
        output.give([_plain(row) for row in rows])
    for row in rows:
        output.say(safe(f"{state}  {row['quarantine_id']}  {one_line(_origin(row))}"))
    output.say(_NEXT[state] if rows else "nothing is held")
    return 0


def _rows(warehouse: Path | None) -> list[dict[str, Any]]:
    file = load_settings(warehouse).warehouse
    if not file.exists() and not folder_of(file).is_dir():
        raise WarehouseMissing(f"There is no warehouse at {file}. Make it with `dashiji run`.")
    return set_aside_rows(file)


def _chosen(rows: list[dict[str, Any]], chosen: Chosen) -> list[dict[str, Any]]:
    if chosen.keys:
        return [_find(rows, key) for key in chosen.keys]
    if not chosen.rule and not chosen.every:
        raise Failure("nothing is named", "name keys, or --rule RULE, or --all")
    held = [row for row in rows if row["state"] == "held"]
    found = [row for row in held if chosen.rule in (None, row["rule"])]
    if chosen.rule and not found:
        rules = ", ".join(sorted({row["rule"] for row in held})) or "nothing"
        raise Failure(f"nothing is held by the rule {chosen.rule}", f"held by {rules}", code=1)
    return found


def _find(rows: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = [row for row in rows if row["quarantine_id"].startswith(key) and key]
    exact = [row for row in found if row["quarantine_id"] == key] or found
    if len(exact) != 1:
        kind = f"{len(exact)} keys begin with" if exact else "nothing set aside has the key"
        raise Failure(f"{kind} {one_line(key)}", "list them: dashiji quarantine list", code=1)
    return exact[0]


def _can_be_read(row: dict[str, Any]) -> None:
    if row["stage"] != "ingest" and not row["document_id"]:
        raise Failure(
            f"{row['quarantine_id']} is a row of {row['table_name']}, which many documents share",
            "read them all again: dashiji run --reread PATH",
            code=1,
        )


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in _GIVEN}


def _state(row: dict[str, Any]) -> str:
    return f"{row['state']}, awaits a run" if row["awaits_run"] else str(row["state"])


def _runs(row: dict[str, Any]) -> str:
    last = row["last_run_id"]
    return f"run {row['run_id']}" + (f", last {last}" if last not in (None, row["run_id"]) else "")


def _origin(row: dict[str, Any]) -> str:
    return " of ".join(filter(None, (row["table_name"], row["path"]))) or "unknown"


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
