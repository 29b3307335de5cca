"""Small faults planted in the hub: each changes one real behaviour, and reports when it is reached.

The stories that lead to them stand in ``planted_stories``; the judge has to find each one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from shiponce.carriers import house_carrier
from shiponce.carriers.house_carrier import HouseCarrier
from shiponce.decisions import stores_to_notify
from shiponce.domain.act import ActState
from shiponce.domain.order import PageOfOrders
from shiponce.domain.platform import Source
from shiponce.domain.shipment import Confirmation
from shiponce.errors import PlatformError
from shiponce.persistence import acts, destinations, imported_orders, packages_known_to_stores
from shiponce.platforms.amazon.client import AmazonAdapter
from shiponce.platforms.bigcommerce import orders as shop_orders
from shiponce.platforms.bigcommerce.client import BigCommerceAdapter
from shiponce.platforms.ebay.client import EbayAdapter
from shiponce.services.importing import derive_units_of_others
from shiponce.services.matching.decide_twins import Deciding
from shiponce.services.notifying import (
    add_notifications,
    notification_job,
    notification_lines,
    send_notification,
)
from shiponce.services.notifying.read_before_sending import ReadBack
from shiponce.services.shipping import ship_order
from tests.torture.mutants import permit_not_asked

Patch = pytest.MonkeyPatch
Reached = Callable[[], None]
#: Plants one fault; it reports each time that the changed code is reached.
Plant = Callable[[Patch, Reached], None]
Send = Callable[[Confirmation], str]
ADAPTERS: tuple[Any, ...] = (AmazonAdapter, BigCommerceAdapter, EbayAdapter)


def told(change: Callable[[Send, Confirmation], str]) -> Plant:
    """Change what is sent when any platform is notified of a package."""

    def plant(patch: Patch, reached: Reached) -> None:
        for adapter in ADAPTERS:
            patch.setattr(adapter, "confirm", _changed(adapter.confirm, change, reached))

    return plant


def _changed(
    plain: Callable[[Any, Confirmation], str],
    change: Callable[[Send, Confirmation], str],
    reached: Reached,
) -> Callable[[Any, Confirmation], str]:
    def confirm(self: Any, confirmation: Confirmation) -> str:
        reached()
        return change(lambda one: plain(self, one), confirmation)

    return confirm


@told
def sent_twice(send: Send, one: Confirmation) -> str:
    """A notification is sent twice, each time as a package of its own."""
    send(one)
    return send(replace(one, reference=str(int(one.reference) + 1)))


@told
def number_cut(send: Send, one: Confirmation) -> str:
    """A tracking number is cut to what a field takes."""
    return send(replace(one, tracking=one.tracking[:12]))


@told
def no_number(send: Send, one: Confirmation) -> str:
    """A package is confirmed without its tracking number."""
    return send(replace(one, tracking=""))


@told
def part_as_whole(send: Send, one: Confirmation) -> str:
    """A part of an order is reported as all that is left of it."""
    return send(replace(one, lines=()))


def number_of_another(patch: Patch, reached: Reached) -> None:
    """The number of the package before is sent."""
    before: dict[str, str] = {}

    def change(send: Send, one: Confirmation) -> str:
        first = before.setdefault("tracking", one.tracking)
        return send(replace(one, tracking=first))

    told(change)(patch, reached)


def status_alone(patch: Patch, reached: Reached) -> None:
    """A shop's order is called shipped, and no shipment is recorded."""

    def confirm(self: Any, one: Confirmation) -> str:
        reached()
        order = self._segment(one.remote_order)
        self._send("updateOrder", "PUT", f"/v2/orders/{order}", json={"status_id": 2})
        return ""

    permit_not_asked(patch)
    patch.setattr(BigCommerceAdapter, "confirm", confirm)


def wrong_line(patch: Patch, reached: Reached) -> None:
    """Another line of the order is named than the one in the package."""
    plain = notification_lines.contents

    def contents(conn: Any, shipment: Any, target: Any, *rest: Any) -> Any:
        found = plain(conn, shipment, target, *rest)
        every = conn.execute("SELECT remote_id FROM order_lines WHERE order_id = ?", (target,))
        ids = [row[0] for row in every]
        reached()
        return tuple(
            (next(other for other in ids if other != line), units) for line, units in found or ()
        )

    patch.setattr(notification_job, "contents", contents)


def reference_reused(patch: Patch, reached: Reached) -> None:
    """Each package of an order gets the same reference."""

    def one_for_all(_seed: str, _taken: object) -> str:
        reached()
        return "100000000000001"

    patch.setattr(send_notification, "package_reference", one_for_all)


def correction_forgotten(patch: Patch, reached: Reached) -> None:
    """The number of a voided label is not replaced by the new one."""
    for adapter in ADAPTERS:
        patch.setattr(adapter, "correct", lambda *_: reached())


def not_read_back(patch: Patch, reached: Reached) -> None:
    """After a lost answer a notification counts as not sent, whatever the platform shows."""

    def look(self: ReadBack, job: Any, _adapter: object) -> None:
        reached()
        if job.act is not None:
            with self._db.write() as conn:
                acts.settle(conn, job.act.id, ActState.NONE, self._outcomes.now())

    patch.setattr(ReadBack, "look", look)


def number_is_enough(patch: Patch, reached: Reached) -> None:
    """A package whose number a platform shows counts as known there, whatever units it shows."""

    def missing(*_: object) -> tuple[()]:
        reached()
        return ()

    patch.setattr(notification_job.Job, "missing", missing)
    patch.setattr(ship_order, "must_be_another_package", lambda *_: None)


