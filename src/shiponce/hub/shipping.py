"""``hub.shipping``: ship orders, and void their labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shiponce.domain.settings import ShippingSettings
from shiponce.domain.user_input import typed
from shiponce.persistence import order_states
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections, IdGenerator
from shiponce.services import find_order, find_shipment
from shiponce.services.notifying.buyer_emails import second_email
from shiponce.services.recorded_actor import recorded_as
from shiponce.services.shipping import void_warnings
from shiponce.services.shipping.ship_order import Shipping
from shiponce.services.shipping.shipping_options import ShippingOptions
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.services.shipping.void_label import Voiding
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView, ShipOption


class HubShipping:
    """The shipments of one file."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        ids: IdGenerator,
        settings: ShippingSettings,
    ) -> None:
        self._db = db
        self._shipping = Shipping(db, connections, clock, ids, settings)
        self._options = ShippingOptions(db, connections, settings)
        self._voiding = Voiding(db, connections, clock)

    def order_to_ship(self, order_id: int) -> int:
        """Return the order to buy a label for: the original if *order_id* is a hidden copy (P5).

        ``ship`` itself refuses a hidden copy; a user interface calls this first.
        """
        find_order.must_be_known(self._db.conn, order_id)
        return order_states.original_of(self._db.conn, order_id) or order_id

    def others_in_package(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
        """Return the orders to pack with *order_id*; originals replace hidden copies (P5).

        Refused if the package would then contain one purchase twice.
        """
        find_order.must_be_known(self._db.conn, order_id, *together)
        return self._shipping.orders_in_package(order_id, together)

    def options(
        self,
        order_id: int,
        *,
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
    ) -> tuple[ShipOption, ...]:
        """Network: list every way to ship, the unavailable ones with their reason (P4).

        *lines* ({line_no: units}) is the part of the order to ship; *together* are other orders in
        the same package.
        """
        find_order.must_be_known(self._db.conn, order_id, *together)
        return self._options.options(order_id, ShippingRequest(lines, tuple(together)))

    def ship(
        self,
        order_id: int,
        option: str,
        *,
        carrier: str = "",
        tracking: str = "",
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
        anyway: bool = False,
        same_package: bool = False,
        untracked: bool = False,
    ) -> ShipmentView:
        """Network: ship by an option's code; ``manual`` needs carrier and tracking number.

        *untracked*: the package has no tracking number; refused if a platform to be notified
        requires one.

        Ship all unshipped units of the order, or only *lines*; the orders *together* share the
        label. *anyway*: ship even if the purchase was shipped under another order (W7), where the
        matching mode allows it. A tracking number that is entered by hand and that another purchase
        has is refused, unless both purchases are in the *same_package*.
        """
        find_order.must_be_known(self._db.conn, order_id, *together)
        request = ShippingRequest(lines, tuple(together), anyway, same_package, untracked)
        shipment_id = self._shipping.ship(order_id, option, carrier, tracking, request)
        return find_shipment.shipment_view(self._db.conn, shipment_id)

    def void(self, shipment_id: int, *, saw: str = "", by: str | None = None) -> ShipmentView:
        """Network: void a label.

        If only the carrier can void the label, a person voids it there first; *saw* is what the
        person has seen, and where.
        """
        with recorded_as(self._db, by) as name:
            self._voiding.void(shipment_id, name, typed(saw).strip())
        return find_shipment.shipment_view(self._db.conn, shipment_id)

    def notified_stores(self, shipment_id: int) -> Sentence | None:
        """Return which stores were notified of a label, and what they show after a void (N8).

        None if no store was notified.
        """
        return void_warnings.notified_stores(self._db.conn, shipment_id)

    def perhaps_notified(self, shipment_id: int) -> Sentence | None:
        """Return of which stores nobody knows yet whether they recorded a label; None if none."""
        return void_warnings.perhaps_notified(self._db.conn, shipment_id)

    def second_email(self, order_id: int) -> Sentence | None:
        """Return the warning if both shop and marketplace will e-mail the buyer, else None."""
        return second_email(self._db.conn, self.order_to_ship(order_id))
