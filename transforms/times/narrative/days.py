"""The month and day that the narration stands at, for 15日, 当月, 当晚, 次日, 9时."""

import polars as pl

from transforms.times.narrative.lengths import count_on
from transforms.times.narrative.midnight import pass_midnight
from transforms.times.narrative.scopes import (
    DATELIKE,
    DAYLIKE,
    LAST_MOMENT,
    before,
    compares,
    heads,
    id_before,
    last,
    place,
    value_before,
)


def tell_days(times: pl.DataFrame) -> pl.DataFrame:
    """Place what lacks its month or day: 15日, 当月, 当晚, 次日, 9时.

    A bare day takes the month of the last dated mention of its section, the next month where the
    day has run past its end; a day that the narration stands at is the last one told, moved by
    every 次日 since.
    """
    return _tell_days_of_months(times).pipe(pass_midnight).pipe(_tell_narrated_days).pipe(count_on)


def _tell_days_of_months(times: pl.DataFrame) -> pl.DataFrame:
    dated = (~compares() | _begins_or_ends()) & pl.col("precision").is_in(DATELIKE)
    moment = pl.coalesce(pl.col("end_at") - LAST_MOMENT, "start_at")
    bare = (pl.col("from_base") == "likely") & (pl.col("from_unit") == "month")
    month = (pl.col("from_base") == "narrative") & (pl.col("from_unit") == "month")
    undated = pl.col("published_start").is_null()
    told = (
        times.with_columns(told=pl.when(dated).then(moment))
        .with_columns(of_day=pl.when(dated).then(pl.col("precision").is_in(DAYLIKE)))
        .with_columns(
            near=value_before(pl.when(pl.col("of_day")).then("told"), "paragraph"),
            told=pl.coalesce(before("told", "section"), _first_told(times, undated)),
            told_by=id_before("told", "section"),
            of_day=before("of_day", "section"),
            headed=last(pl.when(heads("year", "month")).then("precision"), "document"),
        )
        .with_columns(fresh=bare & _is_of_the_document() & ~_is_under_a_month())
        .with_columns(
            told=pl.when(~pl.col("fresh")).then("told"),
            told_by=pl.when(~pl.col("fresh")).then("told_by"),
        )
    )
    own = pl.col("published_start").cast(pl.Datetime("us"))
    passed = (pl.col("published_end") - pl.duration(days=1)).dt.day()
    day = pl.col("day")
    # 28日…2日 has run into the next month; 29日 in a report of the 22nd was last month's.
    on = (pl.col("of_day").fill_null(True) & (pl.col("told").dt.day() - day >= 20)).fill_null(False)
    # What is awaited, ends or comes tomorrow is not over: then it is this month's or the next.
    ahead = pl.col("awaited") | (pl.col("mod") == "until") | (day == passed + 1)
    alone = pl.col("told").is_null()
    back = (alone & (day > passed) & ~ahead.fill_null(False)).fill_null(False)
    # 将于14日 printed on the 15th was written a day before.
    coming = (alone & pl.col("awaited") & (day < passed - 1)).fill_null(False)
    reference = (
        pl.when(bare & on)
        .then(pl.col("told").dt.truncate("1mo").dt.offset_by("1mo"))
        .when(bare & back)
        .then(own.dt.truncate("1mo").dt.offset_by("-1mo"))
        .when(bare & coming)
        .then(own.dt.truncate("1mo").dt.offset_by("1mo"))
        .otherwise(pl.coalesce("told", own))
    )
    return place(told, reference, pl.col("told_by"), bare | month)


def _first_told(times: pl.DataFrame, undated: pl.Expr) -> pl.Expr:
    """Where the document has no date yet, the next full date of the paragraph serves."""
    if times["published_start"].null_count() == 0:
        return pl.lit(None, dtype=pl.Datetime("us"))
    return pl.when(undated).then(pl.col("told").drop_nulls().first().over("in_paragraph"))


def _is_of_the_document() -> pl.Expr:
    """Whether a bare day is the document's own month's, not the narrative's.

    No other day is told in its paragraph, and it is the day of telling or one of the week before,
    or the narrative stands at a month still to come.
    """
    told_on = pl.col("published_end") - pl.duration(days=1)
    days_ago = told_on.dt.day() - pl.col("day")
    recent = days_ago.is_between(-1, 7)
    ahead = pl.col("told") >= pl.col("published_end").cast(pl.Datetime("us"))
    return (pl.col("near").is_null() & (recent | ahead)).fill_null(False)


