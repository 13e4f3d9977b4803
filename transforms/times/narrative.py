"""Where the narration stands: the last year, month and day told, and which mention told it."""

import polars as pl

from transforms.times.place import stepped

_DAYLIKE = ("day", "part_of_day", "hour", "minute", "second")
_DATELIKE = ("month", "ten_days", "week", *_DAYLIKE)
_LAST_MOMENT = pl.duration(microseconds=1)


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
        told=pl.when(_compares() | ~_frames()).then(None).otherwise(spoken),
        told_month=pl.when(_compares() | ~_frames())
        .then(None)
        .otherwise(pl.col("start_at").dt.month()),
        framed=pl.when(_opens() & ~_compares()).then(spoken),
        # 去年4月…,6月 goes on in that year; 去年 alone compares as often as it frames.
        pointed=pl.when(_points_away() & ~_compares()).then(pl.col("start_at").dt.year()),
        dated=pl.when(_dates()).then(spoken),
        stated=pl.when(_dates()).then(stated),
    ).with_columns(
        _before("told", "document_id"),
        _before("told", "paragraph").alias("told_near"),
        _before("framed", "paragraph").alias("framed_near"),
        _before("told_month", "paragraph"),
        _id_before("framed", "paragraph").alias("framed_near_by"),
        pl.col("pointed").shift(1).over(_SCOPES["passage"]),
        pl.col("start_at").dt.month().shift(1).over(_SCOPES["passage"]).alias("pointed_month"),
        pl.col("time_id").shift(1).over(_SCOPES["passage"]).alias("pointed_by"),
        _before("dated", "section").alias("dated_near"),
        _before("stated", "document_id").alias("stated_before"),
        _id_before("told", "document_id").alias("told_by"),
        _id_before("told", "paragraph").alias("told_near_by"),
        _id_before("dated", "section").alias("dated_near_by"),
        pl.col("stated")
        .drop_nulls()
        .first()
        .over("document_id", "paragraph")
        .alias("stated_first"),
    )
    return _place_years(told, own)


def _place_years(told: pl.DataFrame, own: pl.Expr) -> pl.DataFrame:
    """Choose the year for each row that lacks one, and place the row."""
    month = pl.col("month")
    # 2011年12月28日…1月3日 has run into the next year.
    on = ((pl.col("told_month") - month >= 9) & (pl.col("told_near") < own)).fill_null(False)
    goes_on = pl.when(month > pl.col("pointed_month")).then("pointed")
    soon = _soon()
    near = pl.coalesce(goes_on, pl.col("told_near") + (on | soon).cast(pl.Int32), "dated_near")
    late = (month - pl.col("published_start").dt.month()) >= 9
    default = pl.coalesce(
        "reference_year", own - late.fill_null(False).cast(pl.Int32) + soon.cast(pl.Int32)
    )
    likely = pl.coalesce(near, default, "stated_before", "stated_first")
    spoken = pl.coalesce("framed_near", _reported_year(), "told", own, "stated_first")
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
            .otherwise(pl.coalesce("told_near_by", "dated_near_by"))
        )
        .when(is_spoken)
        .then(
            pl.when(pl.col("framed_near").is_not_null())
            .then("framed_near_by")
            .when(_reported_year().is_null())
            .then("told_by")
        )
    )
    return _place(told, pl.datetime(year, 1, 1), source, is_likely | is_spoken)


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
    last = pl.coalesce(pl.col("end_at") - _LAST_MOMENT, "start_at")
    return pl.when(absolute & (pl.col("mod").fill_null("") != "since")).then(last.dt.year())


def _compares() -> pl.Expr:
    """Whether the year is only the base of a comparison: 比2002年增长."""
    return (
        pl.col("lead").str.contains("[比较与同从]$")
        | pl.col("surface").str.contains("^从")
        | pl.col("mod").fill_null("").is_in(["since", "until", "before", "after"])
    )


