"""Dates of publication that titles and file names bear."""

import re
from datetime import datetime, timedelta

import polars as pl

from transforms.lexicon import Lexicon
from transforms.times.dating.found import dated
from transforms.times.grammar.timex import read_times

# What stands around a day in a title says whether it is the day of the title's own text: it
# stands in brackets, behind a dash or a blank, and closes what it stands in.
_SIGNED = re.compile(r"(?:[(\[【—–|:·,\s-]|^)$")
_CLOSED = re.compile(r"\s*(?:[)\]】(]|$|\S{2,4}(?:\s\S{1,2})?\s?[)\]])")
# 2022-02-14 0—24时: a day that was over when the title was given.
_DAY_OVER = re.compile(r".{0,14}?[^0-9]0\s?时?\s?[-—–~至到]{1,2}\s?24时")
_FILE_DAY = (
    r"(?:^|[^0-9A-Za-z])((?:19|20)[0-9]{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12][0-9]|3[01])"
    r"(?:$|[^0-9A-Za-z])"
)
_SCHEMA = {
    "document_id": pl.String(),
    "start_at": pl.Datetime("us"),
    "precision": pl.String(),
    "basis": pl.String(),
    "line": pl.String(),
}


def titled_dates(documents: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The day that a title bears as its own; a day told there as over (0—24时) gives the next.

    The title of the metadata counts, else the first title of the text.
    """
    widths = lexicon.mapping("language/widths")
    headings = (
        passages.filter(pl.col("kind") == "title")
        .sort("document_id", "ordinal")
        .group_by("document_id", maintain_order=True)
        .agg(heading=pl.col("folded").first())
    )
    named = (
        documents.select("document_id", "title")
        .join(headings, on="document_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(title=pl.coalesce("title", "heading"))
        .filter(pl.col("title").str.contains("[日号0-9]"))
        .with_columns(title=pl.col("title").str.replace_many(list(widths), list(widths.values())))
    )
    rows = [
        (key, start, "day", basis, title)
        for key, title in named.select("document_id", "title").rows()
        for start, basis in _days(title, lexicon)[:1]
    ]
    return pl.DataFrame(rows, schema=_SCHEMA, orient="row").pipe(
        dated, pl.col("basis"), pl.format("title: {}", "line")
    )


def _days(title: str, lexicon: Lexicon) -> list[tuple[datetime, str]]:
    """The days that the title bears as its own, and on what they rest."""
    found = []
    for reading in read_times(title, lexicon):
        start = reading.start
        if start is None or start.base != "absolute" or start.literal is None or not reading.day:
            continue
        before, after = title[: reading.at], title[reading.to :]
        day = start.literal.replace(month=start.months + 1, day=1) + timedelta(days=start.days)
        if _DAY_OVER.match(title[reading.at :]):
            found.append((day + timedelta(days=1), "inferred"))
        elif reading.rule == "point" and _SIGNED.search(before) and _CLOSED.match(after):
            found.append((day, "title"))
    return found


def filed_dates(documents: pl.DataFrame) -> pl.DataFrame:
    """The day that a path bears in eight digits: news/20230709.md.

    A bulletin's file is mostly named for the day that it reports on: no more than the month is
    sure. A report's is named for its period, or for the day that it was copied.
    """
    parts = pl.col("path").str.extract_groups(_FILE_DAY)
    written = pl.concat_str(*(parts.struct.field(str(place)) for place in (1, 2, 3)))
    bulletin = pl.col("genre") == "bulletin"
    return (
        documents.filter(pl.col("genre") != "report")
        .with_columns(
            start_at=written.str.to_datetime("%Y%m%d", strict=False, time_unit="us"),
            precision=pl.when(bulletin).then(pl.lit("month")).otherwise(pl.lit("day")),
        )
        .drop_nulls("start_at")
        .pipe(dated, pl.lit("title"), pl.format("file: {}", "path"))
    )
