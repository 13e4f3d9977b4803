"""PDF, Word, spreadsheets and mails: what is read from them, and what is set aside."""

from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest

from flows.sources.office import paragraphs as paragraphs_module
from flows.sources.office import pdf as pdf_module
from flows.sources.office import sheets as sheets_module
from tests.forms import TEXT, one, pdf, read_all, read_file, refused, unnumbered

REAL = Path(__file__).parent / "real_files"


def word(*paragraphs: str, title: str = "", table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def sheet(*rows: list, name: str = "表一", formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def repacked(raw: bytes, changes: dict[str, bytes]) -> bytes:
    """The same archive with other members."""
    file = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for info in before.infolist():
            after.writestr(info.filename, changes.get(info.filename, before.read(info)))
    return file.getvalue()


def test_a_pdf_gives_its_lines_without_page_numbers_and_running_heads(tmp_path):
    pages = [
        ["某某日报", TEXT, "- 1 -"],
        ["某某日报", "第二页的话。", "- 2 -"],
        ["某某日报", "完。"],
    ]
    row = one(tmp_path, "a.pdf", pdf(*pages, title="关于工作的报告"))
    assert row["text"] == f"某某日报\n{TEXT}\n第二页的话。\n完。"
    assert (row["title"], row["format"]) == ("关于工作的报告", "pdf")
    assert row["published_start"] is None


@pytest.mark.parametrize("title", ["Microsoft Word - 稿件.doc", "报告.docx", "untitled"])
def test_a_title_that_a_program_gave_is_none(tmp_path, title):
    assert one(tmp_path, "a.pdf", pdf([TEXT], title=title))["title"] is None


def test_a_pdf_under_another_name_is_a_pdf(tmp_path):
    assert one(tmp_path, "a.txt", pdf([TEXT]))["format"] == "pdf"


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (pdf([], [], picture=True), "no_text_layer"),
        (pdf([]), "no_text_layer"),
        (pdf([TEXT])[:300], "pdf_broken"),
        (b"%PDF-1.7\n" + b"\xff" * 999, "pdf_broken"),
        (b"no pdf", "not_its_form"),
        (pdf([TEXT]).replace(b"/Info 6 0 R", b"/Encrypt 6 0 R"), "encrypted"),
    ],
    ids=["scanned", "blank", "cut", "noise", "text", "locked"],
)
def test_pdfs_without_text_are_set_aside(tmp_path, raw, rule):
    assert refused(tmp_path, "a.pdf", raw).rule == rule


def test_sentences_that_the_page_breaks_are_whole_again(tmp_path):
    first, second = "全市公安机关走访群众四十一万余人，收到意见建议一万二千余条，办", "结百分之九十"
    whole = f"{first}{second}八，群众满意。"
    pages = [
        [first, f"{second}八，群众满意。", "（一）走访工作", "2011年6月起开展。"],
        [first, "二条。"],
    ]
    text = one(tmp_path, "a.pdf", pdf(*pages))["text"]
    assert text == f"{whole}\n（一）走访工作\n2011年6月起开展。\n{first}二条。"


def test_scanned_pages_among_others_are_named(tmp_path):
    ((row,), (rejection,)) = read_file(tmp_path, "a.pdf", pdf([TEXT], [], [], picture=True))
    assert row["text"] == TEXT
    assert (rejection.path, rejection.rule) == ("a.pdf#page 2, 3", "no_text_layer")


def test_word_gives_paragraphs_and_tables_in_their_order(tmp_path):
    raw = word("标题", TEXT, title="工作报告", table=[["年份", "产量"], ["2011", "41万吨"]])
    row = one(tmp_path, "a.docx", raw)
    assert row["text"] == f"标题\n{TEXT}\n| 年份 | 产量 |\n| --- | --- |\n| 2011 | 41万吨 |"
    assert (row["title"], row["format"]) == ("工作报告", "docx")


