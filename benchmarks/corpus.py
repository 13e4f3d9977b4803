"""The shared corpus as documents of known dates, and whether words spell a date out."""

import csv
import html
import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ENCODINGS = ("utf-8-sig", "gb18030", "big5hkscs")
_UNSEEN = ("script", "style", "head", "noscript", "template")
_LINES = (
    *("p", "div", "li", "br", "tr", "dd", "dt", "ul", "ol", "table", "section", "article"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose day of publication is known; `name` tells it apart for people."""

    folder: str
    name: str
    path: str
    title: str
    text: str
    published: date


def known_documents(corpus: Path) -> list[Known]:
    """Each document of a known day: a file, or a story of a file that holds a day's stories."""
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["published"]]
    return [
        Known(
            folder=row["path"].split("/")[0],
            name=row["path"] + (f"#{part}" if part else ""),
            path=row["path"],
            title=title or row["title"],
            text=text,
            published=date.fromisoformat(row["published"]),
        )
        for row in rows
        for part, title, text in _texts(corpus / row["path"], row)
        if text.strip()
    ]


def _texts(file: Path, row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Part, title and text of each document in the file, without what tells the date apart."""
    written = _decoded(file.read_bytes(), row["encoding"])
    if file.suffix == ".json":
        for place, story in enumerate(json.loads(written)["videoList"]):
            told = story.get("video_detail") or {}
            title = story.get("video_title") or told.get("video_title") or ""
            yield str(place), title, words_of(told.get("content") or "")
    elif file.suffix == ".csv":
        csv.field_size_limit(10**8)
        for record in csv.DictReader(written.splitlines(keepends=True)):
            yield "", "", record["full_text"]
    elif file.suffix in (".html", ".shtml"):
        yield "", "", words_of(written)
    else:
        yield "", "", _FRONT_MATTER.sub("", written.lstrip("\ufeff").replace("\r\n", "\n"))


def _decoded(raw: bytes, told: str) -> str:
    for encoding in (told, *_ENCODINGS):
        try:
            return raw.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("utf-8", "replace")


class _Words(HTMLParser):
    """Collects the words of a page, a line for each block; markup and scripts are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.unseen += tag in _UNSEEN
        if tag in _LINES:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        if tag in _LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def words_of(page: str) -> str:
    """The words of HTML, a line for each block that is not blank."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = (line.strip() for line in html.unescape("".join(reader.parts)).split("\n"))
    return "\n".join(line for line in lines if line)


def spells(words: str, day: date) -> bool:
    """Whether the words write the day: whole, its year elsewhere, or its month.

    >>> spells("二〇一二年五月一日", date(2012, 5, 1)), spells("12年前", date(2012, 5, 1))
    (True, False)
    >>> spells("5月1日，警方通报", date(2012, 5, 1)), spells("5月1日，2012年", date(2012, 5, 1))
    (False, True)
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", words)).translate(
        str.maketrans("零○Ｏ號", "〇〇〇号")
    )
    written = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    year = f"(?:{day.year}|{written})"
    month = f"(?:0?{day.month}|{_counted(day.month)})"
    of_month = f"(?:0?{day.day}|{_counted(day.day)})"
    whole = rf"{year}[年/.-]{month}[月/.-]{of_month}(?![0-9])|(?<![0-9]){day:%Y%m%d}(?![0-9])"
    ending = rf"(?<![0-9一二三四五六七八九十]){month}月{of_month}[日号]"
    by_month = rf"(?<![0-9]){year}年{month}月"
    parted = re.search(ending, plain) and re.search(rf"(?<![0-9]){year}(?:年|[/.-])", plain)
    return bool(re.search(whole, plain) or parted or re.search(by_month, plain))


def _counted(number: int) -> str:
    """A number below forty in characters: 二十一."""
    tens, ones = divmod(number, 10)
    return {0: "", 1: "十"}.get(tens, f"{_DIGITS[tens]}十") + (_DIGITS[ones] if ones else "")
