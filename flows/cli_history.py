"""The commands that change what was read before: read again, withdraw, let come back."""

from pathlib import Path
from typing import Annotated

import typer

from flows.options import Warehouse, with_output
from flows.terminal import Output

history = typer.Typer(rich_markup_mode=None)


@history.command()
@with_output
def rebuild(output: Output, warehouse: Warehouse = None) -> int:
    """Make the warehouse anew from the bytes that were kept of every document; history stays."""
    from flows.commands.rebuild import rebuild_warehouse

    return rebuild_warehouse(output, warehouse)


@history.command()
@with_output
def retract(
    output: Output,
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DOCUMENT]...", show_default=False, help="Key, path, digest or source."
        ),
    ] = None,
    warehouse: Warehouse = None,
    because: Annotated[str | None, typer.Option(help="Why, for those who ask later.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Let it come back.")] = False,
    shown: Annotated[bool, typer.Option("--list", help="What is withdrawn, and exit.")] = False,
) -> int:
    """Withdraw documents: their rows become history, and they stay away until that is undone."""
    from flows.commands.retract import list_withdrawn, restore_documents, withdraw_documents

    if shown:
        return list_withdrawn(output, warehouse)
    if undo:
        return restore_documents(output, documents or [], warehouse)
    return withdraw_documents(output, documents or [], because, warehouse)


@history.command()
@with_output
def plan(
    output: Output,
    warehouse: Warehouse = None,
    gold: Annotated[
        Path | None,
        typer.Option(metavar="DIR", show_default=False, help="Gold to score both versions by."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what today's rules have read.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="Rows of a kind and table to show.")] = 3,
) -> int:
    """Show what today's rules would add, change and lose; nothing is published."""
    from flows.commands.plan import Asked, show_plan

    return show_plan(output, warehouse, Asked(everything, gold, limit))
