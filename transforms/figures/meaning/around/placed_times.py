"""The times that can govern a figure, and the bases of comparison among them."""

from functools import cache

import polars as pl

from schemas.figure_meaning import PLACED_TIME
from schemas.to_polars import conform
from transforms.figures.asked import asked_whether
from transforms.lexicon import Lexicon, alternation

_REACH = 3
_AHEAD = 24
# 从2002年的35.5%, 从“十二五”末23121元: the time of what stood before.
_DEPARTS = "(?:由|从|自)[“‘]?$"
_BEGINS_WITH_FROM = "^[由从自]"
# 近十年来增幅最大的一年: what it is the greatest of, no span of what is told.
_GREATEST = "^(?:[^,;。]{1,6}以来)?[^,;。]{0,8}(?:最|新高|新低)"
_SINCE = "来$"
_SINCE_FOLLOWS = "^[^,;。]{1,6}以来"
# (2010年不变价), (基于2015年未达标的城市): an aside, whose time no number beside it has.
_OPEN_BRACKET = r"\([^()]*$"
_ASIDE_ENDS = r"^[^()\d]*\p{Han}{2}[^()\d]*\)|^[^()\d]*\d+个[^()\d]*\)"
_LINK = "^(?:[、和及与]|以及)"
_AMOUNT_FOLLOWS = r"^[”’]?(?:[年月]?[末底初])?的?\s*(?:约|近)?\d"


def place_times(times: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The mentions that name a time on the calendar, with where they stand.

    TIME, PASSAGE -> PLACED_TIME; lengths and frequencies of time are left out. `compared` says
    that it is the time of what something is compared with: 比 2002年, 与去年同期相比,
    与上年基本持平, 从2002年的35%, 近十年来最大; `links_on`, that it may be one of a list:
    2021年、2022年.
    """
    over, together, ends, bases = _comparing(lexicon)
    offset = pl.col("start_char") - pl.col("found_at")
    begin = pl.max_horizontal(offset - _REACH, 0)
    stands = passages.select(
        "passage_id", "paragraph", "section", "folded", "ground", found_at="start_char"
    )
    before, after, surface = pl.col("before"), pl.col("after"), pl.col("surface")
    from_it = before.str.contains(_DEPARTS) | surface.str.contains(_BEGINS_WITH_FROM)
    return (
        times.filter(pl.col("timex_type").is_in(["DATE", "TIME"]))
        .join(stands, on="passage_id", how="inner", validate="m:1")
        .with_columns(
            position=pl.col("ground") + pl.col("start_char"),
            before=pl.col("folded").str.slice(begin, offset - begin).str.strip_chars_end(),
            after=pl.col("folded").str.slice(pl.col("end_char") - pl.col("found_at"), _AHEAD),
        )
        .with_columns(links_on=after.str.contains(_LINK))
        .pipe(
            asked_whether,
            before.str.contains(f"{together}$"),
            together=after.str.contains(f"^[^,;。]{{0,6}}{ends}"),
        )
        .pipe(asked_whether, from_it, departs=after.str.contains(_AMOUNT_FOLLOWS))
        .with_columns(compared=before.str.contains(f"{over}$") | pl.col("together"))
        .pipe(asked_whether, pl.col("compared"), named_base=surface.str.contains(f"^{bases}"))
        .pipe(
            asked_whether,
            surface.str.contains(_SINCE) | after.str.contains(_SINCE_FOLLOWS),
            ranked=after.str.contains(_GREATEST),
        )
        .pipe(
            asked_whether, before.str.contains(_OPEN_BRACKET), aside=after.str.contains(_ASIDE_ENDS)
        )
        .with_columns(compared=pl.any_horizontal("compared", "departs", "ranked", "aside"))
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
