"""Which pieces lead up to which predicate, and how far a time or a speaker reaches."""

import polars as pl

from transforms.events.own_times import MOMENTS

GROUP = ("document_id", "passage_id", "group")
SENTENCE = ("document_id", "passage_id")
# A time that stands alone and dates the clauses after it.
SCENE = "^[但而]?△$"


def group_pieces(read: pl.DataFrame) -> pl.DataFrame:
    """Tell which pieces lead up to which predicate, and how far a time or a speaker reaches.

    Pieces with their predicates, in reading order -> the same with `group` and `group_start`,
    `waits` (a topic that gives way to a predicate), `own_group` and `near_scene` (a time stands
    close by), `planned` (to the sentence's end), `closed_before`, `tolls`, `heard`, `talk`.
    """
    bare = pl.col("bare")
    relative = (pl.col("rule") == "relative").fill_null(False)
    unnamed = pl.col("trigger").is_null() | (pl.col("rule") == "bare").fill_null(False)
    lead = (
        (unnamed & (pl.col("classes") == ""))
        | (relative & (pl.col("classes") == "E"))
        | pl.col("meanwhile")
    )
    begins = ~lead.shift(1, fill_value=False).over(SENTENCE)
    scene = (pl.col("own") & bare.str.contains(SCENE)).fill_null(False)
    own_group = (pl.col("own") & ~bare.str.contains("△的|以来$")).any().over(GROUP) | pl.col("own")
    planned = pl.col("planned") & pl.col("trigger").is_not_null() & ~pl.col("meanwhile")
    fallen = pl.col("kind").is_in(["die", "injure"]).fill_null(False)
    closed = pl.when("own").then(_closes(relative)).forward_fill().over("document_id", "time_id")
    return (
        read.with_columns(group=begins.cum_sum().over(SENTENCE), waits=(relative | unnamed) & lead)
        .with_columns(
            group_start=pl.col("start_char").first().over(GROUP),
            own_group=own_group,
            near_scene=own_group | scene.shift(1).over(SENTENCE) | scene.shift(2).over(SENTENCE),
            planned=_from_here(planned),
            closed_before=closed.fill_null(False),
            tolls=fallen & (fallen | pl.col("causes")).shift(1).over(SENTENCE).fill_null(False),
            # 军方3日称: what is told next in the sentence has the day of the telling.
            heard=_from_here(pl.col("own") & pl.col("classes").str.contains("R")),
            talk=_from_here(pl.col("classes").str.contains("^[^E]*T")),
        )
        .with_columns(closed_before=pl.col("closed_before") & ~pl.col("own_group"))
    )


def _from_here(cue: pl.Expr) -> pl.Expr:
    """Whether the cue stands in this piece or in one before it in the sentence."""
    return cue.fill_null(False).cast(pl.Int8).cum_max().over(SENTENCE) == 1


def _closes(relative: pl.Expr) -> pl.Expr:
    """Whether the time of a piece dates nothing but a noun in it."""
    bare = pl.col("bare")
    # 在9月初的第一个发售日: a day told by its 的 still dates what follows.
    day = bare.str.contains("^[在到]?△的[^的]*[日天夜晚]$")
    # 昨晚进行的男单决赛, 在今天举行的比赛中: what is held that day dates what is told of it.
    stage = (
        pl.col("marked").str.contains("^(?: 在/p)? △/x [^ ]+/E 的/uj")
        & pl.col("precision").is_in(MOMENTS)
        & (pl.col("kind") == "hold").fill_null(False)
    )
    described = bare.str.contains("△的") & ~day
    return pl.col("own") & ((relative & ~stage) | described | bare.str.contains("以来$"))
