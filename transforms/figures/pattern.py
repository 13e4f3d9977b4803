"""The regular expressions that find amounts and what is none, built from the seeds' forms."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

# Arabic digits, in groups of three or not: 12,345.6 · 17 835 before a scale.
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)? ?[万亿]"
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
_INCLUSIVE = r"(?:\(不?含[^()]{0,6}\))"  # 50万元(含)以上
# Numbers that are read as something else before an amount can begin in them.
SKIPPED = {
    "footnote": r"\[[0-9]{1,3}\]",  # 增长[27]0.2%
    "iso_date": r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",  # 2022-04-28
    "ratio": r"[0-9]{1,4}(?:\.[0-9]+)?[:∶][0-9]{1,4}(?:\.[0-9]+)?",  # 2.8:1; see not_figures
    "clock_or_score": r"[0-9]{1,3}(?::[0-9]{1,3})+",  # 21:15, 3:1
    "telephone": r"\(?0[0-9]{2,3}[-)] ?[0-9]{7,8}|400-?[0-9]{3}-?[0-9]{4}",  # 028-86407151
    "mobile": r"1[0-9]{10}",  # 13800138000
    "identity": r"[0-9]{15,}[Xx]?",  # 510100199001010011
    "case_number": r"病例[0-9]+[—~至-]+病例[0-9]+",  # 病例1—病例112
    "day_case": r"[0-9]{1,2}·[0-9]{1,2}",  # 6·22案
    "year": r"(?:1[5-9]|20)[0-9]{2}(?:[—~-]+(?:1[5-9]|20)?[0-9]{2})?年",  # 2012年, 2011—2015年
    "years": r"(?:1[5-9]|20)[0-9]{2} ?[—~-]+ ?(?:1[5-9]|20)[0-9]{2}",  # (2011-2020)
    "year_in_characters": r"[一二][〇○零一二三四五六七八九]{3}年",  # 二〇三五年
    "clause_number": r"第[零一二三四五六七八九十百千万0-9]+[条章节款项编][^、,。]?",  # 第十八条
    "web": r"(?:https?://|www\.)[!-~]+",  # https://example.com/2012
}


@cache
def one_amount_pattern(lexicon: Lexicon) -> str:
    """An amount or a range of two, for the Rust engine; longest forms first."""
    core = _core(lexicon)
    sign = alternation(lexicon.forms("language/range_signs"))
    return rf"{core}(?:{_INCLUSIVE}? ?{sign} ?{core})?"


@cache
def skipped_pattern(lexicon: Lexicon) -> str:
    """What looks like an amount and is none: fixed words of the seeds, and named forms."""
    fixed = alternation(lexicon.forms("language/not_figures", extent="within"))
    return rf"(?:{fixed}|{'|'.join(SKIPPED.values())})"


@cache
def unit_pattern(lexicon: Lexicon) -> str:
    """Any listed unit; one in Latin letters ends where the letters end."""
    units = lexicon["language/units"]
    forms = units.filter(pl.col("numerals") != "per")["form"].to_list()
    forms += lexicon.forms("language/measure_words")
    forms += _currencies(lexicon, "after")
    latin = alternation(form for form in forms if form[-1].isascii() and form[-1].isalpha())
    other = alternation(form for form in forms if not (form[-1].isascii() and form[-1].isalpha()))
    below = alternation([*forms, *lexicon.forms("language/units", numerals="per")])
    return rf"(?:{_INFIX}|{latin}(?-u:\b)|{other}(?:/{below})?)"


def _currencies(lexicon: Lexicon, position: str) -> list[str]:
    stands = pl.col("position").is_in([position, "either"])
    return lexicon["language/currencies"].filter(stands)["form"].to_list()


def _core(lexicon: Lexicon) -> str:
    before = alternation(lexicon.forms("language/hedges", position="before"))
    after = alternation(lexicon.forms("language/hedges", position="after"))
    inside = alternation(lexicon.forms("language/hedges", position="inside"))
    prefixes = alternation(
        [
            *_currencies(lexicon, "before"),
            *lexicon.forms("language/degrees"),
        ]
    )
    arabic, chinese, capital, scales = _numbers(lexicon)
    tail = rf"(?: ?{inside} ?{scales}*)?"
    above = rf"[{_TENS}两十百千万亿零]*(?:[十百千万亿]|[十百千万亿]零)几{scales}*"
    vague = rf"(?:{above}|(?:好?几|数|上){scales}+{tail})"
    loose = rf"[百千万]{alternation(lexicon.forms('language/hedges', position='scale'))}"
    below = rf"(?:{chinese}|[0-9]+)[分份]之(?:{arabic}|{chinese})"
    # 一又三分之二, 三又二分之一倍: a whole number goes with the fraction, and a unit with both.
    whole = rf"(?:{chinese}|[0-9]+)又{below}"
    word = alternation(lexicon.forms("language/number_words"))
    fraction = rf"(?:{below}(?:{inside})?|{_SPOKEN}|{word})"
    digits = rf"(?:{whole}|{arabic}{tail})"
    sign = alternation(lexicon.forms("language/range_signs"))
    # 两到三万元: the unit is said once.
    both = rf"{chinese} ?{sign} ?{chinese}{tail}"
    counted = rf"(?:{both}|{vague}|过[百千万亿]+{tail}|{loose}|{chinese}{tail}|半)"
    # The unit is written into the pattern once: a pattern that grows too great matches slowly.
    measured = rf"(?:{_KILO}|{digits}|{counted}) ?{_measure(lexicon)}"
    alone = rf"(?:{DIGIT}(?:{DIGIT}|零)*{scales}(?:{chinese})?{tail}|{capital}{tail}|{vague})"
    thousands = rf"{_KILO}{sign}{_KILO}(?: ?[元块])?"  # 5k-20k
    number = rf"(?:{fraction}|{thousands}|{_QUOTIENT}|{_HEIGHT}|{measured}|{digits}|{alone})"
    leading = rf"(?:{before} ?)*第?(?:[-+负]|零下)?(?:{prefixes} ?)?"
    trailing = rf"(?:{_INCLUSIVE}? ?{after})?"
    return rf"(?:{leading}{number}{trailing}|第{chinese})"  # 排名第三 has no measure word


def _measure(lexicon: Lexicon) -> str:
    """A unit, and what may follow it: a half, tenths or lesser units: 三年半, 七成五, 5元3角."""
    _, chinese, _, _ = _numbers(lexicon)
    formal = "".join(lexicon.forms("language/numerals", style="formal"))
    lesser = alternation(lexicon.forms("language/lesser_units"))
    more = rf"(?:[零又]?(?:{_ARABIC}|{chinese}|[{formal}]){lesser})"
    tenths = rf"[成毛块](?:{_COINS}|{more}{{1,2}}|[{_TENS}])|秒[0-9]{{2}}"
    return rf"(?:{tenths}|{unit_pattern(lexicon)}(?:半|{more}{{1,2}})?)"


DIGIT = "[一二三四五六七八九两]"
_TENS = "一二三四五六七八九"
_COINS = f"[{_TENS}]毛[{_TENS}]"  # 一块二毛五
_INFIX = r"个[多余来半](?:月|小时|星期|世纪|学期|百分点)"  # 3个多月, 一个半小时
_SPOKEN = "[二三四五六七八九十]分[一二三四五六七八九]"  # 三分二, as Hong Kong says it
_HEIGHT = r"[一二两12]米(?:[0-9]{2}|[一二三四五六七八九]{1,2})(?:厘米|公分)?"  # 1米75, 一米八
_KILO = r"[0-9]+(?:\.[0-9]+)?k"  # 15k元
_QUOTIENT = r"(?:[0-9]{1,3} )?[0-9]{1,2}/[0-9]{1,2}"


def _numbers(lexicon: Lexicon) -> tuple[str, str, str, str]:
    """Numbers that begin with an Arabic digit, in characters, in capitals, and scales."""
    plain = "".join(lexicon.forms("language/numerals", style="plain"))
    formal = "".join(lexicon.forms("language/numerals", style="formal"))
    every = "".join(lexicon.forms("language/scales"))
    scales = f"[{every}]"
    digits = rf"[{plain}]+"
    point = rf"(?:点[{plain}{formal}]+{scales}*)?"
    arabic = rf"(?:{_GROUPED}|{_ARABIC})(?: ?{scales}+(?:零?{_ARABIC}|{digits})?)*"
    # A capital numeral is also a common character (陆, 伍): it counts only before a scale.
    capital = rf"(?:(?:[{formal}]{scales}+零?)+[{formal}]?)"
    chinese = rf"(?:(?:[{plain}{every}]|{capital})+{point}|[{formal}]点[{plain}{formal}]+)"
    return arabic, chinese, rf"{capital}(?:{chinese})?", scales
