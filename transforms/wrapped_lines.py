"""Sentences that the form breaks over several lines, as plans and gazettes typed to a width are."""

import polars as pl

# A line with the breaks before it, so that lines laid end to end are the text.
_LINE = r"[\r\n]*[^\r\n]+"
_BREAKS = r"^[\r\n]+"
_ADJACENT = r"^(?:\r\n|\r|\n)[^\r\n]"
_STOPS, _CLOSES = "。!?;:…", '”’")] \t\r\n\u3000\xa0'
# Signs of forms that begin a line of their own, indents, and numbers of paragraphs.
_OWN_LINE = (
    r"^[\r\n]*(?:[^\S\r\n]|[#>|*+<!\[-]|\d{1,2}[.、]|[一二三四五六七八九十]{1,3}[、.]"
    r"|第[一二三四五六七八九十百]+[章节部篇条]|\([一二三四五六七八九十\d]{1,3}\))"
)
_BROKEN = r"[^\s。!?;:…|](?:\r\n|\r|\n)[^\s#>|*+<!\[-]"
_NARROWEST = 30  # columns; in what is narrower, every line is its own
_INDENT = 8  # columns that a full line may fall short of the width
_LAST_WORD = 2  # and still be full, though a sentence ends with it
_OVERHANG = 4
_FEWEST = 3
_MOST_WIDER = 0.05


def join_wrapped_lines(documents: pl.DataFrame) -> pl.DataFrame:
    """The documents with a blank in `folded` for each line break inside a sentence.

    Any frame with `document_id`, `text`, `folded` -> the same rows, every character at its
    place. Only documents typed to a width are touched: at least three lines that break off
    without a stop are as wide as each other, and hardly any line is wider.
    """
    broken = documents.filter(pl.col("folded").str.count_matches(_BROKEN) >= _FEWEST)
    if broken.is_empty():
        return documents
    joined = (
        _lines_typed_to_a_width(broken)
        .with_columns(line=pl.when("goes_on").then(_with_blanks()).otherwise("surface"))
        .group_by("document_id", maintain_order=True)
        .agg(joined=pl.col("line").str.join(""))
    )
    return (
        documents.join(joined, on="document_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(folded=pl.coalesce("joined", "folded"))
        .drop("joined")
    )


def _with_blanks() -> pl.Expr:
    return pl.col("surface").str.replace("\r", " ").str.replace("\n", " ")


def _lines_typed_to_a_width(documents: pl.DataFrame) -> pl.DataFrame:
    """The lines of such documents; `goes_on` where one continues the sentence of the last."""
    written = pl.col("surface").str.replace(_BREAKS, "")
    # A character of Chinese is two columns wide and three bytes long.
    columns = (written.str.len_bytes() + written.str.len_chars()).cast(pl.Int64) // 2
    surface = pl.col("surface")
    joins = surface.str.contains(_ADJACENT) & ~surface.str.contains(_OWN_LINE)
    whole = documents.select("document_id", surface=pl.col("folded").str.extract_all(_LINE))
    lines = whole.explode("surface").with_columns(
        columns=pl.when(surface.str.contains(r"\p{Han}")).then(columns),
        own=surface.str.contains(_OWN_LINE),
        stops=surface.str.strip_chars_end(_CLOSES).str.tail(1).is_in(list(_STOPS)),
        followed=joins.shift(-1).over("document_id").fill_null(False),
    )
    off = pl.col("followed") & ~pl.col("stops") & (pl.col("columns") >= _NARROWEST)
    lines = lines.with_columns(breaks_off=off.fill_null(False))
    # A sentence that ends with its line ends no paragraph where the line is full.
    room = pl.when("stops").then(_LAST_WORD).otherwise(_INDENT)
    full = (pl.col("followed") & (pl.col("columns") >= pl.col("width") - room)).fill_null(False)
    return lines.join(
        _widths(lines), on="document_id", how="inner", validate="m:1", maintain_order="left"
    ).with_columns(goes_on=full.shift(1).over("document_id").fill_null(False))


def _widths(lines: pl.DataFrame) -> pl.DataFrame:
    """The documents typed to a width: `document_id`, `width` in columns."""
    columns = pl.col("columns")
    broken = columns.filter("breaks_off")
    width = broken.quantile(0.9, "lower")
    running = columns.filter(~pl.col("own") & (columns >= _NARROWEST))
    return (
        lines.group_by("document_id")
        .agg(
            width=width,
            broken=broken.len(),
            alike=(broken >= width - _INDENT).mean(),
            wider=(running > width + _OVERHANG).mean(),
        )
        .filter(pl.col("broken") >= _FEWEST, pl.col("alike") >= 0.6, pl.col("wider") <= _MOST_WIDER)
        .select("document_id", "width")
    )
