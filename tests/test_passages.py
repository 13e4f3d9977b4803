"""Lines are told apart, sentences cut, offsets kept."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.phrases import documents, rows
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.pipeline import extract
from transforms.text import fold_documents

LEXICON = load_lexicon()
LEAST_RIGHT = 0.94


def passages(text: str) -> pl.DataFrame:
    return split_passages(fold_documents(documents(text), LEXICON), LEXICON)


@pytest.mark.parametrize("row", rows("passages", "furniture*.csv"))
def test_a_line_is_what_it_is(row):
    text = "\n".join(part for part in (row["before"], row["line"], row["after"]) if part)
    found = passages(text)
    line = found.filter(pl.col("start_char") == text.index(row["line"]))
    assert line["kind"].to_list() == [row["kind"]]


@pytest.mark.parametrize("row", rows("passages", "quotations.csv"))
def test_a_sentence_is_said_by_whom_the_text_names(row):
    found = passages(row["text"]).filter(quote=row["passage"]).select("kind", "speaker")
    assert found.rows() == [(row["kind"], row["speaker"] or None)]


def test_nearly_all_of_a_sample_of_real_passages_are_what_they_are():
    """`sample*.csv`: passages drawn by a seed from real documents, their kinds given by hand."""
    right = total = 0
    for (row,) in (parameters.values for parameters in rows("passages", "sample*.csv")):
        found = passages(row["text"]).filter(
            (pl.col("start_char") <= int(row["at"])) & (pl.col("end_char") > int(row["at"]))
        )
        right += found["kind"][0] in row["kind"].split("/")
        total += 1
    assert total >= 300
    assert right / total >= LEAST_RIGHT


def test_nothing_that_a_page_says_beside_its_article_dates_counts_or_places_anything():
    texts = {parameters.values[0]["text"] for parameters in rows("passages", "sample*.csv")}
    found = extract(documents(*sorted(texts)), LEXICON)
    silent = found["passages"].filter(pl.col("kind").is_in(["teaser", "boilerplate"]))
    assert len(silent) > 100
    for table in ("time_mentions", "figures", "events", "entity_mentions"):
        assert found[table].join(silent, on="passage_id", how="semi").is_empty(), table


@pytest.mark.parametrize(
    ("text", "stated", "title"),
    [
        (
            "某市开展警民亲活动综述严芳\n——某市开展“警民亲”活动综述\n正文。",
            None,
            "某市开展“警民亲”活动综述",
        ),
        ("政府工作报告\n——2020年1月6日在会议上\n正文。", None, "政府工作报告"),
        ("**某年公报**\n\n正文。", None, "某年公报"),
        ("正文第一句。\n正文第二句。", None, None),
        ("旧标题\n正文。", "新标题", "新标题"),
    ],
)
def test_a_title_comes_from_metadata_then_from_the_text(text, stated, title):
    assert extract(documents(text, title=stated), LEXICON)["documents"]["title"][0] == title


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("他来了。她走了。", ["他来了。", "她走了。"]),
        ("他说：“来！”她走了", ["他说：“来！”", "她走了"]),
        ("「好！」他說。", ["「好！」", "他說。"]),
        ("增长3.5%。下降１２.３％！", ["增长3.5%。", "下降１２.３％！"]),
        ("第一段\r\n\r\n  第二段。", ["第一段", "第二段。"]),
        ("好！！！真的？！是。", ["好！！！", "真的？！", "是。"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, sentences):
    assert passages(text)["quote"].to_list() == sentences


texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0")
    | st.sampled_from("。！\n“”年月日12万"),
    min_size=1,
)


@settings(deadline=None)  # how long it takes is measured by benchmarks
@given(texts)
def test_every_quote_is_the_text_at_its_offsets(text):
    frame = fold_documents(documents(text), LEXICON)
    assert len(frame["folded"][0]) == len(text)
    cut = split_passages(frame, LEXICON)
    for start, end, quote, folded in cut.select(
        "start_char", "end_char", "quote", "folded"
    ).iter_rows():
        assert quote == text[start:end]
        assert len(folded) == len(quote)
    assert cut["start_char"].is_sorted()
    assert (cut["end_char"].shift(1, fill_value=0) <= cut["start_char"]).all()


@settings(deadline=None)  # how long it takes is measured by benchmarks
@given(texts)
def test_sentences_leave_out_only_blank_stretches(text):
    kept = "".join(passages(text)["quote"])
    assert "".join(kept.split()) == "".join(text.split())


WRAPPED = (
    "五年内,在全民所有制单位和城镇集体所有制单位各增\n"
    "加职工1100 万人,个体劳动者增加150万人,加上全民和\n"
    "集体所有制单位补充自然减员约550 万人,共安排2900 万\n"
    "人就业。到1985年底,全国城镇新成长起来的劳动力,基本\n"
    "上可以得到安置。\n\n"
    "1985年全国职工工资总额为983亿元,比1980 年增加\n"
    "210 亿元,平均每年增加42 亿元。"
)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_sentences_that_the_form_breaks_over_lines_are_whole(line_end):
    text = WRAPPED.replace("\n", line_end)
    found = passages(text)
    assert found["quote"].str.contains("\n").sum() == 3
    assert found["folded"].str.contains("\n").sum() == 0
    assert found["kind"].unique().to_list() == ["body"]
    for start, end, quote in found.select("start_char", "end_char", "quote").iter_rows():
        assert quote == text[start:end]
    figures = extract(documents(text), LEXICON)["figures"]
    figure = figures.filter(quote="1100 万人")
    assert figure["metric"].to_list() == ["增加职工"]


@pytest.mark.parametrize(
    "text",
    [
        # Headlines as wide as each other are no sentence, for paragraphs below are wider.
        "我市召开安全生产工作电视电话会议部署工作\n" * 3
        + "会议指出,要认真学习,深入贯彻,全面落实安全生产责任制,确保全年不发生重大事故。\n" * 3,
        # Lines of verse are narrower than any column of print.
        "白日依山尽\n黄河入海流\n欲穷千里目\n更上一层楼\n" * 3,
        # Items bear their own signs.
        "- 全市规模以上工业企业实现利润总额稳步回升\n" * 4,
        "(一)全市规模以上工业企业实现利润总额稳步回升\n" * 4,
    ],
)
def test_lines_of_their_own_stay_apart(text):
    assert len(passages(text)) == len(text.strip().split("\n"))


def test_lines_of_labels_and_numbers_are_a_table():
    text = (
        "主要畜产品产量如下：\n\n1995年 比上年增长％  \n肉类 5000 万吨 11.0  \n"
        "其中：猪牛羊肉 4200 万吨 13.7  \n牛奶 548 万吨 3.7  \n\n渔业生产稳定增长。"
    )
    kinds = passages(text)["kind"].to_list()
    assert kinds == ["body", "table", "table", "table", "table", "body"]


@pytest.mark.parametrize(
    "text",
    [
        "肉类 5000\n牛奶 548",  # two lines are no table
        "他跑了 100 米。\n她跑了 200 米。\n我跑了 300 米。",  # sentences
        "第一章 总则\n第二章 分则\n第三章 附则",  # contents
    ],
)
def test_other_lines_with_blanks_are_none(text):
    assert "table" not in passages(text)["kind"].to_list()
