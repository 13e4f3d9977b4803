"""One Prefect server of our own, for a run that has none.

The child binds a free port itself and tells it, so that nobody else can take it in between. It
lives as long as its standard input is open: when the parent ends, however it ends, the pipe
closes and the child goes too.
"""

import atexit
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing, suppress
from importlib.metadata import version
from pathlib import Path

from flows.settings import Settings, load_settings, silence_telemetry
from flows.work.files import write_whole

_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_SECONDS = 120
_DATABASE = "prefect.db"


# One run uses it: no scheduler, no late-run sweeps, no page.
_PASSING = {
    "PREFECT_UI_ENABLED": "0",
    "PREFECT__SERVER_EPHEMERAL": "1",
    "PREFECT__SERVER_FINAL": "1",
}
# A schedule uses it for years: what it keeps of each run goes after a while, and a few runs ahead
# are enough.
_LASTING = {
    "PREFECT_UI_ENABLED": "1",
    "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P2D",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 86_400),
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "20",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MAX_RUNS": "10",
}
# As much of the database may be empty pages before it is written anew.
_EMPTY_SHARE = 0.25


class ServerError(Exception):
    """The server did not start; the message says where its log is."""


class PrefectServer:
    """A server that may still be starting; `wait` returns once it answers."""

    def __init__(self, api_url: str, child: subprocess.Popen[bytes] | None, log: Path) -> None:
        self.api_url = api_url
        self._child = child
        self._log = log

    def wait(self) -> None:
        """Return when the server answers; raise ServerError when it cannot."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _answers(self.api_url):
            if self._child is None:
                raise ServerError(f"no Prefect server answers at {self.api_url}")
            if self._child.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"the Prefect server did not start; its log is {self._log}")
            time.sleep(0.03)

    def stop(self) -> None:
        """Let the child, if it is ours, write what it still holds and end; nobody waits for it."""
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.close()


def start_server(settings: Settings, lasting_port: int | None = None) -> PrefectServer:
    """The server that the environment names, or one of our own until this process ends.

    With `lasting_port` it schedules runs, shows its page at that port or, where that is taken, at
    a free one, and clears away what it keeps of old runs.

    Our own starts in the background: import what you need, then `wait`. Call it before Prefect is
    imported: what is registered first ends last, and Prefect sends its last lines as it ends.
    """
    server = _named(settings) if settings.prefect_api_url else _own(settings, lasting_port)
    atexit.register(server.stop)
    return server


def prepare() -> Path:
    """Keep an empty database of Prefect's in the Python environment; its file.

    Prefect makes one in six seconds, by 110 migrations; a new data folder gets a copy instead.
    """

    def make(file: Path) -> None:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
            settings = load_settings(None, {"DASHIJI_PREFECT_HOME": home})
            server = start_server(settings)
            server.wait()
            _copy(Path(home) / _DATABASE, file)
            server.stop()

    return write_whole(_template(), make)


def _template() -> Path:
    return Path(sys.prefix) / "share" / "dashiji" / f"prefect-{version('prefect')}.db"


def _furnish(home: Path) -> None:
    """Make the home, with a copy of the prepared database; what is missing Prefect makes."""
    home.mkdir(parents=True, exist_ok=True)
    if _template().exists():
        with suppress(sqlite3.Error):
            write_whole(home / _DATABASE, lambda file: _copy(_template(), file))


def _copy(source: Path, target: Path) -> None:
    """A whole copy of a database, also of one that is in use."""
    with (
        closing(sqlite3.connect(source)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written)


def _named(settings: Settings) -> PrefectServer:
    assert settings.prefect_api_url
    return PrefectServer(settings.prefect_api_url.rstrip("/"), None, settings.prefect_home)


def _shrink(database: Path) -> None:
    """Give back the room of what was cleared away: SQLite keeps it in the file."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as opened:
        (pages,), (empty,) = (
            opened.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "freelist_count")
        )
        if empty > pages * _EMPTY_SHARE:
            opened.execute("VACUUM")


def _own(settings: Settings, lasting_port: int | None) -> PrefectServer:
    _furnish(settings.prefect_home)
    if lasting_port is not None:
        _shrink(settings.prefect_home / _DATABASE)
    log = settings.prefect_home / "server.log"
    # A child that is run as a file would see flows/ and not the packages beside it.
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PREFECT_HOME": str(settings.prefect_home),
        **(_PASSING if lasting_port is None else _LASTING),
    }
    environment.pop("PREFECT_API_URL", None)
    with log.open("wb") as output:
        child = subprocess.Popen(
            [sys.executable, "-m", "flows.server", "serve", str(lasting_port or 0)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=output,
            env=environment,
            start_new_session=True,  # Ctrl-C is for the run, which then ends its server
        )
    assert child.stdout is not None
    port = child.stdout.readline().strip().decode()
    if not port:
        child.wait()
        raise ServerError(f"the Prefect server did not start; its log is {log}")
    return PrefectServer(f"http://127.0.0.1:{port}/api", child, log)


def _answers(api_url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _serve(port: int) -> None:
    """Be the child: bind, tell the port, serve until standard input closes."""
    silence_telemetry()
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.bind(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)

    import uvicorn

    config = uvicorn.Config(
        "prefect.server.api.server:create_app", factory=True, log_level="error", lifespan="on"
    )
    server = uvicorn.Server(config)
    threading.Thread(target=_end_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])


def _end_with_parent(server: object) -> None:
    sys.stdin.buffer.read()
    setattr(server, "should_exit", True)  # noqa: B010 - the type is imported late
    time.sleep(3)
    os._exit(0)


if __name__ == "__main__":
    if sys.argv[1:] == ["prepare"]:
        prepare()
    else:
        _serve(int(sys.argv[2]))
