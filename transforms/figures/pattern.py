"""The one regular expression that finds amounts, built from the seeds' forms."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

# Arabic digits, in groups of three or not: 12,345.6 · 17 835 before a scale.
_GROUPED = r"[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)? ?[万亿]"
_ARABIC = r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
# Numbers that are read as something else before an amount can begin in them.
SKIPPED = {
    "footnote": r"\[[0-9]{1,3}\]",  # 增长[27]0.2%
    "iso_date": r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}",  # 2022-04-28
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
def amount_pattern(lexicon: Lexicon) -> str:
    """A pattern of the Rust engine: what is never a figure, or else an amount or a range of two.

    Longest forms first. What is never a figure is matched so that no amount begins inside it;
    it is dropped by its surface (`skipped_pattern`).
    """
    core = _core(lexicon)
    sign = alternation(lexicon.forms("language/range_signs"))
    return rf"{skipped_pattern(lexicon)}|{core}(?: ?{sign} ?{core})?"


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
    infix = r"个[多余来半](?:月|小时|星期|世纪|学期|百分点)"
    return rf"(?:{infix}|{latin}(?-u:\b)|{other}(?:/{below})?)"


def _currencies(lexicon: Lexicon, position: str) -> list[str]:
    stands = pl.col("position").is_in([position, "either"])
    return lexicon["language/currencies"].filter(stands)["form"].to_list()


def _lesser(lexicon: Lexicon) -> str:
    """Units that may follow a greater one: 1小时30分钟, 五元三毛."""
    coins = lexicon["language/currencies"].filter(pl.col("factor").str.starts_with("0."))
    spans = lexicon.forms("language/units", kind="duration", numerals="any")
    return alternation([*coins["form"], *spans])


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
    unit = unit_pattern(lexicon)
    arabic, chinese, scales = _numbers(lexicon)
    tail = rf"(?: ?{inside} ?{scales}*)?"
    # What one unit may be followed by: a half, tenths, or a lesser unit: 5元3毛, 1小时30分.
    tenths = r"[成毛][一二三四五六七八九]"  # 七成五
    more = rf"(?:半|[零又]?(?:{_ARABIC}|{chinese}){_lesser(lexicon)})"
    measured = rf" ?(?:{tenths}|{unit}{more}?)"
    vague = rf"(?:[二三四五六七八九]?十几{scales}*|(?:好?几|数|上){scales}+{tail})"
    fraction = rf"(?:{chinese}|[0-9]+)[分份]之(?:{arabic}|{chinese})(?:{inside})?"
    counted = rf"(?:{vague}|{chinese}{tail}|半)"
    alone = rf"(?:{_DIGIT}(?:{_DIGIT}|零)*{scales}(?:{chinese})?{tail}|{vague})"
    sign = alternation(lexicon.forms("language/range_signs"))
    pair = rf"{chinese} ?{sign} ?{chinese}{tail}{measured}"  # 两到三万元: the unit is said once
    plain = rf"{arabic}{tail}(?:{measured})?|{counted}{measured}|{alone}"
    number = rf"(?:{pair}|{fraction}|{_QUOTIENT}|{plain})"
    return rf"(?:{before} ?)*第?(?:[-+负]|零下)?(?:{prefixes} ?)?{number}(?: ?{after})?"


_DIGIT = "[一二三四五六七八九两]"
_QUOTIENT = r"[0-9]{1,2}/[0-9]{1,2}"


def _numbers(lexicon: Lexicon) -> tuple[str, str, str]:
    """Numbers that begin with an Arabic digit, numbers in characters, and scales."""
    plain = "".join(lexicon.forms("language/numerals", style="plain"))
    formal = "".join(lexicon.forms("language/numerals", style="formal"))
    every = "".join(lexicon.forms("language/scales"))
    scales = f"[{every}]"
    digits = rf"[{plain}]+"
    point = rf"(?:点[{plain}]+)?"
    arabic = rf"(?:{_GROUPED}|{_ARABIC})(?: ?{scales}+(?:{digits}|{_ARABIC})?)*"
    # A capital numeral is also a common character (陆, 伍): it counts only before a scale.
    capital = rf"(?:(?:[{formal}]{scales}+零?)+[{formal}]?)"
    chinese = rf"(?:[{plain}{every}]|{capital})+{point}"
    return arabic, chinese, scales
