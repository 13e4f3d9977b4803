"""Who a happening is told of: the subject of its piece, or the one its sentence gave before."""

import polars as pl

from transforms.events.anchors import NAMED
from transforms.lexicon import Lexicon, alternation

# Words of time, joining words, adverbs and phrases of place or ground lead up to a subject.
_LEAD = r"^(?: (?:[^ ]*△[^ ]*|[^ ◎]+)/(?:[cdty]|F|D|N|x)(?: 的/uj)?| [^\p{Han}◎A-Za-z0-9]+/[a-z]+)*"
_PLACE = "(?:/f|/s|/ns)(?: [^ ]+/(?:f|s|ns))* "
_PHRASE = rf"^ (?:在|于|自|从|据|随着|经|由于|为|按照|根据|应|对|将|把)/[^ ]+[^EFv]*?{_PLACE}"
# A noun phrase: it begins with a name, a noun, a number or an attribute, and ends with a noun.
_NOUN_ENDS = "n[a-z]*|j|m|mq|r|s|k|vn|eng|o"
_NOUN = f"{_NOUN_ENDS}|x"
_INNER = f"{_NOUN}|a|an|ag|q|b|f|l|i|g|h|z|zg|uj|c"
# 皮口至炮台高速公路, 永道控股等企业: names go on over 至 and over a verb before 等.
# 最反动的分子, 来自肯尼亚的选手: what stands between an adverb or 的 and its noun, however tagged.
_ATTRIBUTE = r" [^ ]+/d [^ ]+/(?:a|vn?) 的/uj| 的/uj [^ ]+/(?:v|a|l|i|z|t)\b"
_GOES_ON = rf"(?:{_ATTRIBUTE}| [^ ]+/(?:{_INNER})\b| 至/p| [^ ]+/(?:[EK]|v) 等/u)"
# 来自各国的代表, 总部位于深圳的基因库: where somebody is from leads up to who it is.
_FROM = r"(?:(?: [^ ]+/n)? (?:来自|位于)/[a-zS]+)"
_NOMINAL = rf"^({_FROM}?(?: [^ ]+/(?:{_NOUN}|q|b|f|h|zg)\b){_GOES_ON}*)"
_ENDS = rf"^(.*(?:/(?:{_NOUN_ENDS}|zg)|◎/x|的/uj [^ ]+/[valizt]))(?: |$)"
# 共有来自各国的代表参会, 来自各国的代表参会: who there is, and where they are from.
_THERE_IS = r"^(?: 共?有/[a-zS]+)"
# What begins with a preposition is a phrase.
_LED = "^ [^ ]+/p"
# A frame (在…指挥下, 会谈后) hands no subject on to what is told in it.
_FRAME = "[下中时后前上]$"


def add_subjects(pieces: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `subject`: who or what the piece is about, in the words of the text.

    Pieces in reading order with `marked` (null where no time governs) and `surface` -> the same;
    a piece that names nobody before its predicate takes the subject that its sentence gave.
    """
    said = (
        pl.coalesce(_before_time(), _noun_phrase())
        .str.replace_all(r"/[a-z]+|/[A-Z]| ", "")
        .str.replace_all(r"△|^[^\p{L}\p{N}◎]+|(?:和|与|及|、|的|[^\p{L}\p{N}◎])+$", "")
    )
    named = pl.col("surface").str.extract_all(NAMED)
    own = (
        said.str.replace("◎", named.list.get(0, null_on_oob=True).fill_null(""), literal=True)
        .str.replace("◎", named.list.get(1, null_on_oob=True).fill_null(""), literal=True)
        .str.replace_all("◎", "")
    )
    return _hand_on(pieces.with_columns(subject=_trimmed(own, lexicon)), lexicon)


def _hand_on(pieces: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give pieces that name nobody the subject before them, and 他们 whom its paragraph named."""
    # A predicate hands its subject on; so does what waits for one (毛主席在全会上,…);
    # 居民收入增至3万元 does not say who acts.
    waits = (pl.col("classes") == "") & ~pl.col("bare").str.contains(r"\d")
    waits &= pl.col("bare").str.len_chars() > pl.col("subject").str.len_chars() + 1
    framed = pl.col("marked").str.contains(_LED) & pl.col("bare").str.contains(_FRAME)
    hands = (pl.col("trigger").is_not_null() | waits) & ~framed
    carried = pl.when(hands).then("subject").forward_fill().over("document_id", "passage_id")
    third = alternation(lexicon.forms("language/event_stops", kind="third"))
    points = pl.col("subject").str.contains(f"^{third}$")
    before = pl.when(~points).then("subject").forward_fill().over("document_id", "paragraph")
    return pieces.with_columns(subject=pl.coalesce("subject", carried)).with_columns(
        subject=pl.when(points).then(before).otherwise("subject")
    )


def _before_time() -> pl.Expr:
    """What stands before the time of a piece (学习中心组12日…), unless a phrase of its own."""
    led = (
        pl.when("own")
        .then(pl.col("marked").str.extract(r"^(.+?) (?:[^ ]*△)"))
        .str.replace(
            r"(?: [^ ]+/(?:p|d|c|D)| 当地/s 时间/n| 当地时间/[a-z]+| 北京/ns 时间/n)+$", ""
        )
    )
    last = led.str.replace(r"^.* 的/uj", "")
    return pl.when(
        ~led.str.contains(_LED)
        & ~led.str.contains("^ [^ ]+/[dcF]")
        & ~last.str.contains(r"/[EFWRTNKSG]| [了着过]/u|/m$|/v$")
    ).then(led)


def _noun_phrase() -> pl.Expr:
    """The noun phrase that the piece begins with, behind words of time and phrases of place."""
    apart = pl.col("marked").str.replace_all("△◎", "△/x ◎")
    words = apart.str.replace(_LEAD, "").str.replace(_PHRASE, " ")
    there = words.str.replace(_LEAD, "").str.replace(_THERE_IS, "")
    return there.str.extract(_NOMINAL).str.extract(_ENDS)


def _trimmed(own: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """A subject without the manner behind it; a pronoun alone; null where no name is left."""
    manner = alternation(lexicon.forms("language/event_stops", kind="manner"))
    pronouns = (lexicon.forms("language/event_stops", kind=kind) for kind in ("pronoun", "third"))
    pronoun = alternation(form for forms in pronouns for form in forms)
    bare = own.str.replace(rf"{manner}+$", "")
    kept = pl.coalesce(bare.str.extract(f"^({pronoun})"), bare)
    return pl.when(
        kept.str.contains(r"\p{Han}{2}|[A-Za-z]{3}") & ~kept.str.contains(rf"^{manner}")
    ).then(kept)
