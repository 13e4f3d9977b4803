"""Lines are told apart, sentences cut, offsets kept."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.phrases import documents, rows
from transforms.lexicon import load_lexicon
from transforms.passages import split_passages
from transforms.pipeline import extract
from transforms.text import fold_documents

LEXICON = load_lexicon()


def passages(text: str) -> pl.DataFrame:
    return split_passages(fold_documents(documents(text), LEXICON), LEXICON)


@pytest.mark.parametrize("row", rows("passages"))
def test_a_line_is_what_it_is(row):
    text = "\n".join(part for part in (row["before"], row["line"], row["after"]) if part)
    found = passages(text)
    line = found.filter(pl.col("start_char") == text.index(row["line"]))
    assert line["kind"].to_list() == [row["kind"]]


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


@given(texts)
def test_sentences_leave_out_only_blank_stretches(text):
    kept = "".join(passages(text)["quote"])
    assert "".join(kept.split()) == "".join(text.split())
