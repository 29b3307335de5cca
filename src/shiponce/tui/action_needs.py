"""Decide whether an action is available for the row under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from shiponce.domain.exhaustive import exhaustive
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState
from shiponce.tui.key_bindings import FOOTER_KEYS, ORDER, ORDERS, Action, Need, Writes, actions_for
from shiponce.views.acts import ActView
from shiponce.views.hub import HubState
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import OrderRow
from shiponce.views.stores import StoreRow


@dataclass(frozen=True, slots=True)
class UnderCursor:
    """The facts about the row under the cursor that decide which actions are available."""

    state: HubState | None = None
    #: A simulated market is running.
    market: bool = False
    #: A row of any kind is selected.
    row: bool = False
    order: OrderRow | None = None
    #: The selected order has a twin in the hub.
    twin: bool = False
    #: A twin of the selected order is linked or rejected; a person can undo that decision.
    decided: bool = False
    #: The selected order has a live label of its own.
    label: bool = False
    #: The platform shows a condition of the selected order that a person may overrule.
    condition: bool = False
    notification: NotificationView | None = field(default=None)
    #: The selected unknown act.
    act: ActView | None = None
    #: The act that would be settled: the selected one, else the first unknown one.
    to_settle: ActView | None = None
    store: StoreRow | None = None
    #: How many orders are marked.
    marked: int = 0
    #: A batch is shown that is not confirmed yet (*plan*), that has something to buy (*ready*), or
    #: that is being bought (*running*).
    plan: bool = False
    ready: bool = False
    running: bool = False


def _has_stores(now: UnderCursor) -> bool:
    return bool(now.state and any(store.live for store in now.state.stores))


def _has_shop(now: UnderCursor) -> bool:
    stores = now.state.stores if now.state else ()
    return any(store.platform.is_shop and store.live for store in stores)


def _is_stopped(notification: NotificationView | None) -> bool:
    return notification is None or notification.state is NotificationState.STOPPED


_MET: Mapping[Need, Callable[[UnderCursor], bool]] = exhaustive(
    Need,
    {
        Need.STORES: _has_stores,
        Need.SHOP: _has_shop,
        Need.MARKET: lambda now: now.market,
        Need.ROW: lambda now: now.row,
        Need.WRITING: lambda now: not (now.state and now.state.read_only),
        Need.ORDER: lambda now: now.order is not None,
        Need.OPEN_ORDER: lambda now: now.order is None or now.order.status.is_open,
        Need.TO_SHIP: lambda now: (
            now.order is None
            or (
                now.order.visibility is not Visibility.HELD
                and now.order.status is not OrderStatus.PENDING_FULFILLMENT
            )
        ),
        Need.HELD: lambda now: (
            now.order is None or now.order.visibility is Visibility.HELD or now.decided
        ),
        Need.TWIN: lambda now: now.twin,
        Need.LABEL: lambda now: now.label,
        Need.CONDITION: lambda now: now.condition,
        Need.ON_HOLD: lambda now: now.order is None or now.order.status is OrderStatus.ON_HOLD,
        Need.CANCELLED: lambda now: now.order is None or now.order.status is OrderStatus.CANCELLED,
        Need.NOTIFICATION: lambda now: now.act is None,
        Need.UNKNOWN_ACT: lambda now: now.to_settle is not None,
        Need.ORDER_OF_ACT: lambda now: now.act is None or now.act.order_id is not None,
        Need.STOPPED_NOTIFICATION: lambda now: _is_stopped(now.notification),
        Need.CLOSABLE: lambda now: now.notification is None or now.notification.is_closable,
        Need.CORRECTABLE: lambda now: _is_stopped(now.notification),
        Need.MARKED: lambda now: now.marked > 0,
        Need.PLAN: lambda now: now.plan,
        Need.READY: lambda now: now.ready,
        Need.RUNNING: lambda now: now.running,
        Need.LIVE_STORE: lambda now: now.store is None or now.store.live,
    },
)


def unmet(action: Action, now: UnderCursor) -> Need | None:
    """Return the first precondition that is not met, or None."""
    if now.state is not None and now.state.read_only and action.writes is Writes.AT_ONCE:
        return Need.WRITING
    return next((need for need in action.needs if not _MET[need](now)), None)


def footer_for(scope: str, now: UnderCursor | None = None) -> tuple[Action, ...]:
    """Return the actions for a screen's footer: at most eight, always with help and palette.

    Other actions that exist on every screen appear only in the footer of the orders screen. With
    *now*, unavailable actions are left out.
    """
    ends = ("help", "palette")
    fitting = (a for a in actions_for(scope) if scope in (ORDERS, *a.scopes) or a.id in ends)
    shown = sorted((a for a in fitting if a.foot), key=lambda action: action.foot)
    rest = [a for a in shown if a.id not in ends and (now is None or _is_live(a, scope, now))]
    return (*rest[: FOOTER_KEYS - len(ends)], *(a for a in shown if a.id in ends))


#: Needs of actions that are no use before something is marked, planned or running.
_OF_BATCHES = (Need.MARKED, Need.PLAN, Need.READY, Need.RUNNING)


def _is_live(action: Action, scope: str, now: UnderCursor) -> bool:
    need = unmet(action, now)
    if need in _OF_BATCHES:
        return False
    return need is None or (scope != ORDER and need not in (Need.ROW, Need.ORDER))
