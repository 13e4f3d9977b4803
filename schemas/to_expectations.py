"""Declared tables as Great Expectations: names and arguments, without importing the library.

Two suites. The row gate looks at one shard's frame and names the rows that fail; the warehouse
gate looks at the tables that are about to be published and fails as a whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schemas.table import Column, Order, Table


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: its Great Expectations type, its arguments, and what it is about."""

    type: str
    table: str
    column: str | None
    arguments: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What `ops.checks` calls it; a query is told from others by the promise it names."""
        return str(self.arguments.get("description", self.type))


def row_expectations(table: Table) -> list[Expectation]:
    """What every row of a shard's frame must hold; each can name the rows that do not.

    Evidence tables are checked with a column `quoted`: the text found at the row's offsets.
    """
    expectations = [e for column in table.columns for e in _of_column(table, column)]
    for order in table.orders:
        expectations.append(
            Expectation(
                "expect_column_pair_values_a_to_be_greater_than_b",
                table.name,
                f"{order.lesser}, {order.greater}",
                {
                    "column_A": order.greater,
                    "column_B": order.lesser,
                    "or_equal": not order.strict,
                    "ignore_row_if": "either_value_is_missing",
                },
            )
        )
    if table.evidence:
        expectations.append(
            Expectation(
                "expect_column_pair_values_to_be_equal",
                table.name,
                "quote",
                {"column_A": "quote", "column_B": "quoted", "ignore_row_if": "neither"},
            )
        )
    expectations.append(_unique(table))
    return expectations


def _of_column(table: Table, column: Column) -> list[Expectation]:
    found = []
    if column.required:
        found.append(_about(table, column, "expect_column_values_to_not_be_null"))
    if column.codes:
        found.append(
            _about(table, column, "expect_column_values_to_be_in_set", value_set=[*column.codes])
        )
    if column.minimum is not None:
        found.append(
            _about(table, column, "expect_column_values_to_be_between", min_value=column.minimum)
        )
    return found


def _about(table: Table, column: Column, kind: str, **arguments: Any) -> Expectation:
    return Expectation(kind, table.name, column.name, {"column": column.name, **arguments})


def _unique(table: Table) -> Expectation:
    if len(table.key) == 1:
        (key,) = table.key
        return Expectation("expect_column_values_to_be_unique", table.name, key, {"column": key})
    return Expectation(
        "expect_compound_columns_to_be_unique",
        table.name,
        None,
        {"column_list": [*table.key], "ignore_row_if": "never"},
    )


def warehouse_expectations(table: Table, tables: Iterable[Table]) -> list[Expectation]:
    """What a whole table must hold before it is published, asked in SQL.

    Keys are unique, code lists are closed, bounds and intervals are in order, and every reference
    finds its row among `tables`. Required values are not asked for, as DuckDB refuses rows without
    them; nor the codes of `history`, whose rows were asked while they were current.

    All but the count are queries for the rows that break them, in which `{batch}` is the table:
    the column expectations of the same names reflect the table for each question and take three
    times as long.
    """
    named = {target.short: target for target in tables}
    columns = () if table.schema == "history" else table.columns
    return [
        Expectation("expect_table_row_count_to_be_between", table.short, None, {"min_value": 0}),
        _alone(table),
        *(_of_codes(table, column) for column in columns if column.codes),
        *(_at_least(table, column) for column in columns if column.minimum is not None),
        *(_in_order(table, order) for order in table.orders),
        *(_found(table, r.column, named[r.table]) for r in table.references),
    ]


def rows_that_break(table: Table, column: str | None, promise: str, query: str) -> Expectation:
    """An expectation that a query finds no row; `promise` is its name."""
    return Expectation(
        "unexpected_rows_expectation",
        table.short,
        column,
        {"unexpected_rows_query": query, "description": promise},
    )


def _alone(table: Table) -> Expectation:
    key = ", ".join(table.key)
    query = f"SELECT {key} FROM (FROM {{batch}}) AS checked GROUP BY {key} HAVING count(*) > 1"
    return rows_that_break(table, key, "expect_column_values_to_be_unique", query)


def _of_codes(table: Table, column: Column) -> Expectation:
    codes = ", ".join(f"'{code}'" for code in column.codes)
    query = f"SELECT 1 FROM (FROM {{batch}}) AS checked WHERE {column.name} NOT IN ({codes})"
    return rows_that_break(table, column.name, "expect_column_values_to_be_in_set", query)


def _at_least(table: Table, column: Column) -> Expectation:
    query = f"SELECT 1 FROM (FROM {{batch}}) AS checked WHERE {column.name} < {column.minimum}"
    return rows_that_break(table, column.name, "expect_column_values_to_be_between", query)


def _in_order(table: Table, order: Order) -> Expectation:
    broken = ">=" if order.strict else ">"
    return rows_that_break(
        table,
        f"{order.lesser}, {order.greater}",
        "expect_columns_in_order",
        f"SELECT 1 FROM (FROM {{batch}}) AS checked WHERE {order.lesser} {broken} {order.greater}",
    )


def _found(table: Table, column: str, target: Table) -> Expectation:
    (key,) = target.key
    return rows_that_break(
        table,
        column,
        "expect_references_to_be_found",
        f"SELECT 1 FROM (FROM {{batch}}) AS checked WHERE {column} IS NOT NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {target.qualified} AS target WHERE target.{key} = checked.{column})",
    )
