"""Bytes in, documents or rejections out."""

import doctest
import json
import os
from pathlib import Path

import pytest

from flows import terminal
from flows.sources import decode as decode_module
from flows.sources import published as published_module
from flows.sources.decode import decode
from flows.sources.discover import Input, NoInput
from flows.sources.documents import document_row
from flows.sources.drafts import Draft, Unfit
from flows.sources.manifest import ManifestError
from tests.forms import LIMIT, one, read_all, refused

TEXT = "2012年5月1日下午，一名民警跳入河中救起男孩。\n全市公安机关走访群众41余万人。\n"


def shown(value: object) -> str:
    return repr(value)[:24]


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16", b"", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-32", b"", "utf-32"),
        ("gb18030", b"", "GB18030"),
        ("gbk", b"", "GB18030"),
    ],
    ids=shown,
)
def test_the_same_text_comes_out_of_every_encoding(codec, mark, name):
    assert decode(mark + TEXT.encode(codec)) == (TEXT, name)


def test_traditional_text_in_big5_is_told_from_gb18030():
    text = "香港特別行政區政府公布，去年本地生產總值增長百分之三，失業率維持在低位。" * 5
    assert decode(text.encode("big5hkscs")) == (text, "Big5-HKSCS")


def test_a_long_text_in_gb18030_is_read_to_its_end():
    text = TEXT * 4000
    assert decode(text.encode("gb18030")) == (text, "GB18030")


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "blank"),
        ("\u3000\u200b\ufeff\n".encode(), "blank"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"),
        (b"%PDF-1.7\n...", "binary"),
        (b"PK\x03\x04rest", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x01\x02\x03\x04\x05" * 40, "binary"),
        (TEXT.encode()[:-3] + b"\xe4\xb8", "undecodable"),
        (TEXT.encode() + b"\xff\xff" + TEXT.encode(), "undecodable"),
        ("\ufeff".encode("utf-16-le") + b"\x00\xd8" + "中".encode("utf-16-le"), "undecodable"),
        (f"警民亲\0活动{TEXT}".encode(), "nul_character"),
    ],
    ids=shown,
)
def test_what_is_no_text_is_refused_with_its_reason(raw, rule):
    with pytest.raises(Unfit) as refusal:
        decode(raw)
    assert refusal.value.rule == rule


def test_a_stray_control_character_is_no_reason_to_refuse():
    assert decode(f"{TEXT}\x0c{TEXT}".encode())[0] == f"{TEXT}\x0c{TEXT}"


def test_plain_text_is_kept_to_the_character(tmp_path):
    row = one(tmp_path, "a.txt", "第一行\r\n第二行\r\n\r\n")
    assert row["text"] == "第一行\r\n第二行\r\n\r\n"
    assert (row["path"], row["format"], row["encoding"]) == ("a.txt", "text", "utf-8")
    assert row["published_start"] is None


def test_a_name_without_an_ending_is_plain_text(tmp_path):
    assert one(tmp_path, "20220428", TEXT)["format"] == "text"


def test_front_matter_goes_into_columns_and_the_body_into_the_text(tmp_path):
    written = f"---\ntitle: 工作报告\nsource: 国务院\ndate: 2020-05-22\n---\n\n{TEXT}"
    row = one(tmp_path, "a.md", written)
    assert row["text"] == TEXT.strip()
    assert (row["title"], row["source"]) == ("工作报告", "国务院")
    assert (str(row["published_start"]), row["published_basis"]) == ("2020-05-22", "metadata")


@pytest.mark.parametrize(
    "written",
    [
        f"# 标题\n\n{TEXT}",
        f"---\n{TEXT}",
        f"---\n\n一段话\n\n---\n\n{TEXT}",
        f"{TEXT}\n---\na: b\n---\n",
    ],
)
def test_markdown_without_front_matter_is_all_text(tmp_path, written):
    assert one(tmp_path, "a.md", written)["text"] == written


def test_json_object(tmp_path):
    held = {
        "id": 7,
        "source": "新华社",
        "published": "2012-06-11 08:00",
        "title": "标题",
        "text": TEXT,
    }
    row = one(tmp_path, "a.json", json.dumps(held, ensure_ascii=False))
    assert (row["source"], row["title"], row["text"]) == ("新华社", "标题", TEXT)
    assert str(row["published_at"]) == "2012-06-11 08:00:00"
    assert one(tmp_path, "elsewhere.json", json.dumps(held))["document_id"] == row["document_id"]


