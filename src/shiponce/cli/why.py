"""``shiponce why``: the reason an order is where it is, with both sides of the evidence."""

from __future__ import annotations

import click

from shiponce.cli.detail import print_why
from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand


@click.command("why", cls=SpokenCommand, help="cli.help.why")
@click.argument("order")
@answers
def command(errand: Errand, order: str) -> None:
    """The headline, the fields compared, when, and how to undo it."""
    with errand.hub() as hub:
        order_id = hub.find(order)
        row = hub.rows([order_id])[0]
        explanation = hub.why(order_id)
    errand.data({"order": row, "why": explanation})
    errand.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    print_why(errand, explanation)
