"""The words beside a number that say what it measures, before anything is carried to it."""

import polars as pl

from transforms.figures.meaning.masks import FIGURE, TIME, TIMES
from transforms.figures.meaning.metric_words import MetricWords, metric_words
from transforms.lexicon import Lexicon
from transforms.words import tag_words

_FOOTNOTE = r"\[\d+\]"
_BLANK = r"[\s·]+"
_TAG = r"/[a-z]+ "
_ENDS_IN_LINK = r"(?:[、和]|以及|(?:^|[^涉普])及|(?:^|[^参])与)$"
_LAST_LINK = r"(?:[、和]|以及)[^、和]*$"
_INCLUDED = r"^.*在内的"
_OF_FOLLOWS = r"^的[\p{Han}“]"
_NOUN_IN_QUOTE = r"[\d〇零一二两三四五六七八九十百千万亿兆余多几数.,]+([^\d〇零一二两三四五六七八九十百千万亿兆余多几数.,]{2,})$"
_AFTERWARDS = r"(?:以?后|时|中|之?前|期间|以来|的情况下|的基础上)$"
_OF_ONE = ("age", "score", "duration")
_SHORT = 14
_LONGEST = 40


def add_phrases(figures: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add to each figure `own`, what its own clause says is measured, and what that lacks.

    FIGURE_COMPARED -> the same rows with `own` (null where the clause says nothing), `verb`
    (the predicate that `own` begins with, else empty), `event` (whether a clause follows the
    number that tells what happened), `led` (what the clause before names), `topic` (`own`
    without its last noun of measure) and `needs`: `owner` where `own` is part of something
    named before (增速, 占…比重), `all` where the clause says nothing.
    """
    words = metric_words(lexicon)
    noun = pl.when(pl.col("unit").is_null()).then(pl.col("surface").str.extract(_NOUN_IN_QUOTE))
    follows = pl.concat_str(noun.fill_null(""), _up_to_link())
    return (
        figures.lazy()
        .with_columns(
            plain=_said(words),
            follows=_bare(follows).str.replace(_AFTERWARDS, ""),
            led=_bare(pl.col("lead")).str.replace(words.opening, ""),
        )
        .with_columns(relation=pl.col("plain").str.extract(words.relation), said="plain")
        .collect()
        .pipe(_tag, "said", lexicon)
        .pipe(_tag, "follows", lexicon)
        .pipe(_tag, "led", lexicon)
        .lazy()
        .with_columns(core=_core("said", words), led=_noun_of_clause(words))
        .with_columns(takes=_takes_object(words))
        .with_columns(core=_before_object(words), event=_tells_event(words))
        .with_columns(verb=pl.col("core").str.extract(words.predicate).fill_null(""))
        .with_columns(object=_object(words))
        .with_columns(own=_own(words))
        .with_columns(_untagged("own"), _untagged("verb"), _untagged("led"))
        .with_columns(own=pl.coalesce(pl.when(~pl.col("takes")).then("relation"), "own"))
        .with_columns(_tidy("own", words), _tidy("led", words))
        .with_columns(needs=_needs(words))
        .with_columns(topic=_topic(words))
        .drop("plain", "said", "follows", "core", "object", "takes", "relation")
        .collect()
    )


def _up_to_link() -> pl.Expr:
    """What follows the number, without the beginning of what the next number counts."""
    place = pl.col("next").str.len_chars().cast(pl.Int64)
    figure_next = pl.col("after").str.slice(place, 1) == FIGURE
    cut = pl.col("next").str.replace(_LAST_LINK, "")
    return pl.when(figure_next).then(cut).otherwise("next")


def _said(words: MetricWords) -> pl.Expr:
    """The phrase without footnotes, opening words, and what leads over to the number."""
    bare = _bare(pl.col("phrase")).str.replace(_INCLUDED, "")
    arrives = bare.str.contains(words.arrives)
    return (
        pl.when(bare.str.contains(_ENDS_IN_LINK) | arrives)
        .then(pl.lit(""))
        .otherwise(
            bare.str.replace(words.departs, "")
            .str.replace(words.opening, "")
            .str.replace(words.span_of_years, "")
            .str.replace(words.closing, "")
            .str.replace(words.agent_acts, "$rest")
            .str.replace(words.having, "$rest")
        )
    )


def _bare(phrase: pl.Expr) -> pl.Expr:
    """Each time as one mark, no footnotes, no blanks."""
    return (
        phrase.str.replace_all(f"[{TIMES}]+", TIME)
        .str.replace_all(_FOOTNOTE, "")
        .str.replace_all(_BLANK, "")
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


def _noun_of_clause(words: MetricWords) -> pl.Expr:
    """The noun phrase that the clause before begins with, as the owner of what follows."""
    of_one_said = pl.col("led").str.extract(words.of_one_said)
    return pl.coalesce(of_one_said, _core("led", words).str.extract(words.noun_phrase)).fill_null("")


def _takes_object(words: MetricWords) -> pl.Expr:
    """Whether the number stands before the noun that it counts."""
    said = pl.col("said")
    noun_follows = pl.col("follows").str.contains(words.noun_first)
    open_before = (
        (pl.col("core") == " ")
        | said.str.contains(words.last_action)
        | said.str.contains(words.ends_open)
        | pl.col("core").str.contains(words.names_only)
        | pl.col("unit").is_null()
    )
    done = (
        (pl.col("kind") == "percent")
        & said.str.contains(words.ends_having)
        & pl.col("follows").str.contains(words.adverb_first)
    )
    moves = pl.col("phrase").str.contains(words.departs) & pl.col("follows").str.contains(
        words.verb_first
    )
    return ~pl.col("changes") & ~moves & ((noun_follows & open_before) | done)


def _before_object(words: MetricWords) -> pl.Expr:
    """What stays of the words before a number that takes an object: its predicate, its noun."""
    core, said = pl.col("core"), pl.col("said")
    action = said.str.replace_all(words.inner, " ").str.extract(words.last_action)
    listed = said.str.contains(words.ends_open) & (pl.col("kind") == "count")
    disposed = said.str.contains(words.disposes) & pl.col("follows").str.contains(words.has_verb)
    of = pl.col("kind").is_in(_OF_ONE) & (
        pl.col("next").str.contains(_OF_FOLLOWS) | (pl.col("kind") == "age")
    )
    kept = (
        pl.when(core.str.contains(words.names_only) | disposed | of)
        .then(pl.lit(" "))
        .when(listed)
        .then(pl.coalesce(core.str.extract(words.predicate), _modifier_before(words)))
        .otherwise(core)
    )
    return pl.when("takes").then(pl.coalesce(action, kept)).otherwise("core")


def _modifier_before(words: MetricWords) -> pl.Expr:
    """公安部督办的 16起: words before the number that end in 的 belong to the noun after it."""
    return pl.when(pl.col("said").str.contains(" 的/[a-z]+ $")).then("core").otherwise(pl.lit(" "))


def _tells_event(words: MetricWords) -> pl.Expr:
    """学员通过互联网预约了考试: a clause after the number says what they did."""
    return (
        pl.col("takes")
        & pl.col("follows").str.contains(words.has_verb)
        & ~pl.col("said").str.contains(words.last_action)
    )


def _object(words: MetricWords) -> pl.Expr:
    """What follows the number: a noun where a predicate stands before it, else a clause."""
    follows = (
        pl.col("follows")
        .str.replace(r"^ 的/[a-z]+ ", " ")
        .str.replace_all(words.inner, " ")
        .str.replace_all(words.away, " ")
    )
    noun = pl.coalesce(
        follows.str.extract(words.noun_of),
        follows.str.replace(words.modifier, " $noun").str.extract(words.noun_phrase),
    )
    short = follows.str.replace_all(_TAG, "").str.len_chars() <= _SHORT
    clause = pl.coalesce(follows.str.extract(words.clause), noun, follows)
    of_one = pl.col("kind").is_in(_OF_ONE)
    modified = pl.col("said").str.contains(" 的/[a-z]+ $")
    return (
        pl.when((pl.col("verb") != "") & short & ~follows.str.contains(" 的/"))
        .then(follows)
        .when(of_one)
        .then(pl.coalesce(follows.str.extract(words.noun_phrase), follows))
        .when((pl.col("verb") != "") | modified)
        .then(pl.coalesce(noun, follows))
        .when(short)
        .then(follows)
        .otherwise(clause)
    )


def _own(words: MetricWords) -> pl.Expr:
    """The clause's own words for what is measured, still tagged."""
    core = pl.col("core")
    within = pl.col("surface").str.contains("内$") & (pl.col("kind") == "duration")
    first_verb = pl.col("follows").str.extract(words.first_verb).fill_null("")
    of = pl.col("next").str.contains(_OF_FOLLOWS)
    after_of = pl.col("follows").str.replace(r"^ 的/[a-z]+ ", " ")
    short = after_of.str.replace_all(_TAG, "").str.len_chars() <= _SHORT
    thing = after_of.str.replace(words.last_doing, " ")
    noun = (
        pl.when(short & (thing != " "))
        .then(thing)
        .when(short)
        .then(after_of)
        .otherwise(after_of.str.extract(words.noun_phrase))
    )
    part = pl.col("object").str.replace_all(_TAG, "").str.strip_chars(" ").str.contains(words.owned)
    classed = pl.col("surface").str.contains("以[上下]$") & of
    return (
        pl.when(within)
        .then(pl.concat_str(core.str.replace(words.through_action, " $rest"), first_verb))
        .when(of & core.str.contains(words.attribute) & ~pl.col("changes"))
        .then(pl.concat_str(noun.fill_null(" "), core))
        .when(classed)
        .then(pl.concat_str(core, noun.fill_null(" ")))
        .when(pl.col("takes") & part)
        .then("object")
        .when("takes")
        .then(pl.concat_str("core", "object"))
        .otherwise(core)
    )


def _untagged(column: str) -> pl.Expr:
    return pl.col(column).str.replace_all(_TAG, "").str.replace_all(f"[ {TIMES}]", "")


def _tidy(column: str, words: MetricWords) -> pl.Expr:
    """Without quotation marks and brackets that lost their other half; null where empty."""
    text = pl.col(column).str.head(_LONGEST)
    paired = text.str.count_matches("“") == text.str.count_matches("”")
    bare = pl.when(paired).then(text).otherwise(text.str.replace_all("[“”]", ""))
    closed = bare.str.count_matches(r"\(") == bare.str.count_matches(r"\)")
    whole = pl.when(closed).then(bare).otherwise(bare.str.replace_all("[()]", ""))
    trimmed = whole.str.strip_chars("、,:;-—[]|*#+/.。").str.strip_chars_end("的了").str.replace(words.closing, "")
    return pl.when(trimmed != "").then(trimmed).alias(column)


def _needs(words: MetricWords) -> pl.Expr:
    own = pl.col("own")
    part = own.str.contains(words.owned) | own.str.contains(words.compared_part)
    lone = own.str.contains(words.only_action) & pl.col("event")
    return (
        pl.when(own.is_null()).then(pl.lit("all")).when(part | lone).then(pl.lit("owner"))
    )


def _topic(words: MetricWords) -> pl.Expr:
    """What a later 毕业生 belongs to: the metric without predicate and noun of measure."""
    own = pl.col("own")
    thing = pl.when(pl.col("verb") != "").then(
        own.str.slice(pl.col("verb").str.len_chars())
    ).otherwise(own)
    apart = own.str.contains(words.apart)
    topic = pl.coalesce(thing.str.extract(words.topic), pl.when(thing != "").then(thing), own)
    return (
        pl.when((pl.col("needs") == "owner") & pl.col("led").is_not_null())
        .then("led")
        .when(~apart & own.is_not_null())
        .then(topic)
    )
