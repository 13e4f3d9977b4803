"""Expressions that may name a time, found in the shadow text."""

from functools import cache

import polars as pl

from schemas.time_stages import TIME_CANDIDATE
from schemas.to_polars import conform
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans, outside
from transforms.text import NONCHARACTER
from transforms.times.grammar.timex import read_times
from transforms.times.grammar.vocabulary import undoing
from transforms.times.scan import find_runs


def find_times(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per expression that may name a time, in reading order.

    PASSAGE -> TIME_CANDIDATE. Scans find runs of time words; the grammar cuts each distinct run
    once. What is only a time by itself (8天, 6·22) is settled when it is read.
    """
    found = find_runs(passages, lexicon).with_columns(at=pl.col("at") + _taken(lexicon))
    runs = _with_neighbours(found, passages, lexicon)
    # What stands in a title of a work is its name.
    runs = outside(runs, find_spans(passages, "《[^《》]*》"))
    cuts = _cuts(runs, lexicon)
    length = pl.col("to") - pl.col("at")
    return (
        runs.join(cuts, on="written", how="inner", maintain_order="left")
        .with_columns(
            surface=pl.col("surface").str.slice(pl.col("at"), length),
            quote=pl.col("quote").str.slice(pl.col("at"), length),
            start_char=pl.col("start_char") + pl.col("at"),
            head=(pl.col("head") + pl.col("surface").str.slice(0, pl.col("at"))).str.tail(4),
            tail=(pl.col("surface").str.slice(pl.col("at") + length) + pl.col("tail")).str.slice(
                0, 8
            ),
            stands_alone=(
                pl.col("rest")
                == pl.col("surface").str.slice(pl.col("at"), length).str.replace_all(_FURNITURE, "")
            ).fill_null(False),
        )
        .with_columns(end_char=pl.col("start_char") + length)
        .filter(~_after_a_stranger(lexicon) & ~_loose_part(lexicon) & ~_listed_number(lexicon))
        .pipe(conform, TIME_CANDIDATE)
    )


def _taken(lexicon: Lexicon) -> pl.Expr:
    """How many characters of a run end the word before it: 纽约5月1日电, 达到2012年的水平."""
    rows = lexicon["language/time_exclusions"].filter(side="lead")
    joint = pl.col("folded").str.slice(pl.max_horizontal(pl.col("at") - 1, 0), 2)
    return joint.is_in((rows["form"] + rows["unit"]).implode()).cast(pl.Int64)


# A passage that is nothing but a time is short.
_BRIEF = 40
_FURNITURE = r"[\s。,;!?:=、.]"


def _with_neighbours(runs: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Each run with the characters before it and the word after it that may undo it."""
    at, length = pl.col("at"), pl.col("to") - pl.col("at")
    start = pl.max_horizontal(at - 4, 0)
    text = pl.col("folded")
    brief = text.str.len_chars() <= _BRIEF
    follows = text.str.slice(pl.col("to") - 1, 9)
    return (
        runs.hstack(passages["document_id", "passage_id", "start_char", "quote"][runs["place"]])
        .with_columns(
            surface=text.str.slice(at, length),
            quote=pl.col("quote").str.slice(at, length),
            start_char=pl.col("start_char") + at,
            end_char=pl.col("start_char") + pl.col("to"),
            head=text.str.slice(start, at - start),
            tail=follows.str.slice(1),
            undoing=follows.str.extract(_undoing(lexicon), 0).str.slice(1).fill_null(""),
            rest=pl.when(brief).then(text).str.replace_all(_FURNITURE, ""),
        )
        .with_columns(written=pl.col("surface") + pl.col("undoing"))
        .drop("folded", "at", "to", "undoing")
    )


@cache
def _undoing(lexicon: Lexicon) -> str:
    """The end of a run and the word after it that makes it no time: 号线, 日元."""
    following: dict[str, list[str]] = {}
    for unit, forms in undoing(lexicon):
        following.setdefault(unit[-1], []).extend(forms)
    pairs = [f"{last}{alternation(forms)}" for last, forms in following.items()]
    return f"^(?:{'|'.join(pairs)})"


def _cuts(runs: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Where in each distinct run the expressions stand."""
    distinct = runs.select("written", length=pl.col("surface").str.len_chars()).unique()
    rows = [
        (written, reading.at, reading.to)
        for written, length in distinct.rows()
        for reading in read_times(written, lexicon)
        if reading.to <= length
    ]
    schema = {"written": pl.String, "at": pl.Int64, "to": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True)


def _loose_part(lexicon: Lexicon) -> pl.Expr:
    """Whether it is a part of the day that frames nothing: 夜间消费, but not 深夜,…"""
    parts = alternation(lexicon.forms("language/time_slots", slot="part"))
    bare = pl.col("surface").str.contains(f"^{parts}$")
    frames = pl.col("head").str.contains(r"^$|[\s\p{P}]$") & pl.col("tail").str.contains("^,")
    return bare & ~frames & ~pl.col("stands_alone")


# 神舟十二号 is a name; in 于十二号, 从十二号到十五号 a word that leads to a day stands before.
_NAMED_NUMBER = "^[一二三四五六七八九十廿卅]+号"
_LEADS_TO_A_DAY = r"[^\p{Han}]$|[在于从自至到和与是即为及了,、]$|^$"
# GB2012, 3.2012, 第2012, 国发〔2012〕5号
_IN_A_NUMBER = r"(?:[0-9A-Za-z_/=]|[0-9][.,:·-]|[0-9]{2}[〕\]]|第)"
_JOINT = NONCHARACTER


def _after_a_stranger(lexicon: Lexicon) -> pl.Expr:
    """Whether what stands before makes it no time: 出现在, 第2012年, 连续5日."""
    surface, head = pl.col("surface"), pl.col("head")
    named = surface.str.contains(_NAMED_NUMBER) & ~head.str.contains(_LEADS_TO_A_DAY)
    return named | (head + _JOINT + surface).str.contains(_strangers(lexicon))


@cache
def _strangers(lexicon: Lexicon) -> str:
    """What stands before and what it undoes, either side of the joint."""
    rows = lexicon["language/time_exclusions"].filter(side="before")
    units = rows.group_by("unit", maintain_order=True).agg("form")
    pairs = [f"{alternation(forms)}{_JOINT}(?:{unit})" for unit, forms in units.iter_rows()]
    return "|".join([rf"{_IN_A_NUMBER}{_JOINT}[0-9]", *pairs])


def _listed_number(lexicon: Lexicon) -> pl.Expr:
    """Whether a later number of the list says what it numbers: 2号、3号线."""
    rows = lexicon["language/time_exclusions"].filter(side="after", unit="号")
    number = "(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
    later = rf"^[、,至到和及~—-]{number}号{alternation(rows['form'])}"
    return pl.col("surface").str.contains("号$") & pl.col("tail").str.contains(later)
