"""``hub.matching``: choose how copies are matched, and record persons' decisions about them."""

from __future__ import annotations

from shiponce.domain.alarm import Alarm
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.store import MatchingMode
from shiponce.persistence import order_queries, same_purchase
from shiponce.persistence.database import Database
from shiponce.ports import Clock
from shiponce.services import find_order
from shiponce.services.matching.compare_orders import compared
from shiponce.services.matching.decide_twins import Deciding
from shiponce.services.recorded_actor import recorded_as
from shiponce.services.view_models import order_views, shipment_views
from shiponce.services.view_models.alarms import every_alarm
from shiponce.views.matching import DoubleShipment, Proposal
from shiponce.views.orders import Grid


class HubMatching:
    """The matching of orders of one file."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._deciding = Deciding(db, clock)

    def choose_mode(self, mode: MatchingMode) -> None:
        """Choose the matching mode; reconciling mode immediately matches all unlinked orders."""
        self._deciding.choose_mode(mode)

    def proposals(self) -> tuple[Proposal, ...]:
        """Return the orders to decide, each with the originals that it may be a copy of."""
        conn, now = self._db.conn, self._clock.now()
        return tuple(
            order_views.proposal(conn, find_order.order_row(conn, order_id), now)
            for order_id in order_queries.order_ids(conn, Grid.HELD)
        )

    def compare(self, order_id: int, other_id: int) -> tuple[EvidenceLine, ...]:
        """Return every field of two orders side by side, including personal data."""
        find_order.must_be_known(self._db.conn, order_id, other_id)
        return compared(self._db.conn, order_id, other_id)

    def confirm(
        self, copy_id: int, original_id: int, *, by: str | None = None, anyway: bool = False
    ) -> None:
        """Record a person's decision that two orders are one purchase.

        Orders that differ are refused without *anyway*.
        """
        with recorded_as(self._db, by) as name:
            self._deciding.confirm_twin(copy_id, original_id, name, anyway=anyway)

    def reject(
        self, copy_id: int, original_id: int, *, by: str | None = None, anyway: bool = False
    ) -> None:
        """Record a person's decision that two orders are not one purchase.

        *original_id* 0 means that the order is not a copy of any order. If the original was
        shipped, the copy could then be shipped too: that is refused without *anyway*.
        """
        with recorded_as(self._db, by) as name:
            self._deciding.reject_twin(copy_id, original_id, name, anyway=anyway)

    def same_purchase(self, order_id: int) -> tuple[int, ...]:
        """Return the other orders of the same purchase."""
        return tuple(bond.other_id for bond in same_purchase.bonds(self._db.conn, [order_id]))

    def double_shipments(self) -> tuple[DoubleShipment, ...]:
        """Return every purchase that was shipped twice, which the hub must prevent (W7)."""
        return shipment_views.double_shipments(self._db.conn)

    def with_surplus_labels(self) -> tuple[str, ...]:
        """Return the numbers of the orders with units under labels that are not owed."""
        return tuple(number for _, number in every_alarm(self._db.conn)[Alarm.NOT_DUE])
