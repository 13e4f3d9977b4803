"""Games, fairs and conferences: 杭州第19届亚运会, 第十四届中国邮轮产业发展大会."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans, outside

_SESSION = r"第[一二三四五六七八九十百\d]+届"
_ORDINAL = rf"(?:{_SESSION})?"
_REACH = 14
_NAME = r"[\p{Han}A-Za-z0-9·－—-]{0,16}?"
_NO_NAME = (
    r"[的了在将是为由于以]|等|暨|活动|周年|第.次|呼吁|评价|民对"
    r"|举办|主办|举行|召开|出席|参加|全国人民|代表大会"
)


def gatherings(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per gathering that a place, or the world or a nation, names.

    PASSAGE, places -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    return pl.concat([_by_place(passages, places, lexicon), _conferences(passages, lexicon)])


def _conferences(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """中国国际半导体博览会: a conference or fair with a name of its own."""
    # A body makes a name by itself, as 上海合作组织峰会 has; a country or the world does not.
    bodies = set(lexicon.forms("organisations/bodies"))
    nouns = alternation([*_forms(lexicon, "conference"), *_forms(lexicon, "session_noun")])
    wide = alternation(set(_forms(lexicon, "conference_opening")) - bodies)
    own = pl.col("surface").str.replace(rf"{nouns}$", "").str.replace(rf"^{_ORDINAL}{wide}", "")
    commonplace = own.str.contains(rf"^(?:{_words(lexicon, 'generic')})*$")
    # Which time it is held is no part of its name: its years belong to one file.
    held = pl.col("surface").str.extract(r"^(第[^届]{1,5}届)").str.len_chars().fill_null(0)
    return (
        _called(passages, lexicon)
        .with_columns(
            surface=pl.col("surface").str.slice(held),
            quote=pl.col("quote").str.slice(held),
            start_char=pl.col("start_char") + held,
        )
        .filter(~pl.col("surface").str.contains(_NO_NAME), ~commonplace)
        .select(
            "document_id",
            "start_char",
            form="surface",
            name="quote",
            subkind=pl.lit("activity"),
            rule=pl.lit("programme_gathering"),
        )
    )


def _called(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Spans that open as such names do, and besides them those of bodies (…联盟年会) and of what
    is counted by its sessions (第七届…运动会).
    """
    nouns, opens = _words(lexicon, "conference"), _words(lexicon, "conference_opening")
    bodies = _forms(lexicon, "conference_body")
    of_body = alternation(body + noun for body in bodies for noun in _forms(lexicon, "conference"))
    named = passages.filter(pl.col("folded").str.contains(nouns))
    opened = find_spans(named, rf"{_ORDINAL}{opens}{_NAME}{nouns}")
    told = named.filter(pl.col("folded").str.contains(of_body))
    held = passages.filter(pl.col("folded").str.contains(_SESSION))
    found = opened
    for others in (
        find_spans(told, rf"{_ORDINAL}\p{{Han}}{{2,10}}?{of_body}"),
        find_spans(held, rf"{_SESSION}\p{{Han}}{{2,16}}?{_words(lexicon, 'session_noun')}"),
    ):
        found = pl.concat([found, outside(others, found)])
    return found


def _by_place(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    kinds = _words(lexicon, "gathering")
    texts = passages.filter(pl.col("folded").str.contains(kinds)).select(
        "passage_id", "folded", whole="quote", at="start_char"
    )
    begins = pl.col("start_char") - pl.col("at")
    length = pl.col("end_char") - pl.col("start_char")
    rest = pl.col("folded").str.slice(begins + length, _REACH)
    size = length + pl.col("rest").str.len_chars()
    return (
        places.join(texts, on="passage_id", how="inner", validate="m:1")
        .with_columns(rest=rest.str.extract(rf"^({_ORDINAL}{kinds})"))
        .filter(pl.col("rest").is_not_null())
        .select(
            "document_id",
            "start_char",
            form=pl.col("folded").str.slice(begins, size),
            name=pl.col("whole").str.slice(begins, size),
            subkind=pl.lit("activity"),
            rule=pl.lit("programme_gathering"),
        )
    )


@cache
def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(_forms(lexicon, role))


def _forms(lexicon: Lexicon, role: str) -> list[str]:
    return lexicon.forms("language/programme_words", role=role)
