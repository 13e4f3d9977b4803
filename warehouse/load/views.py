"""The questions people ask, as views of the file."""

from itertools import dropwhile, takewhile
from pathlib import Path

import duckdb

from schemas.to_duckdb import quoted

_HERE = Path(__file__).parent.parent
# A macro may use the ones before it.
_MACROS = (
    "unit_text",
    "date_text",
    "period_text",
    "period_kind",
    "half_width",
    "digits_of",
    "decimals_of",
    "rounded_by",
    "bounds_sum",
    "named_figures",
)
# The checks of what documents claim, each a table, and what they read: made after the views that
# they read, and before those that read them.
_CHECKS = (
    "plain_words",
    "says_only_change",
    "turn_of",
    "base_named",
    "at_constant_prices",
    "half_step",
    "at_least",
    "at_most",
    "gap_between",
    "number_text",
    "range_text",
    "numbers_in_turn",
    "stated_changes",
    "measured_figures",
    "checks_of_wording",
    "checks_of_changes",
    "checks_of_years",
    "checks_of_parts",
    "checks_of_shares",
    "checks_of_totals",
    "checks_of_days",
    "checks_of_promises",
)
_OF_CHECKS = ("claim_checks", "findings")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every macro and view in `main` of the default database, with its comments.

    A file is named like what it makes and begins with comment lines: what it answers, its grain,
    who asks. A view's column is explained at the end of its line in the last SELECT.
    """
    connection.execute("BEGIN")
    macros, views = _HERE / "macros", _HERE / "views"
    _create_macros(connection, macros, _MACROS)
    for file in sorted(views.glob("*.sql")):
        if file.stem not in _OF_CHECKS:
            _create_view(connection, file.stem, file.read_text("utf-8"))
    _create_macros(connection, macros / "checks", _CHECKS)
    for name in _OF_CHECKS:
        _create_view(connection, name, (views / f"{name}.sql").read_text("utf-8"))
    connection.execute("COMMIT")


def _create_macros(
    connection: duckdb.DuckDBPyConnection, folder: Path, names: tuple[str, ...]
) -> None:
    for name in names:
        text = (folder / f"{name}.sql").read_text("utf-8")
        connection.execute(f"CREATE MACRO main.{name}{_body(text)}")
        kind = "MACRO TABLE" if " AS TABLE" in _body(text) else "MACRO"
        connection.execute(f"COMMENT ON {kind} main.{name} IS {quoted(_heading(text))}")


def _create_view(connection: duckdb.DuckDBPyConnection, name: str, text: str) -> None:
    connection.execute(f"CREATE VIEW main.{name} AS {_body(text)}")
    connection.execute(f"COMMENT ON VIEW main.{name} IS {quoted(_heading(text))}")
    for column, meaning in _columns(text).items():
        connection.execute(f"COMMENT ON COLUMN main.{name}.{column} IS {quoted(meaning)}")


def _heading(text: str) -> str:
    """The comment lines that a file begins with, as one text."""
    lines = takewhile(lambda line: line.startswith("-- "), text.splitlines())
    return " ".join(line.removeprefix("-- ") for line in lines)


def _body(text: str) -> str:
    """What follows those lines."""
    lines = dropwhile(lambda line: line.startswith("-- "), text.splitlines())
    return "\n".join(lines)


def _columns(text: str) -> dict[str, str]:
    """What the last SELECT says of its columns: `expression AS name, -- meaning`."""
    last = text.rpartition("\nSELECT\n")[2].partition("\nFROM")[0]
    lines = [line.partition(" -- ") for line in last.splitlines()]
    # An expression of several lines has its meaning on the last.
    explained = [(line, meaning) for line, _, meaning in lines if meaning]
    return {line.rstrip(",").rpartition(" AS ")[2]: meaning for line, meaning in explained}
