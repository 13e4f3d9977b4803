"""Programmes without marks that their last noun tells: 党史学习教育, 污染防治攻坚战."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_HEADS, _WORDS = "language/programme_heads", "language/programme_words"
_SIGN = "[,;:、。]"
# Which time it is run is no part of its name: its years belong to one file.
_TURN = "第[一二三四五六七八九十]{1,2}[轮批期]"
# 三大攻坚战 is a sum, 这场攻坚战 a figure of speech.
_NO_NAME = (
    r"[的了在是和与及场次性把向将被到等批轮使于这那该此其]|开展|进行"
    r"|^[一二三四五六七八九十两几]|[一二两三四五六七八九十几]大(?:专项)?$"
)
_PARTY = "党的"
_FEWEST, _FEWEST_OF_ACTION = 2, 6  # characters beside the noun


def told_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per such name.

    PASSAGE -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`. Campaigns of a kind
    that is always named stand at the head of a clause or behind their verb; an action or its plan
    only behind the verb that carries it out.
    """
    kinds = lexicon.mapping(_HEADS, "form", "kind")
    noun, action = _words(lexicon, "told"), _words(lexicon, "told_action")
    verb, lead = _words(lexicon, "told_verb"), _words(lexicon, "told_lead")
    carried = _words(lexicon, "told_carried")
    campaigns = _spans(passages, noun, rf"(?:^|{_SIGN}|{verb})\p{{Han}}{{2,30}}?{noun}")
    actions = _spans(passages, action, rf"{carried}\p{{Han}}{{4,20}}?{action}")
    behind = rf"^(?:.*{_words(lexicon, 'told_cut')})?(?:{_SIGN}|{_TURN}|{lead}|{verb})*"
    kind = pl.col("surface").str.extract(rf"({alternation(kinds)})$").replace_strict(kinds)
    return (
        pl.concat(
            [
                campaigns.with_columns(fewest=pl.lit(_FEWEST)),
                actions.with_columns(fewest=pl.lit(_FEWEST_OF_ACTION)),
            ]
        )
        .pipe(_past, behind)
        .with_columns(own=pl.col("surface").str.replace(rf"(?:{noun}|{action})$", ""))
        .filter(
            pl.col("own").str.len_chars() >= pl.col("fewest"),
            ~pl.col("own").str.strip_prefix(_PARTY).str.contains(_NO_NAME),
        )
        .select(
            "document_id",
            "start_char",
            form="surface",
            name="quote",
            subkind=kind,
            rule=pl.lit("programme_told"),
        )
    )


def _spans(passages: pl.DataFrame, noun: str, pattern: str) -> pl.DataFrame:
    return find_spans(passages.filter(pl.col("folded").str.contains(noun)), pattern)


def _past(spans: pl.DataFrame, opening: str) -> pl.DataFrame:
    """The spans without what opens them."""
    rest = pl.col("surface").str.replace(opening, "")
    cut = pl.col("surface").str.len_chars() - rest.str.len_chars()
    return spans.with_columns(
        surface=rest, quote=pl.col("quote").str.slice(cut), start_char=pl.col("start_char") + cut
    )


@cache
def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms(_WORDS, role=role))
