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
    words = tagger.tag(_LINE.join(surfaces))
    lines = "".join([_joined(word, tag) if word != _LINE else _LINE for word, tag in words])
    tagged = [" " + line for line in lines.split(_LINE)]
    if len(tagged) == len(surfaces):
        return tagged
    # A surface that itself holds the end of a line.
    return [" " + "".join([_joined(*word) for word in tagger.tag(one)]) for one in surfaces]


def _joined(word: str, tag: str) -> str:
    """A word with its tag, as patterns read it; a blank is none.

    >>> _joined("警方", "n")
    '警方/n '
    """
    return "" if word.isspace() else f"{word}/{tag} "


@cache
def _tagger(lexicon: Lexicon) -> rjieba.Jieba:
    """A segmenter that knows the words of the seed tables."""
    tagger = rjieba.Jieba()
    for table, tag in _NAMED.items():
        for word in lexicon.forms(table):
            tagger.add_word(word, None, tag)
    return tagger
