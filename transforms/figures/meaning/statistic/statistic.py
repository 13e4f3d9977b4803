"""What kind of number a figure is: a state, a total, a change, a share or a promise."""

import polars as pl

from schemas.figure_meaning import FIGURE_COUNTED
from schemas.to_polars import conform
from transforms.figures.meaning.statistic.plans import in_plan
from transforms.figures.meaning.statistic.words import StatisticWords, statistic_words
from transforms.lexicon import Lexicon

_WITHIN = r"内$"
_CLASS = r"以[上下]$"
_OF = r"^\s*的[\p{Han}“]"
_THING = r"^\s*(?:的)?[\p{Han}“]"
_CLAUSE_SO_FAR = r"([^,;。:!?]*)$"
_LISTED = r"^\s*[、和及与]|^\s*以及"
_OF_WHICH = r"^\s*(?:其中|按)"
# 投资 is a noun of measure but for what it is done to: 投资创业企业.
_INVESTS = "^投资."
# 参加保险人数 is a state, whatever the predicate; 新建住房面积 is not.
_STOCK = r"(?:人数|面积|余额|存量|保有量|拥有量|率|库存|总数|指数|系数|规模)$"
_MAKES_NEW = "新|竣工|完成|改造|改良|销售|治理|建设|成交"
_AMOUNT_OF_WORK = "(?:竣工|改造|改良|销售|治理|成交|新建)面积$"
_ALL_OF_THEM = "(?:总量|总数|总人数)$"
_REACHED = r"^[、,和]?(?:总数|总量|总人数|规模)?达到?$"
_RESTATED = "^(?:折合|约合|合|相当于)$"
_FORECAST = "forecast"
_RUNNING = "累计"
_ANEW = "新增|当年|当日|本月|今年"
_HAS = r"有$"
_TAKES_UP = r"占(?:约|近|了|比)?$"
_SINCE = "以来[,，]"
_VISITS = r"次$"
_SIZED = ("money", "length", "area", "mass", "volume", "energy", "speed", "duration")
# 6.5级地震, 11层的饭店; 十几米高; 距离车站500米; 设计载客量1800人.
_OF_ONE = ("级", "层")
_STRETCHES = r"^\s*[高长宽深厚]的?(?:[^于达]|$)"
_APART = r"(?:距离|相距|距)[^,;。]*$"
_DESIGNED = r"设计[^,;。、]{0,8}$"
_ADDED = "新增|增加|新建|新设"
_TOTALS = ("flow", "cumulative", "level")
_STATES = ("temperature", "index", "rank", "rate", "speed")


# The rule's name, the statistic that it gives, and when it fits.
_Rule = tuple[str, str, pl.Expr]


