"""Dates of publication that nothing states, but the story implies."""

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.times.dating.found import dated
from transforms.times.narrative.scopes import DAYLIKE

# 2022年4月27日0-24时, 截至4月27日24时: a day that was over when the bulletin told of it.
_DAY_OVER = "24时$"
_OPENING = 4
# A story that tells days without a year goes on from its last dated one without a gap so long.
_APART = 45
# 2021年度: a year that is over.
_CLOSED_YEAR = "[0-9]年度"
_OPEN = ("since", "before", "after", "until")


def day_after_window(vouched: pl.DataFrame) -> pl.DataFrame:
    """The morning after the day that a bulletin opens with as over: 4月27日0—24时."""
    over = vouched.filter(
        (pl.col("paragraph") < _OPENING)
        & pl.col("surface").str.contains(_DAY_OVER)
        & pl.col("start_at").is_not_null()
        & pl.col("from_base").is_in(["absolute", "likely"])
        & (pl.col("genre") != "report")
    )
    return (
        over.sort("document_id", "start_char")
        .unique("document_id", keep="first", maintain_order=True)
        .with_columns(
            start_at=(pl.col("start_at") - pl.duration(seconds=pl.col("from_seconds").fill_null(0)))
            .dt.truncate("1d")
            .dt.offset_by("1d"),
            precision=pl.lit("day"),
        )
        .pipe(
            dated,
            pl.lit("inferred"),
            pl.format("the day that it opens with as over, {}, and one more", "quote"),
        )
    )


def inferred_months(vouched: pl.DataFrame) -> pl.DataFrame:
    """The month of the latest day narrated in the body.

    Only a day whose year is left to the reader (6月11日) belongs to the present of the text; full
    dates may be anybody's past. Plans and teasers tell nothing of the day of telling.
    """
    near = (pl.col("from_base") != "likely") | (pl.col("apart") <= _APART)
    told = vouched.filter(
        near
        & pl.col("start_at").is_not_null()
        & pl.col("kind").is_in(["body", "quotation", "caption", "heading"])
        & ~pl.col("planned")
    ).with_columns(latest_told=pl.col("start_at").max().over("document_id"))
    narrated = told.filter(
        pl.col("precision").is_in(DAYLIKE)
        & (pl.col("from_base") == "likely")
        & (pl.col("genre") != "report")
        & pl.col("month").is_not_null()
        & ~pl.col("mod").fill_null("").is_in(_OPEN)
    ).with_columns(precision=pl.lit("month"), last=pl.col("start_at").dt.date())
    latest = (
        narrated.sort("document_id", "start_at")
        .unique("document_id", keep="last", maintain_order=True)
        .filter(pl.col("latest_told") <= pl.col("start_at").dt.month_end().dt.offset_by("1d"))
    )
    because = pl.format(
        "latest narrated day {} ({}); nothing later in the document's own body", "quote", "last"
    )
    return latest.pipe(dated, pl.lit("inferred"), because)


def reported_years(documents: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The year after the one that a title says is closed; of a work report the year it names."""
    rows = lexicon["language/genres"].filter(year="named")
    named = pl.col("title").fill_null("").str.contains(alternation(rows["form"].to_list()))
    closed = pl.col("title").fill_null("").str.contains(_CLOSED_YEAR)
    late = pl.when(named & ~closed).then(0).otherwise(1)
    return (
        documents.filter(pl.col("reference_year").is_not_null() & (pl.col("genre") == "report"))
        .with_columns(
            start_at=pl.datetime(pl.col("reference_year") + late, 1, 1), precision=pl.lit("year")
        )
        .pipe(dated, pl.lit("inferred"), pl.format("it reports on {}", "reference_year"))
    )
