"""What gold says of a warehouse: its own scorer is asked, as the benchmarks ask it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from flows.terminal import Failure

Scores = dict[str, dict[str, dict[str, Any]]]
_SCORER = "score.py"


def gold_sets(folder: Path) -> tuple[Path, list[Path]]:
    """The scorer, and the sets of gold: the folder itself, or those folders of it that hold rows.

    Raises Failure where there is no scorer in the folder or beside it, or no gold.
    """
    scorer = next((f for f in (folder / _SCORER, folder.parent / _SCORER) if f.is_file()), None)
    if scorer is None:
        raise Failure(f"{folder} has no {_SCORER}, nor has the folder around it", _HINT)
    inside = sorted(path for path in folder.iterdir() if path.is_dir())
    sets = [path for path in (folder, *inside) if any(path.glob("*.json"))]
    if not sets:
        raise Failure(f"there is no gold in {folder}", _HINT)
    return scorer, sets


_HINT = "name the folder that holds score.py and the sets of gold, or one of the sets"


def gold_scores(warehouse: Path, folder: Path) -> Scores:
    """The scores of each set by its name, as the scorer has them: `times.right` and so on."""
    scorer, sets = gold_sets(folder)
    return {gold.name: _asked(scorer, warehouse, gold) for gold in sets}


def _asked(scorer: Path, warehouse: Path, gold: Path) -> dict[str, dict[str, Any]]:
    command = [sys.executable, scorer, "--warehouse", warehouse, "--gold", gold, "--json"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    try:
        scores: dict[str, dict[str, Any]] = json.loads(done.stdout)
    except ValueError:
        told = (done.stderr.strip().splitlines() or ["it printed nothing"])[-1]
        raise Failure(f"{scorer} could not score {gold}: {told[:300]}", _HINT) from None
    return scores
