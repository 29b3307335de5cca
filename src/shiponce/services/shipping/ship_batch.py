"""Ship the packages of a confirmed batch one by one; each is a purchase and a commit of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from shiponce.domain.batch import Agreement
from shiponce.errors import (
    BadInput,
    GuardError,
    PlatformError,
    RateLimited,
    ReadOnly,
    Refused,
    Unknown,
)
from shiponce.persistence import batches
from shiponce.persistence.batches import Batch, Entry
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.shipping.ship_order import Shipping
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.views.sentence import Sentence

#: Guards that say that another process handles the entry, or that the batch was cancelled.
_NOT_OURS = frozenset({"guard.batch_not_confirmed", "guard.batch_entry_begun"})


@dataclass(frozen=True, slots=True)
class Tried:
    """An entry that was tried; *trouble* is why it was left for a later run, else None."""

    entry_id: int
    trouble: Sentence | None = None
    #: When to try the entry again, if only a platform's quota stopped it; else None.
    again_at: datetime | None = None


class BatchShipping:
    """Confirms, ships and cancels the batches of one database."""

    def __init__(self, db: Database, clock: Clock, shipping: Shipping) -> None:
        self._db = db
        self._clock = clock
        self._shipping = shipping

    def confirm(self, batch_id: int) -> None:
        """Record that a person confirmed the plan; Refused if the batch was cancelled."""
        batch = known(self._db.conn, batch_id)
        _must_not_be_cancelled(batch)
        with self._db.write() as conn:
            batches.confirm(conn, batch_id, self._now())

    def cancel(self, batch_id: int) -> None:
        """Ship no further order of a batch; Refused if it is over."""
        batch = known(self._db.conn, batch_id)
        _must_not_be_cancelled(batch)
        with self._db.write() as conn:
            cancelled = batches.cancel(conn, batch_id, self._now())
        if not cancelled:
            raise Refused("limit.batch_over", batch=batch_id)

    def ship_next(self, batch_id: int, tried: Collection[int]) -> Tried | None:
        """Network: ship the next entry that is open and not among *tried*; None if none is left.

        An entry that cannot be shipped as planned is refused with the reason. An entry whose
        platform or carrier does not answer stays open; one whose purchase is unknown stays unknown.
        """
        conn = self._db.conn
        batch = known(conn, batch_id)
        if batch.confirmed_at is None:
            raise Refused("limit.batch_not_confirmed", batch=batch_id)
        if batch.cancelled_at is not None:
            return None
        waiting = [one for one in batches.entries(conn, batch_id) if one.is_open]
        entry = next((one for one in waiting if one.id not in tried), None)
        if entry is None:
            if not waiting and batch.ended_at is None:
                with self._db.write() as conn:
                    batches.end(conn, batch_id, self._now())
            return None
        return self._ship(entry)

    def _ship(self, entry: Entry) -> Tried:
        price = entry.agreed_price
        assert price is not None, "an entry without a reason has a price"  # noqa: S101
        agreed = Agreement(entry.id, price, entry.lines, entry.sent_to)
        request = ShippingRequest(entry.lines, package=entry.package_rule, agreed=agreed)
        try:
            self._shipping.ship(entry.order_id, entry.option, "", "", request)
        except ReadOnly:
            raise
        except Unknown:
            return Tried(entry.id)
        except GuardError as no:
            if no.code not in _NOT_OURS:
                self._refuse(entry, no.code, no.way_out, no.facts)
        except (Refused, BadInput) as no:
            self._refuse(entry, no.code, no.way_out, no.facts)
        except PlatformError as trouble:
            return self._left(entry, trouble)
        return Tried(entry.id)

    def _left(self, entry: Entry, trouble: PlatformError) -> Tried:
        """Refuse an entry whose purchase the carrier refused.

        Leave it open if its purchase was not begun, or if only a quota stopped it: nothing was
        bought then, and the entry can be tried again.
        """
        if not isinstance(trouble, RateLimited) and _is_begun(self._db.conn, entry):
            self._refuse(entry, trouble.code, trouble.way_out, trouble.facts)
            return Tried(entry.id)
        tried = Tried(entry.id, Sentence(trouble.code, trouble.facts))
        if isinstance(trouble, RateLimited):
            return replace(tried, again_at=trouble.not_before or self._clock.now())
        return tried

    def _refuse(
        self, entry: Entry, code: str, way_out: str | None, facts: dict[str, object]
    ) -> None:
        with self._db.write() as conn:
            batches.refuse(conn, entry.id, code, way_out, facts)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def known(conn: sqlite3.Connection, batch_id: int) -> Batch:
    """Return a batch; BadInput if there is none."""
    batch = batches.one(conn, batch_id)
    if batch is None:
        raise BadInput("error.no_batch", batch=batch_id)
    return batch


def _must_not_be_cancelled(batch: Batch) -> None:
    if batch.cancelled_at is not None:
        refused = Refused("limit.batch_cancelled", batch=batch.id, cancelled_at=batch.cancelled_at)
        refused.way_out = "way_out.batch_plan_again"
        raise refused


def _is_begun(conn: sqlite3.Connection, entry: Entry) -> bool:
    """Return True if this try claimed the entry for a shipment of its own."""
    return batches.shipment_of(conn, entry.id) != entry.shipment_id
