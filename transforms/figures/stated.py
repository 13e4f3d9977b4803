"""Numerals in characters that have no unit, where the words around them state a number."""

import polars as pl

from transforms.figures.amounts.words import amount_words
from transforms.figures.labels import label_before
from transforms.figures.neighbours import add_neighbours
from transforms.figures.not_figures import TOP_BEFORE
from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

# 答案是四不是五, 新增病例为零, 系数达到零点五六.
_SAYS = r"(?:是|为|等于|达到?|[升降减增][为到至]|前)"
_ANY_SIZE = r"(?:是|等于)$"
# After 为 a lone digit is a class or a part: 一分为二, 调整为一、二年级.
_NONE_OR_MORE = r"^零$|^.?十.?$|点"
_CLAUSE_ENDS = r"^(?:$|[,。;!?)]|而?不是|[却而]是|[这那]不?是)"
_TOP = "前"  # 位居全省前三
_TOP_ENDS = r"^(?:$|[,。;!?)、]|的)"
_COMPARED = "^比"  # 比三十大一些
_COMPARED_ENDS = r"^(?:$|[,。;!?)]|一?[些点]|得多|很多|[的了])"
_DATE = r"^(?:五[一四]|[七八]一|三八|九三)$"  # 今天是五一


def find_stated_numbers(prose: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The numerals that are said to be a number and end their clause, with no unit.

    PASSAGE -> SPAN. A decimal counts (袜子五双九点九); no label (编号是七), no day (今天是五一).
    """
    found = find_spans(prose, _pattern(lexicon))
    surface, before = pl.col("surface"), pl.col("before")
    says = surface.str.extract(f"^({_SAYS})").fill_null("")
    cut = says.str.len_chars()
    spans = found.with_columns(
        surface=surface.str.slice(cut),
        quote=pl.col("quote").str.slice(cut),
        start_char=pl.col("start_char") + cut.cast(pl.Int64),
        says=says,
    )
    says, after = pl.col("says"), pl.col("after")
    top = says == _TOP
    number = says.str.contains(_ANY_SIZE) | surface.str.contains(_NONE_OR_MORE)
    said = ~top & number & after.str.contains(_CLAUSE_ENDS)
    compared = surface.str.contains(_COMPARED) & after.str.contains(_COMPARED_ENDS)
    ranked = top & before.str.contains(TOP_BEFORE) & after.str.contains(_TOP_ENDS)
    return (
        spans.pipe(add_neighbours, prose)
        .filter(
            said | ranked | compared,
            ~surface.str.contains(_DATE),
            ~before.str.contains(label_before(lexicon)),
        )
        .select(found.columns)
    )


def _pattern(lexicon: Lexicon) -> str:
    plain = "".join(lexicon.forms("language/numerals", style="plain"))
    numeral = f"[{plain}{''.join(lexicon.forms('language/scales', style='plain'))}]"
    point = f"点[{plain}]+"
    ends = alternation(tail for _, tail in amount_words(lexicon).around)
    compared = f"比(?:[0-9][0-9,.]*|{numeral}+){ends}"
    return f"前[0-9]{{1,3}}|{compared}|{_SAYS}{numeral}+(?:{point})?|{numeral}+{point}"
