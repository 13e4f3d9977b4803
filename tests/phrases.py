"""Phrase tables: `tests/corpus/<phenomenon>/*.csv`, one row a claim, known failures strict."""

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from schemas.stages import DOCUMENT
from schemas.to_polars import to_polars
from transforms.keys import digest

CORPUS = Path(__file__).parent / "corpus"


def rows(folder: str, pattern: str = "*.csv") -> list[Any]:
    """Every row of every table of a folder; `expect` = `fail` marks a known failure."""
    found = []
    for path in sorted((CORPUS / folder).glob(pattern)):
        with path.open(encoding="utf-8", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                known = pytest.mark.xfail(strict=True, reason=row["why"])
                marks = [known] if row["expect"] == "fail" else []
                first = next(iter(row.values()))
                found.append(pytest.param(row, marks=marks, id=f"{path.stem}:{line}:{first[:24]}"))
    return found


def documents(*texts: str, published: str = "", title: str | None = None) -> pl.DataFrame:
    """Texts as a DOCUMENT frame, all published on one day, or on no known day."""
    day = date.fromisoformat(published[:10]) if published else None
    rows = [
        {
            "document_id": "d" + digest(f"{place}|{text}"),
            "text_sha256": digest(text),
            "raw_sha256": digest(text),
            "source": "test",
            "path": f"{place}.txt",
            "format": "text",
            "encoding": "utf-8",
            "title": title,
            "published_start": day,
            "published_end": day + timedelta(days=1) if day else None,
            "published_precision": "day" if day else None,
            "published_basis": "metadata" if day else None,
            "published_because": "test" if day else None,
            "text": text,
        }
        for place, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=to_polars(DOCUMENT), strict=False)
