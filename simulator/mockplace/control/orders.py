"""What people do to one order: the operations below ``/_mockplace/orders/{name}``."""

from __future__ import annotations

import difflib
from dataclasses import asdict
from typing import TYPE_CHECKING

from mockplace import registry
from mockplace.control import order_shapes as shapes
from mockplace.control.request_context import ControlError, RequestContext
from mockplace.control.shapes import OrderView
from mockplace.kernel.after_sale import refunds
from mockplace.kernel.durations import written
from mockplace.kernel.order_facts import NO_LINE_FACTS, named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mockplace.kernel.after_sale_records import Cancellation, Refund
    from mockplace.kernel.order_facts import LineFacts, OrderFacts
    from mockplace.kernel.records import OrderLine, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World
    from mockplace.seeding.input_shapes import Order


def place_order(context: RequestContext) -> OrderView:
    """Place an order in one of the stores, now."""
    content: Order = context.content
    return view(content.place(context.served.world))


def order(context: RequestContext) -> shapes.OrderDetails:
    """Return one order with everything that the world knows about it, including its copy."""
    return _details(context.served.world, _find_order(context))


def pay_order(context: RequestContext) -> shapes.OrderDetails:
    """Let the buyer of an unpaid order pay."""
    order = _find_order(context)
    context.served.world.pay(order.store, order.order_id)
    return _details(context.served.world, order)


def cancel_order(context: RequestContext) -> shapes.OrderDetails:
    """Cancel an order as the seller, or as the buyer without asking the seller."""
    content: shapes.CancelRequest = context.content
    order, world = _find_order(context), context.served.world
    units = _units(order, content.units)
    if content.by == "seller":
        lines = _lines(order, content.lines)
        world.after_sale.cancel_by_seller(
            order.store, order.order_id, content.reason, lines=lines, units=units
        )
    elif content.lines:
        raise ControlError("a buyer cancels units, or an order as a whole; lines are a seller's")
    else:
        world.after_sale.cancel_by_buyer(order.store, order.order_id, units)
    return _details(world, order)


def request_cancel(context: RequestContext) -> shapes.OrderDetails:
    """Let the buyer ask the seller to cancel; refused on a platform without such requests."""
    content: shapes.CancellationRequest = context.content
    order, world = _find_order(context), context.served.world
    lines = _lines(order, content.lines)
    world.after_sale.request_cancellation(order.store, order.order_id, content.reason, lines=lines)
    return _details(world, order)


def approve_cancel(context: RequestContext) -> shapes.OrderDetails:
    """Approve a buyer's request to cancel; the requested lines are cancelled."""
    content: shapes.CancellationAnswer = context.content
    order, world = _find_order(context), context.served.world
    world.after_sale.approve_cancellation(order.store, order.order_id, content.cancel_id)
    return _details(world, order)


def decline_cancel(context: RequestContext) -> shapes.OrderDetails:
    """Decline a buyer's request to cancel."""
    content: shapes.CancellationAnswer = context.content
    order, world = _find_order(context), context.served.world
    world.after_sale.decline_cancellation(order.store, order.order_id, content.cancel_id)
    return _details(world, order)


def withdraw_cancel(context: RequestContext) -> shapes.OrderDetails:
    """Let the buyer withdraw a request to cancel, on a marketplace where that is possible."""
    content: shapes.CancellationAnswer = context.content
    order, world = _find_order(context), context.served.world
    world.after_sale.withdraw_cancellation(order.store, order.order_id, content.cancel_id)
    return _details(world, order)


def collect_order(context: RequestContext) -> shapes.OrderDetails:
    """Let the buyer collect units in the shop: all that wait for it, or some."""
    content: shapes.CollectRequest = context.content
    order, world = _find_order(context), context.served.world
    world.shipping.collect(order.store, order.order_id, _units(order, content.lines))
    return _details(world, order)


def combine_orders(context: RequestContext) -> shapes.OrderDetails:
    """Let the buyer combine the order with others into a new one, on eBay; return the new one."""
    content: shapes.CombineRequest = context.content
    order, world = _find_order(context), context.served.world
    others = [_in_store(world, name, order.store).order_id for name in content.others]
    return _details(world, world.combine(content.purchase, order.store, [order.order_id, *others]))


