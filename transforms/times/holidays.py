"""What is told of a holiday that was named before: 这个长假, 假期第三天, 黄金周期间."""

import polars as pl


def tell_holidays(times: pl.DataFrame) -> pl.DataFrame:
    """Give each 长假 the key and the year of the holiday that the document named last.

    A holiday by its length (国庆假期) goes before a mere festival (国庆节). Where none was named
    the key is null, and the row hangs on nothing.
    """
    key = pl.col("calendar")
    told = times.filter(key.str.starts_with("told"))
    if told.is_empty():
        return times
    long = key.str.starts_with("holiday:") & ~key.str.contains("/", literal=True)
    named = _last(told, times.filter(long))
    feast = _last(told, times.filter(key.str.contains(_STATUTORY)))
    found = told.select(
        "time_id",
        calendar=(
            pl.coalesce(named["key"], feast["key"])
            .str.replace("^festival:", "holiday:")
            .str.replace("#.*$", "")
            + key.str.extract("(#.*)$").fill_null("")
        ),
        start_at=pl.coalesce(named["year"], feast["year"]),
        anchor_time_id=pl.coalesce(named["by"], feast["by"]),
    )
    hangs = key.str.starts_with("told").fill_null(False)
    return times.join(
        found, on="time_id", how="left", suffix="_told", maintain_order="left"
    ).select(
        pl.when(hangs).then(f"{name}_told").otherwise(name).alias(name)
        if name in found.columns[1:]
        else name
        for name in times.columns
    )


# The festivals with days off (全国年节及纪念日放假办法).
_STATUTORY = (
    "^festival:(?:new_year|spring_festival|qingming|labour_day|dragon_boat|mid_autumn"
    r"|national_day|mid_autumn\+national_day)$"
)


def _last(told: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Key, year and mention of the last holiday before each row, within the document."""
    holidays = named.drop_nulls("start_at").select(
        "document_id", "start_char", key="calendar", year="start_at", by="time_id"
    )
    return told.select("document_id", "start_char").join_asof(
        holidays,
        on="start_char",
        by="document_id",
        strategy="backward",
        allow_exact_matches=False,
        check_sortedness=False,
    )
