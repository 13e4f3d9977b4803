"""Happenings that a document tells again: the heading and its body, the lead and its detail."""

import polars as pl

# So many earlier happenings of the same kind are looked back at: a retelling stands close by.
_BACK = 6
# Two tellings share most of the words of the shorter one, and more than a formula of words.
_SHARE, _NEARLY_ALL = 0.55, 0.85
_LEAST = 4
# Kinds of verbs too broad for two of them to tell one happening.
_BROAD = ("other", "move", "speak", "visit", "publish", "attend")
_KIND = ("document_id", "like")


def mark_retold(events: pl.DataFrame) -> pl.DataFrame:
    """Add the flag `second_telling` to the later tellings of one happening in one document.

    Events in reading order with `kind`, `trigger`, their interval, `flags` and `words` (what the
    predicate's piece says without its time) -> the same without `words`. Two tell the same when
    one interval lies in the other, the predicates are one word or of one kind, and most pairs of
    neighbouring characters of the shorter telling are in the longer one: nearly all of them where
    the subjects are not the same (全国公路发送旅客…, 全国水路发送旅客…).
    """
    paired = events.with_columns(
        like=pl.when(pl.col("kind").is_in(_BROAD)).then("trigger").otherwise("kind"),
        pairs=pl.col("words")
        .str.replace_all(r"[^\p{L}]", "")
        .map_batches(_neighbours, return_dtype=pl.List(pl.String)),
    )
    # Side by side by kind, a look back is a plain shift: windows over lists are slow.
    sorted_by_kind = paired.with_row_index("told").sort(*_KIND, "told")
    again = pl.any_horizontal(_same(back) for back in range(1, _BACK + 1))
    flags = pl.concat_list("flags", pl.lit(["second_telling"]))
    return (
        sorted_by_kind.with_columns(
            flags=pl.when(again.fill_null(False)).then(flags).otherwise("flags")
        )
        .sort("told")
        .drop("told", "like", "pairs", "words")
    )


def _neighbours(words: pl.Series) -> pl.Series:
    """The distinct pairs of neighbouring characters of each text.

    >>> _neighbours(pl.Series(["展览开幕"])).to_list()
    [['展览', '览开', '开幕']]
    """
    frame = pl.DataFrame({"word": words}).with_row_index()
    pairs = (
        frame.with_columns(at=pl.int_ranges(0, pl.col("word").str.len_chars() - 1))
        .explode("at")
        .drop_nulls("at")
        .with_columns(pair=pl.col("word").str.slice(pl.col("at"), 2))
        .group_by("index", maintain_order=True)
        .agg(pl.col("pair").unique(maintain_order=True))
    )
    joined = frame.join(pairs, on="index", how="left", maintain_order="left")
    return joined["pair"].fill_null([])


def _same(back: int) -> pl.Expr:
    """Whether the happening tells the one so many places before it of its kind again."""

    def earlier(column: str) -> pl.Expr:
        return pl.col(column).shift(back)

    beside = pl.all_horizontal(pl.col(name) == earlier(name) for name in _KIND)
    starts, ends = pl.col("start_at"), pl.col("end_at")
    nested = ((starts >= earlier("start_at")) & (ends <= earlier("end_at"))) | (
        (starts <= earlier("start_at")) & (ends >= earlier("end_at"))
    )
    shared = pl.col("pairs").list.set_intersection(earlier("pairs")).list.len()
    shorter = pl.min_horizontal(pl.col("pairs").list.len(), earlier("pairs").list.len())
    said, before = pl.col("subject").fill_null(""), earlier("subject").fill_null("")
    same = said.str.contains(before, literal=True) | before.str.contains(said, literal=True)
    needed = shorter * pl.when(same).then(_SHARE).otherwise(_NEARLY_ALL)
    return beside & nested & (shared >= _LEAST) & (shared >= needed)
