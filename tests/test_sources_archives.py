"""ZIP and gzip: every member by its own form, each lost alone, and nothing written anywhere."""

import gzip
import json
import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from tests.forms import TEXT, one, pdf, read_all, read_file, refused, unnumbered

LIMIT = 100_000


def packed(**members: bytes | str) -> bytes:
    """A ZIP archive; `_` in a name stands for a dot and `__` for a slash."""
    return zipped({n.replace("__", "/").replace("_", "."): raw for n, raw in members.items()})


def zipped(members: dict[str, bytes | str]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return file.getvalue()


def test_members_are_read_by_their_own_forms_in_the_order_of_their_names(tmp_path):
    page = f"<html><body><p>{TEXT}</p><p>第二段，也是正文的一部分。</p></body></html>"
    lines = "\n".join(json.dumps({"text": TEXT + str(n)}) for n in range(2))
    raw = packed(b_html=page, a__x_txt=TEXT, c_jsonl=lines, d_pdf=pdf([TEXT]), e_png=b"\x89PNG12")
    rows, rejections = read_file(tmp_path, "a.zip", raw)
    assert [(unnumbered(row["path"]), row["format"]) for row in rows] == [
        ("a.zip!/a/x.txt", "text"),
        ("a.zip!/b.html", "html"),
        ("a.zip!/c.jsonl#~", "jsonl"),
        ("a.zip!/c.jsonl#~", "jsonl"),
        ("a.zip!/d.pdf", "pdf"),
    ]
    assert [(one.path, one.rule) for one in rejections] == [("a.zip!/e.png", "binary")]
    assert len({row["document_id"] for row in rows}) == 5


def test_the_same_archive_gives_the_same_rows(tmp_path):
    raw = packed(a_txt=TEXT, b_md=f"# 标题\n\n{TEXT}")
    assert read_file(tmp_path, "a.zip", raw) == read_file(tmp_path, "a.zip", raw)


def test_the_manifest_tells_the_source_and_date_of_all_members(tmp_path):
    (tmp_path / "a.zip").write_bytes(packed(a_txt=TEXT, b_md=f"---\ndate: 2011-01-01\n---\n{TEXT}"))
    (tmp_path / "manifest.csv").write_text(
        "path,source,title,published\na.zip,报社,全部,2012-05-02\n", "utf-8"
    )
    (first, second), _ = read_all(tmp_path)
    assert (first["source"], first["title"], str(first["published_start"])) == (
        ("报社", None, "2012-05-02")
    )
    assert (second["source"], str(second["published_start"])) == ("报社", "2011-01-01")


def test_manifests_and_sidecars_in_an_archive_speak_of_its_members(tmp_path):
    raw = zipped(
        {
            "in/manifest.csv": "path,source,title,published\n"
            "a.txt,报社,甲,2012-05-02\nb.txt,报社,乙,\n",
            "in/a.txt": TEXT,
            "in/b.txt": TEXT,
            "in/b.txt.meta.json": '{"title": "旁注"}',
        }
    )
    (first, second), rejections = read_file(tmp_path, "a.zip", raw)
    assert not rejections
    assert (first["title"], first["source"], str(first["published_start"])) == (
        ("甲", "报社", "2012-05-02")
    )
    assert (second["title"], second["source"]) == ("旁注", "报社")


def test_a_manifest_in_an_archive_that_cannot_be_used_sets_it_aside(tmp_path):
    raw = zipped({"manifest.csv": "title\n甲\n", "a.txt": TEXT})
    assert refused(tmp_path, "a.zip", raw).rule == "manifest_broken"


def test_names_in_the_older_chinese_encoding_are_read(tmp_path):
    raw = zipped({"__NAME.txt": TEXT}).replace(b"__NAME", "通报".encode("gb18030") + b"ab")
    assert one(tmp_path, "a.zip", raw)["path"] == "a.zip!/通报ab.txt"


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/passwd.txt", "a/../../b.txt", "..\\b.txt"]
)
def test_names_that_lead_out_are_set_aside_and_nothing_is_written(tmp_path, name):
    inside = tmp_path / "inside"
    rows, (rejection,) = read_file(inside, "a.zip", zipped({name: "x", "b.txt": TEXT}))
    assert [row["path"] for row in rows] == ["a.zip!/b.txt"]
    assert rejection.rule == "unsafe_name"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "inside"]


def test_a_link_in_an_archive_is_read_as_what_it_holds_and_never_followed(tmp_path):
    info = ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    rows, rejections = read_file(tmp_path, "a.zip", file.getvalue())
    assert all("root:" not in row["text"] for row in rows)
    assert len(rows) + len(rejections) == 1


def test_bombs_are_set_aside_member_by_member(tmp_path):
    raw = packed(a_txt=b"0" * 50_000_000, b_txt=TEXT)
    rows, (rejection,) = read_file(tmp_path, "a.zip", raw, LIMIT)
    assert [row["path"] for row in rows] == ["a.zip!/b.txt"]
    assert rejection.rule == "too_large"


