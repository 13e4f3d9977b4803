"""Where a pattern matches, counted in code points."""

import polars as pl

from schemas.stages import SPAN
from schemas.to_polars import conform

_STANDS = ("document_id", "passage_id")
# Characters; a passage of a few blocks is sliced as it is.
_BLOCK = 1024


def find_spans(passages: pl.DataFrame, pattern: str, text: str = "folded") -> pl.DataFrame:
    """One row per match of `pattern` in the column `text`, in reading order.

    PASSAGE -> SPAN. Matches do not overlap. `surface` is the match, `quote` the same characters
    of the document. The regex engine has no look-around: a match that depends on its neighbours
    is settled by a later filter on the characters around it.
    """
    surface, gap = pl.col("surface"), pl.col("gap")
    length = surface.str.len_chars().cast(pl.Int64)
    step = gap.str.len_chars().cast(pl.Int64) + length.shift(1, fill_value=0).over("passage_id")
    return (
        passages.lazy()
        .filter(pl.col(text).str.contains(pattern))
        .select(
            *_STANDS,
            at="start_char",
            surface=pl.col(text).str.extract_all(pattern),
            gap=pl.col(text).str.split(pattern, literal=False),
        )
        .with_columns(gap=pl.col("gap").list.head(pl.col("surface").list.len()))
        .explode("surface", "gap")
        .with_columns(offset=step.cum_sum().over("passage_id"), length=length)
        .filter(pl.col("length") > 0)
        .with_columns(
            start_char=pl.col("at") + pl.col("offset"),
            end_char=pl.col("at") + pl.col("offset") + pl.col("length"),
        )
        .collect()
        .pipe(_with_quotes, passages)
        .pipe(conform, SPAN)
    )


def _with_quotes(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add the characters of the passage at `offset`, `length` of them; order kept.

    A slice walks from the start of its text: in a line of 50 MB that would be the square of its
    length. So long passages are cut into blocks first, and spans are cut from the blocks.
    """
    texts = passages.select("passage_id", whole="quote")
    if not (texts["whole"].str.len_chars() > 4 * _BLOCK).any():
        return spans.join(texts, on="passage_id", how="left", maintain_order="left").with_columns(
            quote=pl.col("whole").str.slice(pl.col("offset"), pl.col("length"))
        )
    blocks = (
        texts.with_columns(block=pl.col("whole").str.extract_all(rf"(?s).{{1,{_BLOCK}}}"))
        .drop("whole")
        .explode("block")
        .with_columns(number=pl.int_range(pl.len()).over("passage_id"))
    )
    first, last = pl.col("offset") // _BLOCK, (pl.col("offset") + pl.col("length") - 1) // _BLOCK
    quotes = (
        spans.with_row_index("span")
        .select("span", "passage_id", "offset", "length", number=pl.int_ranges(first, last + 1))
        .explode("number")
        .join(blocks, on=["passage_id", "number"], how="left", maintain_order="left")
        .group_by("span", maintain_order=True)
        .agg(pl.col("block").str.join(), pl.col("offset", "length").first())
        .select(quote=pl.col("block").str.slice(pl.col("offset") % _BLOCK, pl.col("length")))
    )
    return spans.with_columns(quotes["quote"])


def outside(spans: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """The spans that touch none of the taken ones; both hold non-overlapping spans.

    Any frame with `document_id`, `start_char`, `end_char` -> the same frame, fewer rows.
    """
    ends = taken.select("document_id", taken_start="start_char", taken_end="end_char").sort(
        "taken_start"
    )
    # Of spans that do not overlap each other, only the last that begins before ours ends can
    # reach into it.
    return (
        spans.with_columns(_last=pl.col("end_char") - 1)
        .sort("_last")
        .join_asof(
            ends,
            left_on="_last",
            right_on="taken_start",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("taken_end").is_null() | (pl.col("taken_end") <= pl.col("start_char")))
        .sort("document_id", "start_char")
        .select(spans.columns)
    )
