"""Opening a file read-only, with every way it can fail named."""

from pathlib import Path

import duckdb

from schemas.to_duckdb import quoted
from warehouse.errors import (
    NewerFormat,
    NotAWarehouse,
    StrayLog,
    Unreadable,
    WarehouseLocked,
    WarehouseMissing,
)

_SIGNS = {"documents", "figures", "events", "runs"}


def attach(connection: duckdb.DuckDBPyConnection, file: Path, name: str) -> None:
    """Attach a warehouse file read-only. Raises one of the Unreadable errors."""
    if not file.is_file():
        raise WarehouseMissing(f"There is no warehouse at {file}. Make it with `dashiji run`.")
    try:
        connection.execute(f"ATTACH {quoted(str(file))} AS {name} (READ_ONLY)")
    except duckdb.Error as error:
        raise _named(file, str(error)) from error
    if file.with_name(file.name + ".wal").exists():
        connection.execute(f"DETACH {name}")
        raise StrayLog(
            f"{file}.wal lies beside the warehouse: some program opened the file for writing, and "
            "DuckDB would add what it wrote. Move the .wal file away."
        )
    found = connection.execute(
        f"SELECT table_name FROM duckdb_tables() WHERE database_name = {quoted(name)}"
    ).fetchall()
    if not {*_SIGNS} <= {table for (table,) in found}:
        connection.execute(f"DETACH {name}")
        raise NotAWarehouse(
            f"{file} is a DuckDB file, but not a warehouse of dashiji: it lacks its tables. "
            "Name another file."
        )


def is_warehouse(file: Path) -> bool:
    """Whether the file is a warehouse of dashiji. Raises where that cannot be told."""
    with duckdb.connect() as connection:
        try:
            attach(connection, file, "probed")
        except NotAWarehouse:
            return False
    return True


def _named(file: Path, message: str) -> Unreadable:
    if "Could not set lock" in message:
        return WarehouseLocked(
            f"{file} is opened for writing by another program ({message.partition('(')[2][:80]}. "
            "Close it there, or open it there with -readonly."
        )
    if "can only read version" in message:
        return NewerFormat(
            f"{file} was written by a newer DuckDB than {duckdb.__version__}, which reads it "
            "here. Upgrade dashiji, or write the file again with this version."
        )
    return NotAWarehouse(
        f"{file} is damaged or is not a DuckDB file: {message.splitlines()[0]}. "
        "Name another file, or link the name to an older version."
    )
