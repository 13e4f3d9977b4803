"""How fast is reading, beside what it is compared to? One core, one process, the same text.

usage: POLARS_MAX_THREADS=1 python -m benchmarks.speed --shared FOLDER [--megabytes 4] [--rounds 3]

FOLDER holds `corpus-large/*.parquet`. Each contestant reads the same texts in turn, round by round,
so that a machine whose speed drifts drifts for all; the best round counts. Figures are megabytes of
UTF-8 a second, then the ratio to whole extraction. The first round meets every written form for
the first time, which costs about as much again; the best round has met them all, as a long run has.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import jieba
import polars as pl
import rjieba

from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from transforms.keys import digest
from transforms.lexicon import Lexicon, load_lexicon
from transforms.passages import split_passages
from transforms.pipeline import extract
from transforms.text import fold_documents
from transforms.times.document_date import date_documents
from transforms.times.find import find_times
from transforms.times.normalise import normalise_times
from transforms.times.resolve import resolve_times

# The floor: what any reader must do at least once.
SCAN = r"\d[\d,.]*|[一二三四五六七八九十百千万亿两零〇]+[年月日个元人件%]"


def main() -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--megabytes", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if pl.thread_pool_size() != 1:
        print("error: set POLARS_MAX_THREADS=1, so that one core is compared to one core")
        return 2
    texts = sample(arguments.shared / "corpus-large", int(arguments.megabytes * 1e6))
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"{len(texts)} documents, {size:.1f} MB, best of {arguments.rounds} rounds")
    speeds = race(contestants(texts), size, arguments.rounds)
    for name, speed in speeds.items():
        print(f"{name:24} {speed:9.2f} MB/s   extraction is {speeds['extraction'] / speed:8.2f} x")
    return 0


def sample(folder: Path, size: int) -> list[str]:
    """Whole documents from each file in turn, up to about `size` bytes."""
    files = [pl.read_parquet(path)["text"].to_list() for path in sorted(folder.glob("*.parquet"))]
    texts: list[str] = []
    for file in files:
        taken = 0
        for text in file:
            if taken >= size / len(files):
                break
            texts.append(text)
            taken += len(text.encode())
    return texts


def contestants(texts: list[str]) -> dict[str, Callable[[], object]]:
    """What runs, by name; each reads all the texts."""
    lexicon = load_lexicon()
    documents = frame(texts)
    scan = re.compile(SCAN)
    column = pl.Series("text", texts)
    jieba.initialize()
    folded = fold_documents(documents, lexicon)
    passages = split_passages(folded, lexicon)
    return {
        "extraction": lambda: extract(documents, lexicon),
        "folding and cutting": lambda: split_passages(fold_documents(documents, lexicon), lexicon),
        "times": lambda: read_times(folded, passages, lexicon),
        "jieba.cut": lambda: [sum(1 for _ in jieba.cut(text)) for text in texts],
        "rjieba.cut": lambda: [len(rjieba.cut(text)) for text in texts],
        "regex scan (Python)": lambda: [sum(1 for _ in scan.finditer(text)) for text in texts],
        "regex scan (Rust)": lambda: column.str.count_matches(SCAN),
    }


def read_times(folded: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The time path alone: found, read, placed, and the documents dated."""
    normalised = normalise_times(find_times(passages, lexicon), lexicon)
    dated = date_documents(folded, passages, normalised, lexicon)
    return resolve_times(normalised, passages, dated, lexicon)


def frame(texts: list[str]) -> pl.DataFrame:
    """The texts as documents of one day."""
    day = date(2020, 1, 1)
    rows = [
        {
            "document_id": "d" + digest(text),
            "text_sha256": digest(text),
            "raw_sha256": digest(text),
            "source": "benchmark",
            "path": f"{place}.txt",
            "format": "text",
            "encoding": "utf-8",
            "published_start": day,
            "published_end": day + timedelta(days=1),
            "published_precision": "day",
            "published_basis": "metadata",
            "text": text,
        }
        for place, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=to_polars(DOCUMENT)).unique("document_id")


def race(runners: dict[str, Callable[[], object]], size: float, rounds: int) -> dict[str, float]:
    """The best speed of each over all rounds, in MB/s."""
    best = dict.fromkeys(runners, float("inf"))
    for _ in range(rounds):
        for name, runner in runners.items():
            start = time.perf_counter()
            runner()
            best[name] = min(best[name], time.perf_counter() - start)
    return {name: size / seconds for name, seconds in best.items()}


if __name__ == "__main__":
    sys.exit(main())
