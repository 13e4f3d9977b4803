"""Rows that hang on a row that was set aside."""

from collections.abc import Mapping

import polars as pl

from schemas.table import Reference, Table
from schemas.warehouse import DIMENSIONS, DOCUMENTS, MAIN, OF_DOCUMENTS
from warehouse.check.reasons import faults
from warehouse.check.suite import ROW

Frames = Mapping[str, pl.DataFrame]

_KEYS = {table.name: table.key[0] for table in MAIN}
# What others refer to stands before them.
_ORDER = (DOCUMENTS, *DIMENSIONS, *OF_DOCUMENTS)


def with_orphans(frames: Frames, broken: Frames) -> dict[str, pl.DataFrame]:
    """FAULT rows by table: the broken ones, and those that cannot do without one of them.

    A document of which no passage remains is one of these too: nothing would be left of it.
    """
    found = dict(broken)
    found["documents"] = pl.concat([broken["documents"], _silent(frames, broken)])
    for table in _ORDER:
        found[table.name] = pl.concat(
            [found[table.name], *(_lost(table, r, frames, found) for r in _needed(table))]
        )
    return found


def without_dangling(table: Table, frames: Frames, found: Frames) -> pl.DataFrame:
    """The table's good rows; a reference to a row set aside is null, and `flags` says so."""
    good = frames[table.name].join(found[table.name], on=ROW, how="anti")
    for reference in table.references:
        if reference not in _needed(table):
            gone = pl.col(reference.column).is_in(_gone(reference.table, frames, found).implode())
            good = good.with_columns(
                pl.when(~gone.fill_null(False)).then(reference.column).alias(reference.column),
                *_flagged(good, gone, f"{reference.column}_set_aside"),
            )
    return good


def _flagged(rows: pl.DataFrame, gone: pl.Expr, flag: str) -> list[pl.Expr]:
    if "flags" not in rows.columns:
        return []
    more = pl.concat_list("flags", pl.lit([flag], pl.List(pl.String)))
    return [pl.when(gone).then(more).otherwise("flags").alias("flags")]


def _needed(table: Table) -> list[Reference]:
    required = {column.name for column in table.columns if column.required}
    return [reference for reference in table.references if reference.column in required]


def _lost(table: Table, reference: Reference, frames: Frames, found: Frames) -> pl.DataFrame:
    column = reference.column
    rows = frames[table.name].filter(
        pl.col(column).is_in(_gone(reference.table, frames, found).implode())
    )
    what = pl.format(
        f"`{column}` names {{}}, a row of {reference.table} that was set aside.", column
    )
    return faults(table, rows, f"reference_set_aside: {column}", what)


def _gone(target: str, frames: Frames, found: Frames) -> pl.Series:
    """Keys that stood in the table and no longer do."""
    key, frame = _KEYS[target], frames[target]
    kept = frame.join(found[target], on=ROW, how="anti")
    return frame.select(key).drop_nulls().join(kept.select(key), on=key, how="anti")[key].unique()


def _silent(frames: Frames, broken: Frames) -> pl.DataFrame:
    good = frames["passages"].join(broken["passages"], on=ROW, how="anti")
    silent = frames["documents"].join(good.select("document_id"), on="document_id", how="anti")
    what = pl.lit("No passage of the document could be kept.")
    return faults(DOCUMENTS, silent, "no_passage_left: document_id", what)
