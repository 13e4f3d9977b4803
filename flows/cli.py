"""The command line. Commands import what they need when they run: asking for help costs nothing."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_history import history
from flows.cli_metric import app as metrics
from flows.options import AsJson, NoColour, Quiet, Verbose, Warehouse, with_output
from flows.terminal import Failure, Output
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


_Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...", show_default=False, help="Files and folders; seeds/documents."
    ),
]


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
    json: AsJson = False,
    no_color: NoColour = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    context.obj = {"json": json, "no_color": no_color, "quiet": quiet, "verbose": verbose}


@app.command()
@with_output
def run(
    output: Output,
    paths: _Paths = None,
    warehouse: Warehouse = None,
    reread: Annotated[
        bool,
        typer.Option(
            "--reread",
            help="Read known documents again by today's rules; without a path, "
            "what other rules have read.",
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and run again when something has changed.")
    ] = False,
) -> int:
    """Read documents, check what was read, and publish the warehouse anew."""
    from flows.commands.run import Asked, run_documents, watch_documents

    if watch and reread:
        raise Failure("--watch reads what is new", "read all again first: dashiji run --reread")
    if watch:
        return watch_documents(output, paths or [], warehouse)
    return run_documents(output, warehouse, Asked(paths or [], reread))


@app.command()
@with_output
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
@with_output
def status(output: Output, warehouse: Warehouse = None) -> int:
    """Tell what is in the warehouse, how the last runs went, and what needs attention."""
    from flows.commands.status import show_status

    return show_status(output, warehouse)


@app.command()
@with_output
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
@with_output
def explain(
    output: Output,
    key: Annotated[str, typer.Argument(help="A key: of a figure, event, time, passage, document.")],
    warehouse: Warehouse = None,
) -> int:
    """Show a fact in its sentence, and how each of its values came about."""
    from flows.commands.explain import explain_key

    return explain_key(output, key, warehouse)


app.add_typer(history)
app.add_typer(metrics, name="metric")
held = typer.Typer(
    help="What was set aside: look at it, let it be read again, or let it stay out.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(held, name="quarantine")
_Keys = Annotated[
    list[str] | None, typer.Argument(metavar="[KEY]...", show_default=False, help="Keys, or parts.")
]
_Rule = Annotated[
    str | None, typer.Option("--rule", help="Everything held that this rule set aside.")
]
_Every = Annotated[bool, typer.Option("--all", help="Everything held.")]


@held.command("list")
@with_output
def list_quarantine(
    output: Output,
    warehouse: Warehouse = None,
    state: Annotated[
        str, typer.Option(help="Which: held, released, rejected, or all of them.")
    ] = "held",
    limit: Annotated[int, typer.Option(min=1, help="Rows to give at most.")] = 50,
) -> int:
    """List what was set aside, with the rule and the reason."""
    from flows.commands.quarantine import list_rows

    return list_rows(output, warehouse, state, limit)


@held.command("show")
@with_output
def show_quarantine(
    output: Output,
    key: Annotated[str, typer.Argument(help="A key of the list, or its beginning.")],
    warehouse: Warehouse = None,
) -> int:
    """Show one of them whole: what it was, what is wrong with it, and what to do."""
    from flows.commands.quarantine import show_row

    return show_row(output, warehouse, key)


@held.command("release")
@with_output
def release_quarantine(
    output: Output,
    keys: _Keys = None,
    warehouse: Warehouse = None,
    rule: _Rule = None,
    every: _Every = False,
) -> int:
    """Let the next run read it again, through the whole gate."""
    from flows.commands.quarantine import Chosen, decide_rows

    return decide_rows(output, warehouse, Chosen(keys or [], rule, every), "released")


@held.command("reject")
@with_output
def reject_quarantine(
    output: Output,
    keys: _Keys = None,
    warehouse: Warehouse = None,
    rule: _Rule = None,
    every: _Every = False,
) -> int:
    """Let it stay out for good, also where a later run meets it again."""
    from flows.commands.quarantine import Chosen, decide_rows

    return decide_rows(output, warehouse, Chosen(keys or [], rule, every), "rejected")


@app.command()
@with_output
def schedule(
    output: Output,
    paths: _Paths = None,
    warehouse: Warehouse = None,
    cron: Annotated[
        str | None, typer.Option(metavar='"0 2 * * *"', help="When, in five fields.")
    ] = None,
    every: Annotated[str | None, typer.Option(metavar="30m", help="Or every so long.")] = None,
    timezone: Annotated[str, typer.Option(help="Whose clock.")] = "Asia/Shanghai",
    port: Annotated[int, typer.Option(help="Where Prefect's page is to be.")] = 4200,
    show: Annotated[bool, typer.Option("--show", help="Next and last runs, and exit.")] = False,
) -> int:
    """Run again and again, one run at a time; what was missed is made good once."""
    from flows.commands.schedule import Asked, serve_schedule, show_schedule

    if show:
        return show_schedule(output, warehouse)
    return serve_schedule(output, warehouse, Asked(paths or [], cron, every, timezone, port))


@app.command()
@with_output
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
