"""From errors to what people are told: what, what to do, and an exit code."""

import errno
from concurrent.futures.process import BrokenProcessPool

from flows.terminal import Failure

_BUG = "run it again with -v for the stack trace, and report it"
_BY_NUMBER = {
    errno.ENOSPC: "the disk is full; make room and run again: the warehouse is as it was",
    errno.EDQUOT: "your disk quota is used up; make room and run again: the warehouse is as it was",
    errno.EFBIG: "a file may not grow so large here (ulimit -f); raise the limit and run again",
    errno.EROFS: "the disk is read-only; name a warehouse elsewhere with --warehouse",
    errno.EACCES: "check who owns it, or name a warehouse elsewhere with --warehouse",
    errno.EPERM: "check who owns it, or name a warehouse elsewhere with --warehouse",
    errno.ENOTDIR: "one of the folders in its path is a file; name another place",
}


def failure_of(error: BaseException) -> Failure:
    """The same error in words, for a person who cannot read our code."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, KeyboardInterrupt):
        return Failure("interrupted; the published warehouse is as it was", code=130)
    if isinstance(error, BrokenProcessPool):
        return Failure(
            "a process that reads documents died, most likely for want of memory; nothing is lost",
            "run again with fewer DASHIJI_WORKERS or a smaller DASHIJI_SHARD_MB (1 and 2, say)",
        )
    if isinstance(error, OSError):
        return _of_system(error)
    return _ours(error) or Failure(f"unexpected: {type(error).__name__}: {error}", _BUG)


def _of_system(error: OSError) -> Failure:
    where = f"{error.filename}: " if error.filename else ""
    what = error.strerror or str(error)
    return Failure(f"{where}{what}", _BY_NUMBER.get(error.errno or 0, ""))


def _ours(error: BaseException) -> Failure | None:
    """Errors that are raised on purpose tell what to do themselves."""
    from flows.server import ServerError
    from flows.settings import SettingsError
    from flows.sources.discover import NoInput
    from flows.sources.manifest import ManifestError
    from flows.sources.rules import RulesError
    from warehouse.errors import BuildFailed, GateFailed, RunInProgress, WarehouseError

    if isinstance(error, RunInProgress):
        return Failure(str(error), code=3)
    if isinstance(error, GateFailed):
        return Failure(str(error), code=1)
    if isinstance(error, BuildFailed):
        return Failure(str(error))
    if isinstance(
        error, (WarehouseError, ServerError, SettingsError, NoInput, ManifestError, RulesError)
    ):
        return Failure(str(error))
    return None
