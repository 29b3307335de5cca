"""``shiponce cancel``: cancel an order in the hub, which tells no platform."""

from __future__ import annotations

import click

from shiponce.cli.acting import acts
from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand
from shiponce.errors import BadInput


@click.command("cancel", cls=SpokenCommand, help="cli.help.cancel")
@click.argument("order")
@click.option("--anyway", is_flag=True, help="cli.option.anyway")
@click.option("--swap", is_flag=True, help="cli.option.swap")
@acts
@answers
def command(errand: Errand, order: str, anyway: bool, swap: bool) -> None:
    """Cancel the order, or with ``--swap`` its copy in its place."""
    if anyway and swap:
        raise BadInput("cli.bad.anyway_and_swap")
    with errand.hub() as hub:
        order_id = hub.find(order)
        hub.cancel(order_id, anyway=anyway, swap=swap)
        detail = hub.order(order_id)
    errand.data({"order": detail.row, "why": detail.why})
    errand.spoken("cli.order_head", order=detail.row.number, store=detail.row.store, id=order_id)
    errand.line(errand.told(detail.why.headline))
