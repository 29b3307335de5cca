"""Return the lasting warnings of an order or of the hub; each is shown until its cause ends."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Collection, Iterator, Sequence

from shiponce.decisions.copy_differences import Difference, Mirrored, differences
from shiponce.decisions.double_shipments import Basis
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.persistence import (
    cancelled_orders,
    destinations,
    imported_orders,
    moved_shipments,
    obligations,
    order_queries,
    order_states,
    packages_known_to_stores,
    shipments,
    voided_labels,
)
from shiponce.persistence.moved_shipments import MovedLabel
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.shipments import Shipment
from shiponce.persistence.voided_labels import DeadNumber
from shiponce.services.acts import list_acts
from shiponce.services.shipping import undo_hints
from shiponce.services.shipping.double_shipments import Standing, said_of_twice, standing
from shiponce.services.shipping.twin_shipped_warnings import LEFT_WARNING, left_sentences
from shiponce.services.view_models import unknown_weight_units
from shiponce.views.orders import TwinView
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family, platform_word

_DIFFERS = Family("warning.differs_{}", Difference)


def is_copy(twin: TwinView) -> bool:
    """Return True if a twin is a copy, that is, an order of a shop."""
    return twin.platform.is_shop


def order_ref(row: OrderRecord) -> str:
    """Return an unambiguous name of an order for the command line."""
    return shlex.quote(row.ref)


def warnings_of(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> tuple[Sentence, ...]:
    """Return the lasting warnings about one order."""
    beside = standing(conn, row.id)
    found = said_of_twice(beside.twice) if beside.twice else []
    found += undo_hints.warnings(conn, row.id)
    found += list_acts.warnings(conn, order_states.family(conn, row.id))
    found += _dead_numbers(conn, row)
    found += _differences(conn, row, twins)
    extra = dict(imported_orders.extra_fields(conn, row.id))
    found += unknown_weight_units.of_order(row.store, extra)
    for one in packages_known_to_stores.numbers_of_another(conn, row.id):
        about = {"copy": one.copy, "store": one.store, "tracking": one.tracking, "other": one.other}
        found.append(Sentence("warning.number_of_another", about))
    found += _after_label(conn, row)
    found += _refunded_in_copy(conn, row, twins)
    found += _combined(conn, row)
    if row.visibility is not Visibility.VISIBLE:
        return (*found, *_cancelled_behind(conn, row))
    found += _beside(row, twins, beside)
    found += _rest_of_copy(conn, row, twins)
    labels = _live_labels(conn, row.id)
    if labels and row.shown_status is OrderStatus.CANCELLED:
        own = {"number": row.number, "platform": platform_word(row.platform)}
        found.append(Sentence("warning.cancelled_after_label", own | labels))
    return tuple(found)


def _dead_numbers(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Yield warnings that a store keeps the number of a voided label, and what to do there (N8)."""
    original = order_states.original_of(conn, row.id) or row.id
    for one in voided_labels.in_closed_orders(conn, order_states.family(conn, original)):
        code = "warning.dead_number_beside" if one.is_beside else "warning.dead_number"
        yield Sentence(code, dead_number_facts(one))


def dead_number_facts(one: DeadNumber) -> dict[str, object]:
    """Return the facts of a sentence about a number of a voided label that a store keeps."""
    return {
        "store": one.store,
        "platform": platform_word(one.platform),
        "target": one.target,
        "tracking": one.tracking,
        "notification": one.notification_id,
    }


