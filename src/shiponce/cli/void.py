"""``shiponce void``: void a label at its carrier."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.whole_number import WholeNumber
from shiponce.domain.shipment import Route


@click.command("void", cls=LocalizedCommand, help="cli.help.void")
@click.argument("shipment", type=WholeNumber())
@click.option("--saw", default="", metavar="TEXT", help="cli.option.void_saw")
@acts
@answers
def command(context: CommandContext, shipment: int, saw: str) -> None:
    """Void one shipment's label, or undo a shipment that was entered by hand."""
    with context.hub() as hub:
        view = hub.shipping.void(shipment, saw=saw)
        notified = hub.shipping.notified_stores(shipment)
        perhaps = hub.shipping.perhaps_notified(shipment)
    context.data({"shipment": view, "stores": notified, "perhaps_notified": perhaps})
    entered = view.route is Route.MANUAL
    code = "cli.ship.taken_back" if entered else "cli.ship.voided"
    state = context.say(view.word)
    called = {"carrier": view.carrier, "tracking": view.tracking}
    context.spoken(code, id=view.id, state=state, **called)
    if len(view.orders) > 1:
        context.spoken("cli.ship.shared_ended", orders=", ".join(view.orders))
    for warning in filter(None, (notified, perhaps)):
        context.line("! " + context.sentence(warning))
