"""``hub.acts``: list what was sent to carriers and platforms, and settle unknown acts."""

from __future__ import annotations

from shiponce.decisions.tracking_number import must_be_seen
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.shipment import Label
from shiponce.domain.user_input import typed
from shiponce.errors import BadInput, Refused
from shiponce.persistence import acts
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms
from shiponce.services import find_shipment
from shiponce.services.acts import list_acts
from shiponce.services.acts.settle_unknown_acts import Settling
from shiponce.services.notifying.settle_notification import SettlingNotifications
from shiponce.services.recorded_actor import recorded_as
from shiponce.views.acts import ActView
from shiponce.views.shipping import ShipmentView


class HubActs:
    """The acts of one file."""

    def __init__(
        self, db: Database, settling: Settling, notifications: SettlingNotifications
    ) -> None:
        self._db = db
        self._settling = settling
        self._notifications = notifications

    def rows(self, *, everything: bool = False, limit: int | None = None) -> tuple[ActView, ...]:
        """Return the unknown acts, the oldest first; or all acts, the newest first."""
        return list_acts.listing(self._db.conn, everything=everything, limit=limit)

    def count(self, *, everything: bool = False) -> int:
        """Return how many acts ``rows`` has without a limit."""
        return acts.count(self._db.conn, everything=everything)

    def settle(self, act_id: int, *, happened: bool, saw: str, by: str | None = None) -> ActView:
        """Settle an unknown void or notification; *saw* is what a person has seen, and where."""
        saw = typed(saw).strip()
        if not saw:
            raise BadInput("error.nothing_seen")
        with recorded_as(self._db, by) as name:
            self._settle(act_id, happened, name, saw)
        return next(one for one in self.rows(everything=True) if one.id == act_id)

    def _settle(self, act_id: int, happened: bool, by: str, saw: str) -> None:
        act = acts.one(self._db.conn, act_id)
        if act is None:
            raise BadInput("error.no_act", act=act_id)
        if act.kind is ActKind.BUY:
            raise Refused("limit.act_is_buy", act=act_id, shipment=act.shipment_id)
        if act.state is ActState.OPEN:
            until = from_ms(act.deadline)
            raise Refused("limit.act_open", act=act_id, since_at=from_ms(act.at), until_at=until)
        if act.state is not ActState.UNKNOWN:
            raise Refused("limit.act_settled", act=act_id)
        if act.notification_id is not None:
            self._notifications.settle(act, happened=happened, by=by, saw=saw)
        else:
            self._settling.settle_act(act, happened=happened, by=by, saw=saw)

    def unknown_purchases(self) -> tuple[ShipmentView, ...]:
        """Return the shipments whose label purchase was interrupted and is not settled."""
        conn = self._db.conn
        return tuple(
            find_shipment.shipment_view(conn, one) for one in self._settling.unknown_purchases()
        )

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """Network: list the labels that the carrier has for an unknown purchase."""
        return self._settling.labels(shipment_id)

    def settle_purchase(
        self, shipment_id: int, *, keep: str = "", by: str | None = None, saw: str = ""
    ) -> ShipmentView:
        """Network: settle an unknown purchase by hand; *keep* is the tracking number to keep.

        The carrier voids the other labels first. If *keep* is '', no label is kept. *saw* is what
        the person has seen, and where; without *keep* it is required (BadInput).
        """
        keep, saw = keep.strip(), typed(saw).strip()
        must_be_seen(keep, "--keep")
        if not (keep or saw):
            raise BadInput("error.nothing_seen")
        with recorded_as(self._db, by) as name:
            self._settling.settle(shipment_id, keep, name, saw)
        return find_shipment.shipment_view(self._db.conn, shipment_id)
