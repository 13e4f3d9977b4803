"""How far a time reaches: which time governs a piece that holds none of its own."""

import polars as pl

from transforms.events.own_times import INTERVAL, MOMENTS
from transforms.lexicon import Lexicon, alternation

SENTENCE = ("document_id", "passage_id")
PARAGRAPH = ("document_id", "paragraph")
# A stage (开幕式上, 决赛中) goes on with the moment of so many paragraphs before.
_STAGE_REACHES = 6
_SAID = ("usable", "paragraph", "said", *INTERVAL)


def carry_times(timed: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Carry times forward: within the sentence any, within the paragraph a moment's.

    Pieces in reading order with the time that each holds (null where none) and `line_…`, that of
    the date line above them -> the same with the interval that governs each, `when`, `own`
    and `carried`.
    """
    near = alternation(lexicon.forms("language/event_times", role="near"))
    before, paragraph = pl.col("before").struct, pl.col("paragraph")
    moment = (
        ~before.field("said").str.contains(rf"^{near}$")
        & before.field("precision").is_in(MOMENTS)
        & before.field("mod").fill_null("approx").eq("approx")
    )
    placed = _placed(timed.with_columns(own=pl.col("time_start").is_not_null()), lexicon)
    return (
        placed.with_columns(
            sentence=pl.col("place").forward_fill().over(SENTENCE),
            before=pl.col("place").forward_fill().over("document_id"),
            linked=_goes_on(lexicon).cast(pl.Int8).cum_max().over(SENTENCE) == 1,
        )
        .with_columns(
            carried=pl.when("own")
            .then(pl.lit("piece"))
            .when(pl.col("sentence").is_not_null())
            .then(pl.lit("sentence"))
            .when(moment & (before.field("paragraph") == paragraph))
            .then(pl.lit("paragraph"))
            .when(moment & pl.col("linked") & (before.field("paragraph") == paragraph - 1))
            .then(pl.lit("link"))
        )
        .with_columns(governs=pl.when(pl.col("carried").is_not_null()).then("before"))
        .with_columns(governs=pl.when(pl.col("governs").struct.field("usable")).then("governs"))
        .with_columns(pl.col("governs").struct.field(name).alias(name) for name in INTERVAL)
        .with_columns(when=pl.col("governs").struct.field("said"))
        .drop("governs", "sentence", "before", "linked", "place")
    )


def _placed(timed: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `place`: the time that each piece sets for itself and for what follows; null for most.

    A date line sets its time for each paragraph below it; a stage, the moment told before. The
    year in the name of what is held (昨天,2019年…年会在重庆开幕) gives way to the moment before it.
    """
    begins = (pl.int_range(pl.len()).over(PARAGRAPH) == 0) & pl.col("line_start_at").is_not_null()
    line = pl.struct(
        pl.lit(True).alias("usable"),
        "paragraph",
        pl.col("line_said").alias("said"),
        *(pl.col(f"line_{name}").alias(name) for name in INTERVAL),
    )
    written = pl.when("own").then(pl.struct(*_SAID))
    fine = pl.col("own") & pl.col("usable") & pl.col("precision").is_in(MOMENTS)
    told = timed.with_columns(
        moment=pl.when(fine).then(pl.struct(*_SAID)).forward_fill().over("document_id"),
        scene=pl.when(fine).then(pl.struct(*_SAID)).forward_fill().over(SENTENCE),
    )
    again = pl.col("moment").struct.with_fields(paragraph=pl.col("paragraph"))
    return told.with_columns(
        place=pl.when(_named(lexicon))
        .then("scene")
        .when("own")
        .then(written)
        .when(begins)
        .then(line)
        .when(_staged(lexicon))
        .then(again)
        .when(_halted())
        .then(again.struct.with_fields(usable=pl.lit(False)))
    ).drop("moment", "scene")


def _halted() -> pl.Expr:
    """Whether a semicolon ends the reach of a month or year amid its clause (高铁2023年底开行;)."""
    amid = (pl.col("time_start") - pl.col("start_char") > 1) & ~pl.col("precision").is_in(MOMENTS)
    last = pl.when("own").then(amid).forward_fill().over(SENTENCE)
    return (pl.col("apart") & ~pl.col("own") & last).fill_null(False)


def _named(lexicon: Lexicon) -> pl.Expr:
    """Whether the time of a piece is the year in a name, under a moment of that year."""
    held = alternation(
        form
        for kind in ("assembly", "undertaking")
        for form in lexicon.forms("language/event_stops", kind=kind)
    )
    after = pl.col("surface").str.slice(pl.col("time_end") - pl.col("start_char"))
    scene = pl.col("scene").struct
    return (
        pl.col("own")
        & ~pl.col("precision").is_in(MOMENTS)
        & (scene.field("start_at") >= pl.col("start_at"))
        & (scene.field("end_at") <= pl.col("end_at"))
        & after.str.contains(rf"^\p{{Han}}[^,]*{held}")
    ).fill_null(False)


def _staged(lexicon: Lexicon) -> pl.Expr:
    """Whether a piece without a time begins on the stage of a happening told shortly before."""
    moment = pl.col("moment").struct.field("paragraph")
    return (
        ~pl.col("own")
        & (pl.col("paragraph") - moment).is_between(1, _STAGE_REACHES)
        & pl.col("surface").str.contains(stage(lexicon))
    ).fill_null(False)


def stage(lexicon: Lexicon) -> str:
    """What the first piece of a paragraph looks like that goes on on a stage: 在男子决赛中."""
    held = alternation(lexicon.forms("language/event_stops", kind="assembly"))
    return rf"^(?:\P{{Han}}{{0,8}})(?:[^,的]{{0,20}}在)?[^,的]{{0,20}}{held}(?:上|中|现场|环节)"


def _goes_on(lexicon: Lexicon) -> pl.Expr:
    """Whether a piece begins with a word that goes on from what was told (随后, 接着)."""
    links = alternation(lexicon.forms("language/event_times", role="link"))
    return pl.col("surface").str.contains(rf"^(?:[^\p{{Han}}]*){links}")
