"""What a document is called, where only its text says so."""

import polars as pl

from schemas.stages import DATED_DOCUMENT
from schemas.to_polars import conform


def title_documents(dated: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Give each document without a title the one that its text begins with.

    DATED_DOCUMENT -> DATED_DOCUMENT, one row out per row in, order kept. A title that metadata
    state is kept. A headline that is repeated under a dash is taken from there: web pages glue
    scraps of the byline to the first and not to the second. Null where the text begins with
    running text.
    """
    lines = passages.filter(pl.col("kind") == "title").with_columns(
        called=pl.col("quote").str.strip_chars_start("—-#* ").str.strip_chars("* ")
    )
    headline = lines.group_by("document_id", maintain_order=True).agg(pl.col("called").first())
    plain = pl.col("called").str.replace_all("[“”]", "")
    repeated = (
        lines.filter(rule="line_after_dash")
        .join(headline.rename({"called": "headline"}), on="document_id", validate="m:1")
        .filter(pl.col("headline").str.replace_all("[“”]", "").str.starts_with(plain))
        .group_by("document_id", maintain_order=True)
        .agg(repeated=pl.col("called").first())
    )
    return (
        dated.join(headline, on="document_id", how="left", maintain_order="left")
        .join(repeated, on="document_id", how="left", maintain_order="left")
        .with_columns(title=pl.coalesce("title", "repeated", "called"))
        .pipe(conform, DATED_DOCUMENT)
    )
