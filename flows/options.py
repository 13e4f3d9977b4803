"""The options of every command, and what becomes of its errors."""

import inspect
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.terminal import Output

Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse",
        "-w",
        metavar="FILE",
        show_default=False,
        help="The warehouse file; else DASHIJI_WAREHOUSE, else data/warehouse.duckdb.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
NoColour = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Logs, and stack traces.")]
_ASKED = {"json": AsJson, "no_color": NoColour, "quiet": Quiet, "verbose": Verbose}


def with_output(command: Callable[..., int | None]) -> Callable[..., None]:
    """Give a command the options of all commands, as one `Output`; its result is the exit code."""
    own = [p for name, p in inspect.signature(command).parameters.items() if name != "output"]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=asked)
        for name, asked in _ASKED.items()
    ]
    own = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]

    @wraps(command)
    def run(context: typer.Context, **given: Any) -> None:
        asked = {name: given.pop(name) or bool((context.obj or {}).get(name)) for name in _ASKED}
        output = Output(asked["json"], not asked["no_color"], asked["quiet"], asked["verbose"])
        raise typer.Exit(_code(output, lambda: command(output=output, **given)))

    run.__signature__ = inspect.Signature([context, *own, *shared])  # type: ignore[attr-defined]
    return run


def _code(output: Output, command: Callable[[], int | None]) -> int:
    """Run it; an error becomes two lines and an exit code, never a stack trace unless asked for."""
    from flows.failures import failure_of

    try:
        return command() or 0
    except BrokenPipeError:
        sys.stderr.close()  # whoever read us has seen enough
        return 0
    except (Exception, KeyboardInterrupt) as error:
        if output.verbose:
            output.errors.print_exception()
        failure = failure_of(error)
        output.fail(str(failure), failure.hint)
        return failure.code
