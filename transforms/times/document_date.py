"""When a document was published, and what kind of document it is."""

import polars as pl

from schemas.stages import DATED_DOCUMENT
from schemas.to_polars import conform
from transforms.lexicon import Lexicon
from transforms.times.dating.kind import describe_documents
from transforms.times.dating.stated import compact_dates, inferred_dates, stated_dates, titled_dates
from transforms.times.resolve import place_times

_FOUND = (
    "published_start",
    "published_end",
    "published_precision",
    "published_basis",
    "published_because",
)
_NOTHING = "no date is stated, and the text names no year that one could be inferred from"


def date_documents(
    documents: pl.DataFrame,
    passages: pl.DataFrame,
    normalised: pl.DataFrame,
    lexicon: Lexicon,
) -> pl.DataFrame:
    """Give each document its date of publication, with what says so, its byline and its genre.

    FOLDED_DOCUMENT -> DATED_DOCUMENT, one row out per row in, order kept. A date from metadata
    stays. Else the text is asked: dateline, release line, meeting line, signature, title; else
    the date is inferred from the latest day narrated, at the precision that this supports. A
    title that names the year reported on gives `reference_year`, which is no date of
    publication. Nothing known: null dates, with the reason.
    """
    described = describe_documents(documents, passages, lexicon)
    unknown = described.filter(pl.col("published_start").is_null())
    if unknown.is_empty():
        return described.pipe(conform, DATED_DOCUMENT)
    told = normalised.join(unknown.select("document_id"), on="document_id", how="semi")
    placed = place_times(told, passages, unknown, lexicon)
    found = pl.concat(
        [
            stated_dates(placed, passages, lexicon),
            compact_dates(passages.join(unknown, on="document_id", how="semi")),
            titled_dates(unknown, lexicon),
            inferred_dates(placed, unknown),
        ]
    ).unique("document_id", keep="first", maintain_order=True)
    return _filled(described, found).pipe(conform, DATED_DOCUMENT)


def _filled(described: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The documents with what was found, where they had no date."""
    missing = pl.col("published_start").is_null()
    taken = {
        name: pl.when(missing).then(f"{name}_found").otherwise(name).alias(name) for name in _FOUND
    }
    filled = described.join(
        found.rename({name: f"{name}_found" for name in _FOUND}),
        on="document_id",
        how="left",
        validate="1:1",
        maintain_order="left",
    ).with_columns(*taken.values())
    because = pl.col("published_because").fill_null(pl.lit(_NOTHING))
    return filled.with_columns(published_because=because)