def _after_label(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Yield alarms about what changed on the platform after a label was bought (O3, O8)."""
    own = {"number": row.number, "platform": platform_word(row.platform)}
    for one in destinations.moved(conn, [row.id]):
        facts = {"shipment": one.shipment_id, "carrier": one.carrier, "tracking": one.tracking}
        yield Sentence("warning.address_changed", own | facts)
    obliged = obligations.obligations(conn, [row.id])
    surplus = {one.line_no: one.surplus for one in obliged.get(row.id, ())}
    units = obligations.surplus(conn, [row.id], obliged).get(row.id, 0)
    if units and row.shown_status is not OrderStatus.CANCELLED:
        lines = [line_no for line_no, left in surplus.items() if left]
        yield Sentence("warning.not_due", own | {"n": units} | _labels_with(conn, row.id, lines))


def _combined(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Yield alarms that the buyer combined orders after a label was bought for one of them."""
    for one in moved_shipments.bought_for(conn, row.id):
        yield Sentence("warning.label_moved", _named(one))
    if row.shown_status is OrderStatus.CANCELLED:
        return
    due = sum(line.due for line in obligations.of_order(conn, row.id))
    for one in moved_shipments.of_combined(conn, row.id) if due else ():
        yield Sentence("warning.combined_after_label", _named(one) | {"n": due})


def _named(one: MovedLabel) -> dict[str, object]:
    return {
        "number": one.number,
        "old": one.old_number,
        "label": f"{one.carrier} {one.tracking}".strip(),
        "shipment": one.shipment_id,
    }


def _refunded_in_copy(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> Iterator[Sentence]:
    """Yield an alarm that only the order's copy shows units as refunded (O3)."""
    units = sum(obligations.refunded_in_copies(conn, [row.id]).get(row.id, {}).values())
    copies = [twin.number for twin in twins if twin.bond == "linked" and is_copy(twin)]
    if units and row.shown_status is not OrderStatus.CANCELLED:
        facts = {"number": row.number, "platform": platform_word(row.platform), "n": units}
        yield Sentence("warning.refunded_in_copy", facts | {"copy": ", ".join(copies)})


def _rest_of_copy(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> Iterator[Sentence]:
    """Yield an alarm that a copy was shipped in part before it was linked, and the rest is due.

    Where the lines of the two orders cannot be compared, the original counts as shipped, and
    neither order can be shipped until the label is voided.
    """
    if row.why != "why.sent_as_twin":
        return
    copies = [twin for twin in twins if twin.bond == "linked" and is_copy(twin)]
    known = obligations.obligations(conn, [row.id, *(twin.order_id for twin in copies)])
    due = sum(one.due + one.twins for one in known.get(row.id, ()))
    for twin in copies:
        left = due - sum(one.ours for one in known.get(twin.order_id, ()))
        labels = _live_labels(conn, row.id)
        if left > 0 and labels:
            facts = {"n": left, "number": row.number, "twin": twin.number}
            yield Sentence("warning.rest_of_copy", facts | labels)


def _labels_with(
    conn: sqlite3.Connection, order_id: int, lines: Collection[int]
) -> dict[str, object]:
    """Return the facts that name the live labels of units of these lines.

    A label that was bought for a copy has the copy's lines: then all labels are named.
    """
    live = _live_shipments(conn, order_id)
    own = [
        one
        for one in live
        if one.order_id == order_id
        and any(packed.line_no in lines for packed in shipments.package(conn, one.id))
    ]
    return _facts_of_labels(own or live)


def _live_labels(conn: sqlite3.Connection, order_id: int) -> dict[str, object]:
    """Return the facts that name the live labels of an order and its copies; {} if none."""
    return _facts_of_labels(_live_shipments(conn, order_id))


def _live_shipments(conn: sqlite3.Connection, order_id: int) -> list[Shipment]:
    family = order_states.family(conn, order_id)
    return [one for one in shipments.of_orders(conn, family) if one.is_live]


def _facts_of_labels(live: Sequence[Shipment]) -> dict[str, object]:
    """Return the facts that name labels; {} if there are none. The latest is the one to void."""
    if not live:
        return {}
    labels = ", ".join(f"{one.carrier} {one.tracking}".strip() for one in live)
    return {"labels": labels, "shipment": live[-1].id}


def _cancelled_behind(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Yield warnings that a hidden copy or its original is cancelled in the hub.

    The copy's status reason does not show this, because a copy keeps the reason why it was
    hidden.
    """
    for one in cancelled_orders.left_open(conn, row.id):
        facts = {"original": one.original, "ref": shlex.quote(one.ref)}
        yield Sentence("warning.original_cancelled", facts)
    before = cancelled_orders.of(conn, row.id)
    if before is not None and row.status is OrderStatus.CANCELLED:
        yield Sentence("warning.cancelled_behind", {"by": before.by, "ref": order_ref(row)})


def _beside(row: OrderRecord, twins: Sequence[TwinView], beside: Standing) -> Iterator[Sentence]:
    """Yield the warnings that an open order's twin was shipped, or is open too."""
    if not row.status.is_open:
        return
    if not beside.twice:
        yield from left_sentences(row.ref, beside.left, LEFT_WARNING)
    gone = {one.order_id for one in beside.left}
    linked = (Basis.LINKED, Basis.COPIES, Basis.POSSIBLE)
    same = {bond.other_id for bond in beside.others if bond.basis not in linked}
    for twin in twins:
        stands = twin.visibility is Visibility.VISIBLE and twin.status is not OrderStatus.CANCELLED
        if stands and twin.order_id in same - gone:
            facts = {"number": twin.number, "platform": platform_word(twin.platform)}
            yield Sentence("warning.twice", facts | {"store": twin.store})


def _differences(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> list[Sentence]:
    """Return warnings of differences between linked twins, without the values (Q5, Q7)."""
    found = []
    for twin in twins:
        if twin.bond != "linked":
            continue
        pair = (twin.order_id, row.id) if is_copy(twin) else (row.id, twin.order_id)
        copy, original = (_mirrored(conn, order_id) for order_id in pair)
        numbers = [twin.number, row.number] if is_copy(twin) else [row.number, twin.number]
        facts = dict(zip(("copy", "original"), numbers, strict=True))
        old = destinations.moved(conn, pair)
        for one in differences(copy, original):
            if one is Difference.ADDRESS and old:  # the label has an earlier one
                label = {"carrier": old[-1].carrier, "tracking": old[-1].tracking}
                found.append(Sentence("warning.differs_address_old", facts | label))
            else:
                found.append(Sentence(_DIFFERS[one], facts))
    return found


def _mirrored(conn: sqlite3.Connection, order_id: int) -> Mirrored:
    goods = tuple((line.sku, line.quantity) for line in order_queries.lines(conn, order_id))
    return Mirrored(tuple(one for one in goods if one[1]), order_queries.place(conn, order_id))
