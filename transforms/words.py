"""Words and their parts of speech, for the clauses that need them."""

from functools import cache

import polars as pl
import rjieba

from transforms.lexicon import Lexicon

# Tables whose words the segmenter keeps whole, and the part of speech they get.
_NAMED = {"language/event_verbs": "v", "metrics/actions": "v", "metrics/measures": "n"}


def tag_words(surfaces: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Each distinct surface and its words, each word followed by its part of speech.

    Any text column -> `surface`, `tagged`: 警方抓获三人 -> ` 警方/n 抓获/v 三人/m `. The parts of
    speech are those of jieba's dictionary (n noun, v verb, ns place, p preposition, ...). Words
    that the seed tables name are kept whole.
    """
    tagger = _tagger(lexicon)
    distinct = surfaces.drop_nulls().unique().sort()
    tagged = [_joined(tagger.tag(surface)) for surface in distinct]
    return pl.DataFrame({"surface": distinct.rename("surface"), "tagged": tagged}).cast(
        {"surface": pl.String, "tagged": pl.String}
    )


def _joined(words: list[tuple[str, str]]) -> str:
    """Words with their tags as one text that patterns can read.

    >>> _joined([("警方", "n"), ("抓获", "v")])
    ' 警方/n 抓获/v '
    """
    return " " + "".join(f"{word}/{tag} " for word, tag in words if not word.isspace())


@cache
def _tagger(lexicon: Lexicon) -> rjieba.Jieba:
    """A segmenter that knows the words of the seed tables."""
    tagger = rjieba.Jieba()
    for table, tag in _NAMED.items():
        for word in lexicon.forms(table):
            tagger.add_word(word, None, tag)
    return tagger
