"""The time that a piece itself holds."""

import polars as pl

from schemas.codes import PRECISIONS
from transforms.lexicon import Lexicon, alternation
from transforms.nearest import join_nearest

# The interval of a moment in a story; a month or a year is a frame, not a moment.
MOMENTS = ("part_of_day", "day", "hour", "minute", "second")
# Intervals too wide for what is counted in them to be one happening.
WIDE = ("year", "decade", "century", "half")
INTERVAL = ("start_at", "end_at", "precision", "mod", "time_id")
_PIECE = ("document_id", "start_char")
_FINENESS = {precision: order for order, precision in enumerate(PRECISIONS, start=1)}
_JOINED = r"^\s*(?:和|与|及|以及|至|、)\s*$"


def own_times(pieces: pl.DataFrame, times: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per piece that holds a time: its interval, and whether it can date anything.

    Pieces, TIME -> `document_id`, `start_char` of the piece, the interval, `said`, `time_start`,
    `time_end`, `usable`. The finest time of a piece counts (2017年…论坛今天开幕), the first of
    several, and with it those that 和 or 至 join to it. The base of a comparison (比上年), a time
    in a title (《2015年…公报》) and one within what is done (宣布2024年为…年) date nothing.
    """
    vague = alternation(lexicon.forms("language/event_times", role="present"))
    gap = pl.col("surface").str.slice(
        pl.col("time_end").shift(1) - pl.col("start_char"),
        pl.col("time_start") - pl.col("time_end").shift(1),
    )
    first = pl.int_range(pl.len()).over(_PIECE) == 0
    beside = first | gap.over(_PIECE).str.contains(_JOINED).fill_null(False)
    # 截止时间为3月8日12时: a time that something is set to dates nothing.
    deadline = pl.col("before").str.contains("为$") & (pl.col("time_end") == pl.col("end_char"))
    usable = (
        pl.col("start_at").is_not_null()
        & (pl.col("mod").fill_null("") != "until")
        & ~pl.col("said").str.contains(rf"^{vague}$")
        & ~deadline
    )
    return (
        _dating(_held(pieces, times), lexicon)
        .with_columns(usable=usable, beside=beside)
        .filter(pl.col("beside").cast(pl.Int8).cum_min().over(_PIECE) == 1)
        .group_by(_PIECE, maintain_order=True)
        .agg(
            pl.col("start_at").min(),
            pl.col("end_at").max(),
            pl.col("precision", "mod", "time_id", "time_start", "said").first(),
            usable=pl.col("usable").all(),
            time_end=pl.col("time_end").max(),
        )
    )


def _held(pieces: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Each time with the piece it stands in and the text before it there."""
    said = times.select(
        "document_id", *INTERVAL, time_start="start_char", time_end="end_char", said="surface"
    )
    stands = pieces.select("document_id", "start_char", "end_char", "surface")
    return (
        join_nearest(said, stands, ("time_start", "start_char"), "document_id")
        .filter(pl.col("time_start") < pl.col("end_char"))
        .with_columns(
            before=pl.col("surface").str.slice(0, pl.col("time_start") - pl.col("start_char"))
        )
        .sort("document_id", "time_start")
    )


def _dating(held: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The times that can date their piece: the finest of those that say when."""
    base = alternation(lexicon.forms("language/event_times", role="base"))
    verb = alternation(lexicon.forms("language/event_verbs"))
    before = pl.col("before")
    last = before.str.tail(8)  # longer than any form of the tables
    fine = pl.col("precision").replace_strict(_FINENESS, default=0)
    titled = before.str.count_matches("《", literal=True) > before.str.count_matches(
        "》", literal=True
    )
    # 首次会谈24日在阿布扎比结束: a day after a verb dates what follows, a year may be its object.
    object_of = ~pl.col("precision").is_in(MOMENTS) & last.str.contains(rf"(?:{verb}|了自?从?)$")
    # 总体规划修编(2006—2020年): a year in brackets belongs to the name before it.
    bracketed = pl.col("precision").is_in(WIDE) & last.str.contains(r"\p{Han}\($")
    return held.filter(~last.str.contains(rf"{base}$") & ~object_of & ~titled & ~bracketed).filter(
        fine == fine.max().over(_PIECE)
    )
