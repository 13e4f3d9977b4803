"""gzip: one file packed; unpacked in memory, as far as one document may reach."""

import gzip
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

from flows.sources.containers.members import Budget, read_member
from flows.sources.drafts import MANY, Content, Draft, Rejection, Unfit, too_large


def read_gzip(content: Content) -> Iterator[Draft | Rejection]:
    """What the packed file holds; raises Unfit for what does not unpack, or unpacks too large."""
    most = min(MANY * content.largest, content.unpacked_left)
    try:
        with gzip.open(BytesIO(content.raw)) as opened:
            raw = opened.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unfit("archive_broken", f"it cannot be unpacked ({error}); pack it anew") from None
    if len(raw) > most:
        raise too_large("unpacked, the file", most)
    budget = Budget(content)
    budget.take(len(raw))
    name = content.name.removesuffix(".gz").removesuffix(".gzip")
    for found in read_member(name, raw, content, budget):
        # One file has one name: that of the packed one tells it.
        own = f"!/{name}"
        within = found.within.removeprefix(own)
        yield (
            replace(found, path=found.path.removeprefix(own), within=within)
            if isinstance(found, Rejection)
            else replace(found, part=found.part.removeprefix(own), within=within)
        )
