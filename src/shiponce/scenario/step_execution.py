"""Perform a step in the run environment, which keeps a refusal for the step's checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import get_args

from mockplace.kernel.fault_plan import SOME_TIME, Fault
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.refusal import Refusal
from shiponce.domain.durations import written
from shiponce.domain.money import Money
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import Method
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.scenario import platform_names, step_types
from shiponce.scenario.quantities import hundredths
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.step_types import Act
from shiponce.views.orders import OrderDetail
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView, ShipOption
from shiponce.words.domain_words import ROUTE_WORD
from shiponce.words.families import Family

#: Refusals of the simulated platforms that have a sentence of their own.
_PLATFORM_REFUSES = Family(
    "world.{}",
    (
        "already-fulfilled",
        "already-refunded",
        "already-requested",
        "already-shipped",
        "cancelled",
        "no-edits",
        "no-pickup",
        "no-request",
        "no-requests",
        "no-such-order",
        "no-units",
        "no-withdrawal",
        "not-listed",
        "not-ours",
        "prime-label",
        "quantity-too-large",
        "sold-out",
        "taken",
        "too-late",
        "unpaid",
        "whole-only",
    ),
)
#: The pick-up method of lines that the buyer collects; BigCommerce numbers its methods.
_PICKUP = "1"
_FAULT = Family("scenario.act.fault_{}", get_args(step_types.Fault.model_fields["kind"].annotation))
_RULE = Family("scenario.act.rule_{}", ("add", "enable", "disable", "remove"))


def perform(act: Act, environment: RunEnvironment) -> None:
    """Perform an act; a refusal by hub or platform is stored in ``environment.refusal``."""
    environment.refusal = None
    environment.reports = []
    try:
        _DOING[type(act)](act, environment)
    except Exception as no:
        environment.refusal = said_no(no)
        if environment.refusal is None:
            raise


def said_no(error: Exception) -> Sentence | None:
    """Return a refusal by hub or platform as a sentence; None for any other error."""
    if isinstance(error, (Refused, BadInput, PlatformError)):
        return Sentence(error.code, error.facts)
    if not isinstance(error, Refusal):
        return None
    code = _PLATFORM_REFUSES.get(error.code)
    return Sentence(code) if code else Sentence("world.refused", {"what": error.code})


def describe(act: Act | None) -> Sentence:
    """Return what the step does, for the report."""
    if act is None:
        return Sentence("scenario.act.nothing")
    return _TELLING[type(act)](act)


def _buy(act: step_types.Buy, environment: RunEnvironment) -> None:
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


def _recipient(spec: step_types.AddressSpec) -> Recipient:
    given = {name: getattr(spec, name) for name in step_types.AddressSpec.model_fields}
    return Recipient(street1=given.pop("street"), **given)


def _price(price: Money | None) -> int | None:
    return None if price is None else hundredths(price)


def _import(act: step_types.Import, environment: RunEnvironment) -> None:
    if act.everything:
        environment.reports = list(environment.hub.imports.run_all())
    else:
        environment.reports = [environment.hub.imports.run(name) for name in act.stores]


def _order(ref: str, environment: RunEnvironment) -> int:
    found = environment.here(ref)
    if found is None:
        raise BadInput("error.no_order", order=ref)
    return found


def _there(ref: str, environment: RunEnvironment) -> PlatformOrder:
    found = environment.there(ref)
    if found is None:
        raise Refusal("no-such-order", "the platform has no such order by now")
    return found


def _ship(act: step_types.Ship, environment: RunEnvironment) -> None:
    order = _order(act.order, environment)
    lines = _lines(act, environment.hub.orders.detail(order)) if act.lines else None
    together = environment.hub.shipping.others_in_package(
        order, [_order(ref, environment) for ref in act.together]
    )
    if act.option == "manual":
        inside = [(ref, _units_inside(ref, act, environment)) for ref in (act.order, *act.together)]
        shipment = environment.hub.shipping.ship(
            order,
            "manual",
            carrier=act.carrier,
            tracking=act.tracking,
            lines=lines,
            together=together,
            anyway=act.anyway,
        )
        _send_by_hand(shipment, inside, environment)
        return
    options = environment.hub.shipping.options(order, lines=lines, together=together)
    option = chosen(options, act.option)
    if option is None:
        raise BadInput("error.no_such_option", option=act.option)
    if option.restriction is not None:
        raise Refused(option.restriction.code, **option.restriction.facts)
    environment.hub.shipping.ship(
        order, option.code, lines=lines, together=together, anyway=act.anyway
    )


def _units_inside(
    ref: str, act: step_types.Ship, environment: RunEnvironment
) -> list[tuple[str, int]]:
    """Return SKU and units of each line that goes into a package by hand."""
    if act.lines and ref == act.order:
        return [(part.sku, part.quantity) for part in act.lines]
    detail = environment.hub.orders.detail(_order(ref, environment))
    return [(line.sku, line.due) for line in detail.lines if line.due]


def _send_by_hand(
    shipment: ShipmentView,
    inside: list[tuple[str, list[tuple[str, int]]]],
    environment: RunEnvironment,
) -> None:
    """Send the package that a person entered; the world knows of it by this alone."""
    packed: dict[tuple[str, str], dict[str, int]] = {}
    for ref, units in inside:
        order = _there(ref, environment)
        lines = packed.setdefault((order.store, order.order_id), {})
        for sku, quantity in units:
            _fill(lines, order, sku, quantity)
    environment.world.shipping.send_by_hand(shipment.carrier, shipment.tracking, packed)


def _fill(lines: dict[str, int], order: PlatformOrder, sku: str, quantity: int) -> None:
    """Add units of an article to the lines of an order that have it, in sequence."""
    for line in order.lines:
        here = min(quantity, line.quantity - lines.get(line.line_id, 0)) if line.sku == sku else 0
        if here:
            lines[line.line_id] = lines.get(line.line_id, 0) + here
            quantity -= here


def _lines(act: step_types.Ship, order: OrderDetail) -> dict[int, int]:
    """Return line number → units for the SKUs to ship; an unknown SKU gets line number 0."""
    numbers = {line.sku: line.line_no for line in order.lines}
    return {numbers.get(line.sku, 0): line.quantity for line in act.lines}


def chosen(options: tuple[ShipOption, ...], wanted: str) -> ShipOption | None:
    """Return the cheapest available option whose code or route is *wanted*.

    If none of these options is available, return the first of them; None if there are none.
    """
    fitting = [o for o in options if wanted in (o.code, o.route.value)]
    free = [o for o in fitting if o.available]
    return min(free, key=lambda o: o.price.minor if o.price else 0, default=None) or next(
        iter(fitting), None
    )


def _void(act: step_types.Void, environment: RunEnvironment) -> None:
    detail = environment.hub.orders.detail(_order(act.order, environment))
    live = [s.id for s in detail.shipments if s.state is ShipmentState.LABELLED]
    if not live:
        raise Refused("limit.no_live_label", shipment="–")
    shipment = environment.hub.shipping.void(live[-1])
    if shipment.tracking in environment.world.shipping.by_hand:
        environment.world.shipping.take_back_by_hand(shipment.tracking)


def _cancel(act: step_types.Cancel, environment: RunEnvironment) -> None:
    environment.hub.orders.cancel(_order(act.order, environment), anyway=act.anyway, swap=act.swap)


def _notifications(act: step_types.Notifications, environment: RunEnvironment) -> None:
    environment.hub.stores.set_notifications(
        act.store, act.switch, by=act.by, confirmed=act.confirmed
    )


def _emails(act: step_types.Emails, environment: RunEnvironment) -> None:
    environment.hub.stores.switch_emails(act.store, on=act.switch, confirmed=act.confirmed)


def _rule(act: step_types.Rule, environment: RunEnvironment) -> None:
    environment.rule(*act.what)


def _method(act: step_types.Choose, environment: RunEnvironment) -> None:
    environment.hub.stores.choose_method(Method(act.method))


def _connect(act: step_types.Connect, environment: RunEnvironment) -> None:
    environment.connect(act.store)


def _let_in(act: step_types.LetIn, environment: RunEnvironment) -> None:
    order = environment.there(act.order)
    wanted = (order.store, order.order_id) if order else None
    row = next(
        (r for r in environment.hub.orders.excluded() if (r.store, r.remote_id) == wanted), None
    )
    if row is None:
        raise BadInput("error.no_excluded", id=act.order)
    environment.hub.imports.let_in(row.id)


def _wait(act: step_types.Wait, environment: RunEnvironment) -> None:
    if act.duration == "quiet":
        environment.quieten()
    else:
        environment.advance(environment.world.now + int(act.duration))


def _elsewhere(act: step_types.ShipElsewhere, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.shipping.ship_elsewhere(
        order.store, order.order_id, act.carrier, act.tracking, _units(order, act.lines)
    )


def _units(order: PlatformOrder, parts: Iterable[step_types.PartSpec]) -> dict[str, int]:
    """Return units by the platform's id of the line, for units by SKU."""
    found: dict[str, int] = {}
    for part in parts:
        _fill(found, order, part.sku, part.quantity)
    return found


