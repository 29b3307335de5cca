"""Perform what a person does in the hub."""

from __future__ import annotations

from collections.abc import Callable

from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import Method
from shiponce.errors import BadInput, Refused
from shiponce.scenario import hub_acts
from shiponce.scenario.platform_steps import fill, there
from shiponce.scenario.run_environment import RunEnvironment
from shiponce.scenario.step_base import Act
from shiponce.views.orders import OrderDetail
from shiponce.views.shipping import ShipmentView, ShipOption


def _import(act: hub_acts.Import, environment: RunEnvironment) -> None:
    if act.everything:
        environment.reports = list(environment.hub.imports.run_all())
    else:
        environment.reports = [environment.hub.imports.run(name) for name in act.stores]


def _order(ref: str, environment: RunEnvironment) -> int:
    found = environment.here(ref)
    if found is None:
        raise BadInput("error.no_order", order=ref)
    return found


def _ship(act: hub_acts.Ship, environment: RunEnvironment) -> None:
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
    ref: str, act: hub_acts.Ship, environment: RunEnvironment
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
    """Send the package that a person entered; only this act tells the world of the package."""
    packed: dict[tuple[str, str], dict[str, int]] = {}
    for ref, units in inside:
        order = there(ref, environment)
        lines = packed.setdefault((order.store, order.order_id), {})
        for sku, quantity in units:
            fill(lines, order, sku, quantity)
    environment.world.shipping.send_by_hand(shipment.carrier, shipment.tracking, packed)


def _lines(act: hub_acts.Ship, order: OrderDetail) -> dict[int, int]:
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


def _void(act: hub_acts.Void, environment: RunEnvironment) -> None:
    detail = environment.hub.orders.detail(_order(act.order, environment))
    live = [s.id for s in detail.shipments if s.state is ShipmentState.LABELLED]
    if not live:
        raise Refused("limit.no_live_label", shipment="–")
    shipment = environment.hub.shipping.void(live[-1])
    if shipment.tracking in environment.world.shipping.by_hand:
        environment.world.shipping.take_back_by_hand(shipment.tracking)


def _cancel(act: hub_acts.Cancel, environment: RunEnvironment) -> None:
    environment.hub.orders.cancel(_order(act.order, environment), anyway=act.anyway, swap=act.swap)


def _notifications(act: hub_acts.Notifications, environment: RunEnvironment) -> None:
    environment.hub.stores.set_notifications(
        act.store, act.switch, by=act.by, confirmed=act.confirmed
    )


def _emails(act: hub_acts.Emails, environment: RunEnvironment) -> None:
    environment.hub.stores.switch_emails(act.store, on=act.switch, confirmed=act.confirmed)


def _rule(act: hub_acts.Rule, environment: RunEnvironment) -> None:
    environment.rule(*act.what)


def _method(act: hub_acts.Choose, environment: RunEnvironment) -> None:
    environment.hub.stores.choose_method(Method(act.method))


def _connect(act: hub_acts.Connect, environment: RunEnvironment) -> None:
    environment.connect(act.store)


def _let_in(act: hub_acts.LetIn, environment: RunEnvironment) -> None:
    order = environment.there(act.order)
    wanted = (order.store, order.order_id) if order else None
    row = next(
        (r for r in environment.hub.orders.excluded() if (r.store, r.remote_id) == wanted), None
    )
    if row is None:
        raise BadInput("error.no_excluded", id=act.order)
    environment.hub.imports.let_in(row.id)


def _wait(act: hub_acts.Wait, environment: RunEnvironment) -> None:
    if act.duration == "quiet":
        environment.quieten()
    else:
        environment.advance(environment.world.now + int(act.duration))


def _overrule(act: hub_acts.Overrule, environment: RunEnvironment) -> None:
    environment.hub.orders.overrule(_order(act.order, environment))


# Each function accepts only the class of its key; a dict type cannot express this.
DOING: dict[type[Act], Callable[..., None]] = {
    hub_acts.Import: _import,
    hub_acts.Ship: _ship,
    hub_acts.Void: _void,
    hub_acts.Cancel: _cancel,
    hub_acts.Notifications: _notifications,
    hub_acts.Emails: _emails,
    hub_acts.Rule: _rule,
    hub_acts.Choose: _method,
    hub_acts.Connect: _connect,
    hub_acts.LetIn: _let_in,
    hub_acts.Wait: _wait,
    hub_acts.Overrule: _overrule,
}
