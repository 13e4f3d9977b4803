"""`sources.toml`: fields, encodings, names and ranks of sources."""

import json

import pytest

from flows.sources.rules import RulesError
from tests.forms import TEXT, read_all, unnumbered

FIELDS = """
[[files]]
files = "feeds/*.json"
source = "通讯社"
rank = 2
records = "data.list"
fields = { text = "detail.words", title = "head", published = "when", id = "key" }

[[files]]
files = "old/*"
encoding = "gb18030"
form = "text"

[[files]]
files = "days/*.md"
stories = "##"

[names]
"CNTV" = "央视网"

[ranks]
"央视网" = 1
"""


def test_a_folder_tells_what_its_files_are(tmp_path):
    (tmp_path / "sources.toml").write_text(FIELDS, "utf-8")
    feed = {
        "data": {
            "list": [{"key": 7, "head": "标题", "when": "2012/5/2", "detail": {"words": TEXT}}]
        }
    }
    story = {"text": TEXT, "source": "CNTV"}
    for name, raw in {
        "feeds/a.json": json.dumps(feed).encode(),
        "old/a.dat": TEXT.encode("gb18030"),
        "days/a.md": f"## 甲\n\n{TEXT}\n\n## 乙\n\n第二条。\n".encode(),
        "b.json": json.dumps(story).encode(),
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    rows, rejections = read_all(tmp_path)
    assert not rejections
    told = {row["path"]: row for row in rows}
    assert sorted(map(unnumbered, told)) == [
        "b.json",
        "days/a.md#~",
        "days/a.md#~",
        "feeds/a.json#7",
        "old/a.dat",
    ]
    feed_row = told["feeds/a.json#7"]
    assert (feed_row["title"], feed_row["source"], feed_row["source_rank"]) == ("标题", "通讯社", 2)
    assert str(feed_row["published_start"]) == "2012-05-02"
    assert (told["b.json"]["source"], told["b.json"]["source_rank"]) == ("央视网", 1)
    assert told["old/a.dat"]["encoding"] == "GB18030"


def test_a_field_that_is_named_counts_and_no_other(tmp_path):
    (tmp_path / "sources.toml").write_text('[[files]]\nfields = { text = "words" }\n', "utf-8")
    (tmp_path / "a.csv").write_text(f"text,words\n别的,{TEXT}\n", "utf-8")
    (tmp_path / "b.csv").write_text(f"text\n{TEXT}\n", "utf-8")
    (row,), (rejection,) = read_all(tmp_path)
    assert row["text"] == TEXT
    assert rejection.rule == "no_text_column"


def test_the_deeper_folder_counts_and_the_manifest_before_both(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "sources.toml").write_text('[[files]]\nsource = "外"\nrank = 3\n', "utf-8")
    (tmp_path / "in" / "sources.toml").write_text('[[files]]\nsource = "内"\n', "utf-8")
    (tmp_path / "manifest.csv").write_text("path,source\nb.txt,目录\n", "utf-8")
    for name in ("a.txt", "b.txt", "in/c.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    rows, _ = read_all(tmp_path)
    assert [(row["path"], row["source"], row["source_rank"]) for row in rows] == [
        ("a.txt", "外", 3),
        ("b.txt", "目录", 3),
        ("in/c.txt", "内", None),
    ]


def test_an_encoding_that_is_stated_and_wrong_sets_the_file_aside(tmp_path):
    (tmp_path / "sources.toml").write_text('[[files]]\nencoding = "utf-8"\n', "utf-8")
    (tmp_path / "a.txt").write_bytes(TEXT.encode("gb18030"))
    rows, (rejection,) = read_all(tmp_path)
    assert not rows
    assert rejection.rule == "undecodable"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[[files]\n", "cannot be read"),
        ('[[sources]]\nname = "a"\n', "sources is not known"),
        ('[[files]]\nname = "a"\n', "name is not known"),
        ("[[files]]\nrank = 0\n", "rank 0"),
        ('[[files]]\nrank = "first"\n', "rank 'first'"),
        ('[[files]]\nform = "word"\n', "'word' is no form"),
        ('[[files]]\nfields = { body = "x" }\n', "body is no field"),
        ("[[files]]\nsource = 1\n", "quotation marks"),
        ('files = "a"\n', "two brackets"),
        ('[ranks]\n"a" = "b"\n', "whole numbers"),
    ],
)
def test_rules_that_cannot_be_used_stop_the_reading_and_say_why(tmp_path, written, told):
    (tmp_path / "sources.toml").write_text(written, "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    with pytest.raises(RulesError, match=r"sources\.toml") as raised:
        read_all(tmp_path)
    assert told in str(raised.value)
