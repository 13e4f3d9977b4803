"""Keys are digests of content: loading twice or rebuilding gives the same keys."""

from hashlib import blake2b

import polars as pl


def digest(content: str) -> str:
    """Sixteen hexadecimal digits that stand for the content.

    >>> digest("place|成都市")
    '74c322568aa0b968'
    """
    return blake2b(content.encode(), digest_size=8).hexdigest()


def key(prefix: str, *columns: str) -> pl.Expr:
    """A key column: the prefix tells the table, the digest the row. Null where any part is."""
    content = pl.concat_str([pl.col(column).cast(pl.String) for column in columns], separator="|")

    def digests(series: pl.Series) -> pl.Series:
        made = [None if text is None else prefix + digest(text) for text in series]
        return pl.Series(series.name, made, dtype=pl.String)

    return content.map_batches(digests, return_dtype=pl.String)
