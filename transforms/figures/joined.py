"""Two spans that state one range between them: 在2元和10元之间, 大于100且小于300."""

import polars as pl

from transforms.figures.amounts.read import LIMITS_JOIN
from transforms.lexicon import Lexicon, alternation

_FARTHEST = 4  # characters between the two spans
_AND = r"^[与和跟]$"
_BETWEEN = r"^之?间"
# -10000与20000间的数: what looks like the measure word of rooms.
_ROOMS = r"[0-9]间$"
_NO_UNIT = r"[0-9零一二三四五六七八九十百千万亿]$"
_ENDS = r"^(?:的|\P{Han}|$)"
_RANGE_SIGN = "至"


def join_ranges(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Make one span of two neighbours that bound one quantity; same columns, fewer rows.

    Expects `after`, and the spans in reading order. Between A and B reads as A 至 B, character
    for character.
    """
    pairs = _pairs(spans, lexicon)
    if pairs.is_empty():
        return spans
    middle = pl.when("is_between").then(pl.lit(_RANGE_SIGN)).otherwise("gap")
    begins = passages.select("passage_id", whole="quote", at="start_char")
    length = pl.col("next_end") - pl.col("start_char")
    joined = (
        pairs.join(begins, on="passage_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            surface=pl.concat_str("surface", middle, "next_surface"),
            quote=pl.col("whole").str.slice(pl.col("start_char") - pl.col("at"), length),
            end_char="next_end",
            after="next_after",
        )
        .select(spans.columns)
    )
    parts = pl.concat(
        [
            pairs.select("document_id", "start_char"),
            pairs.select("document_id", start_char="next_start"),
        ]
    )
    rest = spans.join(parts, on=["document_id", "start_char"], how="anti")
    return pl.concat([rest, joined]).sort("document_id", "start_char")


def _pairs(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Each span whose next one bounds the same quantity, with that one's columns as `next_…`."""
    step = pl.col("next_start") - pl.col("end_char")
    following = {"next_passage": "passage_id", "next_start": "start_char"}
    text = {"next_end": "end_char", "next_surface": "surface", "next_after": "after"}
    surface, other = pl.col("surface"), pl.col("next_surface")
    lower, upper = (
        "^" + alternation(lexicon.forms("language/hedges", position="before", bound=bound))
        for bound in ("from", "to")
    )
    opposed = (surface.str.contains(lower) & other.str.contains(upper)) | (
        surface.str.contains(upper) & other.str.contains(lower)
    )
    rooms = (
        surface.str.contains(_NO_UNIT)
        & other.str.contains(_ROOMS)
        & pl.col("next_after").str.contains(_ENDS)
    )
    return (
        spans.lazy()
        .with_columns(
            pl.col(column).shift(-1).alias(name) for name, column in (following | text).items()
        )
        .filter(pl.col("next_passage") == pl.col("passage_id"), step.is_between(0, _FARTHEST))
        .with_columns(gap=pl.col("after").str.head(step), rooms=rooms)
        .with_columns(
            is_between=pl.col("gap").str.contains(_AND)
            & (pl.col("next_after").str.contains(_BETWEEN) | pl.col("rooms")),
            is_limited=pl.col("gap").str.contains(f"^{LIMITS_JOIN}$") & opposed,
        )
        .filter(pl.col("is_between") | pl.col("is_limited"))
        .with_columns(
            next_surface=pl.when("rooms").then(other.str.head(-1)).otherwise(other),
            next_end=pl.col("next_end") - pl.col("rooms").cast(pl.Int64),
        )
        .collect()
    )
