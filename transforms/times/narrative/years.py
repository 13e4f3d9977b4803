"""The year that the narration stands at, for what lacks only its year: 5月7日, 全年, 上年."""

import polars as pl

from transforms.times.narrative.scopes import (
    DATELIKE,
    LAST_MOMENT,
    before,
    compares,
    heads,
    id_before,
    just_before,
    place,
)


def tell_years(times: pl.DataFrame) -> pl.DataFrame:
    """Place what lacks only its year: 5月7日, 全年, 上年.

    The year spoken of is that of the last mention that states one; a month-day takes the last
    stated in its paragraph, else the last dated mention of its section, else the document's own
    year, else (in a document of no known date) the year of the last full date, or of the
    next in its paragraph.
    """
    own = pl.col("published_start").dt.year()
    stated = _stated_year()
    spoken = pl.col("now_year").fill_null(stated)
    told = times.with_columns(
        told=pl.when(compares() | ~_frames()).then(None).otherwise(spoken),
        told_month=pl.when(compares() | ~_frames())
        .then(None)
        .otherwise(pl.col("start_at").dt.month()),
        framed=pl.when(_opens() & ~compares()).then(spoken),
        # 去年4月…,6月 goes on in that year; 去年 alone compares as often as it frames.
        pointed=pl.when(_points_away() & ~compares()).then(pl.col("start_at").dt.year()),
        dated=pl.when(_dates() | heads("year")).then(spoken),
        headed=pl.when(heads("year", "month")).then(stated),
        announced=pl.when(_announces() & ~compares()).then(stated),
        stated=pl.when(_dates()).then(stated),
    ).with_columns(
        before("told", "document"),
        before("told", "paragraph").alias("told_near"),
        before("framed", "paragraph").alias("framed_near"),
        before("told_month", "paragraph"),
        id_before("framed", "paragraph").alias("framed_near_by"),
        just_before(pl.col("pointed"), "passage"),
        just_before(pl.col("start_at").dt.month(), "passage").alias("pointed_month"),
        just_before(pl.col("time_id"), "passage").alias("pointed_by"),
        before("dated", "section").alias("dated_near"),
        before("headed", "document"),
        before("announced", "document"),
        before("stated", "document").alias("stated_before"),
        id_before("told", "document").alias("told_by"),
        id_before("told", "paragraph").alias("told_near_by"),
        id_before("dated", "section").alias("dated_near_by"),
        id_before("headed", "document").alias("headed_by"),
        id_before("announced", "document").alias("announced_by"),
        pl.col("stated").drop_nulls().first().over("in_paragraph").alias("stated_first"),
    )
    return _place_years(told, own)


def _place_years(told: pl.DataFrame, own: pl.Expr) -> pl.DataFrame:
    """Choose the year for each row that lacks one, and place the row."""
    month = pl.col("month")
    # 2011年12月28日…1月3日 has run into the next year.
    on = ((pl.col("told_month") - month >= 9) & (pl.col("told_near") < own)).fill_null(False)
    goes_on = pl.when(month > pl.col("pointed_month")).then("pointed")
    soon = _soon()
    told_near = pl.col("told_near") + (on | soon).cast(pl.Int32)
    near = pl.coalesce(goes_on, told_near, "dated_near", "headed")
    late = (month - pl.col("published_start").dt.month()) >= 9
    default = pl.coalesce(
        "reference_year", own - late.fill_null(False).cast(pl.Int32) + soon.cast(pl.Int32)
    )
    likely = pl.coalesce(near, default, "stated_before", "stated_first")
    named = pl.coalesce("framed_near", "announced", _reported_year(), "told")
    # 当年 of which no year is told before is long ago, and nobody knows when.
    spoken = pl.coalesce(named, pl.when(~_back_then()).then(pl.coalesce(own, "stated_first")))
    is_likely = (pl.col("from_base") == "likely") & (pl.col("from_unit") == "year")
    is_spoken = (pl.col("from_base") == "narrative") & (pl.col("from_unit") == "year")
    # 29 February is in the last leap year.
    leap = (month == 2) & (pl.col("day") == 29)
    likely = pl.when(leap).then(likely - likely % 4).otherwise(likely)
    year = pl.when(is_likely).then(likely).when(is_spoken).then(spoken)
    source = (
        pl.when(is_likely & near.is_not_null())
        .then(
            pl.when(goes_on.is_not_null())
            .then("pointed_by")
            .otherwise(pl.coalesce("told_near_by", "dated_near_by", "headed_by"))
        )
        .when(is_spoken)
        .then(
            pl.when(pl.col("framed_near").is_not_null())
            .then("framed_near_by")
            .when(pl.col("announced").is_not_null())
            .then("announced_by")
            .when(_reported_year().is_null())
            .then("told_by")
        )
    )
    return place(told, pl.datetime(year, 1, 1), source, is_likely | is_spoken)


def _soon() -> pl.Expr:
    """Whether a festival of January is the one to come: 元旦 in December."""
    feast = pl.col("calendar").str.contains("^(?:festival|holiday|annual):")
    late = pl.col("published_start").dt.month() == 12
    told = pl.col("told_near").is_null() | (
        pl.col("told_near") == pl.col("published_start").dt.year()
    )
    return (feast & (pl.col("month") == 1) & late & told).fill_null(False)


def _stated_year() -> pl.Expr:
    """The year that the row's own words state, or that of the document's year it points at."""
    absolute = pl.col("from_base") == "absolute"
    last = pl.coalesce(pl.col("end_at") - LAST_MOMENT, "start_at")
    return pl.when(absolute & (pl.col("mod").fill_null("") != "since")).then(last.dt.year())


def _frames() -> pl.Expr:
    """Whether what follows is told of that year: a year inside a phrase only names something.

    2026年,… frames; 申办2026年乒乓球亚洲杯 does not.
    """
    return _opens() | (pl.col("precision") != "year")


def _opens() -> pl.Expr:
    """Whether the row opens its clause, and so frames what follows, whatever its precision."""
    return pl.col("lead").str.contains(r"^$|[\s\p{P}在于]$")


def _announces() -> pl.Expr:
    """Whether a heading opens with the year of what stands under it: 2014年的主要工作任务."""
    return (pl.col("kind") == "heading") & _opens() & (pl.col("precision") == "year")


def _points_away() -> pl.Expr:
    """Whether the row is a month or day of a year told from the document's: 去年4月."""
    away = (pl.col("from_base") == "document") & (pl.col("from_unit") == "year")
    return away & pl.col("precision").is_in(DATELIKE) & pl.col("month").is_not_null()


def _back_then() -> pl.Expr:
    return pl.col("surface").str.contains("当年$")


def _reported_year() -> pl.Expr:
    """The year a document reports on: its title's, else the one before an early report."""
    start = pl.col("published_start")
    early = (pl.col("genre") == "report") & (start.dt.month() <= 3) & ~pl.col("coming")
    return pl.coalesce("reference_year", pl.when(early).then(start.dt.year() - 1))


def _dates() -> pl.Expr:
    """Whether the row dates something by month or day, or returns to the document's present."""
    return ~compares() & (pl.col("precision").is_in(DATELIKE) | pl.col("now_year").is_not_null())
