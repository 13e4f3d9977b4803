"""When a document was published, and what kind of document it is."""

import polars as pl

from schemas.stages import DATED_DOCUMENT
from schemas.to_polars import conform
from transforms.lexicon import Lexicon
from transforms.times.dating.inferred import day_after_window, inferred_months, reported_years
from transforms.times.dating.kind import describe_documents
from transforms.times.dating.stated import compact_dates, numbered_years, stated_dates
from transforms.times.dating.titled import filed_dates, titled_dates
from transforms.times.dating.years import vouch_for_years
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
    stays. Else the text is asked: meeting line, release line, dateline, signature, title, the
    file's name; else the date is inferred from the day that a bulletin reports as over, the
    latest day narrated, or a number that bears a year, at the precision that this supports. A
    title that names the year reported on gives `reference_year`, which is no date of
    publication. Nothing known: null dates, with the reason.
    """
    described = describe_documents(documents, passages, lexicon)
    unknown = described.filter(pl.col("published_start").is_null())
    if unknown.is_empty():
        return described.pipe(conform, DATED_DOCUMENT)
    read = passages.join(unknown, on="document_id", how="semi")
    # What points from another time dates nothing, and need not be placed for it.
    told = normalised.filter(pl.col("from_base").is_in(["absolute", "likely"])).join(
        unknown.select("document_id"), on="document_id", how="semi"
    )
    vouched = place_times(told, read, unknown, lexicon).pipe(vouch_for_years)
    found = pl.concat(
        [
            stated_dates(vouched, read, lexicon),
            compact_dates(read),
            titled_dates(unknown, read, lexicon),
            day_after_window(vouched),
            filed_dates(unknown),
            inferred_months(vouched),
            numbered_years(read),
            reported_years(unknown, lexicon),
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
