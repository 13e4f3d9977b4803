"""The command line as a process of its own, and small folders of documents to run it on."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "flows"]
NEWS = (
    "2012年6月11日，成都市公安局召开“警民亲”活动推进会。"
    "一年来，全市公安机关走访群众41余万人，接报刑事警情同比下降34%。\n"
)
REPORT = "2019年，全市生产总值达到1.7万亿元，比上年增长7.8%。城镇新增就业26.5万人。\n"


def environment(**given: str) -> dict[str, str]:
    """This process's environment without our own settings, and with what is given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DASHIJI_", "PREFECT_"))}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), **given}


def dashiji(
    *arguments: str | Path, stdin: str = "", cwd: Path | None = None, **given: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; `given` are environment variables."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=cwd,
        env=environment(**given),
        timeout=180,
        check=False,
    )


def write_documents(folder: Path, count: int = 2) -> Path:
    """A folder with a news item, a report, and more of both, each with its date stated."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "news.txt").write_text(NEWS, encoding="utf-8")
    (folder / "report.md").write_text(
        f"---\ntitle: 工作报告\nsource: 市政府\ndate: 2020-01-10\n---\n{REPORT}", encoding="utf-8"
    )
    lines = [
        {"id": f"n{n}", "source": "日报", "published": "2012-06-12", "text": f"{NEWS}{REPORT}{n}人"}
        for n in range(count)
    ]
    (folder / "more.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    return folder


def contents(warehouse: Path, *without: str) -> dict[str, Any]:
    """All rows that people query, by table, without what differs from run to run."""
    from warehouse.read import Reader

    left_out = {"documents": "EXCLUDE (first_run_id, run_id)"}
    tables = "documents passages time_mentions figures events entities entity_mentions metrics"
    with Reader(warehouse) as reader:
        return {
            table: reader.query(
                f"SELECT * {left_out.get(table, '')} FROM {table} ORDER BY ALL"
            ).rows
            for table in tables.split()
            if table not in without
        }
