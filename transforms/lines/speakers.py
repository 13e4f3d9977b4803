"""Who is quoted: the speaker that a verb of speaking names before, within or behind a quotation."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

_TABLE = "language/speech_words"
_NAME = r"[^,;。!?:“”()、\s][^,;。!?:“”]{0,22}?"
_AT = (
    r"(?:在[^,;。!?:“”]{1,30}?(?:上|时|时候|中|后|前|前夜|间|里|内)"
    r"|(?:就|对|向|同|与|跟|给)[^,;。!?:“”]{1,24}?|接受[^,;。!?:“”]{1,20}?时)"
)
_MANNER = r"(?:\p{Han}{2}地|\d{1,2}[日号])"
_LONGEST_LEAD = 80
# Signs of speech: lines without any are not looked at.
_SPOKEN = "^“|:“|[。!?,…;][”’]"
# A mark within a clause opens a name, not what somebody says.
_OPENS = r"(?:^|[:,。;!?])“[^“”]*$"
_ENDS_QUOTED = r"[。!?,…;][”’]"


def quotations(passages: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `speaker`, and make what somebody is quoted with a `quotation`.

    Passages in reading order with `line`, `folded`, `quote`, `kind` -> the same rows. A speaker
    told only by a pronoun is null. What is quoted over several sentences has the speaker of the
    first; one that is named behind the quotation, in the same line, speaks it too.
    """
    text = pl.col("folded")
    spoken = text.str.contains(_SPOKEN) & (pl.col("kind") == "body")
    lines = passages.filter(spoken).select(pl.col("line").unique())
    read = passages.with_row_index("row").join(lines, on="line", how="semi", maintain_order="left")
    near = text.str.contains("[“”]")
    talk = (
        read.with_columns(
            first=text.str.extract("([“”])"),
            last=pl.when(text.str.contains(_OPENS)).then(pl.lit("“")).when(near).then(pl.lit("”")),
        )
        .with_columns(
            open=pl.col("last").forward_fill().shift(1).over("line"),
            shut=pl.col("first").backward_fill().over("line"),
        )
        # What is opened by a sentence and shut by a later one goes on in those between.
        .with_columns(goes_on=((pl.col("open") == "“") & (pl.col("shut") == "”")).fill_null(False))
        .filter(near | pl.col("goes_on") | near.shift(1, fill_value=False))
    )
    told = _told(talk, lexicon).select("row", "speaker", "speaks")
    return (
        passages.with_row_index("row")
        .join(told, on="row", how="left", validate="1:1", maintain_order="left")
        .with_columns(kind=pl.when("speaks").then(pl.lit("quotation")).otherwise("kind"))
        .drop("row", "speaks")
    )


def _told(talk: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Add `speaker` and `speaks`, whether the sentence is speech, to sentences near quotations."""
    text = pl.col("folded")
    whole = text.str.contains(r"^“[^”]*”[。!?]?$")
    going_on = pl.col("goes_on")
    follows = pl.col("line") == pl.col("line").shift(-1)
    behind = pl.when((whole | going_on) & follows).then(pl.col("alone").shift(-1))
    said = pl.col("before_it").is_not_null() | pl.col("within_it").is_not_null()
    # A quotation is one from the sentence that opens it to the one that closes it.
    begins = (~going_on).cast(pl.Int32).cum_sum()
    return (
        talk.with_columns(_named(lexicon))
        .with_columns(
            speaker=pl.coalesce("before_it", "within_it", behind),
            begins=begins,
            speaks=whole | going_on | said,
        )
        .with_columns(
            speaker=pl.when("speaks").then(
                pl.coalesce(
                    "speaker",
                    pl.col("speaker").forward_fill().over("begins"),
                    pl.col("speaker").backward_fill().over("begins"),
                )
            )
        )
        .with_columns(speaker=_without_pronouns(lexicon))
    )


@cache
def _named(lexicon: Lexicon) -> list[pl.Expr]:
    """`before_it`, `within_it`, `alone`: the speaker where a sentence names one, as written."""
    verb, lead, middle = _words(lexicon)
    before = rf"^([^“”]{{0,{_LONGEST_LEAD}}}?[,;]|)((?:{lead})*)({_NAME})(?:{middle})*{verb}"
    # 表示:“…” by its colon; 说“…。” by the stop inside.
    opening = rf"{before}(?:[^,;。:“”]{{0,4}}:“|,?“[^”]*{_ENDS_QUOTED})"
    within = rf"^(“[^”]*{_ENDS_QUOTED})((?:{lead})*)({_NAME})(?:{middle})*{verb}(?:[,。:;]|$)"
    alone = rf"^()((?:{lead})*)({_NAME})(?:{middle})*{verb}(?:[,。:;]|$)"
    return [
        _third(opening).alias("before_it"),
        _third(within).alias("within_it"),
        _third(alone).alias("alone"),
    ]


def _third(pattern: str) -> pl.Expr:
    """The characters of the document at the third group of a pattern, past its first two."""
    groups = pl.col("folded").str.extract_groups(pattern).struct
    skipped = groups.field("1").str.len_chars() + groups.field("2").str.len_chars()
    return pl.col("quote").str.slice(skipped, groups.field("3").str.len_chars())


def _words(lexicon: Lexicon) -> tuple[str, str, str]:
    role = {
        name: alternation(lexicon.forms(_TABLE, role=name)) for name in ("verb", "lead", "manner")
    }
    return role["verb"], role["lead"], rf"{_AT}|{role['manner']}|{role['lead']}|{_MANNER}"


@cache
def _without_pronouns(lexicon: Lexicon) -> pl.Expr:
    """Null for who is told only by a pronoun, or by words that name nobody."""
    nobody = alternation(lexicon.forms(_TABLE, role="nobody"))
    return pl.when(~pl.col("speaker").str.contains(rf"^{nobody}")).then("speaker")
