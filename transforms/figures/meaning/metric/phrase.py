"""The words beside a number that say what it measures, before anything is carried to it."""

import polars as pl

from transforms.figures.asked import asked_whether, on_asked, where_asked
from transforms.figures.meaning.around.masks import TIMES
from transforms.figures.meaning.metric.object import (
    add_takes,
    done_within,
    in_list_of_objects,
    noun_after_of,
    own_metric,
    take_objects,
    tells_event,
)
from transforms.figures.meaning.metric.plain_words import PlainWords, plain_words
from transforms.figures.meaning.metric.said import clause_before, follows, with_phrase
from transforms.figures.meaning.metric.tagged_words import TAG, TaggedWords, tagged_words
from transforms.lexicon import Lexicon
from transforms.words import tag_words

_ENDS_IN_REACHING = "([率数额量值度重价速面比])[达为]$"
_OF_FOLLOWS = r"^的[\p{Han}“]"
_WITHIN = "内$"
_LONGEST = 40


def add_phrases(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add to each figure `own`, what its own clause says is measured, and what that lacks.

    FIGURE_COMPARED -> the same rows with `own` (null where the clause says nothing), `verb`
    (the predicate that `own` begins with, else empty), `takes` (whether the number stands before
    the noun that it counts), `event` (whether a clause follows the number that tells what
    happened), `does` (that clause without what it is told of, else null), `led` (what the clause
    before names), `topic` (`own` without its last noun of measure) and `needs`: `owner` where
    `own` is part of something named before (增速, 占…比重), `all` where the clause says nothing.
    """
    plain, words = plain_words(lexicon), tagged_words(lexicon)
    within = pl.col("surface").str.contains(_WITHIN) & (pl.col("kind") == "duration")
    return (
        figures.with_columns(of=pl.col("next").str.contains(_OF_FOLLOWS), within=within)
        .pipe(with_phrase, plain)
        .pipe(_with_core, plain, words, lexicon)
        .pipe(_with_follows, plain, lexicon)
        .pipe(add_takes, plain, words)
        .pipe(_with_object, plain, words)
        .with_columns(verb=_untagged("verb"))
        .with_columns(own=pl.coalesce(pl.when(~pl.col("takes")).then("relation"), "own"))
        .pipe(_tidied, "own", plain)
        # 高于全部工业企业3.6个百分点: what it is higher than is not what is measured.
        .with_columns(own=pl.when(~_only_compares(plain)).then("own"))
        .with_columns(needs=_needs(plain))
        .pipe(on_asked, pl.col("needs").is_not_null(), lambda part: _led(part, plain, lexicon))
        # Only what a later part in the sentence may belong to.
        .pipe(
            where_asked, (pl.col("needs") == "owner").any().over("passage_id"), topic=_topic(plain)
        )
    )


def _with_core(
    figures: pl.DataFrame, plain: PlainWords, words: TaggedWords, lexicon: Lexicon
) -> pl.DataFrame:
    """Add what each distinct phrase says by itself: its words, its core, and how it ends."""
    said = pl.col("said")
    phrases = (
        tag_words(figures["phrase_said"], lexicon)
        .rename({"surface": "phrase_said", "tagged": "said"})
        .with_columns(
            relation=pl.col("phrase_said").str.extract(plain.relation), core=_core("said", words)
        )
        .with_columns(
            verb=pl.col("core").str.extract(words.predicate).fill_null(""),
            bare_core=_untagged("core"),
            acts=said.str.contains(words.last_action),
            opens=said.str.contains(words.ends_open),
            having=said.str.contains(words.ends_having),
            names_only=pl.col("core").str.contains(words.names_only),
        )
    )
    return figures.join(
        phrases, on="phrase_said", how="left", validate="m:1", maintain_order="left"
    )


def _with_follows(figures: pl.DataFrame, plain: PlainWords, lexicon: Lexicon) -> pl.DataFrame:
    """Add `open`, whether what is counted may follow, and `follows`, where it is asked for."""
    kind = pl.col("kind")
    open_before = (
        (pl.col("core") == " ")
        | pl.any_horizontal("acts", "opens", "names_only")
        | pl.col("unit").is_null()
        | (kind == "age")
        | ((kind == "duration") & pl.col("of"))
    )
    may_take = pl.col("open") | (kind == "count") | ((kind == "percent") & pl.col("having"))
    asks = (~pl.col("changes") & may_take) | pl.col("of") | pl.col("within")
    return (
        figures.with_columns(open=open_before)
        .pipe(on_asked, asks, lambda part: _tagged(part.select(follows=follows(plain)), lexicon))
        .with_columns(pl.col("follows").fill_null(" "))
    )


def _with_object(figures: pl.DataFrame, plain: PlainWords, words: TaggedWords) -> pl.DataFrame:
    """Add `own`, `event` and `does`, and settle `verb`, by the words on both sides."""
    takes, of = pl.col("takes"), pl.col("of")
    beyond = takes | of | pl.col("within")
    return (
        figures.pipe(asked_whether, takes, event=tells_event(words))
        .pipe(on_asked, takes, lambda part: take_objects(part, words))
        .with_columns(
            core=pl.when("takes").then("taken_core").otherwise("core"),
            verb=pl.when("takes").then("taken_verb").otherwise("verb"),
        )
        .with_columns(event=pl.col("event") & ~in_list_of_objects())
        .pipe(
            where_asked,
            of,
            noun_after_of=noun_after_of(words),
            is_attribute=pl.col("core").str.contains(words.attribute),
        )
        .pipe(where_asked, pl.col("within"), done_within=done_within(words))
        .pipe(where_asked, beyond, own=own_metric(plain))
        .with_columns(own=pl.when(beyond).then(_untagged("own")).otherwise("bare_core"))
        .pipe(where_asked, pl.col("event"), does=_does(words))
        .with_columns(does=_untagged("does"))
    )


def _led(figures: pl.DataFrame, plain: PlainWords, lexicon: Lexicon) -> pl.DataFrame:
    """`led`: what the clause before names, the owner of what follows."""
    words = tagged_words(lexicon)
    return (
        _tagged(figures.select(led=clause_before(plain)), lexicon)
        .with_columns(led=_noun_of_clause(words))
        .with_columns(led=_untagged("led"))
        .pipe(_tidied, "led", plain)
    )


def _tagged(phrases: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """A column of phrases cut into tagged words; an empty phrase is one blank."""
    (column,) = phrases.columns
    words = tag_words(phrases[column], lexicon).rename({"surface": column})
    return phrases.join(words, on=column, how="left", validate="m:1", maintain_order="left").select(
        pl.col("tagged").fill_null(" ").alias(column)
    )


def _core(column: str, words: TaggedWords) -> pl.Expr:
    """The phrase from its predicate or its noun on: agent, time, adverbs and 达到 left out."""
    return (
        pl.col(column)
        .str.replace(words.relative_clause, " $noun")
        .str.replace(words.lead, " ")
        .str.replace(words.trail, " ")
        .str.replace(words.after_marker, " $rest")
        .str.replace(words.after_agent, " $rest")
        .str.replace(words.disposed, " $rest")
        .str.replace(words.object_of_action, "${verb}${noun}")
        .str.replace(words.relative_clause, " $noun")
        .str.replace_all(words.inner, " ")
        .str.replace(words.lead, " ")
        .str.replace(words.division, " $rest")
        .str.replace(words.trail, " ")
    )


def _noun_of_clause(words: TaggedWords) -> pl.Expr:
    """The noun phrase that the clause before begins with, as the owner of what follows."""
    of_said = pl.col("led").str.extract(words.said_of)
    return pl.coalesce(of_said, _core("led", words).str.extract(words.noun_phrase)).fill_null("")


def _does(words: TaggedWords) -> pl.Expr:
    """无症状感染者在隔离管控中发现: 在隔离管控中发现."""
    return pl.col("object").str.replace(words.noun_phrase, " ")


def _untagged(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(f"{TAG}|[ {TIMES}]", "")


def _tidied(figures: pl.DataFrame, column: str, words: PlainWords) -> pl.DataFrame:
    """The column without quotation marks and brackets that lost their other half.

    Null where nothing is left.
    """
    text = pl.col(column)
    trimmed = (
        pl.coalesce("paired", column)
        .str.strip_chars("、,:;-—[]|*#+/.。")
        .str.strip_chars_end("的了")
        .str.replace(words.closing, "")
        .str.replace(_ENDS_IN_REACHING, "$1")
    )
    return (
        figures.with_columns(text.str.head(_LONGEST))
        .pipe(where_asked, text.str.contains("[“”()]"), paired=_paired(text))
        .with_columns(trimmed.alias(column))
        .with_columns(pl.when(text != "").then(column).alias(column))
        .drop("paired")
    )


def _paired(text: pl.Expr) -> pl.Expr:
    quoted = text.str.count_matches("“") == text.str.count_matches("”")
    bare = pl.when(quoted).then(text).otherwise(text.str.replace_all("[“”]", ""))
    closed = bare.str.count_matches(r"\(") == bare.str.count_matches(r"\)")
    return pl.when(closed).then(bare).otherwise(bare.str.replace_all("[()]", ""))


def _only_compares(words: PlainWords) -> pl.Expr:
    return (pl.col("changes") & pl.col("own").str.contains(words.above)).fill_null(value=False)


def _needs(words: PlainWords) -> pl.Expr:
    own = pl.col("own")
    part = own.str.contains(words.owned) | own.str.contains(words.compared_part)
    caused = pl.col("near").str.contains(words.causing)
    lone = own.str.contains(words.only_action) & pl.col("event") & ~caused
    return pl.when(own.is_null()).then(pl.lit("all")).when(part | lone).then(pl.lit("owner"))


def _topic(words: PlainWords) -> pl.Expr:
    """What a later 毕业生 belongs to: the metric without predicate and noun of measure."""
    own = pl.col("own")
    thing = (
        pl.when(pl.col("verb") != "")
        .then(own.str.slice(pl.col("verb").str.len_chars()))
        .otherwise(own)
    )
    apart = own.str.contains(words.apart)
    topic = pl.coalesce(thing.str.extract(words.topic), pl.when(thing != "").then(thing), own)
    return (
        pl.when((pl.col("needs") == "owner") & pl.col("led").is_not_null())
        .then("led")
        .when(~apart & own.is_not_null())
        .then(topic)
    )
