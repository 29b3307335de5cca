"""Perform what buyers, sellers and platforms do outside the hub."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mockplace.kernel.fault_plan import Fault, FaultKind
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from shiponce.scenario import platform_acts, platform_names, step_base
from shiponce.scenario.quantities import hundredths
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.step_base import Act

#: The pick-up method of lines that the buyer collects; BigCommerce numbers its methods.
_PICKUP = "1"
#: The parts of an address that a replacement has from the order that it replaces.
_ADDRESS = ("name", "company", "street1", "street2", "city", "state", "postcode", "country")


def there(ref: str, environment: RunEnvironment) -> PlatformOrder:
    """Return the platform order that *ref* names; Refusal if there is none by now."""
    found = environment.there(ref)
    if found is None:
        raise Refusal("no-such-order", "the platform has no such order by now")
    return found


def fill(lines: dict[str, int], order: PlatformOrder, sku: str, quantity: int) -> None:
    """Add units of an article to the lines of an order that have it, in sequence."""
    for line in order.lines:
        here = min(quantity, line.quantity - lines.get(line.line_id, 0)) if line.sku == sku else 0
        if here:
            lines[line.line_id] = lines.get(line.line_id, 0) + here
            quantity -= here


def _buy(act: platform_acts.Buy, environment: RunEnvironment) -> None:
    environment.world.buy(
        act.as_,
        act.on,
        [
            (line.sku, line.quantity, hundredths(line.price) if line.price else None)
            for line in act.lines
        ],
        prime=act.prime,
        afn=act.afn,
        requested_service=act.service,
        paid=act.paid,
        address=act.address,
        buyer=act.buyer,
        facts=OrderFacts(note=act.note, addresses=tuple(_recipient(one) for one in act.addresses)),
        line_facts=tuple(
            LineFacts(pickup=_PICKUP if line.pickup else "", destination=line.to)
            for line in act.lines
        ),
    )


def _recipient(spec: step_base.AddressSpec) -> Recipient:
    given = {name: getattr(spec, name) for name in step_base.AddressSpec.model_fields}
    return Recipient(street1=given.pop("street"), **given)


def _elsewhere(act: platform_acts.ShipElsewhere, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.shipping.ship_elsewhere(
        order.store, order.order_id, act.carrier, act.tracking, _units(order, act.lines)
    )


def _units(order: PlatformOrder, parts: Iterable[step_base.PartSpec]) -> dict[str, int]:
    """Return units by the platform's id of the line, for units by SKU."""
    found: dict[str, int] = {}
    for part in parts:
        fill(found, order, part.sku, part.quantity)
    return found


