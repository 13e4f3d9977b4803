"""What stands after a number and belongs to its metric: 抓获 12名 嫌疑人."""

import polars as pl

from transforms.figures.asked import asked_whether
from transforms.figures.meaning.metric.plain_words import PlainWords
from transforms.figures.meaning.metric.tagged_words import TAG, TaggedWords
from transforms.figures.meaning.neighbour import figure_before, last_told, same_kind

_CLASS = "以[上下]$"
_OF_ONE = ("age", "score", "duration")
# 由49个精简到42个: it was done to what stands before.
_TO_THE_NEXT = r"^\s*\p{Han}{1,5}[到至为成]\s*$"
_AFTERWARDS = r"^\s*[以之]?[前后]"
# 发生6.5级地震, 11层的饭店: of the thing itself, whatever became of it.
_GRADES = ("级", "层")
_BEGINS_WITH_LINK = r"^\s*、"
# 新增8家冠军企业、2家示范企业: the noun of the last number and a link.
_NOUN_AND_LINK = ".[、和及与]$"
_SHORT = 14


def add_takes(figures: pl.DataFrame, plain: PlainWords, words: TaggedWords) -> pl.DataFrame:
    """Add `takes`: whether the number stands before the noun that it counts."""
    follows, kind = pl.col("follows"), pl.col("kind")
    counted = (kind == "count") & follows.str.contains(words.plain_noun_first)
    noun_follows = follows.str.contains(words.noun_first) & (pl.col("open") | counted)
    part_did = (kind == "percent") & pl.col("having") & follows.str.contains(words.adverb_first)
    moves = pl.col("phrase").str.contains(plain.departs) & (
        follows.str.contains(words.verb_first) | pl.col("next").str.contains(_TO_THE_NEXT)
    )
    grows = follows.str.contains(plain.changes_first)
    # 突破1.23万家、创历史新高: a link ends what the number says.
    ends = pl.col("next").str.contains(_BEGINS_WITH_LINK)
    # 持续了5分钟后大雨来袭: what came afterwards lasted not so long.
    ends |= (kind == "duration") & pl.col("next").str.contains(_AFTERWARDS)
    asks = ~pl.col("changes") & (follows != " ") & ~ends
    return (
        figures.pipe(asked_whether, asks, may_take=noun_follows | part_did)
        .pipe(asked_whether, pl.col("may_take"), moves=moves | grows)
        .with_columns(takes=pl.col("may_take") & ~pl.col("moves"))
    )


def take_objects(figures: pl.DataFrame, words: TaggedWords) -> pl.DataFrame:
    """`taken_core`, `taken_verb` and `object` of figures that stand before what they count."""
    return (
        figures.with_columns(core=_before_object(words))
        .with_columns(verb=pl.col("core").str.extract(words.predicate).fill_null(""))
        .with_columns(
            after_of=_after_of(words)
            .str.replace_all(words.inner, " ")
            .str.replace_all(words.away, " ")
        )
        .select(taken_core="core", taken_verb="verb", object=_object_after(words))
    )


def _before_object(words: TaggedWords) -> pl.Expr:
    """What stays of the words before a number that takes an object: its predicate, its noun."""
    core, said = pl.col("core"), pl.col("said")
    action = said.str.replace_all(words.inner, " ").str.extract(words.last_action)
    disposed = said.str.contains(words.disposes) & pl.col("follows").str.contains(words.has_verb)
    of_one = pl.col("kind").is_in(_OF_ONE) & (pl.col("of") | (pl.col("kind") == "age"))
    # 公安部督办的16起重大专案: words that end in 的 belong to the noun after the number.
    modifier = pl.when(said.str.contains(words.ends_of)).then(core).otherwise(pl.lit(" "))
    kept = (
        pl.when(pl.col("names_only") | disposed | of_one)
        .then(pl.lit(" "))
        .when(pl.col("opens") & (pl.col("kind") == "count"))
        .then(pl.coalesce(core.str.extract(words.predicate), modifier))
        .otherwise(core)
    )
    return pl.when(_graded()).then(pl.lit(" ")).otherwise(pl.coalesce(action, kept))


