"""Declared tables as the reference page `docs/tables.md`."""

from itertools import groupby

from schemas.table import Column, Table

_HEADER = """# Tables

Generated from `schemas/` by `make docs`; do not edit. Offsets are Unicode code points into
`documents.text`, `start_char` inclusive, `end_char` exclusive. Intervals of time are half-open.
Instants are UTC; civil times carry no zone. A question mark after a type means that the column
may be null.
"""


def to_markdown(tables: tuple[Table, ...]) -> str:
    """The whole page, a section for each schema and table in declared order."""
    parts = [_HEADER]
    for schema, members in groupby(tables, key=lambda table: table.schema):
        parts.append(f"## Schema `{schema}`\n")
        parts.extend(_section(table) for table in members)
    return "\n".join(parts)


def _section(table: Table) -> str:
    lines = [f"### {table.qualified}", "", f"One row is {table.grain}. Key: {_names(table.key)}."]
    lines += [
        f"`{reference.column}` names a row of `{reference.table}`."
        for reference in table.references
    ]
    lines += ["", "| column | type | meaning |", "|---|---|---|"]
    lines += [_row(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _row(column: Column) -> str:
    kind = column.kind.replace("_", " ") + ("" if column.required else "?")
    codes = f" One of {_names(column.codes)}." if column.codes else ""
    return f"| `{column.name}` | {kind} | {column.description}{codes} |"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
