"""Which pieces are happenings: what speaks for one, and what against."""

import polars as pl

from transforms.events.anchors import MOMENTS
from transforms.lexicon import Lexicon, alternation

_GROUP = ("document_id", "passage_id", "group")
_SENTENCE = ("document_id", "passage_id")
# A frame is too wide for more than its first happening to be dated by it.
_WIDE = ("year", "decade", "century", "half")
# What a total says is a figure, not a happening.
_ADJUNCT = "^(?:为了|为|经|通过|按照|根据|依据|围绕|针对|随着|作为|鉴于|由于|因)"
_WHILE = "(?:时|之时|之际|过程中|期间|的同时|中|后|前|以后|之后|之前|以前)$"
_TOTALS = ("change", "share", "level", "limit", "target")


def judge_pieces(read: pl.DataFrame, figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Keep the pieces that say a happening, each with its status and flags.

    Pieces with their anchors and predicates, FIGURES -> happenings: `start_char` moved to the
    first piece that belongs to them; `trigger`, interval, `status`, `rule`, `flags`.
    """
    told = _group(_weigh_figures(read, figures))
    named, bare = pl.col("trigger").is_not_null(), pl.col("bare")
    candidates = told.with_columns(
        happens=named & ~pl.any_horizontal(_against().values()).fill_null(False)
    ).with_columns(
        # A topic that waits for a predicate gives way to it, and speaks for itself if none comes.
        happens=pl.col("happens")
        & ~(pl.col("waits") & (pl.col("happens").sum().over(_GROUP) > 1)),
    )
    scene = pl.col("own") & bare.str.contains("^[但而]?△$")
    # A time is carried past its sentence only from a happening or from a scene that it sets.
    opened = ((pl.col("happens") & pl.col("carried").is_in(["piece", "sentence"])) | scene).any()
    reached = pl.col("carried").is_in(["piece", "sentence"]) | opened.over(
        "document_id", "time_id"
    )
    first = (pl.col("happens").cum_sum().over(*_SENTENCE, "time_id") == 1) | pl.col("own")
    since = (pl.col("mod") == "since").fill_null(False) & ~pl.col("planned")
    wide = pl.col("precision").is_in(_WIDE) | since
    hearsay = alternation(lexicon.forms("language/event_times", role="hearsay"))
    return (
        candidates.filter(pl.col("happens") & reached & (first | ~wide))
        .with_columns(
            start_char="group_start",
            status=pl.when(pl.col("planned"))
            .then(pl.lit("planned"))
            .when(pl.col("text").str.contains(hearsay))
            .then(pl.lit("reported"))
            .otherwise(pl.lit("happened")),
            rule=pl.lit("event_") + pl.col("rule") + "_" + pl.col("carried"),
            flags=pl.when(pl.col("classes").str.contains("N"))
            .then(pl.lit(["negated"]))
            .otherwise(pl.lit([], dtype=pl.List(pl.String))),
        )
    )


def _against() -> dict[str, pl.Expr]:
    """What makes a piece with a predicate no happening, by reason."""
    classes, bare = pl.col("classes"), pl.col("bare")
    cleft = classes.str.contains("^S+E") & (pl.col("rule") == "relative")
    general = pl.col("rule").is_in(["general", "bare"])
    # A verb that no table names and no particle marks: only with the moment beside it.
    beside = pl.col("precision").is_in(MOMENTS) & (pl.col("mod").fill_null("approx") == "approx")
    before = classes.str.extract("^([^E]*)")
    return {
        "a name of a time, not of a happening": pl.col("closed_before"),
        "conduct, state, change, talk or wish": before.str.contains("[KGRWD]"),
        "a possibility": classes.str.contains("W"),
        "a time nobody knows": pl.col("precision").is_in(_WIDE) & (pl.col("mod") == "approx"),
        "what something is": (pl.col("rule") == "relative")
        & pl.col("marked").str.contains("/[SW].*△"),
        "a period of reference": bare.str.contains("以来$") & ~pl.col("own"),
        "a state": before.str.contains("S") & ~cleft,
        "only a topic": (pl.col("rule") == "relative") & ~pl.col("own") & ~cleft,
        "nobody named the verb, no time beside it": general & ~pl.col("own_group"),
        "a verb that nothing marks": (pl.col("rule") == "bare") & ~beside,
        "no verb of our tables, and a word that stops": general & (classes != ""),
        "what did not happen, unless a time is beside it": before.str.contains("N")
        & ~pl.col("own_group"),
        "the rest of what somebody said": pl.col("talk") & ~pl.col("own"),
        "the attribute of a noun": bare.str.contains("△的"),
        "what went on meanwhile or before": bare.str.contains(_WHILE),
        "a noun's own clause": (pl.col("rule") == "main")
        & pl.col("marked").str.contains(r"/E[^E]* 的/uj[^E]*/[KGSRD][^E]*$"),
        "a purpose, a ground": bare.str.contains(_ADJUNCT) & ~pl.col("own"),
        "an amount": pl.col("total"),
        "a row of a table": pl.col("surface").str.contains(r"\|"),
    }


def _group(read: pl.DataFrame) -> pl.DataFrame:
    """Tell which pieces lead up to which predicate, and how far a time or a speaker reaches."""
    bare = pl.col("bare")
    relative = (pl.col("rule") == "relative").fill_null(False)
    unnamed = pl.col("trigger").is_null() | (pl.col("rule") == "bare").fill_null(False)
    lead = (
        (unnamed & (pl.col("classes") == ""))
        | (relative & (pl.col("classes") == "E"))
        | bare.str.contains(_WHILE)
    )
    begins = ~lead.shift(1, fill_value=False).over(_SENTENCE)
    closes = pl.col("own") & (
        relative | bare.str.contains("△的") | bare.str.contains("以来$")
    )
    closed = pl.when("own").then(closes)
    speaks = pl.col("classes").str.contains("^[^E]*R") & ~pl.col("own")
    return (
        read.with_columns(group=begins.cum_sum().over(_SENTENCE), waits=(relative | unnamed) & lead)
        .with_columns(
            group_start=pl.col("start_char").first().over(_GROUP),
            own_group=pl.col("own").any().over(_GROUP),
            planned=(
                pl.col("planned") & pl.col("trigger").is_not_null() & ~bare.str.contains(_WHILE)
            )
            .cast(pl.Int8)
            .cum_max()
            .over(_SENTENCE)
            == 1,
            closed_before=closed.forward_fill()
            .over("document_id", "time_id")
            .fill_null(False),
            talk=speaks.cast(pl.Int8).cum_max().over(_SENTENCE) == 1,
        )
        .with_columns(closed_before=pl.col("closed_before") & ~pl.col("own_group"))
    )


def _weigh_figures(read: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Add `total`: whether an amount follows the predicate and makes the piece a statistic."""
    position = pl.col("start_char") + pl.col("surface").str.split(pl.col("trigger")).list.first().str.len_chars()
    moment = pl.col("precision").is_in(MOMENTS)
    since = (pl.col("mod") == "since").fill_null(False)
    held = (
        figures.lazy()
        .sort("start_char")
        .filter(pl.col("kind") != "rank")
        .select(
            "document_id", "statistic", figure_start="start_char", figure_end="end_char"
        )
        .join_asof(
            read.lazy()
            .sort("start_char")
            .select(
                "document_id", "start_char", "end_char", "surface", "precision", "mod", position=position
            ),
            left_on="figure_start",
            right_on="start_char",
            by="document_id",
            strategy="backward",
            check_sortedness=False,
        )
        .filter(
            (pl.col("figure_start") < pl.col("end_char"))
            & (pl.col("figure_start") > pl.col("position"))
            # An amount before 的 describes somebody, and counts nothing.
            & ~pl.col("surface")
            .str.slice(pl.col("figure_end") - pl.col("start_char"))
            .str.contains("的", literal=True)
        )
        .with_columns(
            total=pl.col("statistic").is_in(_TOTALS)
            | ((pl.col("statistic") == "cumulative") & (~moment | since))
            | ((pl.col("statistic") == "flow") & pl.col("precision").is_in(_WIDE))
        )
        .group_by("document_id", "start_char")
        .agg(pl.col("total").any())
        .collect()
    )
    return read.join(
        held, on=["document_id", "start_char"], how="left", validate="1:1"
    ).with_columns(pl.col("total").fill_null(False))
