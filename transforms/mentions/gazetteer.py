"""What places are called: each form of each place, and whether it may stand alone."""

from functools import cache

import polars as pl

from transforms.lexicon import Lexicon, alternation

# `full` and `free` forms stand anywhere; `near` forms where the document is about what they lie
# in; `told` forms only right behind it.
STANDING = ("full", "free")
FOREVER = 9999


@cache
def place_forms(lexicon: Lexicon) -> pl.DataFrame:
    """Each form of each place: `form`, `use`, `own` (its name), `code`, `parent_name`, validity."""
    divisions = lexicon["places/divisions"].with_columns(
        pl.col("valid_from", "valid_to").cast(pl.Int64)
    )
    current = divisions.filter(pl.col("valid_to").is_null())
    shared = current.filter(pl.len().over("name") > 1)["name"].unique()
    # A name that several places bear is told apart by the places it lies in.
    named = divisions.with_columns(
        own=pl.when(pl.col("name").is_in(shared.implode())).then("example").otherwise("name"),
        risky=pl.col("short") == pl.col("name"),
    )
    parents = named.filter(pl.col("valid_to").is_null()).select(
        parent_code="code", parent_name="own"
    )
    placed = named.join(parents, on="parent_code", how="left", validate="m:1")
    columns = ("form", "use", "own", "code", "parent_name", "valid_from", "valid_to")
    full = placed.with_columns(
        form="name", use=pl.when(pl.col("risky")).then(pl.lit("told")).otherwise(pl.lit("full"))
    ).select(columns)
    short = placed.filter(pl.col("short_use").is_not_null()).with_columns(
        form="short", use="short_use"
    )
    world = lexicon["places/world"].select(
        "form",
        use=pl.lit("free"),
        own="name",
        code=pl.lit(None, pl.String),
        parent_name="parent",
        valid_from=pl.lit(None, pl.Int64),
        valid_to=pl.lit(None, pl.Int64),
    )
    # 长白县, 凉山州: an autonomous division without its peoples, where no other bears the name.
    brief = (
        placed.filter(pl.col("name").str.contains("自治[县旗州]$") & pl.col("short").is_not_null())
        .with_columns(form=pl.col("short") + pl.col("name").str.tail(1), use=pl.lit("full"))
        .filter(~pl.col("form").is_in(placed["name"].implode()))
        .select(columns)
    )
    return pl.concat([full, short.select(columns), brief, world]).unique(maintain_order=True)


@cache
def standing_forms(lexicon: Lexicon) -> frozenset[str]:
    """The forms that may stand anywhere."""
    return frozenset(place_forms(lexicon).filter(pl.col("use").is_in(STANDING))["form"])


@cache
def place_pattern(lexicon: Lexicon) -> str:
    """Every form that may stand anywhere, and the words that only look as if they held one."""
    return alternation([*standing_forms(lexicon), *lexicon.forms("places/decoys")])


@cache
def near_pattern(lexicon: Lexicon) -> str:
    """The short forms that may stand in a document about what they lie in, and decoys."""
    near = place_forms(lexicon).filter(use="near")["form"].to_list()
    return alternation([*near, *lexicon.forms("places/decoys")])


def is_valid(year: pl.Expr) -> pl.Expr:
    """Whether a place existed in a year; an unknown year is ours."""
    told = year.fill_null(FOREVER - 1)
    return (told >= pl.col("valid_from").fill_null(0)) & (
        told < pl.col("valid_to").fill_null(FOREVER)
    )


def stem(code: pl.Expr) -> pl.Expr:
    """What the codes of all divisions within one begin with.

    >>> pl.select(stem(pl.lit("510100"))).item()
    '5101'
    """
    return code.str.replace("(?:00)+$", "")
