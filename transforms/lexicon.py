"""What we know about Chinese: the tables of `seeds/`, loaded once and passed as an argument."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FOLDERS = ("language", "calendar", "places", "organisations", "metrics")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """The seed tables by name, such as `language/units`; every cell is text, blank cells null.

    Compared by identity, so that what a module compiles from it can be cached.
    """

    tables: Mapping[str, pl.DataFrame]

    def __getitem__(self, name: str) -> pl.DataFrame:
        """The table of that name; KeyError names the tables there are."""
        if name not in self.tables:
            raise KeyError(f"no seed table {name}; there are {', '.join(sorted(self.tables))}")
        return self.tables[name]

    def forms(self, name: str, column: str = "form", **where: str) -> list[str]:
        """The distinct values of one column, of the rows whose other columns equal `where`."""
        rows = self[name].filter(**where) if where else self[name]
        return rows[column].drop_nulls().unique(maintain_order=True).to_list()

    def mapping(self, name: str, key: str = "form", value: str = "value") -> dict[str, str]:
        """Two columns of a table as a dictionary; rows without a value are left out."""
        rows = self[name].select(key, value).drop_nulls()
        return dict(rows.iter_rows())  # a seed table, not data


@cache
def load_lexicon(folder: Path = SEEDS) -> Lexicon:
    """Read every seed table below `folder`; the files are reviewed like code.

    Raises ValueError naming the file that has no header or is not UTF-8.
    """
    tables = {}
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.csv")):
            try:
                table = pl.read_csv(path, infer_schema=False)
            except pl.exceptions.PolarsError as error:
                raise ValueError(f"seed table {path.name} cannot be read: {error}") from error
            tables[f"{name}/{path.stem}"] = table
    return Lexicon(tables)


def alternation(forms: Iterable[str]) -> str:
    """A regular expression that matches any of the forms, the longest first.

    >>> alternation(["约", "大约"])
    '(?:大约|约)'
    """
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return f"(?:{'|'.join(re.escape(form) for form in ordered)})"
