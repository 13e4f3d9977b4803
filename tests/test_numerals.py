"""Laws of the amount grammar: what is written reads back, and bounds enclose the value."""

import re
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.phrases import documents
from transforms.figures.amounts.bounds import bound
from transforms.figures.amounts.read import read_amounts
from transforms.figures.amounts.words import AmountWords, Hedge, amount_words
from transforms.lexicon import load_lexicon
from transforms.numerals import Numerals, read_number
from transforms.text import fold_documents

PLAIN = "零一二三四五六七八九", "十百千"
CAPITAL = "零壹贰叁肆伍陆柒捌玖", "拾佰仟"
SPELLINGS = (
    PLAIN,
    CAPITAL,
    ("〇一二三四五六七八九", "十百千"),
    ("○一二三四五六七八九", "十百千"),
    ("零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    ("零壱貳叄肆伍陸柒捌玖", "拾佰仟"),
)
SCORES = {"二十": "廿", "三十": "卅", "四十": "卌"}
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")

integers = st.integers(min_value=0, max_value=10**16 - 1)
decimals = st.decimals(min_value=0, max_value=10**9, places=4)
hedged = st.sampled_from(
    ["{}", "约{}", "近{}", "超过{}", "不足{}", "{}左右", "{}以上", "{}以内", "大约{}上下"]
)


@pytest.fixture(scope="module")
def words() -> AmountWords:
    return amount_words(load_lexicon())


@pytest.fixture(scope="module")
def numerals(words: AmountWords) -> Numerals:
    return words.numerals


def below_ten_thousand(number: int, digits: str, scales: str) -> str:
    """Four places, a zero between places that are filled, none at the end."""
    written, gap = "", False
    for place, figure in enumerate(f"{number:04}"):
        if figure == "0":
            gap = bool(written)
            continue
        written += digits[0] if gap else ""
        written += digits[int(figure)] + ("" if place == 3 else scales[2 - place])
        gap = False
    return written


def in_characters(number: int, digits: str, scales: str) -> str:
    """The number group by group: 亿亿 does not occur below 10 to the 16."""
    if number == 0:
        return digits[0]
    groups = [number // 10_000**power % 10_000 for power in range(4)]
    high = groups[3] * 10_000 + groups[2]
    low = groups[1] * 10_000 + groups[0]
    halves = [two_groups(half, digits, scales) for half in (high, low)]
    written = f"{halves[0]}亿" if high else ""
    if high and low and low < 10_000_000:
        written += digits[0]
    return written + halves[1]


def two_groups(number: int, digits: str, scales: str) -> str:
    high, low = divmod(number, 10_000)
    written = below_ten_thousand(high, digits, scales)
    written += "万" if high else ""
    if high and low and low < 1000:
        written += digits[0]
    return written + below_ten_thousand(low, digits, scales)


def spellings(number: int) -> list[str]:
    """Every way to write an integer in characters."""
    written = [in_characters(number, digits, scales) for digits, scales in SPELLINGS]
    written += [form.replace("万", "萬").replace("亿", "億") for form in written]
    spoken = written[0]
    for words, character in SCORES.items():
        spoken = spoken.replace(words, character)
    # 十五 for 一十五, 两千 for 二千.
    short = written[0].removeprefix("一") if written[0].startswith("一十") else written[0]
    return [*written, spoken, short, re.sub("二(?=[百千万亿])", "两", written[0])]


def in_mixed_digits(number: int) -> str:
    """Arabic digits between the great scales: 3亿2000万450."""
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    great = f"{high}亿" if high else ""
    return great + (f"{middle}万" if middle else "") + (f"{low}" if low or not number else "")


@given(number=integers)
def test_an_integer_in_characters_reads_back(numerals: Numerals, number: int):
    for written in spellings(number):
        read = read_number(written, numerals)
        assert read is not None and read.value == number, written


@given(number=integers)
def test_an_integer_in_arabic_digits_reads_back(numerals: Numerals, number: int):
    for written in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " ")):
        read = read_number(written, numerals)
        assert read is not None and read.value == number


@settings(deadline=None)  # the first folding loads the tables of characters
@given(number=integers)
def test_a_full_width_integer_reads_back(numerals: Numerals, number: int):
    folded = fold_documents(documents(f"{number:,}".translate(FULL_WIDTH)), load_lexicon())
    read = read_number(folded["folded"].item(), numerals)
    assert read is not None and read.value == number