def add_statistic(figures: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Tell what kind of number each figure is.

    FIGURE_GOVERNED, PASSAGE -> FIGURE_COUNTED, one row out per row in, order kept; the first
    rule that fits decides. A promise or plan goes before a change, a change before a share, a share
    before totals and states; among these the clause that tells what happened counts first,
    then the predicate (抓获 is a total), then the measured noun (人口 is a state), then the
    governing time (以来 is a running total). Later members of a list are what its first is.
    The rule's name is added to `rule`; what is only expected (预计) is flagged `forecast`.
    """
    words = statistic_words(lexicon)
    rules = [*_promises(words), *_rates(words), *_totals(words)]
    own = pl.coalesce(pl.when(test).then(pl.lit(statistic)) for _, statistic, test in rules)
    by = pl.coalesce(pl.when(test).then(pl.lit(rule)) for rule, _, test in rules)
    return (
        figures.with_columns(clause=pl.col("before").str.extract(_CLAUSE_SO_FAR))
        .pipe(in_plan, passages, words)
        .with_columns(own=own.fill_null("level"), by=by.fill_null("nothing_said"))
        .with_columns(inherits=_inherits())
        .with_columns(
            stated=pl.when(~pl.col("inherits") & pl.col("own").is_in(_TOTALS)).then("own")
        )
        .with_columns(
            statistic=pl.when("inherits")
            .then(pl.coalesce(pl.col("stated").forward_fill().over("passage_id"), "own"))
            .otherwise("own"),
            rule=pl.format(
                "{}, {}",
                "rule",
                pl.when("inherits").then(pl.lit("as_the_one_before")).otherwise("by"),
            ),
            flags=_with_forecast(words),
        )
        .pipe(conform, FIGURE_COUNTED)
    )


def _with_forecast(words: StatisticWords) -> pl.Expr:
    """预计全年产量: a total or state that is not known yet."""
    expected = pl.col("clause").str.contains(words.forecast) & ~pl.col("own").is_in(
        ["target", "limit"]
    )
    return (
        pl.when(expected).then(pl.col("flags").list.concat(pl.lit([_FORECAST]))).otherwise("flags")
    )


def _promises(words: StatisticWords) -> list[_Rule]:
    """Ages and scores, limits, targets, changes: what the clause says outright."""
    return [
        ("of_one_participant", "attribute", pl.col("kind").is_in(["age", "score"])),
        ("promise", "limit", _limit(words)),
        ("plan", "target", _target(words)),
        ("change", "change", pl.col("changes")),
    ]


def _rates(words: StatisticWords) -> list[_Rule]:
    """Percentages that are no change are parts of a whole or rates as they stand."""
    kind = pl.col("kind")
    percent = kind.is_in(["percent", "multiple"])
    named = pl.col("metric").str.contains(words.share_noun).fill_null(False)
    rate = pl.col("metric").str.contains("率$").fill_null(False)
    of = pl.col("next").str.contains(_THING) & ~rate
    takes_up = pl.col("near").str.contains(_TAKES_UP)
    return [
        ("part_of_whole", "share", percent & (named | of | takes_up)),
        ("times_another", "share", (kind == "multiple")),
        ("rate_as_it_stands", "level", percent),
    ]


def _totals(words: StatisticWords) -> list[_Rule]:
    """States, totals of a closed period, running totals."""
    near, kind = pl.col("near"), pl.col("kind")
    metric = pl.col("metric").fill_null("")
    measure = (
        metric.str.extract(words.measure)
        .replace_strict(words.statistic_of, default=None, return_dtype=pl.String)
        .fill_null("")
    )
    invests = (kind == "count") & metric.str.contains(_INVESTS)
    stock = metric.str.contains(_STOCK) & ~metric.str.contains(_MAKES_NEW)
    predicate = (
        (pl.col("verb") != "") | metric.str.contains(words.begins_with_action) | invests
    ) & ~stock
    moved = near.str.contains(words.departs) | near.str.contains(words.arrives)
    so_far = pl.col("clause").str.contains(words.running)
    goes_on = _goes_on()
    began = pl.col("before").str.contains(_SINCE)
    by_time = pl.col("governing_mod").is_in(["since", "until"]).fill_null(False) | began
    since = (pl.col("governing_mod") == "since").fill_null(False) | began
    now = pl.col("clause").str.contains(words.present) & ~so_far
    level = near.str.contains(words.level) | near.str.contains(_HAS)
    flow = (measure == "flow") | near.str.contains(words.flow)
    still = near.str.contains(words.still) & (kind == "count")
    places = pl.col("next").str.contains(words.of_places) & pl.col("event") & (kind == "count")
    work = metric.str.contains(_AMOUNT_OF_WORK)
    all_of_them = metric.str.contains(_ALL_OF_THEM) & (kind == "count")
    return [
        ("size_of_one", "attribute", _attribute(words)),
        ("still_there", "level", still | _reached()),
        ("places_where_it_holds", "level", places & ~so_far),
        ("at_present", "level", (now | pl.col("now")) & (kind == "count") & ~predicate & ~so_far),
        ("event_since", "cumulative", pl.col("event") & (so_far | by_time)),
        ("event", "flow", pl.col("event") & (kind == "count")),
        ("word_of_state", "level", level | (moved & (kind != "money") & (measure != "flow"))),
        ("predicate_since", "cumulative", predicate & (so_far | by_time | goes_on)),
        ("predicate", "flow", predicate),
        ("amount_of_work", "flow", work & ~so_far & ~since),
        ("measure_of_state", "level", (measure == "level") | all_of_them),
        ("measure_of_total_since", "cumulative", flow & (since | by_time | goes_on)),
        ("measure_of_total", "flow", flow | pl.col("unit").str.contains(_VISITS).fill_null(False)),
        ("measure_of_one", "attribute", measure == "attribute"),
        ("since", "cumulative", since | (so_far & ~kind.is_in(_STATES))),
        ("kind_of_state", "level", kind.is_in(_STATES)),
        ("kind_of_total", "flow", kind.is_in(["money", "duration"])),
    ]


def _goes_on() -> pl.Expr:
    """累计确诊38809例,治愈出院14592例: what 累计 opens holds for the counts after it."""
    opened = pl.col("near").str.contains(_RUNNING).cum_max().over("passage_id", "governing_time_id")
    own = pl.col("near").str.contains(_RUNNING)
    return own | (opened & (pl.col("kind") == "count") & ~pl.col("near").str.contains(_ANEW))


def _limit(words: StatisticWords) -> pl.Expr:
    """7日内办结, 5万美元以下的业务, 最高不超过."""
    kind, surface = pl.col("kind"), pl.col("surface")
    within = surface.str.contains(_WITHIN) & kind.is_in(["duration", "length"])
    of = pl.col("next").str.contains(r"^\s*的")
    classed = surface.str.contains(_CLASS) & of & kind.is_in(_SIZED)
    classed = classed | classed.shift(1).over("passage_id").fill_null(False) & surface.str.contains(
        _CLASS
    )
    said = pl.col("near").str.contains(words.limit) & ~kind.is_in(["temperature", "index"])
    return within | classed | (said & ~pl.col("changes"))


def _target(words: StatisticWords) -> pl.Expr:
    """力争, 确保, 拟安排 in the clause; a plan named before it; a paragraph that plans."""
    based = pl.col("changes") & pl.col("change_written").is_not_null()
    clause = pl.col("clause")
    said = clause.str.contains(words.target) | pl.col("before").str.contains(words.target_before)
    hold = clause.str.contains(words.hold) & ~pl.col("told_as_done")
    told = (said | hold) & ~based
    strong = pl.col("before").str.contains(words.target_before) & ~based
    earlier = (
        pl.when(strong).then("governing_time_id").forward_fill().over("document_id", "paragraph")
    )
    # What the same time governs after a plan is planned as well: 今年拟安排…。赤字率…
    same_time = (earlier == pl.col("governing_time_id")).fill_null(False) & ~pl.col("changes")
    return told | same_time | (pl.col("planned") & ~based)


def _attribute(words: StatisticWords) -> pl.Expr:
    """投资超36亿元的基地, 涉及20省区市, 一行10人."""
    sized = pl.col("kind").is_in(_SIZED)
    of = pl.col("next").str.contains(_OF)
    said = pl.col("near").str.contains(words.attribute)
    long = pl.col("kind") == "length"
    own_size = (
        pl.col("unit").is_in(_OF_ONE)
        | (long & pl.col("next").str.contains(_STRETCHES))
        | (long & pl.col("near").str.contains(_APART))
        | (pl.col("near").str.contains(_DESIGNED) & ~pl.col("kind").is_in(["money"]))
    )
    return own_size | said & (
        (sized & of)
        | (pl.col("kind").is_in(["length", "mass", "speed"]))
        | ((pl.col("kind") == "count") & pl.col("near").str.contains("(?:一行|涉及)$"))
    )


def _inherits() -> pl.Expr:
    """A later member of a list, and 其中, are what the figure before them is."""
    same_kind = pl.col("kind") == pl.col("kind").shift(1).over("passage_id")
    before = pl.col("own").shift(1).over("passage_id")
    near = pl.col("near")
    own_total = pl.col("own").is_in(_TOTALS)
    total = before.is_in(_TOTALS) & own_total & ~near.str.contains(_RUNNING) & ~_reached()
    listed = near.str.contains(_LISTED)
    of_which = near.str.contains(_OF_WHICH)
    restated = pl.col("nested") & same_kind & near.str.contains(f"^$|{_RESTATED}")
    joins = (listed & same_kind) | (listed & (before == "cumulative")) | (of_which & same_kind)
    return ((total & (joins | restated)) | (own_total & _part_of_a_whole())).fill_null(False)


def _part_of_a_whole() -> pl.Expr:
    """What follows 其中 in the sentence, counted as the whole was, is what the whole is."""
    opened = (pl.col("near").str.contains(_OF_WHICH) | (pl.col("lead") == "其中")).cum_max()
    unit = pl.col("unit").fill_null("")
    whole = pl.when(pl.col("own").is_in(_TOTALS)).then(unit).first().over("passage_id")
    return opened.over("passage_id") & (pl.col("by") == "nothing_said") & (unit == whole)


def _reached() -> pl.Expr:
    """新增企业98家、达到1181家: what there are by now, not what came."""
    added = pl.col("near").shift(1).over("passage_id").str.contains(_ADDED).fill_null(False)
    return added & pl.col("near").str.contains(_REACHED)
