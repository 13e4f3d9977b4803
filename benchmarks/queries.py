"""The queries of docs/queries.md, asked of the corpus and compared with what a reader found.

usage: python -m benchmarks.queries --shared FOLDER

`benchmarks/queries/NAME.csv` holds what the query under each heading must give, every number read
in the texts by a person. A row too many, too few or otherwise is named and ends the command with 1.
"""

import argparse
import csv
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "queries.md"
EXPECTED = ROOT / "benchmarks" / "queries"
FOLDERS = ("shanghai_bulletins_txt", "stat_communiques_md")
_BLOCK = re.compile(r"^## (.+?)$.*?^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)

Rows = list[tuple[str, ...]]


def main() -> int:
    """Read the two folders of the corpus, ask each query, name what differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    arguments = parser.parse_args()
    differing = check_corpus(arguments.shared)
    for line in differing:
        print(line, file=sys.stderr)
    print(f"{'failed' if differing else 'ok'}: {len(differing)} rows differ")
    return 1 if differing else 0


def check_corpus(shared: Path) -> list[str]:
    """A line for each row that a query gives and should not, or should and does not."""
    with tempfile.TemporaryDirectory() as folder:
        inbox, warehouse = Path(folder) / "inbox", Path(folder) / "queries.duckdb"
        for name in FOLDERS:
            shutil.copytree(shared / "corpus" / name, inbox / name)
        shutil.copy(shared / "corpus" / "manifest.csv", inbox)
        program = Path(sys.executable).with_name("dashiji")
        subprocess.run([program, "run", inbox, "--warehouse", warehouse], check=True)
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            return differences(connection)


def differences(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the queries give against what is expected of them."""
    lines = []
    for name, query in queries().items():
        found, told = set(answer(connection, query)), set(expected(name))
        lines += [f"{name}: {row} is not stated" for row in sorted(found - told)]
        lines += [f"{name}: {row} is not found" for row in sorted(told - found)]
    return lines


def queries() -> dict[str, str]:
    """The queries of the page by the names of their headings."""
    page = PAGE.read_text(encoding="utf-8")
    return {head.lower().replace(" ", "_"): query for head, query in _BLOCK.findall(page)}


def answer(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """The query's rows as text: numbers without idle zeros, nothing where nothing is known."""
    return [tuple(map(shown, row)) for row in connection.execute(query).fetchall()]


def expected(name: str) -> Rows:
    """The rows that a reader found."""
    with (EXPECTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in list(csv.reader(file))[1:]]


def shown(value: object) -> str:
    """A value as the expected rows write it.

    >>> shown(None), shown(5689.800), shown(1200), shown("国民收入")
    ('', '5689.8', '1200', '国民收入')
    """
    text = "" if value is None else str(value)
    return text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text


if __name__ == "__main__":
    sys.exit(main())