def _frames() -> pl.Expr:
    """Whether what follows is told of that year: a year inside a phrase only names something.

    2026年,… frames; 申办2026年乒乓球亚洲杯 does not.
    """
    return _opens() | (pl.col("precision") != "year")


def _opens() -> pl.Expr:
    """Whether the row opens its clause, and so frames what follows, whatever its precision."""
    return pl.col("lead").str.contains(r"^$|[\s\p{P}在于]$")


def _points_away() -> pl.Expr:
    """Whether the row is a month or day of a year told from the document's: 去年4月."""
    away = (pl.col("from_base") == "document") & (pl.col("from_unit") == "year")
    return away & pl.col("precision").is_in(_DATELIKE) & pl.col("month").is_not_null()


def _reported_year() -> pl.Expr:
    """The year a document reports on: its title's, else the one before an early report."""
    start = pl.col("published_start")
    early = (pl.col("genre") == "report") & (start.dt.month() <= 3) & ~pl.col("coming")
    return pl.coalesce("reference_year", pl.when(early).then(start.dt.year() - 1))


def _dates() -> pl.Expr:
    """Whether the row dates something by month or day, or returns to the document's present."""
    return ~_compares() & (pl.col("precision").is_in(_DATELIKE) | pl.col("now_year").is_not_null())


def tell_days(times: pl.DataFrame) -> pl.DataFrame:
    """Place what lacks its month or day: 15日, 当月, 当晚, 次日, 9时.

    A bare day takes the month of the last dated mention of its section, the next month where the
    day has run past its end; a day that the narration stands at is the last one told, moved by
    every 次日 since.
    """
    return _tell_narrated_days(_tell_days_of_months(times))


def _tell_days_of_months(times: pl.DataFrame) -> pl.DataFrame:
    dated = ~_compares() & pl.col("precision").is_in(_DATELIKE)
    last = pl.coalesce(pl.col("end_at") - _LAST_MOMENT, "start_at")
    # Where the document has no date yet, the next full date of the paragraph serves.
    first = pl.col("told").drop_nulls().first().over("document_id", "paragraph")
    undated = pl.col("published_start").is_null()
    told = (
        times.with_columns(told=pl.when(dated).then(last))
        .with_columns(
            near=_before("told", "paragraph"),
            told=pl.coalesce(_before("told", "section"), pl.when(undated).then(first)),
            told_by=_id_before("told", "section"),
        )
        .with_columns(fresh=_is_of_the_document())
        .with_columns(
            told=pl.when(~pl.col("fresh")).then("told"),
            told_by=pl.when(~pl.col("fresh")).then("told_by"),
        )
    )
    bare = (pl.col("from_base") == "likely") & (pl.col("from_unit") == "month")
    month = (pl.col("from_base") == "narrative") & (pl.col("from_unit") == "month")
    own = pl.col("published_start").cast(pl.Datetime("us"))
    passed = (pl.col("published_end") - pl.duration(days=1)).dt.day()
    day = pl.col("day")
    # 28日…2日 has run into the next month; 29日 in a report of the 22nd was last month's.
    on = (pl.col("told").dt.day() - day >= 20).fill_null(False)
    back = (pl.col("told").is_null() & (day > passed)).fill_null(False)
    reference = (
        pl.when(bare & on)
        .then(pl.col("told").dt.truncate("1mo").dt.offset_by("1mo"))
        .when(bare & back)
        .then(own.dt.truncate("1mo").dt.offset_by("-1mo"))
        .otherwise(pl.coalesce("told", own))
    )
    return _place(told, reference, pl.col("told_by"), bare | month)


def _is_of_the_document() -> pl.Expr:
    """Whether a bare day of a new paragraph is the document's own month's, not the narrative's.

    It is where that is the day of telling or a day of the week before, and where the narrative
    stands at a month still to come.
    """
    told_on = pl.col("published_end") - pl.duration(days=1)
    days_ago = told_on.dt.day() - pl.col("day")
    recent = days_ago.is_between(-1, 7)
    ahead = pl.col("told") >= pl.col("published_end").cast(pl.Datetime("us"))
    return (pl.col("near").is_null() & (recent | ahead)).fill_null(False)


