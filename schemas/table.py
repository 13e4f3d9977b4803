"""The schema language: a table is a grain, a key, columns defined once, and its promises."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "integer", "decimal", "date", "timestamp", "boolean", "text_list", "json"]


@dataclass(frozen=True, slots=True)
class Column:
    """One variable. Every table that holds it uses this same object or a renamed copy of it.

    `required` means never null. `codes` is a closed code list; empty means open.
    `minimum` bounds a number from below, inclusive.
    """

    name: str
    kind: Kind
    description: str
    required: bool = True
    codes: tuple[str, ...] = ()
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Two columns of one row that may be equal only where `strict` is false; nulls pass."""

    lesser: str
    greater: str
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that, where it is not null, names the key of a row in another table."""

    column: str
    table: str


@dataclass(frozen=True, slots=True)
class Table:
    """One tidy table: each row is one observation of the stated grain.

    `schema` is the DuckDB schema it lives in. `evidence` says that every row quotes its
    document: `quote = substr(documents.text, start_char + 1, end_char - start_char)`.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    schema: str = "main"
    evidence: bool = False
    orders: tuple[Order, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def names(self) -> list[str]:
        """Column names in declared order."""
        return [column.name for column in self.columns]

    @property
    def qualified(self) -> str:
        """The name as SQL writes it, `schema.name`."""
        return f"{self.schema}.{self.name}"

    @property
    def short(self) -> str:
        """The name as a query may write it, and as references do: without `main`."""
        return self.qualified.removeprefix("main.")
