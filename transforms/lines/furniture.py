"""The furniture of pages: who edited, where from, what to press; captions and datelines."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

Rule = tuple[str, pl.Expr]

# What stands in such a passage belongs to the page or to another article.
SILENT = ("teaser", "boilerplate")
_TABLE = "language/furniture"
_DAY = r"(?:19|20)\d\d(?:年|[-/.])\d{1,2}(?:月|[-/.])\d{1,2}日?"
_CLOCK = r"(?:\d{1,2}[:时]\d{2}(?:[:分]\d{2})?秒?)?"
# What may go on a line with the time of release: numbers of readers, blanks, signs.
_TIME_ALONE = rf"^[^\p{{Han}}\d]*{_DAY}[\sT]*{_CLOCK}[^\p{{Han}}\d]*$"
_MARKUP = r"^(?:<[^<>]*>\s*)+$|^!\[[^\]]*\]?\S*$|^(?:[-*_=—~]\s?){3,}$|^\{\{.*\}\}$|^<!--"
_LINK = r"^[-*>•·\s]*(?:\*\*)?\[[^\[\]]+\](?:\*\*)?$"
_LETTERS = r"^[A-Za-z+\-×|>…·»]{1,3}[-+]?$"
_TRAIL = r"^[^,。;:]{0,12}:?[^,。;:]{1,16}(?:>{1,2}|\s>\s)[^,。;:]{0,40}$"
_FIGCAPTION, _NUMBERED = r"^<figcaption", r"图\s?\d+"
_DATELINE = (
    r"^[>\s【(\[]*[\p{Han}A-Za-z]{2,14}?(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日)(?:综合|专)?[电讯]"
    r"(?:\s?\([^()]{1,30}\))?[】)\]\s:]*$"
    r"|^【\p{Han}{2,8}[电讯]】$|^\p{Han}{2,6}(?:消息|讯)(?:\s?\([^()]{1,30}\))?:?$"
)
_IMAGE = r"^<(?:img|iframe|script|video|embed)\b|^!\["
# When something is held is no time of release: 时间:5月1日上午, 地点.
_GATHERING = "[。;,]|[上下]午|至|地点"
_LONGEST_NOTE = 60
_CREDIT = r"(?:[。,;(\[】\s/])[^。,;:()\[\]]{0,12}"


@cache
def boilerplate(lexicon: Lexicon) -> dict[str, Rule]:
    """The rules that know a line for furniture by its words; they ask for `short` and `size`."""
    line, brief, size = (pl.col(name) for name in ("short", "brief", "size"))
    label, prefix = _forms(lexicon, "label", "boilerplate"), _forms(lexicon, "line", "boilerplate")
    teaser, notice = _forms(lexicon, "line", "teaser"), _forms(lexicon, "any", "boilerplate")
    labelled = rf"^\W*(?:{prefix}|{label}(?:$|[^\p{{Han}}]|\p{{Han}}{{1,4}}[^\p{{Han}}。]*$))"
    ended = rf"^\W+{_forms(lexicon, 'whole')}\W+$"
    return {
        "markup": ("boilerplate", line.str.contains(_MARKUP) | pl.col("bare").str.contains(_IMAGE)),
        "source_and_time": ("byline", _source_and_time(lexicon)),
        "legal_notice": ("boilerplate", brief.str.contains(notice) & (size <= 2 * _LONGEST_NOTE)),
        "teaser_line": ("teaser", line.str.contains(rf"^\W*{teaser}")),
        "furniture_line": (
            "boilerplate",
            (brief.str.contains(labelled) | brief.str.contains(ended)) & (size <= _LONGEST_NOTE),
        ),
        "controls": ("boilerplate", _controls(lexicon)),
        "link_alone": ("teaser", line.str.contains(_LINK)),
    }


def _source_and_time(lexicon: Lexicon) -> pl.Expr:
    """Whether a line tells where a text came from and when: 来源:央视网 2024-10-14 19:45."""
    line, source = pl.col("brief"), _forms(lexicon, "source", "byline")
    begins = line.str.contains(rf"^\W*(?:{source}|{_DAY})")
    told = line.str.contains(_DAY) & line.str.contains(source) & (pl.col("size") <= _LONGEST_NOTE)
    return (begins & told & ~line.str.contains(_GATHERING)) | line.str.contains(_TIME_ALONE)


def _controls(lexicon: Lexicon) -> pl.Expr:
    """Whether a line is nothing but what one presses: 下载 打印 全屏 收藏; or the way to a page."""
    line = pl.col("brief")
    control, column = _forms(lexicon, "control"), _forms(lexicon, "column")
    word = rf"(?:{control}|{column}|[^\p{{Han}}])"
    pressed = line.str.contains(rf"^{word}*{control}{word}*$")
    columns = line.str.contains(rf"^(?:{column}[^\p{{Han}}]*){{3,}}$")
    way = line.str.contains(_TRAIL) & ~line.str.contains(r"\d\s?>|^>|<")
    return pressed | columns | way | line.str.contains(_LETTERS)


@cache
def captions_and_datelines(lexicon: Lexicon) -> dict[str, Rule]:
    """The rules for what a picture shows and for datelines that stand alone."""
    line, brief = pl.col("short"), pl.col("brief")
    opening, credit = _forms(lexicon, "line", "caption"), _forms(lexicon, "end", "caption")
    credited = brief.str.contains(rf"{_CREDIT}{credit}[)】\]]?$") & ~brief.str.contains(r"^\|")
    return {
        "caption_mark": (
            "caption",
            pl.col("bare").str.contains(_FIGCAPTION)
            | line.str.contains(rf"^[(【\[]?(?:{opening}|{_NUMBERED})"),
        ),
        "caption_credit": ("caption", credited),
        "dateline": ("dateline", brief.str.contains(_DATELINE)),
    }


def is_furniture_sentence(text: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """Whether a sentence in a line of running text only says who edited it or what to press."""
    label = _forms(lexicon, "label", "boilerplate")
    signed = text.str.contains(rf"^\W*{label}\s*[:/][^。;]{{0,30}}\W*$")
    return (text.str.len_chars() <= _LONGEST_NOTE) & (
        signed | text.str.contains(rf"^\W+{_forms(lexicon, 'whole')}\W+$")
    )


def without_furniture(found: pl.DataFrame, passages: pl.DataFrame) -> pl.DataFrame:
    """What was found in passages that speak for their document.

    Any frame with `passage_id`, PASSAGE -> the same frame, fewer rows, order kept.
    """
    silent = passages.filter(pl.col("kind").is_in(SILENT)).select("passage_id")
    return found.join(silent, on="passage_id", how="anti", maintain_order="left")


@cache
def _forms(lexicon: Lexicon, extent: str, kind: str | None = None) -> str:
    where = {"extent": extent} | ({"kind": kind} if kind else {})
    return alternation(lexicon.forms(_TABLE, **where))
