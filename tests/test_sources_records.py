"""JSON, CSV and Parquet: which field is what, and a document a record."""

import json
from io import BytesIO

import polars as pl
import pytest

from tests.forms import TEXT, one, read_all, read_file, refused, unnumbered


def dumped(held: object) -> str:
    return json.dumps(held, ensure_ascii=False)


STORY = {
    "video_title": "[视频]外层标题",
    "pub_date": "2012-11-05 19:13:42",
    "brief": "",
    "video_detail": {
        "guid": "g1",
        "title": "[视频]标题",
        "source": "CNTV",
        "pubtime": "2012-11-05 19:13:42",
        "content": "<p>　　第一段&ldquo;话&rdquo;。\r\n<p>　　第二段。</P>",
    },
}


def test_one_file_a_day_gives_a_document_a_story(tmp_path):
    empty = {**STORY, "video_detail": {"content": "<p></P>", "guid": "g2"}}
    held = {"total": 2, "pages": [1, 2], "videoList": [STORY, empty]}
    ((row,), (rejection,)) = read_file(tmp_path, "20121105.json", dumped(held))
    assert row["text"] == "第一段“话”。\n第二段。"
    assert (row["title"], row["source"]) == ("[视频]标题", "CNTV")
    assert (row["path"], row["format"]) == ("20121105.json#g1", "json")
    assert str(row["published_at"]) == "2012-11-05 19:13:42"
    assert (rejection.path, rejection.rule) == ("20121105.json#item 2", "blank")


@pytest.mark.parametrize(
    "held",
    [
        [{"text": TEXT}, {"text": TEXT + "二"}],
        {"data": {"items": [{"content": TEXT}, {"content": TEXT + "二"}]}},
        {"tags": [{"name": "a"}], "articles": [{"正文": TEXT}, {"正文": TEXT + "二"}]},
    ],
)
def test_lists_of_stories_are_found_where_they_are(tmp_path, held):
    rows, rejections = read_file(tmp_path, "a.json", dumped(held))
    assert [unnumbered(row["path"]) for row in rows] == ["a.json#~", "a.json#~"]
    assert not rejections


def test_one_story_with_lists_in_it_is_one_document(tmp_path):
    held = {"text": TEXT, "comments": [{"text": "好"}, {"text": "很好"}]}
    assert one(tmp_path, "a.json", dumped(held))["path"] == "a.json"


def test_a_text_is_kept_to_the_character_and_html_in_other_fields_becomes_words(tmp_path):
    written = f"<p>{TEXT}<br>第二行。</p>"
    assert one(tmp_path, "a.json", dumped({"text": written}))["text"] == written
    assert one(tmp_path, "b.json", dumped({"content": written}))["text"] == f"{TEXT}\n第二行。"


def test_a_broken_story_is_lost_alone(tmp_path):
    held = [{"text": TEXT}, "no object", {"text": "a\0b"}, {"title": "无文"}, {"text": "好的。"}]
    rows, rejections = read_file(tmp_path, "a.json", dumped(held))
    assert [unnumbered(row["path"]) for row in rows] == ["a.json#~", "a.json#~"]
    assert [(one.path, one.rule) for one in rejections] == [
        ("a.json#item 2", "no_record"),
        ("a.json#item 3", "nul_character"),
        ("a.json#item 4", "no_text_field"),
    ]


def test_csv_with_line_breaks_in_its_cells(tmp_path):
    written = (
        "\ufeffprovince,title,publish_date,full_text\r\n"
        f'上海市,工作报告,2026-02-09,"第一行\r\n{TEXT}"\r\n'
        "四川省,,,第二个\r\n"
    )
    (first, second), rejections = read_file(tmp_path, "a.csv", written)
    assert not rejections
    assert first["text"] == f"第一行\r\n{TEXT}"
    assert (unnumbered(first["path"]), first["title"]) == ("a.csv#~", "工作报告")
    assert str(first["published_start"]) == "2026-02-09"
    assert (second["title"], second["published_start"]) == (None, None)


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_other_separators(tmp_path, separator):
    written = f"标题{separator}内容\n救人{separator}{TEXT}\n"
    row = one(tmp_path, "a.csv", written.encode("gb18030"))
    assert (row["title"], row["text"], row["encoding"]) == ("救人", TEXT, "GB18030")


