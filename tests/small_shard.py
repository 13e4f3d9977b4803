"""One small document read by hand, for tests that need a whole shard."""

from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import polars as pl

from schemas.to_polars import to_polars
from schemas.warehouse import MAIN, RUN_STAMPS

Frames = dict[str, pl.DataFrame]

TEXT = "警民亲活动\n2012年6月走访群众41余万人。\n当天召开推进会。"


def small_shard(document_id: str = "d1", number: str = "41", rule: str = "test") -> Frames:
    """A frame for each table of MAIN: a title, two sentences, two times, a figure, an event.

    `number` is the figure that the text states; another number makes it a corrected document.
    """
    text = TEXT.replace("41", number)
    return _frames(text, document_id, {"rule": rule, "flags": []}, number)


def joined(*shards: Frames) -> Frames:
    """Several shards as one, each dimension row once."""
    return {
        table.name: pl.concat([shard[table.name] for shard in shards]).unique(
            table.key, keep="first", maintain_order=True
        )
        for table in MAIN
    }


def _frames(text: str, document_id: str, reading: dict[str, Any], number: str) -> Frames:
    def quote(part: str, passage: str, name: str = "") -> dict[str, Any]:
        start = text.index(part)
        span = {"start_char": start, "end_char": start + len(part), "quote": part}
        at = {"document_id": document_id, "passage_id": f"{document_id}-{passage}"}
        return {**at, **span, **reading, **({name: f"{document_id}-{part}"} if name else {})}

    title, first, second = text.split("\n")
    month, value = f"{document_id}-2012年6月", Decimal(number) * 10_000
    interval = {"start_at": datetime(2012, 6, 1), "end_at": datetime(2012, 7, 1)}
    period = {"period_start": date(2012, 6, 1), "period_end": date(2012, 7, 1)}
    who = {"place_id": None, "organisation_id": None, "programme_id": "e-警民亲活动"}
    time = {"timex_type": "DATE", "mod": None, **interval, "precision": "month"}
    rows: dict[str, list[dict[str, Any]]] = {
        "documents": [_document(text, document_id, title)],
        "passages": [
            {**quote(part, str(place)), "ordinal": place, "kind": "body" if place else "title"}
            for place, part in enumerate((title, first, second))
        ],
        "time_mentions": [
            {
                **quote("2012年6月", "1", "time_id"),
                **time,
                "timex": "2012-06",
                "anchor_kind": "explicit",
            },
            {
                **quote("当天", "2", "time_id"),
                **time,
                "timex": None,
                "anchor_kind": "narrative",
                "anchor_time_id": month,
            },
        ],
        "figures": [
            {
                **quote(f"{number}余万人", "1", "figure_id"),
                **{"value": value, "lower": value, "upper": value + 10_000, "upper_open": True},
                **{"hedge": "余", "unit": "人", "unit_code": "{人}", "kind": "count"},
                **{"statistic": "flow", "metric": "走访群众", "metric_id": "m-走访群众"},
                **period,
                "period_time_id": month,
                **who,
            }
        ],
        "events": [
            {
                **quote("当天召开推进会", "2", "event_id"),
                "trigger": "召开",
                "kind": "hold",
                "subject": "市公安局",
                **interval,
                **{"precision": "month", "status": "happened", "time_id": f"{document_id}-当天"},
                **who,
            }
        ],
        "entities": [
            {
                "entity_id": "e-警民亲活动",
                "kind": "programme",
                "subkind": "activity",
                "name": "警民亲活动",
            }
        ],
        "entity_tellings": [
            {
                **{"document_id": document_id, "entity_id": "e-警民亲活动", "kind": "programme"},
                **{"subkind": "activity", "name": "警民亲活动"},
            }
        ],
        "entity_mentions": [{"entity_id": "e-警民亲活动", **quote("警民亲活动", "0")}],
        "metrics": [
            {
                "metric_id": "m-走访群众",
                "name": "走访群众",
                "kind": "count",
                "unit_code": "{人}",
                "statistic": "flow",
            }
        ],
    }
    frames = {table.name: _frame(rows[table.name], to_polars(table)) for table in MAIN}
    # As transforms leave it: what only a run can say is not there yet.
    frames["documents"] = frames["documents"].drop(RUN_STAMPS)
    return frames


def _document(text: str, document_id: str, title: str) -> dict[str, Any]:
    digest = sha256(text.encode()).hexdigest()
    return {
        "document_id": document_id,
        "text_sha256": digest,
        "raw_sha256": digest,
        "source": "test",
        "path": f"{document_id}.txt",
        "format": "text",
        "encoding": "utf-8",
        "script": "hans",
        "title": title,
        "genre": "news",
        "published_start": date(2012, 6, 1),
        "published_end": date(2012, 7, 1),
        "published_precision": "month",
        "published_basis": "inferred",
        "published_because": "latest narrated time",
        "text": text,
        "char_count": len(text),
    }


def _frame(rows: list[dict[str, Any]], schema: pl.Schema) -> pl.DataFrame:
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)
