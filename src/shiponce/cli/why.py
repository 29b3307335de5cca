"""``shiponce why``: the reason for an order's status, with the evidence from both orders."""

from __future__ import annotations

from collections.abc import Sequence

import click

from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.order_detail import print_excluded, print_why
from shiponce.errors import BadInput
from shiponce.views.orders import ExcludedRow


@click.command("why", cls=LocalizedCommand, help="cli.help.why")
@click.argument("order")
@answers
def command(context: CommandContext, order: str) -> None:
    """Print the reason, the compared fields, the time, and how to undo the decision."""
    with context.hub() as hub:
        try:
            order_id = hub.orders.find(order)
        except BadInput:
            excluded = hub.orders.excluded(order)
            if not excluded:
                raise
            _print_excluded(context, excluded)
            return
        row = hub.orders.rows([order_id])[0]
        explanation = hub.orders.why(order_id)
    context.data({"order": row, "why": explanation})
    context.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    print_why(context, explanation)


def _print_excluded(context: CommandContext, rows: Sequence[ExcludedRow]) -> None:
    """Print why an order is in no grid, and how to import it."""
    context.data({"excluded": rows})
    print_excluded(context, rows)
    for row in rows:
        if row.undo is not None:
            context.spoken("cli.why.undo", how=context.sentence(row.undo))
