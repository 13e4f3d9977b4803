"""Programmes coined on a pattern: 河湖长制, 240小时过境免签政策, 万名人才培养工程, “平安浙江”."""

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_COLUMNS = ("document_id", "start_char", "form", "name", "subkind", "rule")
_NO_NAME = "[的了在等]|一批|一系列"


def coined_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per name of such a pattern.

    PASSAGE -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    kinds = lexicon.mapping("language/programme_heads", "form", "kind")
    mass, noun = _words(lexicon, "mass"), _words(lexicon, "mass_noun")
    verb = _words(lexicon, "mass_verb")
    masses = _past(
        find_spans(passages, rf"{verb}{mass}+\p{{Han}}{{3,14}}?{noun}").filter(
            ~pl.col("surface").str.contains(_NO_NAME)
        ),
        rf"^(?:{verb})+",
    ).with_columns(
        subkind=pl.col("surface").str.extract(rf"({noun})$").replace_strict(kinds, default=None)
    )
    slogan = rf"“{_words(lexicon, 'slogan')}\p{{Han}}{{2,4}}”"
    found = {
        "mechanism": find_spans(passages, rf"{_words(lexicon, 'chief')}+长制"),
        "service": find_spans(passages, rf"\d+{_words(lexicon, 'length')}\p{{Han}}{{2,8}}?政策"),
        "campaign": _past(
            find_spans(passages, rf"{verb}\p{{Han}}{{2,10}}?三年(?:\p{{Han}}{{2}})?行动"),
            rf"^{verb}",
        ),
        "slogan": _unmarked(
            find_spans(passages, rf"(?:建设|打造|创建|推进){slogan}|{slogan}(?:建设|创建)")
        ),
    }
    named = [
        spans.with_columns(subkind=pl.lit("campaign" if kind == "slogan" else kind))
        for kind, spans in found.items()
    ]
    shared = ("document_id", "start_char", "surface", "quote", "subkind")
    return (
        pl.concat([frame.select(shared) for frame in (*named, masses)])
        .rename({"surface": "form", "quote": "name"})
        .with_columns(rule=pl.lit("programme_coined"))
        .select(_COLUMNS)
    )


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


def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms("language/programme_words", role=role))
