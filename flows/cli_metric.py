"""`dashiji metric`: which phrases measure one thing, and an editor's rulings on it."""

from typing import Annotated

import typer

from flows.options import Warehouse, with_output
from flows.terminal import Output

app = typer.Typer(
    help="Which phrases measure one thing; join them, split them, or take a ruling back.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
_Phrase = Annotated[str, typer.Argument(metavar="PHRASE", show_default=False)]
_Reason = Annotated[str, typer.Option(metavar="WORDS", help="Why; kept with the ruling.")]


@app.command("list")
@with_output
def list_metrics(
    output: Output,
    words: Annotated[
        str | None,
        typer.Argument(
            metavar="[WORDS]", show_default=False, help="Names and phrases that hold these."
        ),
    ] = None,
    warehouse: Warehouse = None,
    ruled: Annotated[bool, typer.Option("--ruled", help="The rulings, and nothing else.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="Rows to give at most.")] = 50,
) -> int:
    """List metrics with the phrases that they are told in, the most told first."""
    from flows.commands.metric import list_rulings, list_told

    if ruled:
        return list_rulings(output, warehouse)
    return list_told(output, warehouse, words or "", limit)


@app.command("join")
@with_output
def join_metrics(
    output: Output,
    phrase: _Phrase,
    name: Annotated[
        str, typer.Argument(metavar="METRIC", show_default=False, help="What it counts as.")
    ],
    warehouse: Warehouse = None,
    reason: _Reason = "",
) -> int:
    """Let PHRASE, a phrase of the texts or a metric's name, count as METRIC from now on."""
    from flows.commands.metric import rule
    from warehouse.rulings import JOIN, Ruling

    return rule(output, warehouse, Ruling(phrase, JOIN, name, reason))


@app.command("split")
@with_output
def split_metric(
    output: Output, phrase: _Phrase, warehouse: Warehouse = None, reason: _Reason = ""
) -> int:
    """Let PHRASE, which was joined with others, stand for itself."""
    from flows.commands.metric import rule
    from warehouse.rulings import SPLIT, Ruling

    return rule(output, warehouse, Ruling(phrase, SPLIT, phrase, reason))


@app.command("forget")
@with_output
def forget_ruling(output: Output, phrase: _Phrase, warehouse: Warehouse = None) -> int:
    """Take back what was ruled of PHRASE."""
    from flows.commands.metric import forget

    return forget(output, warehouse, phrase)
