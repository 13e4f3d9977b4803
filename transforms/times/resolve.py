"""Readings become placed times: on the calendar, with what each hangs on."""

import polars as pl

from schemas.stages import TIME
from schemas.to_polars import conform
from transforms.lexicon import Lexicon, alternation
from transforms.times.ambiguity import keep_other_reading
from transforms.times.bounds import bound, count_back, take_same_period
from transforms.times.holidays import tell_holidays
from transforms.times.narrative.days import tell_days
from transforms.times.narrative.scopes import BRIEF, scope_numbers
from transforms.times.narrative.speech import hear_speakers, saying_verbs
from transforms.times.narrative.years import tell_years
from transforms.times.place import from_calendar, stepped

_INSTANT = pl.Datetime("us")
_THIS_YEAR = "^本年"
_NEXT = 8  # the characters after a mention in which its verb stands


def resolve_times(
    normalised: pl.DataFrame, passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Place each reading by its own words, the document's date, the narrative or a calendar.

    TIME_NORMALISED -> TIME, one row out per row in but for day parts and clock times that hang
    on no day at all. `start_at` and `end_at` are null where nothing says enough; nothing is ever
    placed by the day of the run. `anchor_time_id` is the mention whose year, month or day it
    took: without that mention it would stand elsewhere or nowhere.
    """
    return (
        place_times(normalised, passages, dated, lexicon)
        .pipe(count_back)
        .pipe(bound)
        .pipe(take_same_period)
        .pipe(keep_other_reading)
        .pipe(_explain)
        .filter(~_hangs_on_nothing())
        .pipe(conform, TIME)
    )


def place_times(
    normalised: pl.DataFrame, passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """The readings in text order with `start_at`, `end_at` and what they hang on."""
    return (
        _with_surroundings(normalised, passages, dated, lexicon)
        .pipe(_place_by_document)
        .pipe(tell_years)
        .pipe(tell_holidays)
        .pipe(from_calendar, lexicon)
        .pipe(tell_days)
        .pipe(hear_speakers, passages, lexicon)
        .pipe(_end_elsewhere)
        .with_columns(_void_where_no_such_day(pl.col("start_at")).alias("start_at"))
    )


def _with_surroundings(
    normalised: pl.DataFrame, passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Each reading with its passage's place, the document's date, and what stands around it."""
    stands = passages.select(
        "passage_id", "kind", "paragraph", "section", "folded", begin="start_char"
    )
    of_document = ["published_start", "published_end", "published_precision", "published_at"]
    # A document that came out in the year it names looks back on another one.
    past = pl.col("reference_year") < pl.col("published_start").dt.year()
    known = dated.select(
        "document_id",
        *of_document,
        "genre",
        reference_year=pl.when(past.fill_null(True)).then("reference_year"),
    )
    before = pl.col("start_char") - pl.col("begin") - 1
    return (
        normalised.join(stands, on="passage_id", how="left", validate="m:1")
        .join(known, on="document_id", how="left", validate="m:1")
        .sort("document_id", "start_char")
        .with_columns(
            lead=pl.when(before >= 0).then(pl.col("folded").str.slice(before, 1)).fill_null(""),
            # 将于5号, 定于5号: this very day is to come.
            awaited=pl.col("folded")
            .str.slice(pl.max_horizontal(before - 1, 0), 2)
            .str.contains("将.?$|[拟定]于$"),
            says=pl.col("folded")
            .str.slice(before + 1 + pl.col("surface").str.len_chars(), _NEXT)
            .str.contains(rf"^[^,。;]{{0,6}}?{saying_verbs(lexicon)}"),
            planned=pl.col("folded").str.contains(alternation(_outlooks(lexicon, "plain"))),
            coming=pl.col("folded").str.contains(alternation(_outlooks(lexicon))),
            is_chronicle=(pl.col("kind") == "title")
            & pl.col("folded").str.contains(alternation(lexicon.forms("language/chronicles"))),
            told_in=pl.col("folded").str.len_chars() - pl.col("surface").str.len_chars(),
            anchor_time_id=pl.lit(None, dtype=pl.String),
            **scope_numbers(),
        )
        .drop("folded", "begin")
    )


def _outlooks(lexicon: Lexicon, *certainty: str) -> list[str]:
    """The words that look ahead: what is to come says nothing of when it was written."""
    where = {"certainty": certainty[0]} if certainty else {}
    return lexicon.forms("language/time_outlooks", **where)


def _place_by_document(times: pl.DataFrame) -> pl.DataFrame:
    """Place what its own words or the document's date suffice for."""
    reference = _reference("from_base")
    shares = pl.col("till_base") == "same"
    this_year = (
        (pl.col("from_base") == "document")
        & pl.col("from_unit").is_not_null()
        & ~((pl.col("from_unit") == "year") & ~pl.col("from_months").is_between(-1, 11))
    )
    over = pl.when(_year_just_over()).then(pl.lit("-1y")).otherwise(pl.lit("0y"))
    # 本年 in a communiqué is the year that it reports on.
    reported = (pl.col("surface").str.contains(_THIS_YEAR)) & pl.col("reference_year").is_not_null()
    reference = (
        pl.when(reported & (pl.col("from_base") == "document"))
        .then(pl.datetime(pl.col("reference_year"), 1, 1))
        .otherwise(reference.dt.offset_by(over))
    )
    until = pl.when(shares).then(reference).otherwise(_reference("till_base"))
    return (
        times.with_columns(
            start_at=stepped(times, reference, "from"), end_at=stepped(times, until, "till")
        )
        .with_columns(
            **{
                edge: pl.when(_last_week())
                .then(pl.col(edge).dt.offset_by("-1w"))
                .when(_next_week())
                .then(pl.col(edge).dt.offset_by("1w"))
                .otherwise(edge)
                for edge in ("start_at", "end_at")
            }
        )
        .with_columns(
            start_at=pl.when(_no_moment())
            .then(pl.col("published_start").cast(_INSTANT))
            .otherwise("start_at"),
            end_at=pl.when(_no_moment())
            .then(pl.col("published_end").cast(_INSTANT))
            .otherwise("end_at"),
            precision=pl.when(_now() & ~_no_moment()).then(pl.lit("second")).otherwise("precision"),
            now_year=pl.when(this_year & ~_year_just_over())
            .then(pl.col("published_start").dt.year())
            .when(_year_just_over())
            .then(pl.col("start_at").dt.year()),
        )
    )


def _last_week() -> pl.Expr:
    """Whether a bare weekday is past: in a report of Monday, 周日 was the day before."""
    weekday = (pl.col("from_base") == "likely") & (pl.col("from_unit") == "week")
    ahead = pl.col("start_at") >= pl.col("published_end").cast(_INSTANT)
    sentence = pl.col("told_in") > BRIEF
    # 周日表示，…将放缓: what will be is another's; the saying is over.
    over = ~pl.col("coming") | pl.col("says")
    return (weekday & ahead & sentence & over).fill_null(False)


def _next_week() -> pl.Expr:
    """Whether a bare weekday that is all its passage says is the one to come: 周一, on Friday."""
    weekday = (pl.col("from_base") == "likely") & (pl.col("from_unit") == "week")
    over = pl.col("end_at") <= pl.col("published_start").cast(_INSTANT)
    alone = (pl.col("told_in") <= BRIEF) & (pl.col("construction") == "point")
    return (weekday & over & alone).fill_null(False)


def _now() -> pl.Expr:
    """现在 and nothing else: the moment of telling."""
    return (pl.col("construction") == "now") & (pl.col("from_base") == "moment")


def _no_moment() -> pl.Expr:
    return _now() & pl.col("published_at").is_null()


def _year_just_over() -> pl.Expr:
    """Whether 今年 means the year before: 今年9月 in early January, 今冬 to the end of winter."""
    start = pl.col("published_start")
    new = (start.dt.ordinal_day() <= 7) & (pl.col("genre") != "report")
    this = (pl.col("from_base") == "document") & (pl.col("from_unit") == "year")
    late = new & (pl.col("from_months") >= 6) & (pl.col("from_months") < 12)
    # A winter begins in December and is the one that runs.
    winter = (pl.col("from_months") == 11) & pl.col("timex").str.contains("^XXXX-WI")
    return (this & (late | (winter & (start.dt.month() <= 2)))).fill_null(False)


def _reference(base: str) -> pl.Expr:
    """The instant that a base names, where neither narrative nor calendar is asked."""
    name = pl.col(base)
    day = pl.col("published_precision") == "day"
    noonless = pl.when(day).then(pl.col("published_start").cast(_INSTANT))
    return (
        pl.when(name == "absolute")
        .then(pl.col(f"{base.removesuffix('_base')}_literal"))
        .when((name == "document") | ((name == "likely") & (pl.col("from_unit") == "week")))
        .then(pl.col("published_start").cast(_INSTANT))
        .when(name == "document_end")
        .then(pl.col("published_end").cast(_INSTANT))
        .when(name == "moment")
        .then(pl.coalesce("published_at", noonless))
    )


def _end_elsewhere(times: pl.DataFrame) -> pl.DataFrame:
    """Ends that have a reference of their own which the narrative gives: …至次日."""
    open_end = pl.col("end_at").is_null() & pl.col("till_base").is_in(["likely", "narrative"])
    return times.with_columns(
        end_at=pl.when(open_end)
        .then(stepped(times, pl.col("start_at"), "till"))
        .otherwise("end_at")
    )


def _void_where_no_such_day(start: pl.Expr) -> pl.Expr:
    """30 February is a reading without a place."""
    day = pl.col("day")
    date = start - pl.duration(seconds=pl.col("from_seconds").fill_null(0))  # 24时 is the next day
    wrong = day.is_not_null() & pl.col("calendar").is_null() & (date.dt.day() != day)
    return pl.when(wrong).then(None).otherwise(start)


def _explain(times: pl.DataFrame) -> pl.DataFrame:
    """What places each row, by which rule, and what a careful reader should know."""
    base = pl.col("from_base")
    bare = base.is_null() & (pl.col("construction") != "longer_ago")
    unplaced = pl.col("start_at").is_null() & ~bare & (pl.col("construction") != "longer_ago")
    no_day = unplaced & (base == "absolute")
    taken = (
        (base == "likely") & (pl.col("from_unit") == "year") & pl.col("anchor_time_id").is_null()
    )
    flags = pl.concat_list(
        pl.when(no_day).then(pl.lit("no_such_day")),
        pl.when(unplaced & ~no_day).then(pl.lit("reference_unknown")),
        pl.when(taken & (pl.col("start_at") >= pl.col("published_end").cast(_INSTANT))).then(
            pl.lit("year_taken_from_document")
        ),
    ).list.drop_nulls()
    return times.with_columns(
        anchor_kind=pl.when(pl.col("anchor_time_id").is_not_null())
        .then(pl.lit("narrative"))
        .when(pl.col("calendar").is_not_null())
        .then(pl.lit("calendar"))
        .when(bare | (base == "absolute"))
        .then(pl.lit("explicit"))
        .otherwise(pl.lit("document")),
        rule=pl.concat_str(pl.lit("time_"), "construction"),
        flags=flags,
    )


def _hangs_on_nothing() -> pl.Expr:
    """A day part or clock time of a day that is told nowhere, 这个长假 of no holiday named."""
    return (
        pl.col("start_at").is_null()
        & (pl.col("from_base") == "narrative")
        & pl.col("from_unit").is_in(["day", "holiday"])
    ).fill_null(False)
