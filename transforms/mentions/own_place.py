"""The place that a document is about as a whole: what its figures mean where they name none."""

import polars as pl

from transforms.keys import key
from transforms.lexicon import Lexicon, alternation
from transforms.mentions.gazetteer import STANDING, is_valid, place_forms, place_pattern, stem
from transforms.text import simplified

# A report on one place; news and the rest tell of many.
_TITLED = ("report", "bulletin", "notice")
_WHOLE = "report"
# A report names the place that it is of more often than any other of its level, by this much.
_LEAD = 2


def own_places(dated: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The place of each report, bulletin and notice that is of one place.

    DATED_DOCUMENT with its title, MENTION -> `document_id`, `entity_id`, `name`, `admin_code`, at
    most one row a document: the one place that the title names, of nested ones the narrowest;
    of a report whose title names none, the place that its words for the whole (全省, 我市, 全国)
    stand for. Documents of which neither tells are left out.
    """
    titled = _titled(dated, lexicon)
    untitled = dated.filter(genre=_WHOLE).join(titled, on="document_id", how="anti")
    return pl.concat([titled, _told(untitled, mentions, lexicon)]).with_columns(
        entity_id=key("n", "kind", "name")
    )


def place_documents(dated: pl.DataFrame, own: pl.DataFrame) -> pl.DataFrame:
    """Give each document the key of its own place, null where it has none; rows as they were."""
    places = own.select("document_id", place_id="entity_id")
    return dated.join(places, on="document_id", how="left", validate="1:1", maintain_order="left")


def _titled(dated: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The one place that a title names; a name that several bear counts within one named."""
    forms = place_forms(lexicon).filter(pl.col("use").is_in(STANDING))
    named = (
        dated.filter(pl.col("genre").is_in(_TITLED) & pl.col("title").is_not_null())
        .select(
            "document_id",
            year=pl.col("published_start").dt.year().cast(pl.Int64),
            form=simplified(pl.col("title")).str.extract_all(place_pattern(lexicon)),
        )
        .explode("form")
        .join(forms, on="form", how="inner")
        .filter(is_valid(pl.col("year")))
        .unique(["document_id", "form", "own"], maintain_order=True)
    )
    outer = named.select("document_id", outer_form="form", outer=stem(pl.col("code"))).drop_nulls()
    nested = (
        named.join(outer, on="document_id", how="inner")
        .filter(
            (pl.col("form") != pl.col("outer_form"))
            & pl.col("code").str.starts_with(pl.col("outer"))
        )
        .select("document_id", "form", "own", "outer_form", within=True)
    )
    return (
        named.join(
            nested.drop("outer_form").unique(), on=["document_id", "form", "own"], how="left"
        )
        .join(
            nested.select("document_id", form="outer_form").unique(),
            on=["document_id", "form"],
            how="anti",
        )
        .filter(pl.col("within").fill_null(False) | (pl.len().over("document_id", "form") == 1))
        .filter(pl.col("own").n_unique().over("document_id") == 1)
        .unique("document_id", maintain_order=True)
        .select("document_id", name="own", admin_code="code", kind=pl.lit("place"))
    )


def _told(untitled: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """The place that the words for the whole stand for: of the level told most, named most."""
    words = lexicon["places/wholes"]
    levels = (
        untitled.select(
            "document_id", form=pl.col("folded").str.extract_all(alternation(words["form"]))
        )
        .explode("form")
        .join(words.select("form", "names", "country"), on="form", how="inner")
        .group_by("document_id", "names", "country")
        .len("told")
        .filter(pl.col("told") == pl.col("told").max().over("document_id"))
        .unique("document_id", keep="none")
    )
    countries = levels.filter(pl.col("country").is_not_null())
    return pl.concat(
        [
            _named_most(levels.filter(pl.col("country").is_null()), mentions),
            countries.select("document_id", name="country", admin_code=pl.lit(None, pl.String)),
        ]
    ).with_columns(kind=pl.lit("place"))


def _named_most(levels: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """The division of the level, by how its name ends, that a document names far the most."""
    counted = (
        mentions.filter((pl.col("kind") == "place") & pl.col("admin_code").is_not_null())
        .join(levels, on="document_id", how="inner")
        .filter(pl.col("name").str.contains("(?:" + pl.col("names") + ")$"))
        .group_by("document_id", "name", "admin_code")
        .len("named")
        .sort("document_id", "named", "name", descending=[False, True, False])
        .with_columns(others=pl.col("named").shift(-1, fill_value=0).over("document_id"))
    )
    return (
        counted.unique("document_id", keep="first", maintain_order=True)
        .filter(pl.col("named") >= _LEAD * pl.col("others"))
        .select("document_id", "name", "admin_code")
    )