def _in_store(world: World, name: str, store: str) -> PlatformOrder:
    """Return an account's order by its purchase's name or by its id."""
    named = [one for one in _by_purchase_name(world, name) if one.store == store]
    found = named[0] if named else world.orders.get((store, name))
    if found is None:
        raise ControlError(_unknown_order(world, name, store), 404, "unknown-order")
    return found


def mark_shipped(context: RequestContext) -> shapes.OrderDetails:
    """Set the order to shipped on the platform's own site, without any tracking."""
    order, world = _find_order(context), context.served.world
    world.shipping.mark_shipped(order.store, order.order_id)
    return _details(world, order)


def change_address(context: RequestContext) -> shapes.OrderDetails:
    """Change an address of the order."""
    content: shapes.AddressRequest = context.content
    order, world = _find_order(context), context.served.world
    recipient = content.recipient.given()
    world.change_address(order.store, order.order_id, recipient, content.address_id)
    return _details(world, order)


def edit_order(context: RequestContext) -> shapes.OrderDetails:
    """Change quantities, take lines out and add some, as the seller."""
    content: shapes.EditRequest = context.content
    order, world = _find_order(context), context.served.world
    if any(line.facts.facts() != NO_LINE_FACTS for line in content.add):
        raise ControlError("a line that is added later has no facts")
    world.edit_lines(
        order.store,
        order.order_id,
        {_line(order, one.line).line_id: one.quantity for one in content.lines},
        [(line.sku, line.quantity, line.price) for line in content.add],
    )
    return _details(world, order)


def ship_order(context: RequestContext) -> shapes.OrderDetails:
    """On the platform's own site, mark some units or all remaining units as shipped."""
    content: shapes.ShipRequest = context.content
    order, world = _find_order(context), context.served.world
    given = "carrier" in content.model_fields_set
    world.shipping.ship_elsewhere(
        order.store,
        order.order_id,
        carrier=content.carrier if content.tracking or given else "",
        tracking=content.tracking,
        lines=_units(order, content.lines),
        address_id=0 if content.address_id == order.address_id else content.address_id,
    )
    return _details(world, order)


def send_by_hand(context: RequestContext) -> shapes.OrderDetails:
    """Record a package that a person sent with a label from elsewhere; no platform is notified."""
    content: shapes.HandRequest = context.content
    order, world = _find_order(context), context.served.world
    whole = {line.line_id: line.quantity for line in order.lines if line.physical}
    units = _units(order, content.lines) or whole
    world.shipping.send_by_hand(
        content.carrier, content.tracking, {(order.store, order.order_id): units}
    )
    return _details(world, order)


def refund_order(context: RequestContext) -> shapes.OrderDetails:
    """Refund an amount, units or the shipping charge; by default, everything not yet refunded."""
    content: shapes.RefundRequest = context.content
    order, world = _find_order(context), context.served.world
    world.after_sale.refund(
        order.store,
        order.order_id,
        amount=content.amount,
        lines=_units(order, content.lines),
        shipping=content.shipping,
        reason=content.reason,
        comment=content.comment,
    )
    return _details(world, order)


def _find_order(context: RequestContext) -> PlatformOrder:
    """Return the order with that purchase name or order id; ``store`` decides between equal ids."""
    world, name, store = context.served.world, context.parameter, context.content.store
    if store and store not in world.accounts:
        raise ControlError(f"there is no store {store!r}; there are: {', '.join(world.accounts)}")
    found = [order for order in _by_purchase_name(world, name) if store in ("", order.store)]
    if not found:
        found = [
            order
            for (place, order_id), order in world.orders.items()
            if order_id == name and store in ("", place)
        ]
    if not found:
        raise ControlError(_unknown_order(world, name, store), 404, "unknown-order")
    stores = {order.store for order in found}
    if len(stores) > 1 and found[0].purchase != name:
        raise ControlError(
            f"{name[:80]} is an order of {' and of '.join(sorted(stores))}: say store"
        )
    return found[0]


def _by_purchase_name(world: World, name: str) -> list[PlatformOrder]:
    """Return the order of a purchase, and its copy in the shop if there is one."""
    place = world.state.bought.get(name)
    if place is None:
        return []
    copy = world.state.copies.get(place)
    return [world.orders[place], *([world.orders[copy]] if copy else [])]


