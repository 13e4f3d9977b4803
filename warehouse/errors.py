"""What can go wrong with a warehouse; each message says what, where, and what to do."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


class WarehouseError(Exception):
    """Anything that stops a run or a reader for a reason that a person can act on."""


class RunInProgress(WarehouseError):
    """Another run holds the lock."""


class ForeignFile(WarehouseError):
    """Something that dashiji did not make stands at the warehouse's name."""


class BuildFailed(WarehouseError):
    """The next file could not be written; the current one is untouched."""


class CheckBroken(WarehouseError):
    """An expectation could not be evaluated: the run fails, no row is to blame."""


class Unaccounted(WarehouseError):
    """Documents that a run saw are neither loaded, unchanged nor set aside."""


class GateFailed(WarehouseError):
    """The built file breaks its promises; nothing is published.

    `checks` holds all rows of the warehouse gate for `ops.checks`.
    """

    def __init__(self, message: str, checks: "pl.DataFrame") -> None:
        super().__init__(message)
        self.checks = checks


class Unreadable(WarehouseError):
    """No reader can be given; the subclasses say why."""


class WarehouseMissing(Unreadable):
    """There is no file at the name."""


class NotAWarehouse(Unreadable):
    """The file is not DuckDB's, or not of dashiji."""


class WarehouseLocked(Unreadable):
    """Another process has opened the file for writing."""


class StrayLog(Unreadable):
    """A write-ahead log lies beside the file, which nobody may write."""


class NewerFormat(Unreadable):
    """The file was written by a newer DuckDB than this one."""


class QueryRefused(WarehouseError):
    """The SQL is wrong, or does more than read."""


class QueryTimeout(WarehouseError):
    """The query was stopped at its time limit."""
