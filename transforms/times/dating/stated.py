"""Dates of publication that a text states, its title bears, or its story implies."""

import polars as pl

from transforms.lexicon import Lexicon
from transforms.times.grammar.timex import read_times

_DATE = "{DATE}"
_HEAD, _FOOT, _BEFORE, _AFTER = 15, 6, 24, 70
_UNITS = {"month": "1mo", "year": "1y"} | dict.fromkeys(
    ("day", "part_of_day", "hour", "minute", "second"), "1d"
)
_DAYLIKE = [unit for unit, every in _UNITS.items() if every == "1d"]
# 今早(28日), 今天(2月28日): what stands in brackets is the day of the telling.
_TODAY = r"^今[天日早晚晨]间?\("
_TITLED = pl.Schema(
    {
        "document_id": pl.String(),
        "start_at": pl.Datetime("us"),
        "precision": pl.String(),
        "basis": pl.String(),
        "line": pl.String(),
    }
)
_COMPACT = r"\(((?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))\)"
_COLUMNS = (
    "document_id",
    "published_start",
    "published_end",
    "published_precision",
    "published_basis",
    "published_because",
)


def stated_dates(placed: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The date in a dateline, release line, meeting line or signature, by document.

    Placed times -> document and `published_*`, at most one row a document.
    """
    shown = _in_context(placed, passages)
    head = pl.col("paragraph") < _HEAD
    foot = pl.col("paragraph") >= pl.col("last_paragraph") - _FOOT
    places = {"any": head | foot, "head": head, "edge": head | foot}
    rules = [
        shown.filter(places[place] & pl.col("context").str.contains(pattern)).with_columns(
            rank=pl.lit(int(rank)), basis=pl.lit(basis)
        )
        for pattern, basis, rank, place in lexicon["language/date_lines"]
        .select("pattern", "basis", "rank", "place")
        .iter_rows()  # a seed table, not data
    ]
    today = shown.filter(head & pl.col("surface").str.contains(_TODAY)).with_columns(
        rank=pl.lit(4), basis=pl.lit("dateline")
    )
    return (
        pl.concat([*rules, today])
        .sort("document_id", "rank", "start_char")
        .unique("document_id", keep="first", maintain_order=True)
        .pipe(_dated, pl.col("basis"), pl.col("line"))
    )


def _in_context(placed: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Placed days and months with the words around them; `|` marks the passage's two ends."""
    last = passages.group_by("document_id").agg(last_paragraph=pl.col("paragraph").max())
    text = passages.select("passage_id", "folded", line="quote", begin="start_char")
    at = pl.col("start_char") - pl.col("begin")
    to = pl.col("end_char") - pl.col("begin")
    from_at = pl.max_horizontal(at - _BEFORE, 0)
    length = pl.col("folded").str.len_chars().cast(pl.Int64)
    opens = pl.when(at <= _BEFORE).then(pl.lit("|")).otherwise(pl.lit(""))
    closes = pl.when(length - to <= _AFTER).then(pl.lit("|")).otherwise(pl.lit(""))
    return (
        placed.filter(
            pl.col("start_at").is_not_null()
            & pl.col("precision").is_in([*_DAYLIKE, "month"])
            & (pl.col("construction") == "point")
            & (pl.col("from_base") != "document")
        )
        .join(text, on="passage_id", how="left", validate="m:1")
        .join(last, on="document_id", how="left", validate="m:1")
        .with_columns(
            context=pl.concat_str(
                opens,
                pl.col("folded").str.slice(from_at, at - from_at),
                pl.lit(_DATE),
                pl.col("folded").str.slice(to, _AFTER),
                closes,
            ),
            line=pl.col("line").str.strip_chars().str.slice(0, 60),
        )
    )


def compact_dates(passages: pl.DataFrame) -> pl.DataFrame:
    """The eight digits in the brackets of a heading at the top: (20260501)."""
    top = passages.filter((pl.col("paragraph") < 3) & pl.col("folded").str.contains(_COMPACT))
    return (
        top.with_columns(
            start_at=pl.col("folded")
            .str.extract(_COMPACT, 1)
            .str.to_datetime("%Y%m%d", strict=False, time_unit="us"),
            precision=pl.lit("day"),
        )
        .drop_nulls("start_at")
        .sort("document_id", "ordinal")
        .unique("document_id", keep="first", maintain_order=True)
        .pipe(_dated, pl.lit("title"), pl.col("quote").str.strip_chars())
    )


def titled_dates(documents: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The day in a title, else the year of a work report, which is given in the year it names.

    A communiqué of a year comes out in the next one.
    """
    rows = [
        (key, *found, title)
        for key, title, genre, reported in documents.select(
            "document_id", "title", "genre", "reference_year"
        ).rows()
        if title and (found := _read_title(title, genre, reported, lexicon))
    ]
    return pl.DataFrame(rows, schema=_TITLED, orient="row").pipe(
        _dated, pl.col("basis"), pl.format("title: {}", pl.col("line"))
    )


def _read_title(
    title: str, genre: str, reported: int | None, lexicon: Lexicon
) -> tuple[object, str, str] | None:
    """The first absolute day of a title, or the year it implies."""
    for reading in read_times(title, lexicon):
        start = reading.start
        if start is None or start.base != "absolute" or start.literal is None:
            continue
        year = start.literal.year
        if reading.precision == "day" and reading.day and start.literal.month == 1:
            month, day = start.months + 1, start.days + 1
            return start.literal.replace(month=month, day=day), "day", "title"
        if reading.precision == "year" and genre == "report":
            late = 1 if reported else 0
            return start.literal.replace(year=year + late), "year", "inferred" if late else "title"
    return None


def inferred_dates(placed: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """The month of the latest day narrated in the body.

    Only a day whose year is left to the reader (6月11日) belongs to the present of the text; full
    dates may be anybody's past. Plans and teasers tell nothing of the day of telling.
    """
    told = placed.filter(
        pl.col("start_at").is_not_null()
        & pl.col("kind").is_in(["body", "quotation", "heading"])
        & ~pl.col("planned")
    ).with_columns(latest_told=pl.col("start_at").max().over("document_id"))
    narrated = told.filter(
        pl.col("precision").is_in(_DAYLIKE)
        & pl.col("month").is_not_null()
        & pl.col("calendar").is_null()
        & (pl.col("from_base") == "likely")
        & ~pl.col("mod").fill_null("").is_in(["since", "before", "after", "until"])
    ).with_columns(precision=pl.lit("month"), last=pl.col("start_at").dt.date())
    latest = (
        narrated.sort("document_id", "start_at")
        .unique("document_id", keep="last", maintain_order=True)
        .filter(pl.col("latest_told") <= pl.col("start_at").dt.month_end())
    )
    because = pl.format(
        "latest narrated day {} ({}); nothing later in the document's own body",
        pl.col("quote"),
        pl.col("last"),
    )
    return latest.pipe(_dated, pl.lit("inferred"), because)


def _dated(times: pl.DataFrame, basis: pl.Expr, because: pl.Expr) -> pl.DataFrame:
    """Placed times as dates of publication."""
    unit = pl.col("precision").replace_strict(_UNITS, default="1d")
    start = pl.col("start_at").dt.truncate(unit)
    return times.select(
        "document_id",
        published_start=start.dt.date(),
        published_end=start.dt.offset_by(unit).dt.date(),
        published_precision=pl.col("precision").replace(_DAYLIKE, "day"),
        published_basis=basis,
        published_because=because,
    ).select(_COLUMNS)
