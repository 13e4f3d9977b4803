"""An editor's rulings on metrics: a file beside the warehouse that every version is built with."""

from pathlib import Path

import pytest

from tests.phrases import documents
from tests.publications import publish_run
from tests.running import dashiji, write_documents
from transforms.lexicon import load_lexicon
from transforms.pipeline import extract
from warehouse.load.rule import apply_rulings
from warehouse.read import Reader
from warehouse.rulings import (
    Ruling,
    RulingsUnreadable,
    read_rulings,
    rulings_file,
    settled,
    write_rulings,
)

TEXTS = ("2019年全市地方一般公共预算收入90亿元。", "2020年全市一般公共预算收入95亿元。")
NAMES = {"地方一般公共预算收入", "一般公共预算收入"}


def published(warehouse: Path, number: int, *texts: str) -> None:
    publish_run(
        warehouse, number, extract(documents(*texts, published="2021-01-15"), load_lexicon())
    )


def metrics(warehouse: Path) -> set[str]:
    with Reader(warehouse) as reader:
        return {name for (name,) in reader.query("SELECT metric FROM metric_series").rows}


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    published(tmp_path / "w.duckdb", 1, *TEXTS)
    return tmp_path / "w.duckdb"


def test_a_join_takes_effect_without_another_run_and_survives_the_next(warehouse: Path) -> None:
    assert metrics(warehouse) == NAMES
    write_rulings(warehouse, [Ruling("地方一般公共预算收入", "join", "一般公共预算收入")])
    assert apply_rulings(warehouse, "r1-rule", 3)
    assert metrics(warehouse) == {"一般公共预算收入"}
    assert not apply_rulings(warehouse, "r1-again", 3)
    published(warehouse, 2, "2021年全市地方一般公共预算收入99亿元。")
    assert metrics(warehouse) == {"一般公共预算收入"}


def test_what_is_taken_back_stands_apart_again(warehouse: Path) -> None:
    write_rulings(warehouse, [Ruling("地方一般公共预算收入", "join", "一般公共预算收入")])
    apply_rulings(warehouse, "r1-rule", 3)
    write_rulings(warehouse, [])
    assert apply_rulings(warehouse, "r1-back", 3)
    assert metrics(warehouse) == NAMES


def test_a_split_phrase_leaves_the_metric_that_its_words_give_it(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    published(warehouse, 1, "2019年全市GDP900亿元。", "2020年全市生产总值950亿元。")
    assert metrics(warehouse) == {"生产总值"}
    write_rulings(warehouse, [Ruling("全市GDP", "split", "全市GDP")])
    apply_rulings(warehouse, "r1-rule", 3)
    assert metrics(warehouse) == {"生产总值", "全市GDP"}


def test_a_join_of_a_join_ends_where_the_last_ends() -> None:
    rulings = [Ruling("甲", "join", "乙"), Ruling("乙", "join", "丙"), Ruling("丁", "split", "丁")]
    assert settled(rulings) == {"甲": "丙", "乙": "丙", "丁": "丁"}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("phrase,name\n甲,乙\n", "line 1: the header"),
        ("phrase,ruling,name\n甲,joins,乙\n", "line 2: the ruling is neither join nor split"),
        ("phrase,ruling,name\n甲,join,\n", "line 2: there is no name"),
        ("phrase,ruling,name\n,join,乙\n", "line 2: there is no phrase"),
        ("phrase,ruling,name\n甲,join,乙\n甲,join,丙\n", "line 3: 甲 is ruled on in line 2"),
        ("phrase,ruling,name\n甲,join,乙\n乙,join,甲\n", "joined in a circle"),
        ("phrase,ruling,name\n丙,join,甲\n甲,join,乙\n乙,join,甲\n", "joined in a circle"),
        ("phrase,ruling,name\n\udcff,join,x\n", "not CSV in UTF-8"),
    ],
    ids=["header", "ruling", "name", "phrase", "twice", "circle", "way to a circle", "bytes"],
)
def test_a_file_that_cannot_be_read_says_where(tmp_path: Path, written: str, told: str) -> None:
    file = rulings_file(tmp_path / "w.duckdb")
    file.write_bytes(written.encode(errors="surrogateescape"))
    with pytest.raises(RulingsUnreadable, match=told):
        read_rulings(tmp_path / "w.duckdb")


def test_the_command_line_rules_and_a_run_without_news_takes_up_the_file(
    run_flow, tmp_path: Path
) -> None:
    source, warehouse = write_documents(tmp_path / "in"), tmp_path / "w.duckdb"
    assert run_flow(warehouse, source).state == "published"
    unknown = dashiji("metric", "join", "生产总置", "走访群众", "-w", warehouse)
    assert unknown.returncode == 1
    assert "did you mean 生产总值" in unknown.stderr
    joined = dashiji(
        "metric", "join", "新增城镇就业", "走访群众", "--reason", "=1+1", "-w", warehouse
    )
    assert joined.returncode == 0, joined.stderr
    assert "新增城镇就业" not in metrics(warehouse)
    circle = dashiji("metric", "join", "走访群众", "新增城镇就业", "-w", warehouse)
    assert (circle.returncode, "circle" in circle.stderr) == (2, True)
    rulings_file(warehouse).unlink()
    assert run_flow(warehouse, source).state == "nothing_new"
    assert "新增城镇就业" in metrics(warehouse)
