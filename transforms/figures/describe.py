"""What each figure says beyond its amount."""

from typing import NamedTuple

import polars as pl

from schemas.figure_stages import FIGURE_NAMED
from schemas.to_polars import conform
from transforms.figures.meaning.around.context import add_context
from transforms.figures.meaning.around.original import in_original
from transforms.figures.meaning.around.placed_times import place_times
from transforms.figures.meaning.belonging import add_belonging
from transforms.figures.meaning.change.change import add_change
from transforms.figures.meaning.change.compared import add_compared_period
from transforms.figures.meaning.change.settle import settle_basis
from transforms.figures.meaning.metric.metric import add_metric
from transforms.figures.meaning.period.govern import govern
from transforms.figures.meaning.period.period import add_period
from transforms.figures.meaning.position import with_grounds
from transforms.figures.meaning.statistic.statistic import add_statistic
from transforms.figures.metrics import name_metrics
from transforms.keys import key
from transforms.lexicon import Lexicon


class Texts(NamedTuple):
    """What figures are read against: DATED_DOCUMENT, PASSAGE and TIME."""

    dated: pl.DataFrame
    passages: pl.DataFrame
    times: pl.DataFrame


def describe_figures(
    amounts: pl.DataFrame, texts: Texts, mentions: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Say of each amount what it measures, how, over which period, against what and whose.

    FIGURE_NORMALISED, the texts, MENTION -> FIGURE_NAMED, one row out per row in, in
    reading order. What the text does not say is null.
    """
    dated, times = texts.dated, texts.times
    passages = with_grounds(texts.passages)
    placed = place_times(times, passages, lexicon)
    return (
        add_context(amounts, passages, placed, lexicon)
        .pipe(add_change, lexicon)
        .pipe(add_metric, lexicon)
        .pipe(govern, placed, passages, lexicon)
        .pipe(add_statistic, dated, passages, lexicon)
        .pipe(add_period, dated, lexicon)
        .pipe(settle_basis, placed, lexicon)
        .pipe(add_compared_period)
        .pipe(add_belonging, mentions, passages, dated)
        .pipe(in_original, lexicon)
        .pipe(name_metrics, mentions, lexicon)
        .with_columns(figure_id=key("f", "document_id", "start_char", "end_char", "quote"))
        .pipe(conform, FIGURE_NAMED)
    )
