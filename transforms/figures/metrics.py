"""Which figures measure one thing: phrases of one meaning share a name, and it a key."""

from functools import cache

import polars as pl

from schemas.to_polars import conform
from schemas.warehouse import METRICS
from transforms.keys import key
from transforms.lexicon import Lexicon, alternation
from transforms.mentions.gazetteer import STANDING, place_forms
from transforms.text import half_width, simplified

# What a metric is named from: the phrase, and the place that the figure belongs to.
_PHRASE = ["metric", "place"]
_LEAST_NAME = 2


def name_metrics(figures: pl.DataFrame, mentions: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Give figures that measure one thing the key of one metric.

    FIGURE with `metric`, `kind`, `unit_code`, `statistic` and `place_id`, MENTION -> the same rows
    with `metric_name`, `dimension` (the code of the unit that they all can be told in) and
    `metric_id`; null where no metric is known: such figures are comparable with none. Never
    joined are figures of another dimension, statistic or scope.
    """
    places = mentions.filter(kind="place").select(place_id="entity_id", place="name").unique()
    placed = figures.join(places, on="place_id", how="left", validate="m:1", maintain_order="left")
    names = _names(placed.select(_PHRASE).unique(), lexicon)
    dimensions = lexicon["metrics/dimensions"].select(unit_code="code", of="dimension")
    return (
        placed.join(names, on=_PHRASE, how="left", nulls_equal=True, maintain_order="left")
        .join(dimensions, on="unit_code", how="left", validate="m:1", maintain_order="left")
        .with_columns(dimension=pl.coalesce("of", "unit_code"))
        .with_columns(dimension_or_none=pl.col("dimension").fill_null(""))
        .with_columns(metric_id=key("m", "metric_name", "kind", "dimension_or_none", "statistic"))
    )


def metrics_of(named: pl.DataFrame) -> pl.DataFrame:
    """The distinct metrics of the figures.

    FIGURE with `metric_id`, `metric_name`, `dimension` -> METRICS, n:1; figures without a metric
    give none.
    """
    return (
        named.filter(pl.col("metric_id").is_not_null())
        .select("metric_id", "kind", "statistic", name="metric_name", unit_code="dimension")
        .unique("metric_id", keep="first", maintain_order=True)
        .pipe(conform, METRICS)
    )


def _names(phrases: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Each phrase's name: half-width and simplified, without place, whole and verb of doing."""
    folded = simplified(half_width(pl.col("metric"), lexicon)).str.replace_all(r"\s", "")
    named = (
        phrases.filter(pl.col("metric").is_not_null())
        .with_columns(name=folded)
        .with_columns(name=pl.col("name").str.replace_all(_aside(lexicon), ""))
        .pipe(_without_place, lexicon)
        .with_columns(name=_bare(pl.col("name"), lexicon))
        .with_columns(name=_synonym(pl.col("name"), lexicon))
    )
    # A phrase of which nothing is left was a name by itself.
    left = pl.col("name").str.len_chars() >= _LEAST_NAME
    return named.select(*_PHRASE, metric_name=pl.when(left).then("name").otherwise(folded))


def _without_place(phrases: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """新疆粮食产量 of a figure that belongs to 新疆 is 粮食产量; 上海市民 is no 民 of 上海市."""
    forms = place_forms(lexicon).filter(pl.col("use").is_in(STANDING)).select("form", place="own")
    longest = (
        phrases.join(forms.unique(), on="place", how="inner")
        .filter(pl.col("name").str.starts_with(pl.col("form")))
        .sort(pl.col("form").str.len_chars(), descending=True)
        .unique(_PHRASE, keep="first", maintain_order=True)
        .select(*_PHRASE, "form")
    )
    rest = pl.col("name").str.slice(pl.col("form").str.len_chars())
    joint = (pl.col("form").str.tail(1) + rest).str.contains(_joints(lexicon))
    return phrases.join(
        longest, on=_PHRASE, how="left", nulls_equal=True, maintain_order="left"
    ).with_columns(
        name=pl.when(pl.col("form").is_null() | joint)
        .then("name")
        .otherwise(rest.str.strip_prefix("的"))
    )


def _bare(name: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """Without words for the whole, for adding up, and for doing before what is measured."""
    whole, action, measure = (
        alternation(lexicon.forms("metrics/names", place=place))
        for place in ("start", "before_action", "before_measure")
    )
    actions = alternation(lexicon.forms("metrics/actions"))
    measures = alternation(lexicon.forms("metrics/measures"))
    # Twice: 全年全市实现, 我市共走访.
    for _ in range(2):
        name = name.str.replace(f"^{whole}", "")
    return name.str.replace(f"^{action}({actions}.)", "${1}").str.replace(
        f"^{measure}(.*{measures})$", "${1}"
    )


def _synonym(name: pl.Expr, lexicon: Lexicon) -> pl.Expr:
    """What else means the same: words within, then ends, then the phrase as a whole."""
    within, ends, whole = (
        {form: becomes for form, becomes, *_ in rows.iter_rows()}
        for rows in (
            lexicon["metrics/names"].filter(place=place).select("form", "becomes")
            for place in ("any", "end", "whole")
        )
    )
    name = name.str.replace_many(list(within), list(within.values()), leftmost=True)
    for form, becomes in ends.items():
        name = name.str.replace(f"{form}$", becomes)
    return name.replace(whole)


@cache
def _aside(lexicon: Lexicon) -> str:
    """A bracket that names the same again: （GDP）; one that bounds the scope stays."""
    scopes = "".join(sorted({form[0] for form in lexicon.forms("metrics/names", place="scope")}))
    return rf"\([^(){scopes}][^()]*\)"


@cache
def _joints(lexicon: Lexicon) -> str:
    return f"^{alternation(lexicon.forms('places/tails', kind='joint'))}"
