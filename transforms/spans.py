"""Where a pattern matches, counted in code points."""

import polars as pl

from schemas.stages import SPAN
from schemas.to_polars import conform
from transforms.text import NONCHARACTERS

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
    length = pl.col("piece").str.len_chars().cast(pl.Int64) - pl.col("is_match").cast(pl.Int64)
    return (
        passages.lazy()
        .with_row_index("place")
        .filter(pl.col("folded").str.contains(pattern))
        .select(
            "place",
            before=pl.col("folded").str.len_chars().cast(pl.Int64).shift(1, fill_value=0).cum_sum(),
            piece=_pieces(pattern),
        )
        .explode("piece")
        .with_columns(is_match=pl.col("piece").str.contains(_CLOSE, literal=True))
        # The pieces of all passages, end to end, are the passages end to end.
        .with_columns(at=length.cum_sum() - length - pl.col("before"))
        .filter("is_match")
        .with_columns(surface=pl.col("piece").str.split_exact(_CLOSE, 1).struct[0])
        .with_columns(to=pl.col("at") + pl.col("surface").str.len_chars().cast(pl.Int64))
        .filter(pl.col("to") > pl.col("at"))
        .select("place", "at", "to", "surface")
        .collect()
    )


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


# Not characters: no document has them once it is folded.
_OPEN, _CLOSE = NONCHARACTERS


def _pieces(pattern: str) -> pl.Expr:
    """The text before the first match, then each match, its end marked, with what follows it.

    One scan does what finding the matches and splitting between them would take two for.
    """
    marked = pl.col("folded").str.replace_all(pattern, f"{_OPEN}${{0}}{_CLOSE}")
    return marked.str.split(_OPEN)


def _with_quotes(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add the characters of the passage at `offset`, `length` of them; order kept.

    A slice walks from the start of its text: in a line of 50 MB that would be the square of its
    length. So long passages are cut into blocks first, and spans are cut from the blocks.
    """
    if not (passages["quote"].str.len_chars() > 4 * _BLOCK).any():
        return spans.with_columns(whole=passages["quote"].gather(spans["place"])).with_columns(
            quote=pl.col("whole").str.slice(pl.col("offset"), pl.col("length"))
        )
    blocks = (
        passages.select("passage_id", whole="quote")
        .with_columns(block=pl.col("whole").str.extract_all(rf"(?s).{{1,{_BLOCK}}}"))
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
