"""What a document is: byline, genre, and the year that its title says it reports on."""

import polars as pl

from transforms.lexicon import Lexicon, alternation

# A title that is only a year, or names a year's communiqué, names what is reported on.
_REPORTED = r"(?:^|[^0-9])((?:19|20)[0-9]{2})年(?:$|[^0-9]*统计公报)"
_HEAD = 12
_GENRES = ("report", "bulletin", "notice", "news")


def describe_documents(
    documents: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Add `byline`, `genre` and `reference_year` to each document.

    The title of the metadata counts, else the first title or heading of the text.
    """
    head = passages.filter(pl.col("paragraph") < _HEAD).sort("document_id", "ordinal")
    bylines = (
        head.filter(pl.col("kind") == "byline")
        .group_by("document_id", maintain_order=True)
        .agg(byline=pl.col("quote").first().str.strip_chars())
    )
    openings = head.group_by("document_id", maintain_order=True).agg(
        opening=pl.col("folded").str.slice(0, 400).str.join("\n"),
        heading=pl.col("folded").filter(pl.col("kind") == "title").first(),
    )
    return (
        documents.drop("byline", "genre", "reference_year", strict=False)
        .join(bylines, on="document_id", how="left", validate="1:1", maintain_order="left")
        .join(openings, on="document_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(named=pl.coalesce("title", "heading").fill_null(""))
        .with_columns(
            genre=_genre(lexicon),
            reference_year=pl.coalesce(
                pl.col("named").str.strip_chars().str.extract(_REPORTED, 1),
                pl.col("heading").str.strip_chars().str.extract(_REPORTED, 1),
            ).cast(pl.Int64),
        )
        .drop("opening", "heading", "named")
    )


def _genre(lexicon: Lexicon) -> pl.Expr:
    """The first kind whose words the title has, else the opening; a byline makes it news."""
    rows = lexicon["language/genres"]
    reports = pl.col("named").str.strip_chars().str.contains(_REPORTED)
    kinds = [pl.when(reports).then(pl.lit("report"))]
    for place, text in (("title", "named"), ("body", "opening")):
        for genre in _GENRES:
            forms = rows.filter(place=place, genre=genre)["form"].to_list()
            if forms:
                said = pl.col(text).fill_null("").str.contains(alternation(forms))
                kinds.append(pl.when(said).then(pl.lit(genre)))
    signed = pl.when(pl.col("byline").is_not_null()).then(pl.lit("news"))
    return pl.coalesce(*kinds, signed, pl.lit("other"))
