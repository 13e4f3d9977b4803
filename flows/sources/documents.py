"""Drafts to rows of DOCUMENT: keys, digests and the stated date."""

import re
from hashlib import sha256
from typing import Any

from flows.sources.discover import Input
from flows.sources.drafts import Draft
from flows.sources.published import Published, read_published
from transforms.keys import digest

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def document_row(draft: Draft, given: Input) -> dict[str, Any]:
    """One row of DOCUMENT.

    The document's key stands for its source and its identity there: the identifier that is
    stated, else its path. A source that nothing states is the folder's name.
    """
    stated = draft.statement
    source = _clean(stated.source) or given.folder or "unstated"
    path = f"{given.path}{draft.part}"
    identity = _clean(stated.identity) or path
    return {
        "document_id": "d" + digest(f"{source}|{identity}"),
        "text_sha256": sha256(draft.text.encode()).hexdigest(),
        "raw_sha256": sha256(draft.raw).hexdigest(),
        "source": source,
        "path": _clean(path),
        "format": draft.form,
        "encoding": draft.encoding,
        "title": _clean(stated.title),
        "source_rank": stated.rank,
        **published_columns(stated.published, stated.where),
        "text": draft.text,
    }


def published_columns(stated: str | None, where: str | None = None) -> dict[str, Any]:
    """The columns that tell the stated date of publication; all null where it is no date.

    `where` tells where in the document it stands, if not beside it.
    """
    published = read_published(stated) if stated else None
    names = ("published_start", "published_end", "published_precision", "published_at")
    if published is None:
        return dict.fromkeys((*names, "published_basis", "published_because"))
    return {
        **dict(zip(names, _parts(published), strict=True)),
        "published_basis": "metadata",
        "published_because": f"stated as {_clean(stated)}" + (f" in: {where}" if where else ""),
    }


def _parts(published: Published) -> tuple[Any, ...]:
    return (published.start, published.end, published.precision, published.at)


def _clean(stated: str | None) -> str | None:
    """A statement on one line, without control characters; None where nothing is left."""
    return " ".join(_CONTROLS.sub(" ", stated).split()) or None if stated else None
