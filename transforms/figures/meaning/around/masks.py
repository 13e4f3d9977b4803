"""Times and figures blotted out, character for character, so that rules read the words between."""

import polars as pl

TIME = "\ue000"
FIGURE = "\ue002"
_REST = {TIME: "\ue001", FIGURE: "\ue003"}
TIMES = f"{TIME}{_REST[TIME]}"
FIGURES = f"{FIGURE}{_REST[FIGURE]}"
_LONGEST = 400


def mask(passages: pl.DataFrame, times: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
    """Each passage that holds a figure, with every time and figure in it masked.

    PASSAGE with `ground`, PLACED_TIME, FIGURE_NORMALISED -> `passage_id`, `masked`, 1:1 with the
    passages that hold figures. `masked` is as long as `folded`: the first character of a time
    becomes U+E000, its others U+E001; of a figure U+E002 and U+E003. Where they overlap the time
    wins.
    """
    gap_and_mask = pl.concat_str(
        _cut("reach", "begin"), _blot(pl.col("end_char") - pl.col("begin"))
    )
    return (
        _spans(passages, times, figures)
        .group_by("passage_id", maintain_order=True)
        .agg(
            piece=gap_and_mask.str.join(""),
            folded=pl.col("folded").first(),
            rest=pl.col("end_char").max() - pl.col("found_at").first(),
        )
        .select(
            "passage_id",
            masked=pl.concat_str("piece", pl.col("folded").str.slice(pl.col("rest"))),
        )
        .collect()
    )


def _spans(passages: pl.DataFrame, times: pl.DataFrame, figures: pl.DataFrame) -> pl.LazyFrame:
    """What is to be masked in the passages that hold figures: each span behind the last."""
    texts = passages.lazy().select("passage_id", "folded", "ground", found_at="start_char")
    # Passages do not overlap: what reaches farthest so far reaches over no later passage.
    reach = (pl.col("ground") + pl.col("end_char")).cum_max().shift(1) - pl.col("ground")
    return (
        pl.concat([_marked(times, TIME), _marked(figures, FIGURE)])
        .lazy()
        .join(figures.lazy().select("passage_id").unique(), on="passage_id", how="semi")
        .join(texts, on="passage_id", how="inner", validate="m:1")
        .sort(pl.col("ground") + pl.col("start_char"), "mark")
        .with_columns(reach=pl.max_horizontal(reach, "found_at"))
        .with_columns(begin=pl.max_horizontal("start_char", "reach"))
        .filter(pl.col("end_char") > pl.col("begin"))
    )


def _marked(spans: pl.DataFrame, mark: str) -> pl.DataFrame:
    return spans.select("passage_id", "start_char", "end_char", mark=pl.lit(mark))


def _cut(start: str, end: str) -> pl.Expr:
    """The passage's characters between two offsets of the document."""
    offset = pl.col(start) - pl.col("found_at")
    return pl.col("folded").str.slice(offset, pl.col(end) - pl.col(start))


def _blot(length: pl.Expr) -> pl.Expr:
    """A mask of that length, its first character its own."""
    longest = {mark: mark + rest * _LONGEST for mark, rest in _REST.items()}
    return pl.col("mark").replace_strict(longest, return_dtype=pl.String).str.head(length)
