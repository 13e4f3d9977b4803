"""Why a row is set aside, in words that say what is wrong, where, and what to do."""

from collections.abc import Sequence

import polars as pl

from schemas.table import Table
from schemas.to_expectations import Expectation
from warehouse.check.suite import ROW, Outcome

FAULT = pl.Schema({ROW: pl.UInt32(), "rule": pl.String(), "reason": pl.String()})
"""One promise that one row breaks."""

_SHOWN = 80
_ADVICE = " Mend what wrote it and run again: the document is then read anew."


def faults_of(table: Table, frame: pl.DataFrame, outcomes: Sequence[Outcome]) -> pl.DataFrame:
    """FAULT rows: one for each row and expectation that it breaks.

    `frame` is the table's frame with the columns ROW and, for evidence, `quoted`.
    """
    broken = [
        faults(
            table,
            frame.filter(pl.col(ROW).is_in(outcome.rows)),
            f"{outcome.expectation.type}: {outcome.expectation.column or _key(table)}",
            _what(outcome.expectation),
        )
        for outcome in outcomes
        if outcome.rows
    ]
    return pl.concat(broken) if broken else FAULT.to_frame()


def faults(table: Table, rows: pl.DataFrame, rule: str, what: pl.Expr) -> pl.DataFrame:
    """FAULT rows: all of `rows` break `rule`, as the sentence `what` says."""
    # Filtered columns of several chunks with a null make concat_str of Polars 2.1 panic.
    return rows.rechunk().select(
        pl.col(ROW).cast(FAULT[ROW]),
        pl.lit(rule).alias("rule"),
        pl.concat_str(what, _where(table), pl.lit(_ADVICE)).alias("reason"),
    )


def _what(expectation: Expectation) -> pl.Expr:
    arguments = expectation.arguments
    match expectation.type:
        case "expect_column_values_to_not_be_null":
            return pl.lit(f"`{arguments['column']}` is empty and must not be.")
        case "expect_column_values_to_be_in_set":
            codes = ", ".join(arguments["value_set"])
            return pl.format(f"`{arguments['column']}` is {{}}, none of {codes}.", _said(arguments))
        case "expect_column_values_to_be_between":
            least = arguments["min_value"]
            return pl.format(f"`{arguments['column']}` is {{}}, below {least}.", _said(arguments))
        case "expect_column_pair_values_a_to_be_greater_than_b":
            lesser, greater = arguments["column_B"], arguments["column_A"]
            relation = "after" if arguments["or_equal"] else "at or after"
            text = f"`{lesser}` is {{}} and stands {relation} `{greater}`, which is {{}}."
            return pl.format(text, _text(lesser), _text(greater))
        case "expect_column_pair_values_to_be_equal":
            there = pl.format("has “{}” there", pl.col("quoted").str.slice(0, _SHOWN)).fill_null(
                "has no such characters"
            )
            return pl.format("`quote` is “{}”, but the document {}.", _text("quote"), there)
        case _:
            return pl.lit("Another row has the same key.")


def _where(table: Table) -> pl.Expr:
    place = f" Table {table.qualified}, {_key(table)} {{}}"
    key = pl.concat_str([_text(column) for column in table.key], separator=", ")
    if not table.evidence:
        return pl.format(place + ".", key)
    return pl.format(
        place + ", document {}, characters {} to {}.",
        key,
        *(_text(column) for column in ("document_id", "start_char", "end_char")),
    )


def _said(arguments: dict[str, str]) -> pl.Expr:
    return _text(arguments["column"])


def _text(column: str) -> pl.Expr:
    return pl.col(column).cast(pl.String).str.slice(0, _SHOWN).fill_null("null")


def _key(table: Table) -> str:
    return ", ".join(table.key)
