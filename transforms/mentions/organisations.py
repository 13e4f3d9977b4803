"""Organisations: by the list of bodies, by structure after a place, and in short form."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_READ = ("title", "heading", "body", "quotation", "table")
_REACH = 30  # characters after a place in which its organisation must end
_NOT_WITHIN = "[的了在是和与将把被对向从由为以及并也于、,。;:!?“”()《》\\s△]"
# 省公安厅, 市委: the level stands for the division that the document is about.
_LEVELS = {"省": "0000", "市": "00", "县": "", "区": "", "州": "00"}
_SPAN = ("document_id", "passage_id", "start_char", "end_char", "quote", "surface")


def find_organisations(
    passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """One row per naming of an organisation, short forms under the full name.

    PASSAGE, places -> where it stands, `name`, `parent_name`, `rule`, `flags`. 市公安局 gets the
    name of the city that the document names most; where it names none, it keeps its own.
    """
    read = passages.filter(pl.col("kind").is_in(_READ))
    found = pl.concat(
        [
            _listed(read, lexicon),
            _after_places(read, places, lexicon),
            _short(read, places, lexicon),
        ]
    )
    texts = passages.select("passage_id", "folded", at="start_char")
    follows = pl.col("folded").str.slice(pl.col("end_char") - pl.col("at"), 1)
    # 司法部门 is no ministry, 大学生 no university.
    continued = (follows == "门") & pl.col("surface").str.ends_with("部") | (
        (follows == "生") & pl.col("surface").str.ends_with("学")
    )
    found = found.join(texts, on="passage_id", how="left", validate="m:1").filter(~continued)
    reached = pl.col("end_char").cum_max().shift(1).over("document_id").fill_null(0)
    return (
        found.sort("document_id", "start_char", "end_char", descending=[False, False, True])
        .filter(pl.col("start_char") >= reached)
        .sort("document_id", "start_char")
        .drop("folded", "at")
    )


def _listed(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Bodies that `organisations/bodies` names."""
    names = lexicon.mapping("organisations/bodies", "form", "name")
    return (
        find_spans(passages, alternation(names))
        .select(_SPAN)
        .with_columns(
            name=pl.when(pl.col("surface").replace_strict(names) == pl.col("surface"))
            .then("quote")
            .otherwise(pl.col("surface").replace_strict(names)),
            parent_name=pl.lit(None, pl.String),
            rule=pl.lit("organisation_listed"),
            flags=pl.lit([], pl.List(pl.String)),
        )
    )


@cache
def _structure(lexicon: Lexicon) -> str:
    """What makes a name after its place: 公安局, 公安局刑侦局情报处一大队, 理工大学."""
    suffixes = lexicon["organisations/suffixes"]
    whole = alternation(suffixes.filter(pl.col("need").is_null())["form"])
    # A suffix of one character needs more before it: 卫健委, 教育厅.
    bare = alternation(suffixes.filter(need="long")["form"])
    first = rf"\p{{Han}}{{0,12}}?(?:{whole}|\p{{Han}}{{2}}{bare})"
    further = rf"(?:\p{{Han}}{{0,3}}(?:{whole}|\p{{Han}}{bare}))*"
    return rf"^({first}{further})"


def _after_places(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """成都市公安局刑侦局: what stands right after a place and ends as organisations do."""
    verbs = _verbs(lexicon)
    texts = passages.select("passage_id", "folded", whole="quote", at="start_char")
    begins = pl.col("start_char") - pl.col("at")
    length = pl.col("end_char") - pl.col("start_char")
    rest = pl.col("folded").str.slice(begins + length, _REACH).str.extract(_structure(lexicon))
    size = length + pl.col("rest").str.len_chars()
    return (
        places.join(texts, on="passage_id", how="inner", validate="m:1")
        .with_columns(rest=rest)
        .filter(
            pl.col("rest").is_not_null()
            & ~pl.col("rest").str.contains(_NOT_WITHIN)
            & ~pl.col("rest").str.contains(verbs)
            # A congress stands right behind its place: 中国机器人大赛 names none.
            & ~pl.col("rest").str.contains(r"\p{Han}人大$")
        )
        .with_columns(
            quote=pl.col("whole").str.slice(begins, size),
            surface=pl.col("folded").str.slice(begins, size),
            end_char=pl.col("start_char") + size,
            # The place in full: 成都公安局 and 成都市公安局 are one.
            parent_name="name",
            name=pl.col("whole").str.slice(begins, size),
            rule=pl.lit("organisation_structure"),
            flags=pl.lit([], pl.List(pl.String)),
        )
        .select(*_SPAN, "name", "parent_name", "rule", "flags")
    )


@cache
def _verbs(lexicon: Lexicon) -> str:
    """Words that end a name: whoever does something stands before them.

    Words that stand in the names themselves (机关 in 公安机关) end none.
    """
    suffixes = lexicon.forms("organisations/suffixes")
    words = [*lexicon.forms("language/event_verbs"), *lexicon.forms("language/event_stops")]
    return alternation(
        word for word in words if len(word) > 1 and not any(word in suffix for suffix in suffixes)
    )


def _short(passages: pl.DataFrame, places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """市公安局, 省委: a level and a body, under the division that the document is about."""
    bodies = lexicon.forms("organisations/suffixes", level="yes")
    levels = "".join(_LEVELS)
    spans = find_spans(passages, rf"[{levels}](?:委|政府|{alternation(bodies)})")
    homes = _homes(places, lexicon)
    return (
        spans.select(_SPAN)
        .with_columns(level=pl.col("surface").str.head(1))
        .join(homes, on=["document_id", "level"], how="left", validate="m:1")
        .with_columns(
            name=pl.when(pl.col("home").is_not_null())
            .then(pl.col("home") + pl.col("quote").str.slice(1))
            .otherwise("quote"),
            parent_name="home",
            rule=pl.lit("organisation_short"),
            flags=pl.when(pl.col("home").is_not_null())
            .then(pl.lit(["short_form"]))
            .otherwise(pl.lit(["short_form", "unresolved"])),
        )
        .select(*_SPAN, "name", "parent_name", "rule", "flags")
    )


def _homes(places: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """For each document and level, the division that its places lie in most often."""
    divisions = (
        lexicon["places/divisions"]
        .filter(pl.col("valid_to").is_null() & pl.col("name").str.contains(r"[省市县区州]$"))
        .select(code="code", home="name", level=pl.col("name").str.tail(1))
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
