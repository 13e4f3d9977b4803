"""What speaks against a predicate: why a clause tells no happening."""

import polars as pl

from transforms.events.own_times import MOMENTS, WIDE

# 是…度过的, 是…收获的第1500枚金牌: the copula only lifts out what happened.
_CLEFT = r"^(?: [^这 ][^ ]*)* 是/S.*/E 的/uj[^的]*$"
# 确保2015年建成, 围绕实现2017年脱贫: the time belongs to what is wished.
_WISHED = r"(?:/[KWS]|^ 为/p) (?:[在于到从至]/p )?△"
# The longest that a frame may last for what is told in it to be one happening.
_YEAR = pl.duration(days=367)


def reasons_against() -> dict[str, pl.Expr]:
    """What makes a piece with a predicate no happening, by reason; null counts for no."""
    return _by_words() | _by_times() | _by_clause()


def _by_words() -> dict[str, pl.Expr]:
    """The words of the piece say that nothing happens."""
    classes, bare, marked = pl.col("classes"), pl.col("bare"), pl.col("marked")
    cleft = (pl.col("rule") == "relative") & marked.str.contains(_CLEFT)
    before = classes.str.extract("^([^E]*)")
    # 位于渝北区的货运站4月20日投产: a state that only describes who acts is none of the clause.
    led = marked.str.extract("^(.*)△").str.replace("^(?:(?:[^是]|是/[^S])* 的/uj)+", "")
    return {
        "conduct, state, change, talk or wish": before.str.contains("[KGRTWD]"),
        "the reporting itself": (pl.col("rule") == "main")
        & marked.str.contains("/E[^E]*显示/R ?$"),
        "what somebody is told": bare.str.contains("[你您]"),
        "a possibility": before.str.contains("W")
        | (classes.str.contains("W") & ~pl.col("own"))
        | marked.str.contains("/W.*△"),
        "what is wished": marked.str.contains(_WISHED) & ~bare.str.contains("以来$"),
        "what something is": led.str.contains("/S") & ~cleft & ~bare.str.contains("以来$"),
        "a state": before.str.contains("S") & ~cleft,
        "what its happening is": (pl.col("rule") == "main") & marked.str.contains("/E[^E]* 是/S"),
        "only a topic": (pl.col("rule") == "relative") & ~pl.col("own") & ~cleft,
        "no verb of our tables, and a word that stops": _general() & (classes != ""),
        "what did not happen, unless a time is beside it": before.str.contains("N")
        & ~pl.col("own_group"),
        "a noun's own clause": (pl.col("rule") == "main")
        & marked.str.contains(r"/E[^E]* 的/uj[^E]*/[KGSRD][^E]*$"),
    }


def _by_times() -> dict[str, pl.Expr]:
    """The time is no time of one happening, or of another one."""
    bare, wide = pl.col("bare"), pl.col("precision").is_in(WIDE)
    # A verb that no table names and no particle marks: only with the moment beside it.
    beside = pl.col("precision").is_in(MOMENTS) & (pl.col("mod").fill_null("approx") == "approx")
    heard = (pl.col("rule") == "general") & (pl.col("carried") == "sentence") & pl.col("heard")
    long = pl.col("end_at") - pl.col("start_at") > _YEAR
    return {
        "a name of a time, not of a happening": pl.col("closed_before"),
        "a time nobody knows": wide & (pl.col("mod") == "approx"),
        "a period of reference": bare.str.contains("以来$") & ~pl.col("own"),
        "a span of years looked back on": wide & long & pl.col("spanned"),
        "nobody named the verb, no time beside it": _general() & ~pl.col("own_group") & ~heard,
        "a year that stands elsewhere in the sentence": wide
        & ~pl.col("near_scene")
        & ~pl.col("planned")
        & (pl.col("rule") != "done"),
        "nobody named the verb, a year for its time": _general() & wide & ~pl.col("own"),
        "what a year comes to": pl.col("goal") & wide,
        "a verb that nothing marks": (pl.col("rule") == "bare") & ~beside,
        "the attribute of a noun": bare.str.contains("△的")
        | pl.col("marked").str.contains(
            r"/E [^△]*△.*/E 的/uj|△/x(?: [^ ]+/(?:d|ad))? [^ ]+/(?:vn?|d) 的/uj"
        ),
    }


def _by_clause() -> dict[str, pl.Expr]:
    """The clause is part of another telling."""
    return {
        "where it goes on": pl.col("bare").str.contains("^[但而并]?在.*[下上]$") & ~pl.col("own"),
        "the rest of a toll": pl.col("tolls") & ~pl.col("own"),
        "the rest of what somebody said": pl.col("talk") & ~pl.col("own"),
        "what went on meanwhile or before": pl.col("meanwhile"),
        "a purpose, a ground": pl.col("ground") & ~pl.col("own"),
        "why, not what": pl.col("because"),
        "what it is taken for": pl.col("bare").str.contains("^以[^以]*为[^△]*$"),
        "an amount": pl.col("total"),
        "a row of a table": pl.col("surface").str.contains(r"\|"),
    }


def _general() -> pl.Expr:
    """Whether no table names the verb."""
    return pl.col("rule").is_in(["general", "bare"])
