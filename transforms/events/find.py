"""Clauses that say what happened become events."""

import polars as pl

from schemas.stages import EVENT
from schemas.to_polars import conform
from transforms.events.anchors import anchor_pieces
from transforms.events.judge import judge_pieces
from transforms.events.link import link_events
from transforms.events.pieces import find_pieces
from transforms.events.predicates import read_predicates
from transforms.events.retold import mark_retold
from transforms.events.subjects import add_subjects
from transforms.figures.describe import Texts
from transforms.keys import key
from transforms.lexicon import Lexicon


def find_events(
    texts: Texts, figures: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """One row per telling of a happening that can be placed in time, in reading order.

    The texts (DATED_DOCUMENT, PASSAGE, TIME), FIGURES, MENTION -> EVENTS. A piece of a sentence
    is an event when a time governs it, a predicate names what happens, and nothing makes it
    general conduct, a statistic, talk or a wish. `quote` runs from the first
    piece of the same happening (its time, its place, its topic) to the predicate's piece.
    """
    passages, times = texts.passages, texts.times
    pieces = anchor_pieces(find_pieces(passages, times, lexicon), times, lexicon)
    governed = pieces.filter(pl.col("start_at").is_not_null())
    predicates = read_predicates(governed, lexicon)
    read = governed.join(predicates, on="bare", how="left", validate="m:1", maintain_order="left")
    happenings = judge_pieces(add_subjects(_name_kinds(read, lexicon), lexicon), figures, lexicon)
    told = mark_retold(_mark_ahead(happenings, texts.dated).sort("document_id", "start_char"))
    return (
        link_events(_quote(told, passages).with_row_index("event_row"), mentions)
        .with_columns(event_id=key("e", "document_id", "start_char", "end_char", "trigger"))
        .sort("document_id", "start_char")
        .pipe(conform, EVENT)
    )


def _mark_ahead(happenings: pl.DataFrame, dated: pl.DataFrame) -> pl.DataFrame:
    """Status `planned` for what a report tells of days after its own.

    Happenings, DATED_DOCUMENT -> the same happenings: 1996年初提交人大审议 in a report of 1995. A
    date that was only inferred from the text proves nothing, and 了 or 已 tells what is done. In
    a story of old days a day without its year may come to lie ahead: only reports look ahead so.
    """
    report = (pl.col("genre") == "report") & (pl.col("published_basis") != "inferred")
    told = dated.filter(report).select("document_id", told_by="published_end")
    told_by = pl.col("told_by").cast(pl.Datetime("us"))
    # A report of the year's first months tells under 今年 what the year is to bring.
    this_year = (
        (pl.col("precision") == "year")
        & pl.col("mod").is_null()
        & told_by.is_between(pl.col("start_at"), pl.col("end_at"))
        & (told_by - pl.col("start_at") < pl.duration(days=180))
    )
    ahead = (pl.col("start_at") >= told_by) | this_year
    done = pl.col("bare").str.contains("[已了]|成功")
    return (
        happenings.join(told, on="document_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(
            status=pl.when((ahead & ~done).fill_null(False))
            .then(pl.lit("planned"))
            .otherwise("status")
        )
        .drop("told_by")
    )


def _name_kinds(pieces: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `kind` (null where nothing happens) and `words`: the piece without the time it holds."""
    kinds = lexicon.mapping("language/event_verbs", value="kind")
    begins = pl.col("time_start") - pl.col("start_char")
    ends = pl.col("time_end") - pl.col("start_char")
    surface = pl.col("surface")
    named = pl.col("trigger").replace_strict(kinds, default="other")
    return pieces.with_columns(
        kind=pl.when(pl.col("trigger").is_not_null()).then(named),
        words=pl.when("own")
        .then(surface.str.slice(0, begins) + surface.str.slice(ends))
        .otherwise(surface),
    )


def _quote(happenings: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """Add the characters of the document that each happening spans."""
    stands = passages.select("passage_id", at="start_char", whole="quote")
    return happenings.join(stands, on="passage_id", how="left", validate="m:1").with_columns(
        quote=pl.col("whole").str.slice(
            pl.col("start_char") - pl.col("at"), pl.col("end_char") - pl.col("start_char")
        )
    )
