"""Apply the events of BigCommerce stores to the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mockplace.kernel.events import Event, Paid
from mockplace.kernel.evolve import touched
from mockplace.kernel.platform_rules import Evolve
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.events import (
    Archived,
    RelayDue,
    RestockingSet,
    StatusSet,
    Written,
)
from mockplace.platforms.bigcommerce.rules.order_status import AWAITING_FULFILLMENT, set_status


def _paid(event: Paid, state: State) -> None:
    """Set the status of a paid order to Awaiting Fulfillment; the kernel has marked it as paid."""
    order = state.orders[event.store, event.order_id]
    if order.platform == "bigcommerce":
        order.status_id = AWAITING_FULFILLMENT


def _status_set(event: StatusSet, state: State) -> None:
    set_status(event, touched(state, event.store, event.order_id, event.at))


def _written(event: Written, state: State) -> None:
    touched(state, event.store, event.order_id, event.at).written.update(event.texts)


def _archived(event: Archived, state: State) -> None:
    touched(state, event.store, event.order_id, event.at).archived = True
    state.stores[event.store].archived.add(event.order_id)


def _relay_due(event: RelayDue, state: State) -> None:
    state.orders[event.store, event.order_id].relay_due = True


def _restocking_set(event: RestockingSet, state: State) -> None:
    account = state.accounts[event.store]
    state.accounts[event.store] = replace(account, restocks=event.restocks)


EVOLVE: Mapping[type[Event], Evolve] = {
    Paid: _paid,
    StatusSet: _status_set,
    Written: _written,
    Archived: _archived,
    RelayDue: _relay_due,
    RestockingSet: _restocking_set,
}
