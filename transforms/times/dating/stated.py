"""Dates of publication that the lines at a document's head and foot state."""

import polars as pl

from transforms.lexicon import Lexicon
from transforms.times.dating.context import in_context
from transforms.times.dating.found import dated

# 今早(28日), 今天(2月28日): what stands in brackets is the day of the telling.
_TODAY = r"^今[天日早晚晨]间?\("
_TODAY_RANK, _MEETING_RANK = 4, 2
_SOON = "6mo"
# A day that stands alone on its line over and over heads the parts of a chronicle.
_ALONE = r"\|[^\p{Han}0-9|]{0,8}\{DATE\}[^\p{Han}0-9|]{0,4}\|"
_MOST_ALONE = 3
_COMPACT = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IN_BRACKETS = rf"\([^()]{{0,16}}({_COMPACT})\)\W*$"
_NUMBERED = r"^[^《,。]{0,24}((?:19|20)[0-9]{2})\s?年第\s?[0-9]{1,5}\s?号\W{0,4}$"
_BRACKETED = r"^[^《,。]{0,24}[\[〔(【]((?:19|20)[0-9]{2})[\]〕)】]\s?第?[0-9]{1,5}号\W{0,4}$"
_ISSUE = (
    r"^[^,。]{0,24}((?:19|20)[0-9]{2})\s?年(?:度)?(?:总)?第\s?[0-9一二三四五六七八九十]{1,4}\s?期"
)


def stated_dates(vouched: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The date in a meeting line, release line, dateline or signature, by document.

    Placed times -> document and `published_*`, at most one row a document: by the rank of the
    rule, then in the order of the text.
    """
    shown = in_context(vouched, passages).filter(~_chronicle())
    rules = [
        shown.filter(_fits(rule)).with_columns(
            rank=pl.lit(int(rule["rank"])), basis=pl.lit(rule["basis"])
        )
        for rule in lexicon["language/date_lines"].to_dicts()  # a seed table, not data
    ]
    today = shown.filter(
        (pl.col("at_head") | pl.col("at_foot")) & pl.col("surface").str.contains(_TODAY)
    ).with_columns(rank=pl.lit(_TODAY_RANK), basis=pl.lit("dateline"))
    return (
        pl.concat([*rules, today])
        .filter(~_copied())
        .sort("document_id", "rank", "start_char")
        .unique("document_id", keep="first", maintain_order=True)
        .pipe(dated, pl.col("basis"), pl.col("line"))
    )


def _copied() -> pl.Expr:
    """Whether a page was released so long after the meeting that it is a copy of old papers."""
    given = pl.when(pl.col("rank") == _MEETING_RANK).then("start_at").min().over("document_id")
    return (pl.col("start_at") > given.dt.offset_by(_SOON)).fill_null(False)


def _fits(rule: dict[str, str]) -> pl.Expr:
    """Whether a time stands where and among words that a row of the table describes."""
    place = {
        "head": pl.col("at_head"),
        "foot": pl.col("at_foot"),
        "any": pl.col("at_head") | pl.col("at_foot"),
    }[rule["place"]]
    own = pl.col("from_base") == "absolute" if rule["year"] == "written" else pl.lit(True)
    fits = place & own & pl.col("context").str.contains(rule["pattern"])
    return fits & ~pl.col("context").str.contains(rule["unless"]) if rule["unless"] else fits


def _chronicle() -> pl.Expr:
    """Whether the time is one of many that stand alone on their lines."""
    alone = pl.col("context").str.contains(_ALONE)
    return alone & (alone.sum().over("document_id") > _MOST_ALONE)


def compact_dates(passages: pl.DataFrame) -> pl.DataFrame:
    """The eight digits in the brackets of a heading at the top, or below the text: (20260501)."""
    last = pl.col("paragraph").max().over("document_id")
    edge = (pl.col("paragraph") < 3) | (pl.col("paragraph") == last)
    day = pl.col("folded").str.extract(_IN_BRACKETS, 1)
    return (
        passages.filter(edge & (pl.col("kind") != "teaser"))
        .with_columns(
            start_at=day.str.to_datetime("%Y%m%d", strict=False, time_unit="us"),
            precision=pl.lit("day"),
        )
        .drop_nulls("start_at")
        .sort("document_id", "ordinal")
        .unique("document_id", keep="first", maintain_order=True)
        .pipe(dated, pl.lit("title"), pl.col("quote").str.strip_chars().str.slice(0, 60))
    )


def numbered_years(passages: pl.DataFrame) -> pl.DataFrame:
    """The year in a document's own number, 国发〔2012〕5号, or in that of its issue."""
    bare = pl.col("folded").str.strip_chars()
    year = pl.coalesce(
        bare.str.extract(_BRACKETED, 1), bare.str.extract(_NUMBERED, 1), bare.str.extract(_ISSUE, 1)
    )
    return (
        passages.filter((pl.col("paragraph") < 8) & (pl.col("kind") != "teaser"))
        .with_columns(
            start_at=pl.datetime(year.cast(pl.Int32), 1, 1),
            precision=pl.lit("year"),
        )
        .drop_nulls("start_at")
        .sort("document_id", "ordinal")
        .unique("document_id", keep="first", maintain_order=True)
        .pipe(dated, pl.lit("byline"), pl.col("quote").str.strip_chars().str.slice(0, 60))
    )
