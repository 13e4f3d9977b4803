"""What the rules are, as one digest: shard results of other rules are never reused."""

import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_RULES = (("transforms", "*.py"), ("schemas", "*.py"), ("seeds", "*.csv"))
# The libraries whose dictionaries or engines decide what is read.
_LIBRARIES = ("polars", "rjieba", "jieba", "opencc", "rensa")
# The same for what makes documents of bytes.
_READERS = (("flows/sources", "*.py"), ("seeds/language", "*.csv"))
_READING_LIBRARIES = (
    *("python-frontmatter", "charset-normalizer", "lxml", "pypdfium2", "python-docx", "openpyxl"),
    "pyarrow",
)


@cache
def rules_fingerprint() -> str:
    """SHA-256 over the grammar's code, the seeds, and the versions of what they stand on."""
    return _fingerprint(_RULES, _LIBRARIES)


@cache
def readers_fingerprint(largest: int) -> str:
    """The same over what makes documents of bytes, with the size of the largest input read."""
    python = ".".join(map(str, sys.version_info[:3]))
    told = f"{_fingerprint(_READERS, _READING_LIBRARIES)}|{python}|{largest}"
    return sha256(told.encode()).hexdigest()


def _fingerprint(folders: tuple[tuple[str, str], ...], libraries: tuple[str, ...]) -> str:
    digest = sha256()
    for folder, pattern in folders:
        for path in sorted((_ROOT / folder).rglob(pattern)):
            digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0")
            digest.update(path.read_bytes() + b"\0")
    for library in libraries:
        digest.update(f"{library}={_version(library)}\0".encode())
    return digest.hexdigest()


def code_version() -> str:
    """The version of dashiji that runs."""
    return _version("dashiji")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
