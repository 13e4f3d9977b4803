"""Where a pattern matches, counted in code points."""

import polars as pl

from schemas.stages import SPAN
from schemas.to_polars import conform
from transforms.nearest import join_nearest
from transforms.text import NONCHARACTER

_STANDS = ("document_id", "passage_id")
# Characters; a passage of a few blocks is sliced as it is.
_BLOCK = 1024


def find_spans(passages: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """One row per match of `pattern` in `folded`, in reading order.

    PASSAGE -> SPAN. Matches do not overlap. `surface` is the match, `quote` the same characters
    of the document. The regex engine has no look-around: a match that depends on its neighbours
    is settled by a later filter on the characters around it.
    """
    return cut_spans(find_matches(passages, pattern), passages)


def find_matches(passages: pl.DataFrame, pattern: str) -> pl.DataFrame:
    """The bare matches of a pattern: row of the passage, from and to which character, what.

    PASSAGE -> `place`, `at`, `to`, `surface`; empty matches are left out.
    """
    text, size = pl.col("folded"), pl.col("surface").str.len_chars().cast(pl.Int64)
    # Between two marks stands a match, before and behind them what is none: with one mark more at
    # the end, every second piece is a match. All pieces laid end to end are the passages.
    pieces = (text.str.replace_all(pattern, f"{_MARK}${{0}}{_MARK}") + _MARK).str.split(_MARK)
    before = text.str.len_chars().cast(pl.Int64).cum_sum().shift(1, fill_value=0)
    return (
        passages.lazy()
        .select("folded")
        .with_row_index("place")
        .filter(text.str.contains(pattern))
        .select("place", before=before, surface=pieces)
        .explode("surface")
        .with_columns(to=size.cum_sum() - pl.col("before"))
        .select(pl.all().gather_every(2, 1))
        .select("place", "to", "surface", at=pl.col("to") - size)
        .filter(pl.col("to") > pl.col("at"))
        .select("place", "at", "to", "surface")
        .collect()
    )


# Not a character: no document has it once it is folded.
_MARK = NONCHARACTER


def cut_spans(matches: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Matches as spans of the document: `place`, `at`, `to`, `surface` -> SPAN."""
    stands = passages.select(*_STANDS, begin="start_char")[matches["place"]]
    begin = pl.col("begin")
    return (
        matches.hstack(stands)
        .with_columns(
            offset="at",
            length=pl.col("to") - pl.col("at"),
            start_char=begin + pl.col("at"),
            end_char=begin + pl.col("to"),
        )
        .pipe(_with_quotes, passages)
        .pipe(conform, SPAN)
    )


def _with_quotes(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add the characters of the passage at `offset`, `length` of them; order kept.

    A slice walks from the start of its text: in a line of 50 MB that would be the square of its
    length. So long passages are cut into blocks first, and spans are cut from the blocks.
    """
    long = passages["quote"].str.len_chars() > 4 * _BLOCK
    spans = spans.with_row_index("span")
    of_long = pl.lit(long.gather(spans["place"]))
    if not long.any():
        return _sliced(spans, passages)
    parts = _sliced(spans.filter(~of_long), passages), _pieced(spans.filter(of_long), passages)
    return pl.concat(parts).sort("span")


def _sliced(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    whole = pl.lit(passages["quote"].gather(spans["place"]))
    return spans.with_columns(quote=whole.str.slice(pl.col("offset"), pl.col("length")))


def _pieced(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    blocks = (
        passages.select(whole="quote")
        .with_row_index("place")[spans["place"].unique()]
        .with_columns(block=pl.col("whole").str.extract_all(rf"(?s).{{1,{_BLOCK}}}"))
        .drop("whole")
        .explode("block")
        .with_columns(number=pl.int_range(pl.len()).over("place"))
    )
    first, last = pl.col("offset") // _BLOCK, (pl.col("offset") + pl.col("length") - 1) // _BLOCK
    quotes = (
        spans.select("span", "place", "offset", "length", number=pl.int_ranges(first, last + 1))
        .explode("number")
        .join(blocks, on=["place", "number"], how="left", maintain_order="left")
        .group_by("span", maintain_order=True)
        .agg(pl.col("block").str.join(), pl.col("offset", "length").first())
        .select(quote=pl.col("block").str.slice(pl.col("offset") % _BLOCK, pl.col("length")))
    )
    return spans.with_columns(quotes["quote"])


def outside(spans: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """The spans that touch none of the taken ones; both hold non-overlapping spans.

    Any frame with `document_id`, `start_char`, `end_char` -> the same frame, fewer rows.
    """
    ends = taken.select("document_id", taken_start="start_char", taken_end="end_char")
    # Of spans that do not overlap each other, only the last that begins before ours ends can
    # reach into it.
    return (
        spans.with_columns(_last=pl.col("end_char") - 1)
        .pipe(join_nearest, ends, ("_last", "taken_start"), "document_id")
        .filter(pl.col("taken_end").is_null() | (pl.col("taken_end") <= pl.col("start_char")))
        .sort("document_id", "start_char")
        .select(spans.columns)
    )
