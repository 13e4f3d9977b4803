"""Games and fairs, named by the city that holds them: 杭州亚运会, 杭州第19届亚运会."""

import polars as pl

from transforms.lexicon import Lexicon, alternation

_ORDINAL = r"(?:第[一二三四五六七八九十百\d]+届)?"
_REACH = 14


def gatherings(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per gathering that a place name opens.

    PASSAGE, places -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    kinds = alternation(lexicon.forms("language/programme_words", role="gathering"))
    texts = passages.select("passage_id", "folded", whole="quote", at="start_char")
    begins = pl.col("start_char") - pl.col("at")
    length = pl.col("end_char") - pl.col("start_char")
    rest = pl.col("folded").str.slice(begins + length, _REACH)
    size = length + pl.col("rest").str.len_chars()
    return (
        places.join(texts, on="passage_id", how="inner", validate="m:1")
        .with_columns(rest=rest.str.extract(rf"^({_ORDINAL}{kinds})"))
        .filter(pl.col("rest").is_not_null())
        .select(
            "document_id",
            "start_char",
            form=pl.col("folded").str.slice(begins, size),
            name=pl.col("whole").str.slice(begins, size),
            subkind=pl.lit("activity"),
            rule=pl.lit("programme_gathering"),
        )
    )
