"""Validate a step: stores, purchases, articles and operations must exist."""

from __future__ import annotations

from shiponce.domain.platform import platforms
from shiponce.scenario import hub_acts, platform_acts, platform_names, step_base
from shiponce.scenario.name_scope import NameScope, inside, item
from shiponce.scenario.yaml_reader import Place


def check_act(act: step_base.Act, place: Place, scope: NameScope) -> None:
    """Record an error for each unknown name in a step; add the names that it defines to *scope*."""
    match act:
        case platform_acts.Buy():
            _buy(act, place, scope)
        case hub_acts.Import():
            _import(act, place, scope)
        case hub_acts.Notifications() | hub_acts.Emails():
            _switch(act, place, scope)
        case hub_acts.Connect():
            _connect(act, place, scope)
        case platform_acts.Fault():
            _fault(act, place, scope)
        case hub_acts.Ship():
            _ship(act, place, scope)
        case hub_acts.Rule() if not act.what[0]:
            scope.document.report("one_rule", place)
        case _:
            order = getattr(act, "order", None)
            if isinstance(order, str):
                scope.order(order, inside(scope, place, "order"))
                _parts(act, order, place, scope)


def _import(act: hub_acts.Import, place: Place, scope: NameScope) -> None:
    for position, name in enumerate(() if act.everything else act.stores):
        scope.hub_store(name, item(scope, place, position))


def _switch(act: hub_acts.Notifications | hub_acts.Emails, place: Place, scope: NameScope) -> None:
    scope.hub_store(act.store, (*place, "store"))
    if scope.platform(act.store) and not scope.is_on_shop(act.store):
        shops = ", ".join(one for one in platforms() if one.is_shop)
        scope.document.report("only_for", place, key_name=str(place[-1]), platform=shops)


def _ship(act: hub_acts.Ship, place: Place, scope: NameScope) -> None:
    scope.order(act.order, inside(scope, place, "order"))
    scope.way_to_ship(act.option, (*place, "with"))
    for position, name in enumerate(act.together):
        listed = (*place, "together", position)
        scope.order(name, listed if listed in scope.document.values else (*place, "together"))
    for key in ("carrier", "tracking"):
        if getattr(act, key) and act.option != "manual":
            scope.document.report("only_manual", (*place, key), key=True, key_name=key)
    _parts(act, act.order, place, scope)


def _parts(act: step_base.Act, order: str, place: Place, scope: NameScope) -> None:
    """Record an error for each article that an order does not have; an edit can add articles."""
    name = order.partition(".")[0]
    goods = scope.goods.get(name)
    lines = getattr(act, "lines", ()) if goods else ()
    catalog = [product.sku for product in scope.scenario.world.catalog]
    for position, part in enumerate(lines):
        here = (*place, "lines", position, "sku")
        if not isinstance(act, platform_acts.EditLines):
            scope.known(part.sku, goods or (), here, "not_in_order")
        elif scope.known(part.sku, catalog, here, "unknown_sku"):
            scope.goods[name] = tuple(dict.fromkeys([*scope.goods[name], part.sku]))


def _connect(act: hub_acts.Connect, place: Place, scope: NameScope) -> None:
    if scope.store(act.store, place) and act.store in scope.connected:
        scope.document.report("connected", place, text=act.store)
    scope.connected.add(act.store)


def _fault(act: platform_acts.Fault, place: Place, scope: NameScope) -> None:
    stores = scope.scenario.world.stores
    if scope.known(act.on, [*stores, platform_names.CARRIER], (*place, "on"), "unknown_store"):
        at = scope.platform(act.on) if act.on in stores else platform_names.CARRIER
        scope.operation(act.operation, at, (*place, "operation"))
    if act.order:
        scope.order(act.order, (*place, "order"))


def _buy(act: platform_acts.Buy, place: Place, scope: NameScope) -> None:
    world = scope.scenario.world
    if act.as_ in scope.bought:
        scope.document.report("twice", (*place, "as"), text=act.as_)
    scope.bought[act.as_] = act.on
    scope.goods[act.as_] = tuple(dict.fromkeys(line.sku for line in act.lines))
    on_store = scope.store(act.on, (*place, "on"))
    if act.addresses and on_store and not scope.is_on_shop(act.on):
        shops = ", ".join(one for one in platforms() if one.is_shop)
        here = (*place, "addresses")
        scope.document.report("only_for", here, key=True, key_name="addresses", platform=shops)
    listed = {product.sku: product.sells_on for product in world.catalog}
    for position, line in enumerate(act.lines):
        here = (*place, "lines", position)
        if not scope.known(line.sku, listed, (*here, "sku"), "unknown_sku"):
            continue
        if on_store and not {act.on, scope.platform(act.on)} & set(listed[line.sku]):
            scope.document.report("not_sold", (*here, "sku"), text=line.sku, store=act.on)
        if line.price is not None:
            scope.price(line.price, (*here, "price"))
