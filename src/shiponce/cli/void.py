"""``shiponce void``: give a label back to its carrier."""

from __future__ import annotations

import click

from shiponce.cli.acting import acts
from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand
from shiponce.cli.strict import WholeNumber


@click.command("void", cls=SpokenCommand, help="cli.help.void")
@click.argument("shipment", type=WholeNumber())
@acts
@answers
def command(errand: Errand, shipment: int) -> None:
    """Void one shipment's label."""
    with errand.hub() as hub:
        view = hub.void(shipment)
        told = hub.told_of(shipment)
    errand.data({"shipment": view, "told": told})
    state = errand.say(f"word.shipment.{view.state}")
    errand.spoken("cli.ship.voided", id=view.id, tracking=view.tracking, state=state)
    if told is not None:
        errand.line("! " + errand.told(told))
