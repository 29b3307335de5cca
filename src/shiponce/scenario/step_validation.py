"""Validate a step: stores, purchases, articles and operations must exist."""

from __future__ import annotations

from collections.abc import Callable

from shiponce.domain.platform import Platform, StoreOption, platforms
from shiponce.scenario import hub_acts, platform_acts, platform_names, step_base
from shiponce.scenario.file_errors import choices
from shiponce.scenario.name_scope import NameScope, inside, item
from shiponce.scenario.platform_names import combines, facts_of
from shiponce.scenario.yaml_reader import Place

#: Key of the step ``store settings`` → the option that a store's platform must have.
_OPTION_OF = {
    "prime to awaiting": StoreOption.PRIME_TO_AWAITING,
    "buy shipping": StoreOption.BUY_SHIPPING,
}


def check_act(act: step_base.Act, place: Place, scope: NameScope) -> None:
    """Record an error for each unknown name in a step; add the names that it defines to *scope*."""
    check = _CHECKING.get(type(act))
    if check is not None:
        check(act, place, scope)
        return
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


def _fault(
    act: platform_acts.Fault | platform_acts.Outage | hub_acts.Crash,
    place: Place,
    scope: NameScope,
) -> None:
    stores = scope.scenario.world.stores
    known = scope.known(act.on, [*stores, platform_names.CARRIER], (*place, "on"), "unknown_store")
    if isinstance(act, platform_acts.Outage):
        return
    if known:
        at = scope.platform(act.on) if act.on in stores else platform_names.CARRIER
        scope.operation(act.operation, at, (*place, "operation"))
    if act.order:
        scope.order(act.order, (*place, "order"))


def _rule(act: hub_acts.Rule, place: Place, scope: NameScope) -> None:
    action, name = act.what
    if not action:
        scope.document.report("one_rule", place)
    else:
        scope.rule(name, (*place, action))
    if action != "move" and "to" in act.model_fields_set:
        scope.document.report("only_with", (*place, "to"), key=True, key_name="to", verb="move")


def _proposal(
    act: hub_acts.ConfirmProposal | hub_acts.RejectProposal, place: Place, scope: NameScope
) -> None:
    scope.order(act.order, (*place, "order"))
    if act.original:
        scope.order(act.original, (*place, "original"))


def _replace_connection(act: hub_acts.ReplaceConnection, place: Place, scope: NameScope) -> None:
    scope.hub_store(act.store, (*place, "store"))
    if not scope.is_known_store(act.store):
        return
    if not scope.is_on_shop(act.store):
        shops = ", ".join(one for one in platforms() if one.is_shop)
        here = (*place, "store")
        scope.document.report("only_for", here, key_name=str(place[-1]), platform=shops)
    if scope.is_known_store(act.by):
        scope.document.report("twice", (*place, "by"), text=act.by)
        return
    scope.replaced[act.by] = scope.account(act.store)
    scope.connected.discard(act.store)
    scope.connected.add(act.by)


def _store_settings(act: hub_acts.StoreSettings, place: Place, scope: NameScope) -> None:
    scope.hub_store(act.store, (*place, "store"))
    given = [key for key in _OPTION_OF if getattr(act, key.replace(" ", "_")) is not None]
    if not given:
        scope.document.report("changes_nothing", place, key=True, known=choices([*_OPTION_OF]))
    for key in given if scope.is_known_store(act.store) else ():
        if not Platform(scope.platform(act.store)).has_option(_OPTION_OF[key]):
            named = ", ".join(one for one in platforms() if one.has_option(_OPTION_OF[key]))
            here = (*place, key)
            scope.document.report("only_for", here, key=True, key_name=key, platform=named)


def _second_hub(act: hub_acts.SecondHub, place: Place, scope: NameScope) -> None:
    if scope.has_second_hub:
        scope.document.report("second_hub_twice", place)
    scope.open_second_hub(act.stores)
    for position, name in enumerate(act.stores):
        scope.store(name, item(scope, place, position))


def _replace_order(act: platform_acts.ReplaceOrder, place: Place, scope: NameScope) -> None:
    scope.order(act.order, (*place, "order"))
    name = act.order.partition(".")[0]
    if act.as_ in scope.bought:
        scope.document.report("twice", (*place, "as"), text=act.as_)
    store = scope.bought.get(name, "")
    if store and "replaces" not in facts_of(scope.platform(store)):
        named = ", ".join(one for one in platforms() if "replaces" in facts_of(one))
        here = (*place, "order")
        scope.document.report("only_for", here, key_name=str(place[-1]), platform=named)
    _parts(act, act.order, place, scope)
    if store:
        scope.bought[act.as_] = store
        scope.goods[act.as_] = scope.goods[name]


def _keys(act: step_base.Act) -> list[str]:
    return [field.alias or name for name, field in type(act).model_fields.items()]


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


def _combine_orders(act: platform_acts.CombineOrders, place: Place, scope: NameScope) -> None:
    if act.as_ in scope.bought:
        scope.document.report("twice", (*place, "as"), text=act.as_)
    for position, ref in enumerate(act.orders):
        scope.order(ref, (*place, "orders", position))
    names = [ref.partition(".")[0] for ref in act.orders]
    stores = dict.fromkeys(scope.bought[name] for name in names if name in scope.bought)
    if len(stores) > 1:
        scope.document.report("one_store", (*place, "orders"), known=choices([*stores]))
    for store in stores:
        if scope.platform(store) and not combines(scope.platform(store)):
            named = ", ".join(one for one in platforms() if combines(one))
            here = (*place, "orders")
            scope.document.report("only_for", here, key_name=str(place[-1]), platform=named)
        scope.bought[act.as_] = store
    goods = [sku for name in names for sku in scope.goods.get(name, ())]
    scope.goods[act.as_] = tuple(dict.fromkeys(goods))


def _settings(act: hub_acts.HubSettings, place: Place, scope: NameScope) -> None:
    if not act.model_fields_set:
        scope.document.report("changes_nothing", place, key=True, known=choices(_keys(act)))


# Each function accepts only the class of its key; a dict type cannot express this.
_CHECKING: dict[type[step_base.Act], Callable[..., None]] = {
    platform_acts.Buy: _buy,
    platform_acts.Fault: _fault,
    platform_acts.Outage: _fault,
    platform_acts.ReplaceOrder: _replace_order,
    platform_acts.CombineOrders: _combine_orders,
    hub_acts.Crash: _fault,
    hub_acts.Import: _import,
    hub_acts.Notifications: _switch,
    hub_acts.Emails: _switch,
    hub_acts.Connect: _connect,
    hub_acts.Ship: _ship,
    hub_acts.Rule: _rule,
    hub_acts.ConfirmProposal: _proposal,
    hub_acts.RejectProposal: _proposal,
    hub_acts.ReplaceConnection: _replace_connection,
    hub_acts.StoreSettings: _store_settings,
    hub_acts.HubSettings: _settings,
    hub_acts.SecondHub: _second_hub,
}
