"""`dashiji status`: what is there, how the last runs went, what needs attention."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.settings import load_settings
from flows.terminal import Output, one_line, plain_table, written
from warehouse.drift import drifting, late, told_late
from warehouse.drift import told as told_drift
from warehouse.quarantine import set_aside_rows
from warehouse.read import Reader
from warehouse.versions import folder_of

_RUNS = 8
_TABLES = ("documents", "events", "figures", "time_mentions", "entities")


def show_status(output: Output, warehouse: Path | None) -> int:
    """Print it; raises WarehouseError where there is no warehouse to tell of."""
    file = load_settings(warehouse).warehouse
    with Reader(file) as reader:
        told = _told(reader, file)
    if output.json:
        output.give(told)
    else:
        _print(output, told)
    return 0


def _told(reader: Reader, file: Path) -> dict[str, Any]:
    counts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in _TABLES)
    return {
        "warehouse": str(file),
        "bytes": file.stat().st_size,
        "rows": _rows(reader, f"SELECT {counts}")[0],
        "runs": _last_runs(reader, file),
        "attention": {
            "inputs_and_rows_in_quarantine": _held(file),
            "figures_flagged": _one(reader, "SELECT count(*) FROM figures WHERE len(flags) > 0"),
            "documents_without_date": _one(reader, _UNDATED),
        },
        "drift": drifting(reader),
        "late": late(reader, datetime.now(UTC).date()),
    }


def _last_runs(reader: Reader, file: Path) -> list[dict[str, Any]]:
    """The last runs, the newest first: those that the file tells of and those that it cannot."""
    runs = _rows(reader, _LAST_RUNS)
    if any(folder_of(file).glob("unpublished/*")):
        from warehouse.journal import unpublished_runs  # imports Polars, seldom needed here

        told = {run["run_id"] for run in runs}
        kept = unpublished_runs(file).select(_TOLD).to_dicts()
        runs += [run for run in kept if run["run_id"] not in told]
    return sorted(runs, key=lambda run: run["started_at"], reverse=True)[:_RUNS]


_TOLD = (
    *("run_id", "started_at", "finished_at", "state", "documents_seen", "documents_new"),
    *("documents_changed", "documents_unchanged", "documents_set_aside"),
)
_LAST_RUNS = f"""
SELECT {", ".join(_TOLD)}
FROM ops.runs
ORDER BY started_at DESC
LIMIT {_RUNS}
"""
_UNDATED = "SELECT count(*) FROM documents WHERE published_start IS NULL"


def _held(file: Path) -> int:
    """What waits for a person, by the file and by what was decided since."""
    return sum(row["state"] == "held" for row in set_aside_rows(file))


def _rows(reader: Reader, sql: str) -> list[dict[str, Any]]:
    answer = reader.query(sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


def _one(reader: Reader, sql: str) -> int:
    return int(reader.query(sql).rows[0][0])


def _print(output: Output, told: dict[str, Any]) -> None:
    rows = "  ".join(f"{count:,} {name}" for name, count in told["rows"].items())
    output.say(f"Warehouse   {told['warehouse']}   {told['bytes'] / 1_000_000:.1f} MB")
    output.say(f"Rows        {rows}")
    last = told["runs"][0]
    output.say(
        f"Last run    {last['run_id']}   {last['state']} {written(last['finished_at'])} UTC "
        f"({_ago(last['finished_at'])}), {_took(last):.1f} s"
    )
    needed = [f"{n:,} {what.replace('_', ' ')}" for what, n in told["attention"].items() if n]
    output.say(f"Attention   {' · '.join(needed) or 'nothing'}")
    for odd in (*map(told_drift, told["drift"]), *map(told_late, told["late"])):
        output.say(f"Amber       {one_line(odd)}")
    output.say("")
    table = plain_table(
        *("run", "started (UTC)", "seen", "new", "changed", "set aside", "result"),
        right=("seen", "new", "changed", "set aside"),
    )
    for run in told["runs"]:
        numbers = (run[f"documents_{name}"] for name in ("seen", "new", "changed", "set_aside"))
        table.add_row(
            run["run_id"],
            written(run["started_at"]),
            *map(str, numbers),
            one_line(run["state"].replace("_", " ")),
        )
    output.say(table)


def _took(run: dict[str, Any]) -> float:
    return float((run["finished_at"] - run["started_at"]).total_seconds())


def _ago(moment: datetime) -> str:
    seconds = (datetime.now(UTC).replace(tzinfo=None) - moment).total_seconds()
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds / size:.0f} {unit} ago"
    return "just now"
