"""Lines that hold a date and nothing else, and what stands below them."""

import polars as pl

from transforms.events.own_times import INTERVAL

_LISTED = r"^\s*(?:[-*+•·●■◆▪]|\d{1,2}[.、)])\s*\P{N}"


def below_date_lines(passages: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """One row per passage below a date line: `passage_id` and the line's time as `line_…`.

    PASSAGE, TIME -> the passages of documents with two such lines at least (chronicles, diaries,
    programmes of days), from each line to the next or to a heading that is no item of a list.
    """
    lines = _date_lines(passages, times)
    if lines.is_empty():
        return lines.select("passage_id", pl.selectors.starts_with("line_"))
    chronicles = passages.join(lines.select("document_id"), on="document_id", how="semi")
    item = pl.col("folded").str.contains(_LISTED) | pl.col("passage_id").is_in(
        times["passage_id"].implode()
    )
    ends = pl.col("kind").is_in(["title", "heading"]) & ~item
    told = [f"line_{name}" for name in ("said", *INTERVAL)]
    line = pl.struct(*told)
    return (
        chronicles.sort("document_id", "start_char")
        .join(lines.drop("document_id"), on="passage_id", how="left", validate="1:1")
        .with_columns(is_line=pl.col("line_start_at").is_not_null())
        .with_columns(part=(pl.col("is_line") | ends).cum_sum().over("document_id"))
        .with_columns(line=line.first().over("document_id", "part"))
        .filter(~pl.col("is_line"))
        .select("passage_id", pl.col("line").struct.unnest())
        .filter(pl.col("line_start_at").is_not_null())
    )


def _date_lines(passages: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """The passages all of whose letters and figures are those of one time or two."""
    letters = r"[^\p{L}\p{N}]"
    said = (
        times.filter(pl.col("start_at").is_not_null())
        .group_by("passage_id")
        .agg(
            pl.col("surface").str.replace_all(letters, "").str.join(""),
            *(pl.col(name).last().alias(f"line_{name}") for name in INTERVAL),
            line_said=pl.col("surface").last(),
        )
    )
    return (
        passages.filter(pl.col("kind").is_in(["body", "heading"]))
        .select("document_id", "passage_id", "folded")
        .join(said, on="passage_id", how="inner", validate="1:1")
        .filter(pl.col("folded").str.replace_all(letters, "") == pl.col("surface"))
        .filter(pl.col("line_start_at").n_unique().over("document_id") > 1)
        .drop("folded", "surface")
    )
