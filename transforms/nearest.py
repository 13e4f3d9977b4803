"""Rows beside the nearest of other rows in the same text."""

from typing import Literal

import polars as pl

Strategy = Literal["backward", "forward", "nearest"]


def join_nearest(
    frame: pl.DataFrame,
    marks: pl.DataFrame,
    at: tuple[str, str],
    by: str | list[str],
    strategy: Strategy = "backward",
) -> pl.DataFrame:
    """Each row with the last mark before it, the first after it or the nearest; else nulls.

    `at` names the position in either frame, `by` what both must share (a document, a passage).
    One row out per row in, in the order of position; a mark at the very position counts.
    """
    here, there = at
    return frame.sort(here).join_asof(
        marks.sort(there),
        left_on=here,
        right_on=there,
        by=by,
        strategy=strategy,
        check_sortedness=False,
    )
