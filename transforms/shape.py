"""The shape of a text: a short digest that near-identical texts share most of."""

from collections.abc import Iterable

import polars as pl
from rensa import RMinHash

# What two publishers of one text share; titles, bylines, captions and furniture are their own.
_SHARED = ("body", "quotation", "table")
_SHINGLE = 5
# Fewer shingles say nothing: short notices are alike without being copies.
_FEWEST = 40
_PLACES, _SEED = 128, 1
# Shapes of another algorithm cannot be compared: no stretch of one is a stretch of another.
_MARK = f"{RMinHash.ALGORITHM_VERSION:02x}"
_NOT_SAID = r"[^\p{L}\p{N}]"


def shape_documents(documents: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Give each document the shape of its running text.

    Documents and their PASSAGE rows -> the same documents with `shape`: a mark, and two
    hexadecimal digits for each of 128 places. The share of places at which two shapes agree
    estimates the share of runs of five characters that the texts have in common (Jaccard); what is
    no letter or number is passed over, as are width and traditional forms. Null for short texts.
    """
    told = (
        passages.filter(pl.col("kind").is_in(_SHARED))
        .sort("document_id", "ordinal")
        .group_by("document_id", maintain_order=True)
        .agg(pl.col("folded").str.join("").str.replace_all(_NOT_SAID, ""))
        .filter(pl.col("folded").str.len_chars() >= _FEWEST + _SHINGLE)
        .select("document_id", shape=pl.col("folded").map_batches(_shapes, pl.String))
    )
    return documents.join(told, on="document_id", how="left", maintain_order="left")


def _shapes(texts: pl.Series) -> pl.Series:
    found = RMinHash.digest_matrix_from_token_sets(
        [_shingles(text) for text in texts], _PLACES, _SEED
    ).to_rows()
    return pl.Series(texts.name, [_written(row) for row in found], dtype=pl.String)


def _shingles(text: str) -> set[str]:
    return {text[place : place + _SHINGLE] for place in range(len(text) - _SHINGLE + 1)}


def _written(places: Iterable[int]) -> str:
    return _MARK + bytes(place & 0xFF for place in places).hex()
