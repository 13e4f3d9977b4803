"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.server import start_server
from flows.settings import load_settings, use_prefect_server
from tests.running import ROOT
from transforms.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The seeds, as shipped."""
    return load_lexicon()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a Prefect server that every run of the session may use."""
    home = tmp_path_factory.mktemp("prefect")
    settings = load_settings(home / "warehouse.duckdb", {"DASHIJI_PREFECT_HOME": str(home)})
    started = start_server(settings)
    started.wait()
    use_prefect_server(settings, started.api_url, "CRITICAL")
    return started.api_url  # it ends with this process, after Prefect has sent its last lines


@pytest.fixture(scope="session")
def run_flow(server: str) -> Callable[..., Any]:
    """The main flow in this process: `run_flow(warehouse, *paths, shard_mb=…, rebuild=…)`."""
    from flows.run import run_all

    def run(warehouse: Path, *paths: Path, shard_mb: float = 32, **how: bool) -> Any:
        given = {"DASHIJI_WORKERS": "1", "DASHIJI_SHARD_MB": f"{shard_mb:f}"}
        with pytest.MonkeyPatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            return run_all(load_settings(warehouse), list(paths), **how)

    return run


@pytest.fixture(scope="session")
def seed_warehouse(run_flow: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse of the seed documents, to be read and not written."""
    warehouse = tmp_path_factory.mktemp("seeds") / "warehouse.duckdb"
    run_flow(warehouse, ROOT / "seeds" / "documents")
    return warehouse
