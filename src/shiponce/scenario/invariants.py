"""Check the invariants X1 to X5 after every step, and count the objects that each one checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from shiponce.domain.order import Visibility
from shiponce.domain.shipment import NotificationState, Route, ShipmentState
from shiponce.domain.store import MatchingMode
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.run_results import CheckResult
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView
from shiponce.words.families import Family


@dataclass(frozen=True, slots=True)
class Watched:
    """The result of checking an invariant once: how many objects were checked, and which failed."""

    name: str
    looked_at: int
    wrong: tuple[str, ...]

    def result(self, line: int) -> CheckResult:
        """Return the invariant as a check, which fails if anything was wrong."""
        sentence = Sentence(_INVARIANT[self.name])
        return CheckResult(sentence, not self.wrong, "–", "; ".join(self.wrong) or "–", line=line)


def watch(environment: RunEnvironment, details: tuple[OrderDetail, ...]) -> tuple[Watched, ...]:
    """Check every invariant that the scenario names for this mode."""
    found = []
    for name in environment.scenario.always[environment.played_in]:
        seen = list(_LOOKING[name](environment, details))
        found.append(Watched(name, len(seen), tuple(wrong for wrong in seen if wrong)))
    return tuple(found)


#: Checks one invariant; for each object checked, yields '' or, if it fails, text that names it.
_Look = Callable[[RunEnvironment, tuple[OrderDetail, ...]], Iterator[str]]


def _one_label(environment: RunEnvironment, details: tuple[OrderDetail, ...]) -> Iterator[str]:
    """X1: a unit has at most one live label; double shipments fail in reconciling mode only."""
    reconciling = environment.mode is MatchingMode.RECONCILING
    for detail in details:
        if _live(detail):
            over = any(
                line.shipped - line.shipped_by_others > line.quantity for line in detail.lines
            )
            yield detail.row.number if over else ""
    for double in environment.hub.matching.double_shipments():
        yield " + ".join(double.labels) if reconciling else ""


def _nothing_vanishes(
    environment: RunEnvironment, details: tuple[OrderDetail, ...]
) -> Iterator[str]:
    """X2: every order that a platform showed is in a grid, hidden, to decide or excluded."""
    account_of = environment.acting.account_of
    kept = {(account_of(detail.row.store), detail.remote_id) for detail in details}
    kept |= {place for place, _ in environment.excluded()}
    for store, remote_id in environment.acting.shown:
        yield "" if (account_of(store), remote_id) in kept else f"{store} {remote_id}"


def _original_stands(
    environment: RunEnvironment, details: tuple[OrderDetail, ...]
) -> Iterator[str]:
    """X3: the original of a hidden copy is in a grid."""
    for detail in details:
        if detail.row.visibility is Visibility.HIDDEN:
            stands = any(
                twin.bond == "linked" and twin.visibility is Visibility.VISIBLE
                for twin in detail.twins
            )
            yield "" if stands else detail.row.number


def _notified_once(environment: RunEnvironment, details: tuple[OrderDetail, ...]) -> Iterator[str]:
    """X4: a platform accepted each package at most once, as counted in the simulated world."""
    for order in environment.world.orders.values():
        numbers = (one.tracking for one in order.packages if one.tracking)  # others: untracked post
        for tracking, times in Counter(numbers).items():
            yield f"{order.store} {order.order_id} {tracking} ×{times}" if times > 1 else ""


def _none_missing(environment: RunEnvironment, details: tuple[OrderDetail, ...]) -> Iterator[str]:
    """X5: a live label has its notifications; pending ones have a time, stopped ones a reason."""
    switched_on = {store.name: store.notifications_on for store in environment.hub.stores.rows()}
    for detail in details:
        for shipment in _live(detail):
            notifications = [n for n in detail.notifications if n.shipment_id == shipment.id]
            for notification in notifications:
                yield (
                    ""
                    if _stands(notification)
                    else f"{notification.store} {notification.state.value}"
                )
            for store in _due(environment, detail, shipment, switched_on):
                missing = store not in {notification.store for notification in notifications}
                yield f"{store} {detail.row.number}" if missing else ""


def _due(
    environment: RunEnvironment,
    detail: OrderDetail,
    shipment: ShipmentView,
    switched_on: dict[str, bool],
) -> Iterator[str]:
    """Yield the stores to notify: the store of the order, and the stores of its hidden copies.

    Buy Shipping notifies the order's own store itself. In documented mode a copy counts only if it
    was already hidden when the label was made.
    """
    if shipment.route is not Route.BUY_SHIPPING:
        yield detail.row.store
    for twin in detail.twins:
        hidden = twin.bond == "linked" and twin.visibility is Visibility.HIDDEN
        late = hidden and environment.hub.orders.why(twin.order_id).at > shipment.at
        due = hidden and (environment.mode is MatchingMode.RECONCILING or not late)
        if due and switched_on.get(twin.store):
            yield twin.store


def _stands(notification: NotificationView) -> bool:
    if notification.state in (NotificationState.PENDING, NotificationState.SENDING):
        return notification.next_at is not None
    return notification.state is not NotificationState.STOPPED or notification.reason is not None


def _live(detail: OrderDetail) -> list[ShipmentView]:
    """Return the order's own live labels; a twin's labels are checked with that twin."""
    return [
        shipment
        for shipment in detail.shipments
        if shipment.state is ShipmentState.LABELLED and shipment.order_id == detail.row.id
    ]


_LOOKING: dict[str, _Look] = {
    "X1": _one_label,
    "X2": _nothing_vanishes,
    "X3": _original_stands,
    "X4": _notified_once,
    "X5": _none_missing,
}
_INVARIANT = Family("scenario.invariant.{}", _LOOKING)
