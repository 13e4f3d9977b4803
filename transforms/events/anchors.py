"""Which time governs a piece: its own, or the one a reader carries forward."""

import polars as pl

from transforms.events.carry import carry_times
from transforms.events.own_times import own_times
from transforms.lexicon import Lexicon

NAMED = "“[^”]*”|《[^》]*》"


def anchor_pieces(pieces: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each piece the interval that governs it.

    Pieces, TIME -> pieces with `start_at`, `end_at`, `precision`, `mod`, `time_id` (null where no
    time governs), `when` (its words), `own` (written in the piece), `carried` (`piece`, `sentence`,
    `paragraph`, `link`: how far the time came) and `bare`: the surface, its time as △, its quoted
    names as ◎. A time that bounds a total (截至目前) or is a vague present (如今) governs nothing,
    but it ends what an earlier time governed.
    """
    own = own_times(pieces, times, lexicon)
    timed = pieces.join(own, on=["document_id", "start_char"], how="left", validate="1:1")
    return carry_times(timed, lexicon).with_columns(bare=_bare())


def _bare() -> pl.Expr:
    """The piece with the time and the quoted names it holds each replaced by one mark."""
    begins = pl.col("time_start") - pl.col("start_char")
    ends = pl.col("time_end") - pl.col("start_char")
    return (
        pl.when("own")
        .then(pl.col("surface").str.slice(0, begins) + "△" + pl.col("surface").str.slice(ends))
        .otherwise("surface")
        .str.replace_all(NAMED, "◎")
    )
