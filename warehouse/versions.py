"""The versions of a warehouse: immutable files in a folder beside the name that people open."""

import os
import shutil
from pathlib import Path

from warehouse.errors import ForeignFile
from warehouse.probe import is_warehouse

BUILDING = ".building"


def folder_of(warehouse: Path) -> Path:
    """The folder of the versions, the lock and the journal: `<name>.versions` beside the name."""
    return warehouse.with_name(f"{warehouse.stem}.versions")


def building_file(warehouse: Path, run_id: str) -> Path:
    """Where the version of a run lies until it is published."""
    return folder_of(warehouse) / f".{run_id}.duckdb{BUILDING}"


def version_of(built: Path) -> Path:
    """Where a built file lies once it is published."""
    return built.with_name(built.name.removeprefix(".").removesuffix(BUILDING))


def current_version(warehouse: Path) -> Path | None:
    """The file that the name stands for; None where there is none yet.

    That is one of our versions, or a whole warehouse that somebody put at the name. Raises
    ForeignFile where anything else is there, which is never overwritten.
    """
    if warehouse.is_symlink():
        return _linked(warehouse)
    if not warehouse.exists():
        return None
    if warehouse.is_file() and is_warehouse(warehouse):
        return warehouse
    raise ForeignFile(
        f"{warehouse} is not a warehouse of dashiji, and is left as it is. "
        "Move it away, or choose another name for the warehouse."
    )


def sweep(warehouse: Path) -> list[Path]:
    """Remove what builds that died left behind; what was removed. To be called under the lock."""
    folder = folder_of(warehouse)
    left = [
        *folder.glob(f".*{BUILDING}*"),
        *folder.glob(".*.writing"),
        *warehouse.parent.glob(f".{warehouse.name}.*.link"),
    ]
    for path in left:
        remove(path)
    return left


def remove(path: Path) -> None:
    """Remove a file, or a folder with all it holds."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def versions(warehouse: Path) -> list[Path]:
    """The published version files, oldest first."""
    files = (file for file in folder_of(warehouse).glob("*.duckdb") if file.is_file())
    return sorted(files, key=lambda file: (file.stat().st_mtime_ns, file.name))


def _linked(warehouse: Path) -> Path:
    target = warehouse.parent / os.readlink(warehouse)
    if target.parent.resolve() != folder_of(warehouse).resolve():
        raise ForeignFile(
            f"{warehouse} is a link to {target}, which dashiji did not make. "
            "Name that file itself as the warehouse, or remove the link."
        )
    if not target.is_file():
        others = ", ".join(file.name for file in versions(warehouse)) or "none is left"
        raise ForeignFile(
            f"{warehouse} stands for {target.name}, which is gone. Link it to a version that is "
            f"still there ({others}), or remove the link to begin anew."
        )
    return target
