"""Labels that a platform sells: Amazon by two interfaces, eBay by one."""

from __future__ import annotations

from itertools import count

from mockplace.kernel import ids
from mockplace.kernel.assumptions import LABEL_SHIPS
from mockplace.kernel.commands import BuyLabel, Confirm
from mockplace.kernel.events import ParcelGone
from mockplace.kernel.records import BoughtLabel
from mockplace.kernel.state import State


def bought(state: State, command: BuyLabel) -> BoughtLabel:
    """The label; its ids depend on the order and on how many parcels the order had before.

    Without an order they depend on the quote that it was bought from.
    """
    order = state.orders.get((command.store, command.order_id))
    key = f"{command.store}/{command.order_id or command.quote_id}"
    first = order.parcels_made if order else 0
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


def ships(state: State, label: BoughtLabel) -> bool:
    """Whether its orders are shipped with it: Amazon's always are."""
    amazon = state.accounts[label.store].platform == "amazon"
    return amazon or state.chosen.of(LABEL_SHIPS) == "yes"


def confirmations(label: BoughtLabel, now: int) -> list[Confirm]:
    """What the purchase tells the platform of each order in the parcel."""
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
    """Order → line → units of everything in the parcel."""
    return ({label.order_id: label.units} if label.order_id else {}) | label.others


def taken_back(state: State, label: BoughtLabel) -> list[ParcelGone]:
    """The packages on record for the label, of which none remains when it is given back."""
    amazon = state.accounts[label.store].platform == "amazon"
    number = reference(label) if amazon else label.tracking
    return [
        ParcelGone(label.store, order_id, number, state.now)
        for order_id in covered(label)
        if any(p.parcel_id == number for p in state.orders[label.store, order_id].parcels)
    ]


def reference(label: BoughtLabel) -> str:
    """The package reference under which Amazon itself confirms what it sold the label for."""
    return str(int(label.shipment_id[:8], 16) + 10**9)


def _uuid(seed: int, key: str, n: int) -> str:
    digits = f"{ids.draw(seed, 'label', key, n):016x}{ids.draw(seed, 'label tail', key, n):016x}"
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return "-".join(parts)


def _tracking(seed: int, carrier: str, key: str, n: int) -> str:
    if carrier.upper() == "UPS":
        return "1Z" + ids.letters(16, seed, "tracking", key, n).upper()
    if carrier.upper() == "USPS":
        return "94" + ids.digits(19, seed, "tracking", key, n) + "0"
    return ids.digits(12, seed, "tracking", key, n)
