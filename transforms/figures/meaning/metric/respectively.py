"""分别: one list of names, one list of numbers, each number its own name."""

import re
from dataclasses import dataclass

import polars as pl

from transforms.figures.meaning.neighbour import first_place, place
from transforms.lexicon import Lexicon, alternation

_RESPECTIVELY = "分别"
# Names part at every link, else at the commas alone, else at the conjunctions alone:
# 科学研究和技术服务业、房地产业 are two.
_LINKS = tuple(map(re.compile, ("[、,]|以及|和|与|及", "[、,]", "以及|和|与|及")))
_BOTH = re.compile(r"城乡|进出口")
_ORDINAL = re.compile(r"^(第?)[一二三四五]$")
_FEWEST = 2
# 分别 may follow 分别: 收入和支出…,分别增长…,分别完成年初预算的….
_TURNS = 2
# 化学需氧量 needs no measure: its own name is one.
_QUANTITY = re.compile("[量额值数率价费]$")
_ONLY_A_LINK = r"^\s*(?:[、,和及与]|以及)*\s*$"


@dataclass(frozen=True, slots=True)
class Tails:
    """What the last name of a list may share with those before it: 工业和建筑业 增加值."""

    rate: re.Pattern[str]  # of whatever is named: 生产总值、投资等指标 增速
    measure: re.Pattern[str]  # of names that are no measures themselves


def tails_of(lexicon: Lexicon) -> Tails:
    """The measures of the lexicon that may end a list of names."""
    measures = lexicon.forms("metrics/measures")
    rates = [
        form
        for statistic in ("change", "share")
        for form in lexicon.forms("metrics/measures", owner="owned", statistic=statistic)
    ]
    return Tails(
        rate=re.compile(rf"^(.+?)(?:等.*?)?((?:年均|平均)?{alternation(rates)})$"),
        measure=re.compile(rf"^(.+?)(?:等.*?)?({alternation(measures)})$"),
    )


def share_out(figures: pl.DataFrame, tails: Tails) -> pl.DataFrame:
    """Give the figures of one 分别, or of one row of numbers, the names of its list, in order.

    Any frame with FIGURE_COMPARED's columns, `own`, `takes` and `metric` -> the same rows. As
    many numbers as the clause lists names are told one of each, with 分别 or without. Where the
    clause lists no names, they are the metrics of as many figures before it.
    """
    opens, linked = (
        pl.col("near").str.contains(pattern) for pattern in (_RESPECTIVELY, _ONLY_A_LINK)
    )
    begins = pl.col("opens") | ~linked | (first_place() == place())
    first = pl.col("first")
    grouped = (
        figures.with_columns(opens=opens)
        .with_columns(first=pl.when(begins).then(place()).forward_fill())
        .with_columns(
            told=pl.col("opens").any().over("first"),
            place=place() - first,
            size=pl.len().over("first"),
            names=pl.when(pl.col("opens") | ~pl.col("takes")).then("own").gather(first),
        )
    )
    several = pl.col("told") | (pl.col("size") > 1)
    lists = grouped.filter(several, pl.col("names").is_not_null()).select("names", "size").unique()
    named = lists.with_columns(
        items=pl.Series(
            [share_names(names, size, tails) for names, size in lists.iter_rows()],
            dtype=pl.List(pl.String),
        )
    )
    return (
        grouped.join(named, on=["names", "size"], how="left", validate="m:1", maintain_order="left")
        .with_columns(item=pl.col("items").list.get(pl.col("place"), null_on_oob=True))
        .with_columns(metric=pl.coalesce("item", "metric"))
        .pipe(_from_figures_before)
    )


def _from_figures_before(figures: pl.DataFrame) -> pl.DataFrame:
    """Numbers without names are of the figures as many places back as there are numbers.

    Without 分别 only where those were told one of each: 收入和支出10亿元、8亿元,增长5%、3%.
    """
    in_turn = pl.col("told") | (pl.col("size") > 1)
    back = place() - pl.col("size").cast(pl.Int64)
    seeks = pl.col("names").is_null() & in_turn & pl.col("item").is_null() & (back >= first_place())
    for _ in range(_TURNS):
        figures = (
            figures.with_columns(sought=pl.when(seeks).then(back))
            .with_columns(
                earlier=pl.col("metric").gather("sought"),
                listed=pl.col("item").is_not_null().gather("sought"),
            )
            .with_columns(
                metric=pl.when(pl.col("told") | pl.col("listed"))
                .then(pl.coalesce("earlier", "metric"))
                .otherwise("metric"),
                item=pl.coalesce("item", pl.when("listed").then("earlier")),
            )
            .drop("sought", "earlier", "listed")
        )
    return figures


def share_names(names: str, size: int, tails: Tails) -> list[str] | None:
    """As many names as there are numbers, each made whole; None where they do not fit.

    >>> from transforms.lexicon import load_lexicon
    >>> tails = tails_of(load_lexicon())
    >>> share_names("第一、二、三产业增加值", 3, tails)
    ['第一产业增加值', '第二产业增加值', '第三产业增加值']
    >>> share_names("地区生产总值、地方财政收入", 2, tails)
    ['地区生产总值', '地方财政收入']
    >>> share_names("工业和建筑业增加值", 2, tails)
    ['工业增加值', '建筑业增加值']
    >>> share_names("城乡居民人均可支配收入", 2, tails)
    ['城居民人均可支配收入', '乡居民人均可支配收入']
    """
    if size < _FEWEST:
        return None
    for link in _LINKS:
        items = [item for item in link.split(names) if item]
        if len(items) == size:
            return _made_whole(items, tails)
    both = _BOTH.search(names)
    if both and size == _FEWEST:
        first, second = both[0][0], both[0][1]
        tail = both[0][2:]
        return [names.replace(both[0], part + tail, 1) for part in (first, second)]
    return None


def _made_whole(items: list[str], tails: Tails) -> list[str]:
    """Each name with what only the last one says: 一、二、三 产业增加值."""
    ordinal = _ORDINAL.match(items[0])
    if ordinal:
        tail = re.sub(r"^第?[一二三四五](?:次)?", "", items[-1])
        numbers = [re.sub(r"^第", "", item)[0] for item in items]
        return [f"{ordinal[1]}{number}{tail}" for number in numbers]
    rate = tails.rate.match(items[-1])
    if rate:
        return [
            item if tails.rate.match(item) else item + rate[2] for item in [*items[:-1], rate[1]]
        ]
    last = tails.measure.match(items[-1])
    if last and not any(
        tails.measure.search("的" + item) or _QUANTITY.search(item) for item in items[:-1]
    ):
        return [item + last[2] for item in [*items[:-1], last[1]]]
    return items
