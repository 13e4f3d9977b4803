"""What was set aside, as rows that a person can act on."""

from hashlib import blake2b

import polars as pl

from schemas.operations import QUARANTINE
from schemas.to_polars import conform

# The run is no part of it: what is set aside again is the same row, and what a person decided of it
# holds.
_IDENTITY = ("stage", "table_name", "path", "rule", "payload")


def set_aside(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of `ops.quarantine`, held until somebody decides.

    Takes its columns without `quarantine_id`, `last_run_id` and `state`; `table_name` and `path`
    may be absent.
    """
    optional = [name for name in ("table_name", "path") if name not in rows.columns]
    return (
        rows.with_columns(pl.lit(None, pl.String).alias(name) for name in optional)
        .with_columns(
            pl.concat_str([pl.col(c).fill_null("") for c in _IDENTITY], separator="\0")
            .map_batches(_digests, return_dtype=pl.String)
            .alias("quarantine_id"),
            pl.col("run_id").alias("last_run_id"),
            pl.lit("held").alias("state"),
        )
        # The same broken row twice is one row set aside.
        .unique("quarantine_id", keep="first", maintain_order=True)
        .pipe(conform, QUARANTINE)
    )


def _digests(contents: pl.Series) -> pl.Series:
    made = ["q" + blake2b(text.encode(), digest_size=8).hexdigest() for text in contents]
    return pl.Series(contents.name, made, dtype=pl.String)