def valid_number_replaced(patch: Patch, reached: Reached) -> None:
    """A voided label's number is replaced although another package of the order has it too."""
    number_is_enough(patch, lambda: None)
    plain = packages_known_to_stores.own_numbers

    def own_numbers(*args: Any) -> Any:
        if plain(*args):
            reached()
        return frozenset()

    patch.setattr(packages_known_to_stores, "own_numbers", own_numbers)


def cancellation_overlooked(patch: Patch, reached: Reached) -> None:
    """A shipment is written to an order whatever BigCommerce shows of it."""
    patch.setattr(BigCommerceAdapter, "_must_not_be_cancelled", lambda *_: reached())


def _due(keep: Callable[[Sequence[Any]], Sequence[Any]]) -> Plant:
    def plant(patch: Patch, reached: Reached) -> None:
        plain = stores_to_notify.due_notifications

        def due(*args: Any, **rest: Any) -> tuple[Any, ...]:
            reached()
            return tuple(keep(plain(*args, **rest)))

        patch.setattr(add_notifications, "due_notifications", due)

    return plant


#: Only the first store that is to be notified, which is the marketplace, or all others.
only_marketplace_notified = _due(lambda due: due[:1])
marketplace_not_notified = _due(lambda due: due[1:])


def counts_ignored(*names: str) -> Plant:
    """Forget some of the platform's counts of a line when an order is imported."""

    def plant(patch: Patch, reached: Reached) -> None:
        plain = imported_orders._line_rows

        def rows(order_id: int, order: Any, *rest: Any) -> Any:
            if any(getattr(line, name) for line in order.lines for name in names):
                reached()
            none = dict.fromkeys(names, 0)
            lines = tuple(replace(line, **none) for line in order.lines)
            return plain(order_id, replace(order, lines=lines), *rest)

        patch.setattr(imported_orders, "_line_rows", rows)

    return plant


def others_ignored(patch: Patch, reached: Reached) -> None:
    """Units that others shipped are still due."""

    def none(*_: object) -> Counter[str]:
        reached()
        return Counter()

    patch.setattr(derive_units_of_others, "shipped_by_others", none)


def copy_shown(patch: Patch, reached: Reached) -> None:
    """A copy is taken for an order of the storefront."""

    def source_of(*_: object) -> Source:
        reached()
        return Source.STOREFRONT

    patch.setattr(shop_orders, "source_of", source_of)
    patch.setattr(shop_orders, "keys_of", lambda *_: ())


def confirmed_is_rejected(patch: Patch, reached: Reached) -> None:
    """A person says that two orders are one purchase, and the hub notes the contrary."""

    def confirm(self: Deciding, copy_id: int, original_id: int, by: str, **_: object) -> None:
        reached()
        self.reject_twin(copy_id, original_id, by)

    patch.setattr(Deciding, "confirm_twin", confirm)


def void_forgotten(patch: Patch, reached: Reached) -> None:
    """A label is voided in the hub alone."""
    patch.setattr(HouseCarrier, "void", lambda *_: reached())


def bought_again(patch: Patch, reached: Reached) -> None:
    """After a lost answer a label is bought again, under another reference."""
    plain = HouseCarrier.buy

    def buy(self: HouseCarrier, purchase: Any, service_id: str) -> Any:
        try:
            return plain(self, purchase, service_id)
        except PlatformError:
            reached()
            again = replace(purchase, reference=f"{purchase.reference}-again")
            return plain(self, again, service_id)

    patch.setattr(HouseCarrier, "buy", buy)


def label_not_found(patch: Patch, reached: Reached) -> None:
    """A label whose purchase had no answer is not searched for under its reference."""

    def find(*_: object) -> tuple[()]:
        reached()
        return ()

    patch.setattr(HouseCarrier, "find", find)


def first_address(patch: Patch, reached: Reached) -> None:
    """Every package of an order goes to its first address."""
    plain = destinations.of_order

    def of_order(conn: Any, order_id: int) -> Any:
        found = plain(conn, order_id)
        if len(found) > 1:
            reached()
        return tuple(replace(one, address=found[0].address) for one in found)

    patch.setattr(destinations, "of_order", of_order)


def address_kept(patch: Patch, reached: Reached) -> None:
    """The first address that an order had is kept, whatever an import says."""
    plain = imported_orders._person_row
    first: dict[int, Any] = {}

    def row(order_id: int, order: Any) -> Any:
        known = first.setdefault(order_id, order.ship_to)
        if known != order.ship_to:
            reached()
        return plain(order_id, replace(order, ship_to=known))

    patch.setattr(imported_orders, "_person_row", row)


def street_and_city_exchanged(patch: Patch, reached: Reached) -> None:
    """Two fields of the address are exchanged in the request for a label."""
    plain = house_carrier._ship_to

    def ship_to(address: Any) -> dict[str, str]:
        reached()
        named = plain(address)
        return named | {"street": named["city"], "city": named["street"]}

    patch.setattr(house_carrier, "_ship_to", ship_to)


def orders_dropped(patch: Patch, reached: Reached) -> None:
    """The last order of every page is lost."""
    for adapter in ADAPTERS:
        for name in ("listing", "created"):
            patch.setattr(adapter, name, _shorter(getattr(adapter, name), reached))


def _shorter(plain: Callable[..., Any], reached: Reached) -> Callable[..., Any]:
    def pages(*args: Any, **rest: Any) -> Any:
        for page in plain(*args, **rest):
            assert isinstance(page, PageOfOrders)
            if page.orders:
                reached()
            yield replace(page, orders=page.orders[:-1])

    return pages
