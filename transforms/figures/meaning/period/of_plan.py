"""The years that a plan is made for: what its targets hold for where nothing nearer says."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

_OPENING = 120  # characters: the title of a text that no metadata names


def plan_years(dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The years of each document that is a five-year plan.

    DATED_DOCUMENT -> `document_id`, `plan_start_at`, `plan_end_at` (half-open); documents whose
    title, or else opening, names no plan are left out. 第十二个五年规划 and “十二五”规划 are one.
    """
    rows = lexicon["calendar/plans"]
    named = pl.coalesce("title", pl.col("folded").str.head(_OPENING))
    years = rows.select(
        form="form",
        plan_start_at=pl.datetime(pl.col("start_year").cast(pl.Int32), 1, 1, time_unit="us"),
        plan_end_at=pl.datetime(pl.col("end_year").cast(pl.Int32), 1, 1, time_unit="us"),
    )
    return (
        dated.select("document_id", form=named.str.extract(_plans(lexicon), 1))
        .with_columns(form=pl.col("form").str.replace("个五年$", "五").str.strip_prefix("第"))
        .join(years, on="form", how="inner", validate="m:1")
        .drop("form")
    )


@cache
def _plans(lexicon: Lexicon) -> str:
    forms = lexicon.forms("calendar/plans")
    whole = [f"第{form.removesuffix('五')}个五年" for form in forms]
    return rf"({alternation([*forms, *whole])})[”』]?(?:\([^()]*\))?(?:规划|计划)"
