"""States, totals of a closed period and running totals, told by the words around them."""

import polars as pl

from transforms.figures.asked import where_asked
from transforms.figures.meaning.around.masks import TIMES
from transforms.figures.meaning.neighbour import figure_before, same_kind
from transforms.figures.meaning.statistic.words import StatisticWords

# 投资 is a noun of measure but for what it is done to: 投资创业企业.
_INVESTS = "^投资."
# 参加保险人数 is a state, whatever the predicate; 新建住房面积 is not.
_STOCK = r"(?:人数|面积|余额|存量|保有量|拥有量|率|库存|总数|指数|系数|规模)$"
_MAKES_NEW = "新|竣工|完成|改造|改良|销售|治理|建设|成交"
_AMOUNT_OF_WORK = "(?:竣工|改造|改良|销售|治理|成交|新建)面积$"
_ALL_OF_THEM = "(?:总量|总数|总人数)$"
_REACHED = r"^[、,和]?(?:总数|总量|总人数|规模)?达到?$"
_PER_HEAD = "人均|户均"
_ASPECTS = r"^个?方面"
# 外贸主体达到84户: how many there are, whatever began when.
_REACHES = r"(?:达到?|[到至]|突破)$"
_BEYOND = "^(?:突破|超|逾|近|逼近|接近)"
_REACHES_NEARLY = r"(?:达到?|[升增涨多]至|逼近?|接近|突破|超过?|[升增]到|增加到|上升到|已[有达])$"
# 农村举办的敬老院2.1万个: who runs them, not what was done.
_RUN_BY = r"[办管]的\p{Han}{0,8}[院所校园站馆店场]$"
# 强震已造成3726人死亡 is what it did; 截至10日, 目前 count up to a moment.
_UP_TO_A_MOMENT = "截[至止到]|累计|至今|迄今|以来"
_ARRIVES = r"(?:到|至|为|成)$"
_RUNNING = "累计"
_ANEW = "新增|当年|当日|本月|今年"
_HAS = r"有了?$"
_SINCE = "以来"
_VISITS = r"次$"
_ADDED = "新增|增加|新建|新设"
_STATES = ("temperature", "index", "rank", "rate", "speed")
# 比1980年的191元增长33.5%: what it grew from.
_FROM = f"[比较][{TIMES}]+的?$"
# 供应了38万个, with no time: up to the telling.
_DONE = r"了(?:多达|将近|超过|近|约|逾|共)*$"
# 写了12本, whatever the verb; but 有了, 达到了, 剩了 tell what there is.
_DID = rf"[^有到至达占为成超过逾剩余近是]{_DONE}"
# 共优化141项, whatever the verb; but 共有, 共青团员.
_DID_IN_ALL = f"^[{TIMES}]*共[^有是为计达含占青同需约设\\P{{Han}}]\\p{{Han}}{{1,2}}$"
_COUNTED_OR_MEASURED = ("count", "area", "length", "mass", "volume")
_FROM_A_TIME = f"[由从自][{TIMES}]*的?$"
_TO_A_TIME = f"[{TIMES}]+的?$"
_A_MOMENT = pl.duration(days=1)

# The rule's name, the statistic that it gives, and when it fits.
Rule = tuple[str, str, pl.Expr]


