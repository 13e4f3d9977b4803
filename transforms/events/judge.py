"""Which pieces are happenings: what speaks for one, and what against."""

import polars as pl

from transforms.events.amounts import weigh_amounts
from transforms.events.groups import GROUP, SCENE, SENTENCE, group_pieces
from transforms.events.own_times import WIDE
from transforms.events.reasons import reasons_against
from transforms.lexicon import Lexicon, alternation


def judge_pieces(read: pl.DataFrame, figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Keep the pieces that say a happening, each with its status and flags.

    Pieces with their anchors and predicates, FIGURES -> happenings: `start_char` moved to the
    first piece that belongs to them, `piece_start` where their own begins; `trigger`, interval,
    `status`, `rule`, `flags`.
    """
    told = group_pieces(_cues(weigh_amounts(read, figures), lexicon))
    against = pl.any_horizontal(reasons_against().values()).fill_null(False)
    candidates = told.with_columns(happens=pl.col("trigger").is_not_null() & ~against).with_columns(
        # A topic that waits for a predicate gives way to it, and speaks for itself if none comes.
        happens=pl.col("happens") & ~(pl.col("waits") & (pl.col("happens").sum().over(GROUP) > 1)),
    )
    scene = pl.col("own") & pl.col("bare").str.contains(SCENE)
    # A time is carried past its sentence only from a happening or from a scene that it sets.
    opened = ((pl.col("happens") & pl.col("carried").is_in(["piece", "sentence"])) | scene).any()
    reached = pl.col("carried").is_in(["piece", "sentence"]) | opened.over("document_id", "time_id")
    first = (pl.col("happens").cum_sum().over(*SENTENCE, "time_id") == 1) | pl.col("own")
    since = (pl.col("mod") == "since").fill_null(False) & ~pl.col("planned")
    wide = pl.col("precision").is_in(WIDE) | since
    return candidates.filter(pl.col("happens") & reached & (first | ~wide)).with_columns(
        start_char="group_start",
        piece_start="start_char",
        status=_status(lexicon),
        rule=pl.lit("event_") + pl.col("rule") + "_" + pl.col("carried"),
        flags=pl.when(pl.col("classes").str.contains("N"))
        .then(pl.lit(["negated"]))
        .otherwise(pl.lit([], dtype=pl.List(pl.String))),
    )


def _cues(weighed: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add what the tables say of each piece: grounds, settings, causes, goals, spans, plans."""

    def forms(kind: str) -> str:
        return alternation(lexicon.forms("language/event_stops", kind=kind))

    spans = alternation(lexicon.forms("language/event_times", role="span"))
    ahead = alternation(lexicon.forms("language/event_times", role="ahead"))
    done = pl.col("bare").str.contains("[已了]")
    # 总书记在河北考察时指出: what is said there is told after it, so the visit is the happening.
    said = pl.col("classes").str.contains("^[^E]*[TR]").shift(-1).over(SENTENCE).fill_null(False)
    spoken = said & (pl.col("classes") == "E")
    return weighed.with_columns(
        ground=pl.col("bare").str.contains(rf"^{forms('ground')}"),
        meanwhile=pl.col("bare").str.contains(rf"(?:^|[^小]){forms('meanwhile')}$") & ~spoken,
        causes=pl.col("trigger").is_in(lexicon.forms("language/event_stops", kind="cause")),
        because=pl.col("bare").str.contains(rf"^[但而]?{forms('because')}"),
        goal=pl.col("marked").str.contains(rf"/E [^E]*{forms('goal')}/[A-Za-z]+ $"),
        spanned=pl.col("when").str.contains(spans),
        planned=pl.col("planned") | (pl.col("own") & pl.col("when").str.contains(ahead) & ~done),
    )


def _status(lexicon: Lexicon) -> pl.Expr:
    """Planned, reported as hearsay, or happened."""
    hearsay = alternation(lexicon.forms("language/event_times", role="hearsay"))
    return (
        pl.when(pl.col("planned"))
        .then(pl.lit("planned"))
        .when(pl.col("text").str.contains(hearsay))
        .then(pl.lit("reported"))
        .otherwise(pl.lit("happened"))
    )