def in_list_of_objects() -> pl.Expr:
    """Whether a number stands in a list that a predicate opened: 新增8家…、2家….

    Asks `takes`, and `verb` of the numbers that take an object, in reading order.
    """
    takes = pl.col("takes")
    member = (
        takes
        & pl.col("near").str.contains(_NOUN_AND_LINK)
        & (pl.col("kind") == "count")
        & same_kind()
        & figure_before(takes)
    )
    return member & last_told(pl.when(~member).then(pl.col("verb") != "")).fill_null(value=False)


def _graded() -> pl.Expr:
    return pl.col("unit").is_in(_GRADES).fill_null(value=False)


def tells_event(words: TaggedWords) -> pl.Expr:
    """学员通过互联网预约了考试: a clause after the number says what they did."""
    return (
        pl.col("follows").str.contains(words.has_verb)
        & ~pl.col("acts")
        & ~pl.col("said").str.contains(words.ends_telling)
    )


def _object_after(words: TaggedWords) -> pl.Expr:
    """What follows the number: a noun where a predicate stands before it, else a clause."""
    follows = pl.col("after_of")
    noun = pl.coalesce(
        follows.str.extract(words.noun_of),
        follows.str.replace(words.modifier, " $noun").str.extract(words.noun_phrase),
    )
    # 15岁的中国小将陈烨: the age is the one's whom the noun names.
    person = follows.str.extract(words.person)
    name = person.str.extract(words.name)
    of = pl.col("of")
    short = _is_short(follows)
    acts = pl.col("verb") != ""
    modified = pl.col("said").str.contains(words.ends_of)
    return (
        pl.when(_graded())
        .then(pl.coalesce(follows.str.extract(words.noun_phrase), follows))
        .when(pl.col("said").str.contains(words.ends_telling))
        .then(follows)
        .when(acts & short & ~follows.str.contains(words.of))
        .then(follows)
        .when((pl.col("kind") == "age") & person.is_not_null())
        .then(pl.when(of).then(name).otherwise(person))
        .when(pl.col("kind").is_in(_OF_ONE))
        .then(
            pl.coalesce(
                pl.when(of).then(follows.str.extract(words.doing_noun)),
                follows.str.extract(words.noun_phrase),
                follows,
            )
        )
        .when(acts | modified)
        .then(pl.coalesce(noun, follows))
        .when(short)
        .then(follows)
        .otherwise(pl.coalesce(follows.str.extract(words.clause), noun, follows))
    )


def own_metric(plain: PlainWords) -> pl.Expr:
    """The clause's own words for what is measured, still tagged."""
    core = pl.col("core")
    of = pl.col("of")
    bare_object = pl.col("object").str.replace_all(TAG, "").str.strip_chars(" ")
    return (
        pl.when("within")
        .then("done_within")
        .when(of & pl.col("is_attribute") & ~pl.col("changes"))
        .then(pl.concat_str("noun_after_of", core))
        .when(of & pl.col("surface").str.contains(_CLASS))
        .then(pl.concat_str(core, "noun_after_of"))
        .when(pl.col("takes") & bare_object.str.contains(plain.owned))
        .then("object")
        .when("takes")
        .then(pl.concat_str("core", "object"))
        .otherwise(core)
    )


def done_within(words: TaggedWords) -> pl.Expr:
    """7日内办结: what is done in that time."""
    first_verb = pl.col("follows").str.extract(words.first_verb).fill_null("")
    return pl.concat_str(pl.col("core").str.replace(words.through_action, " $rest"), first_verb)


def noun_after_of(words: TaggedWords) -> pl.Expr:
    """投资超36亿元的基地投产: the thing after 的, without what it did."""
    after = _after_of(words)
    thing = after.str.replace(words.last_doing, " ")
    short = pl.when(thing != " ").then(thing).otherwise(after)
    long = after.str.extract(words.noun_phrase)
    return pl.when(_is_short(after)).then(short).otherwise(long).fill_null(" ")


def _after_of(words: TaggedWords) -> pl.Expr:
    return pl.col("follows").str.replace(words.begins_of, " ")


def _is_short(tagged: pl.Expr) -> pl.Expr:
    return tagged.str.replace_all(TAG, "").str.len_chars() <= _SHORT
