"""Keys are digests of content: loading twice or rebuilding gives the same keys."""

from hashlib import blake2b

import polars as pl


def digest(content: str) -> str:
    """Sixteen hexadecimal digits that stand for the content.

    >>> digest("place|成都市")
    '74c322568aa0b968'
    """
    return _hashed(content.encode()).hex()


def key(prefix: str, *columns: str) -> pl.Expr:
    """A key column: the prefix tells the table, the digest the row. Null where any part is."""
    content = pl.concat_str([pl.col(column).cast(pl.String) for column in columns], separator="|")

    def digests(series: pl.Series) -> pl.Series:
        made = [None if text is None else _hashed(text) for text in series.to_list()]
        return pl.Series(series.name, made, dtype=pl.Binary)

    # Bytes in and bytes out cost Python less than text; the column is written out in one go.
    hashed = content.cast(pl.Binary).map_batches(digests, return_dtype=pl.Binary)
    return pl.lit(prefix) + hashed.bin.encode("hex")


def _hashed(content: bytes) -> bytes:
    return blake2b(content, digest_size=8).digest()