def _tell_narrated_days(times: pl.DataFrame) -> pl.DataFrame:
    # 到今天上午 brings the story to the day of telling.
    to_date = (pl.col("mod") == "until") & (pl.col("from_base") == "document")
    known = (
        (~_compares() | to_date.fill_null(False))
        & pl.col("precision").is_in(_DAYLIKE)
        & pl.col("start_at").is_not_null()
        & (pl.col("from_base") != "narrative")
    )
    hangs = (pl.col("from_base") == "narrative") & pl.col("from_unit").is_in(["day", "week"])
    ahead = pl.col("start_at") >= pl.col("published_end").cast(pl.Datetime("us"))
    # The narration does not stand at a deadline that is only planned.
    narrated = known & ~(ahead & pl.col("coming")).fill_null(False)
    told = _stand(_stand(times, known, hangs, "planned"), narrated, hangs, "narrated")
    plan = pl.col("coming").fill_null(False)
    told = told.with_columns(
        reference=pl.when(plan).then("planned_reference").otherwise("narrated_reference"),
        told_by=pl.when(plan).then("planned_by").otherwise("narrated_by"),
    )
    own = pl.when(pl.col("published_precision") == "day").then(
        pl.col("published_start").cast(pl.Datetime("us"))
    )
    later = pl.col("from_base") == "narrative_or_document"
    near = pl.coalesce("reference", pl.col("published_start").cast(pl.Datetime("us")))
    reference = pl.when(later).then(near).otherwise(pl.coalesce("reference", own))
    return _place(told, reference, pl.col("told_by"), hangs | later)


def _stand(times: pl.DataFrame, known: pl.Expr, hangs: pl.Expr, name: str) -> pl.DataFrame:
    """The day that the narration stands at, as the known days tell it, and who told it."""
    section = _SCOPES["section"]
    last = pl.coalesce(pl.col("end_at") - _LAST_MOMENT, "start_at").dt.truncate("1d")
    shift = pl.when(hangs).then("from_days").otherwise(0).fill_null(0)
    tells = known | (hangs & (shift != 0))
    by = pl.when(tells).then("time_id").forward_fill().over(section).shift(1).over(section)
    moved = shift.cum_sum().over(*section, "chain") - shift
    return (
        times.with_columns(day_told=pl.when(known).then(last).forward_fill().over(section))
        .with_columns(chain=known.cum_sum().over(section))
        .with_columns(
            (pl.col("day_told") + pl.duration(days=moved)).alias(f"{name}_reference"),
            by.alias(f"{name}_by"),
        )
        .drop("chain", "day_told")
    )


_SCOPES = {
    "document_id": ("document_id",),
    "section": ("document_id", "section"),
    "paragraph": ("document_id", "paragraph"),
    "passage": ("document_id", "passage_id"),
}


def _before(column: str, scope: str) -> pl.Expr:
    """The last value of the column before this row, within the scope."""
    return pl.col(column).forward_fill().shift(1).over(_SCOPES[scope])


def _id_before(column: str, scope: str) -> pl.Expr:
    """The mention that gave that value."""
    gave = pl.when(pl.col(column).is_not_null()).then("time_id")
    return gave.forward_fill().shift(1).over(_SCOPES[scope])


def _place(
    times: pl.DataFrame, reference: pl.Expr, source: pl.Expr, which: pl.Expr
) -> pl.DataFrame:
    """Place the rows in question at their reference and remember what they hang on."""
    shares = pl.col("till_base") == "same"
    placed = times.with_columns(reference=reference).with_columns(
        start_at=pl.when(which).then(stepped(pl.col("reference"), "from")).otherwise("start_at"),
        end_at=pl.when(which & shares)
        .then(stepped(pl.col("reference"), "till"))
        .otherwise("end_at"),
        anchor_time_id=pl.when(which).then(source).otherwise("anchor_time_id"),
    )
    return placed.drop("reference")