def _is_under_a_month() -> pl.Expr:
    """Whether a line that names a month heads the entry."""
    return (pl.col("headed") == "month").fill_null(False)


def _tell_narrated_days(times: pl.DataFrame) -> pl.DataFrame:
    # 到今天上午 brings the story to the day of telling.
    to_date = (pl.col("mod") == "until") & (pl.col("from_base") == "document")
    known = (
        (~compares() | to_date.fill_null(False) | _counted_up_to() | _begins_or_ends())
        & pl.col("precision").is_in(DAYLIKE)
        & pl.col("start_at").is_not_null()
        & (pl.col("from_base") != "narrative")
    )
    hangs = (pl.col("from_base") == "narrative") & pl.col("from_unit").is_in(["day", "week"])
    ahead = pl.col("start_at") >= pl.col("published_end").cast(pl.Datetime("us"))
    # The narration does not stand at a deadline that is only planned.
    planned = (ahead & pl.col("coming")).fill_null(False)
    # Columns, as an expression that is named twice is reckoned twice.
    asked = (
        times.with_columns(known=known.fill_null(False), hangs=hangs.fill_null(False))
        .with_columns(narrated=pl.col("known") & ~planned, day_of=_day_of())
        .with_columns(shift=pl.when("hangs").then("from_days").otherwise(0).fill_null(0))
    )
    told = _stand(_stand(asked, "known", "planned"), "narrated", "narrated")
    plan = pl.col("coming").fill_null(False)
    told = told.with_columns(
        reference=pl.when(plan).then("planned_reference").otherwise("narrated_reference"),
        told_by=pl.when(plan).then("planned_by").otherwise("narrated_by"),
    )
    own = pl.when(pl.col("published_precision") == "day").then(
        pl.col("published_start").cast(pl.Datetime("us"))
    )
    return place(told, pl.coalesce("reference", own), pl.col("told_by"), pl.col("hangs"))


# 截至4月5日24时 tells of the 5th: what is reported then, 当日新增, is of that day.
_COUNTED_UP_TO = "^截[至止]"
_MIDNIGHT = "(?:24|二十四)[时点]$"


# 23日开始出疹, 至11月5日: something happened that day, unlike 自改革开放以来.
_BEGINS = "(?:开始|起)$"
_ENDS = "^直?[至到]"


def _begins_or_ends() -> pl.Expr:
    """Whether it is the day on which what is told begins or ends."""
    surface, mod = pl.col("surface"), pl.col("mod")
    begins = (mod == "since") & surface.str.contains(_BEGINS)
    return (begins | ((mod == "until") & surface.str.contains(_ENDS))).fill_null(False)


def _counted_up_to() -> pl.Expr:
    """Whether it closes a count, which what follows goes on to tell of."""
    return pl.col("surface").str.contains(_COUNTED_UP_TO)


def _day_of() -> pl.Expr:
    """The day on which a time ends: 4月5日24时 is still the 5th."""
    closes = pl.col("start_at") - LAST_MOMENT
    midnight = (pl.col("precision") == "hour") & pl.col("surface").str.contains(_MIDNIGHT)
    ends = pl.coalesce(pl.col("end_at") - LAST_MOMENT, "start_at")
    return pl.when(midnight).then(closes).otherwise(ends).dt.truncate("1d")


def _stand(times: pl.DataFrame, known: str, name: str) -> pl.DataFrame:
    """The day that the narration stands at, as the known days tell it, and who told it."""
    told = times.with_columns(
        tells=pl.col(known) | (pl.col("hangs") & (pl.col("shift") != 0)),
        steps=pl.col("shift").cum_sum(),
    ).with_columns(
        known_day=pl.when(known).then("day_of"),
        known_steps=pl.when(known).then("steps"),
        teller=pl.when("tells").then("time_id"),
    )
    moved = pl.col("steps") - pl.col("shift") - last(pl.col("known_steps"), "section")
    return told.with_columns(
        (last(pl.col("known_day"), "section") + pl.duration(days=moved)).alias(f"{name}_reference"),
        value_before(pl.col("teller"), "section").alias(f"{name}_by"),
    )
