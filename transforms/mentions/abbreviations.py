"""Names that a document shortens in so many words: 以下简称“中行”."""

import polars as pl

from transforms.mentions.occurrences import find_occurrences

_REACH = 24
_INTRODUCED = (
    r"^\((?:以下|下)?(?:统一)?(?:简称|称)(?:为|:)?[“《]?(\p{Han}{2,12})[”》]?(?:[、,或]|\))"
)


def find_abbreviations(passages: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """Each naming of a body by the short form that its document introduces for it.

    PASSAGE, organisations -> where it stands, `name`, `parent_name`, `rule`, `flags`.
    成都公交集团(以下简称“公交集团”): 公交集团 is that body wherever the document writes it.
    """
    texts = passages.select("passage_id", "folded", at="start_char")
    introduced = (
        named.select("document_id", "passage_id", "end_char", "name", "parent_name", "body")
        .join(texts, on="passage_id", how="left", validate="m:1")
        .with_columns(
            form=pl.col("folded")
            .str.slice(pl.col("end_char") - pl.col("at"), _REACH)
            .str.extract(_INTRODUCED)
        )
        .filter(pl.col("form").is_not_null())
        .unique(["document_id", "form"], keep="first", maintain_order=True)
        .select("document_id", "form", "name", "parent_name", "body")
    )
    return find_occurrences(passages, introduced).select(
        "document_id",
        "passage_id",
        "start_char",
        "end_char",
        "quote",
        "name",
        "parent_name",
        "body",
        surface="form",
        rule=pl.lit("organisation_introduced"),
        flags=pl.lit(["short_form"]),
    )
