"""Programmes named without marks: by the verb that opens them and the noun that closes them."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_COLUMNS = ("document_id", "start_char", "form", "name", "subkind", "rule")
_CLAUSE_END = ",;:。!?\n"
_COUNTED = (
    r"^第|^一系列|^(?:支持|成功)|各项|新一轮"
    r"|[一二两三四五六七八九十几数多各每\d][余多]?[个项批条套家座类种大]"
)
_GOES_ON = (
    r"^(?:保护|修复|建设|改造|治理|管理|维护|优化|升级|安全|风险|总体|覆盖|化|性|内|外|间|层)"
)
_FEWEST_ALONE = 5
_FEWEST = 3  # characters that a name must have beside its noun and its commonplaces


def opened_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per unmarked name of a programme.

    PASSAGE with `genre` -> `document_id`, `start_char`, `form`, `name`, `subkind`, `rule`.
    """
    found = [
        _listed(passages, lexicon),
        _led(passages, lexicon),
        _described(passages, lexicon),
        _national(passages, lexicon),
        _family(passages, lexicon),
        _cases(passages, lexicon),
    ]
    named = _named(pl.concat(found), lexicon).select(_COLUMNS)
    return pl.concat([named, _without_noun(named, lexicon)])


def _without_noun(named: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """网上预约考试 for 网上预约考试系统: the name as a text goes on to write it."""
    heads = alternation(lexicon.forms("language/programme_heads"))
    core = pl.col("form").str.replace(rf"{heads}$", "")
    return (
        named.filter(pl.col("subkind").is_in(["system", "platform", "mechanism"]))
        .with_columns(form=core)
        .filter(pl.col("form").str.len_chars() >= _FEWEST_ALONE)
    )


def _named(found: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Turn spans with `surface`, `quote`, `subkind`, `rule` into names; drop commonplaces."""
    heads = alternation(lexicon.forms("language/programme_heads"))
    generic = alternation(lexicon.forms("language/programme_words", role="generic"))
    incipit = alternation(lexicon.forms("language/programme_words", role="incipit"))
    own = pl.col("form").str.replace(rf"{heads}$", "").str.replace_all(generic, "")
    return found.with_columns(
        form=pl.col("surface"), name=pl.col("quote").str.replace_all("[“”「」]", "")
    ).filter(
        (own.str.len_chars() >= _FEWEST) | pl.col("rule").is_in(["programme_family"]),
        ~pl.col("form").str.contains(_COUNTED),
        ~pl.col("form").str.contains(rf"^{incipit}"),
    )


def _strip(spans: pl.DataFrame, opening: str) -> pl.DataFrame:
    """Move each span past what opens it."""
    rest = pl.col("surface").str.replace(rf"^(?:{opening})+", "")
    cut = pl.col("surface").str.len_chars() - rest.str.len_chars()
    return spans.with_columns(
        surface=rest,
        start_char=pl.col("start_char") + cut,
        quote=pl.col("quote").str.slice(cut),
    )


def _listed(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """推出了A系统、B项目等: what a verb of opening takes, one name an item."""
    openers = alternation(lexicon.forms("language/programme_words", role="opener"))
    heads = lexicon["language/programme_heads"].filter(pl.col("bare").is_in(["opened", "apposed"]))
    apposed = alternation(heads.filter(pl.col("bare") == "apposed")["form"])
    kinds = dict(heads.select("form", "kind").iter_rows())  # a seed table, not data
    head = alternation(heads["form"])
    named = passages.filter(pl.col("folded").str.contains(head))
    regions = find_spans(named, rf"{openers}(?:了|起|出)?[^{_CLAUSE_END}“”]{{3,80}}")
    region = regions.select(
        "document_id",
        "quote",
        "start_char",
        folded="surface",
        passage_id=pl.concat_str("passage_id", "start_char", separator="|"),
    )
    genre = passages.select("passage_id", "genre")
    items = find_spans(region, rf"[^、的了等“”]{{2,26}}?{head}(?:[^、的了等“”]{{1,12}}{head})?")
    stands = region.select("passage_id", whole="folded", at="start_char")
    lead = pl.col("whole").str.slice(0, pl.col("start_char") - pl.col("at"))
    plain = pl.col("surface").str.replace(rf"{apposed}$", "")
    behind = pl.col("whole").str.slice(pl.col("end_char") - pl.col("at"), 2)
    return (
        items.join(stands, on="passage_id", how="left", validate="m:1")
        .filter(lead.str.contains(rf"^$|、$|{openers}(?:了|起|出)?$"))
        # 生态系统保护和修复: a noun that goes on is not the name's last.
        .filter(~behind.str.contains(_GOES_ON))
        .with_columns(
            passage_id=pl.col("passage_id").str.split("|").list.first(),
            subkind=pl.col("surface").str.extract(rf"({head})$").replace_strict(kinds),
            rule=pl.lit("programme_opened"),
        )
        .join(genre, on="passage_id", how="left", validate="m:1")
        # A report proposes mechanisms and platforms by the dozen, and names few.
        .filter((pl.col("subkind") == "activity") | (pl.col("genre") != "report"))
        .pipe(_strip, rf"{openers}|了|起|出")
        .with_columns(surface=plain, quote=pl.col("quote").str.head(plain.str.len_chars()))
        .select("document_id", "start_char", "surface", "quote", "subkind", "rule")
    )


def _led(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """在…专项行动中: what a preposition or a verb of doing leads to."""
    heads = alternation(lexicon.forms("language/programme_heads", bare="led"))
    lead = _words(lexicon, "lead")
    spans = find_spans(passages, rf"{lead}[^{_CLAUSE_END}的了在]{{4,30}}?{heads}")
    return _as(
        spans.filter(~pl.col("surface").str.contains(rf"”{heads}$")), lead, "campaign", "led"
    )


def _described(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """今年9月推行的普及社区检测: what was done, named after the verb and 的."""
    openers = alternation(lexicon.forms("language/programme_words", role="noun_opener"))
    spans = find_spans(
        passages,
        rf"{openers}的?[^{_CLAUSE_END}的了“”]{{3,20}}计划|推行的[^{_CLAUSE_END}的了“”]{{4,12}}[,。]",
    )
    trimmed = spans.with_columns(
        surface=pl.col("surface").str.strip_chars(",。"),
        quote=pl.col("quote").str.strip_chars(",，。"),
    )
    return _as(trimmed, openers, "activity", "described")


def _national(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """国家…计划, …项…计划课题, …改革试点: plans and trials that the state runs."""
    nouns, no_plan = _words(lexicon, "plan_noun"), _words(lexicon, "plan_not")
    plans = find_spans(
        passages, rf"国家\p{{Han}}{{2,12}}?计划|项\p{{Han}}{{3,8}}计划{nouns}"
    ).filter(~pl.col("surface").str.contains(rf"[的了在]|{no_plan}"))
    kept = pl.col("surface").str.replace(rf"{nouns}$", "")
    plans = plans.with_columns(surface=kept, quote=pl.col("quote").str.head(kept.str.len_chars()))
    tried = passages.filter(pl.col("folded").str.contains("改革试点", literal=True))
    trials = find_spans(tried, r"^\p{Han}{4,16}改革试点")
    trials = trials.filter(~pl.col("surface").str.contains("[的了在]"))
    return _as(pl.concat([plans, trials]), "项", "activity", "national")


def _family(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """京通、京办、京智等智慧终端: coined names that share their first character."""
    noun = rf"等{_words(lexicon, 'family_noun')}"
    named = passages.filter(pl.col("folded").str.contains(noun))
    spans = find_spans(named, rf"\p{{Han}}{{2}}(?:、\p{{Han}}{{2}})+{noun}")
    region = spans.select(
        "document_id",
        "quote",
        "start_char",
        folded="surface",
        passage_id=pl.concat_str("passage_id", "start_char", separator="|"),
    )
    items = find_spans(region, r"\p{Han}{2}(?:、|等)")
    first = pl.col("surface").str.head(1)
    return (
        items.filter((first.n_unique().over("passage_id") == 1) & (pl.len().over("passage_id") > 1))
        .with_columns(surface=pl.col("surface").str.head(2), quote=pl.col("quote").str.head(2))
        .pipe(_as, "等", "platform", "family")
    )


def _cases(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """破获6·22特大抢劫案: a case that its day names."""
    lead = f"{_words(lexicon, 'solved')}|了|在"
    dotted = passages.filter(pl.col("folded").str.contains("·", literal=True))
    spans = find_spans(dotted, r"\p{Han}{0,12}\d{1,2}·\d{1,2}\p{Han}{1,20}案")
    cut = pl.col("surface").str.extract(rf"^(.*(?:{lead}))").fill_null("")
    length = cut.str.len_chars()
    return _as(
        spans.with_columns(
            surface=pl.col("surface").str.slice(length),
            quote=pl.col("quote").str.slice(length),
            start_char=pl.col("start_char") + length,
        ),
        lead,
        "case",
        "dated",
    )


def _as(spans: pl.DataFrame, opening: str, subkind: str, rule: str) -> pl.DataFrame:
    """The spans past their opening, as names of one kind."""
    return (
        _strip(spans, opening)
        .with_columns(subkind=pl.lit(subkind), rule=pl.lit(f"programme_{rule}"))
        .select("document_id", "start_char", "surface", "quote", "subkind", "rule")
    )


@cache
def _words(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms("language/programme_words", role=role))