def _buyer_asks(act: step_types.BuyerAsks, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.after_sale.request_cancellation(order.store, order.order_id)


def _buyer_withdraws(act: step_types.BuyerWithdraws, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.after_sale.withdraw_cancellation(order.store, order.order_id)


def _answer(act: step_types.Answer, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    after_sale = environment.world.after_sale
    answer = after_sale.approve_cancellation if act.cancel else after_sale.decline_cancellation
    answer(order.store, order.order_id)


def _cancel_units(act: step_types.CancelUnits, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    after_sale, units = environment.world.after_sale, _units(order, act.lines)
    if act.by == "buyer":
        after_sale.cancel_by_buyer(order.store, order.order_id, units)
    else:
        after_sale.cancel_by_seller(order.store, order.order_id, units=units)


def _refund(act: step_types.Refund, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.after_sale.refund(
        order.store, order.order_id, lines=_units(order, act.lines) or None
    )


def _collect(act: step_types.Collect, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    units = _units(order, act.lines)
    environment.world.shipping.collect(order.store, order.order_id, units)


def _edit_address(act: step_types.EditAddress, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.change_address(order.store, order.order_id, _recipient(act))


def _edit_lines(act: step_types.EditLines, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    wanted = {line.sku: line.quantity for line in act.lines}
    known = {line.sku: line.line_id for line in reversed(order.lines)}
    quantities = {known[sku]: quantity for sku, quantity in wanted.items() if sku in known}
    added = [(sku, quantity, None) for sku, quantity in wanted.items() if sku not in known]
    environment.world.edit_lines(order.store, order.order_id, quantities, added)


def _overrule(act: step_types.Overrule, environment: RunEnvironment) -> None:
    environment.hub.orders.overrule(_order(act.order, environment))


def _buyer_cancels(act: step_types.BuyerCancels, environment: RunEnvironment) -> None:
    order = _there(act.order, environment)
    environment.world.cancel(order.store, order.order_id)


def _fault(act: step_types.Fault, environment: RunEnvironment) -> None:
    account = environment.world.accounts.get(act.on)
    now = environment.world.now
    environment.world.faults.add(
        Fault(
            act.kind,
            act.operation,
            platform=account.platform if account else platform_names.CARRIER,
            order_id=_there(act.order, environment).order_id if act.order else "",
            store=account.name if account else "",
            nth=act.nth,
            times=act.times,
            delay=act.delay or 0,
            until=now + act.lasting if act.lasting else None,
        )
    )


# Each function accepts only the class of its key; a dict type cannot express this.
_DOING: dict[type[Act], Callable[..., None]] = {
    step_types.Buy: _buy,
    step_types.Import: _import,
    step_types.Ship: _ship,
    step_types.Void: _void,
    step_types.Cancel: _cancel,
    step_types.Notifications: _notifications,
    step_types.Emails: _emails,
    step_types.Rule: _rule,
    step_types.Choose: _method,
    step_types.Connect: _connect,
    step_types.LetIn: _let_in,
    step_types.Wait: _wait,
    step_types.ShipElsewhere: _elsewhere,
    step_types.BuyerCancels: _buyer_cancels,
    step_types.BuyerAsks: _buyer_asks,
    step_types.BuyerWithdraws: _buyer_withdraws,
    step_types.Answer: _answer,
    step_types.CancelUnits: _cancel_units,
    step_types.Refund: _refund,
    step_types.Collect: _collect,
    step_types.EditAddress: _edit_address,
    step_types.EditLines: _edit_lines,
    step_types.Overrule: _overrule,
    step_types.Fault: _fault,
}


def _tell_buy(act: step_types.Buy) -> Sentence:
    items = _items(act.lines)
    code = "scenario.act.buy_prime" if act.prime else "scenario.act.buy"
    return Sentence(code, {"items": items, "store": act.on, "name": act.as_})


def _items(
    lines: Iterable[step_types.PartSpec | step_types.EditedLine | step_types.LineSpec],
) -> str:
    return ", ".join(f"{line.sku} × {line.quantity}" for line in lines)


def _tell_elsewhere(act: step_types.ShipElsewhere) -> Sentence:
    if act.lines:
        facts: dict[str, object] = {"order": act.order, "items": _items(act.lines)}
        return Sentence(
            "scenario.act.ship_part_elsewhere", facts | {"tracking": act.tracking or "–"}
        )
    facts = {"order": act.order, "tracking": act.tracking or "–"}
    return Sentence("scenario.act.ship_elsewhere", facts)


def _tell_cancel_units(act: step_types.CancelUnits) -> Sentence:
    by_buyer = act.by == "buyer"
    code = "scenario.act.cancel_units_buyer" if by_buyer else "scenario.act.cancel_units"
    return Sentence(code, {"order": act.order, "items": _items(act.lines)})


def _tell_refund(act: step_types.Refund) -> Sentence:
    if not act.lines:
        return Sentence("scenario.act.refund_all", {"order": act.order})
    return Sentence("scenario.act.refund", {"order": act.order, "items": _items(act.lines)})


def _tell_import(act: step_types.Import) -> Sentence:
    code = "scenario.act.import_all" if act.everything else "scenario.act.import"
    return Sentence(code, {"stores": ", ".join(act.stores)})


def _tell_ship(act: step_types.Ship) -> Sentence:
    route, _, service = act.option.partition(":")
    option = ROUTE_WORD[route] if not service else act.option
    return Sentence("scenario.act.ship", {"order": act.order, "option": option})


def _tell_cancel(act: step_types.Cancel) -> Sentence:
    code = "scenario.act.cancel_anyway" if act.anyway else "scenario.act.cancel"
    code = "scenario.act.cancel_swap" if act.swap else code
    return Sentence(code, {"order": act.order})


def _tell_notifications(act: step_types.Notifications) -> Sentence:
    code = "scenario.act.notifications_on" if act.switch else "scenario.act.notifications_off"
    return Sentence(code, {"store": act.store, "by": act.by})


def _tell_emails(act: step_types.Emails) -> Sentence:
    code = "scenario.act.emails_on" if act.switch else "scenario.act.emails_off"
    return Sentence(code, {"store": act.store})


def _tell_wait(act: step_types.Wait) -> Sentence:
    if act.duration == "quiet":
        return Sentence("scenario.act.quiet")
    return Sentence("scenario.act.wait", {"span": written(act.duration)})


def _tell_fault(act: step_types.Fault) -> Sentence:
    times = "" if act.times == 1 else f" ×{act.times or '∞'}"
    facts: dict[str, object] = {
        "store": "word.house" if act.on == platform_names.CARRIER else act.on,
        "operation": act.operation + times,
        "span": written(act.delay or SOME_TIME),
    }
    return Sentence(_FAULT[act.kind], facts)


_TELLING: dict[type[Act], Callable[..., Sentence]] = {
    step_types.Buy: _tell_buy,
    step_types.Import: _tell_import,
    step_types.Ship: _tell_ship,
    step_types.Void: lambda act: Sentence("scenario.act.void", {"order": act.order}),
    step_types.Cancel: _tell_cancel,
    step_types.Notifications: _tell_notifications,
    step_types.Emails: _tell_emails,
    step_types.Rule: lambda act: Sentence(_RULE[act.what[0]]),
    step_types.Choose: lambda act: Sentence("scenario.act.method", {"method": act.method}),
    step_types.Connect: lambda act: Sentence("scenario.act.connect", {"store": act.store}),
    step_types.LetIn: lambda act: Sentence("scenario.act.let_in", {"order": act.order}),
    step_types.Wait: _tell_wait,
    step_types.ShipElsewhere: _tell_elsewhere,
    step_types.BuyerCancels: lambda act: Sentence(
        "scenario.act.buyer_cancels", {"order": act.order}
    ),
    step_types.BuyerAsks: lambda act: Sentence("scenario.act.buyer_asks", {"order": act.order}),
    step_types.BuyerWithdraws: lambda act: Sentence(
        "scenario.act.buyer_withdraws", {"order": act.order}
    ),
    step_types.Answer: lambda act: Sentence(
        "scenario.act.answer_yes" if act.cancel else "scenario.act.answer_no", {"order": act.order}
    ),
    step_types.CancelUnits: _tell_cancel_units,
    step_types.Refund: _tell_refund,
    step_types.Collect: lambda act: Sentence("scenario.act.collect", {"order": act.order}),
    step_types.EditAddress: lambda act: Sentence("scenario.act.edit_address", {"order": act.order}),
    step_types.EditLines: lambda act: Sentence(
        "scenario.act.edit_lines", {"order": act.order, "items": _items(act.lines)}
    ),
    step_types.Overrule: lambda act: Sentence("scenario.act.overrule", {"order": act.order}),
    step_types.Fault: _tell_fault,
}
