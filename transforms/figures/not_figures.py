"""Which spans state no quantity, told by their form and by the characters around them."""

import polars as pl

from transforms.lexicon import Lexicon, alternation

_BARE = r"^[-+]?[0-9][0-9,]*(?:\.[0-9]+)?$"
_GROUPED = r"^[0-9]{1,3}(?:,[0-9]{3})+"
# A bare decimal is a reading after 总分, 达到, 系数; a whole number alone is a name or a label.
_READING_BEFORE = r"(?:为|达|达到|至|以|到|是|分|指数|系数)$"
_READING_AFTER = r"^的?总?分"
_ITEMISED = r"^\((?:含|其中|包括)"  # 1292（含858例）
# Numerals in characters need a unit, or a scale above ten: 四万市民, but not 三农.
_CHINESE = r"^第?[零〇○一二三四五六七八九十百千万亿两半几]+$"
_SCALED = r"^[一二三四五六七八九两十]+[零十百千万亿一二三四五六七八九]*[百千万亿]"
# A scale alone, or before a unit that classes things, is a name: 万元户, 百年老店, 每万人口.
_SCALE_ALONE = r"^[百千万亿]+[元人户年里米天日次步类]?$"
# 一 before a measure word is an article: a count only after words that insist on it.
_ARTICLE = r"^一[^万亿千百十零多余半至到成倍番]{1,3}$"
_INSISTS = r"(?:只|仅|[只仅共]有|只要|至|到|为|达|近|减|增|共|过|时|提前|推迟|延长|缩短|超)$"
# 二 does not count, 两 does: 二次会议 is the second.
_SECOND = r"^二[^零十百千万亿点元角斤两克吨米里亩升倍成]{1,2}$"
# 5日 is a date unless something measures it: 7日内, 为期5日.
_DAY = r"[0-9一二三四五六七八九十]日$"
_LASTS = r"(?:为期|历时|用时|共|住院|休假)$"
_HALF_OF_YEAR = r"^半[年场程部学]"  # 上半年, 下半场
_LETTER_OR_DIGIT = r"[A-Za-z0-9]"
_OPENING, _CLOSING = "“‘《", "”’》"


def drop_not_figures(spans: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The spans that may state a quantity; same columns, fewer rows.

    Expects `surface`, `before` and `after`. Each test names a way to be no figure.
    """
    surface, before, after = pl.col("surface"), pl.col("before"), pl.col("after")
    decimal = surface.str.contains(r"\.")
    reading = decimal & (before.str.contains(_READING_BEFORE) | after.str.contains(_READING_AFTER))
    stated = reading | surface.str.contains(_GROUPED) | after.str.contains(_ITEMISED)
    heads = alternation(lexicon.forms("language/name_heads"))
    not_figures = (
        surface.str.contains(_BARE) & ~stated,
        surface.str.contains(_CHINESE) & ~surface.str.contains(_SCALED),
        surface.str.contains(_SCALE_ALONE),
        surface.str.contains(_ARTICLE) & ~before.str.contains(_INSISTS),
        surface.str.contains(_SECOND),
        before.str.contains(rf"{_LETTER_OR_DIGIT}[-.]?$"),
        after.str.contains(rf"^{_LETTER_OR_DIGIT}"),
        after.str.contains(f"^{heads}") & ~surface.str.contains(r"[%‰]$"),
        surface.str.contains(_DAY) & ~before.str.contains(_LASTS),
        surface.str.contains(_HALF_OF_YEAR) & before.str.contains("[上下前后]$"),
        before.str.contains(r"每$"),
        before.str.contains(r"\($") & after.str.contains(r"^\)") & ~surface.str.contains("[0-9]"),
        _inside_name(before, after),
    )
    return spans.filter(~pl.any_horizontal(*not_figures))


def _inside_name(before: pl.Expr, after: pl.Expr) -> pl.Expr:
    """Within a short quoted name: “两机制”, “八站两场”."""
    opened = before.str.contains(rf"[{_OPENING}][^{_OPENING}{_CLOSING}]{{0,4}}$")
    closed = after.str.contains(rf"^[^{_OPENING}{_CLOSING}]{{0,4}}[{_CLOSING}]")
    return opened & closed
