"""Every naming of every programme that a document names."""

import polars as pl

from transforms.lexicon import Lexicon
from transforms.mentions.occurrences import find_occurrences
from transforms.mentions.programmes.aliases import with_aliases
from transforms.mentions.programmes.coined import coined_names
from transforms.mentions.programmes.gatherings import gatherings
from transforms.mentions.programmes.opened import opened_names
from transforms.mentions.programmes.quoted import quoted_names
from transforms.mentions.programmes.titled import titled_names
from transforms.mentions.programmes.told import told_names

_READ = ("title", "heading", "body", "quotation", "caption")


def find_programmes(
    passages: pl.DataFrame, places: pl.DataFrame, dated: pl.DataFrame, lexicon: Lexicon
) -> pl.DataFrame:
    """One row per naming of a programme, its short forms joined to its name.

    PASSAGE, places, DATED_DOCUMENT -> where it stands, `name` (as first written in full, without
    quotation marks), `subkind`, `rule`. A name that is marked or opened once is found wherever
    the document writes it again, with marks or without.
    """
    read = passages.filter(pl.col("kind").is_in(_READ)).join(
        dated.select("document_id", "genre"), on="document_id", how="left", validate="m:1"
    )
    named = pl.concat(
        [
            quoted_names(read, lexicon),
            opened_names(read, lexicon),
            gatherings(read, places, lexicon),
            titled_names(read, lexicon),
            coined_names(read, lexicon),
            told_names(read, lexicon),
        ]
    ).pipe(with_aliases, read)
    names = (
        named.sort("document_id", "start_char")
        .unique(["document_id", "form"], keep="first", maintain_order=True)
        .select("document_id", "form", "name", "subkind", "rule")
    )
    return find_occurrences(read, names)
