"""Numerals as dates write them: cardinal, digit by digit, or Arabic."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from transforms.lexicon import load_lexicon
from transforms.numerals import numerals_of, read_number

# The first year of a reign and the first month have words of their own.
_FIRST = str.maketrans("元正", "一一")


def read_integer(text: str) -> int | None:
    """A whole number, however it is written; None where it is none.

    >>> [read_integer(text) for text in ("12", "二十三", "十", "二〇一二", "两千", "廿八", "元")]
    [12, 23, 10, 2012, 2000, 28, 1]
    >>> read_integer("若干") is None
    True
    """
    number = _read(text)
    return None if number is None or "." in text or "点" in text else int(number)


@lru_cache(maxsize=1 << 14)
def _read(text: str) -> Decimal | None:
    """By the numerals of the seeds: the one table that no lexicon of a test or a user varies."""
    if text.isascii() and not text.replace(",", "").replace(".", "").isdigit():
        return None
    number = read_number(text.translate(_FIRST), numerals_of(load_lexicon()))
    return None if number is None else number.value


def read_year(text: str) -> int | None:
    """A year as written; two digits mean the hundred years from 1930 on.

    >>> [read_year(text) for text in ("2012", "二〇一二", "98", "零八", "12", "两千")]
    [2012, 2012, 1998, 2008, 2012, 2000]
    """
    number = read_integer(text)
    if number is None or len(text) > 2 or number >= 100:
        return number
    return number + (2000 if number < 30 else 1900)


def read_amount(text: str) -> Fraction | None:
    """A number of units that may be broken: 1.5, 半, 三.

    >>> [str(read_amount(text)) for text in ("1.5", "半", "三")]
    ['3/2', '1/2', '3']
    """
    if text == "半":
        return Fraction(1, 2)
    number = _read(text)
    return None if number is None else Fraction(number)
