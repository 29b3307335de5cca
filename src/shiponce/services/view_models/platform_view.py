"""Ask each platform what it shows of a purchase now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from shiponce.decisions.double_shipments import Basis
from shiponce.domain.order import Condition, ImportedOrder
from shiponce.domain.platform import Platform, platforms
from shiponce.domain.store import Store
from shiponce.errors import PlatformError
from shiponce.persistence import (
    excluded_and_quarantined,
    imported_orders,
    order_states,
    same_purchase,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.ports import Connections
from shiponce.services.importing.unreadable_reasons import fact_of
from shiponce.views.orders import PlatformCard
from shiponce.views.sentence import Sentence
from shiponce.words.families import platform_word


@dataclass(frozen=True, slots=True)
class _Place:
    store: Store
    remote_id: str


class Looking:
    """Reads a purchase on every connected platform that has it."""

    def __init__(self, db: Database, connections: Connections) -> None:
        self._db = db
        self._connections = connections

    def cards(self, order_id: int) -> tuple[PlatformCard, ...]:
        """Return one card per order of the purchase.

        A platform without such an order gets an empty card.
        """
        places = _places(self._db.conn, order_id)
        found: list[PlatformCard] = []
        for platform in platforms():
            here = [place for place in places if place.store.platform == platform]
            found += [self._read(place) for place in here]
            if not here:
                found.append(_nothing(self._db.conn, platform))
        return tuple(found)

    def _read(self, place: _Place) -> PlatformCard:
        store = place.store
        if store.disconnected:
            remark = Sentence("limit.store_disconnected", {"store": store.name})
            return PlatformCard(store.platform, store.name, place.remote_id, "", (), remark)
        try:
            adapter = self._connections.platform(store)
            fetched = adapter.read(place.remote_id)
            if not isinstance(fetched, ImportedOrder):
                remark = Sentence("look.unreadable", {"fault": fact_of(fetched.fault)})
                return PlatformCard(store.platform, store.name, place.remote_id, "", (), remark)
            packages = fetched.packages or adapter.packages(place.remote_id)
        except PlatformError as trouble:
            remark = Sentence(trouble.code, trouble.facts)
            return PlatformCard(store.platform, store.name, place.remote_id, "", (), remark)
        return PlatformCard(
            store.platform,
            store.name,
            place.remote_id,
            fetched.remote_status,
            tuple((package.carrier, package.tracking) for package in packages),
            asks_to_cancel=Condition.BUYER_ASKS_TO_CANCEL in fetched.conditions,
        )


def _places(conn: sqlite3.Connection, order_id: int) -> list[_Place]:
    """Return every known order of this purchase, even excluded copies, each with its store."""
    original = order_states.original_of(conn, order_id) or order_id
    family = {order_id, original, *order_states.copies_of(conn, original)}
    bonds = same_purchase.bonds(conn, family)
    family.update(bond.other_id for bond in bonds if bond.basis is not Basis.LINES)
    by_id = {store.id: store for store in stores.every(conn)}
    there = imported_orders.remote_orders(conn, family)
    found = _once([_Place(by_id[one.store_id], one.remote_id) for one in there])
    keys = [
        key.key
        for candidate in imported_orders.candidates(conn, family).values()
        for key in candidate.keys
    ]
    out = excluded_and_quarantined.excluded_copies(conn, keys)
    return found + [_Place(by_id[store_id], remote) for store_id, remote in out]


def _once(places: list[_Place]) -> list[_Place]:
    """Return one entry per platform order; prefer the entry of a store that was not replaced."""
    found: dict[tuple[Platform, str, str], _Place] = {}
    for place in places:
        store = place.store
        key = (store.platform, store.account, place.remote_id)
        if key not in found or not store.replaced:
            found[key] = place
    return list(found.values())


def _nothing(conn: sqlite3.Connection, platform: Platform) -> PlatformCard:
    connected = any(store.platform == platform and store.live for store in stores.every(conn))
    code = "look.no_order" if connected else "look.not_connected"
    remark = Sentence(code, {"platform": platform_word(platform)})
    return PlatformCard(platform, "", "", "", (), remark)
