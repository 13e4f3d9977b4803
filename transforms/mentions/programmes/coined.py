"""Programmes coined on a pattern: 河湖长制, 240小时过境免签政策, 万名人才培养工程, “平安浙江”."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_COLUMNS = ("document_id", "start_char", "form", "name", "subkind", "rule")
_NO_NAME = "[的了在等]|一批|一系列"


def coined_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per name of such a pattern.

    PASSAGE -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    verb, slogan = _words(lexicon, "mass_verb"), _words(lexicon, "slogan")
    slogan = rf"“{slogan}\p{{Han}}{{2,4}}”"
    found = [
        _of_masses(passages, lexicon),
        _kind("mechanism", _spans(passages, "长制", rf"{_words(lexicon, 'chief')}+长制")),
        _kind(
            "service",
            _spans(passages, "政策", rf"\d+{_words(lexicon, 'length')}\p{{Han}}{{2,8}}?政策"),
        ),
        _kind(
            "campaign",
            _past(
                _spans(passages, "三年", rf"{verb}\p{{Han}}{{2,10}}?三年(?:\p{{Han}}{{2}})?行动"),
                rf"^(?:{verb}|新一轮)+",
            ),
        ),
        _kind(
            "campaign",
            _unmarked(
                _spans(passages, "“", rf"(?:建设|打造|创建|推进){slogan}|{slogan}(?:建设|创建)")
            ),
        ),
    ]
    return (
        pl.concat(found)
        .rename({"surface": "form", "quote": "name"})
        .with_columns(rule=pl.lit("programme_coined"))
        .select(_COLUMNS)
    )


def _of_masses(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """实施万名技能人才培养工程: works that tell how many they reach."""
    kinds = lexicon.mapping("language/programme_heads", "form", "kind")
    mass, noun = _words(lexicon, "mass"), _words(lexicon, "mass_noun")
    verb = _words(lexicon, "mass_verb")
    spans = find_spans(passages, rf"{verb}{mass}+\p{{Han}}{{3,14}}?{noun}")
    kind = pl.col("surface").str.extract(rf"({noun})$").replace_strict(kinds, default=None)
    return _kind(
        kind, _past(spans.filter(~pl.col("surface").str.contains(_NO_NAME)), rf"^(?:{verb})+")
    )


def _spans(passages: pl.DataFrame, sign: str, pattern: str) -> pl.DataFrame:
    """The matches of a pattern, looked for where a sign that all of them have stands."""
    return find_spans(passages.filter(pl.col("folded").str.contains(sign, literal=True)), pattern)


def _kind(kind: str | pl.Expr, spans: pl.DataFrame) -> pl.DataFrame:
    subkind = pl.lit(kind) if isinstance(kind, str) else kind
    return spans.select("document_id", "start_char", "surface", "quote", subkind=subkind)


def _past(spans: pl.DataFrame, opening: str) -> pl.DataFrame:
    """The spans without what opens them."""
    rest = pl.col("surface").str.replace(opening, "")
    cut = pl.col("surface").str.len_chars() - rest.str.len_chars()
    return spans.with_columns(
        surface=rest, quote=pl.col("quote").str.slice(cut), start_char=pl.col("start_char") + cut
    )


def _unmarked(spans: pl.DataFrame) -> pl.DataFrame:
    """What stands between the marks of each span."""
    before = pl.col("surface").str.extract("^([^“]*“)").str.len_chars()
    inner = pl.col("surface").str.extract("“([^”]*)”")
    return spans.with_columns(
        surface=inner,
        quote=pl.col("quote").str.slice(before, inner.str.len_chars()),
        start_char=pl.col("start_char") + before,
    )


@cache
def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms("language/programme_words", role=role))
