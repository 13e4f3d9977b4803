"""Declared tables as Great Expectations: names and arguments, without importing the library.

Two suites. The row gate looks at one shard's frame and names the rows that fail; the warehouse
gate looks at the tables that are about to be published and fails as a whole.
"""

from dataclasses import dataclass, field
from typing import Any

from schemas.table import Column, Table


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: its Great Expectations type, its arguments, and what it is about."""

    type: str
    table: str
    column: str | None
    arguments: dict[str, Any] = field(default_factory=dict)


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
