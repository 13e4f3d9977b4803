"""Which time governs a piece: its own, or the one a reader carries forward."""

import polars as pl

from transforms.events.own_times import INTERVAL, MOMENTS, own_times
from transforms.lexicon import Lexicon, alternation

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
    return _carry(timed, lexicon).with_columns(bare=_bare())


def _carry(timed: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Carry times forward: within the sentence any, within the paragraph a moment's."""
    links = alternation(lexicon.forms("language/event_times", role="link"))
    written = pl.col("time_start").is_not_null()
    place = pl.when(written).then(pl.struct("usable", "paragraph", "said", *INTERVAL))
    near = alternation(lexicon.forms("language/event_times", role="near"))
    moment = (
        ~pl.col("before").struct.field("said").str.contains(rf"^{near}$")
        & pl.col("before").struct.field("precision").is_in(MOMENTS)
        & pl.col("before").struct.field("mod").fill_null("approx").eq("approx")
    )
    since = pl.col("before").struct.field("paragraph")
    linked = pl.col("surface").str.contains(rf"^(?:[^\p{{Han}}]*){links}")
    return (
        timed.with_columns(
            sentence=place.forward_fill().over("document_id", "passage_id"),
            before=place.forward_fill().over("document_id"),
            linked=linked.cast(pl.Int8).cum_max().over("document_id", "passage_id") == 1,
        )
        .with_columns(
            carried=pl.when(written)
            .then(pl.lit("piece"))
            .when(pl.col("sentence").is_not_null())
            .then(pl.lit("sentence"))
            .when(moment & (since == pl.col("paragraph")))
            .then(pl.lit("paragraph"))
            .when(moment & pl.col("linked") & (since == pl.col("paragraph") - 1))
            .then(pl.lit("link"))
        )
        .with_columns(governs=pl.when(pl.col("carried").is_not_null()).then("before"))
        .with_columns(
            own=written,
            governs=pl.when(pl.col("governs").struct.field("usable")).then("governs"),
        )
        .with_columns(pl.col("governs").struct.field(name).alias(name) for name in INTERVAL)
        .with_columns(when=pl.col("governs").struct.field("said"))
        .drop("governs", "sentence", "before", "linked")
    )


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
