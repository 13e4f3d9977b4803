"""`dashiji sql`: read-only questions, answered for people or for programs."""

import csv
import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from flows.settings import load_settings
from flows.terminal import Failure, Output, one_line, plain_table, safe, written
from warehouse.read import Answer, Reader

_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT", "INTEGER", "BIGINT", "SMALLINT", "TINYINT")
_TABLES = """
WITH tables AS (
    SELECT schema_name, table_name, estimated_size, comment
    FROM duckdb_tables()
    WHERE database_name = 'warehouse' AND NOT internal
),
views AS (
    SELECT schema_name, view_name, NULL, comment
    FROM duckdb_views()
    WHERE database_name = 'warehouse' AND NOT internal
)
SELECT
    schema_name || '.' || table_name AS "table",
    estimated_size AS "rows",
    comment AS "what it holds or answers"
FROM (FROM tables UNION ALL FROM views)
ORDER BY schema_name = 'history', schema_name = 'ops', estimated_size IS NULL, table_name
"""
# What a spreadsheet would run as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and how the answer is wanted: `table`, `json`, `csv` or `markdown`."""

    query: str | None
    form: str
    limit: int
    seconds: float


def ask(output: Output, warehouse: Path | None, question: Question) -> int:
    """Print the answer. Raises QueryRefused, QueryTimeout, or what stops a reader."""
    file = load_settings(warehouse).warehouse
    with Reader(file, question.seconds) as reader:
        answer = reader.query(_written(question.query), limit=question.limit)
    _GIVERS[question.form](output, answer)
    if answer.truncated and not output.quiet:
        output.errors.print(f"only the first {question.limit} rows; more with --limit")
    return 0


def _written(query: str | None) -> str:
    text = sys.stdin.read() if query == "-" else query
    if text is None and not sys.stdin.isatty():
        text = sys.stdin.read()
    if text is not None and query is not None and not text.strip():
        raise Failure("the query is empty", 'ask, for example, dashiji sql "FROM ledger"')
    return text if text and text.strip() else _TABLES


def _give_table(output: Output, answer: Answer) -> None:
    right = tuple(
        name
        for name, kind in zip(answer.columns, answer.types, strict=True)
        if kind.startswith(_NUMBERS)
    )
    table = plain_table(*answer.columns, right=right)
    for row in answer.rows:
        table.add_row(*(written(value) for value in row))
    output.console.print(table)
    if not output.quiet:
        output.errors.print(f"{len(answer.rows)} rows", style="dim")


def _give_json(output: Output, answer: Answer) -> None:
    output.give([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])


def _give_csv(output: Output, answer: Answer) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_cell(value) for value in row] for row in answer.rows)


def _give_markdown(output: Output, answer: Answer) -> None:
    lines = [answer.columns, ["---"] * len(answer.columns), *answer.rows]
    for line in lines:
        cells = [_plain(value).replace("\\", "\\\\").replace("|", "\\|") for value in line]
        print(f"| {' | '.join(one_line(cell) for cell in cells)} |")


_GIVERS = {
    "table": _give_table,
    "json": _give_json,
    "csv": _give_csv,
    "markdown": _give_markdown,
}


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _cell(value: Any) -> str:
    """One cell of a file that somebody will open in a spreadsheet."""
    text = _plain(value)
    if isinstance(value, str) and text.startswith(_FORMULA):
        return f"'{text}"
    return safe(text)
