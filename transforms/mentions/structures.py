"""Organisations by structure: what goes on from a place or a body and ends as names do."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.mentions.shape import SPAN

_REACH = 30  # characters after a head in which its organisation must end
# A name ends before these at the latest: 市公安局和团市委 are two.
_WITHIN = "^[^的了在是和与将把被对向从由为以及并也于、,。;:!?“”()《》\\s△]+"
_HOME = "中国"
_SHORTEST_PART = 3


@cache
def _structure(lexicon: Lexicon) -> tuple[str, str]:
    """What makes a name after its head: 公安局, 公安局刑侦局情报处一大队; and its first
    part alone.
    """
    suffixes = lexicon["organisations/suffixes"]
    whole = alternation(suffixes.filter(pl.col("need").is_null())["form"])
    # A suffix of one character needs more before it: 卫健委, 教育厅.
    bare = alternation(suffixes.filter(need="long")["form"])
    first = rf"\p{{Han}}{{0,12}}?(?:{whole}|\p{{Han}}{{2}}{bare})"
    further = rf"(?:\p{{Han}}{{0,3}}(?:{whole}|\p{{Han}}{bare}))*"
    alone = alternation(suffixes.filter(need="alone")["form"])
    return rf"^(?:{first}{further}|{alone})", rf"^(?:{first}|{alone})"


def organisations_after(
    heads: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """成都市公安局刑侦局, 国务院新闻办公室: what goes on from its head as organisations do.

    Places and listed bodies with `name` and `is_body`, PASSAGE -> where each stands, `name`,
    `parent_name` (its head), `body` (the body above it that its own name holds), `rule`, `flags`.
    """
    texts = passages.select("passage_id", "folded", whole="quote", at="start_char")
    begins = pl.col("start_char") - pl.col("at")
    length = pl.col("end_char") - pl.col("start_char")
    chain, single = _structure(lexicon)
    size = length + pl.col("rest").str.len_chars()
    return (
        heads.join(texts, on="passage_id", how="inner", validate="m:1")
        .with_columns(
            ahead=pl.col("folded").str.slice(begins + length, _REACH).str.extract(_WITHIN, 0)
        )
        # One scan for any ending: most places stand before no body at all.
        .filter(pl.col("ahead").str.contains_any(lexicon.forms("organisations/suffixes")))
        .with_columns(rest=pl.col("ahead").str.extract(chain, 0))
        .filter(pl.col("rest").is_not_null() & ~_not_a_name(lexicon))
        .with_columns(first=pl.col("rest").str.extract(single, 0))
        .with_columns(
            parent_name="name",
            # 中国外交部 is the listed 外交部.
            listed=pl.when((pl.col("name") == _HOME) & ~_ends_in_general(lexicon)).then(
                pl.col("rest").replace_strict(
                    lexicon.mapping("organisations/bodies", "form", "name"), default=None
                )
            ),
            body=pl.when(pl.col("first") != pl.col("rest")).then(
                pl.col("whole").str.slice(begins, length + pl.col("first").str.len_chars())
            ),
            quote=pl.col("whole").str.slice(begins, size),
            surface=pl.col("folded").str.slice(begins, size),
            end_char=pl.col("start_char") + size,
            rule=pl.lit("organisation_structure"),
            flags=pl.lit([], pl.List(pl.String)),
        )
        .select(*SPAN, "parent_name", "body", "rule", "flags", name=pl.coalesce("listed", "quote"))
    )


def _not_a_name(lexicon: Lexicon) -> pl.Expr:
    """What speaks against the words behind a head."""
    rest = pl.col("rest")
    general = lexicon.forms("organisations/suffixes", general="yes")
    countries = lexicon["places/world"].filter(pl.col("country").is_not_null())["name"].to_list()
    return (
        rest.str.contains(_breaks(lexicon))
        # A congress stands right behind its place: 中国机器人大赛 names none.
        | rest.str.contains(r"\p{Han}人大$")
        # 法国公司 is any company of a country.
        | (pl.col("name").is_in(countries) & rest.is_in(general))
        # 国务院政府工作报告: what goes on from a body is a part of it.
        | (pl.col("is_body") & (rest.str.len_chars() < _SHORTEST_PART))
    )


def _ends_in_general(lexicon: Lexicon) -> pl.Expr:
    """中国银行 is no 银行 of the list: universities, companies and banks keep their country."""
    general = alternation(lexicon.forms("organisations/suffixes", general="yes"))
    return pl.col("rest").str.contains(rf"{general}$")


@cache
def _breaks(lexicon: Lexicon) -> str:
    """Words that end a name: whoever does something stands before them.

    Words that stand in the names themselves (机关 in 公安机关) end none.
    """
    suffixes = lexicon.forms("organisations/suffixes")
    words = [
        *lexicon.forms("language/event_verbs"),
        *lexicon.forms("language/event_stops"),
        *lexicon.forms("organisations/breaks"),
    ]
    return alternation(
        word for word in words if len(word) > 1 and not any(word in suffix for suffix in suffixes)
    )
