"""The words beside a number that say what it measures, before anything is carried to it."""

import polars as pl

from transforms.figures.meaning.masks import TIME, TIMES
from transforms.figures.meaning.metric_words import MetricWords, metric_words
from transforms.lexicon import Lexicon
from transforms.words import tag_words

_FOOTNOTE = r"\[\d+\]"
_BLANK = r"[\s·　]+"
_TAG = r"/[a-z]+ "
_LONGEST_OBJECT = 30
_STANDS_BEFORE_ITS_NOUN = r"^的?[\p{Han}“《\w]"
_POINTS = r"百分点|基点"
_WITHIN = r"内$"
_ATTRIBUTE_OF = r"^的[\p{Han}“]"


def add_phrases(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add to each figure `own`, what its own clause says is measured, and what that lacks.

    FIGURE_COMPARED -> the same rows with `own` (null where the clause says nothing), `verb`
    (the predicate that `own` begins with, else empty), `topic` (`own` without its last noun of
    measure) and `needs`: `owner` where `own` is a part of something named before (增速, 占…比重),
    `all` where the clause says nothing.
    """
    words = metric_words(lexicon)
    plain = figures.lazy().with_columns(
        said=_plain("phrase", words), follows=_plain("next", words), led=_plain("lead", words)
    )
    tagged = (
        plain.collect()
        .pipe(_tag, "said", lexicon)
        .pipe(_tag, "follows", lexicon)
        .pipe(_tag, "led", lexicon)
    )
    return (
        tagged.lazy()
        .with_columns(core=_core("said", words), led=_subject_of("led", words))
        .with_columns(verb=pl.col("core").str.extract(words.predicate).fill_null(""))
        .with_columns(object=_object(words), takes=_takes_object(words))
        .with_columns(own=_own(words))
        .with_columns(own=_untagged("own"), verb=_untagged("verb"), led=_untagged("led"))
        .with_columns(own=_tidy("own"), led=_tidy("led"))
        .with_columns(needs=_needs(words), topic=_topic(words))
        .drop("said", "follows", "core", "object", "takes")
        .collect()
    )


def _plain(column: str, words: MetricWords) -> pl.Expr:
    """The phrase with times as one mark each, without footnotes and opening phrases."""
    return (
        pl.col(column)
        .str.replace_all(f"[{TIMES}]+", TIME)
        .str.replace_all(_FOOTNOTE, "")
        .str.replace_all(_BLANK, "")
        .str.replace(words.opening, "")
        .str.replace(words.closing if column == "phrase" else "$", "")
    )


def _tag(figures: pl.DataFrame, column: str, lexicon: Lexicon) -> pl.DataFrame:
    """The column's phrases cut into tagged words; an empty phrase is one blank."""
    words = tag_words(figures[column], lexicon).rename({"surface": column, "tagged": "_tagged"})
    return (
        figures.join(words, on=column, how="left", validate="m:1", maintain_order="left")
        .with_columns(pl.col("_tagged").fill_null(" ").alias(column))
        .drop("_tagged")
    )


def _core(column: str, words: MetricWords) -> pl.Expr:
    """The phrase from its predicate or its noun on: agent, time, adverbs and 达到 left out."""
    return (
        pl.col(column)
        .str.replace(words.lead, " ")
        .str.replace(words.trail, " ")
        .str.replace(words.after_marker, " $rest")
        .str.replace(words.after_agent, " $rest")
        .str.replace(words.modifier_of_object, "${verb}${noun}")
        .str.replace(words.relative_clause, " $noun")
        .str.replace_all(words.inner, "")
        .str.replace(words.lead, " ")
        .str.replace(words.division, " $rest")
        .str.replace(words.trail, " ")
    )


def _subject_of(column: str, words: MetricWords) -> pl.Expr:
    """The noun phrase that an earlier clause begins with."""
    return _core(column, words).str.extract(words.noun_phrase).fill_null("")


def _object(words: MetricWords) -> pl.Expr:
    """What follows the number: a noun where a predicate stands before it, else a clause."""
    follows = (
        pl.col("follows")
        .str.replace(words.of, " ")
        .str.replace_all(words.inner, "")
        .str.replace_all(words.away, "")
    )
    noun = follows.str.replace(words.modifier, " $noun").str.extract(words.noun_phrase)
    clause = follows.str.extract(words.clause)
    return (
        pl.when(pl.col("verb") != "")
        .then(pl.coalesce(noun, follows))
        .otherwise(pl.coalesce(clause, noun, follows))
        .str.head(_LONGEST_OBJECT * 4)
    )


def _takes_object(words: MetricWords) -> pl.Expr:
    """Whether the number stands before the noun that it counts."""
    core, said = pl.col("core"), pl.col("said")
    noun_follows = pl.col("follows").str.contains(words.noun_first)
    open_before = (
        (core == " ")
        | core.str.contains(words.ends_in_predicate)
        | said.str.contains(words.ends_open)
        | pl.col("unit").is_null()
    )
    return ~pl.col("changes") & noun_follows & open_before


def _own(words: MetricWords) -> pl.Expr:
    """The clause's own words for what is measured, still tagged."""
    core = pl.col("core")
    within = pl.col("surface").str.contains(_WITHIN) & (pl.col("kind") == "duration")
    first_verb = pl.col("follows").str.extract(words.first_verb).fill_null("")
    thing = core.str.replace(words.through_predicate, " $rest")
    attribute = (
        pl.col("next").str.contains(_ATTRIBUTE_OF)
        & core.str.contains(words.attribute)
        & ~pl.col("changes")
    )
    return (
        pl.when(within)
        .then(pl.concat_str(thing, first_verb))
        .when(attribute)
        .then(pl.concat_str("object", core))
        .when("takes")
        .then(
            pl.concat_str(
                pl.when(core.str.contains(words.stands_open)).then(pl.lit(" ")).otherwise(core),
                "object",
            )
        )
        .otherwise(core)
    )


def _untagged(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(_TAG, "").str.replace_all(f"[ {TIMES}]", "")


def _tidy(column: str) -> pl.Expr:
    """Without quotation marks and brackets that lost their other half; null where empty."""
    text = pl.col(column)
    opened = text.str.count_matches("“") == text.str.count_matches("”")
    bare = pl.when(opened).then(text).otherwise(text.str.replace_all("[“”]", ""))
    trimmed = bare.str.strip_chars(" 、,:;-—()[]|*#+/.")
    return pl.when(trimmed != "").then(trimmed).alias(column)


def _needs(words: MetricWords) -> pl.Expr:
    own = pl.col("own")
    return (
        pl.when(own.is_null())
        .then(pl.lit("all"))
        .when(own.str.contains(words.owned) | own.str.contains(words.relation))
        .then(pl.lit("owner"))
    )


def _topic(words: MetricWords) -> pl.Expr:
    """What a later 毕业生 or 增速 belongs to."""
    own = pl.col("own")
    topic = own.str.extract(words.topic)
    apart = own.str.contains(words.apart)
    return pl.when(~apart & own.is_not_null()).then(pl.coalesce(topic, own))
