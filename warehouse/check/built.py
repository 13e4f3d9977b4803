"""The warehouse gate: the built file keeps every promise, or is not published."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from schemas.table import Table
from schemas.to_expectations import Expectation, rows_that_break, warehouse_expectations
from schemas.warehouse import ALL
from warehouse.check.suite import Outcome, check_table, opened, to_checks
from warehouse.errors import GateFailed

_PROMISES = Path(__file__).parent / "promises"


def warehouse_gate(built: Path, run_id: str) -> pl.DataFrame:
    """Ask every table of a closed, unpublished file for its promises; rows of `ops.checks`.

    The declared ones (keys, required values, code lists, orders, references) and those written
    as queries in `promises/<table>/`, or in `promises/evidence/` for every table that quotes.
    Raises GateFailed where one is broken, CheckBroken where one cannot be evaluated.
    """
    with opened(built) as source:
        outcomes = [outcome for table in ALL for outcome in _asked(source, table)]
    checks = to_checks(outcomes, run_id, "warehouse")
    broken = [outcome for outcome in outcomes if not outcome.success]
    if broken:
        raise GateFailed(_told(broken), checks)
    return checks


def _asked(source: Any, table: Table) -> list[Outcome]:
    outcomes = check_table(source, table, _promised(table))
    # A query tells how many rows break it, not how many it looked at: the whole table.
    rows = max(outcome.evaluated for outcome in outcomes)
    return [replace(outcome, evaluated=rows) for outcome in outcomes]


@cache
def _promised(table: Table) -> tuple[Expectation, ...]:
    folders = ["evidence"] if table.evidence else []
    folders += [] if table.schema == "history" else [table.name]
    files = [file for folder in folders for file in sorted((_PROMISES / folder).glob("*.sql"))]
    written = [_read(table, file) for file in files]
    return (*warehouse_expectations(table, ALL), *written)


def _read(table: Table, file: Path) -> Expectation:
    """The promise of a file; its first line is `-- columns: what holds`."""
    query = file.read_text("utf-8")
    column = query.removeprefix("-- ").partition(":")[0]
    return rows_that_break(table, column, file.stem, query)


def _told(broken: list[Outcome]) -> str:
    lines = [
        f"  {o.expectation.name} on {o.expectation.table} ({o.expectation.column}): "
        f"{o.unexpected} rows break it"
        for o in broken
    ]
    return (
        "Not published: the new file breaks its promises.\n"
        + "\n".join(lines)
        + "\nThe warehouse still holds the version before this run. "
        "Mend what wrote these rows and run again."
    )