def test_what_was_deleted_in_word_is_not_read_and_what_was_inserted_is(tmp_path):
    before = word("甲XX乙", "丙YY丁。")
    with ZipFile(BytesIO(before)) as archive:
        body = archive.read("word/document.xml").decode()
    body = body.replace("<w:r><w:t>甲XX乙</w:t></w:r>", _tracked("del", "甲", "delText", "乙"))
    body = body.replace("<w:r><w:t>丙YY丁。</w:t></w:r>", _tracked("ins", "丙", "t", "丁。"))
    raw = repacked(before, {"word/document.xml": body.encode()})
    assert one(tmp_path, "a.docx", raw)["text"] == "甲乙\n丙新丁。"


def _tracked(change: str, before: str, tag: str, after: str) -> str:
    return (
        f"<w:r><w:t>{before}</w:t></w:r><w:{change} w:id='1' w:author='a'>"
        f"<w:r><w:{tag}>新</w:{tag}>"
        f"</w:r></w:{change}><w:r><w:t>{after}</w:t></w:r>"
    )


BOMB = (
    '<!DOCTYPE z [<!ENTITY a "一二三四五六七八九十">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "&a;" * 10}">' for n in range(9))
    + ' <!ENTITY x SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize(
    ("name", "raw", "rule"),
    [
        ("a.docx", word(), "blank"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 99, "archive_broken"),
        ("a.docx", word(TEXT)[:-400], "archive_broken"),
        ("a.docx", repacked(word(TEXT), {"word/document.xml": b"<no xml"}), "docx_broken"),
        ("a.docx", repacked(word(TEXT), {"word/document.xml": b"x" * 30_000_000}), "too_large"),
        ("a.xlsx", sheet(), "blank"),
        ("a.xlsx", repacked(sheet([TEXT]), {"xl/workbook.xml": b"<no xml"}), "xlsx_broken"),
        ("a.xlsx", b"no sheet", "not_its_form"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999, "binary"),
        ("a.eml", "no mail", "not_its_form"),
        ("a.eml", "Subject: 空\n\n", "blank"),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else "",
)
def test_office_files_that_cannot_be_read_are_set_aside(tmp_path, name, raw, rule):
    assert refused(tmp_path, name, raw).rule == rule


@pytest.mark.parametrize("entity", ["&a8;", "&x;"])
def test_entities_in_office_files_expand_to_nothing(tmp_path, entity):
    with ZipFile(BytesIO(word("甲乙"))) as archive:
        body = archive.read("word/document.xml").decode()
    head, rest = body.split("?>", 1)
    raw = repacked(
        word("甲乙"),
        {"word/document.xml": f"{head}?>{BOMB}{rest.replace('甲乙', f'甲{entity}乙')}".encode()},
    )
    rows, rejections = read_file(tmp_path, "a.docx", raw)
    assert len(rows) + len(rejections) == 1
    assert all("root:" not in row["text"] and len(row["text"]) < 99 for row in rows)


@pytest.mark.parametrize("entity", ["&a8;", "&x;"])
def test_entities_in_sheets_expand_to_nothing(tmp_path, entity):
    name = "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(sheet(["甲", "乙"]))) as archive:
        body = archive.read(name).decode()
    changed = BOMB + body.replace("&#30002;", f"甲{entity}")
    raw = repacked(sheet(["甲", "乙"]), {name: changed.encode()})
    rows, rejections = read_file(tmp_path, "a.xlsx", raw)
    assert len(rows) + len(rejections) == 1
    assert all("root:" not in row["text"] and len(row["text"]) < 99 for row in rows)


def test_a_sheet_with_a_column_of_texts_gives_a_document_a_row(tmp_path):
    rows = [
        ["标题", "发布日期", "正文"],
        ["救人", "2012-05-02", TEXT],
        ["无文", "2012-05-03", None],
    ]
    (found, (rejection,)) = read_file(tmp_path, "a.xlsx", sheet(*rows))
    assert [(unnumbered(row["path"]), row["title"]) for row in found] == [("a.xlsx#表一#~", "救人")]
    assert str(found[0]["published_start"]) == "2012-05-02"
    assert (rejection.path, rejection.rule) == ("a.xlsx#表一#row 2", "blank")


