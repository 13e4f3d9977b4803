"""Declared expectations, run by Great Expectations.

The library takes seconds to import and speaks to people by default: it is imported where it is
first needed, once, silenced.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from logging import getLogger
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from schemas.operations import CHECKS
from schemas.table import Table
from schemas.to_expectations import Expectation
from schemas.to_polars import to_polars
from warehouse.errors import CheckBroken

ROW = "row"
"""The column that names a row of a frame. Keys cannot: one may be null or stand twice."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation found; `rows` are the values of ROW that break it, in a frame."""

    expectation: Expectation
    success: bool
    evaluated: int
    unexpected: int
    rows: tuple[int, ...] = ()


def check_frame(frame: pl.DataFrame, expectations: Sequence[Expectation]) -> list[Outcome]:
    """One outcome per expectation, in order, with every row that breaks it.

    `frame` has a column ROW and the columns that the expectations speak of.
    Raises CheckBroken where an expectation cannot be evaluated.
    """
    needed = {name for expectation in expectations for name in _columns(expectation)}
    pandas = _asked(frame, needed).to_pandas()
    asset = _context().data_sources.add_pandas(_new_name()).add_dataframe_asset("frame")
    batch = asset.add_batch_definition_whole_dataframe("all").get_batch({"dataframe": pandas})
    try:
        return _outcomes(
            batch,
            expectations,
            {"result_format": "COMPLETE", "unexpected_index_column_names": [ROW]},
        )
    finally:
        _context().data_sources.delete(asset.datasource.name)


def _asked(frame: pl.DataFrame, columns: set[str]) -> pl.DataFrame:
    """What the library is to look at. It hashes the frame, and pickles it where it holds lists."""
    return frame.select(ROW, *(name for name in frame.columns if name in columns)).with_columns(
        pl.col(pl.List(pl.String)).list.join("\0", ignore_nulls=True)
    )


@contextmanager
def opened(file: Path) -> Iterator[Any]:
    """The data source of a closed DuckDB file, read-only, for `check_table`."""
    from warehouse.check import dialect

    dialect.register()
    sources = _context().data_sources
    source = sources.add_sql(
        _new_name(), connection_string=f"{dialect.SCHEME}:///{file}?access_mode=read_only"
    )
    try:
        yield source
    finally:
        # One engine is the library's own, one made for testing the connection; a file that one
        # of them still held could not be written again by this process.
        engines = (source.get_execution_engine().engine, source.get_engine())
        sources.delete(source.name)
        for engine in engines:
            engine.dispose()


def check_table(source: Any, table: Table, expectations: Sequence[Expectation]) -> list[Outcome]:
    """One outcome per expectation on a table of the opened file, in order, without its rows."""
    asset = source.add_query_asset(table.qualified, query=f"SELECT * FROM {table.qualified}")
    batch = asset.add_batch_definition("all").get_batch()
    return _outcomes(batch, expectations, {"result_format": "BASIC"})


def to_checks(outcomes: Sequence[Outcome], run_id: str, suite: str) -> pl.DataFrame:
    """The outcomes as rows of `ops.checks`."""
    rows = [
        {
            "run_id": run_id,
            "suite": suite,
            "expectation": outcome.expectation.name,
            "table_name": outcome.expectation.table,
            "column_name": outcome.expectation.column,
            "success": outcome.success,
            "evaluated": outcome.evaluated,
            "unexpected": outcome.unexpected,
        }
        for outcome in outcomes
    ]
    return pl.DataFrame(rows, schema=to_polars(CHECKS))


@cache
def _context() -> Any:
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations

    getLogger("great_expectations").setLevel("ERROR")
    getLogger("great_expectations.data_context.types.base").setLevel("ERROR")  # has its own level
    context: Any = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False, "metric_calculations": False}
    return context


def _new_name() -> str:
    return f"dashiji-{uuid4().hex}"


def _outcomes(
    batch: Any, expectations: Sequence[Expectation], result_format: dict[str, Any]
) -> list[Outcome]:
    from great_expectations import ExpectationSuite

    suite = ExpectationSuite(
        name=_new_name(), expectations=[_built(e, place) for place, e in enumerate(expectations)]
    )
    results = batch.validate(suite, result_format=result_format).results
    placed = {result.expectation_config.meta["place"]: result for result in results}
    return [_outcome(e, placed[place]) for place, e in enumerate(expectations)]


def _built(expectation: Expectation, place: int) -> Any:
    from great_expectations import expectations as library

    kind = "".join(part.capitalize() for part in expectation.type.split("_"))
    return getattr(library, kind)(**expectation.arguments, meta={"place": place})


def _outcome(expectation: Expectation, result: Any) -> Outcome:
    message = _raised(result.exception_info)
    if message:
        raise CheckBroken(
            f"{expectation.type} on {expectation.table} ({expectation.column}) could not be "
            f"evaluated: {message} This is a fault of the check or of the frame's columns, "
            "not of a row; nothing is published."
        )
    found, success = result.result, bool(result.success)
    if "observed_value" in found:
        # A count of the table's rows, or of the rows that a query found to break its promise.
        observed = int(found["observed_value"])
        if expectation.type == "expect_table_row_count_to_be_between":
            return Outcome(expectation, success, observed, 0)
        return Outcome(expectation, success, 0, observed)
    return Outcome(
        expectation,
        success,
        int(found["element_count"]),
        int(found["unexpected_count"]),
        tuple(int(entry[ROW]) for entry in found["unexpected_index_list"] or ()),
    )


def _raised(info: dict[str, Any]) -> str | None:
    """The message of the first exception; they come alone, or by the metric that raised."""
    entries = [info] if "raised_exception" in info else [*info.values()]
    raised = [entry["exception_message"] for entry in entries if entry["raised_exception"]]
    return str(raised[0]) if raised else None


def _columns(expectation: Expectation) -> list[str]:
    arguments = expectation.arguments
    single = [arguments[name] for name in ("column", "column_A", "column_B") if name in arguments]
    return [*single, *arguments.get("column_list", ())]
