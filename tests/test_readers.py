"""Whoever opens the warehouse gets it: threads, other processes, other clients, other tools."""

import json
import shutil
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.publications import publish_run
from tests.small_shard import joined, small_shard
from warehouse.errors import (
    NewerFormat,
    NotAWarehouse,
    QueryRefused,
    QueryTimeout,
    StrayLog,
    Unreadable,
    WarehouseLocked,
    WarehouseMissing,
)
from warehouse.read import Reader

FIGURES = "SELECT figure_id, value FROM figures ORDER BY figure_id"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of two documents, one of them corrected. Not to be changed."""
    name = tmp_path_factory.mktemp("readers") / "warehouse.duckdb"
    publish_run(name, 1, joined(small_shard("d1"), small_shard("d2")))
    publish_run(name, 2, small_shard("d1", "42"))
    return name


@pytest.fixture(scope="module")
def reader(warehouse: Path) -> Iterator[Reader]:
    with Reader(warehouse, time_limit=20) as opened:
        yield opened


def test_names_need_no_catalogue(reader: Reader) -> None:
    names = ("figures", "main.figures", "history.figures", "ops.runs", "chronicle", "main.ledger")
    for name in names:
        assert reader.query(f"SELECT * FROM {name}").rows
    assert reader.query("SELECT period_text(DATE '2012-01-01', DATE '2013-01-01')").rows == (
        ("2012年",),
    )
    tables = reader.query("SHOW ALL TABLES").rows
    assert {("main", "figures"), ("history", "figures"), ("ops", "runs")} <= {
        row[1:3] for row in tables
    }


def test_answer_tells_columns_types_and_whether_there_is_more(reader: Reader) -> None:
    whole = reader.query(FIGURES)
    assert whole.columns == ("figure_id", "value")
    assert whole.types == ("VARCHAR", "DECIMAL(38,6)")
    assert [row[0] for row in whole.rows] == ["d1-42余万人", "d2-41余万人"]
    assert not whole.truncated and not reader.query(FIGURES, limit=2).truncated
    first = reader.query(FIGURES, limit=1)
    assert first.rows == whole.rows[:1] and first.truncated
    assert reader.query("SELECT $name", {"name": "余"}).rows == (("余",),)
    assert reader.query("SELECT ?, ?", ["余", 1]).rows == (("余", 1),)
    assert reader.frame(FIGURES).schema["value"] == pl.Decimal(38, 6)


def test_endless_answer_is_cut_without_being_computed(reader: Reader) -> None:
    began = time.monotonic()
    assert reader.query("FROM range(100_000_000_000)", limit=2).rows == ((0,), (1,))
    assert time.monotonic() - began < 5


REFUSED = {
    "writing": "DELETE FROM figures",
    "making": "CREATE TABLE memory.t (a INTEGER)",
    "two statements": "SELECT 1; SELECT 2",
    "none": "",
    "setting": "SET threads = 1",
    "attaching": "ATTACH 'other.duckdb'",
    "copying out": "COPY figures TO 'figures.csv'",
    "reading a file": "SELECT * FROM read_text('/etc/hostname')",
    "reading a table from a file": "SELECT * FROM 'figures.csv'",
    "listing files": "SELECT * FROM glob('*')",
    "reaching the network": "SELECT * FROM read_csv('https://example.org/a.csv')",
    "loading an extension": "LOAD httpfs",
    "our own variables": "SELECT * FROM frame_of_ours",
    "another name": "SELECT * FROM nowhere",
    "bad syntax": "SELEKT 1",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_sql_only_reads_the_warehouse(kind: str, reader: Reader) -> None:
    frame_of_ours = pl.DataFrame({"secret": [1]})
    with pytest.raises(QueryRefused):
        reader.query(REFUSED[kind])
    assert frame_of_ours.height == 1 and reader.query("SELECT 1").rows == ((1,),)


def test_long_query_is_stopped_and_the_reader_goes_on(warehouse: Path) -> None:
    endless = "SELECT count(*) FROM range(1_000_000) a, range(1_000_000) b WHERE hash(a, b) = 0"
    with Reader(warehouse, time_limit=0.2) as hasty:
        began = time.monotonic()
        with pytest.raises(QueryTimeout, match=r"0\.2 s"):
            hasty.query(endless)
        assert time.monotonic() - began < 5
        assert hasty.query("SELECT 1").rows == ((1,),)


def test_six_threads_never_read_an_old_version(tmp_path: Path) -> None:
    """The naive way, a connection by path, gave old rows in 83 of 100 reads."""
    name = tmp_path / "warehouse.duckdb"
    publish_run(name, 1, small_shard("d1"))
    published, stale, errors, reads = [1], [], [], [0]
    over = threading.Event()

    def read(reader: Reader) -> None:
        while not over.is_set():
            at_least = published[0]
            try:
                ((found,),) = reader.query("SELECT count(*) FROM documents").rows
            except Exception as error:
                errors.append(error)
                return
            reads[0] += 1
            if found < at_least:
                stale.append((found, at_least))

    with Reader(name) as reader:
        threads = [threading.Thread(target=read, args=(reader,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for number in range(2, 22):
            publish_run(name, number, small_shard(f"d{number}"), keep=1)
            published[0] = number
        over.set()
        for thread in threads:
            thread.join()
    assert (stale, errors) == ([], []) and reads[0] > 100


def test_version_changes_with_each_publication(tmp_path: Path) -> None:
    name = tmp_path / "warehouse.duckdb"
    publish_run(name, 1, small_shard("d1"))
    with Reader(name) as reader:
        before = reader.version
        assert reader.version == before
        publish_run(name, 2, small_shard("d2"))
        assert reader.version != before
        assert len(reader.query("FROM documents").rows) == 2


def test_closed_reader_lets_the_file_go_and_opens_it_when_asked(warehouse: Path) -> None:
    reader = Reader(warehouse)
    reader.close()
    reader.close()
    assert reader.query("SELECT 1").rows == ((1,),)


def checksum(block: bytes) -> bytes:
    """The checksum that DuckDB puts before each block."""
    value = 5381
    for (word,) in struct.iter_unpack("<Q", block):
        value ^= word * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
    return struct.pack("<Q", value)


def newer(file: Path) -> None:
    """Make it a file of a DuckDB that is yet to come."""
    content = bytearray(file.read_bytes())
    content[12:20] = struct.pack("<Q", 999)
    content[:8] = checksum(bytes(content[8:4096]))
    file.write_bytes(content)


def without_tables(file: Path) -> None:
    file.unlink()
    duckdb.connect(str(file)).execute("CREATE TABLE figures (a INTEGER)")


UNREADABLE: dict[str, tuple[type[Unreadable], Callable[[Path], object]]] = {
    "there is none": (WarehouseMissing, lambda file: file.unlink()),
    "it is a folder": (WarehouseMissing, lambda file: (file.unlink(), file.mkdir())),
    "it is empty": (NotAWarehouse, lambda file: file.write_bytes(b"")),
    "it is text": (NotAWarehouse, lambda file: file.write_text("notes\n" * 9_999, "utf-8")),
    "it is cut off": (NotAWarehouse, lambda file: file.write_bytes(file.read_bytes()[:9_999])),
    "it has other tables": (NotAWarehouse, without_tables),
    "it is of a newer DuckDB": (NewerFormat, newer),
    "a log lies beside it": (
        StrayLog,
        lambda file: file.with_name(f"{file.name}.wal").write_bytes(b"log"),
    ),
}


@pytest.mark.parametrize("why", UNREADABLE)
def test_unreadable_file_says_why_where_and_what_to_do(
    why: str, warehouse: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copy.duckdb"
    shutil.copyfile(warehouse, file)
    kind, spoil = UNREADABLE[why]
    spoil(file)
    with pytest.raises(kind, match=r"copy\.duckdb") as told:
        Reader(file)
    assert type(told.value) is kind and str(told.value).count(". ") >= 1


WRITE = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""


def test_file_open_for_writing_names_the_program(warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.duckdb"
    shutil.copyfile(warehouse, file)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout.readline() == "open\n"
    with pytest.raises(WarehouseLocked, match=f"PID {writer.pid}"):
        Reader(file)
    writer.kill()
    writer.wait()
    assert Reader(file).query("SELECT 1").rows == ((1,),)


EXPECTED = [["d1-42余万人", 420000], ["d2-41余万人", 410000]]


def test_command_line_of_duckdb_opens_it(warehouse: Path) -> None:
    command = Path(sys.executable).with_name("duckdb")
    if not command.exists():
        pytest.skip("the package duckdb-cli is not installed")
    shown = subprocess.run(
        [command, "-readonly", "-json", warehouse, "-c", FIGURES], capture_output=True, check=True
    )
    rows = [[row["figure_id"], float(row["value"])] for row in json.loads(shown.stdout)]
    assert rows == EXPECTED
    for view in ("chronicle", "ledger", "programme_ledger", "evidence"):
        asked = [command, "-readonly", "-csv", warehouse, "-c", f"FROM {view}"]
        assert subprocess.run(asked, capture_output=True, check=True).stdout.count(b"\n") > 1


OPENED = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
relation = connection.sql(sys.argv[2])
"""
CLIENTS = {
    "Python": "rows = relation.fetchall()",
    "Polars": "import polars; rows = polars.DataFrame(relation).rows()",
    "pandas": "rows = relation.df().itertuples(index=False)",
}


