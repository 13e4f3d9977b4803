"""Which pieces are happenings: what speaks for one, and what against."""

import polars as pl

from transforms.events.amounts import weigh_amounts
from transforms.events.own_times import MOMENTS, WIDE
from transforms.lexicon import Lexicon, alternation

_GROUP = ("document_id", "passage_id", "group")
# A time that stands alone and dates the clauses after it.
_SCENE = "^[但而]?△$"
_SENTENCE = ("document_id", "passage_id")


def judge_pieces(read: pl.DataFrame, figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Keep the pieces that say a happening, each with its status and flags.

    Pieces with their anchors and predicates, FIGURES -> happenings: `start_char` moved to the
    first piece that belongs to them; `trigger`, interval, `status`, `rule`, `flags`.
    """
    ground = alternation(lexicon.forms("language/event_stops", kind="ground"))
    meanwhile = alternation(lexicon.forms("language/event_stops", kind="meanwhile"))
    goals = alternation(lexicon.forms("language/event_stops", kind="goal"))
    # 总书记在河北考察时指出: what is said there is told after it, so the visit is the happening.
    spoken = pl.col("classes").str.contains("^[^E]*[TR]").shift(-1).over(_SENTENCE).fill_null(
        False
    ) & (pl.col("classes") == "E")
    framed = weigh_amounts(read, figures).with_columns(
        ground=pl.col("bare").str.contains(rf"^{ground}"),
        meanwhile=pl.col("bare").str.contains(rf"{meanwhile}$") & ~spoken,
        causes=pl.col("trigger").is_in(lexicon.forms("language/event_stops", kind="cause")),
        goal=pl.col("marked").str.contains(rf"/E [^E]*{goals}/[A-Za-z]+ $"),
    )
    told = _group(framed)
    named, bare = pl.col("trigger").is_not_null(), pl.col("bare")
    candidates = told.with_columns(
        happens=named & ~pl.any_horizontal(_against().values()).fill_null(False)
    ).with_columns(
        # A topic that waits for a predicate gives way to it, and speaks for itself if none comes.
        happens=pl.col("happens") & ~(pl.col("waits") & (pl.col("happens").sum().over(_GROUP) > 1)),
    )
    scene = pl.col("own") & bare.str.contains(_SCENE)
    # A time is carried past its sentence only from a happening or from a scene that it sets.
    opened = ((pl.col("happens") & pl.col("carried").is_in(["piece", "sentence"])) | scene).any()
    reached = pl.col("carried").is_in(["piece", "sentence"]) | opened.over("document_id", "time_id")
    first = (pl.col("happens").cum_sum().over(*_SENTENCE, "time_id") == 1) | pl.col("own")
    since = (pl.col("mod") == "since").fill_null(False) & ~pl.col("planned")
    wide = pl.col("precision").is_in(WIDE) | since
    hearsay = alternation(lexicon.forms("language/event_times", role="hearsay"))
    return candidates.filter(pl.col("happens") & reached & (first | ~wide)).with_columns(
        start_char="group_start",
        piece_start="start_char",
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


def _against() -> dict[str, pl.Expr]:
    """What makes a piece with a predicate no happening, by reason."""
    classes, bare = pl.col("classes"), pl.col("bare")
    # 是…度过的, 是…收获的第1500枚金牌: the copula only lifts out what happened.
    cleft = (pl.col("rule") == "relative") & pl.col("marked").str.contains(
        r"^(?: [^这 ][^ ]*)* 是/S.*/E 的/uj[^的]*$"
    )
    general = pl.col("rule").is_in(["general", "bare"])
    # A verb that no table names and no particle marks: only with the moment beside it.
    beside = pl.col("precision").is_in(MOMENTS) & (pl.col("mod").fill_null("approx") == "approx")
    before = classes.str.extract("^([^E]*)")
    return {
        "a name of a time, not of a happening": pl.col("closed_before"),
        "conduct, state, change, talk or wish": before.str.contains("[KGRTWD]"),
        "a possibility": before.str.contains("W")
        | (classes.str.contains("W") & ~pl.col("own"))
        | pl.col("marked").str.contains("/W.*△"),
        "a time nobody knows": pl.col("precision").is_in(WIDE) & (pl.col("mod") == "approx"),
        "what something is": pl.col("marked").str.contains("/S.*△")
        & ~cleft
        & ~bare.str.contains("以来$"),
        "a period of reference": bare.str.contains("以来$") & ~pl.col("own"),
        "a state": before.str.contains("S") & ~cleft,
        "what its happening is": (pl.col("rule") == "main")
        & pl.col("marked").str.contains("/E[^E]* 是/S"),
        "only a topic": (pl.col("rule") == "relative") & ~pl.col("own") & ~cleft,
        "nobody named the verb, no time beside it": general
        & ~pl.col("own_group")
        & ~((pl.col("rule") == "general") & (pl.col("carried") == "sentence") & pl.col("heard")),
        "a year that stands elsewhere in the sentence": pl.col("precision").is_in(WIDE)
        & ~pl.col("near_scene")
        & ~pl.col("planned")
        & (pl.col("rule") != "done"),
        "nobody named the verb, a year for its time": general
        & pl.col("precision").is_in(WIDE)
        & ~pl.col("own"),
        "a goal that a year meets": pl.col("goal")
        & (pl.col("rule") == "main")
        & pl.col("precision").is_in(WIDE),
        "where it goes on": bare.str.contains("^[但而并]?在.*[下上]$") & ~pl.col("own"),
        "the rest of a toll": pl.col("tolls") & ~pl.col("own"),
        "a verb that nothing marks": (pl.col("rule") == "bare") & ~beside,
        "no verb of our tables, and a word that stops": general & (classes != ""),
        "what did not happen, unless a time is beside it": before.str.contains("N")
        & ~pl.col("own_group"),
        "the rest of what somebody said": pl.col("talk") & ~pl.col("own"),
        "the attribute of a noun": bare.str.contains("△的")
        | pl.col("marked").str.contains(r"/E [^△]*△.*/E 的/uj"),
        "what went on meanwhile or before": pl.col("meanwhile"),
        "a noun's own clause": (pl.col("rule") == "main")
        & pl.col("marked").str.contains(r"/E[^E]* 的/uj[^E]*/[KGSRD][^E]*$"),
        "a purpose, a ground": pl.col("ground") & ~pl.col("own"),
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
        | pl.col("meanwhile")
    )
    begins = ~lead.shift(1, fill_value=False).over(_SENTENCE)
    # 在9月初的第一个发售日: a day told by its 的 still dates what follows.
    day = bare.str.contains("^[在到]?△的[^的]*[日天夜晚]$")
    described = bare.str.contains("△的") & ~day
    # 昨晚进行的男单决赛, 在今天举行的比赛中: what is held that day dates what is told of it.
    stage = pl.col("marked").str.contains("^(?: 在/p)? △/x [^ ]+/E 的/uj")
    stage &= pl.col("precision").is_in(MOMENTS) & (pl.col("kind") == "hold").fill_null(False)
    closes = pl.col("own") & ((relative & ~stage) | described | bare.str.contains("以来$"))
    scene = (pl.col("own") & bare.str.contains(_SCENE)).fill_null(False)
    own_group = (pl.col("own") & ~bare.str.contains("△的|以来$")).any().over(_GROUP) | pl.col("own")
    fallen = pl.col("kind").is_in(["die", "injure"]).fill_null(False)
    closed = pl.when("own").then(closes)
    speaks = pl.col("classes").str.contains("^[^E]*T")
    return (
        read.with_columns(group=begins.cum_sum().over(_SENTENCE), waits=(relative | unnamed) & lead)
        .with_columns(
            group_start=pl.col("start_char").first().over(_GROUP),
            own_group=own_group,
            near_scene=own_group | scene.shift(1).over(_SENTENCE) | scene.shift(2).over(_SENTENCE),
            planned=(pl.col("planned") & pl.col("trigger").is_not_null() & ~pl.col("meanwhile"))
            .cast(pl.Int8)
            .cum_max()
            .over(_SENTENCE)
            == 1,
            closed_before=closed.forward_fill().over("document_id", "time_id").fill_null(False),
            tolls=fallen & (fallen | pl.col("causes")).shift(1).over(_SENTENCE).fill_null(False),
            # 军方3日称: what is told next in the sentence has the day of the telling.
            heard=(pl.col("own") & pl.col("classes").str.contains("R"))
            .fill_null(False)
            .cast(pl.Int8)
            .cum_max()
            .over(_SENTENCE)
            == 1,
            talk=speaks.cast(pl.Int8).cum_max().over(_SENTENCE) == 1,
        )
        .with_columns(closed_before=pl.col("closed_before") & ~pl.col("own_group"))
    )
