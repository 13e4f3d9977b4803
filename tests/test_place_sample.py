"""Places of real documents, each checked by hand: the codes are right for the documents' days.

`tests/corpus/places/sample.csv`: 300 namings of places drawn by a seed over the eleven forms of
the shared corpus, from what either of two readings found and from the words that a segmenter takes
for places. One row: the words around it, the document's day, the words, the entity and the code as
read by hand (no entity: the words name no place), the places that the document names elsewhere
where they are needed, and whether the readings of the whole documents were right before and after
what the sample taught.
"""

import csv
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from schemas.stages import DATED_DOCUMENT
from schemas.to_polars import conform
from tests.phrases import documents
from transforms.lexicon import load_lexicon
from transforms.mentions.find import find_mentions
from transforms.passages import split_passages
from transforms.text import fold_documents

LEXICON = load_lexicon()
PATH = Path(__file__).parent / "corpus" / "places" / "sample.csv"
FORMS = 11


@cache
def sample() -> list[dict[str, str]]:
    with PATH.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def read() -> list[list[tuple[str, str, str]]]:
    """For each row the places found: words, name, code."""
    leads = [row["document"] + "。\n" if row["document"] else "" for row in sample()]
    texts = [lead + row["context"] + "。" for lead, row in zip(leads, sample(), strict=True)]
    days = pl.Series([row["date"] or None for row in sample()]).str.to_date()
    given = documents(*texts).with_columns(
        published_start=days, published_end=days.dt.offset_by("1d")
    )
    folded = fold_documents(given, LEXICON)
    dated = folded.with_columns(
        byline=pl.lit(None, pl.String),
        genre=pl.lit("news"),
        reference_year=pl.lit(None, pl.Int64),
    ).pipe(conform, DATED_DOCUMENT)
    found = find_mentions(split_passages(folded, LEXICON), dated, LEXICON).filter(kind="place")
    begins = {
        document: len(lead) for document, lead in zip(given["document_id"], leads, strict=True)
    }
    places: dict[str, list[tuple[str, str, str]]] = {document: [] for document in begins}
    for row in found.iter_rows(named=True):
        if row["start_char"] >= begins[row["document_id"]]:
            told = (row["quote"], row["name"], row["admin_code"] or "")
            places[row["document_id"]].append(told)
    return [places[document] for document in given["document_id"]]


def is_right(row: dict[str, str], found: list[tuple[str, str, str]]) -> bool:
    """Whether the words got their code, or none where they name no place."""
    at = [place for place in found if row["words"] in place[0] or place[0] in row["words"]]
    if not row["name"]:
        return not at
    code = row["admin_code"]
    return any(place[2] == code and (code or place[1] == row["name"]) for place in at)


def test_the_sample_is_spread_over_all_forms():
    assert len(sample()) == 300
    assert len({row["form"] for row in sample()}) == FORMS
    assert all(row["words"] in row["context"] and len(row["context"]) <= 60 for row in sample())


def test_at_least_95_in_100_codes_are_right():
    wrong = [
        (row["context"], row["words"], row["admin_code"], found)
        for row, found in zip(sample(), read(), strict=True)
        if not is_right(row, found)
    ]
    assert len(wrong) <= 0.05 * len(sample()), wrong


@pytest.mark.parametrize("form", sorted({row["form"] for row in sample()}))
def test_no_form_is_read_much_worse(form):
    rows = [pair for pair in zip(sample(), read(), strict=True) if pair[0]["form"] == form]
    assert sum(is_right(*pair) for pair in rows) >= 0.85 * len(rows)
