"""分别: one list of names, one list of numbers, each number its own name."""

import re

import polars as pl

_RESPECTIVELY = "分别"
_LINK = re.compile(r"[、,]|以及|和|与|及")
_BOTH = re.compile(r"城乡|进出口")
_ORDINAL = re.compile(r"^(第?)[一二三四五]$")
_ONLY_A_LINK = r"^\s*(?:[、,和及与]|以及)*\s*$"


def share_out(figures: pl.DataFrame) -> pl.DataFrame:
    """Give the figures of one 分别 the names of its list, in order.

    Any frame with FIGURE_COMPARED's columns, `own` and `metric` -> the same rows. Where the
    clause lists no names, they are the metrics of as many figures before it.
    """
    opens = pl.col("near").str.contains(_RESPECTIVELY)
    linked = pl.col("near").str.contains(_ONLY_A_LINK)
    starts = opens | ~linked
    grouped = figures.with_columns(
        group=starts.cum_sum().over("passage_id"), opens=opens
    ).with_columns(
        spread=pl.col("opens").any().over("passage_id", "group"),
        place=pl.int_range(pl.len()).over("passage_id", "group"),
        size=pl.len().over("passage_id", "group"),
        names=pl.when("opens").then("own").first().over("passage_id", "group"),
    )
    lists = grouped.filter("spread", pl.col("names").is_not_null()).select("names", "size").unique()
    named = lists.with_columns(
        items=pl.Series(
            [share_names(names, size) for names, size in lists.iter_rows()],
            dtype=pl.List(pl.String),
        )
    )
    return (
        grouped.join(named, on=["names", "size"], how="left", validate="m:1", maintain_order="left")
        .with_columns(item=pl.col("items").list.get(pl.col("place"), null_on_oob=True))
        .pipe(_from_figures_before)
        .with_columns(
            metric=pl.when("spread")
            .then(pl.coalesce("item", "earlier", "metric"))
            .otherwise("metric")
        )
    )


def _from_figures_before(figures: pl.DataFrame) -> pl.DataFrame:
    """`earlier`: the metric of the figure as many places back as the group is long."""
    here = pl.int_range(pl.len()).over("passage_id")
    numbered = figures.with_columns(here=here.cast(pl.Int64))
    sought = pl.col("here") - pl.col("size").cast(pl.Int64)
    before = numbered.select("passage_id", "metric", sought="here").rename({"metric": "earlier"})
    bare = pl.col("spread") & pl.col("names").is_null()
    return numbered.with_columns(sought=pl.when(bare).then(sought)).join(
        before, on=["passage_id", "sought"], how="left", validate="m:1", maintain_order="left"
    )


def share_names(names: str, size: int) -> list[str] | None:
    """As many names as there are numbers, each made whole; None where they do not fit.

    >>> share_names("第一、二、三产业增加值", 3)
    ['第一产业增加值', '第二产业增加值', '第三产业增加值']
    >>> share_names("地区生产总值、地方财政收入", 2)
    ['地区生产总值', '地方财政收入']
    >>> share_names("城乡居民人均可支配收入", 2)
    ['城居民人均可支配收入', '乡居民人均可支配收入']
    """
    items = [item for item in _LINK.split(names) if item]
    if len(items) == size > 1:
        ordinal = _ORDINAL.match(items[0])
        if ordinal:
            tail = re.sub(r"^第?[一二三四五](?:次)?", "", items[-1])
            numbers = [re.sub(r"^第", "", item)[0] for item in items]
            return [f"{ordinal[1]}{number}{tail}" for number in numbers]
        return items
    both = _BOTH.search(names)
    if both and size == 2:
        first, second = both[0][0], both[0][1]
        tail = both[0][2:]
        return [names.replace(both[0], part + tail, 1) for part in (first, second)]
    return None
