"""A figure belongs to the programme that its text goes on to speak of."""

import polars as pl
import pytest

from tests.phrases import documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract

LEXICON = load_lexicon()
NEWS = "某市开展“护苗”专项行动。截至目前，已打掉犯罪团伙12个。"
LISTED = "启动“护苗”专项行动。新建农村公路650公里。"


def programme_of(text: str, title: str, quote: str) -> str | None:
    """The name of the programme that the figure of that quote belongs to."""
    found = extract(documents(text, published="2012-06-15", title=title), LEXICON)
    figure = found["figures"].filter(quote=quote)
    entities = found["entities"].select("name", programme_id="entity_id")
    joined = figure.join(entities, on="programme_id", how="left")
    return joined.select(pl.col("name").first()).item()


@pytest.mark.parametrize(
    ("text", "title", "quote", "programme"),
    [
        (NEWS, "某市打击犯罪", "12个", "护苗"),
        # The paragraphs of a report list works that have nothing to do with each other.
        (LISTED, "2012年某市政府工作报告", "650公里", None),
        ("启动“护苗”专项行动，检查书店650家。", "2012年某市政府工作报告", "650家", "护苗"),
        ("检查书店650家。启动“护苗”专项行动。", "某市打击犯罪", "650家", None),
        ("开展“护苗”“秋风”专项行动。检查书店650家。", "某市打击犯罪", "650家", None),
        ("施行《农村供水条例》。条例共八章，覆盖村庄650个。", "某市供水", "650个", "农村供水条例"),
    ],
)
def test_a_figure_belongs_to_the_programme_spoken_of(text, title, quote, programme):
    assert programme_of(text, title, quote) == programme