@given(number=integers)
def test_an_integer_in_digits_and_scales_reads_back(numerals: Numerals, number: int):
    # A lone digit after a scale is a tenth of it in speech, and is not written so in digits.
    low = number % 10_000
    number = number if low == 0 or low >= 10 else number - low
    read = read_number(in_mixed_digits(number), numerals)
    assert read is not None and read.value == number


@given(number=integers.filter(bool), unit=st.sampled_from(["人", "元", "公里", "个", "亩"]))
def test_an_integer_with_its_unit_is_one_amount(words: AmountWords, number: int, unit: str):
    for written in (*spellings(number), f"{number:,}", in_mixed_digits(number * 100)):
        (amount,) = read_amounts(f"{written}{unit}", words)
        assert amount.unit == unit
        assert amount.bounds.value in (number, number * 100)


@given(above=st.integers(1, 999), below=st.integers(2, 999), whole=st.integers(0, 999))
def test_a_fraction_reads_back(words: AmountWords, above: int, below: int, whole: int):
    stated = Decimal(whole) + Decimal(above) / Decimal(below)
    digits = [in_characters(part, *PLAIN) for part in (whole, below, above)]
    arabic = [str(part) for part in (whole, below, above)]
    for integer, lower, upper in (digits, arabic):
        prefix = f"{integer}又" if whole else ""
        (amount,) = read_amounts(f"{prefix}{lower}分之{upper}", words)
        assert amount.bounds.value is not None
        assert abs(amount.bounds.value - stated) < Decimal("1e-20")


@given(number=decimals, share=st.sampled_from([("百", "%"), ("千", "‰"), ("万", "‱")]))
def test_a_percentage_in_words_reads_back(
    words: AmountWords, number: Decimal, share: tuple[str, str]
):
    below, unit = share
    whole, _, places = f"{number:.2f}".partition(".")
    spoken = in_characters(int(whole), *PLAIN) + "点" + "".join(PLAIN[0][int(d)] for d in places)
    for written in (f"{below}分之{spoken}", f"{number:.2f}{unit}"):
        (amount,) = read_amounts(written, words)
        assert amount.bounds.value == Decimal(f"{number:.2f}")
        assert amount.unit == unit


@given(number=st.integers(min_value=1, max_value=9999), scale=st.sampled_from(["万", "亿", "万亿"]))
def test_a_mixed_number_reads_back(numerals: Numerals, number: int, scale: str):
    size = {"万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    read = read_number(f"{number}{scale}", numerals)
    assert read is not None and read.value == number * size


@given(number=decimals)
def test_a_decimal_reads_back(numerals: Numerals, number: Decimal):
    whole, _, places = f"{number:.4f}".partition(".")
    spoken = in_characters(int(whole), *PLAIN) + "点" + "".join(PLAIN[0][int(d)] for d in places)
    for written in (f"{number:.4f}", f"{number:,.4f}", spoken):
        read = read_number(written, numerals)
        assert read is not None and read.value == number


@given(number=integers)
def test_the_step_is_one_unit_of_the_last_digit_that_is_not_zero(numerals: Numerals, number: int):
    read = read_number(str(number), numerals)
    assert read is not None
    assert number % read.step == 0
    assert number == 0 or number % (read.step * 10) != 0


@given(number=st.integers(0, 9999), scale=st.sampled_from(["", "万", "亿"]))
def test_arabic_digits_stand_between_all_scales(numerals: Numerals, number: int, scale: str):
    # 3千4百5十6万, and 3千零6: a place that is left out in digits is told by 零.
    figures = f"{number:04}"
    places = zip(figures, ("千", "百", "十", ""), strict=True)
    written = "".join(f"{figure}{place}" for figure, place in places if figure != "0")
    last = number % 10
    gap = last and number > 9 and figures[2] == "0"
    written = f"{written[:-1]}零{last}" if gap else written
    read = read_number(f"{written or 0}{scale}", numerals)
    assert read is not None and read.value == number * {"": 1, "万": 10**4, "亿": 10**8}[scale]


@given(number=integers)
def test_figures_written_one_by_one_read_back(numerals: Numerals, number: int):
    for digits, _ in SPELLINGS:
        read = read_number("".join(digits[int(figure)] for figure in str(number)), numerals)
        assert read is not None and read.value == number


@given(number=decimals, scale=st.sampled_from(["", "万", "亿", "万亿"]))
def test_a_decimal_reads_back_in_every_spelling(numerals: Numerals, number: Decimal, scale: str):
    whole, _, places = f"{number:.4f}".partition(".")
    size = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}[scale]
    written = [
        in_characters(int(whole), digits, scales) + "点" + "".join(digits[int(d)] for d in places)
        for digits, scales in SPELLINGS
    ]
    # A scale goes with the whole number where that has none: 一点五万, but 一万点五.
    spoken = written if not scale else [w for w in written if len(whole) == 1]
    for form in (*spoken, f"{number:.4f}", f"{number:,.4f}", f"{number:.4f} "):
        read = read_number(f"{form}{scale}".strip(), numerals)
        assert read is not None and read.value == number * size, form


