"""``shiponce cancel``: cancel an order in the hub only; no platform is notified."""

from __future__ import annotations

import shlex

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.errors import BadInput


@click.command("cancel", cls=LocalizedCommand, help="cli.help.cancel")
@click.argument("order")
@click.option("--anyway", is_flag=True, help="cli.option.anyway")
@click.option("--swap", is_flag=True, help="cli.option.swap")
@acts
@answers
def command(context: CommandContext, order: str, anyway: bool, swap: bool) -> None:
    """Cancel the order; with ``--swap``, cancel its hidden copies instead."""
    if anyway and swap:
        raise BadInput("cli.bad.anyway_and_swap")
    with context.hub() as hub:
        order_id = hub.orders.find(order)
        cancelled = hub.orders.cancel(order_id, anyway=anyway, swap=swap)
        detail = hub.orders.detail(order_id)
        original = {row.id: hub.shipping.order_to_ship(row.id) for row in cancelled}
        numbers = {row.id: row.number for row in hub.orders.rows(tuple(original.values()))}
    context.data({"cancelled": cancelled, "order": detail.row, "why": detail.why})
    for row in cancelled:
        code = "cli.cancelled_copy" if original[row.id] != row.id else "cli.cancelled"
        ref = shlex.quote(f"{row.store}:{row.number}")
        facts = {"order": row.number, "store": row.store, "id": row.id, "by": context.actor()}
        context.spoken(code, **facts, original=numbers[original[row.id]], ref=ref)
    if order_id not in original:
        context.spoken("cli.not_cancelled", order=detail.row.number, store=detail.row.store)
