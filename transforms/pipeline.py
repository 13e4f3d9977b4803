"""The path from documents to facts, as a list of steps: the file to read first."""

import polars as pl

from schemas.to_polars import conform
from schemas.warehouse import DOCUMENTS, FIGURES, PASSAGES, RUN_STAMPS, TIME_MENTIONS
from transforms.events.find import find_events
from transforms.figures.describe import Texts, describe_figures
from transforms.figures.find import find_figures
from transforms.figures.metrics import metrics_of
from transforms.figures.normalise import normalise_figures
from transforms.lexicon import Lexicon
from transforms.lines.furniture import without_furniture
from transforms.mentions.find import (
    entities_of,
    entity_mentions_of,
    entity_tellings_of,
    find_mentions,
)
from transforms.mentions.own_place import own_places, place_documents
from transforms.mentions.roles import add_roles
from transforms.passages import split_passages
from transforms.shape import shape_documents
from transforms.text import fold_documents
from transforms.times.document_date import date_documents
from transforms.times.find import find_times
from transforms.times.normalise import normalise_times
from transforms.times.resolve import resolve_times
from transforms.title import title_documents


def extract(documents: pl.DataFrame, lexicon: Lexicon) -> dict[str, pl.DataFrame]:
    """Read everything that the documents say.

    DOCUMENT -> the tables of `schemas.warehouse.MAIN` by name; `documents` lacks the columns
    that only a run knows (RUN_STAMPS). The same documents give the
    same rows, in any company and any order.
    """
    folded = fold_documents(documents, lexicon)
    passages = split_passages(folded, lexicon)

    normalised = normalise_times(find_times(passages, lexicon), lexicon)
    dated = date_documents(folded, passages, normalised, lexicon)
    times = resolve_times(without_furniture(normalised, passages), passages, dated, lexicon)

    amounts = normalise_figures(find_figures(passages, times, lexicon), lexicon)
    mentions = find_mentions(passages, dated, lexicon)
    texts = Texts(dated, passages, times)
    figures = describe_figures(amounts, texts, mentions, lexicon)
    events = find_events(texts, figures, mentions, lexicon)
    titled = title_documents(dated, passages)
    own = own_places(titled, mentions, lexicon)
    tellings = entity_tellings_of(mentions, own)
    return {
        "documents": _documents(shape_documents(place_documents(titled, own), passages)),
        "passages": conform(passages, PASSAGES),
        "time_mentions": conform(times, TIME_MENTIONS),
        "figures": conform(figures, FIGURES),
        "events": events,
        "entities": entities_of(tellings),
        "entity_mentions": entity_mentions_of(add_roles(mentions, events, passages, lexicon)),
        "entity_tellings": tellings,
        "metrics": metrics_of(figures),
    }


def _documents(dated: pl.DataFrame) -> pl.DataFrame:
    """DATED_DOCUMENT -> DOCUMENTS but for what only a run knows."""
    read = [column for column in DOCUMENTS.names if column not in RUN_STAMPS]
    return dated.with_columns(char_count=pl.col("text").str.len_chars().cast(pl.Int64)).select(read)
