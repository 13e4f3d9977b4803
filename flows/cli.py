"""The command line. Commands import what they need when they run: asking for help costs nothing."""

import gc
import inspect
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from flows.terminal import Output
from flows.work.interrupts import interrupt_between_imports

_EPILOGUE = (
    "Exit codes: 0 done; 1 ran, but something needs a person (nothing was published, a line could "
    "not be read, a key is unknown, doctor found a problem); 2 could not run (usage, a missing "
    "file, a setting, a full disk); 3 another run holds the warehouse; 130 interrupted."
)
app = typer.Typer(
    name="dashiji",
    help="Chinese documents become a warehouse of dated events and figures, each row quoting "
    "its sentence.",
    epilog=_EPILOGUE,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # drawing boxes would double the time that help takes
    context_settings={"help_option_names": ["-h", "--help"]},
)

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
_AsJson = Annotated[bool, typer.Option("--json", help="One JSON value on standard output.")]
_NoColour = Annotated[bool, typer.Option("--no-color", help="No colour; NO_COLOR does the same.")]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")]
_Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Logs, and stack traces.")]
_ASKED = {"json": _AsJson, "no_color": _NoColour, "quiet": _Quiet, "verbose": _Verbose}


def _with_output(command: Callable[..., int | None]) -> Callable[..., None]:
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


def _version(asked: bool) -> None:
    if asked:
        from flows.work.fingerprint import code_version

        typer.echo(f"dashiji {code_version()}")
        raise typer.Exit


@app.callback()
def _shared(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Version, and exit.")
    ] = False,
    json: _AsJson = False,
    no_color: _NoColour = False,
    quiet: _Quiet = False,
    verbose: _Verbose = False,
) -> None:
    context.obj = {"json": json, "no_color": no_color, "quiet": quiet, "verbose": verbose}


@app.command()
@_with_output
def run(
    output: Output,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", show_default=False, help="Files and folders; seeds/documents."
        ),
    ] = None,
    warehouse: Warehouse = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read known documents again by today's rules.")
    ] = False,
) -> int:
    """Read documents, check what was read, and publish the warehouse anew."""
    from flows.commands.run import run_documents

    return run_documents(output, paths or [], warehouse, reread)


@app.command()
@_with_output
def read(
    output: Output,
    file: Annotated[
        str, typer.Argument(metavar="[FILE|-]", show_default=False, help="A document; - is stdin.")
    ] = "-",
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was published: year, month, day or instant."),
    ] = None,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='One object a line in, {"id", "text", "published"}; one object a line out.',
        ),
    ] = False,
) -> int:
    """Print as JSON what is read in a text; no warehouse is touched."""
    from flows.commands.read import read_lines, read_text

    lines = jsonl or file.endswith((".jsonl", ".ndjson"))
    return read_lines(file) if lines else read_text(output, file, published)


@app.command()
@_with_output
def status(output: Output, warehouse: Warehouse = None) -> int:
    """Tell what is in the warehouse, how the last runs went, and what needs attention."""
    from flows.commands.status import show_status

    return show_status(output, warehouse)


@app.command()
@_with_output
def sql(
    output: Output,
    query: Annotated[
        str | None,
        typer.Argument(
            metavar='["SELECT …"|-]', show_default=False, help="- is stdin; without it: the tables."
        ),
    ] = None,
    warehouse: Warehouse = None,
    csv: Annotated[bool, typer.Option("--csv", help="Comma-separated, for files.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="A Markdown table.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows to give at most.")] = 1000,
    seconds: Annotated[float, typer.Option(min=0.1, help="Time to take at most.")] = 30,
) -> int:
    """Ask the warehouse in SQL; nothing can be written."""
    from flows.commands.sql import Question, ask

    form = "json" if output.json else "csv" if csv else "markdown" if markdown else "table"
    return ask(output, warehouse, Question(query, form, limit, seconds))


@app.command()
@_with_output
def explain(
    output: Output,
    key: Annotated[str, typer.Argument(help="A key: of a figure, event, time, passage, document.")],
    warehouse: Warehouse = None,
) -> int:
    """Show a fact in its sentence, and how each of its values came about."""
    from flows.commands.explain import explain_key

    return explain_key(output, key, warehouse)


@app.command()
@_with_output
def doctor(output: Output, warehouse: Warehouse = None) -> int:
    """Look for what would stop a run or a reader, and say what mends it."""
    from flows.commands.doctor import examine

    return examine(output, warehouse)


def main() -> None:
    """The entry point of `dashiji`."""
    interrupt_between_imports()
    try:
        app()
    finally:
        gc.freeze()  # what lives to the end is not looked through for garbage: a second of a run