def _buyer_asks(act: platform_acts.BuyerAsks, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.after_sale.request_cancellation(order.store, order.order_id)


def _buyer_withdraws(act: platform_acts.BuyerWithdraws, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.after_sale.withdraw_cancellation(order.store, order.order_id)


def _answer(act: platform_acts.Answer, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    after_sale = environment.world.after_sale
    answer = after_sale.approve_cancellation if act.cancel else after_sale.decline_cancellation
    answer(order.store, order.order_id)


def _cancel_units(act: platform_acts.CancelUnits, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    after_sale, units = environment.world.after_sale, _units(order, act.lines)
    if act.by == "buyer":
        after_sale.cancel_by_buyer(order.store, order.order_id, units)
    else:
        after_sale.cancel_by_seller(order.store, order.order_id, units=units)


def _refund(act: platform_acts.Refund, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.after_sale.refund(
        order.store, order.order_id, lines=_units(order, act.lines) or None
    )


def _collect(act: platform_acts.Collect, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    units = _units(order, act.lines)
    environment.world.shipping.collect(order.store, order.order_id, units)


def _edit_address(act: platform_acts.EditAddress, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.change_address(order.store, order.order_id, _recipient(act))


def _edit_lines(act: platform_acts.EditLines, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    wanted = {line.sku: line.quantity for line in act.lines}
    known = {line.sku: line.line_id for line in reversed(order.lines)}
    quantities = {known[sku]: quantity for sku, quantity in wanted.items() if sku in known}
    added = [(sku, quantity, None) for sku, quantity in wanted.items() if sku not in known]
    environment.world.edit_lines(order.store, order.order_id, quantities, added)


def _buyer_cancels(act: platform_acts.BuyerCancels, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.cancel(order.store, order.order_id)


def _fault(act: platform_acts.Fault, environment: RunEnvironment) -> None:
    _plan(
        fault_on(
            act.on,
            act.kind,
            act.operation,
            environment,
            order=act.order,
            nth=act.nth,
            times=act.times,
            delay=act.delay or 0,
            lasting=act.lasting,
        ),
        environment,
    )


def fault_on(
    on: str,
    kind: FaultKind,
    operation: str,
    environment: RunEnvironment,
    *,
    order: str | None = None,
    nth: int = 1,
    times: int = 1,
    delay: int = 0,
    lasting: int | None = None,
) -> Fault:
    """Return a fault of a store's platform or of the house carrier; '' is any operation."""
    account = environment.world.accounts.get(environment.acting.account_of(on))
    return Fault(
        kind,
        operation,
        platform=account.platform if account else platform_names.CARRIER,
        order_id=there(order, environment).order_id if order else "",
        store=account.name if account else "",
        nth=nth,
        times=times,
        delay=delay,
        until=environment.world.now + lasting if lasting else None,
    )


def _plan(fault: Fault, environment: RunEnvironment) -> None:
    environment.world.faults.add(fault)


def _outage(act: platform_acts.Outage, environment: RunEnvironment) -> None:
    lasting, nth = act.lasting, act.after + 1
    fault = fault_on(act.on, act.kind, "", environment, nth=nth, times=0, lasting=lasting)
    _plan(fault, environment)


def _mark_shipped(act: platform_acts.MarkShipped, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    environment.world.shipping.mark_shipped(order.store, order.order_id)


def _replace_order(act: platform_acts.ReplaceOrder, environment: RunEnvironment) -> None:
    order = there(act.order, environment)
    units = _units(order, act.lines) or {line.line_id: line.quantity for line in order.lines}
    sent = [(one.sku, units[one.line_id], 0) for one in order.lines if one.line_id in units]
    buyer = order.buyer
    environment.world.buy(
        act.as_,
        order.store,
        sent,
        requested_service=order.requested_service,
        buyer=order.purchase,
        recipient=Recipient(**{part: getattr(buyer, part) or None for part in _ADDRESS}),
        facts=OrderFacts(replaces=order.order_id),
    )


def _combine_orders(act: platform_acts.CombineOrders, environment: RunEnvironment) -> None:
    orders = [there(ref, environment) for ref in act.orders]
    environment.world.combine(act.as_, orders[0].store, [one.order_id for one in orders])


# Each function accepts only the class of its key; a dict type cannot express this.
DOING: dict[type[Act], Callable[..., None]] = {
    platform_acts.Buy: _buy,
    platform_acts.ShipElsewhere: _elsewhere,
    platform_acts.BuyerCancels: _buyer_cancels,
    platform_acts.BuyerAsks: _buyer_asks,
    platform_acts.BuyerWithdraws: _buyer_withdraws,
    platform_acts.Answer: _answer,
    platform_acts.CancelUnits: _cancel_units,
    platform_acts.Refund: _refund,
    platform_acts.Collect: _collect,
    platform_acts.EditAddress: _edit_address,
    platform_acts.EditLines: _edit_lines,
    platform_acts.Fault: _fault,
    platform_acts.Outage: _outage,
    platform_acts.MarkShipped: _mark_shipped,
    platform_acts.ReplaceOrder: _replace_order,
    platform_acts.CombineOrders: _combine_orders,
}
