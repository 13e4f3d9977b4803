"""Laws and plans named by their titles: 《统计法》, 《某省国土空间规划(2020—2035年)》."""

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_WORDS = "language/programme_words"
_TITLE = "《[^《》\n]{2,60}》"
_DRAFT = r"(?:草案|\([^()]{1,20}\))*$"
# Words for any law or plan are no name: 《条例》, 《办法》.
_FEWEST = 2  # characters beside the noun; a code of law may have one (刑法, 民法典)


def titled_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per title of a law or a plan.

    PASSAGE -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    rows = lexicon["language/programme_titles"]
    nouns = alternation(rows["form"])
    kinds = dict(rows.select("form", "kind").iter_rows())  # a seed table, not data
    codes = alternation(rows.filter(short="yes")["form"])
    no_title = alternation(lexicon.forms(_WORDS, role="no_law"))
    titles = find_spans(passages, _TITLE).with_columns(
        form=pl.col("surface").str.strip_chars("《》"),
        name=pl.col("quote").str.slice(1, pl.col("quote").str.len_chars() - 2),
    )
    bare = pl.col("form").str.replace(_DRAFT, "")
    noun = bare.str.extract(rf"({nouns})$")
    own = bare.str.len_chars() - noun.str.len_chars()
    plain = bare.str.contains(rf"^(?:{alternation(lexicon.forms(_WORDS, role='plain_title'))})$")
    named = (own >= _FEWEST) | ((own == 1) & bare.str.contains(rf"{codes}$"))
    return (
        titles.with_columns(subkind=noun.replace_strict(kinds, default=None))
        .filter(
            pl.col("subkind").is_not_null() & named & ~plain & ~bare.str.contains(rf"{no_title}$")
        )
        .with_columns(rule=pl.lit("programme_titled"))
        .select("document_id", "start_char", "form", "name", "subkind", "rule")
    )
