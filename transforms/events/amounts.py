"""Pieces that state an amount: statistics are figures, not happenings."""

import polars as pl

from transforms.events.own_times import MOMENTS, WIDE
from transforms.nearest import join_nearest

_TOTALS = ("change", "share", "limit", "target")
# How long, how old and which place in a row are no totals: 停火72小时, 判处三年.
_NO_TOTALS = ("rank", "duration", "age")
_PIECE = ("document_id", "start_char")


def weigh_amounts(read: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Add `total`: whether an amount follows the predicate and makes the piece a statistic.

    Pieces, FIGURES -> the same pieces. 全年受理专利申请279.9万件 is a total; 28个贫困村全部摘帽 and
    今天产生38枚金牌 are happenings. An amount before 的 describes somebody, and counts nothing; 一
    is an article.
    """
    # From one clock time to another weeks later is no moment: 2月26日0时至5月10日24时.
    fine = pl.col("precision").is_in(MOMENTS)
    long = fine & (pl.col("end_at") - pl.col("start_at") > pl.duration(days=14))
    moment = fine & ~long
    months = pl.col("end_at") - pl.col("start_at") > pl.duration(days=31)
    since = (pl.col("mod") == "since").fill_null(False)
    described = (
        pl.col("surface")
        .str.slice(pl.col("figure_end") - pl.col("start_char"))
        .str.contains("的", literal=True)
    )
    totals = (
        _following(read, figures)
        .filter(~described)
        .with_columns(
            total=pl.col("statistic").is_in(_TOTALS)
            | (pl.col("statistic").is_in(["cumulative", "level"]) & (~moment | since))
            | ((pl.col("statistic") == "flow") & (pl.col("precision").is_in(WIDE) | long | months))
        )
        .group_by(_PIECE)
        .agg(pl.col("total").any())
    )
    return read.join(totals, on=_PIECE, how="left", validate="1:1").with_columns(
        pl.col("total").fill_null(False)
    )


def _following(read: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Each figure that stands after the predicate of its piece, with that piece."""
    to_trigger = pl.col("surface").str.split(pl.col("trigger")).list.first().str.len_chars()
    pieces = read.select(
        *_PIECE,
        "end_char",
        "surface",
        "start_at",
        "end_at",
        "precision",
        "mod",
        position=pl.col("start_char") + to_trigger,
    )
    return (
        figures.filter(~pl.col("kind").is_in(_NO_TOTALS), pl.col("value").fill_null(0) != 1)
        .select("document_id", "statistic", figure_start="start_char", figure_end="end_char")
        .pipe(join_nearest, pieces, ("figure_start", "start_char"), "document_id")
        .filter(
            (pl.col("figure_start") < pl.col("end_char"))
            & (pl.col("figure_start") > pl.col("position"))
        )
    )
