"""DuckDB for SQLAlchemy with every statement left in autocommit.

Great Expectations commits between sending a query and fetching from it. DuckDB discards a pending
result at a commit, so every metric fails with `list index out of range`; without transactions
there is nothing to commit.
"""

from functools import cache
from typing import Any

from duckdb_engine import Dialect
from sqlalchemy.dialects import registry

SCHEME = "duckdb+autocommit"


class AutocommitDialect(Dialect):
    """The dialect of duckdb-engine, without transactions."""

    supports_statement_cache = False

    def do_begin(self, dbapi_connection: Any) -> None:
        """Nothing: the statements to come stand alone."""

    def do_commit(self, dbapi_connection: Any) -> None:
        """Nothing: a commit would discard the pending result."""

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Nothing: only reads are made through it."""


@cache
def register() -> None:
    """Make `duckdb+autocommit://` known to SQLAlchemy."""
    registry.register("duckdb.autocommit", __name__, AutocommitDialect.__name__)
