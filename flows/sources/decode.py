"""Bytes to text: UTF-8, UTF-16 and UTF-32 by their mark, and the older Chinese encodings.

Nothing is replaced or dropped on the way: bytes that do not decode cleanly are not read at all.
"""

import codecs
import re

from flows.sources.drafts import Unfit

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Each holds the older ones of its family: GB2312 and GBK, Big5.
_LEGACY = {"gb18030": "GB18030", "big5hkscs": "Big5-HKSCS"}
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an older Office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
# As much as tells one encoding from another.
_SAMPLE = 64_000
# What a page may declare, and the encoding that holds it.
_DECLARABLE = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
}
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_DECLARED_WITHIN = 4_000
_USUAL = re.compile("[\t\r\n -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2027·％]")
_BLANK = "\ufeff\u200b\u200c\u200d\u2060"
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f]")


def decode(raw: bytes, stated: str | None = None, declared: str | None = None) -> tuple[str, str]:
    """The text, without a mark at its start, and the IANA name of its encoding.

    An encoding that a person `stated` is used and no other. One that the document `declared` is
    believed where the bytes are not UTF-8 and decode by it: declarations are often wrong. Raises
    Unfit for what is empty, blank, binary, undecodable, or holds U+0000.

    >>> decode("３月１日".encode("gb18030"))
    ('３月１日', 'GB18030')
    """
    if not raw:
        raise Unfit("empty", "the file is empty; nothing to read")
    text, encoding = _as_stated(raw, stated) if stated else _decoded(raw, declared)
    if "\0" in text:
        place = text.index("\0")
        if _is_noise(text):
            raise Unfit("binary", "the bytes are not text; convert it to text first")
        raise Unfit(
            "nul_character",
            f"U+0000 at character {place}: the text is damaged; remove it or get the file anew",
        )
    if not text.strip().strip(_BLANK).strip():
        raise Unfit("blank", "the file holds nothing but spaces; nothing to read")
    if _is_noise(text):
        raise Unfit("binary", "the bytes are not text; convert it to text first")
    return text, encoding


def decode_page(raw: bytes, stated: str | None = None) -> tuple[str, str]:
    """The same for HTML, whose head may declare an encoding."""
    found = _DECLARED.search(raw[:_DECLARED_WITHIN])
    return decode(raw, stated, found[1].decode("ascii") if found else None)


def _as_stated(raw: bytes, stated: str) -> tuple[str, str]:
    try:
        encoding = codecs.lookup(stated).name
    except LookupError:
        raise Unfit(
            "unknown_encoding", f"{stated!r} is no encoding that is known; mend sources.toml"
        ) from None
    for mark, _ in _MARKS:
        if raw.startswith(mark) and encoding in ("utf-8", "utf-8-sig"):
            raw = raw[len(mark) :]
    return _strictly(raw, encoding).removeprefix("\ufeff"), _LEGACY.get(encoding, encoding)


def _as_declared(raw: bytes, declared: str) -> tuple[str, str] | None:
    codec = _DECLARABLE.get(declared.lower().replace("_", "-"))
    try:
        return (raw.decode(codec), _LEGACY[codec]) if codec else None
    except UnicodeDecodeError:
        return None


def _decoded(raw: bytes, declared: str | None) -> tuple[str, str]:
    for start, kind in _KINDS:
        if raw.startswith(start):
            raise Unfit("binary", f"the file is {kind}, not text; convert it to text first")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :] if encoding == "utf-8" else raw, encoding), encoding
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(raw):
            raise _undecodable("utf-8", error) from None
        return _in_older_encoding(raw, declared)
    return _unmarked_utf16(raw) if "\0" in text and _is_noise(text) else (text, "utf-8")


def _in_older_encoding(raw: bytes, declared: str | None) -> tuple[str, str]:
    if b"\0" in raw:
        return _unmarked_utf16(raw)
    held = _as_declared(raw, declared) if declared else None
    if held:
        return held
    codec = _legacy_codec(raw)
    return _strictly(raw, codec), _LEGACY[codec]


def _unmarked_utf16(raw: bytes) -> tuple[str, str]:
    """UTF-16 without its mark, where nearly all that it reads as is Chinese or ASCII."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        if len(_USUAL.findall(sample)) > 0.95 * len(sample):
            return text, codec
    raise Unfit("binary", "the bytes are not text; convert it to text first")


def _strictly(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(_LEGACY.get(codec, codec), error) from None


def _undecodable(encoding: str, error: UnicodeDecodeError) -> Unfit:
    return Unfit(
        "undecodable",
        f"byte {error.start} is not {encoding}, which the rest is; save the file as UTF-8 anew",
    )


def _is_damaged_utf8(raw: bytes) -> bool:
    """Whether most of what is not ASCII still reads as UTF-8: no other encoding does that."""
    sample = raw[:_SAMPLE].decode("utf-8", "replace")
    broken = sample.count("\ufffd")
    whole = sum(character > "\x7f" for character in sample) - broken
    return whole > 2 * broken


def _legacy_codec(raw: bytes) -> str:
    """The one of the older encodings that the bytes are written in."""
    from charset_normalizer import from_bytes

    sample = raw[:_SAMPLE]
    if len(raw) > _SAMPLE:
        sample = sample[: sample.rfind(b"\n") + 1] or sample  # never half a character
    best = from_bytes(sample, cp_isolation=[*_LEGACY, "gbk", "big5"]).best()
    if best is None:
        raise Unfit(
            "undecodable",
            "the bytes are neither UTF-8, UTF-16 with a mark, GB18030 nor Big5; "
            "save the file as UTF-8",
        )
    return "gb18030" if best.encoding in ("gb18030", "gbk") else "big5hkscs"


def _is_noise(text: str) -> bool:
    """Whether control characters are more than a stray few."""
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) + sample.count("\0") > len(sample) / 50 + 1
