"""Show batches: the plan, the progress and the report."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from shiponce.decisions.batch_plan import totals
from shiponce.domain.batch import BatchState, EntryState, Preset
from shiponce.domain.money import Money
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence import batches, destinations, imported_orders, order_queries, shipments
from shiponce.persistence.batches import Batch, Entry
from shiponce.persistence.order_queries import OrderSummary
from shiponce.views.batches import BatchEntry, BatchRow, BatchTotal, BatchView, PresetView
from shiponce.views.sentence import Sentence

_STATES = {
    ShipmentState.LABELLED: EntryState.BOUGHT,
    ShipmentState.PURCHASING: EntryState.UNKNOWN,
    ShipmentState.UNKNOWN: EntryState.UNKNOWN,
    ShipmentState.VOIDED: EntryState.VOIDED,
}


def plan_view(
    conn: sqlite3.Connection, service: str, preset: str, entries: Sequence[Entry]
) -> BatchView:
    """Return a plan that was not saved."""
    shown = _entries(conn, entries)
    return BatchView(
        None, BatchState.PLANNED, service, preset, shown, _planned(shown), _costs(shown)
    )


def batch_view(conn: sqlite3.Connection, batch: Batch) -> BatchView:
    """Return a saved batch as it stands now."""
    shown = _entries(conn, batches.entries(conn, batch.id))
    return BatchView(
        batch.id,
        state_of(batch),
        batch.service,
        batch.preset,
        shown,
        _planned(shown),
        _costs(shown),
        batch.at,
        batch.by,
        batch.confirmed_at,
        batch.confirmed_by,
        batch.cancelled_at,
        batch.cancelled_by,
        batch.ended_at,
    )


def batch_row(conn: sqlite3.Connection, batch: Batch) -> BatchRow:
    """Return the row of a batch in the list of batches."""
    view = batch_view(conn, batch)
    return BatchRow(
        batch.id,
        view.state,
        batch.service,
        batch.preset,
        batch.at,
        batch.by,
        view.counts,
        view.costs,
    )


def preset_view(preset: Preset) -> PresetView:
    """Return a preset."""
    return PresetView(preset.name, preset.service, preset.package)


def state_of(batch: Batch) -> BatchState:
    """Return the state of a batch."""
    if batch.cancelled_at is not None:
        return BatchState.CANCELLED
    if batch.ended_at is not None:
        return BatchState.ENDED
    return BatchState.CONFIRMED if batch.confirmed_at is not None else BatchState.PLANNED


def _entries(conn: sqlite3.Connection, entries: Sequence[Entry]) -> tuple[BatchEntry, ...]:
    orders = [one.order_id for one in entries]
    rows = {row.id: row for row in order_queries.rows(conn, list(dict.fromkeys(orders)))}
    called = order_queries.called(conn, orders)
    return tuple(
        _entry(conn, one, rows[one.order_id], called.get(one.order_id, {})) for one in entries
    )


def _entry(
    conn: sqlite3.Connection, entry: Entry, row: OrderSummary, called: dict[int, str]
) -> BatchEntry:
    shipment = shipments.one(conn, entry.shipment_id) if entry.shipment_id else None
    places = [one.remote_id for one in destinations.of_order(conn, entry.order_id)]
    lines = entry.lines
    facts = entry.reason_facts
    state = _STATES.get(shipment.state) if shipment else None
    if state is None:
        state = EntryState.REFUSED if entry.reason else EntryState.NOT_BEGUN
    bought = shipment is not None and state in (EntryState.BOUGHT, EntryState.VOIDED)
    return BatchEntry(
        entry.order_id,
        row.number,
        row.store,
        state,
        entry.same_purchase,
        places.index(entry.destination) + 1 if entry.destination in places else 1,
        max(1, len(places)),
        ", ".join(f"{called.get(n, n)} × {units}" for n, units in lines.items()) or row.items,
        sum(lines.values()),
        entry.option,
        shipment.carrier if shipment and bought else entry.carrier,
        shipment.service if shipment and bought and shipment.service else entry.service,
        entry.agreed_price,
        row.ship_by,
        entry.arrives_by,
        imported_orders.deliver_by(conn, entry.order_id),
        entry.notifies,
        Sentence(entry.reason, facts) if entry.reason else None,
        Sentence(entry.way_out, facts) if entry.way_out else None,
        entry.shipment_id if shipment else None,
        shipment.tracking if shipment and bought else "",
        shipment.price if shipment and bought else None,
    )


def _planned(entries: Iterable[BatchEntry]) -> tuple[BatchTotal, ...]:
    counted = (EntryState.REFUSED,)
    return _summed(
        (one.carrier, one.price)
        for one in entries
        if one.price is not None and one.state not in counted
    )


def _costs(entries: Iterable[BatchEntry]) -> tuple[BatchTotal, ...]:
    return _summed(
        (one.carrier, one.cost)
        for one in entries
        if one.cost is not None and one.state is EntryState.BOUGHT
    )


def _summed(prices: Iterable[tuple[str, Money]]) -> tuple[BatchTotal, ...]:
    found = totals(prices)
    return tuple(BatchTotal(carrier, n, total) for (carrier, _), (n, total) in found.items())
