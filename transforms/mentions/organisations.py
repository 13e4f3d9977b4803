"""Organisations: by the list of bodies, by structure after a place, and in short form."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.mentions.abbreviations import find_abbreviations
from transforms.mentions.borders import judge_borders
from transforms.mentions.shape import READ, SPAN
from transforms.mentions.structures import organisations_after
from transforms.spans import find_spans

# 省公安厅, 市委: the level stands for the division that the document is about.
_LEVELS = ("自治区", "省", "市", "县", "区", "州")
_OFFICE = "^(?:长|书记|常委|委员|主任|机关|部门)"
_ORGANS = "机关"
# Before a level: others of its kind, or all of them.
_SEVERAL = "[省市县区州各全]"


def find_organisations(
    passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """One row per naming of an organisation, short forms under the full name.

    PASSAGE, places -> where it stands, `name`, `parent_name`, `rule`, `flags`. 市公安局 gets the
    name of the city that the document names most; where it names none, it keeps its own. What a
    name is shortened to in so many words (以下简称“中行”) stands for it in the document. The parent
    is the body that the name begins with, where the document names that, else the place.
    """
    read = passages.filter(pl.col("kind").is_in(READ))
    listed = _listed(read, lexicon)
    heads = pl.concat(
        named.select(*SPAN, "name", is_body=pl.lit(is_body))
        for named, is_body in ((places, False), (listed, True))
    )
    built = organisations_after(heads, read, lexicon)
    found = pl.concat([listed, built, _short(read, places, lexicon)], how="diagonal")
    judged = judge_borders(found, read, lexicon).join(
        read.select("passage_id", "folded", at="start_char"), on="passage_id", how="left"
    )
    named = _longest(judged.filter(~_broken(lexicon)).drop("folded", "at"))
    short = find_abbreviations(read, named)
    return _longest(pl.concat([named, short], how="diagonal")).pipe(_with_parents)


def _broken(lexicon: Lexicon) -> pl.Expr:
    """司法部门 is no ministry, 局地 no bureau, 布局 neither: a word reaches into the name."""
    never = alternation(lexicon.forms("organisations/suffixes", need="never"))
    word = pl.col("surface").str.contains(rf"{never}$")
    ahead = pl.col("folded").str.slice(pl.col("end_char") - pl.col("at"), 2)
    follows = ahead.str.head(1)
    # 国防部长, 市委书记: the body lends its last character to its head.
    lends = ahead.str.contains(_OFFICE) & (pl.col("border") != "cut")
    return (
        (pl.col("border").is_in(["run", "lent", "cut"]) & ~lends & ~_all_of_it())
        | (word & (pl.col("rule") == "organisation_structure"))
        | ((follows == "门") & pl.col("surface").str.ends_with("部"))
        | ((follows == "生") & pl.col("surface").str.ends_with("学"))
    )


def _all_of_it() -> pl.Expr:
    """全市公安机关 are the city's own, though 全市 is a word."""
    ahead = pl.max_horizontal(pl.col("start_char") - pl.col("at") - 1, 0)
    said = pl.col("folded").str.slice(ahead, 1) == "全"
    return said & pl.col("surface").str.ends_with(_ORGANS)


def _longest(found: pl.DataFrame) -> pl.DataFrame:
    """Of namings that overlap the one that begins first, then the longest."""
    reached = pl.col("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    return (
        found.sort(
            "document_id", "start_char", "end_char", "rule", descending=[False, False, True, False]
        )
        .filter(pl.col("start_char") >= reached)
        .sort("document_id", "start_char")
    )


def _with_parents(found: pl.DataFrame) -> pl.DataFrame:
    """The body that a name begins with, where the document names it; else the place."""
    named = found.select("document_id", "name").unique()
    return (
        found.join(
            named.with_columns(above="name"),
            left_on=["document_id", "body"],
            right_on=["document_id", "name"],
            how="left",
            validate="m:1",
            maintain_order="left",
        )
        .with_columns(parent_name=pl.coalesce("above", "parent_name"))
        .drop("above", "body", "border")
    )