def _unknown_order(world: World, name: str, store: str) -> str:
    if name in world.state.bought:
        return f"{name[:80]!r} was bought on {world.state.bought[name][0]}, and {store} has no copy"
    known = [*world.state.bought, *(order_id for _, order_id in world.orders)]
    near = difflib.get_close_matches(name[:200], known[-2000:], 3, 0.5)
    hint = f"; did you mean {' or '.join(near)}?" if near else "; GET state lists the newest"
    return f"{store or 'no store'} has no order {name[:80]!r}{hint}"


def _lines(order: PlatformOrder, wanted: Iterable[str]) -> list[str]:
    return [_line(order, name).line_id for name in wanted]


def _units(order: PlatformOrder, wanted: Iterable[shapes.Units]) -> dict[str, int]:
    found: dict[str, int] = {}
    for units in wanted:
        line_id = _line(order, units.line).line_id
        found[line_id] = found.get(line_id, 0) + units.quantity
    return found


def _line(order: PlatformOrder, name: str) -> OrderLine:
    """Return a line by its id or its SKU."""
    for line in order.lines:
        if name in (line.line_id, line.sku):
            return line
    known = ", ".join(line.sku for line in order.lines)
    raise ControlError(f"order {order.order_id} has no line {name!r}; its articles are {known}")


def _details(world: World, order: PlatformOrder) -> shapes.OrderDetails:
    place = (order.store, order.order_id)
    first = world.state.copies.get(place)
    copies = (first, *world.state.more_copies.get(place, ())) if first else ()
    return shapes.OrderDetails(
        order=view(order),
        lines=[_line_view(order, line) for line in order.lines],
        shipping_cost=order.shipping_cost,
        paid=refunds.paid(order),
        refunded=refunds.refunded(order),
        archived=order.archived,
        status_id=registry.platform(order.platform).status_id(order),
        packages=[_package_view(package) for package in order.packages],
        cancellations=[_cancellation_view(one) for one in order.cancellations],
        refunds=[_refund_view(one) for one in order.refunds],
        written=dict(order.written),
        facts=_given(order.facts),
        copies=[_details(world, world.orders[copy]) for copy in copies],
    )


def view(order: PlatformOrder) -> OrderView:
    """Return a summary of an order."""
    return OrderView.model_validate(
        {
            "name": order.purchase,
            "store": order.store,
            "platform": order.platform,
            "order_id": order.order_id,
            "placed": written(order.placed_at),
            "status": order.status,
            "buyer": order.buyer.name,
            "units": sum(line.quantity for line in order.lines),
            "mirrors": order.mirrors or None,
        }
    )


def _line_view(order: PlatformOrder, line: OrderLine) -> shapes.LineView:
    return shapes.LineView(
        line=line.line_id,
        sku=line.sku,
        title=line.title,
        quantity=line.quantity,
        price=line.price,
        tax=line.tax,
        shipped=line.fulfilled,
        cancelled=line.quantity if order.status == "cancelled" else line.cancelled,
        refunded=sum(part.quantity for part in refunds.parts_of(order, line.line_id)),
        collected=line.collected,
        address_id=line.address_id,
        facts=_given(line.facts),
    )


def _given(facts: OrderFacts | LineFacts) -> dict[str, object]:
    """Return the facts that are given, as JSON."""
    known = named(facts)
    return {name: value for name, value in asdict(facts).items() if name in known}


def _package_view(package: ShippedPackage) -> shapes.PackageView:
    return shapes.PackageView(
        package=package.package_id,
        carrier=package.carrier or package.provider,
        tracking=package.tracking,
        shipped=written(package.shipped_at),
        recorded_by=package.recorded_by,
        units=dict(package.units),
    )


def _cancellation_view(one: Cancellation) -> shapes.CancellationView:
    return shapes.CancellationView(
        cancel_id=one.cancel_id,
        by=one.by,
        reason=one.reason,
        lines=list(one.lines),
        requested=written(one.requested_at),
        state=one.state,
        respond_by=written(one.respond_by) if one.respond_by else None,
        closed=written(one.closed_at) if one.closed_at else None,
    )


def _refund_view(one: Refund) -> shapes.RefundView:
    return shapes.RefundView(
        refund_id=one.refund_id,
        at=written(one.at),
        by=one.by,
        reason=one.reason,
        comment=one.comment,
        amount=one.amount,
        units={part.line_id: part.quantity for part in one.parts if part.quantity},
    )
