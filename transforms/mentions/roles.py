"""What part places and organisations play in the happenings that name them."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.words import tag_words

# What takes its course somewhere: a place before it is where, not who.
_TAKES_PLACE = ("accident", "die", "hold", "injure", "occur", "protest", "discover", "appear")
# What is done to a place or a body itself; 夺得中国杯 and 发布四川省规划 do nothing to theirs.
_DONE_TO = ("arrest", "attack", "join", "judge", "meet", "move", "rescue", "visit")
# A word of these classes right behind a name leaves the name the subject: 公安局昨日抓获.
_LEAVES_SUBJECT = "^ [^ ]+/(?:v|vd|vn|d|ad|p|t|m|c|x|f|nz) "
# What may stand between two names that share their part.
_JOINS = ("", "、", "和", "与", "及", "以及", "同")
_AHEAD = 8
_PAIR = ("document_id", "start_char", "end_char", "kind")


def add_roles(
    mentions: pl.DataFrame, events: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Give each naming within an event's clause its part: agent, patient or place.

    MENTION, EVENT, PASSAGE -> the same rows with `role`: by the preposition before the name, by
    the passive, by the side of the predicate that it stands on. Null for programmes, for a name
    within a longer one, outside events and where the words do not tell. Names that stand side by
    side (在四川省成都市, 中国和法国) share the part of the first.
    """
    named = _within_events(_outermost(mentions), events, passages)
    judged = (
        _with_surroundings(named, lexicon)
        .with_columns(role=_role(lexicon))
        .pipe(_shared)
        .sort("document_id", "start_char")
        .unique(_PAIR, keep="first", maintain_order=True)
    )
    return mentions.join(judged.select(*_PAIR, "role"), on=_PAIR, how="left", validate="m:1")


def _outermost(mentions: pl.DataFrame) -> pl.DataFrame:
    """Places and organisations that lie in no longer name."""
    reached = pl.col("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    return (
        mentions.filter(pl.col("kind").is_in(["place", "organisation"]))
        .sort("document_id", "start_char", "end_char", descending=[False, False, True])
        .filter(pl.col("end_char") > reached)
        .select(*_PAIR, "passage_id", "admin_code")
    )


def _within_events(
    named: pl.DataFrame, events: pl.DataFrame, passages: pl.DataFrame
) -> pl.DataFrame:
    """Names with the first event whose clause holds them: `clause`, and where its trigger is."""
    texts = passages.select("passage_id", "folded", at="start_char")
    clauses = events.select(
        "passage_id", "trigger", verb="kind", since="start_char", until="end_char"
    ).join(texts, on="passage_id", how="left", validate="m:1")
    begin = pl.col("since") - pl.col("at")
    whole = pl.col("folded").str.slice(begin, pl.col("until") - pl.col("since"))
    # The last time that the trigger's word stands in the clause it is the predicate.
    tail = whole.str.split(pl.col("trigger")).list.last().str.len_chars().cast(pl.Int64)
    size = pl.col("trigger").str.len_chars().cast(pl.Int64)
    return (
        named.join(clauses, on="passage_id", how="inner")
        .filter((pl.col("start_char") >= pl.col("since")) & (pl.col("end_char") <= pl.col("until")))
        .with_columns(does=pl.col("until") - tail - size, done=pl.col("until") - tail)
        .sort("document_id", "start_char", "since")
        .unique(_PAIR, keep="first", maintain_order=True)
    )


def _with_surroundings(named: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `lead` (the clause up to the name), `gap` (to the predicate or from it), `subject`."""

    def between(since: pl.Expr, until: pl.Expr) -> pl.Expr:
        length = pl.max_horizontal(until - since, 0)
        return pl.col("folded").str.slice(since - pl.col("at"), length)

    before = pl.col("end_char") <= pl.col("does")
    texts = named.with_columns(
        before=before,
        lead=between(pl.col("since"), pl.col("start_char")),
        up_to=between(pl.col("since"), pl.col("does")),
        gap=pl.when(before)
        .then(between(pl.col("end_char"), pl.col("does")))
        .otherwise(between(pl.col("done"), pl.col("start_char"))),
    ).with_columns(ahead=pl.col("gap").str.head(_AHEAD))
    tagged = tag_words(texts.filter("before")["ahead"], lexicon).rename({"surface": "ahead"})
    return texts.join(tagged, on="ahead", how="left", validate="m:1").with_columns(
        subject=(pl.col("gap") == "")
        | pl.col("gap").str.contains(rf"^{_words(lexicon, 'manner')}")
        | (
            pl.col("tagged").str.contains(_LEAVES_SUBJECT).fill_null(False)
            # 国防部长: who heads a body is not the body.
            & ~pl.col("gap").str.contains(rf"^{_words(lexicon, 'office')}")
        )
    )


@cache
def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms("language/role_words", role=role))


def _role(lexicon: Lexicon) -> pl.Expr:
    """The part of each name by itself."""
    lead, place = pl.col("lead"), pl.col("kind") == "place"

    other = rf"{_words(lexicon, 'none')}$"

    def behind(role: str) -> pl.Expr:
        return lead.str.contains(rf"{_words(lexicon, role)}$") & ~lead.str.contains(other)

    passive = _words(lexicon, "by")
    acted_on = pl.col("before") & pl.col("up_to").str.contains(passive)
    takes_place = pl.col("verb").is_in(_TAKES_PLACE).fill_null(False)
    object_of = pl.col("gap").is_in(["", "了", "过"]) & pl.col("verb").is_in(_DONE_TO)
    arrives = pl.col("trigger").str.contains(rf"^{_words(lexicon, 'arrive')}$")
    return (
        pl.when(behind("at"))
        .then(pl.lit("place"))
        .when(behind("by") | behind("agent"))
        .then(pl.lit("agent"))
        .when(behind("towards"))
        .then(pl.lit("patient"))
        .when(pl.col("before") & place & takes_place)
        .then(pl.lit("place"))
        .when(acted_on & pl.col("subject"))
        .then(pl.lit("patient"))
        .when(pl.col("before") & (behind("with") | pl.col("subject")))
        .then(pl.lit("agent"))
        .when(~pl.col("before") & object_of)
        .then(pl.when(arrives & place).then(pl.lit("place")).otherwise(pl.lit("patient")))
        .when(pl.col("before") & place & pl.col("admin_code").is_not_null())
        .then(pl.lit("place"))
    )


def _shared(judged: pl.DataFrame) -> pl.DataFrame:
    """Names of one kind with nothing but a joint between them share the part of the first."""
    joint = pl.col("folded").str.slice(
        pl.col("end_char").shift(1).over("passage_id") - pl.col("at"),
        pl.max_horizontal(pl.col("start_char") - pl.col("end_char").shift(1).over("passage_id"), 0),
    )
    follows = (
        joint.is_in(_JOINS)
        & (pl.col("kind") == pl.col("kind").shift(1).over("passage_id"))
        & (pl.col("since") == pl.col("since").shift(1).over("passage_id"))
    ).fill_null(False)
    return (
        judged.sort("document_id", "start_char")
        .with_columns(chain=(~follows).cum_sum())
        .with_columns(first=pl.col("role").first().over("chain"))
        .with_columns(role=pl.coalesce("first", "role"))
    )
