"""The base of screens on which an order is selected."""

from __future__ import annotations

from shiponce.domain.order import Visibility
from shiponce.domain.shipment import ShipmentState
from shiponce.tui.screens.base import HubScreen
from shiponce.views.orders import ConditionView, OrderDetail, OrderRow, TwinView
from shiponce.views.shipping import ShipmentView


class OrderBase(HubScreen):
    """A screen on which an order can be selected."""

    def order_row(self) -> OrderRow | None:
        """Return the selected order, or None."""
        raise LookupError("a screen with orders says which one is meant")

    def order_detail(self) -> OrderDetail | None:
        """Return all details of the selected order; None until they are read."""
        return None

    def jump(self, order_id: int) -> None:
        """Show another order."""


def live_label(detail: OrderDetail) -> ShipmentView | None:
    """Return the live label that was bought for an order itself, not for its twin; None if none."""
    live = (one for one in detail.shipments if one.state is ShipmentState.LABELLED)
    return next((one for one in live if one.order_id == detail.row.id), None)


def standing_conditions(detail: OrderDetail) -> tuple[ConditionView, ...]:
    """Return the conditions of an order that a person may overrule but nobody has overruled.

    () for a hidden copy: its original is shipped, so a decision about the copy has no effect.
    """
    if detail.row.visibility is Visibility.HIDDEN:
        return ()
    return tuple(one for one in detail.conditions if one.overrulable and not one.overruled)


def decided_twins(detail: OrderDetail) -> tuple[TwinView, ...]:
    """Return the linked or rejected twins: originals of a copy, or copies of an original."""
    market = detail.row.marketplace.is_marketplace
    return tuple(
        twin
        for twin in detail.twins
        if twin.bond in ("linked", "rejected") and twin.platform.is_marketplace is not market
    )
