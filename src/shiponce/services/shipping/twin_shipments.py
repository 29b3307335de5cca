"""The twins of the orders in a package, and the shipments of these twins."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shiponce.decisions.double_shipments import Basis, forbids_second_label
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.persistence import same_purchase, stores
from shiponce.persistence.same_purchase import Bond, Held


@dataclass(frozen=True, slots=True)
class TwinShipments:
    """The bonds of some orders, and the shipments of the orders that the bonds lead to."""

    reconciling: bool
    bonds: Mapping[int, tuple[Bond, ...]]
    held: Mapping[int, Sequence[Held]]

    def blocking(
        self, order_id: int, states: Iterable[ShipmentState], *, linked: bool = True
    ) -> str:
        """Return the name of a twin whose shipment, in one of *states*, blocks an order, or "".

        Without *linked*, linked orders do not count: a part was shipped, and the rest is due.
        """
        wanted = frozenset(states)
        apart = {
            bond.other_id
            for bond in self.bonds.get(order_id, ())
            if not linked and bond.basis in (Basis.LINKED, Basis.COPIES, Basis.SUSPENDED)
        }
        beside = self._beside(order_id, blocks=True)
        found = (n.order for n in beside if n.state in wanted and n.order_id not in apart)
        return next(found, "")

    def warning_only(self, order_id: int) -> tuple[Held, ...]:
        """Return the shipments of an order's twins that only cause a warning.

        They do not block shipping, for one of three reasons: documented mode compares no orders, a
        person rejected the twin, or nothing proves that it is a twin. So a person who insists can
        ship such a purchase twice (W7).
        """
        return tuple(self._beside(order_id, blocks=False))

    def in_package(self, order_id: int, named: Mapping[int, str]) -> tuple[str, ...]:
        """Return the names of an order's twins among the orders in *named* ({order id: name})."""
        bonds = self.bonds.get(order_id, ())
        others = (bond.other_id for bond in bonds if bond.basis is not Basis.POSSIBLE)
        return tuple(named[other] for other in others if other in named)

    def _beside(self, order_id: int, *, blocks: bool) -> list[Held]:
        bonds = (
            bond
            for bond in self.bonds.get(order_id, ())
            if forbids_second_label(
                bond.basis,
                proved=bond.proved,
                rejected=bond.refused,
                reconciling=self.reconciling,
            )
            is blocks
            # ``ShipFacts.lines_sent`` covers orders that share lines.
            and not (blocks and bond.basis is Basis.LINES)
        )
        return [
            replace(one, possible=bond.basis is Basis.POSSIBLE)
            for bond in bonds
            for one in self.held.get(bond.other_id, ())
        ]


def twin_shipments(conn: sqlite3.Connection, order_ids: Sequence[int]) -> TwinShipments:
    """Read the twins of these orders, with the twins' shipments."""
    bonds: dict[int, tuple[Bond, ...]] = {}
    unproved: set[int] = set()
    for bond in same_purchase.bonds(conn, order_ids, possible=True):
        bonds[bond.order_id] = (*bonds.get(bond.order_id, ()), bond)
        if bond.refused or bond.basis is Basis.POSSIBLE:
            unproved.add(bond.other_id)
    others = {bond.other_id for own in bonds.values() for bond in own}
    held = same_purchase.holding(conn, others) if others else {}
    if unproved:
        held |= same_purchase.left(conn, unproved)
    return TwinShipments(stores.mode(conn) is MatchingMode.RECONCILING, bonds, held)
