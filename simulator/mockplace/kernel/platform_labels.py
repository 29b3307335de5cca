"""Labels that a platform sells for its own orders."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from mockplace.kernel import ids
from mockplace.kernel.commands import BuyLabel, Confirm, VoidLabel
from mockplace.kernel.confirmations import confirmed, recorded
from mockplace.kernel.events import Event, LabelPut, PackageGone
from mockplace.kernel.find_order import known
from mockplace.kernel.records import BoughtLabel
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

if TYPE_CHECKING:
    from mockplace.kernel.platform_rules import LabelRules


def bought(state: State, command: BuyLabel) -> BoughtLabel:
    """Return the label that a purchase makes.

    Its ids depend on the order and on how many packages the order had before; without an order, on
    the quote.
    """
    order = state.orders.get((command.store, command.order_id))
    key = f"{command.store}/{command.order_id or command.quote_id}"
    first = order.packages_made if order else 0
    n = next(n for n in count(first) if _uuid(state.seed, key, n) not in state.labels)
    return BoughtLabel(
        shipment_id=_uuid(state.seed, key, n),
        order_id=command.order_id,
        store=command.store,
        service_id=command.service_id,
        offer_id=command.offer_id,
        tracking=_tracking(state.seed, command.carrier, key, n),
        price=command.price,
        created_at=state.now,
        units=dict(command.units),
        details=dict(command.details),
        carrier=command.carrier,
        service=command.service,
        via=command.via,
        quote_id=command.quote_id,
        key=command.key,
        others={order_id: dict(units) for order_id, units in command.others.items()},
        collects=command.collects,
        arrives=command.arrives,
    )


def confirmations(label: BoughtLabel, now: int) -> list[Confirm]:
    """Return the shipment confirmation of each order in the label's package."""
    return [
        Confirm(
            label.store,
            order_id,
            label.carrier,
            label.service,
            label.tracking,
            units,
            now,
            reference(label),
            "buy-shipping",
        )
        for order_id, units in covered(label).items()
    ]


def covered(label: BoughtLabel) -> dict[str, dict[str, int]]:
    """Return order → line → units of everything in the package."""
    return ({label.order_id: label.units} if label.order_id else {}) | label.others


def decided(state: State, command: BuyLabel) -> tuple[Event, ...]:
    """Return the events of a label purchase: the label, and the shipments it confirms."""
    label = bought(state, command)
    if not _rules(state, label).confirms(state, label):
        return (LabelPut(label),)
    puts: list[Event] = []
    for confirm in confirmations(label, state.now):
        order = known(state, confirm.store, confirm.order_id)
        package = confirmed(state, order, confirm)
        puts.extend(recorded(state, order, package))
    return (LabelPut(label), *puts)


def voided(state: State, command: VoidLabel) -> tuple[Event, ...]:
    """Return the events that void a label and remove its packages; none if it is void already."""
    label = state.labels.get(command.shipment_id)
    if label is None:
        raise Refusal("unknown-label", "no such shipment", shipment_id=command.shipment_id)
    if label.status != "Purchased":
        return ()
    if 0 < label.collects <= state.now:
        raise Refusal("label-used", "the carrier has collected the package")
    void = replace(label, status="RefundPending", voided_at=state.now)
    number = _rules(state, label).package_id(label)
    gone = tuple(
        PackageGone(label.store, order_id, number, state.now)
        for order_id in covered(label)
        if any(one.package_id == number for one in state.orders[label.store, order_id].packages)
    )
    return (LabelPut(void), *gone)


def _rules(state: State, label: BoughtLabel) -> LabelRules:
    platform = state.accounts[label.store].platform
    rules = PLATFORMS.selling(platform).labels
    if rules is None:
        raise Refusal("no-labels", f"{PLATFORMS.of(platform).title} sells no labels")
    return rules


def reference(label: BoughtLabel) -> str:
    """Return the reference of the package that the platform confirms for a label."""
    return str(int(label.shipment_id[:8], 16) + 10**9)


def _uuid(seed: int, key: str, n: int) -> str:
    head, tail = (ids.draw(seed, kind, key, n) for kind in ("label", "label tail"))
    return ids.grouped(f"{head:016x}{tail:016x}")


def _tracking(seed: int, carrier: str, key: str, n: int) -> str:
    if carrier.upper() == "UPS":
        return "1Z" + ids.letters(16, seed, "tracking", key, n).upper()
    if carrier.upper() == "USPS":
        return "94" + ids.digits(19, seed, "tracking", key, n) + "0"
    return ids.digits(12, seed, "tracking", key, n)
