"""Every phrase of `tests/corpus/times` is read, placed and bounded as its row says."""

import csv
from datetime import datetime
from functools import cache

import polars as pl
import pytest

from schemas.time_stages import TIME_CANDIDATE, TIME_NORMALISED
from schemas.to_polars import to_polars
from tests.phrases import CORPUS, documents, rows
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.text import fold_documents
from transforms.times.document_date import date_documents
from transforms.times.find import find_times
from transforms.times.normalise import normalise_times
from transforms.times.resolve import resolve_times

PLACED = (
    "absolute_dates",
    "partial_dates",
    "relative_years",
    "relative_months_weeks_days",
    "narrative",
    "ranges",
    "since_until",
    "day_parts_and_clock",
    "alone",
    "beside_names",
    *sorted(path.stem for path in (CORPUS / "times").glob("calendar_*.csv")),
)
VALUED = ("durations_and_sets", "values")


def read(documents: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The dated documents and their times."""
    lexicon = load_lexicon()
    folded = fold_documents(documents, lexicon)
    passages = split_passages(folded, lexicon)
    normalised = normalise_times(find_times(passages, lexicon), lexicon)
    dated = date_documents(folded, passages, normalised, lexicon)
    return dated, resolve_times(normalised, passages, dated, lexicon)


def frame(context: str, published: str) -> pl.DataFrame:
    """One text as a DOCUMENT; a published time of day is the reference clock time."""
    moment = datetime.fromisoformat(published) if "T" in published else None
    return documents(context, published=published).with_columns(
        pl.lit(moment, dtype=pl.Datetime("us")).alias("published_at")
    )


@cache
def times_of_the_corpus() -> dict[tuple[str, str], list[dict[str, object]]]:
    """All contexts read in one pass: by context and date of publication, their times."""
    asked = sorted(
        {
            (row["context"], row["published"])
            for path in (CORPUS / "times").glob("*.csv")
            for row in csv.DictReader(path.open(encoding="utf-8", newline=""))
        }
    )
    frames = [
        frame(context, published).with_columns(document_id=pl.lit(f"d{place}"))
        for place, (context, published) in enumerate(asked)
    ]
    _, times = read(pl.concat(frames))
    found: dict[tuple[str, str], list[dict[str, object]]] = {key: [] for key in asked}
    for time in times.iter_rows(named=True):
        found[asked[int(time["document_id"][1:])]].append(time)
    return found


def times_in(row: dict[str, str]) -> list[dict[str, object]]:
    return times_of_the_corpus()[row["context"], row["published"]]


def the_time(row: dict[str, str]) -> dict[str, object]:
    found = times_in(row)
    quoted = [time for time in found if time["quote"] == row["phrase"]]
    assert quoted, f"found {[time['quote'] for time in found]}"
    return quoted[-1]


def moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", [row for name in PLACED for row in rows("times", f"{name}.csv")])
def test_a_time_is_placed(row):
    time = the_time(row)
    assert (time["start_at"], time["end_at"]) == (moment(row["start"]), moment(row["end"]))
    assert (time["precision"], time["mod"] or "") == (row["precision"], row["mod"])


@pytest.mark.parametrize("row", [row for name in VALUED for row in rows("times", f"{name}.csv")])
def test_a_time_has_its_timex_value(row):
    time = the_time(row)
    assert (time["timex_type"], time["timex"]) == (row["timex_type"], row["timex"])


@pytest.mark.parametrize("row", rows("times", "not_*.csv"))
def test_what_is_no_time_is_left_alone(row):
    start = row["context"].index(row["phrase"])
    end = start + len(row["phrase"])
    overlapping = [
        time["quote"]
        for time in times_in(row)
        if time["start_char"] < end and start < time["end_char"]
    ]
    assert not overlapping


def test_no_text_gives_no_times():
    empty = pl.DataFrame(schema=to_polars(TIME_CANDIDATE))
    assert normalise_times(empty, load_lexicon()).schema == to_polars(TIME_NORMALISED)