def test_any_other_sheet_is_a_table_that_shows_numbers_as_the_sheet_does(tmp_path):
    raw = sheet(["指标", "2011年", "增长"], ["产量", 41.0, 0.125], formats={"C2": "0.0%"})
    row = one(tmp_path, "a.xlsx", raw)
    assert row["text"].split("\n")[2] == "| 产量 | 41 | 12.5% |"
    assert (row["title"], row["path"]) == ("表一", "a.xlsx#表一")


def test_a_sheet_that_claims_a_million_columns_is_set_aside(tmp_path):
    before = sheet(["甲", "乙"])
    with ZipFile(BytesIO(before)) as archive:
        body = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = "".join(
        f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t>远</t></is></c></row>'
        for n in range(1, 2_000)
    )
    body = body[: body.index("<sheetData>")] + f"<sheetData>{rows}</sheetData></worksheet>"
    raw = repacked(before, {"xl/worksheets/sheet1.xml": body.encode()})
    assert refused(tmp_path, "a.xlsx", raw).rule == "too_large"


def mail(text: str | None, html: str = "", **attachments: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "关于救人的通报"
    message["From"] = "某某市公安局 <press@example.org>"
    message["Date"] = "Wed, 02 May 2012 01:30:00 +0800"
    message["Message-ID"] = "<1@example.org>"
    if text is not None:
        message.set_content(text, charset="gb18030")
    if html:
        message.add_alternative(html, subtype="html")
    for name, raw in attachments.items():
        message.add_attachment(
            raw, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message.as_bytes()


def test_a_mail_tells_subject_sender_and_day(tmp_path):
    row = one(tmp_path, "a.eml", mail(TEXT, f"<p>{TEXT}</p>"))
    assert row["text"].strip() == TEXT
    assert (row["title"], row["source"]) == ("关于救人的通报", "某某市公安局")
    assert (str(row["published_start"]), row["encoding"]) == ("2012-05-02", "GB18030")


def test_a_mail_of_html_alone_is_read_too(tmp_path):
    message = mail(None, f"<html><body><p>{TEXT}</p><p>第二段。</p></body></html>")
    assert one(tmp_path, "a.eml", message)["text"] == f"{TEXT}\n第二段。"


def test_attachments_are_documents_of_their_own_and_lost_alone(tmp_path):
    raw = mail(TEXT, 通报_pdf=pdf([TEXT]), 坏_pdf=b"%PDF-broken", 表_csv=f"text\n{TEXT}\n".encode())
    rows, rejections = read_file(tmp_path, "a.eml", raw)
    paths = ["a.eml", "a.eml!/通报.pdf", "a.eml!/表.csv#~"]
    assert [unnumbered(row["path"]) for row in rows] == paths
    assert [(one.path, one.rule) for one in rejections] == [("a.eml!/坏.pdf", "pdf_broken")]
    assert "坏.pdf" in rejections[0].reason


def test_real_files_that_other_programs_wrote():
    rows, rejections = read_all(REAL)
    told = {row["path"]: row for row in rows}
    assert sorted(told) == [
        "README.md",
        "bulletin.gb18030.txt",
        "communique.docx",
        "communique.pdf",
        "grain.xlsx#grain",
    ]
    assert [(one.path, one.rule) for one in rejections] == [("communique.doc", "binary")]
    for name in ("communique.docx", "communique.pdf"):
        plain = told[name]["text"].replace("\n", "").replace(" ", "")
        assert "工农业总产值达到五千六百八十九亿八千万元" in plain
        assert "30475万吨" in plain
        assert told[name]["title"] == "1978年公报"
        assert "一九七八年又增长了百分之十二。\n" in told[name]["text"]
    assert "| 粮 食 | 43067 | -5.80% |" in told["grain.xlsx#grain"]["text"]
    assert told["bulletin.gb18030.txt"]["encoding"] == "GB18030"


def test_examples_in_the_code():
    import doctest

    for module in (pdf_module, sheets_module, paragraphs_module):
        assert doctest.testmod(module).failed == 0
