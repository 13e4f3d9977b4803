"""The segmenter in Rust cuts as jieba does: the words of the house are jieba's."""

from pathlib import Path

import jieba
import pytest
import rjieba

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
