"""Short names of counties: right behind what they lie in, or in a document about it."""

import polars as pl

from transforms.lexicon import Lexicon
from transforms.mentions.borders import judge_borders
from transforms.mentions.gazetteer import is_valid, near_pattern, place_forms, stem
from transforms.mentions.shape import SPAN
from transforms.spans import find_spans, outside

_LONGEST_SHORT = 4
_MUNICIPALITIES = ("11", "12", "31", "50")
# A document is about the city or province that so many, and such a part, of its places lie in.
_AT_LEAST = 3
_SHARE = 0.5


def places_inside(
    resolved: pl.DataFrame, passages: pl.DataFrame, years: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """四川武侯, 湖南华容: short names that stand right after what they lie in.

    Resolved places, PASSAGE, `document_id` with `year` -> more of them. Of a city and its county
    of one name the city is meant: 辽宁朝阳.
    """
    forms = place_forms(lexicon).filter(pl.col("use").is_in(["told", "near"]))
    found = (
        _following(resolved, passages)
        .join(forms, on="form", how="inner")
        .filter(
            pl.col("code").str.starts_with(stem(pl.col("admin_code")))
            & (pl.col("code") != pl.col("admin_code"))
        )
        .join(resolved, on=["document_id", "start_char"], how="anti")
        .join(years, on="document_id", how="left", validate="m:1")
        .filter(is_valid(pl.col("year")))
        .with_columns(surface="form")
    )
    return (
        judge_borders(found, passages, lexicon)
        .filter(
            pl.col("border").is_in(["whole", "closing"])
            # 上海浦东国际机场: a word that is no common noun.
            | ((pl.col("border") == "within") & (pl.col("use") == "near"))
        )
        .with_columns(city=pl.col("code").str.ends_with("00"))
        .sort(
            "document_id",
            "start_char",
            "end_char",
            "city",
            "code",
            descending=[False] * 2 + [True] * 2 + [False],
        )
        .unique(["document_id", "start_char"], keep="first", maintain_order=True)
        .select(*SPAN, *_told("place_inside"))
    )


def places_near(
    passages: pl.DataFrame, resolved: pl.DataFrame, years: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """隆阳、施甸、腾冲: short names in a document about the city or province they lie in.

    Or in one that names them in full.

    PASSAGE, resolved places, `document_id` with `year` -> more resolved places, which touch none
    of those.
    """
    homes = _homes(resolved)
    read = passages.join(homes, on="document_id", how="semi")
    spans = outside(find_spans(read, near_pattern(lexicon)), resolved).select(SPAN)
    forms = place_forms(lexicon).filter(use="near").rename({"form": "surface"})
    candidates = (
        spans.join(forms, on="surface", how="inner")
        .join(years, on="document_id", how="left", validate="m:1")
        .filter(is_valid(pl.col("year")))
        .with_columns(whole=pl.col("code"), city=_city(pl.col("code")), province=_province)
    )
    # Of several that bear the name the one counts that is at home in most ways.
    at_home = (
        pl.concat(
            candidates.join(homes, left_on=["document_id", level], right_on=["document_id", "home"])
            for level in ("whole", "city", "province")
        )
        .with_columns(ways=pl.len().over("document_id", "start_char", "code"))
        .sort("document_id", "start_char", "ways", "code", descending=[False, False, True, False])
        .unique(["document_id", "start_char"], keep="first", maintain_order=True)
    )
    return (
        judge_borders(at_home, passages, lexicon)
        .filter(pl.col("border") == "whole")
        .select(*SPAN, *_told("place_near"))
    )


def _told(rule: str) -> tuple[pl.Expr, ...]:
    """The columns of a resolved place, of the form that it was found by."""
    return (
        pl.col("own").alias("name"),
        pl.col("code").alias("admin_code"),
        pl.col("parent_name"),
        pl.lit(rule).alias("rule"),
        pl.lit([], pl.List(pl.String)).alias("flags"),
    )


def _city(code: pl.Expr) -> pl.Expr:
    """The municipality, city or prefecture that a division lies in; null for a province."""
    return (
        pl.when(code.str.head(2).is_in(_MUNICIPALITIES))
        .then(code.str.head(2))
        .when(~code.str.ends_with("0000"))
        .then(code.str.head(4))
    )


_province = pl.col("code").str.head(2)


def _homes(resolved: pl.DataFrame) -> pl.DataFrame:
    """What each document is at home in: what it names in full, and where most of its places lie.

    `document_id`, `home` (the first digits of codes), each once.
    """
    placed = resolved.filter(pl.col("admin_code").is_not_null()).select(
        "document_id", code="admin_code"
    )
    levels = {"city": _city(pl.col("code")), "province": _province}
    most = [
        placed.with_columns(home=home)
        .filter(pl.col("home").is_not_null())
        .group_by("document_id", "home")
        .agg(named=pl.len())
        .filter(
            (pl.col("named") >= _AT_LEAST)
            & (pl.col("named") >= _SHARE * pl.col("named").sum().over("document_id"))
        )
        .select("document_id", "home")
        for home in levels.values()
    ]
    return pl.concat([placed.rename({"code": "home"}).unique(), *most]).unique()


def _following(resolved: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The two to four characters after each place, as `form`."""
    texts = passages.select("passage_id", "folded", whole="quote", at="start_char")
    offset = pl.col("end_char") - pl.col("at")
    following = (
        resolved.filter(pl.col("admin_code").is_not_null())
        .select("document_id", "passage_id", "end_char", "admin_code")
        .join(texts, on="passage_id", how="left", validate="m:1")
        .with_columns(
            rest=pl.col("folded").str.slice(offset, _LONGEST_SHORT),
            written=pl.col("whole").str.slice(offset, _LONGEST_SHORT),
        )
        .drop("folded", "whole", "at")
    )
    lengths = [
        following.with_columns(
            form=pl.col("rest").str.head(length),
            quote=pl.col("written").str.head(length),
            start_char="end_char",
            end_char=pl.col("end_char") + length,
        ).filter(pl.col("form").str.len_chars() == length)
        for length in range(2, _LONGEST_SHORT + 1)
    ]
    return pl.concat(lengths)
