"""Two spans that state one range between them: 在2元和10元之间, 大于100且小于300."""

import polars as pl

from transforms.figures.amounts.read import LIMITS_JOIN
from transforms.lexicon import Lexicon, alternation

_FARTHEST = 4  # characters between the two spans
_AND = r"^[与和跟]$"
_BETWEEN = r"^之?间"
_RANGE_SIGN = "至"


def join_ranges(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Make one span of two neighbours that bound one quantity; same columns, fewer rows.

    Expects `before` and `after`. Between A and B reads as A 至 B, character for character.
    """
    limits = {
        bound: lexicon.forms("language/hedges", position="before", bound=bound)
        for bound in ("from", "to")
    }
    lower, upper = (rf"^{alternation(limits[bound])}" for bound in ("from", "to"))
    surface, following = pl.col("surface"), pl.col("next_surface")
    opposed = (surface.str.contains(lower) & following.str.contains(upper)) | (
        surface.str.contains(upper) & following.str.contains(lower)
    )
    between = pl.col("gap").str.contains(_AND) & pl.col("next_after").str.contains(_BETWEEN)
    limited = pl.col("gap").str.contains(f"^{LIMITS_JOIN}$") & opposed
    step = pl.col("next_start") - pl.col("end_char")
    beside = (
        spans.with_columns(
            pl.col(name).shift(-1).over("passage_id").alias(f"next_{alias}")
            for name, alias in (
                ("surface", "surface"),
                ("after", "after"),
                ("start_char", "start"),
                ("end_char", "end"),
            )
        )
        .filter(step.is_between(0, _FARTHEST))
        .with_columns(gap=pl.col("after").str.head(step))
        .with_columns(is_between=between, is_limited=limited)
        .filter(pl.col("is_between") | pl.col("is_limited"))
    )
    if beside.is_empty():
        return spans
    middle = pl.when("is_between").then(pl.lit(_RANGE_SIGN)).otherwise("gap")
    joined = (
        beside.join(passages.select("passage_id", whole="quote", at="start_char"), on="passage_id")
        .with_columns(
            surface=pl.concat_str(surface, middle, following),
            quote=pl.col("whole").str.slice(
                pl.col("start_char") - pl.col("at"), pl.col("next_end") - pl.col("start_char")
            ),
            end_char=pl.col("next_end"),
            after=pl.col("next_after"),
        )
        .select(spans.columns)
    )
    taken = beside.select("document_id", start_char=pl.concat_list("start_char", "next_start"))
    rest = spans.join(taken.explode("start_char"), on=["document_id", "start_char"], how="anti")
    return pl.concat([rest, joined]).sort("document_id", "start_char")
