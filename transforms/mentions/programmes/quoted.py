"""Programmes named in quotation marks: by the noun after, the noun within, or the list's noun."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation
from transforms.spans import find_spans

_QUOTED = r"“[^“”。!?;\n]{2,40}”"
_REACH = 40  # characters on either side that may say what is named
_CLAUSE_END = ",;:。!?“”"
_PROMISE = r"^\d+(?:个)?(?:工作)?(?:日|天|小时|分钟)内\p{Han}"
_PLAN = r"^[一二三四五六七八九十]{1,3}五$"
# A sum of things is no name: 三大战役, 两机制; 113攻坚战 is one.
_SUM = "[大项个类条种场号件年].{0,6}"
_NUMERAL = rf"^(?:一[个批].*|[一二两三四五六七八九十]+(?:{_SUM})?|\d+{_SUM})"
_JOINED = "[与和及]"
_MANNER = r"[式型化]$|^(?:一|\d)(?:对|站|网|键|窗|条龙|揽子)"
_OWN_WORK = r"^[^一二两三四五六七八九十\d、][^、]{2,}$|^[^,]*回头看$"
_SORT = "^[一二两三四五六七八九十]|、"
_WORDS = "language/programme_words"
_RESEARCH = r"^国家\p{Han}{2,8}攻关"
_NATION = r"(国家\p{Han}{0,6})$"


def quoted_names(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """One row per marked name of a programme.

    PASSAGE -> `document_id`, `start_char`, `form` (how the text may write it, folded), `name`,
    `subkind`, `rule`; several forms may have one name.
    """
    marked = _kinds(_runs(_around(passages), lexicon), lexicon)
    alone = marked.filter(pl.col("direct").is_null()).select("document_id", "core").unique()
    # 活动 belongs to the name unless the document also writes the name without it.
    written_alone = pl.struct("document_id", "core").is_in(
        alone.select(pl.struct("document_id", "core")).to_series().implode()
    )
    # What a noun with words before it names is not what its marks alone name: “三个代表”学习活动.
    apart = pl.col("modified").is_not_null().fill_null(False) & written_alone
    whole = pl.col("joined") & (~written_alone | apart)
    named = marked.filter(pl.col("subkind").is_not_null()).with_columns(
        name=pl.when(whole)
        .then(
            pl.col("written_before").str.tail(pl.col("nation").str.len_chars())
            + pl.col("written")
            + pl.col("written_after").str.head(pl.col("direct").str.len_chars())
        )
        .otherwise("written"),
        apart=apart,
        long=pl.col("nation") + "“" + pl.col("core") + "”" + pl.col("direct"),
        bare=pl.col("nation") + pl.col("core") + pl.col("direct"),
    )
    forms = [
        pl.when(pl.col("joined")).then("long"),
        pl.when(pl.col("joined")).then("bare"),
        pl.when(~pl.col("apart")).then("“" + pl.col("core") + "”"),
        pl.when(~pl.col("apart") & (pl.col("core").str.len_chars() > 2)).then("core"),
    ]
    return pl.concat(
        named.select("document_id", "start_char", form, "name", "subkind", "rule").rename(
            lambda column: "form" if column not in _COLUMNS else column
        )
        for form in (expression.alias("form") for expression in forms)
    ).filter(pl.col("form").is_not_null())


_COLUMNS = ("document_id", "start_char", "name", "subkind", "rule")


def _around(passages: pl.DataFrame) -> pl.DataFrame:
    """Quoted spans with the text before and after them in their passage."""
    stands = passages.select("passage_id", "genre", text="folded", whole="quote", at="start_char")
    marked = passages.filter(pl.col("folded").str.contains("“", literal=True))
    begins, ends = (pl.col(name) - pl.col("at") for name in ("start_char", "end_char"))
    first = pl.max_horizontal(begins - _REACH, 0)
    return (
        find_spans(marked, _QUOTED)
        .join(stands, on="passage_id", how="left", validate="m:1")
        .with_columns(
            core=pl.col("surface").str.strip_chars("“”"),
            written=pl.col("quote").str.slice(1, pl.col("quote").str.len_chars() - 2),
            **{
                name: pl.col(text).str.slice(since, length)
                for text, side in (("text", ""), ("whole", "written_"))
                for name, since, length in (
                    (f"{side}before", first, begins - first),
                    (f"{side}after", ends, pl.lit(_REACH)),
                )
            },
        )
        .sort("document_id", "start_char")
    )


def _runs(marked: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `shared`: the noun that closes a list of names, 等一系列…行动, for each of them."""
    head = alternation(lexicon.forms("language/programme_heads"))
    gap = rf"^(?:{head})?(?:、[^{_CLAUSE_END}]{{0,12}})?“"
    campaign = alternation(lexicon.forms("language/programme_heads", kind="campaign"))
    closing = rf"^(?:{head})?等[^{_CLAUSE_END}]{{0,12}}?({head})"
    follows = pl.col("after").str.contains(gap).shift(1, fill_value=False).over("passage_id")
    last = ~pl.col("follows").shift(-1, fill_value=False)
    return (
        marked.with_columns(follows=follows)
        # 等 after one name says that there are more, not what they are.
        .with_columns(
            run=(~pl.col("follows")).cum_sum(),
            behind=pl.when(last & pl.col("follows")).then("after"),
        )
        .with_columns(
            # “净网”“护网”专项工作: a campaign's noun behind the last is that of all.
            shared=pl.coalesce(
                pl.col("behind").str.extract(closing),
                pl.col("behind").str.extract(rf"^({campaign})"),
            )
        )
        .with_columns(pl.col("shared").last().over("run"))
    )


