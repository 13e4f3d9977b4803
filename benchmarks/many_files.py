"""A folder of many files: what a run costs that finds nothing new, and one that finds a little.

    python -m benchmarks.many_files [--files 100000] [--keep FOLDER]

Makes the files, reads them once, and then times `dashiji run` over them: with nothing new, with
one file in a hundred new, and with every file touched. What Prefect needs to start is timed on a
folder of one file and told apart.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_IN_A_FOLDER = 1_000
_TEXT = (
    "{year}年{month}月{day}日，{town}镇召开第{number}次会议，"
    "走访群众{count}户，发放贷款{money}万元。\n"
)

Times = tuple[float, float]


def write_files(folder: Path, first: int, last: int) -> None:
    """Files of one short text each, no two alike, a thousand in a folder."""
    for number in range(first, last):
        place = folder / f"{number // _IN_A_FOLDER:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:07d}.txt").write_text(text_of(number), "utf-8")


def text_of(number: int) -> str:
    """The text of one of the files."""
    return _TEXT.format(
        year=2000 + number % 20,
        month=number % 12 + 1,
        day=number % 28 + 1,
        town=chr(0x4E00 + number % 5_000),
        number=number,
        count=number * 7 % 9_000 + 1,
        money=number * 13 % 7_000 + 1,
    )


def timed(*arguments: str | Path) -> Times:
    """How long a command takes, by the clock and of processors, with all that it starts."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    told = subprocess.run(
        [sys.executable, "-m", "flows", *map(str, arguments)],
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print("   ", told.stdout.splitlines()[0], flush=True)
    return time.monotonic() - began, busy


def measure(home: Path, files: int) -> None:
    """Print the times, one a line."""
    many, one, warehouse = home / "many", home / "one", home / "data" / "warehouse.duckdb"
    write_files(many, 0, files)
    write_files(one, 0, 1)
    other = home / "other" / "warehouse.duckdb"
    timed("run", one, "-w", other)
    start = timed("run", one, "-w", other)
    _tell("one file, not new", start)
    _tell(f"{files:,} files, first", timed("run", many, "-w", warehouse))
    # Files that were too young to be trusted at the first look are trusted from this one on.
    timed("run", many, "-w", warehouse)
    _tell("nothing new", timed("run", many, "-w", warehouse), start)
    write_files(many, files, files + files // 100)
    _tell("one in a hundred new", timed("run", many, "-w", warehouse), start)
    for file in many.rglob("*.txt"):
        os.utime(file)
    _tell("all touched", timed("run", many, "-w", warehouse), start)


def _tell(what: str, took: Times, start: Times = (0, 0)) -> None:
    clock, busy = (all_of_it - alone for all_of_it, alone in zip(took, start, strict=True))
    beyond = f"; without the start {clock:.1f} s, {busy:.1f} s busy" if start[0] else ""
    print(f"{what:<24} {took[0]:7.1f} s, {took[1]:7.1f} s busy{beyond}", flush=True)


def main() -> None:
    """Measure in a folder that is removed, or is kept where one is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    if asked.keep:
        measure(asked.keep, asked.files)
        return
    with tempfile.TemporaryDirectory() as home:
        measure(Path(home), asked.files)


if __name__ == "__main__":
    main()
