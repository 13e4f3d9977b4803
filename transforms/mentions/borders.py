"""Where words end around a name: 医保定点 holds no 保定, 上海路 no 上海."""

from functools import cache

import polars as pl
import rjieba

from transforms.lexicon import Lexicon, alternation

_LINE = "\n"
_AROUND = 4  # characters on either side: the words that may reach into a name
_DIRECTION = "(?:[东西南北中环]|[一二三四五六七八九十]{1,2})?"
_LAST = "[省市县区州盟旗国]$"
_PERSON = "nr"
_GIVEN_NAME = 2  # characters


def judge_borders(spans: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """What the words around each name say of it.

    Any spans with `surface`, PASSAGE -> the same rows with `border`:
    `whole`: words begin and end with the name;
    `closing`: it ends a longer word (山西大同);
    `within`: a longer word goes on behind it (公安机关);
    `lent`: its last character begins the next word (成都市民);
    `run`: it ends inside a word that it lends nothing (西安区域);
    `cut`: it begins inside a word (医保定点);
    `other`: it goes on to name a road, a treaty, a person (上海路).
    """
    windows = _windows(spans, passages)
    distinct = windows.select("window", "before", "length").unique(maintain_order=True)
    judged = _judged(distinct, lexicon)
    read = windows.join(judged, on=["window", "before", "length"], how="left", validate="m:1")
    return spans.with_columns(read["border"])


def _windows(spans: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Each name with what stands around it, and how many characters of that go before it."""
    texts = passages.select("passage_id", "folded", at="start_char")
    offset = pl.col("start_char") - pl.col("at")
    return (
        spans.select("passage_id", "start_char", length=pl.col("surface").str.len_chars())
        .join(texts, on="passage_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(before=pl.min_horizontal(offset, _AROUND))
        .select(
            "before",
            "length",
            window=pl.col("folded")
            .str.slice(offset - pl.col("before"), pl.col("before") + pl.col("length") + _AROUND)
            .str.replace_all(_LINE, " ", literal=True),
        )
    )


def _judged(windows: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Cut all windows in one call and look up the words at either end of each name."""
    words = _words(windows["window"])
    begins = words["begin"]
    size = pl.col("window").str.len_chars().cast(pl.Int64) + 1
    placed = windows.with_columns(
        begin=size.cum_sum() - size + pl.col("before"),
    ).with_columns(end=pl.col("begin") + pl.col("length"))
    first = words[_at(begins, placed["begin"])].rename(lambda name: f"first_{name}")
    last = words[_at(begins, placed["end"] - 1)].rename(lambda name: f"last_{name}")
    return (
        placed.hstack(first)
        .hstack(last)
        .with_columns(_border(lexicon))
        .pipe(_without_persons)
        .select("window", "before", "length", "border")
    )


def _words(windows: pl.Series) -> pl.DataFrame:
    """The words of all windows in a row, and the two that follow each.

    Only words of the dictionary: a name that it lacks is cut into characters, so that no word
    is made up of a name and its neighbours.
    """
    words = pl.Series("word", _cutter().cut(_LINE.join(windows.to_list()), False), dtype=pl.String)
    length = pl.col("word").str.len_chars().cast(pl.Int64)
    following = pl.col("word").shift(-1, fill_value="")
    return words.to_frame().with_columns(
        begin=length.cum_sum() - length,
        end=length.cum_sum(),
        next=following,
        then=following + pl.col("word").shift(-2, fill_value=""),
    )


def _at(begins: pl.Series, positions: pl.Series) -> pl.Series:
    """The row of the word that holds each position."""
    return begins.search_sorted(positions, side="right").cast(pl.Int64) - 1


def _border(lexicon: Lexicon) -> pl.Expr:
    tails = alternation(lexicon.forms("places/tails", kind="tail"))
    within = alternation(lexicon.forms("places/tails", kind="within"))
    joints = lexicon.forms("places/tails", kind="joint")
    tail = rf"^”?{_DIRECTION}{tails}$"
    word, begins, ends = pl.col("last_word"), pl.col("last_begin"), pl.col("last_end")
    holds = (begins <= pl.col("begin")) & (ends >= pl.col("end"))
    longer = holds & ((begins < pl.col("begin")) | (ends > pl.col("end")))
    into = (pl.col("first_begin") < pl.col("begin")) & (pl.col("first_end") < pl.col("end"))
    out_of = (begins > pl.col("begin")) & (ends > pl.col("end"))
    lent = begins == pl.col("end") - 1
    name = pl.col("window").str.slice(pl.col("before"), pl.col("length"))
    goes_on = pl.col("last_next").str.contains(tail) | pl.col("last_then").str.contains(tail)
    return (
        pl.when(into)
        .then(pl.lit("cut"))
        .when(out_of & lent & name.str.contains(_LAST) & ~word.is_in(joints))
        .then(pl.lit("lent"))
        .when(out_of)
        .then(pl.lit("run"))
        .when((ends == pl.col("end")) & goes_on)
        .then(pl.lit("other"))
        .when(longer & word.str.contains(rf"(?:{_DIRECTION}{tails}|{within})$"))
        .then(pl.lit("other"))
        .when(longer & (ends == pl.col("end")))
        .then(pl.lit("closing"))
        .when(longer)
        .then(pl.lit("within"))
        .otherwise(pl.lit("whole"))
        .alias("border")
    )


def _without_persons(placed: pl.DataFrame) -> pl.DataFrame:
    """李长春 is a person: the dictionary knows the word of three characters as a person's name."""
    named = (
        (pl.col("last_begin") == pl.col("begin") - 1)
        & (pl.col("last_end") == pl.col("end"))
        & (pl.col("length") == _GIVEN_NAME)
    )
    words = placed.filter(named)["last_word"].unique().to_list()
    persons = [word for word in words if _is_person(word)]
    return placed.with_columns(
        border=pl.when(named & pl.col("last_word").is_in(persons))
        .then(pl.lit("other"))
        .otherwise("border")
    )


@cache
def _is_person(word: str) -> bool:
    """Whether the dictionary knows the word as a person's name.

    >>> _is_person("李长春"), _is_person("北京市")
    (True, False)
    """
    tags = _cutter().tag(word, False)
    return len(tags) == 1 and tags[0][1].startswith(_PERSON)


@cache
def _cutter() -> rjieba.Jieba:
    """A segmenter that knows no names of ours, so that they do not swallow their neighbours."""
    return rjieba.Jieba()