def _kinds(marked: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `subkind` and what gave it; `joined` tells that the noun after belongs to the name."""
    kinds = lexicon.mapping("language/programme_heads", "form", "kind")
    joined = pl.col("direct").is_in(lexicon.forms("language/programme_heads", quoted="in"))
    researched = pl.col("direct").str.contains(_RESEARCH)
    promised = pl.col("after").str.contains(_PROMISE)
    return _within(_direct(marked, lexicon), lexicon).with_columns(
        joined=(joined | researched | pl.col("modified").is_not_null()).fill_null(False),
        subkind=pl.coalesce(
            pl.col("direct").replace_strict(kinds, default=None),
            pl.col("modified")
            .str.extract(rf"({_heads(lexicon, 'modified')})$")
            .replace_strict(kinds, default=None),
            pl.when(researched).then(pl.lit("activity")),
            pl.col("within").replace_strict(kinds, default=None),
            pl.when(promised).then(pl.lit("service")),
            pl.col("shared").replace_strict(kinds, default=None),
        ),
        rule=pl.lit("programme_quoted"),
    )


def _direct(marked: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `direct`, the noun right after the marks, and `nation`, the nouns that open 建设."""
    head = alternation(lexicon.forms("language/programme_heads"))
    continued = alternation(lexicon.forms("language/programme_words", role="continued"))
    core, after, direct = pl.col("core"), pl.col("after"), pl.col("direct")
    nation = pl.col("before").str.extract(_NATION)
    goes_on = after.str.contains(rf"^的?{head}{continued}")
    nominal = pl.when(~goes_on).then(after.str.extract(rf"^的?({head})"))
    building, case = direct == "建设", direct.is_in(["案", "专案"])
    # The years of a plan name no programme, unless research under the plan follows.
    plan_of_years = core.str.contains(_PLAN)
    plan = plan_of_years & ~direct.str.contains(_RESEARCH)
    manner = core.str.contains(_MANNER)
    # “三农”工作, “六保”工作 are fields of work; “百企入桂”工作 is one undertaking.
    field = direct.is_in(lexicon.forms(_WORDS, role="field")) & ~core.str.contains(_OWN_WORK)
    wrong = (building & nation.is_null()) | (case & ~core.str.contains(r"\d")) | plan | manner
    # “两高”项目, “非遗”项目 are sorts of projects.
    sort = direct.is_in(["项目", "专项"]) & core.str.contains(_SORT)
    common = core.is_in(lexicon.forms(_WORDS, role="category"))
    # 整治“地条钢”工作: what the work is done to.
    acted_on = (direct == "工作") & pl.col("before").str.contains(rf"{_heads(lexicon, 'acts_on')}$")
    wrong = wrong | field | sort | common | acted_on
    return (
        marked.with_columns(
            direct=pl.coalesce(after.str.extract(f"({_RESEARCH})"), nominal),
            modified=pl.when(~plan_of_years & ~goes_on).then(_modified(lexicon)),
        )
        .with_columns(
            direct=pl.coalesce(pl.when(~wrong).then("direct"), "modified"),
            modified_by=pl.col("modified").str.extract(rf"({_heads(lexicon, 'modified')})$"),
        )
        .with_columns(nation=pl.when(building).then(nation).fill_null(""))
    )


def _modified(lexicon: Lexicon) -> pl.Expr:
    """“千企千亿”技改工程: the noun with what stands between it and the marks."""
    head, generic = _heads(lexicon, "modified"), alternation(lexicon.forms(_WORDS, role="generic"))
    continued = _heads(lexicon, "continued")
    whole = pl.when(~pl.col("after").str.contains(rf"^\p{{Han}}{{2,8}}?{head}{continued}"))
    after = whole.then(pl.col("after").str.extract(rf"^(\p{{Han}}{{2,8}}?{head})"))
    own = after.str.replace(rf"{head}$", "").str.replace_all(generic, "")
    verbs = alternation(lexicon.forms(_WORDS, role="no_modifier"))
    # A name that has its noun within its marks is whole: “一号工程”夹岩水利枢纽工程.
    nouns = alternation(lexicon.forms("language/programme_heads"))
    ends = pl.col("core").str.contains(rf"{nouns}$")
    named = (own.str.len_chars() >= 2) & ~own.str.contains(verbs)
    return pl.when(named & ~ends).then(after)


@cache
def _heads(lexicon: Lexicon, role: str) -> str:
    return alternation(lexicon.forms(_WORDS, role=role))


def _within(marked: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `within`, the noun that ends the name inside its marks; a mere sum (两机制) has none."""
    heads = lexicon["language/programme_heads"]
    apposed = (pl.col("kind") == "service") & (pl.col("quoted") == "out")
    outside = pl.col("form").is_in(["建设", *lexicon.forms(_WORDS, role="outside")])
    inside = alternation(heads.filter(~outside & ~apposed)["form"])
    core, within = pl.col("core"), pl.col("within")
    named = (
        ~core.str.contains(rf"{_NUMERAL}{inside}$")
        & (core.str.len_chars() > within.str.len_chars() + 1)
        & ~core.str.contains("的", literal=True)
        & ~((within == "案") & ~core.str.contains(r"\d"))
        & ~((within == "工程") & core.str.contains(rf"{_JOINED}工程$"))
    )
    return marked.with_columns(within=core.str.extract(rf"({inside})$")).with_columns(
        within=pl.when(named).then("within")
    )
