"""Choose labels by their orders or by their shipments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from shiponce.cli.whole_number import WholeNumber
from shiponce.errors import Refused
from shiponce.views.printing import LabelOnPaper

if TYPE_CHECKING:
    from shiponce.hub import Hub

F = TypeVar("F", bound=Callable[..., object])


def chooses_labels(function: F) -> F:
    """Add ``ORDER…`` and ``--shipment`` to a command.

    The number of a shipment has an option of its own, because an order may have the same number.
    """
    option = click.option(
        "--shipment",
        "numbers",
        type=WholeNumber(),
        multiple=True,
        metavar="ID",
        help="cli.option.label_shipment",
    )
    return click.argument("orders", nargs=-1, metavar="[ORDER]...")(option(function))


def chosen_labels(
    hub: Hub, orders: Sequence[str], numbers: Sequence[int], *, live: bool = False
) -> tuple[LabelOnPaper, ...]:
    """Return the named labels, each once; of an order, its *live* labels only if that is asked.

    An order named by a tracking number stands for the label with this number. Refused for an order
    without a label.
    """
    found: dict[int, LabelOnPaper] = {}
    for order in orders:
        every = hub.printing.labels([hub.orders.find(order)])
        fit = [one for one in every if not (live and one.is_voided)]
        bare = order.lower().replace(" ", "")
        exact = [one for one in every if one.tracking.lower().replace(" ", "") == bare]
        if not (exact or fit):
            voided = bool(every)
            code = "limit.only_voided_labels" if voided else "limit.order_without_label"
            raise Refused(code, order=order, shipment=every[-1].shipment_id if voided else 0)
        found |= {one.shipment_id: one for one in exact or fit}
    for number in numbers:
        one = hub.printing.label(number)
        found[one.shipment_id] = one
    return tuple(found.values())
