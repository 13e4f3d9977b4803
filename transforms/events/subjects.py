"""Who a happening is told of: the subject of its piece, or the one its sentence gave before."""

import polars as pl

from transforms.events.anchors import NAMED
from transforms.lexicon import Lexicon, alternation

# Words of time, joining words, adverbs and phrases of place or ground lead up to a subject.
_LEAD = r"^(?: (?:[^ ]*△[^ ]*|[^ ◎]+)/(?:[cdty]|F|D|N|x)(?: 的/uj)?| [^\p{Han}◎A-Za-z0-9]+/[a-z]+)*"
_PHRASE = r"^ (?:在|于|自|从|据|随着|经|由于|为|按照|根据|应|对|将|把)/[^ ]+[^EFv]*?(?:/f|/s|/ns) "
# A noun phrase: it begins with a name, a noun, a number or an attribute, and ends with a noun.
_NOUN = "n[a-z]*|j|m|mq|r|s|k|vn|eng|x|o"
_INNER = f"{_NOUN}|a|an|ag|q|b|f|l|i|g|h|z|zg|uj|c"
# 皮口至炮台高速公路, 永道控股等企业: names go on over 至 and over a verb before 等.
_GOES_ON = rf"(?: [^ ]+/(?:{_INNER})\b| 至/p| [^ ]+/(?:[EK]|v) 等/u)"
_NOMINAL = rf"^((?: [^ ]+/(?:{_NOUN}|q|b|f|h|zg)\b){_GOES_ON}*)"
_ENDS = rf"^(.*/(?:{_NOUN}|zg))(?: |$)"
# A frame (在…指挥下, 会谈后) hands no subject on to what is told in it.
_FRAME = "[下中时后前上]$"


def add_subjects(pieces: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `subject`: who or what the piece is about, in the words of the text.

    Pieces in reading order with `marked` (null where no time governs) and `surface` -> the same;
    a piece that names nobody before its predicate takes the subject that its sentence gave.
    """
    apart = pl.col("marked").str.replace_all("△◎", "△/x ◎")
    words = apart.str.replace(_LEAD, "").str.replace(_PHRASE, " ")
    said = (
        words.str.replace(_LEAD, "")
        .str.extract(_NOMINAL)
        .str.extract(_ENDS)
        .str.replace_all(r"/[a-z]+|/[A-Z]| ", "")
        .str.replace_all(r"△|^[^\p{L}\p{N}◎]+|(?:和|与|及|、|的|[^\p{L}\p{N}◎])+$", "")
    )
    named = pl.col("surface").str.extract_all(NAMED)
    own = (
        said.str.replace("◎", named.list.get(0, null_on_oob=True).fill_null(""), literal=True)
        .str.replace("◎", named.list.get(1, null_on_oob=True).fill_null(""), literal=True)
        .str.replace_all("◎", "")
    )
    own = _trimmed(own, lexicon)
    # Only a predicate hands its subject on: 居民收入增至3万元 does not say who acts.
    hands = pl.col("trigger").is_not_null() & ~pl.col("bare").str.contains(_FRAME)
    carried = pl.when(hands).then("subject")
    return pieces.with_columns(subject=own).with_columns(
        subject=pl.coalesce("subject", carried.forward_fill().over("document_id", "passage_id"))
    )


def _trimmed(own: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """A subject without the manner behind it; a pronoun alone; null where no name is left."""
    manner = alternation(lexicon.forms("language/event_stops", kind="manner"))
    pronoun = alternation(lexicon.forms("language/event_stops", kind="pronoun"))
    bare = own.str.replace(rf"{manner}+$", "")
    kept = pl.coalesce(bare.str.extract(f"^({pronoun})"), bare)
    return pl.when(
        kept.str.contains(r"\p{Han}{2}|[A-Za-z]{3}") & ~kept.str.contains(rf"^{manner}")
    ).then(kept)
