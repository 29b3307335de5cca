"""``shiponce ship``: every way to ship an order with its reason, or one of them, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from shiponce.cli.detail import NOTICE_HEADS, notice_rows
from shiponce.cli.errand import Errand, answers
from shiponce.cli.spoken import SpokenCommand
from shiponce.views import ShipOption
from shiponce.words import moment

if TYPE_CHECKING:
    from shiponce.hub import Hub

HEADS = ("option", "service", "price", "arrives", "available")


@click.command("ship", cls=SpokenCommand, help="cli.help.ship")
@click.argument("order")
@click.option("--option", "option", metavar="CODE", help="cli.option.option")
@click.option("--carrier", default="", metavar="NAME", help="cli.option.carrier")
@click.option("--tracking", default="", metavar="NUMBER", help="cli.option.tracking")
@click.option("--later", is_flag=True, help="cli.option.later")
@answers
def command(
    errand: Errand, order: str, option: str | None, carrier: str, tracking: str, later: bool
) -> None:
    """Without an option: the choice. With one: the label, and the notices on their way."""
    with errand.hub() as hub:
        order_id = hub.find(order)
        chosen = option or ("manual" if carrier or tracking else None)
        if chosen is None:
            _print_options(errand, hub, order_id)
        else:
            _ship(errand, hub, order_id, chosen, carrier, tracking, later)


def _print_options(errand: Errand, hub: Hub, order_id: int) -> None:
    row = hub.rows([order_id])[0]
    options = hub.options(order_id)
    errand.data({"order": row, "options": options})
    errand.spoken("cli.order_head", order=row.number, store=row.store, id=row.id)
    errand.table(HEADS, [_option_row(errand, option) for option in options])


def _option_row(errand: Errand, option: ShipOption) -> tuple[str, ...]:
    reason = " ".join(filter(None, (errand.told(option.limit), errand.told(option.way_out))))
    return (
        option.code,
        " ".join(filter(None, (option.carrier, option.service))),
        str(option.price or ""),
        moment(option.arrives_by, errand.language) if option.arrives_by else "",
        errand.say("cli.yes") if option.available else errand.say("cli.no_because", why=reason),
    )


def _ship(
    errand: Errand, hub: Hub, order_id: int, option: str, carrier: str, tracking: str, later: bool
) -> None:
    shipment = hub.ship(order_id, option, carrier=carrier, tracking=tracking)
    if not later:
        hub.tick()
    notices = hub.notices(order_id=shipment.order_id)
    errand.data({"shipment": shipment, "notices": notices})
    errand.spoken(
        "cli.ship.done",
        carrier=shipment.carrier,
        service=shipment.service,
        tracking=shipment.tracking,
        id=shipment.id,
        state=errand.say(f"cli.shipment.{shipment.state}"),
    )
    if notices:
        errand.table(NOTICE_HEADS, notice_rows(errand, notices))
