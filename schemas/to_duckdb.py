"""Declared tables as DuckDB DDL with comments."""

from schemas.table import Column, Kind, Table

TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "decimal": "DECIMAL(38,6)",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "boolean": "BOOLEAN",
    "text_list": "VARCHAR[]",
    "json": "JSON",
}


def quoted(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column) -> str:
    return f"{column.name} {TYPES[column.kind]}{' NOT NULL' if column.required else ''}"


def to_duckdb(table: Table, database: str = "") -> list[str]:
    """The statements that make the table, with a comment on it and on every column.

    `database` is the name of an attached database, or empty for the current one. Keys,
    code lists and references are not declared to DuckDB: its indexes would cost more than the
    warehouse gate, which asks for the same in SQL before anything is published.
    """
    name = f"{database}.{table.qualified}" if database else table.qualified
    schema = f"{database}.{table.schema}" if database else table.schema
    body = ",\n    ".join(_column(column) for column in table.columns)
    return [
        f"CREATE SCHEMA IF NOT EXISTS {schema}",
        f"CREATE TABLE {name} (\n    {body}\n)",
        f"COMMENT ON TABLE {name} IS {quoted(_table_comment(table))}",
        *(
            f"COMMENT ON COLUMN {name}.{column.name} IS {quoted(column_comment(column))}"
            for column in table.columns
        ),
    ]


def _table_comment(table: Table) -> str:
    return f"One row is {table.grain}. Key: {', '.join(table.key)}."


def column_comment(column: Column) -> str:
    """The column's description and, where it has one, its closed code list."""
    return column.description + (f" One of: {', '.join(column.codes)}." if column.codes else "")
