"""``shiponce settle``: a person settles an unknown label purchase."""

from __future__ import annotations

import click

from shiponce.cli.actor_option import acts
from shiponce.cli.context import CommandContext, answers
from shiponce.cli.localized_help import LocalizedCommand
from shiponce.cli.whole_number import WholeNumber
from shiponce.errors import BadInput
from shiponce.words.domain_words import ROUTE_WORD

HEADS = ("id", "order", "carrier", "state", "at")
LABEL_HEADS = ("carrier", "service", "tracking", "price")


@click.command("settle", cls=LocalizedCommand, help="cli.help.settle")
@click.argument("shipment", type=WholeNumber(), required=False)
@click.option("--keep", default="", metavar="NUMBER", help="cli.option.keep")
@click.option("--none", "nothing", is_flag=True, help="cli.option.none_bought")
@click.option("--saw", default="", metavar="TEXT", help="cli.option.saw")
@acts
@answers
def command(
    context: CommandContext, shipment: int | None, keep: str, nothing: bool, saw: str
) -> None:
    """List the unknown label purchases, show the labels of one purchase, or settle it."""
    if context.by and not (keep or nothing):
        raise BadInput("cli.bad.settle_by_alone")
    if saw and not (keep or nothing):
        raise BadInput("cli.bad.acts_settle")
    if shipment is None or (keep and nothing):
        if keep or nothing:
            raise BadInput("cli.bad.settle")
        _list(context)
    elif keep or nothing:
        _settle(context, shipment, keep, saw)
    else:
        _labels(context, shipment)


def _list(context: CommandContext) -> None:
    with context.hub() as hub:
        rows = hub.acts.unknown_purchases()
    context.data({"unknown": rows})
    if not rows:
        context.spoken("cli.settle.none")
        return
    context.table(
        HEADS,
        [
            (
                str(row.id),
                " + ".join(row.orders),
                row.carrier or context.say(ROUTE_WORD[row.route]),
                context.say(row.word),
                context.when(row.at),
            )
            for row in rows
        ],
    )


def _labels(context: CommandContext, shipment: int) -> None:
    with context.hub() as hub:
        labels = hub.acts.labels(shipment)
    context.data({"labels": labels})
    if labels:
        context.table(
            LABEL_HEADS,
            [(one.carrier, one.service, one.tracking, context.money(one.cost)) for one in labels],
        )
        context.spoken("cli.settle.keep_one", shipment=shipment)
    else:
        context.spoken("cli.settle.no_labels")


def _settle(context: CommandContext, shipment: int, keep: str, saw: str) -> None:
    with context.hub() as hub:
        view = hub.acts.settle_purchase(shipment, keep=keep, saw=saw)
    context.data({"shipment": view})
    state = context.say(view.word)
    code = "cli.settle.done" if view.tracking else "cli.settle.ended"
    context.spoken(code, id=view.id, state=state, tracking=view.tracking)
