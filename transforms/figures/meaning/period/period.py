"""The interval that each figure covers."""

import polars as pl

from schemas.figure_meaning import FIGURE_PERIOD
from schemas.to_polars import conform
from transforms.figures.asked import asked_whether
from transforms.figures.meaning.period.of_plan import plan_years
from transforms.lexicon import Lexicon

_STARTS_FROM = r"(?:由|从|自)(?:原来|过去|原先|最初|以前)?的?$"
_ONE_YEAR = r"(?:^| )(\d{4})年?(?: |$)"
_YEARS = r"(?:^| )(\d{4})年?[-—~至](\d{4})年?(?: |$)"
_SAID = ["base", "sentence", "clause"]  # the figure's own sentence
_YEAR_END = "年[末底]"
_TIMES = "\ue000\ue001"
_HOLDS_A_TIME = f"[{_TIMES}]"
# 截至北京时间9月13日16时, 截至昨天(13日)下午5点.
_UNTIL = f"截[至止到][^,;。:{_TIMES}]{{0,8}}[{_TIMES}]+[^。;{_TIMES}]*$"
_A_MONTH = pl.duration(days=28)
# 增加到1982年的772亿元: what it was then, no total up to then.
_REACHED_THEN = f"[到至为成]?[{_TIMES}]+的$"
# 累计, 已: within the sentence, before the number.
_SO_FAR = "^(?:[^以]|以[^来])*(?:累计|至今|迄今|目前|现已|已经?)(?:[^以]|以[^来])*$"
_SINCE_WHEN = "自[^,;。]*以来,"
# 25日发生的强震已造成3726人死亡: from that day up to the telling.
_CAUSED_BY_NOW = "已经?(?:造成|导致|致)[^。;]*$"
_ANEW = "新增|新建"
_A_DAY = pl.duration(days=1)
_OPENED = rf"{_HOLDS_A_TIME}[^。;]*(?:以来|起)"