def test_rows_of_another_width_are_lost_alone(tmp_path):
    rows, (rejection,) = read_file(tmp_path, "a.csv", f"id,text\n1,{TEXT}\n2,a,b\n\n3,{TEXT}\n")
    assert [unnumbered(row["path"]) for row in rows] == ["a.csv#1", "a.csv#3"]
    assert (rejection.path, rejection.rule) == ("a.csv#row 2", "ragged_row")


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", "year,value\n2011,41\n", "no_text_column"),
        ("a.csv", "id,text\n\n", "blank"),
        ("a.jsonl", "\n\n \n", "blank"),
        ("a.json", '{"text": "", "items": []}', "blank"),
        ("a.json", "[]", "json_without_text"),
        ("a.json", dumped({"text": "长" * 400_000}), "too_large"),
        ("a.csv", '"text\n', "csv_broken"),
        ("a.csv", "\0\1\2" * 99, "binary"),
        ("a.parquet", b"PAR1" + b"\0" * 99, "parquet_broken"),
        ("a.parquet", b"text", "parquet_broken"),
        ("a.json", dumped({"items": [{"title": "t"}]}), "json_without_text"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_tables_without_texts_are_set_aside(tmp_path, name, content, rule):
    assert refused(tmp_path, name, content).rule == rule


def test_parquet_gives_a_document_a_row(tmp_path):
    pl.DataFrame(
        {
            "id": ["a", "b", "c"],
            "published": [None, "2012-05-02", "2012"],
            "text": [TEXT, f"{TEXT}二", None],
        }
    ).write_parquet(tmp_path / "a.parquet")
    rows, (rejection,) = read_all(tmp_path)
    assert [unnumbered(row["path"]) for row in rows] == ["a.parquet#a", "a.parquet#b"]
    assert str(rows[1]["published_start"]) == "2012-05-02"
    assert (rejection.path, rejection.rule) == ("a.parquet#row 3", "no_text_field")


def test_a_parquet_without_texts_names_its_columns(tmp_path):
    pl.DataFrame({"year": [2011]}).write_parquet(tmp_path / "a.parquet")
    _, (rejection,) = read_all(tmp_path)
    assert rejection.rule == "no_text_column"
    assert "year" in rejection.reason


DAY = """# 《新闻联播》 (20221209)

## 新闻摘要

1.甲市举行会谈；


2.乙市会见 来宾；


3.丙市开会；

## 详细新闻

### 甲市举行会谈

<p><strong>央视网消息</strong>：甲市12月8日举行会谈。<br></p><p>第二段。</p>

[查看原文](https://example.org/1.shtml)

### 乙市会见 来宾

<p>乙市的话。</p>

### 丙市开会

<p>丙市的话。</p>

---

(更新时间戳: 1786972906115)
"""


def test_one_markdown_file_a_day_gives_a_document_a_story(tmp_path):
    rows, rejections = read_file(tmp_path, "20221209.md", DAY)
    assert not rejections
    assert [(unnumbered(row["path"]), row["title"]) for row in rows] == [
        ("20221209.md#~", "甲市举行会谈"),
        ("20221209.md#~", "乙市会见 来宾"),
        ("20221209.md#~", "丙市开会"),
    ]
    assert rows[0]["text"] == "央视网消息：甲市12月8日举行会谈。\n\n第二段。"
    assert rows[2]["text"] == "丙市的话。"
    assert {str(row["published_start"]) for row in rows} == {"2022-12-09"}


@pytest.mark.parametrize(
    "written",
    [
        DAY.replace("(20221209)", "").replace("12月8日", ""),
        DAY.replace("### 甲", "### 一、甲"),
        DAY.replace("1.甲市举行会谈", "").replace("2.乙市会见 来宾", ""),
        DAY.replace("### 乙", "#### 乙"),
    ],
    ids=["no day", "numbered", "not listed", "one story"],
)
def test_a_document_with_chapters_is_one_document(tmp_path, written):
    rows, _ = read_file(tmp_path, "a.md", written)
    assert [unnumbered(row["path"]) for row in rows] == ["a.md"]


def test_html_in_markdown_becomes_words(tmp_path):
    written = (
        '# 標題\n\n<figure>\n<img src="https://a.example/20210712021220.jpg" alt="">\n'
        f"<figcaption>圖：水庫</figcaption>\n</figure>\n\n{TEXT}\n\n1 < 2，a<b。\n"
        "<table><tr><td>年份</td><td>產量</td></tr><tr><td>2011</td><td>41</td></tr></table>\n"
    )
    text = one(tmp_path, "a.md", written)["text"]
    assert "<img" not in text
    assert "20210712021220" not in text
    assert "圖：水庫" in text
    assert "1 < 2，a<b。" in text
    assert "| 2011 | 41 |" in text


def test_a_break_within_a_row_of_a_table_leaves_the_row_whole(tmp_path):
    written = f"{TEXT}\n\n| 商品 | 金额<br>（亿元） |\n| --- | --- |\n| 大豆 | 3602 |\n"
    assert "| 商品 | 金额 （亿元） |" in one(tmp_path, "a.md", written)["text"]


def test_an_address_is_no_name_of_a_source(tmp_path):
    row = one(tmp_path, "a.md", f"---\nsource: https://www.stats.gov.cn/a.html\n---\n{TEXT}")
    assert row["source"] == tmp_path.name


STORIES = [
    {"title": "甲县防汛", "published": "2012-05-01", "text": f"{TEXT}甲。"},
    {"title": "乙县抢险", "published": "2012-05-01", "text": f"{TEXT}乙。"},
    {"title": "要闻", "published": "2012-05-01", "text": "丙县转移群众300人。"},
    {"title": "要闻", "published": "2012-05-01", "text": "丁县通车。"},
    {"text": f"戊镇{TEXT}{TEXT}"},
]


def as_csv(stories):
    lines = [f"{s.get('title', '')},{s.get('published', '')},{s['text']}" for s in stories]
    return "\n".join(["title,published,text", *lines])


def as_parquet(stories):
    file = BytesIO()
    pl.DataFrame(stories).write_parquet(file)
    return file.getvalue()


WRITTEN = {
    "a.json": json.dumps,
    "a.jsonl": lambda stories: "\n".join(map(json.dumps, stories)),
    "a.csv": as_csv,
    "a.parquet": as_parquet,
}


def keys(folder, name, stories):
    rows, rejections = read_file(folder, name, WRITTEN[name](stories))
    assert not rejections
    return {row["text"]: row["document_id"] for row in rows}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_record_between_others_shifts_no_key(name, tmp_path):
    before = keys(tmp_path, name, STORIES)
    assert len(set(before.values())) == len(STORIES)
    new = {"title": "己县停电", "published": "2012-05-01", "text": "己县停电两小时。"}
    after = keys(tmp_path, name, [STORIES[0], new, *STORIES[1:]])
    assert {text: after[text] for text in before} == before
    assert len(set(after.values())) == len(STORIES) + 1
    assert keys(tmp_path, name, [*STORIES[1:3], STORIES[0]]).items() <= before.items()


@pytest.mark.parametrize("name", WRITTEN)
def test_a_corrected_record_keeps_its_key(name, tmp_path):
    before = keys(tmp_path, name, STORIES)
    for place in (0, 4):
        mended = [dict(story) for story in STORIES]
        mended[place]["text"] += "更正：应为四十二万人。"
        after = keys(tmp_path, name, mended)
        assert after[mended[place]["text"]] == before[STORIES[place]["text"]]
