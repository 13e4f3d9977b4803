"""`dashiji rebuild`: the warehouse anew, from the bytes that were kept."""

from pathlib import Path

from flows.commands.run import Asked, run_documents
from flows.settings import load_settings
from flows.terminal import Failure, Output
from warehouse.retractions import archive_of
from warehouse.versions import current_version


def rebuild_warehouse(output: Output, warehouse: Path | None) -> int:
    """Read every document again from the archive, check, and publish; history stays."""
    file = load_settings(warehouse).warehouse
    if current_version(file) is None and not archive_of(file).is_dir():
        raise Failure(
            f"there is neither a warehouse at {file} nor an archive beside it",
            "read the documents: dashiji run PATH",
        )
    return run_documents(output, warehouse, Asked(rebuild=True))