def add_period(figures: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give each figure the interval that its governing time says it covers.

    FIGURE_COUNTED, DATED_DOCUMENT -> FIGURE_PERIOD, one row out per row in, order kept. Days,
    half-open. A limit has none; an attribute only one that its sentence names; the A of 由A到B
    none; a total since an unstated start only an end; a total of a year that still runs ends
    with the day of the telling; a target of a five-year plan without a time of its own has the
    plan's years. Null where the text gives no time.
    """
    over_years = pl.col("long_start_at").is_not_null()
    holder = (
        pl.when(over_years)
        .then(pl.coalesce("long_time_id", "governing_time_id"))
        .when(~pl.col("ungoverned"))
        .then("governing_time_id")
    )
    return (
        figures.join(_told(dated), on="document_id", how="left", validate="m:1")
        .join(plan_years(dated, lexicon), on="document_id", how="left", validate="m:1")
        .pipe(asked_whether, pl.col("statistic") == "cumulative", **_totals_say())
        .with_columns(ungoverned=_ungoverned(), began=_began())
        .with_columns(
            from_at=pl.when(over_years).then("long_start_at").otherwise(_start()),
            to_at=pl.when(over_years).then("long_end_at").otherwise(_end()),
            period_time_id=holder,
        )
        .with_columns(to_at=_up_to_telling())
        .with_columns(to_at=_told_so_far())
        .pipe(
            asked_whether,
            (pl.col("statistic") == "flow") & _of_an_earlier_day(),
            caused=pl.col("before").str.contains(_CAUSED_BY_NOW),
        )
        .with_columns(to_at=pl.when("caused").then("published_end").otherwise("to_at"))
        .with_columns(_column_years())
        .with_columns(from_at=_at_year_end())
        .with_columns(_of_plan())
        .with_columns(
            period_start=pl.col("from_at").dt.date(),
            # The day that the last instant falls on ends a day later.
            period_end=(pl.col("to_at") - pl.duration(microseconds=1)).dt.date().dt.offset_by("1d"),
        )
        .pipe(_without_contradictions)
        .pipe(conform, FIGURE_PERIOD)
    )


def _told(dated: pl.DataFrame) -> pl.DataFrame:
    """The end of the day that each document was published on, where its day is known."""
    day = pl.col("published_end") - pl.col("published_start") == pl.duration(days=1)
    return dated.filter(day).select(
        "document_id", published_end=pl.col("published_end").cast(pl.Datetime("us"))
    )


def _up_to_telling() -> pl.Expr:
    """今年累计: a total of a month, a season or a year still running ends with the telling."""
    told, begins, ends = pl.col("published_end"), pl.col("from_at"), pl.col("to_at")
    total = (pl.col("statistic") == "cumulative") & pl.col("column_label").is_null()
    running = (begins < told) & (ends > told) & (ends - begins >= _A_MONTH)
    return pl.when(total & running).then(told).otherwise("to_at")


def _told_so_far() -> pl.Expr:
    """累计确诊4312宗: a total so far without any time ends with the day of the telling.

    A 以来 that nothing dates leaves it open where the total begins and ends.
    """
    total = (pl.col("statistic") == "cumulative") & pl.col("column_label").is_null()
    untimed = pl.col("from_at").is_null() & pl.col("to_at").is_null()
    so_far = total & untimed & pl.col("says_so_far")
    return pl.when(so_far).then("published_end").otherwise("to_at")


def _of_plan() -> list[pl.Expr]:
    """A target that no time governs is one for the years of its plan."""
    untimed = pl.col("from_at").is_null() & pl.col("to_at").is_null()
    planned = (pl.col("statistic") == "target") & untimed
    return [
        pl.when(planned).then("plan_start_at").otherwise("from_at").alias("from_at"),
        pl.when(planned).then("plan_end_at").otherwise("to_at").alias("to_at"),
    ]


def _of_an_earlier_day() -> pl.Expr:
    """Whether a figure is of a day, or part of one, before the telling.

    What that day's event has caused by now is of that day and up to the telling.
    """
    ends = pl.col("to_at")
    return (ends - pl.col("from_at") <= _A_DAY) & (ends < pl.col("published_end"))


def _without_contradictions(figures: pl.DataFrame) -> pl.DataFrame:
    """Periods that would end before they begin are none, and are flagged: two times were mixed."""
    mixed = (pl.col("period_start") >= pl.col("period_end")).fill_null(False)
    return figures.with_columns(
        *(
            pl.when(~mixed).then(name).alias(name)
            for name in ("period_start", "period_end", "period_time_id")
        ),
        flags=pl.when(mixed)
        .then(pl.col("flags").list.concat([pl.lit("period_unclear")]))
        .otherwise("flags"),
    )


def _totals_say() -> dict[str, pl.Expr]:
    """What the words before a running total say of where it begins and ends."""
    before = pl.col("before")
    return {
        "since_when": before.str.contains(_SINCE_WHEN),
        "says_until": before.str.contains(_UNTIL),
        "opened": before.str.contains(_OPENED),
        "reached_then": pl.col("near").str.contains(_REACHED_THEN),
        "says_so_far": before.str.contains(_SO_FAR),
    }


def _ungoverned() -> pl.Expr:
    """Figures that no time of the text gives an interval."""
    near = pl.col("near")
    own_time = near.str.contains(_HOLDS_A_TIME)
    departs = near.str.contains(_STARTS_FROM) & ~own_time
    elsewhere = ~pl.col("governed_in").is_in(_SAID)
    statistic = pl.col("statistic")
    # 目前建设的一期工程岸线总长770米: the size of one thing is of no day.
    told = pl.col("governing_end_at") == pl.col("published_end")
    at_present = ((pl.col("governing_mod") == "approx") & told).fill_null(value=False)
    past = (pl.col("governing_end_at") <= pl.col("published_end")).fill_null(True)
    return (
        departs
        | (statistic == "limit")
        | ((statistic == "attribute") & (elsewhere | at_present))
        | ((statistic == "target") & (pl.col("governed_in") == "review") & past)
        | pl.col("governing_vague")
    ).fill_null(True)


def _began() -> pl.Expr:
    """Totals since a start that no mention dates: 自组建以来."""
    since = pl.col("since_when") & pl.col("since_time_id").is_null()
    elsewhere = ~pl.col("governed_in").is_in(_SAID).fill_null(False)
    return (pl.col("statistic") == "cumulative") & since & elsewhere


def _start() -> pl.Expr:
    """Where the governing time begins; a running total begins where its 以来 says."""
    total = pl.col("statistic") == "cumulative"
    until = pl.col("governing_mod").is_in(["until", "end"]) | pl.col("says_until")
    until &= ~pl.col("reached_then")
    now = pl.col("governing_mod") == "approx"
    has_since = pl.col("since_time_id").is_not_null()
    return pl.when(~(pl.col("ungoverned") | pl.col("began"))).then(
        pl.when(total & (until | now) & has_since)
        .then("since_start_at")
        .when(_new_by_the_end())
        .then(pl.col("governing_start_at").dt.truncate("1y"))
        .when(~(total & (until | now)).fill_null(False))
        .then("governing_start_at")
    )


def _new_by_the_end() -> pl.Expr:
    """年末有自然保护区474个。新增治理面积6万平方公里: what came is of the year that ended."""
    last = pl.col("governing_end_at").dt.truncate("1y") == pl.col("governing_end_at")
    moment = (pl.col("governing_end_at") - pl.col("governing_start_at")) <= _A_DAY
    elsewhere = pl.col("governed_in").is_in(["paragraph", "heading"])
    told = pl.col("governing_mod").is_in(["until", "end"])
    anew = (pl.col("statistic") == "flow") & pl.col("near").str.contains(_ANEW)
    return anew & last & moment & elsewhere & told


def _end() -> pl.Expr:
    """Where the governing time ends; what began on a day and goes on ends with the telling."""
    total = pl.col("statistic") == "cumulative"
    now = (pl.col("governing_mod") == "approx") & pl.col("since_time_id").is_not_null()
    opened = pl.col("opened") & pl.col("since_time_id").is_null()
    goes_on = total & opened & pl.col("governing_mod").is_null()
    return (
        pl.when("began")
        .then("told_end")
        .when(pl.col("ungoverned"))
        .then(None)
        .when(total & now)
        .then("since_end_at")
        .when(goes_on)
        .then(pl.coalesce("told_end", "governing_end_at"))
        .otherwise("governing_end_at")
    )


def _column_years() -> list[pl.Expr]:
    """A table column headed by a year, or by a span of years, gives its cells their period."""
    label = pl.col("column_label")
    first = pl.coalesce(label.str.extract(_ONE_YEAR), label.str.extract(_YEARS, 1))
    last = pl.coalesce(label.str.extract(_ONE_YEAR), label.str.extract(_YEARS, 2))
    start = _new_year(first.cast(pl.Int32, strict=False))
    end = _new_year(last.cast(pl.Int32, strict=False) + 1)
    return [
        pl.coalesce(start, "from_at").alias("from_at"),
        pl.coalesce(end, "to_at").alias("to_at"),
        pl.when(start.is_null()).then("period_time_id").alias("period_time_id"),
    ]


def _at_year_end() -> pl.Expr:
    """猪年末存栏数: a row told of the end of its table's year holds on the last day."""
    begins, ends = pl.col("from_at"), pl.col("to_at")
    of_end = pl.col("row_label").str.contains(_YEAR_END) & (begins.dt.offset_by("1y") == ends)
    return pl.when(of_end).then(ends.dt.offset_by("-1d")).otherwise(begins)


def _new_year(year: pl.Expr) -> pl.Expr:
    return pl.datetime(year, 1, 1, time_unit="us")