def _listed(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Bodies that `organisations/bodies` names; 俄国防部 is the ministry of another country."""
    names = lexicon.mapping("organisations/bodies", "form", "name")
    abroad = lexicon.mapping("places/abbreviations", "form", "name")
    country = pl.col("surface").str.head(1).replace_strict(abroad, default=None)
    bare = pl.when(country.is_not_null() & pl.col("ministry")).then(pl.col("surface").str.slice(1))
    body = pl.coalesce(bare, "surface")
    named = body.replace_strict(names)
    return (
        find_spans(passages, _bodies(lexicon))
        .select(SPAN)
        .with_columns(ministry=~pl.col("surface").is_in(list(names)))
        .with_columns(
            name=pl.when(bare.is_not_null())
            .then(country + body)
            .when(named == pl.col("surface"))
            .then("quote")
            .otherwise(named),
            parent_name=country,
            rule=pl.lit("organisation_listed"),
            flags=pl.lit([], pl.List(pl.String)),
        )
        .with_columns(parent_name=pl.when("ministry").then("parent_name"))
        .drop("ministry")
    )


@cache
def _bodies(lexicon: Lexicon) -> str:
    """Every name of a listed body and of a ministry abroad.

    Literals alone are found in one pass; a class of characters before them would not be.
    """
    names = lexicon.forms("organisations/bodies")
    ministries = [
        sign + form
        for sign in lexicon.forms("places/abbreviations")
        for form in names
        if form.endswith("部") and sign != form[0]
    ]
    return alternation([*names, *ministries])


def _short(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """市公安局, 省委: a level and a body, under the division that the document is about."""
    bodies = lexicon.forms("organisations/suffixes", level="yes")
    levels = alternation(_LEVELS)
    spans = find_spans(passages, rf"{levels}(?:委|政府|{alternation(bodies)})")
    homes = _homes(places, lexicon)
    texts = passages.select("passage_id", "folded", at="start_char")
    before = pl.col("folded").str.slice(pl.col("start_char") - pl.col("at") - 1, 1)
    first = pl.col("start_char") == pl.col("at")
    return (
        spans.select(SPAN)
        .join(texts, on="passage_id", how="left", validate="m:1")
        # 省市县政府, 各市政府: bodies of several divisions; but 全市公安机关 are the city's own.
        .filter(first | ~before.str.contains(_SEVERAL) | _all_of_it())
        .with_columns(level=pl.col("surface").str.extract(rf"^({levels})"))
        .join(homes, on=["document_id", "level"], how="left", validate="m:1")
        .with_columns(
            name=pl.when(pl.col("home").is_not_null())
            .then(pl.col("home") + pl.col("quote").str.slice(pl.col("level").str.len_chars()))
            .otherwise("quote"),
            parent_name="home",
            rule=pl.lit("organisation_short"),
            flags=pl.when(pl.col("home").is_not_null())
            .then(pl.lit(["short_form"]))
            .otherwise(pl.lit(["short_form", "unresolved"])),
        )
        .select(*SPAN, "name", "parent_name", "rule", "flags")
    )


def _homes(places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """For each document and level, the division that its places lie in most often."""
    divisions = (
        lexicon["places/divisions"]
        .filter(pl.col("valid_to").is_null() & pl.col("name").str.contains(r"[省市县区州]$"))
        .select(
            code="code",
            home="name",
            level=pl.col("name").str.extract(rf"({alternation(_LEVELS)})$"),
        )
    )
    code = pl.col("admin_code")
    coded = places.filter(code.is_not_null())
    candidates = pl.concat(
        [
            coded.select("document_id", code=code.str.head(2) + "0000"),
            coded.filter(~code.str.ends_with("0000")).select(
                "document_id", code=code.str.head(4) + "00"
            ),
            coded.filter(~code.str.ends_with("00")).select("document_id", code=code),
        ]
    )
    return (
        candidates.group_by("document_id", "code")
        .len()
        .join(divisions, on="code", how="inner")
        .sort("document_id", "level", "len", "code", descending=[False, False, True, False])
        .unique(["document_id", "level"], keep="first", maintain_order=True)
        .select("document_id", "level", "home")
    )