def test_many_members_that_come_to_too_much_together_stop_the_unpacking(tmp_path):
    raw = zipped({f"{n:03}.txt": TEXT * 500 for n in range(100)})
    rows, rejections = read_file(tmp_path, "a.zip", raw, LIMIT)
    assert 10 < len(rows) < 60
    assert {rejection.rule for rejection in rejections} == {"archive_too_large"}


def test_a_bomb_of_archives_in_archives_is_set_aside(tmp_path):
    raw = packed(a_txt=TEXT)
    for _ in range(5):
        raw = packed(in_zip=raw, b_txt=TEXT)
    rows, rejections = read_file(tmp_path, "a.zip", raw)
    assert [row["path"] for row in rows] == ["a.zip!/b.txt", "a.zip!/in.zip!/b.txt"]
    assert [rejection.rule for rejection in rejections] == ["nested_archive"] * 2


def test_archives_in_an_archive_share_what_may_be_unpacked(tmp_path):
    inner = zipped({f"{n:03}.txt": TEXT * 500 for n in range(40)})
    rows, rejections = read_file(tmp_path, "a.zip", packed(a_zip=inner, b_zip=inner), LIMIT)
    assert len(rows) < 80
    assert "archive_too_large" in {rejection.rule for rejection in rejections}


def test_an_entry_that_lies_of_its_size_is_lost_alone(tmp_path):
    raw = bytearray(packed(a_txt=b"0" * 900_000, b_txt=TEXT))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.index(mark) + place
        raw[at : at + 4] = struct.pack("<I", 10)
    rows, (rejection,) = read_file(tmp_path, "a.zip", bytes(raw), LIMIT)
    assert [row["path"] for row in rows] == ["a.zip!/b.txt"]
    assert rejection.rule == "archive_broken"


def test_a_damaged_member_is_lost_alone(tmp_path):
    raw = bytearray(packed(a_txt=TEXT * 9, b_txt=TEXT))
    raw[60] ^= 0xFF
    rows, (rejection,) = read_file(tmp_path, "a.zip", bytes(raw))
    assert [row["path"] for row in rows] == ["a.zip!/b.txt"]
    assert (rejection.path, rejection.rule) == ("a.zip!/a.txt", "archive_broken")


def test_a_locked_member_is_lost_alone(tmp_path):
    raw = bytearray(packed(a_txt=TEXT, b_txt=TEXT))
    raw[6] |= 1
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    rows, (rejection,) = read_file(tmp_path, "a.zip", bytes(raw))
    assert [row["path"] for row in rows] == ["a.zip!/b.txt"]
    assert rejection.rule == "encrypted"


@pytest.mark.parametrize(
    ("name", "raw", "rule"),
    [
        ("a.zip", b"", "empty"),
        ("a.zip", b"no archive", "not_its_form"),
        ("a.zip", packed(a_txt=TEXT)[:40], "archive_broken"),
        ("a.zip", zipped({}), "empty"),
        ("a.zip", zipped({"__MACOSX/a.txt": "x", ".b.txt": "x", "c/": ""}), "empty"),
        ("a.txt.gz", gzip.compress(TEXT.encode())[:-9], "archive_broken"),
        ("a.txt.gz", b"\x1f\x8b" + b"\xff" * 99, "archive_broken"),
        ("a.txt.gz", gzip.compress(b"0" * 50_000_000), "too_large"),
        ("a.tar.gz", gzip.compress(b"\0" * 257 + b"ustar\0" + b"\0" * 249), "binary"),
        ("a.txt.gz", gzip.compress(gzip.compress(gzip.compress(b"x"))), "nested_archive"),
        ("a.rar", b"Rar!\x1a\x07\x00" + b"x" * 99, "binary"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_archives_that_cannot_be_read_are_set_aside(tmp_path, name, raw, rule):
    rejection = refused(tmp_path, name, raw, LIMIT)
    assert (rejection.path, rejection.rule) == (name, rule)


def test_a_packed_file_is_named_by_what_is_packed(tmp_path):
    row = one(tmp_path, "a.md.gz", gzip.compress(f"---\ntitle: 标题\n---\n{TEXT}".encode()))
    assert (row["path"], row["format"], row["title"]) == ("a.md.gz", "markdown", "标题")


def test_a_sidecar_speaks_of_a_packed_file(tmp_path):
    (tmp_path / "a.txt.gz.meta.json").write_text('{"title": "旁注"}', "utf-8")
    assert one(tmp_path, "a.txt.gz", gzip.compress(TEXT.encode()))["title"] == "旁注"


def test_packed_lines_are_documents_of_their_own(tmp_path):
    lines = "\n".join(json.dumps({"id": f"n{n}", "text": TEXT}) for n in range(2))
    rows, _ = read_file(tmp_path, "a.jsonl.gz", gzip.compress(lines.encode()))
    assert [row["path"] for row in rows] == ["a.jsonl.gz#n0", "a.jsonl.gz#n1"]