def add_company(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add what the rules ask of the figure before in the sentence, and of what 累计 opened.

    FIGURE_GOVERNED -> the same rows in the same order, in reading order.
    """
    near = pl.col("near")
    return (
        figures.with_columns(departs=near.str.contains(words.departs))
        .with_columns(
            comes_from=figure_before(pl.col("departs")),
            comes_from_a_time=figure_before(near.str.contains(_FROM_A_TIME)),
            alike=same_kind(),
            reached=_reached(),
            runs=near.str.contains(_RUNNING),
        )
        .pipe(where_asked, pl.col("runs").any().over("passage_id"), opened=_opened())
        .with_columns(
            goes_on=pl.col("runs")
            | (
                pl.col("opened").fill_null(value=False)
                & (pl.col("kind") == "count")
                & ~near.str.contains(_ANEW)
            )
        )
        .drop("runs", "opened")
    )


def _opened() -> pl.Expr:
    """累计确诊38809例,治愈出院14592例: what 累计 opens holds for the counts up to a semicolon."""
    part = pl.col("before").str.count_matches(";")
    return pl.col("runs").cum_max().over("passage_id", "governing_time_id", part)


def _reached() -> pl.Expr:
    """新增企业98家、达到1181家: what there are by now, not what came."""
    added = figure_before(pl.col("near").str.contains(_ADDED))
    return added & pl.col("near").str.contains(_REACHED)


def add_signs(figures: pl.DataFrame, words: StatisticWords) -> pl.DataFrame:
    """Add what several rules of totals ask of the words around a figure.

    The rows of `add_company` and `promises.add_promises` -> the same rows in the same order;
    `metric` is empty where there is none.
    """
    near, kind, metric = pl.col("near"), pl.col("kind"), pl.col("metric")
    since, by_time = _running_time()
    return (
        figures.with_columns(metric=metric.fill_null(""))
        .with_columns(
            counts=kind == "count",
            measure=metric.str.extract(words.measure)
            .replace_strict(words.statistic_of, default=None, return_dtype=pl.String)
            .fill_null(""),
            so_far=pl.col("clause").str.contains(words.running),
            since=since,
            by_time=by_time,
            visits=pl.col("unit").str.contains(_VISITS).fill_null(value=False),
            relates=pl.col("next").str.contains(words.relates),
            known=_does_something(words),
            all_of_them=metric.str.contains(_ALL_OF_THEM) & (kind == "count"),
            anew=near.str.contains(words.flow),
            still=near.str.contains(words.still),
            level=near.str.contains(words.level),
            moved=_moved(words),
            toll=_toll(words, by_time),
        )
        .with_columns(
            predicate=_predicate(words),
            ongoing=pl.col("so_far") | pl.col("by_time") | pl.col("goes_on"),
            flow=(pl.col("measure") == "flow") | pl.col("visits"),
            happened=_happened(words),
        )
    )


def _toll(words: StatisticWords, by_time: pl.Expr) -> pl.Expr:
    """造成3726人死亡, but for what is counted up to a moment."""
    at_present = (pl.col("governing_mod") == "approx").fill_null(value=False)
    moment = pl.col("before").str.contains(_UP_TO_A_MOMENT) | by_time | at_present
    return pl.col("near").str.contains(words.causing) & ~moment


def totals(words: StatisticWords) -> list[Rule]:
    """States, totals of a closed period, running totals: what stands first decides.

    The tests read the columns of `add_signs`.
    """
    near, metric, measure = pl.col("near"), pl.col("metric"), pl.col("measure")
    counts, happened = pl.col("counts"), pl.col("happened")
    so_far, since, by_time = pl.col("so_far"), pl.col("since"), pl.col("by_time")
    predicate, ongoing, flow = pl.col("predicate"), pl.col("ongoing"), pl.col("flow")
    # What one has on average is a state, whatever its sum is: 人均生产总值.
    total_of_many = flow & ~metric.str.contains(_PER_HEAD)
    runs_on = since | by_time | pl.col("goes_on")
    stands = counts & near.str.contains(_REACHES)
    return [
        ("size_of_one", "attribute", pl.col("attribute")),
        ("aspects", "level", pl.col("next").str.contains(_ASPECTS)),
        *_bases(total_of_many),
        *_standing(words),
        ("tally", "cumulative", _tally(words)),
        ("toll", "flow", happened & pl.col("toll")),
        ("event_since", "cumulative", happened & (so_far | by_time)),
        ("event", "flow", happened & counts),
        ("total_that_moved", "flow", pl.col("moved") & (measure == "flow") & total_of_many),
        ("word_of_state", "level", _states(words)),
        ("done_by_now", "cumulative", predicate & _done_by_now(words)),
        ("done_this_year", "cumulative", predicate & _done_this_year(words)),
        ("predicate_since", "cumulative", predicate & ongoing),
        ("predicate", "flow", predicate),
        ("amount_of_work", "flow", metric.str.contains(_AMOUNT_OF_WORK) & ~so_far & ~since),
        ("new_by_the_caption", "flow", pl.col("tabled_anew")),
        ("word_of_total_since", "cumulative", pl.col("anew") & ongoing),
        ("word_of_total", "flow", pl.col("anew")),
        ("measure_of_state", "level", (measure == "level") | pl.col("all_of_them")),
        ("at_a_moment", "level", counts & _at_a_moment() & ~near.str.contains(_ANEW)),
        ("average_of_totals", "level", flow & ~total_of_many),
        ("measure_of_total_since", "cumulative", flow & runs_on),
        ("measure_of_total", "flow", flow),
        ("measure_of_one", "attribute", measure == "attribute"),
        ("state_reached", "level", (stands | pl.col("kind").is_in(_STATES)) & ~so_far),
        ("since", "cumulative", since | so_far),
        ("kind_of_total", "flow", pl.col("kind").is_in(["money", "duration"])),
    ]


def _bases(total_of_many: pl.Expr) -> list[Rule]:
    """比2017年的2073.5亿元, 比1980年的191元: a total then, or a state."""
    base = pl.col("near").str.contains(_FROM)
    return [
        ("base_of_comparison", "level", base & ~total_of_many),
        ("base_that_is_a_total", "flow", base),
    ]


def _standing(words: StatisticWords) -> list[Rule]:
    """What is still there, places where something holds, what is there at present."""
    counts, so_far = pl.col("counts"), pl.col("so_far")
    places = pl.col("next").str.contains(words.of_places) & pl.col("event") & counts
    present = pl.col("clause").str.contains(words.present) & ~so_far
    now = (present | pl.col("now")) & counts & ~pl.col("predicate") & ~so_far
    return [
        ("still_there", "level", (pl.col("still") & counts) | pl.col("reached")),
        ("covered", "level", counts & pl.col("next").str.contains(words.covers)),
        ("places_where_it_holds", "level", places & ~so_far),
        ("at_present", "level", now),
    ]


def _does_something(words: StatisticWords) -> pl.Expr:
    """A known action leads to the number, or any verb with 了."""
    named = (pl.col(name).str.contains(words.of_action) for name in ("verb", "near"))
    measured = pl.col("kind").is_in(_COUNTED_OR_MEASURED)
    near = pl.col("near")
    did = near.str.contains(_DID) | near.str.contains(_DID_IN_ALL)
    return pl.any_horizontal(*named, measured & did)


def _happened(words: StatisticWords) -> pl.Expr:
    """Whether a clause after the number says what happened, be it a word or two: 4人死亡."""
    event = pl.col("event") & ~pl.col("relates")
    event = event & ~pl.col("near").str.contains(words.having)
    return event | (pl.col("counts") & pl.col("next").str.contains(words.happens))


def _predicate(words: StatisticWords) -> pl.Expr:
    """Whether something was done so often; 来自, 连接 and the like say where things stand."""
    metric, verb, near = pl.col("metric"), pl.col("verb"), pl.col("near")
    invests = pl.col("counts") & metric.str.contains(_INVESTS)
    stock = metric.str.contains(_STOCK) & ~metric.str.contains(_MAKES_NEW)
    stock = stock | pl.col("all_of_them")
    relates = pl.any_horizontal(text.str.contains(words.relation) for text in (metric, verb, near))
    # A verb that is no known action: one character may be a scrap of a longer word.
    weak = (verb.str.len_chars() == 1) | pl.col("relates")
    acts = pl.col("known") | ((verb != "") & ~weak)
    return (acts | metric.str.contains(words.begins_with_action) | invests) & ~stock & ~relates


def _states(words: StatisticWords) -> pl.Expr:
    """共有, 人均, 由A到B: words of what stands, but for totals that hold steady (产量稳定在)."""
    near = pl.col("near")
    steady = near.str.contains(words.steady)
    level = (
        pl.col("level") | near.str.contains(_RUN_BY) | (near.str.contains(_HAS) & ~pl.col("visits"))
    )
    total = pl.col("measure") == "flow"
    money = (pl.col("kind") == "money") & (pl.col("measure") == "")
    return level | (steady & ~total) | (pl.col("moved") & ~money & ~total)


def _moved(words: StatisticWords) -> pl.Expr:
    """由A到B: what it was and what it came to."""
    near = pl.col("near")
    to_b = pl.col("comes_from") & pl.col("alike") & near.str.contains(_ARRIVES)
    return pl.col("departs") | near.str.contains(words.arrives) | to_b


def _tally(words: StatisticWords) -> pl.Expr:
    """确诊病例逼近2.2万例: cases counted from the first on, but for 新增 and 现有."""
    near = pl.col("near")
    reach = near.str.contains(_REACHES_NEARLY) | pl.col("surface").str.contains(_BEYOND)
    of_cases = pl.col("metric").str.replace("[逼超]$", "").str.contains(words.tally)
    other = pl.any_horizontal("anew", "still", "level")
    return pl.col("counts") & reach & of_cases & ~other


def _running_time() -> tuple[pl.Expr, pl.Expr]:
    """Whether the time runs on (以来), and whether it runs on or up to the telling (截至)."""
    mod = pl.col("governing_mod")
    began = pl.col("before").str.contains(_SINCE)
    since = (mod == "since").fill_null(False) | began
    # What is new is of the year: a moment that another sentence tells bounds it not.
    anew = pl.col("near").str.contains("新增") & (pl.col("governed_in") != "sentence")
    # 由 A 增加到1982年的 B: the year is B's own, nothing runs up to it.
    near = pl.col("near")
    moved = pl.col("comes_from_a_time") & near.str.contains(_TO_A_TIME)
    until = (mod == "until").fill_null(False) & ~anew.fill_null(False) & ~moved
    return since, since | until


def _done_this_year(words: StatisticWords) -> pl.Expr:
    """今年共查处24起, told in March."""
    return pl.col("unfinished") & pl.col("near").str.contains(words.so_far)


def _done_by_now(words: StatisticWords) -> pl.Expr:
    """供应了38万个, with no time; what one occasion held (本次大会设立了9个) is over with it."""
    untimed = pl.col("governing_time_id").is_null() & (pl.col("kind") != "duration")
    occasion = pl.col("before").str.contains(words.occasion)
    return untimed & ~occasion & pl.col("known") & pl.col("near").str.contains(_DONE)


def _at_a_moment() -> pl.Expr:
    """年末, 一季度末: what was there on the last day."""
    short = (pl.col("governing_end_at") - pl.col("governing_start_at")) <= _A_MOMENT
    end = (pl.col("governing_mod") == "end") & (pl.col("governed_in") == "sentence")
    return (short & end).fill_null(False)
