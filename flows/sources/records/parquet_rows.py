"""Parquet: a row a document, by the names of the columns, some rows in memory at a time."""

from collections.abc import Iterator
from io import BytesIO

from flows.sources.drafts import Content, Draft, Rejection, Unfit, too_large
from flows.sources.records.csv_rows import no_text_column
from flows.sources.records.fields import column_names
from flows.sources.records.parts import Records

_ROWS = 64


def read_parquet(content: Content) -> Iterator[Draft | Rejection]:
    """One draft or one rejection a row; raises Unfit for what is no Parquet with texts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(content.file or BytesIO(content.raw))
        names = file.schema_arrow.names
        columns = column_names(names, content.rules)
        if "text" not in columns:
            raise Unfit("no_text_column", no_text_column(names))
        number, records = 0, Records(content, "parquet", "utf-8", "row")
        for batch in file.iter_batches(_ROWS, columns=sorted(set(columns.values()))):
            for record in batch.to_pylist():
                number += 1
                if _is_too_long(record.get(columns["text"]), content):
                    error = too_large(f"row {number}", content.largest)
                    yield Rejection(f"#row {number}", error.rule, error.reason)
                else:
                    yield from records.read(record, number)
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise Unfit("parquet_broken", f"not Parquet that can be read: {reason[:200]}") from None


def _is_too_long(text: object, content: Content) -> bool:
    return isinstance(text, str) and len(text) > content.largest
