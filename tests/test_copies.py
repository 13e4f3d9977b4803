"""Near-identical texts are linked, in whatever order they come; reports on one form are not."""

import csv
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from random import Random

import polars as pl
import pytest

from benchmarks.copies import copies_of
from tests.publications import arrival, publish_run
from tests.small_shard import Frames, joined, small_shard
from warehouse.check import warehouse_gate
from warehouse.load import build
from warehouse.publish import publish
from warehouse.read import Reader

PAIRS = [*csv.DictReader((Path(__file__).parent / "corpus" / "copies.csv").open("r", -1, "utf-8"))]
DAY = date(2020, 3, 2)


def story(key: str, text: str, days: int = 0) -> tuple[str, date, str]:
    return key, DAY + timedelta(days=days), text.replace("\\n", "\n")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["why"])
def test_pairs_by_hand(pair):
    stories = [story("first", pair["first"]), story("second", pair["second"], int(pair["days"]))]
    wanted = {"second": "first"} if pair["copy"] == "yes" else {}
    assert copies_of(stories) == wanted


TEXT = next(pair["first"] for pair in PAIRS if pair["copy"] == "yes")
SENTENCES = [f"{part}。" for part in TEXT.split("。") if part]


def test_the_order_in_which_they_come_makes_no_difference():
    cut = ["".join(SENTENCES[:place] + SENTENCES[place + 1 :]) for place in (1, 2, 3)]
    stories = [story("a", cut[0], 1), story("b", TEXT), story("c", cut[1], 2), story("d", cut[2])]
    others = [story(f"o{n}", f"{n}月份，" + text["first"]) for n, text in enumerate(PAIRS[1:4])]
    for order in [*permutations(stories)][::5]:
        came = [*order, *others]
        Random(str(order)).shuffle(came)
        linked = copies_of(came)
        assert {copy: linked.get(copy) for copy in "abcd"} == {
            "a": "b", "b": None, "c": "b", "d": "b"
        }  # fmt: skip


def told(document: str, day: int, text: str | None = None, rank: int | None = None) -> Frames:
    """A shard that was published on that day of 2012; its shape says that all are alike."""
    frames = small_shard(document, text or "41")
    start = date(2012, 6, day)
    frames["documents"] = frames["documents"].with_columns(
        published_start=start,
        published_end=start + timedelta(days=1),
        source_rank=pl.lit(rank, pl.Int64),
        shape=pl.lit("02" + "ab" * 128),
    )
    return frames


def links(warehouse: Path) -> dict[str, str]:
    with Reader(warehouse) as reader:
        return dict(reader.query("SELECT document_id, copy_of FROM documents ORDER BY 1").rows)


def test_run_by_run_it_is_as_at_once(tmp_path):
    shards = [told("d3", 3), told("d2", 2, rank=2), told("d1", 2, rank=1), told("d4", 2, "42")]
    one_by_one, at_once = tmp_path / "a" / "w.duckdb", tmp_path / "b" / "w.duckdb"
    seen = []
    for number, shard in enumerate(shards, start=1):
        publish_run(one_by_one, number, shard)
        seen.append(links(one_by_one))
    publish_run(at_once, 1, joined(*shards))
    assert seen[0] == {"d3": None}
    assert seen[1] == {"d2": None, "d3": "d2"}
    assert seen[2] == {"d1": None, "d2": "d1", "d3": "d1"}
    # Its number is another: a correction or another day's report, but no copy.
    assert seen[3] == links(at_once) == {"d1": None, "d2": "d1", "d3": "d1", "d4": None}


def test_a_copy_whose_first_is_withdrawn_or_corrected_is_the_first(tmp_path):
    warehouse = tmp_path / "w.duckdb"
    publish_run(warehouse, 1, joined(told("d1", 1), told("d2", 2), told("d3", 3)))
    publish_run(warehouse, 2, told("d1", 1, "42"))
    assert links(warehouse) == {"d1": None, "d2": None, "d3": "d2"}
    came = arrival(tmp_path / "s", 3)
    gone = type(came)(came.run, [], came.checks, came.quarantine, (), ["d2"])
    built = build(warehouse, gone)
    assert warehouse_gate(built, "r3")["success"].all()
    publish(built, warehouse)
    assert links(warehouse) == {"d1": None, "d3": None}
