"""What a speaker calls now: “我们昨天抵达”，他3月5日说."""

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.times.narrative.scopes import DAYLIKE, SCOPES, place, value_before

_OPEN, _CLOSE = "“", "”"
# The units that a speaker's words may point in, by how finely the day of the saying is known.
_POINTED = {"year": ("year",), "month": ("year", "quarter", "month")}
_HEARD = ("depth", "circles", "said_before", "said_after")
_ALL = ("year", "quarter", "month", "week", "day")


def hear_speakers(times: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Place 昨天, 今年, 上周 inside quotation marks by the day on which it was said.

    The saying is the last time told before the quotation, with a verb of saying between them, or
    else the first one after it in its paragraph. What is said on the document's own day stays as
    it is. `said_end` is the end of the saying's day, to which 以来 reaches.
    """
    points = (pl.col("from_base") == "document") & pl.col("from_unit").is_in(_ALL)
    points &= pl.col("calendar").is_null() & pl.col("construction").is_in(["point", "range"])
    asking = times.filter(points).select(SCOPES["paragraph"]).unique()
    spoken = _quoted(passages, asking)
    if spoken.is_empty():
        return times.with_columns(said_end=pl.lit(None, dtype=pl.Datetime("us")))
    heard = _sayings(times, spoken, lexicon)
    told = times.join(heard, on="time_id", how="left", validate="1:1", maintain_order="left")
    by = pl.coalesce("said_before", "said_after")
    told = told.with_columns(said_by=pl.when(points & (pl.col("depth") > 0)).then(by))
    said = times.select(
        said_by="time_id", said_at="start_at", said_end="end_at", said_precision="precision"
    )
    told = told.join(said, on="said_by", how="left", validate="m:1", maintain_order="left")
    speaks = pl.col("said_at").is_not_null() & _is_fine_enough() & ~_is_the_document_s_own()
    told = told.with_columns(speaks=speaks.fill_null(False)).with_columns(
        said_end=pl.when("speaks").then("said_end"),
        anchor_time_id=pl.when(pl.col("circles").fill_null(False).not_()).then("anchor_time_id"),
    )
    placed = place(told, pl.col("said_at"), pl.col("said_by"), pl.col("speaks"))
    return placed.drop(_HEARD, "said_by", "said_at", "said_precision", "speaks")


def _quoted(passages: pl.DataFrame, asking: pl.DataFrame) -> pl.DataFrame:
    """The passages of paragraphs that ask and quote, with how deep in quotation each begins."""
    opened = pl.col("folded").str.count_matches(_OPEN, literal=True).cast(pl.Int64)
    closed = pl.col("folded").str.count_matches(_CLOSE, literal=True).cast(pl.Int64)
    paragraph = SCOPES["paragraph"]
    return (
        passages.join(asking, on=paragraph, how="semi", maintain_order="left")
        .with_columns(opened=opened, deeper=opened - closed)
        .filter(pl.col("opened").sum().over(paragraph) > 0)
        .with_columns(depth=pl.col("deeper").cum_sum().over(paragraph) - pl.col("deeper"))
        .select("passage_id", "depth", folded="folded", begin="start_char")
    )


def _sayings(times: pl.DataFrame, spoken: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """For each time of these passages: how deep in quotation it stands, and the sayings near it."""
    before = pl.col("folded").str.slice(0, pl.col("start_char") - pl.col("begin"))
    after = pl.col("folded").str.slice(pl.col("end_char") - pl.col("begin"))
    verbs = saying_verbs(lexicon)
    opened = before.str.count_matches(_OPEN, literal=True).cast(pl.Int64)
    closed = before.str.count_matches(_CLOSE, literal=True).cast(pl.Int64)
    dated = (
        pl.col("precision").is_in(["year", "month", *DAYLIKE]) & pl.col("start_at").is_not_null()
    )
    within = times.join(
        spoken, on="passage_id", how="inner", validate="m:1", maintain_order="left"
    ).with_columns(depth=pl.col("depth") + opened - closed)
    quoted = within.filter(pl.col("depth") > 0)["time_id"]
    outside = dated & (pl.col("depth") == 0)
    leads = outside & after.str.contains(f"^[^“”]*{verbs}[^“”]*“")
    # What is told between two quotations closes the first one.
    follows = outside & after.str.contains(f"^[^“”]*{verbs}[^“”]*$")
    # 3月5日 after a quotation must not hang on what hangs on it: the document gives its year too.
    circles = follows & pl.col("anchor_time_id").is_in(quoted.implode())
    own_year = pl.col("start_at").dt.year() == pl.col("published_start").dt.year()
    return (
        within.with_columns(
            leads=pl.when(leads).then("time_id"),
            follows=pl.when(follows & (~circles.fill_null(False) | own_year)).then("time_id"),
            circles=circles & own_year,
        )
        .with_columns(
            said_before=value_before(pl.col("leads"), "paragraph"),
            said_after=pl.col("follows").backward_fill().over("in_paragraph"),
        )
        .select("time_id", *_HEARD)
    )


def saying_verbs(lexicon: Lexicon) -> str:
    """A pattern of the verbs that hand on what somebody said."""
    kinds = ("talk", "report")
    return alternation(
        form for kind in kinds for form in lexicon.forms("language/event_stops", kind=kind)
    )


def _is_fine_enough() -> pl.Expr:
    """Whether the day of the saying is known well enough for what the speaker points at."""
    fine = pl.col("said_precision").is_in(DAYLIKE)
    for precision, units in _POINTED.items():
        fine |= (pl.col("said_precision") == precision) & pl.col("from_unit").is_in(units)
    return fine.fill_null(False)


def _is_the_document_s_own() -> pl.Expr:
    """Whether it was said on the day that the document is of, or in a time that holds it."""
    ends = pl.col("published_end").cast(pl.Datetime("us"))
    begins = pl.col("published_start").cast(pl.Datetime("us"))
    return ((pl.col("said_at") < ends) & (pl.col("said_end") > begins)).fill_null(False)
