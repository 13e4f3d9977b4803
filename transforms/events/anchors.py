"""Which time governs a piece: its own, or the one a reader carries forward."""

import polars as pl

from schemas.codes import PRECISIONS
from transforms.lexicon import Lexicon, alternation

# The interval of a moment in a story; a month or a year is a frame, not a moment.
MOMENTS = ("part_of_day", "day", "hour", "minute", "second")
_FINENESS = {precision: order for order, precision in enumerate(PRECISIONS, start=1)}
_JOINED = r"^\s*(?:和|与|及|以及|至|、)\s*$"
_NAMED = "“[^”]*”|《[^》]*》"
_INTERVAL = ("start_at", "end_at", "precision", "mod", "time_id")


def anchor_pieces(pieces: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each piece the interval that governs it.

    Pieces, TIME -> pieces with `start_at`, `end_at`, `precision`, `mod`, `time_id` (null where no
    time governs), `own` (written in the piece), `carried` (`piece`, `sentence`, `paragraph`,
    `link`: how far the time came) and `bare`: the surface, its time as △, its quoted names as ◎. A
    time that
    bounds a total (截至目前), a vague present (如今) or the base of a comparison governs nothing,
    but it ends what an earlier time governed.
    """
    own = _own_times(pieces, times, lexicon)
    timed = pieces.join(own, on=["document_id", "start_char"], how="left", validate="1:1")
    return _carry(timed, lexicon).with_columns(bare=_bare())


def _own_times(pieces: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per piece that holds a time: the interval of the first, joined by those beside it."""
    roles = lexicon["language/event_times"]
    vague = alternation(roles.filter(role="present")["form"])
    base = alternation(roles.filter(role="base")["form"])
    verb = alternation(lexicon.forms("language/event_verbs"))
    # 2017年…论坛今天开幕: the finest time of a piece governs it.
    fine = pl.col("precision").replace_strict(_FINENESS, default=0)
    finest = fine == fine.max().over("document_id", "start_char")
    held = (
        times.lazy()
        .sort("start_char")
        .select("document_id", time_start="start_char", time_end="end_char", said="surface",
                *_INTERVAL)
        .join_asof(
            pieces.lazy()
            .sort("start_char")
            .select("document_id", "start_char", "end_char", "surface"),
            left_on="time_start",
            right_on="start_char",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(pl.col("time_start") < pl.col("end_char"))
        .with_columns(
            before=pl.col("surface").str.slice(0, pl.col("time_start") - pl.col("start_char"))
        )
        .filter(
            ~pl.col("before").str.contains(rf"{base}$")
            # 宣布2024年为…年, 改变了自1984年以来的…: the time is part of what is done.
            & ~pl.col("before").str.contains(rf"(?:{verb}|了自?从?)$")
            & (_count("before", "《") <= _count("before", "》"))
        )
        .sort("document_id", "time_start")
        .filter(finest)
    )
    gap = pl.col("surface").str.slice(
        pl.col("time_end").shift(1) - pl.col("start_char"),
        pl.col("time_start") - pl.col("time_end").shift(1),
    )
    first = pl.int_range(pl.len()).over("document_id", "start_char") == 0
    beside = first | gap.over("document_id", "start_char").str.contains(_JOINED).fill_null(False)
    usable = (
        pl.col("start_at").is_not_null()
        & (pl.col("mod").fill_null("") != "until")
        & ~pl.col("said").str.contains(rf"^{vague}$")
    )
    return (
        held.with_columns(usable=usable, first=first, beside=beside)
        .filter(pl.col("beside").cast(pl.Int8).cum_min().over("document_id", "start_char") == 1)
        .group_by("document_id", "start_char", maintain_order=True)
        .agg(
            pl.col("start_at").min(),
            pl.col("end_at").max(),
            pl.col("precision", "mod", "time_id", "time_start", "said").first(),
            usable=pl.col("usable").all(),
            time_end=pl.col("time_end").max(),
        )
        .collect()
    )


def _carry(timed: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Carry times forward: within the sentence any, within the paragraph a moment's."""
    links = alternation(lexicon.forms("language/event_times", role="link"))
    written = pl.col("time_start").is_not_null()
    place = pl.when(written).then(pl.struct("usable", "paragraph", "said", *_INTERVAL))
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
        .with_columns(pl.col("governs").struct.field(name).alias(name) for name in _INTERVAL)
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
        .str.replace_all(_NAMED, "◎")
    )


def _count(column: str, mark: str) -> pl.Expr:
    return pl.col(column).str.count_matches(mark, literal=True)
