"""Numerals as dates write them: cardinal, digit by digit, or Arabic."""

from fractions import Fraction

_DIGITS = dict(zip("零一二三四五六七八九", range(10), strict=True)) | {
    "〇": 0,
    "○": 0,
    "两": 2,
    "兩": 2,
    "元": 1,
    "正": 1,
}
_TENS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_TWENTIES = {"廿": "二十", "卅": "三十"}


def read_integer(text: str) -> int | None:
    """A whole number, however it is written; None where it is none.

    >>> [read_integer(text) for text in ("12", "二十三", "十", "二〇一二", "两千", "廿八")]
    [12, 23, 10, 2012, 2000, 28]
    >>> read_integer("若干") is None
    True
    """
    for short, long in _TWENTIES.items():
        text = text.replace(short, long)
    plain = text.replace(",", "")
    if plain.isascii():
        return int(plain) if plain.isdigit() else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    return _read_cardinal(text)


def _read_cardinal(text: str) -> int | None:
    """Digits and powers of ten; 万 multiplies all that stands before it."""
    total, digit = 0, None
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "万":
            total, digit = (total + (digit or 0)) * 10000, None
        elif character in _TENS:
            total, digit = total + (1 if digit is None else digit) * _TENS[character], None
        else:
            return None
    return total + (digit or 0)


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
    if text.count(".") == 1 and text.replace(".", "").isdigit() and text[-1] != ".":
        return Fraction(text)
    number = read_integer(text)
    return None if number is None else Fraction(number)
