"""What a document is: byline, genre, and the year that its title says it reports on."""

import polars as pl

from transforms.lexicon import Lexicon, alternation

_YEAR = r"(?:19|20)[0-9]{2}"
# A title or a file name that is only a year is that of a yearly report.
_ONLY_YEAR = rf"^({_YEAR})年?$"
_CHINESE_YEAR = "([一二][〇零○一二三四五六七八九]{3})年"
_CHINESE_DIGITS = "〇零○一二三四五六七八九"
_HEAD = 12
_GENRES = ("report", "bulletin", "notice", "news")


def describe_documents(
    documents: pl.DataFrame, passages: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """Add `byline`, `genre` and `reference_year` to each document.

    The title of the metadata counts, else the first title or heading of the text. The year
    reported on may stand in the file's name where no title has it (大庆市-2016.md).
    """
    head = passages.filter(pl.col("paragraph") < _HEAD).sort("document_id", "ordinal")
    bylines = (
        head.filter(pl.col("kind") == "byline")
        .group_by("document_id", maintain_order=True)
        .agg(byline=pl.col("quote").first().str.strip_chars())
    )
    openings = head.group_by("document_id", maintain_order=True).agg(
        opening=pl.col("folded").str.slice(0, 400).str.join("\n"),
        heading=pl.col("folded").filter(pl.col("kind") == "title").first(),
    )
    return (
        documents.drop("byline", "genre", "reference_year", strict=False)
        .join(bylines, on="document_id", how="left", validate="1:1", maintain_order="left")
        .join(openings, on="document_id", how="left", validate="1:1", maintain_order="left")
        .with_columns(named=pl.coalesce("title", "heading").fill_null(""))
        .with_columns(genre=_genre(lexicon))
        .with_columns(
            reference_year=pl.coalesce(
                _reported_in(pl.col("title"), lexicon),
                _reported_in(pl.col("heading"), lexicon),
                pl.when(pl.col("genre") == "report").then(_year_of_file()),
            )
        )
        .drop("opening", "heading", "named")
    )


def _genre(lexicon: Lexicon) -> pl.Expr:
    """The first kind whose words the title has, else the opening; a byline makes it news."""
    rows = lexicon["language/genres"]
    reports = _reported_in(pl.col("named"), lexicon).is_not_null()
    kinds = [pl.when(reports).then(pl.lit("report"))]
    for place, text in (("title", "named"), ("body", "opening")):
        for genre in _GENRES:
            forms = rows.filter(place=place, genre=genre)["form"].to_list()
            if forms:
                said = pl.col(text).fill_null("").str.contains(alternation(forms))
                kinds.append(pl.when(said).then(pl.lit(genre)))
    signed = pl.when(pl.col("byline").is_not_null()).then(pl.lit("news"))
    return pl.coalesce(*kinds, signed, pl.lit("other"))


def _reported_in(title: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """The year that a title reports on: 2015年, 2015年…统计公报, 政府工作报告(2015)."""
    yearly = alternation(
        lexicon["language/genres"].filter(pl.col("year").is_not_null())["form"].to_list()
    )
    digits = list(_CHINESE_DIGITS)
    values = ["0", "0", *map(str, range(10))][: len(digits)]
    plain = title.str.strip_chars("#*— \n").str.replace_all(r"\s", "")
    chinese = plain.str.extract(rf"{_CHINESE_YEAR}[^0-9]*{yearly}", 1).str.replace_many(
        digits, values
    )
    return pl.coalesce(
        plain.str.extract(_ONLY_YEAR, 1),
        plain.str.extract(rf"(?:^|[^0-9])({_YEAR})年[^0-9]*{yearly}", 1),
        plain.str.extract(rf"{yearly}\(({_YEAR})年?(?:度)?\)", 1),
        chinese,
    ).cast(pl.Int64, strict=False)


def _year_of_file() -> pl.Expr:
    """The year that ends the file's name: 大庆市-2016.md."""
    stem = pl.col("path").str.extract(r"([^/#]*?)(?:\.[A-Za-z]+)?$", 1)
    return stem.str.extract(rf"(?:^|[^0-9])({_YEAR})(?:年|$)", 1).cast(pl.Int64, strict=False)
