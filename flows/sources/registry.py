"""Which form a content has, and which function reads it; libraries load when one is met."""

from dataclasses import dataclass
from importlib import import_module

from flows.sources.drafts import Content, Form, Unfit
from flows.sources.kinds import kind_of


@dataclass(frozen=True, slots=True)
class Reader:
    """Where the function stands; `many`: its file may be larger than a document.

    `in_pieces`: it reads a file by itself, whatever its size.
    """

    module: str
    function: str
    many: bool = False
    in_pieces: bool = False

    def load(self) -> Form:
        """The function itself."""
        form: Form = getattr(import_module(f"flows.sources.{self.module}"), self.function)
        return form


FORMS = {
    "text": Reader("plain_text", "read_plain_text"),
    "markdown": Reader("markdown", "read_markdown"),
    "html": Reader("html.page", "read_page"),
    "json": Reader("records.json_documents", "read_json", many=True),
    "jsonl": Reader("records.json_lines", "read_json_lines", many=True, in_pieces=True),
    "csv": Reader("records.csv_rows", "read_csv", many=True),
    "parquet": Reader("records.parquet_rows", "read_parquet", many=True, in_pieces=True),
    "pdf": Reader("office.pdf", "read_pdf", many=True),
    "docx": Reader("office.word", "read_word", many=True),
    "xlsx": Reader("office.sheets", "read_sheets", many=True),
    "eml": Reader("containers.mail", "read_mail", many=True),
    "zip": Reader("containers.zipped", "read_zip", many=True),
    "gzip": Reader("containers.gzipped", "read_gzip", many=True),
}
_SUFFIXES = {
    **dict.fromkeys(("", "txt", "text"), "text"),
    **dict.fromkeys(("md", "markdown"), "markdown"),
    **dict.fromkeys(("html", "htm", "shtml", "xhtml"), "html"),
    **dict.fromkeys(("jsonl", "ndjson"), "jsonl"),
    **dict.fromkeys(("csv", "tsv"), "csv"),
    **dict.fromkeys(("eml", "mail"), "eml"),
    **dict.fromkeys(("gz", "gzip"), "gzip"),
    **dict.fromkeys(("xlsx", "xlsm"), "xlsx"),
    **{name: name for name in ("json", "parquet", "pdf", "docx", "zip")},
}
# What is written in characters: only its name tells one from another, but for HTML.
_TEXTS = ("text", "markdown", "html", "json", "jsonl", "csv", "eml")
READ = ".txt .md .html .json .jsonl .csv .parquet .pdf .docx .xlsx .eml .zip .gz"


def form_of(content: Content) -> str:
    """The name of the form: as stated, else as the first bytes tell, else as the name does.

    Raises Unfit for forms that are not read.
    """
    if content.rules.form:
        return content.rules.form
    suffix = suffix_of(content.name)
    named = _SUFFIXES.get(suffix)
    told = kind_of(content.raw)
    if told == "html":
        return "html" if named in (None, "text") else named
    if told:
        return told
    if named is None:
        raise Unfit("unknown_form", f"files of the form .{suffix} are not read; convert it to text")
    if named not in _TEXTS and content.raw:
        raise Unfit(
            "not_its_form", f"the file is named .{suffix} and is none; get it anew or rename it"
        )
    return named


def reads_in_pieces(name: str, head: bytes) -> bool:
    """Whether a file of the name, that begins so, is read piece by piece, whatever its size."""
    form = _SUFFIXES.get(suffix_of(name), "")
    return bool(head) and form in FORMS and FORMS[form].in_pieces and kind_of(head) in (None, form)


def suffix_of(name: str) -> str:
    """What stands behind the last dot, in small letters; empty for 20220428 and for .hidden."""
    return name.rpartition(".")[2].lower() if "." in name.lstrip(".") else ""
