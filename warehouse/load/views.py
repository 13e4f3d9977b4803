"""The questions people ask, as views of the file."""

from pathlib import Path

import duckdb

from schemas.to_duckdb import quoted

_FOLDER = Path(__file__).parent.parent / "views"


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view of `views/*.sql` in `main` of the default database, with its comments.

    A file begins with comment lines: what the view answers, its grain, who asks. A column is
    explained by the comment at the end of its line in the last SELECT.
    """
    for file in sorted(_FOLDER.glob("*.sql")):
        create_view(connection, file)


def create_view(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Make one view; it is named like its file."""
    text = file.read_text("utf-8")
    connection.execute(f"CREATE VIEW main.{file.stem} AS {text}")
    connection.execute(f"COMMENT ON VIEW main.{file.stem} IS {quoted(_heading(text))}")
    for column, comment in _columns(text).items():
        connection.execute(f"COMMENT ON COLUMN main.{file.stem}.{column} IS {quoted(comment)}")


def _heading(text: str) -> str:
    """The comment lines that the file begins with, as one text."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("-- "):
            break
        lines.append(line.removeprefix("-- "))
    return " ".join(lines)


def _columns(text: str) -> dict[str, str]:
    """What the last SELECT says of its columns: `expression AS name, -- meaning`."""
    last = text.rpartition("\nSELECT\n")[2].partition("\nFROM")[0]
    said = [line.partition(" -- ") for line in last.splitlines() if " -- " in line]
    return {
        expression.rstrip(",").split()[-1].split(".")[-1]: meaning
        for expression, _, meaning in said
    }
