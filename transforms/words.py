"""Words and their parts of speech, for the clauses that need them."""

from functools import cache

import polars as pl
import rjieba

from transforms.lexicon import Lexicon

_LINE = "\n"
# Tables whose words the segmenter keeps whole, and the part of speech they get.
_NAMED = {"language/event_verbs": "v", "metrics/actions": "v", "metrics/measures": "n"}


def tag_words(surfaces: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Each distinct surface and its words, each word followed by its part of speech.

    Any text column -> `surface`, `tagged`: 警方抓获三人 -> ` 警方/n 抓获/v 三人/m `. The parts of
    speech are those of jieba's dictionary (n noun, v verb, ns place, p preposition, ...). Words
    that the seed tables name are kept whole.
    """
    distinct = surfaces.drop_nulls().unique().sort()
    tagged = _tagged(distinct.to_list(), _tagger(lexicon))
    return pl.DataFrame({"surface": distinct.rename("surface"), "tagged": tagged}).cast(
        {"surface": pl.String, "tagged": pl.String}
    )


def _tagged(surfaces: list[str], tagger: rjieba.Jieba) -> list[str]:
    """Each surface as tagged words. One call for all: a call costs as much as four words.

    No word goes over the end of a line, so that each line is read as if it stood alone.
    """
    text = _LINE.join(surfaces)
    if "\r" in text or text.count(_LINE) >= len(surfaces):
        # A surface that itself holds the end of a line.
        return [" " + _joined(tagger.tag(one)).replace(_LINE, "") for one in surfaces]
    return [" " + line for line in _joined(tagger.tag(text)).split(_LINE)]


def _joined(words: list[tuple[str, str]]) -> str:
    """Words with their tags, as patterns read them; of blanks only the ends of lines.

    >>> _joined([("警方", "n"), (" ", "x"), ("抓获", "v")])
    '警方/n 抓获/v '
    """
    return "".join(
        [
            f"{word}/{tag} " if not word.isspace() else _LINE if word == _LINE else ""
            for word, tag in words
        ]
    )


@cache
def _tagger(lexicon: Lexicon) -> rjieba.Jieba:
    """A segmenter that knows the words of the seed tables."""
    tagger = rjieba.Jieba()
    for table, tag in _NAMED.items():
        for word in lexicon.forms(table):
            tagger.add_word(word, None, tag)
    return tagger
