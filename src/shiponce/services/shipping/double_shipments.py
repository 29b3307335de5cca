"""Compare the orders of one purchase: which were shipped, and what was shipped twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from shiponce.decisions.double_shipments import Basis, shipped_twice
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence import obligations, same_purchase
from shiponce.persistence.same_purchase import Bond, Held
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView

#: Other orders of a purchase are searched over at most this many bonds.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """What was shipped under the other orders of an order's purchase."""

    #: The other orders of the purchase.
    others: tuple[Bond, ...] = ()
    #: The live labels, open label purchases and shipments elsewhere of these other orders. Those of
    #: linked orders are left out where the rest of the purchase is due.
    left: tuple[Held, ...] = ()
    #: Every live label of a purchase that was shipped twice, the order's own first.
    twice: tuple[Held, ...] = ()


def standings(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, Standing]:
    """Return, for each order, what was shipped under the other orders of its purchase.

    Orders without another order of their purchase in the hub are left out.
    """
    found = _reachable(conn, order_ids)
    if not found:
        return {}
    every = [bond for own in found.values() for bond in own]
    held = same_purchase.holding(conn, {*found, *(bond.other_id for bond in every)})
    rests = obligations.rests_due(conn, found)
    perhaps = _perhaps_left(conn, order_ids, found)
    doubles = _doubles(conn, every, held)
    return {
        order_id: Standing(
            tuple(found[order_id]),
            tuple(
                one
                for bond in found[order_id]
                if order_id not in rests or bond.basis not in (Basis.LINKED, Basis.COPIES)
                for one in (perhaps if bond.basis is Basis.POSSIBLE else held).get(
                    bond.other_id, ()
                )
            ),
            _twice(order_id, found[order_id], doubles, held),
        )
        for order_id in order_ids
        if order_id in found
    }


def _perhaps_left(
    conn: sqlite3.Connection, order_ids: Collection[int], found: Mapping[int, Sequence[Bond]]
) -> dict[int, list[Held]]:
    """Return what left under the orders that may be the same purchase as one of *order_ids*."""
    others = [
        bond.other_id
        for order_id in order_ids
        for bond in found.get(order_id, ())
        if bond.basis is Basis.POSSIBLE
    ]
    left = same_purchase.left(conn, others) if others else {}
    return {n: [replace(one, possible=True) for one in ones] for n, ones in left.items()}


def standing(conn: sqlite3.Connection, order_id: int) -> Standing:
    """Return the standing of one order; it is empty if the purchase has no other order here."""
    return standings(conn, [order_id]).get(order_id, Standing())


def all_doubles(conn: sqlite3.Connection) -> list[tuple[Held, ...]]:
    """Return the live labels of every purchase that was shipped twice (W7)."""
    bonds = same_purchase.bonds_of_labels(conn)
    if not bonds:
        return []
    ends = {order_id for bond in bonds for order_id in (bond.order_id, bond.other_id)}
    held = same_purchase.holding(conn, ends)
    return [_labels(double, held) for double in _doubles(conn, bonds, held)]


def _reachable(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, list[Bond]]:
    """Return the bonds, by order, of these orders and of all orders that the bonds lead to.

    Bonds to orders that may be the same purchase lead no further.
    """
    found: dict[int, list[Bond]] = {}
    known, wanted = set(order_ids), set(order_ids)
    for step in range(_REACH):
        for bond in same_purchase.bonds(conn, wanted, possible=not step) if wanted else ():
            found.setdefault(bond.order_id, []).append(bond)
        wanted = {
            bond.other_id
            for own in found.values()
            for bond in own
            if bond.basis is not Basis.POSSIBLE
        } - known
        known |= wanted
    return found


@dataclass(frozen=True, slots=True)
class _Double:
    """A set of orders whose live labels cover more units than the buyer bought."""

    orders: frozenset[int]
    #: The orders may be one purchase; nothing proves it.
    possible: bool

    def joined(self, other: _Double) -> _Double:
        return _Double(self.orders | other.orders, self.possible and other.possible)


def _doubles(
    conn: sqlite3.Connection, bonds: Iterable[Bond], held: Mapping[int, Sequence[Held]]
) -> list[_Double]:
    """Return every purchase that was shipped twice, and those that may have been."""
    labelled = {
        order_id
        for order_id, shipments in held.items()
        if any(one.state is ShipmentState.LABELLED for one in shipments)
    }
    pairs = [bond for bond in bonds if {bond.order_id, bond.other_id} <= labelled]
    if not pairs:
        return []
    ends = {order_id for bond in pairs for order_id in (bond.order_id, bond.other_id)}
    members = same_purchase.members(conn, ends)
    groups: list[_Double] = []
    for bond in pairs:
        one, other = members[bond.order_id], members[bond.other_id]
        if shipped_twice(one, other, bond.basis):
            both = frozenset({bond.order_id, bond.other_id})
            double = _Double(both, bond.basis is Basis.POSSIBLE)
            for group in groups:
                double = double.joined(group) if group.orders & both else double
            groups = [group for group in groups if not group.orders & both]
            groups.append(double)
    return sorted(groups, key=lambda one: min(one.orders))


def _twice(
    order_id: int,
    bonds: Sequence[Bond],
    doubles: Sequence[_Double],
    held: Mapping[int, Sequence[Held]],
) -> tuple[Held, ...]:
    """Return the labels of double shipments that include the order, its copy or its original."""
    others = (bond for bond in bonds if bond.basis not in (Basis.LINES, Basis.POSSIBLE))
    mine = {order_id, *(bond.other_id for bond in others)}
    labels = (one for double in doubles if double.orders & mine for one in _labels(double, held))
    return tuple(sorted(labels, key=lambda one: one.order_id != order_id))


def _labels(double: _Double, held: Mapping[int, Sequence[Held]]) -> tuple[Held, ...]:
    return tuple(
        replace(one, possible=double.possible)
        for order_id in sorted(double.orders)
        for one in held[order_id]
        if one.state is ShipmentState.LABELLED
    )


# -- what the user interfaces show of double shipments


def label_view(one: Held) -> LabelView:
    """Return one label, or one unfinished label purchase, with its order."""
    return LabelView(one.order_id, one.order, one.state, one.carrier, one.tracking)


def said_of_twice(labels: Sequence[Held]) -> list[Sentence]:
    """Return "shipped twice" sentences, each about the first order and one other."""
    by_order: dict[int, list[Held]] = {}
    for one in labels:
        by_order.setdefault(one.order_id, []).append(one)
    first, *others = by_order.values()
    return [
        Sentence(
            "warning.perhaps_twice" if first[0].possible else "warning.shipped_twice",
            {
                "number": first[0].order,
                "label": label_names(first),
                "twin": other[0].order,
                "twin_label": label_names(other),
            },
        )
        for other in others
    ]


def label_names(labels: Sequence[Held]) -> str:
    """Return the carriers and tracking numbers of some labels."""
    return ", ".join(dict.fromkeys(f"{one.carrier} {one.tracking}".strip() for one in labels))