@given(
    number=integers.filter(bool),
    sign=st.sampled_from(["-", "负", "负 "]),
    unit=st.sampled_from(["元", "公里", "摄氏度", "个", ""]),
)
def test_a_negative_amount_reads_back(words: AmountWords, number: int, sign: str, unit: str):
    for written in (*spellings(number), f"{number}", f"{number:,}", f"{number}.5"):
        (amount,) = read_amounts(f"{sign}{written}{unit}", words)
        stated = Decimal(number) + (Decimal("0.5") if written.endswith(".5") else 0)
        assert amount.bounds.value == -stated
        assert amount.bounds.lower == amount.bounds.upper == -stated


@settings(deadline=None)
@given(number=decimals, sign=st.sampled_from(["", "－", "負"]))
def test_a_full_width_decimal_is_one_amount(words: AmountWords, number: Decimal, sign: str):
    wide = f"{number:,.4f}".translate(FULL_WIDTH)
    folded = fold_documents(documents(f"{sign}{wide}萬元"), load_lexicon())["folded"].item()
    (amount,) = read_amounts(folded, words)
    assert amount.unit == "元"
    assert amount.bounds.value == (-number if sign else number) * 10_000


@given(number=integers, form=hedged, unit=st.sampled_from(["人", "元", "%", "公里", "年", ""]))
def test_bounds_enclose_the_value(words: AmountWords, number: int, form: str, unit: str):
    for amount in read_amounts(form.format(f"{number}{unit}"), words):
        value, lower, upper = amount.bounds.value, amount.bounds.lower, amount.bounds.upper
        assert value is not None
        assert lower is None or lower <= value
        assert upper is None or value <= upper


HEDGES = [
    (place, hedge)
    for place, hedges in (
        ("{hedge}{number}{unit}", amount_words(load_lexicon()).before),
        ("{number}{hedge}{unit}", amount_words(load_lexicon()).inside),
        ("{number}{unit}{hedge}", amount_words(load_lexicon()).after),
    )
    for hedge in hedges.values()
]
UNITS = sorted(amount_words(load_lexicon()).units)


@given(
    number=st.integers(1, 10**9),
    place_and_hedge=st.sampled_from(HEDGES),
    unit=st.sampled_from(UNITS),
)
def test_one_rule_bounds_every_unit(
    words: AmountWords, number: int, place_and_hedge: tuple[str, Hedge], unit: str
):
    place, hedge = place_and_hedge
    kind = words.units[unit].kind
    assume(not hedge.kinds or kind in hedge.kinds)
    written = place.format(hedge=hedge.form, number=number, unit=unit)
    (amount,) = read_amounts(written, words)
    stated = read_number(str(number), words.numerals)
    assert stated is not None
    assert amount.bounds == bound(stated, hedge.bound)
    assert amount.unit == unit


@given(low=st.integers(0, 10**6), high=st.integers(0, 10**6), sign=st.sampled_from("至到—~"))
def test_a_range_is_in_order(words: AmountWords, low: int, high: int, sign: str):
    amounts = read_amounts(f"{low}{sign}{high}人", words)
    if low < high:
        (amount,) = amounts
        assert (amount.bounds.lower, amount.bounds.upper) == (low, high)
    else:
        assert all(amount.bounds.value == high for amount in amounts)


@given(
    text=st.text(
        alphabet="零一二两三十百千万亿几数上余多近约第半成至到—-.点,0123456789元%人个月年/分之 $"
    )
)
def test_no_spelling_breaks_the_grammar(words: AmountWords, text: str):
    for amount in read_amounts(text, words):
        assert 0 <= amount.start < amount.end <= len(text)


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_grammar(words: AmountWords, text: str):
    read_amounts(text, words)
