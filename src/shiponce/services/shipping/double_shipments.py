"""Compare the orders of one purchase: which were shipped, and what was shipped twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from shiponce.decisions.double_shipments import Basis, shipped_twice
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence import same_purchase
from shiponce.persistence.same_purchase import Bond, Held
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import LabelView

#: Other orders of a purchase are searched over at most this many bonds.
_REACH = 6


@dataclass(frozen=True, slots=True)
class Standing:
    """One order compared with the others of its purchase."""

    #: The other orders of the purchase.
    others: tuple[Bond, ...] = ()
    #: The live labels, open label purchases and shipments elsewhere of these other orders.
    left: tuple[Held, ...] = ()
    #: Every live label of a purchase that was shipped twice, the order's own first.
    twice: tuple[Held, ...] = ()


def standings(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, Standing]:
    """Return the standing of each order that has other orders of its purchase in the hub."""
    found = _reachable(conn, order_ids)
    if not found:
        return {}
    held = same_purchase.holding(conn, found)
    doubles = _doubles(conn, [bond for own in found.values() for bond in own], held)
    return {
        order_id: Standing(
            tuple(found[order_id]),
            tuple(one for bond in found[order_id] for one in held.get(bond.other_id, ())),
            _twice(order_id, found[order_id], doubles, held),
        )
        for order_id in order_ids
        if order_id in found
    }


def standing(conn: sqlite3.Connection, order_id: int) -> Standing:
    """Return the standing of one order; it is empty if the purchase has no other order here."""
    return standings(conn, [order_id]).get(order_id, Standing())


def all_doubles(conn: sqlite3.Connection) -> list[tuple[Held, ...]]:
    """Return the live labels of every purchase that was shipped twice (W7)."""
    bonds = same_purchase.bonds_of_labels(conn)
    if not bonds:
        return []
    held = same_purchase.holding(conn, {bond.order_id for bond in bonds})
    return [_labels(double, held) for double in _doubles(conn, bonds, held)]


def _reachable(conn: sqlite3.Connection, order_ids: Collection[int]) -> dict[int, list[Bond]]:
    """Return the bonds, by order, of these orders and of all orders that the bonds lead to."""
    found: dict[int, list[Bond]] = {}
    known, wanted = set(order_ids), set(order_ids)
    for _ in range(_REACH):
        for bond in same_purchase.bonds(conn, wanted) if wanted else ():
            found.setdefault(bond.order_id, []).append(bond)
        wanted = {bond.other_id for own in found.values() for bond in own} - known
        known |= wanted
    return found


def _doubles(
    conn: sqlite3.Connection, bonds: Iterable[Bond], held: Mapping[int, Sequence[Held]]
) -> list[frozenset[int]]:
    """Return each set of orders whose live labels cover more units than the buyer bought."""
    labelled = {
        order_id
        for order_id, shipments in held.items()
        if any(one.state is ShipmentState.LABELLED for one in shipments)
    }
    pairs = [bond for bond in bonds if {bond.order_id, bond.other_id} <= labelled]
    if not pairs:
        return []
    members = same_purchase.members(conn, {bond.order_id for bond in pairs})
    groups: list[set[int]] = []
    for bond in pairs:
        one, other = members[bond.order_id], members[bond.other_id]
        if shipped_twice(one, other, bond.basis):
            both = {bond.order_id, bond.other_id}
            joined = [group for group in groups if group & both]
            groups = [group for group in groups if not group & both]
            groups.append(both.union(*joined))
    return sorted(map(frozenset, groups), key=min)


def _twice(
    order_id: int,
    bonds: Sequence[Bond],
    doubles: Sequence[frozenset[int]],
    held: Mapping[int, Sequence[Held]],
) -> tuple[Held, ...]:
    """Return the labels of double shipments that include the order, its copy or its original."""
    mine = {order_id, *(bond.other_id for bond in bonds if bond.basis is not Basis.LINES)}
    labels = (one for double in doubles if double & mine for one in _labels(double, held))
    return tuple(sorted(labels, key=lambda one: one.order_id != order_id))


def _labels(double: Collection[int], held: Mapping[int, Sequence[Held]]) -> tuple[Held, ...]:
    return tuple(
        one
        for order_id in sorted(double)
        for one in held[order_id]
        if one.state is ShipmentState.LABELLED
    )


# -- what the user interfaces show of double shipments


def label_view(one: Held) -> LabelView:
    """Return one label, or one unfinished label purchase, with its order."""
    return LabelView(one.order_id, one.order, one.state, one.carrier, one.tracking)


def facts_of_twice(labels: Sequence[Held]) -> list[dict[str, object]]:
    """Return facts for "shipped twice" sentences, each about the first order and one other."""
    by_order: dict[int, list[Held]] = {}
    for one in labels:
        by_order.setdefault(one.order_id, []).append(one)
    first, *others = by_order.values()
    return [
        {
            "number": first[0].order,
            "label": _label_names(first),
            "twin": other[0].order,
            "twin_label": _label_names(other),
        }
        for other in others
    ]


def _label_names(labels: Sequence[Held]) -> str:
    return ", ".join(dict.fromkeys(f"{one.carrier} {one.tracking}".strip() for one in labels))


#: Warnings that another order of the same purchase was shipped, or may have been.
LEFT_WARNING = {
    ShipmentState.LABELLED: "warning.twin_left",
    ShipmentState.PURCHASING: "warning.twin_in_purchase",
    ShipmentState.UNKNOWN: "warning.twin_unknown",
    ShipmentState.ELSEWHERE: "warning.twin_left_elsewhere",
}
#: Shipping restrictions for the same cases as ``LEFT_WARNING``.
LEFT_RESTRICTION = {
    ShipmentState.LABELLED: "limit.twin_left",
    ShipmentState.PURCHASING: "limit.twin_in_purchase",
    ShipmentState.UNKNOWN: "limit.twin_unknown",
    ShipmentState.ELSEWHERE: "limit.twin_left_elsewhere",
}


def left_sentences(
    number: str, left: Sequence[Held], codes: Mapping[ShipmentState, str]
) -> list[Sentence]:
    """Return a sentence for each other order and shipment state; *codes* has a code per state."""
    by_twin: dict[tuple[int, ShipmentState], list[Held]] = {}
    for one in left:
        by_twin.setdefault((one.order_id, one.state), []).append(one)
    return [
        Sentence(
            codes[state],
            {"number": number, "twin": labels[0].order, "label": _label_names(labels)},
        )
        for (_, state), labels in by_twin.items()
    ]
