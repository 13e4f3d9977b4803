"""Happenings are read where the corpus of phrases says so, and nowhere else."""

from functools import cache

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.codes import EVENT_KINDS
from tests.phrases import documents, rows
from transforms.keys import digest
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

LEXICON = load_lexicon()
ROWS = rows("events")
WRITTEN = "2016-04-22"  # every phrase of the corpus is published on this day
AFTER = "\n完。"  # a second line, so that no phrase is a document's only line


@cache
def read() -> dict[str, list[str]]:
    """What each phrase says happened, all phrases read at once as documents of their own."""
    phrases = [row.values[0]["phrase"] for row in ROWS]
    told = (phrase.replace(r"\n", "\n") + AFTER for phrase in phrases)  # written on one line each
    texts = documents(*told, published=WRITTEN)
    events = extract(texts, LEXICON)["events"].sort("document_id", "start_char")
    told = events.with_columns(
        said=pl.concat_str(
            "trigger",
            pl.lit(" "),
            pl.col("start_at").dt.date().cast(pl.String),
            pl.when(pl.col("status") == "happened")
            .then(pl.lit(""))
            .otherwise(" " + pl.col("status")),
            pl.when(pl.col("flags").list.contains("negated"))
            .then(pl.lit(" negated"))
            .otherwise(pl.lit("")),
        )
    )
    by_document = dict(told.group_by("document_id").agg("said").iter_rows())
    return {
        phrase: by_document.get(document_id, [])
        for phrase, document_id in zip(phrases, texts["document_id"], strict=True)
    }


@pytest.mark.parametrize("row", ROWS)
def test_a_phrase_says_what_happened(row):
    expected = row["events"].split("; ") if row["events"] else []
    assert read()[row["phrase"]] == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "4月10日",
                "警方抓获三人",
                "，",
                "。",
                "“",
                "”",
                "将",
                "的",
                "昨天",
                "增长3%",
                "\n",
                "说",
            ]
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_every_event_quotes_its_document_and_has_a_time(parts):
    texts = documents("".join(parts), published=WRITTEN)
    events = extract(texts, LEXICON)["events"]
    text = texts["text"][0]
    for row in events.iter_rows(named=True):
        assert text[row["start_char"] : row["end_char"]] == row["quote"]
        assert row["trigger"] in row["quote"]
        assert row["start_at"] < row["end_at"]


def test_a_document_reads_the_same_in_any_company():
    text = "4月10日，警方抓获三人。" + AFTER
    other = "4月11日，展览在成都开幕。" + AFTER
    alone = extract(documents(text, published=WRITTEN), LEXICON)["events"]
    together = extract(documents(text, other, published=WRITTEN), LEXICON)["events"]
    key = "d" + digest(f"0|{text}")
    assert alone.equals(together.filter(document_id=key))


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("2017年，地铁2号线建成通车。", "planned"),
        ("今年启动农村电网改造。", "planned"),
        ("今年初召开民族工作会议。", "happened"),
        ("2017年初，市政府提交草案。", "planned"),
        ("2015年，地铁2号线建成通车。", "happened"),
        ("2016年1月，市政府召开全体会议。", "happened"),
    ],
)
def test_what_lies_after_the_day_of_a_report_is_planned(told, status):
    report = f"政府工作报告\n——2016年1月20日在成都市第十六届人民代表大会第四次会议上\n{told}\n"
    events = extract(documents(report, published="2016-01-20", title="政府工作报告"), LEXICON)
    assert events["events"]["status"].to_list() == [status]


WHO = [
    ("第三届园博会4月20日开幕。", "第三届园博会"),
    (
        "第十三届全国政协党组理论学习中心组20日举行第二次集体学习。",
        "第十三届全国政协党组理论学习中心组",
    ),
    ("国家主席习近平当地时间20日抵达杜尚别。", "国家主席习近平"),
    ("4月20日，阳曲热源厂建成投运。", "阳曲热源厂"),
    ("4月20日，共有来自60多个国家的7000多位代表出席。", "来自60多个国家的7000多位代表"),
    ("4月20日，毛主席在党的八届十中全会上，发出了号召。", "毛主席"),
    ("4月20日，并首次举行反恐联合演练。", None),
    ("4月20日，我们迎来了国庆节。", "我们"),
    ("4月20日，龙舟队抵达福州。他们展开训练。", "龙舟队"),
    ("4月20日，来自埃塞俄比亚的选手包揽了冠军。", "来自埃塞俄比亚的选手"),
    ("今天，总部位于深圳的国家基因库投入运营。", "总部位于深圳的国家基因库"),
    ("今天在福建长汀县启动了系列活动。", None),
    ("4月20日，一批最反动的分子在伊宁发动了叛乱。", "一批最反动的分子"),
    ("4月20日，他們抵達福州。", None),
    ("在总部的指挥下，4月20日击退了敌军。", None),
]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_the_subject_is_whole(text, who):
    events = extract(documents(text + AFTER, published=WRITTEN), LEXICON)["events"]
    assert events["subject"].to_list()[-1] == who


TOLD_TWICE = [
    (
        "今天，国产首艘大型邮轮在上海外高桥造船码头交付用户。国产首艘大型邮轮4月22日交付。",
        ["交付", "交付 second_telling"],
    ),
    (
        "4月20日，全国公路发送旅客3095万人次。4月20日，中国科学院在北京召开院士大会。"
        "4月20日，中国工程院在北京召开院士大会。",
        ["发送", "召开", "召开"],
    ),
    (
        "4月10日，成都地铁3号线开通运营。4月11日，成都地铁4号线开通运营。",
        ["开通运营", "开通运营"],
    ),
    (
        "4月10日上午，博览会在成都世纪城开幕。4月10日，博览会在成都世纪城开幕，千人参会。",
        ["开幕", "开幕 second_telling", "参会"],
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD_TWICE)
def test_a_second_telling_is_marked(text, told):
    events = extract(documents(text + AFTER, published=WRITTEN), LEXICON)["events"]
    second = pl.when(pl.col("flags").list.contains("second_telling")).then(
        pl.lit(" second_telling")
    )
    said = events.sort("start_char").select(pl.col("trigger") + second.otherwise(pl.lit("")))
    assert said.to_series().to_list() == told


WHO = [
    ("4月10日，警方在成都抓获三人。", ["警方"]),
    ("国家主席习近平4月10日会见法国总统，并同其举行会谈。", ["国家主席习近平", "国家主席习近平"]),
    ("4月10日，第三届博览会在成都开幕。", ["第三届博览会"]),
    ("4月10日，《新区志》正式出版。", ["《新区志》"]),
    ("4月10日，在成都召开动员大会。", [None]),
]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_a_happening_names_who_acts(text, who):
    events = extract(documents(text + AFTER, published=WRITTEN), LEXICON)["events"]
    assert events.sort("start_char")["subject"].to_list() == who


def test_kinds_of_verbs_are_on_the_closed_list():
    kinds = set(LEXICON.forms("language/event_verbs", column="kind"))
    assert kinds <= set(EVENT_KINDS)
