"""What is set aside can be read again from the bytes that were kept, whatever it came in."""

import gzip
import json
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import polars as pl
import pytest

from flows.sources.discover import discover
from flows.sources.documents import document_row
from flows.sources.drafts import Rejection
from flows.sources.read import read_input
from flows.work.files import write_whole
from flows.work.kept import kept_of, payload_of, read_kept
from tests.forms import TEXT

SMALL, LARGE = 1_000, 1_000_000
LONG = TEXT * 20
PAGE = f"<html><head><title>综述</title></head><body><p>{LONG}</p><p>完。</p></body></html>"
RECORD = {"id": "k1", "title": "综述", "published": "2012-05-01", "text": LONG}


def zipped(**members: str | bytes) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name, raw in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), raw)
    return file.getvalue()


def table(separator: str = ",") -> str:
    rows = (("标题", "正文", "id"), ("甲", LONG, ""), ("乙", LONG + "二", "z"))
    return "\n".join(map(separator.join, rows))


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "办公室 <a@example.cn>", "附件"
    message.set_content("见附件。")
    message.add_attachment(LONG, filename="report.txt")
    message.add_attachment(PAGE.encode(), "text", "html", filename="page.html")
    return message.as_bytes()


def parquet() -> bytes:
    file = BytesIO()
    pl.DataFrame({"text": [LONG[:900], LONG[1:900]], "title": ["甲", "乙"]}).write_parquet(file)
    return file.getvalue()


def book() -> bytes:
    held = openpyxl.Workbook()
    held.active.append(["标题", "正文"])
    held.active.append(["甲", LONG])
    file = BytesIO()
    held.save(file)
    return file.getvalue()


def day() -> str:
    told = "\n".join(f"### 第{n}则\n{LONG}{n}" for n in "甲乙丙")
    return "# 2012年5月1日\n第甲则 第乙则 第丙则\n" + told


INPUTS = {
    "plain.txt": LONG.encode(),
    "page.html": PAGE.encode(),
    "members.zip": zipped(b_txt=LONG, sub__c_html=PAGE, d_csv=table(), e_json=json.dumps([RECORD])),
    "told.zip": zipped(a_txt=LONG, manifest_csv="path,title,published\na.txt,总结,2012-05-02\n"),
    "nested.zip": zipped(
        inner_zip=zipped(a_txt=LONG, b_csv=table()), g_txt_gz=gzip.compress(LONG.encode())
    ),
    "packed.txt.gz": gzip.compress(LONG.encode()),
    "packed.csv.gz": gzip.compress(table().encode()),
    "a.eml": mail(),
    "list.json": json.dumps([RECORD, {"text": LONG + "三"}]).encode(),
    "a.csv": table(";").encode(),
    "day.md": day().encode(),
    "rows.parquet": parquet(),
    "book.xlsx": book(),
    "old/a.txt": LONG.encode("gb18030"),
    "old/b.csv": table().encode("gb18030"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("kept")
    for name, raw in INPUTS.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(raw)
    (root / "sources.toml").write_text(
        '[[files]]\nfiles = "old/*"\nencoding = "gb18030"\nsource = "档案馆"\n', "utf-8"
    )
    (root / "manifest.csv").write_text(
        "path,source,published\nmembers.zip,日报,2012-05-03\nplain.txt,日报,2012-05\n", "utf-8"
    )
    return root


def inputs(folder: Path, name: str):
    return [found for found in discover([folder]) if found.path == name]


def rows(given, held):
    """What a reader sees of documents; a record that stands alone is a line of JSON."""
    seen = ("document_id", "source", "path", "title", "published_start", "source_rank", "text")
    made = [document_row(one, given) for one in held]
    return sorted([row[name] for name in seen] for row in made)


@pytest.mark.parametrize("name", INPUTS)
def test_kept_bytes_are_read_as_they_were(name, folder, tmp_path):
    (given,) = inputs(folder, name)
    wanted = rows(given, read_input(given, LARGE))
    first = list(read_input(given, SMALL))
    refused = [one for one in first if isinstance(one, Rejection)]
    assert refused or name == "rows.parquet"
    got = [one for one in first if not isinstance(one, Rejection)]
    for rejection in refused:
        told = json.loads(json.dumps(payload_of(rejection, given)))
        write_whole(tmp_path / told["kept"], lambda f, raw=rejection.raw: f.write_bytes(raw))
        kept = kept_of(told, rejection.path, tmp_path)
        (again,) = read_kept(kept, SMALL)
        assert (again.path, again.rule) == (rejection.path, rejection.rule)
        assert payload_of(again, kept.given) == told  # the same row of quarantine
        got += read_kept(kept, LARGE)
    assert rows(given, got) == wanted
    assert len({row[0] for row in wanted}) == len(wanted)


def test_a_ragged_row_is_kept_under_its_head(tmp_path):
    (tmp_path / "a.csv").write_text("标题,text\n甲,正文\n乙\n", "utf-8")
    (given,) = discover([tmp_path])
    (rejection,) = (one for one in read_input(given, LARGE) if isinstance(one, Rejection))
    assert rejection.raw.decode().split() == ["标题,text", "乙"]
    told = payload_of(rejection, given)
    (tmp_path / told["kept"]).write_bytes(rejection.raw)
    (again,) = read_kept(kept_of(told, rejection.path, tmp_path), LARGE)
    assert (again.rule, again.path) == ("ragged_row", "a.csv#row 2")
    assert payload_of(again, given) == told


def test_nothing_is_read_where_nothing_is_kept(tmp_path):
    rejection = Rejection("a.txt", "empty", "the file is empty")
    assert kept_of(payload_of(rejection, None), "a.txt", tmp_path) is None
