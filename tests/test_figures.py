"""Every phrase of `tests/corpus/figures` gives the figures of its rows, and no others."""

import csv
from decimal import Decimal
from functools import cache

import polars as pl
import pytest

from schemas.figure_stages import FIGURE_CANDIDATE
from schemas.stages import FIGURE_NORMALISED, TIME
from schemas.to_polars import to_polars
from tests.phrases import CORPUS, documents, rows
from transforms.figures.find import find_figures
from transforms.figures.normalise import normalise_figures
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.text import fold_documents
from transforms.times.document_date import date_documents
from transforms.times.find import find_times
from transforms.times.normalise import normalise_times
from transforms.times.resolve import resolve_times


def read(texts: pl.DataFrame) -> pl.DataFrame:
    """The amounts of the documents, times taken first as the path does."""
    lexicon = load_lexicon()
    folded = fold_documents(texts, lexicon)
    passages = split_passages(folded, lexicon)
    normalised = normalise_times(find_times(passages, lexicon), lexicon)
    dated = date_documents(folded, passages, normalised, lexicon)
    times = resolve_times(normalised, passages, dated, lexicon)
    return normalise_figures(find_figures(passages, times, lexicon), lexicon)


def sentence(phrase: str) -> str:
    """A phrase stands at the end of a sentence, so that it is neither heading nor title."""
    return f"据了解，{phrase}。"


@cache
def figures_of_the_corpus() -> dict[str, dict[str, dict[str, object]]]:
    """All phrases read in one pass: by phrase, its figures by their quotes."""
    phrases = sorted(rows_by_phrase())
    texts = documents(*map(sentence, phrases), published="2012-06-15")
    place = dict(zip(texts["document_id"], phrases, strict=True))
    found: dict[str, dict[str, dict[str, object]]] = {phrase: {} for phrase in phrases}
    for figure in read(texts).iter_rows(named=True):
        found[place[figure["document_id"]]][figure["quote"]] = figure
    return found


@cache
def rows_by_phrase() -> dict[str, set[str]]:
    """The quotes that the rows of each phrase expect; none where the phrase has no figure."""
    expected: dict[str, set[str]] = {}
    for path in sorted((CORPUS / "figures").glob("*.csv")):
        for row in csv.DictReader(path.open(encoding="utf-8", newline="")):
            expected.setdefault(row["phrase"], set()).update({row["quote"]} - {""})
    return expected


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize("row", rows("figures"))
def test_a_phrase_gives_its_figures(row):
    found = figures_of_the_corpus()[row["phrase"]]
    assert set(found) == rows_by_phrase()[row["phrase"]]
    if row["quote"]:
        figure = found[row["quote"]]
        stated = (figure["value"], figure["lower"], figure["upper"])
        assert stated == tuple(number(row[name]) for name in ("value", "lower", "upper"))
        assert (figure["unit"] or "", figure["kind"]) == (row["unit"], row["kind"])


def test_teasers_and_boilerplate_state_nothing():
    text = "据了解，全市抓获200余人。\n新闻推荐\n据了解，全市抓获300余人。"
    assert read(documents(text))["quote"].to_list() == ["200余人"]


def test_cells_take_unit_and_magnitude_from_their_table():
    table = "\n".join(
        (
            "| 指标 | 单位 | 2001 | 2002 |",
            "| --- | --- | --- | --- |",
            "| 发电机组容量 | 万千瓦 | 1516 | 1,165.5 |",
        )
    )
    cells = read(documents(f"某某公报\n数据如下。\n{table}"))
    assert cells["quote"].to_list() == ["1516", "1,165.5"]
    assert cells["value"].to_list() == [Decimal(15160000), Decimal(11655000)]
    assert cells["unit"].to_list() == ["千瓦", "千瓦"]


def test_cells_may_stand_on_lines_of_their_own():
    table = "|\n指标 |\n专利数（万件） |\n比上年增长（%） |\n|\n申请数 |\n279.9 |\n-18.5 |"
    cells = read(documents(f"某某公报\n数据如下。\n{table}"))
    assert cells["value"].to_list() == [Decimal(2799000), Decimal("18.5")]
    assert cells["unit"].to_list() == ["件", "%"]


def test_every_quote_stands_in_its_text():
    text = "据了解，香港僱員17,524人，佔接近四成，暴升六倍，需時兩三週。"
    for figure in read(documents(text)).iter_rows(named=True):
        assert text[figure["start_char"] : figure["end_char"]] == figure["quote"]


def test_no_text_gives_no_figures():
    passages = split_passages(fold_documents(documents(), load_lexicon()), load_lexicon())
    candidates = find_figures(passages, pl.DataFrame(schema=to_polars(TIME)), load_lexicon())
    assert candidates.schema == to_polars(FIGURE_CANDIDATE)
    amounts = normalise_figures(candidates, load_lexicon())
    assert amounts.schema == to_polars(FIGURE_NORMALISED)


@pytest.mark.parametrize(
    ("text", "values", "kind"),
    [
        ("第七", [7], "rank"),
        ("第２５０", [250], "rank"),
        ("三百，二百五。", [300, 250], "count"),
        ("“一”和“五”", [1, 5], "count"),
        ("1502222、二百五，还有二分之", [1502222, 250, 2], "count"),
        ("二千零四十五个，三千零五个", [2045, 3005], "count"),
        ("一百四十四。一百五十四点零，四百亿点五", [144, 154, Decimal("40000000000.5")], "count"),
        ("五十千", [50], "count"),
        ("十份十一", [Decimal("1.1")], "count"),
        ("半百", [50], "count"),
        ("二十五分", [25], "money"),
        ("5毛", [5], "money"),
        ("对折", [], ""),
        ("第", [], ""),
    ],
)
def test_numbers_alone_need_no_unit(text, values, kind):
    found = read(documents(text))
    assert found["value"].to_list() == values
    assert set(found["kind"]) <= {kind}


def test_six_places_are_stored_and_fifteen_digits_told():
    (figure,) = read(documents("零点零零零零零零零零一")).iter_rows(named=True)
    assert (figure["value"], figure["value_exact"]) == (Decimal(0), "0.000000001")
    (figure,) = read(documents("三分之二")).iter_rows(named=True)
    assert figure["value_exact"] == "0.666666666666667"
    (figure,) = read(documents("0.25")).iter_rows(named=True)
    assert figure["value_exact"] is None


def test_a_number_longer_than_a_default_decimal_context_is_exact():
    figure = read(documents("10000000000000000000000")).row(0, named=True)
    assert figure["value"] == figure["value_si"] == Decimal(10) ** 22
