"""Clock times that run past midnight: 晚11时许…凌晨2时."""

import polars as pl

from transforms.times.narrative.scopes import just_before

_LATE, _EARLY = 18 * 3600, 6 * 3600


def pass_midnight(times: pl.DataFrame) -> pl.DataFrame:
    """A clock time of the small hours, told after one of the evening, is of the next day."""
    clock = pl.col("precision").is_in(["hour", "minute", "second"])
    seconds = pl.col("from_seconds").fill_null(0)
    hangs = (pl.col("from_base") == "narrative") & (pl.col("from_unit") == "day")
    stays = pl.col("from_days").fill_null(0) == 0
    evening = clock & (seconds >= _LATE) & (pl.col("mod").fill_null("") != "until")
    late = just_before(evening, "paragraph")
    passed = (hangs & stays & clock & (seconds < _EARLY) & late).fill_null(False)
    return times.with_columns(
        pl.col(name).fill_null(0) + passed.cast(pl.Int64) for name in ("from_days", "till_days")
    )
