"""Perform what a person does in the hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import timedelta

from mockplace.kernel.fault_plan import Fault, FaultKind
from shiponce.domain.settings import PrimePolicy, Settings
from shiponce.domain.shipment import ShipmentState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import BadInput, Refused
from shiponce.scenario import hub_acts
from shiponce.scenario.hub_names import SECOND_HUB
from shiponce.scenario.platform_steps import fault_on, fill, there
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
    action, name = act.what
    environment.acting.rule(action, name, position=act.to, anyway=act.anyway)


def _method(act: hub_acts.Choose, environment: RunEnvironment) -> None:
    environment.hub.stores.choose_method(Method(act.method))


def _connect(act: hub_acts.Connect, environment: RunEnvironment) -> None:
    environment.connect([act.store])


def _let_in(act: hub_acts.LetIn, environment: RunEnvironment) -> None:
    order = environment.there(act.order)
    wanted = (order.store, order.order_id) if order else None
    row = next((row for place, row in environment.excluded() if place == wanted), None)
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


def _reprocess(act: hub_acts.Reprocess, environment: RunEnvironment) -> None:
    environment.hub.reprocessing.run()


def _confirm(act: hub_acts.ConfirmProposal, environment: RunEnvironment) -> None:
    copy, original = _order(act.order, environment), _order(act.original, environment)
    environment.hub.matching.confirm(copy, original, anyway=act.anyway)


def _reject(act: hub_acts.RejectProposal, environment: RunEnvironment) -> None:
    original = _order(act.original, environment) if act.original else 0
    environment.hub.matching.reject(_order(act.order, environment), original)


def _replace_connection(act: hub_acts.ReplaceConnection, environment: RunEnvironment) -> None:
    environment.acting.replace_connection(act.store, act.by, Integration(act.integration))


def _mode(act: hub_acts.ChooseMode, environment: RunEnvironment) -> None:
    environment.choose_mode(MatchingMode(act.mode))


def _store_settings(act: hub_acts.StoreSettings, environment: RunEnvironment) -> None:
    changes = act.model_dump(exclude={"store"}, exclude_none=True)
    environment.hub.stores.adjust(act.store, changes)


def _settings(act: hub_acts.HubSettings, environment: RunEnvironment) -> None:
    one = environment.acting
    read_only = one.read_only if act.read_only is None else act.read_only
    one.open_with(_changed(one.settings, act), read_only=read_only)


def _changed(before: Settings, act: hub_acts.HubSettings) -> Settings:
    """Return the settings with what a step gives."""
    given = act.model_dump(exclude_none=True, exclude={"prime_policy", "read_only"})
    new: dict[str, object] = {name: timedelta(milliseconds=ms) for name, ms in given.items()}
    if act.prime_policy is not None:
        new["prime_policy"] = PrimePolicy(act.prime_policy.replace(" ", "_"))
    parts = {
        part.name: replace(
            value, **{one.name: new[one.name] for one in fields(value) if one.name in new}
        )
        for part in fields(before)
        for value in [getattr(before, part.name)]
    }
    return replace(before, **parts)


def _crash(act: hub_acts.Crash, environment: RunEnvironment) -> None:
    def fault(kind: FaultKind) -> Fault:
        return fault_on(act.on, kind, act.operation, environment, order=act.order, nth=act.nth)

    environment.crashes.plan(act.moment, fault, on=act.on, down=act.down or 0)


def _second_hub(act: hub_acts.SecondHub, environment: RunEnvironment) -> None:
    one = environment.open_hub(SECOND_HUB)
    one.hub.matching.choose_mode(environment.mode)
    with environment.within(SECOND_HUB):
        environment.connect(act.stores)
    one.choose_method(act.method)


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
    hub_acts.Reprocess: _reprocess,
    hub_acts.ConfirmProposal: _confirm,
    hub_acts.RejectProposal: _reject,
    hub_acts.ReplaceConnection: _replace_connection,
    hub_acts.ChooseMode: _mode,
    hub_acts.StoreSettings: _store_settings,
    hub_acts.HubSettings: _settings,
    hub_acts.Crash: _crash,
    hub_acts.SecondHub: _second_hub,
}
