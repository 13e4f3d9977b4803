"""Paths and options, and the only reader of the environment."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

DEFAULT_WAREHOUSE = "data/warehouse.duckdb"
MEGABYTE = 1_000_000

# Nothing phones home, and nothing looks for an account.
_SILENCE = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "GX_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_LOGFIRE_ENABLED": "false",
    "SCARF_NO_ANALYTICS": "true",
}


class SettingsError(Exception):
    """A setting that cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a run keeps things, and how much it takes at a time.

    `workers` processes read shards of about `shard_bytes` of text; a megabyte of text takes up to
    150 MB of memory. An input larger than `largest_input` bytes is set aside. `prefect_api_url`
    names a server that is already there.
    """

    warehouse: Path
    prefect_home: Path
    workers: int
    shard_bytes: int = 8 * MEGABYTE
    largest_input: int = 16 * MEGABYTE
    keep_versions: int = 3
    watch_seconds: float = 2
    prefect_api_url: str | None = None

    @property
    def data(self) -> Path:
        """The folder of the warehouse: all that a run leaves lies in it."""
        return self.warehouse.parent

    @property
    def cache(self) -> Path:
        """Shards and what was read in them, named by content."""
        return self.data / "cache" / self.warehouse.stem

    @property
    def inputs(self) -> Path:
        """What the last run found in each file; without it every file is opened."""
        return self.data / "inputs" / f"{self.warehouse.stem}.parquet"

    @property
    def set_aside(self) -> Path:
        """The bytes of the inputs that went to quarantine, named by digest."""
        return self.data / "set_aside"


def load_settings(
    warehouse: Path | None = None, environment: Mapping[str, str] = os.environ
) -> Settings:
    """The settings of this process: what is given, else the environment, else the defaults.

    Raises SettingsError naming the variable that holds no usable value.
    """
    file = warehouse or Path(environment.get("DASHIJI_WAREHOUSE") or DEFAULT_WAREHOUSE)
    file = Path(os.path.abspath(file))  # keeps a symbolic link a link: it is the pointer
    home = environment.get("DASHIJI_PREFECT_HOME")
    return Settings(
        warehouse=file,
        prefect_home=Path(home).absolute() if home else file.parent / "prefect",
        workers=_number(environment, "DASHIJI_WORKERS", os.cpu_count() or 1),
        shard_bytes=_megabytes(environment, "DASHIJI_SHARD_MB", 8),
        largest_input=_megabytes(environment, "DASHIJI_LARGEST_INPUT_MB", 16),
        keep_versions=_number(environment, "DASHIJI_KEEP_VERSIONS", 3),
        prefect_api_url=environment.get("PREFECT_API_URL") or None,
    )


def _number(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name) or str(default)
    if not written.isascii() or not written.isdigit() or int(written) < 1:
        raise SettingsError(f"{name} is {written!r}; it takes a whole number from 1")
    return int(written)


def _megabytes(environment: Mapping[str, str], name: str, default: int) -> int:
    written = environment.get(name) or str(default)
    if not re.fullmatch(r"\d+(\.\d+)?", written, re.ASCII) or not float(written):
        raise SettingsError(f"{name} is {written!r}; it takes a number of megabytes above 0")
    return max(1, round(float(written) * MEGABYTE))


def silence_telemetry() -> None:
    """Switch off what the libraries report; call it before any of them is imported."""
    for name, value in _SILENCE.items():
        os.environ.setdefault(name, value)


def use_prefect_server(settings: Settings, api_url: str, console: str) -> None:
    """Point Prefect, not imported yet, at a server; `console` is the least level it prints."""
    os.environ["PREFECT_API_URL"] = api_url
    os.environ.setdefault("PREFECT_HOME", str(settings.prefect_home))
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", console)
    os.environ.setdefault("PREFECT_LOGGING_EXTRA_LOGGERS", "dashiji")


def colour_wanted() -> bool:
    """Whether the environment allows colour, by the convention of NO_COLOR."""
    return not os.environ.get("NO_COLOR")
