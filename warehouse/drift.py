"""What is odd about the sources of a warehouse, in rows that a person reads."""

from datetime import date
from typing import Any

from schemas.to_duckdb import quoted
from warehouse.read import Reader

_AMBER = """
SELECT source, measure, documents, past_documents, value, past_value
FROM ops.drift
WHERE run_id = {run_id} AND state = 'amber'
ORDER BY source, measure
"""
_LAST = "SELECT run_id FROM ops.runs WHERE state = 'published' ORDER BY started_at DESC LIMIT 1"
_LATE = """
SELECT source, last_arrival, usual_gap, due_by
FROM ops.freshness
WHERE due_by < {today}::DATE
ORDER BY source
"""
_SAID = {
    "documents": "documents a run",
    "figures": "figures a document",
    "characters": "characters a document",
    "hedged": "share of figures hedged",
    "unresolved": "share of dates unresolved",
    "dated": "share of documents that state their date",
}


def drifting(reader: Reader, run_id: str | None = None) -> list[dict[str, Any]]:
    """Sources of which a run brought what is unlike the past, by measure; else the last run."""
    if not _there(reader):
        return []
    if run_id is None:
        last = reader.query(_LAST).rows
        run_id = last[0][0] if last else ""
    return _rows(reader, _AMBER.format(run_id=quoted(run_id)))


def late(reader: Reader, today: date) -> list[dict[str, Any]]:
    """Sources of which nothing has come for longer than is usual for them."""
    return _rows(reader, _LATE.format(today=quoted(str(today)))) if _there(reader) else []


def told(row: dict[str, Any]) -> str:
    """A row of `drifting` in words.

    >>> told({"source": "日报", "measure": "figures", "documents": 20, "past_documents": 300,
    ...     "value": 0.4, "past_value": 12.25})
    '日报: figures a document 12.2 before (300 documents), 0.4 now (20)'
    """
    share = row["measure"] not in ("documents", "figures", "characters")
    before, now = (
        f"{float(row[name]):.0%}" if share else f"{float(row[name]):,.1f}"
        for name in ("past_value", "value")
    )
    return (
        f"{row['source']}: {_SAID[row['measure']]} {before} before "
        f"({row['past_documents']} documents), {now} now ({row['documents']})"
    )


def told_late(row: dict[str, Any]) -> str:
    """A row of `late` in words."""
    return (
        f"{row['source']}: nothing new since {row['last_arrival']}, "
        f"where something came every {float(row['usual_gap']):.0f} days or so"
    )


def _there(reader: Reader) -> bool:
    """Whether the version is new enough to tell."""
    found = reader.query("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'drift'")
    return bool(found.rows[0][0])


def _rows(reader: Reader, sql: str) -> list[dict[str, Any]]:
    answer = reader.query(sql)  # without parameters, which would cost an import of pandas
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
