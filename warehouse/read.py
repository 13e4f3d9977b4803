"""Reading a warehouse that is replaced under the reader's hands."""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import duckdb

from warehouse.errors import QueryRefused, QueryTimeout, WarehouseMissing
from warehouse.probe import attach

if TYPE_CHECKING:
    import polars as pl

Parameters = Sequence[Any] | Mapping[str, Any]

NAME = "warehouse"
"""The name under which SQL finds the file; all others may be left out."""

# After the file is attached: SQL reaches neither files nor network, extensions nor our own
# variables, and cannot change that.
_SHUT = """
SET autoinstall_known_extensions = false;
SET autoload_known_extensions = false;
SET python_enable_replacements = false;
SET enable_external_access = false;
SET lock_configuration = true;
"""
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """A query's answer: column names, DuckDB's types, rows; `truncated` where more rows exist."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


class _Opened:
    """One version, opened, and how many queries run on it.

    Closing a connection closes its cursors too, so that a version that was replaced is closed by
    the last query that runs on it.
    """

    def __init__(self, file: Path) -> None:
        self.connection = duckdb.connect()
        self.queries = 0
        self.is_replaced = False
        try:
            attach(self.connection, file, NAME)
            self.connection.execute(_SHUT)
        except BaseException:
            self.connection.close()
            raise

    def close_when_idle(self) -> None:
        """Close once it is replaced and no query runs on it."""
        if self.is_replaced and not self.queries:
            self.connection.close()


class Reader:
    """Read-only SQL on a warehouse, always on the version that is current when a query begins.

    Any number of threads may use one reader. DuckDB gives a process that has a file open the
    same old instance for the same path, so each version gets an instance of its own, each query a
    cursor. Opening raises one of the Unreadable errors; so may a query, if the file has gone.
    """

    def __init__(self, warehouse: Path, time_limit: float = 30.0) -> None:
        self._warehouse = warehouse
        self._time_limit = time_limit
        self._lock = threading.Lock()
        self._stamp: tuple[str, int, int] | None = None
        self._instance: _Opened | None = None
        with self._lock:
            self._open_current()

    def query(self, sql: str, parameters: Parameters = (), limit: int | None = None) -> Answer:
        """Run one reading statement; at most `limit` rows.

        Raises QueryRefused where it is wrong or does more than read, QueryTimeout at the limit.
        """
        with self._answered(sql, parameters) as cursor:
            columns = tuple(str(entry[0]) for entry in cursor.description or ())
            types = tuple(str(entry[1]) for entry in cursor.description or ())
            rows = cursor.fetchall() if limit is None else cursor.fetchmany(limit + 1)
            return Answer(columns, types, tuple(rows[:limit]), len(rows) > len(rows[:limit]))

    def frame(self, sql: str, parameters: Parameters = ()) -> "pl.DataFrame":
        """Run one reading statement; the whole answer as a Polars frame. Raises like `query`."""
        with self._answered(sql, parameters) as cursor:
            return cursor.pl()

    @property
    def version(self) -> tuple[str, int, int]:
        """The version that a query begun now would read: file, inode, time of writing."""
        return _stamp(self._warehouse)

    def close(self) -> None:
        """Let the file go once the queries that are running have ended."""
        with self._lock:
            self._replace(None)
            self._stamp = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _answered(self, sql: str, parameters: Parameters) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._cursor() as cursor:
            timer = threading.Timer(self._time_limit, cursor.interrupt)
            timer.daemon = True
            timer.start()
            try:
                cursor.execute(f"USE {NAME}")
                statement = _one_reading(cursor, sql)
                # With parameters, even with none, DuckDB imports pandas: a second and more.
                yield (
                    cursor.execute(statement, parameters)
                    if parameters
                    else cursor.execute(statement)
                )
            except duckdb.InterruptException as error:
                raise QueryTimeout(
                    f"The query was stopped after {self._time_limit:g} s. "
                    "Ask for less, or raise the time limit."
                ) from error
            except duckdb.Error as error:
                raise QueryRefused(str(error)) from error
            finally:
                timer.cancel()

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the version that is current now, for as long as its query runs."""
        with self._lock:
            instance = self._open_current()
            instance.queries += 1
            cursor = instance.connection.cursor()
        try:
            with cursor:
                yield cursor
        finally:
            with self._lock:
                instance.queries -= 1
                instance.close_when_idle()

    def _open_current(self) -> _Opened:
        """The current version, opened if it is new; the lock is held."""
        for attempt in range(_ATTEMPTS):
            stamp = _stamp(self._warehouse)
            if self._instance and stamp == self._stamp:
                break
            try:
                instance = _Opened(Path(stamp[0]))
            except WarehouseMissing:
                # A version may go between looking and opening; the name then has another.
                if attempt == _ATTEMPTS - 1:
                    raise
                continue
            self._replace(instance)
            self._stamp = stamp
            break
        assert self._instance
        return self._instance

    def _replace(self, instance: _Opened | None) -> None:
        if self._instance:
            self._instance.is_replaced = True
            self._instance.close_when_idle()
        self._instance = instance


def _stamp(warehouse: Path) -> tuple[str, int, int]:
    for attempt in range(_ATTEMPTS):
        file = os.path.realpath(warehouse)
        try:
            status = os.stat(file)
        except FileNotFoundError:
            if attempt < _ATTEMPTS - 1:
                continue
            raise WarehouseMissing(
                f"There is no warehouse at {warehouse}. Make it with `dashiji run`."
            ) from None
        return file, status.st_ino, status.st_mtime_ns
    raise AssertionError


def _one_reading(cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    statements = cursor.extract_statements(sql)
    if len(statements) != 1:
        raise QueryRefused(f"One statement is asked for, {len(statements)} were given.")
    if statements[0].type not in _READING:
        raise QueryRefused(
            "The warehouse is opened read-only: it is rebuilt by `dashiji run`, never edited. "
            "Ask with SELECT."
        )
    return statements[0]
