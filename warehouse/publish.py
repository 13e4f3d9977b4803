"""A built file becomes the warehouse: one rename, whole or not at all."""

import os
import shutil
from pathlib import Path

from warehouse import journal
from warehouse.errors import BuildFailed
from warehouse.quarantine import forget_decisions
from warehouse.versions import current_version, folder_of, version_of, versions

READ_ONLY = 0o444
"""A published version is never written again, by whatever program opens it."""


def publish(built: Path, warehouse: Path, keep: int = 3) -> Path:
    """Make the built file the current version; the version file.

    The name becomes a relative link to it, in one step: who opens the name meets the old version
    or the new one, whole, and who has the old one open keeps it. The last `keep` versions stay.
    A warehouse that lay at the name itself becomes a version first. Raises ForeignFile where
    something else lies there. Asked again after it died half-way, it goes on where it stopped.
    """
    version = version_of(built)
    if current_version(warehouse) == warehouse:
        _adopt(warehouse)
    if built.exists() or not version.exists():
        _finish(built, version)
    _set_logs_aside(warehouse, version)
    _point(warehouse, version)
    _remove_older(warehouse, version, keep)
    journal.forget(warehouse, version)
    forget_decisions(warehouse, version)
    return version


def _finish(built: Path, version: Path) -> None:
    """Give the built file its name as a version, for good."""
    if built.with_name(f"{built.name}.wal").exists():
        raise BuildFailed(f"{built} was not closed: its log is still there. Run again.")
    os.chmod(built, READ_ONLY)
    _sync(built)
    os.replace(built, version)
    _sync(version.parent)


def _point(warehouse: Path, version: Path) -> None:
    link = warehouse.with_name(f".{warehouse.name}.{os.getpid()}.link")
    link.unlink(missing_ok=True)
    link.symlink_to(version.relative_to(warehouse.parent))
    os.replace(link, warehouse)
    _sync(warehouse.parent)


def _adopt(warehouse: Path) -> None:
    """Keep a warehouse that lies at the name itself as a version; the name stays meanwhile."""
    version = folder_of(warehouse) / f"adopted-{warehouse.stat().st_mtime_ns}.duckdb"
    if version.exists():
        return
    try:
        os.link(warehouse, version)
    except OSError:
        writing = version.with_name(f".{version.name}.writing")
        shutil.copy2(warehouse, writing)
        os.replace(writing, version)
    os.chmod(version, READ_ONLY)


def _set_logs_aside(warehouse: Path, version: Path) -> None:
    """Move logs that cannot be ours to where no reader meets them: DuckDB would replay them."""
    for log in (f"{warehouse}.wal", f"{version}.wal"):
        if os.path.lexists(log):
            os.replace(log, version.with_name(f"stray-{version.stem}-{Path(log).name}"))


def _remove_older(warehouse: Path, version: Path, keep: int) -> None:
    older = [file for file in versions(warehouse) if file != version]
    for file in older[: max(0, len(older) - (keep - 1))]:
        file.unlink()


def _sync(path: Path) -> None:
    """Wait until the file or the folder's entries are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
