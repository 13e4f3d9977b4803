"""The segmenter in Rust cuts as jieba does: the words of the house are jieba's."""

from pathlib import Path

import jieba
import polars as pl
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from transforms.lexicon import load_lexicon
from transforms.words import tag_words

SENTENCES = (
    (Path(__file__).resolve().parent.parent / "seeds" / "documents" / "000_80ecef7ae5d6a63a.txt")
    .read_text("utf-8")
    .splitlines()
)


@pytest.mark.parametrize("sentence", [line for line in SENTENCES if line.strip()])
def test_rust_and_python_cut_the_same_words(sentence):
    assert rjieba.cut(sentence) == list(jieba.cut(sentence))


def test_a_segmenter_breaks_numbers_so_numbers_are_read_first():
    assert "41余万人" not in rjieba.cut("走访群众41余万人")


@given(st.lists(st.text("抓获嫌疑人12名、(“ \n\r\t\u2028")))
def test_words_are_tagged_together_as_they_are_alone(surfaces):
    together = tag_words(pl.Series(surfaces, dtype=pl.String), load_lexicon())
    alone = [tag_words(pl.Series([surface]), load_lexicon()) for surface in together["surface"]]
    assert together.equals(pl.concat([together.head(0), *alone]))