def test_json_lines_are_documents_of_their_own(tmp_path):
    lines = [json.dumps({"id": f"n{n}", "text": f"{TEXT}{n}"}) for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n\n".join([*lines[:2], "{broken", lines[2]]), "utf-8")
    rows, rejections = read_all(tmp_path)
    assert [row["path"] for row in rows] == ["a.jsonl#n0", "a.jsonl#n1", "a.jsonl#n2"]
    assert len({row["document_id"] for row in rows}) == 3
    assert [(r.path, r.rule) for r in rejections] == [("a.jsonl#line 5", "json_broken")]


def test_a_json_line_beyond_the_limit_is_passed_over(tmp_path):
    long = json.dumps({"text": "长" * LIMIT})
    short = json.dumps({"text": TEXT})
    (tmp_path / "a.jsonl").write_text(f"{long}\n{short}\n", "utf-8")
    rows, rejections = read_all(tmp_path)
    assert [row["text"] for row in rows] == [TEXT]
    assert [rejection.rule for rejection in rejections] == ["too_large"]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.json", "{", "json_broken"),
        ("a.json", "[" * 100_000, "json_broken"),
        ("a.json", '{"text": ' + "9" * 5000 + "}", "json_broken"),
        ("a.json", "[1]", "json_without_text"),
        ("a.json", '{"title": "t"}', "json_without_text"),
        ("a.json", '{"text": ["a"]}', "json_without_text"),
        ("a.json", '{"text": "  "}', "blank"),
        ("a.json", '{"text": "a\\u0000b"}', "nul_character"),
        ("a.json", '{"text": "a\\ud800b"}', "undecodable"),
        ("a.jsonl", '{"text": "a\\ud800b"}', "undecodable"),
        ("a.md", "---\na: [\n---\n正文", "front_matter_broken"),
        ("a.md", "---\ntitle: 只有标题\n---\n", "blank"),
        ("a.txt", "", "empty"),
        ("a.xlsx", "text", "not_its_form"),
        ("a.xyz", "text", "unknown_form"),
        ("a.txt", "长" * LIMIT, "too_large"),
    ],
    ids=shown,
)
def test_forms_refuse_what_they_cannot_read(tmp_path, name, content, rule):
    assert refused(tmp_path, name, content).rule == rule


def test_a_sidecar_stands_before_the_manifest_and_the_manifest_before_the_form(tmp_path):
    (tmp_path / "a.md").write_text(
        f"---\ntitle: 自己\nsource: 自己\ndate: 2001\n---\n{TEXT}", encoding="utf-8"
    )
    (tmp_path / "manifest.csv").write_text(
        "path,source,title,published,licence\na.md,目录,目录,2002,none\n", encoding="utf-8"
    )
    (tmp_path / "a.md.meta.toml").write_text('title = "旁注"\n', encoding="utf-8")
    ((row,), rejections) = read_all(tmp_path)
    assert not rejections
    assert (row["title"], row["source"]) == ("旁注", "目录")
    assert str(row["published_start"]) == "2002-01-01"


def test_a_manifest_speaks_of_files_below_its_folder(tmp_path):
    below = tmp_path / "reports" / "2012"
    below.mkdir(parents=True)
    (below / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("path,source\nreports/2012/a.txt,报告\n", "utf-8")
    ((row,), _) = read_all(tmp_path)
    assert (row["source"], row["path"]) == ("报告", "reports/2012/a.txt")


def test_a_file_and_its_folder_give_the_same_document(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("path,source\na.txt,来源\n", "utf-8")
    ((by_folder,), _) = read_all(tmp_path)
    ((by_file,), _) = read_all(tmp_path / "a.txt")
    assert by_folder == by_file
    assert len(read_all(tmp_path, tmp_path / "a.txt")[0]) == 1


@pytest.mark.parametrize(
    "written", ["title\nx\n", b"\xff\xfe\xff", 'path,title\n"a.txt,x\n'], ids=shown
)
def test_a_manifest_that_cannot_be_used_stops_the_reading(tmp_path, written):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    raw = written if isinstance(written, bytes) else written.encode()
    (tmp_path / "manifest.csv").write_bytes(raw)
    with pytest.raises(ManifestError, match=r"manifest\.csv"):
        read_all(tmp_path)


def test_a_broken_sidecar_sets_its_document_aside(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt.meta.json").write_text("{", encoding="utf-8")
    rows, rejections = read_all(tmp_path)
    assert not rows
    assert [r.rule for r in rejections] == ["sidecar_broken"]


def test_what_leads_out_of_the_folder_or_is_no_file_is_not_followed(tmp_path):
    outside = tmp_path / "outside"
    inside = tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.txt").write_text(TEXT, encoding="utf-8")
    (inside / "a.txt").write_text(TEXT, encoding="utf-8")
    (inside / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (inside / "out.txt").symlink_to(outside / "secret.txt")
    (inside / "gone.txt").symlink_to(inside / "nothing.txt")
    (inside / "folder").symlink_to(outside)
    os.mkfifo(inside / "pipe.txt")
    rows, rejections = read_all(inside)
    assert [row["path"] for row in rows] == ["a.txt"]
    assert sorted((r.path, r.rule) for r in rejections) == [
        ("folder", "link"),
        ("gone.txt", "unreadable"),
        ("out.txt", "link"),
        ("pipe.txt", "no_file"),
    ]


def test_names_that_are_no_text_do_not_stop_the_reading(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff\n\x1b[2J.txt"
    with open(name, "wb") as file:
        file.write(TEXT.encode())
    ((row,), rejections) = read_all(tmp_path)
    assert not rejections
    assert row["path"] == r"\xff [2J.txt"


def test_a_path_that_is_not_there_is_told():
    with pytest.raises(NoInput, match="nowhere"):
        read_all(Path("nowhere"))


def test_keys_stand_for_source_and_identity_and_not_for_the_text(tmp_path):
    before = one(tmp_path, "a.txt", TEXT)
    after = one(tmp_path, "a.txt", TEXT.replace("41", "42"))
    assert before["document_id"] == after["document_id"]
    assert before["text_sha256"] != after["text_sha256"]
    assert one(tmp_path, "b.txt", TEXT)["document_id"] != before["document_id"]


@pytest.mark.parametrize(
    "module", [decode_module, published_module, terminal], ids=lambda m: m.__name__
)
def test_examples_in_the_code(module):
    assert doctest.testmod(module).failed == 0


def test_statements_are_kept_on_one_line_without_control_characters():
    draft = Draft(TEXT, TEXT.encode(), "utf-8", "text")
    given = Input(Path("a"), "a\x1b[2J", "folder\n", draft.statement)
    assert document_row(draft, given)["path"] == "a [2J"
