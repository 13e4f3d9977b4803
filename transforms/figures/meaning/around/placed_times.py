"""The times that can govern a figure, and the bases of comparison among them."""

from functools import cache

import polars as pl

from schemas.figure_meaning import PLACED_TIME
from schemas.to_polars import conform
from transforms.lexicon import Lexicon, alternation

_REACH = 3
_AHEAD = 9
# 从2002年的35.5%, 从“十二五”末23121元: the time of what stood before.
_DEPARTS = "(?:由|从|自)[“‘]?$"
_BEGINS_WITH_FROM = "^[由从自]"
_AMOUNT_FOLLOWS = r"^[”’]?(?:[年月]?[末底初])?的?\s*(?:约|近)?\d"


def place_times(times: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The mentions that name a time on the calendar, with where they stand.

    TIME, PASSAGE -> PLACED_TIME; lengths and frequencies of time are left out. `compared` says
    that it is the time of what something is compared with: 比 2002年, 与去年同期相比,
    与上年基本持平, 从2002年的35%.
    """
    over, together, ends, bases = _comparing(lexicon)
    offset = pl.col("start_char") - pl.col("found_at")
    before = pl.col("folded").str.slice(
        pl.max_horizontal(offset - _REACH, 0), pl.min_horizontal(offset, _REACH)
    )
    before = before.str.strip_chars_end()
    after = pl.col("folded").str.slice(pl.col("end_char") - pl.col("found_at"), _AHEAD)
    compared = before.str.contains(f"{over}$") | (
        before.str.contains(f"{together}$") & after.str.contains(f"^[^,;。]{{0,6}}{ends}")
    )
    from_it = before.str.contains(_DEPARTS) | pl.col("surface").str.contains(_BEGINS_WITH_FROM)
    departs = from_it & after.str.contains(_AMOUNT_FOLLOWS)
    stands = passages.select(
        "passage_id", "paragraph", "section", "folded", "ground", found_at="start_char"
    )
    return (
        times.filter(pl.col("timex_type").is_in(["DATE", "TIME"]))
        .join(stands, on="passage_id", how="inner", validate="m:1")
        .with_columns(
            position=pl.col("ground") + pl.col("start_char"),
            compared=compared | departs,
            named_base=compared & pl.col("surface").str.contains(f"^{bases}"),
        )
        .sort("position")
        .pipe(conform, PLACED_TIME)
    )


@cache
def _comparing(lexicon: Lexicon) -> tuple[str, ...]:
    """Patterns of 比, of 与, of what ends 与…相比, and of 上年同期."""
    words = "language/comparison_words"
    return tuple(
        alternation(form for role in roles for form in lexicon.forms(words, role=role))
        for roles in (("over", "beyond"), ("together",), ("ending", "level"), ("base",))
    )
