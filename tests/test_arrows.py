"""Imports point one way: who may know whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"flows", "transforms", "schemas", "warehouse", "dashboard", "benchmarks", "tests"}
ENGINES = {"prefect", "duckdb", "great_expectations", "duckdb_engine", "sqlalchemy"}
# What a package may import of ours, and which engines.
ALLOWED = {
    "schemas": (set(), set()),
    "transforms": ({"schemas"}, set()),
    "warehouse": ({"schemas"}, ENGINES - {"prefect"}),
    "flows": ({"transforms", "warehouse", "schemas"}, {"prefect"}),
}
FILES = [
    pytest.param(package, path, id=str(path.relative_to(ROOT)))
    for package in ALLOWED
    for path in sorted((ROOT / package).rglob("*.py"))
]


def imported(path: Path) -> set[str]:
    """The top-level names that a file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names


@pytest.mark.parametrize(("package", "path"), FILES)
def test_imports_point_one_way(package, path):
    ours, engines = ALLOWED[package]
    names = imported(path)
    assert names & OURS <= ours | {package}
    assert names & ENGINES <= engines


# `hash` and `sorted` are pure; these are doors to the world outside.
CLOCKS_AND_CHANCE = {"time", "random", "secrets", "socket", "urllib", "requests", "httpx", "os"}


@pytest.mark.parametrize("path", sorted((ROOT / "transforms").rglob("*.py")), ids=lambda p: p.name)
def test_transforms_know_no_clock_network_or_chance(path):
    assert not imported(path) & CLOCKS_AND_CHANCE
    calls = {
        node.attr
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }
    assert not calls & {"now", "today", "utcnow"}


def test_there_is_something_to_walk():
    assert {package for package, _ in (p.values for p in FILES)} == set(ALLOWED)