@pytest.mark.parametrize("client", CLIENTS)
def test_fresh_process_opens_it(client: str, warehouse: Path) -> None:
    code = f"{OPENED}{CLIENTS[client]}\nprint([[name, int(value)] for name, value in rows])"
    printed = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(warehouse), FIGURES],
        capture_output=True,
        check=True,
    )
    assert printed.stdout.decode().strip() == str(EXPECTED)


def test_sqlalchemy_opens_it_and_follows_it_without_a_pool(tmp_path: Path) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    name = tmp_path / "warehouse.duckdb"
    publish_run(name, 1, small_shard("d1"))
    address = f"duckdb:///{name}?access_mode=read_only"
    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.pool.NullPool)
    count = sqlalchemy.text("SELECT count(*) FROM documents")
    for number in (2, 3):
        publish_run(name, number, small_shard(f"d{number}"))
        with engine.connect() as connection:
            assert connection.execute(count).scalar() == number
    with pytest.raises(sqlalchemy.exc.DBAPIError), engine.connect() as connection:
        connection.execute(sqlalchemy.text("DELETE FROM documents"))


def test_file_is_in_the_oldest_format_that_holds_it(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        found = connection.execute("SELECT tags FROM duckdb_databases() WHERE NOT internal")
        ((tags,),) = found.fetchall()
    assert tags["storage_version"].startswith("v1.0.0")
