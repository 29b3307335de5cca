"""What a step's act names: stores, purchases, articles and operations that exist."""

from __future__ import annotations

from shiponce.domain.platform import platforms
from shiponce.scenario import platform_names, step_types
from shiponce.scenario.name_scope import Story, inside, item
from shiponce.scenario.yaml_reader import Place


def check_act(act: step_types.Act, place: Place, story: Story) -> None:
    """Note what an act names that is not there, and take in what it makes."""
    match act:
        case step_types.Buy():
            _buy(act, place, story)
        case step_types.Import():
            _import(act, place, story)
        case step_types.Notifications() | step_types.Emails():
            _switch(act, place, story)
        case step_types.Connect():
            _connect(act, place, story)
        case step_types.Fault():
            _fault(act, place, story)
        case step_types.Ship():
            _ship(act, place, story)
        case step_types.Rule() if not act.what[0]:
            story.document.report("one_rule", place)
        case _:
            order = getattr(act, "order", None)
            if isinstance(order, str):
                story.order(order, inside(story, place, "order"))


def _import(act: step_types.Import, place: Place, story: Story) -> None:
    for position, name in enumerate(() if act.everything else act.stores):
        story.hub_store(name, item(story, place, position))


def _switch(act: step_types.Notifications | step_types.Emails, place: Place, story: Story) -> None:
    story.hub_store(act.store, (*place, "store"))
    if story.platform(act.store) and not story.is_on_shop(act.store):
        shops = ", ".join(one for one in platforms() if one.is_shop)
        story.document.report("only_for", place, key_name=str(place[-1]), platform=shops)


def _ship(act: step_types.Ship, place: Place, story: Story) -> None:
    story.order(act.order, inside(story, place, "order"))
    story.way_to_ship(act.option, (*place, "with"))
    for position, name in enumerate(act.together):
        listed = (*place, "together", position)
        story.order(name, listed if listed in story.document.values else (*place, "together"))
    for key in ("carrier", "tracking"):
        if getattr(act, key) and act.option != "manual":
            story.document.report("only_manual", (*place, key), key=True, key_name=key)
    goods = story.goods.get(act.order.partition(".")[0])
    for position, part in enumerate(act.lines if goods else ()):
        story.known(part.sku, goods or (), (*place, "lines", position, "sku"), "not_in_order")


def _connect(act: step_types.Connect, place: Place, story: Story) -> None:
    if story.store(act.store, place) and act.store in story.connected:
        story.document.report("connected", place, text=act.store)
    story.connected.add(act.store)


def _fault(act: step_types.Fault, place: Place, story: Story) -> None:
    stores = story.scenario.world.stores
    if story.known(act.on, [*stores, platform_names.CARRIER], (*place, "on"), "unknown_store"):
        at = story.platform(act.on) if act.on in stores else platform_names.CARRIER
        story.operation(act.operation, at, (*place, "operation"))
    if act.order:
        story.order(act.order, (*place, "order"))


def _buy(act: step_types.Buy, place: Place, story: Story) -> None:
    world = story.scenario.world
    if act.as_ in story.bought:
        story.document.report("twice", (*place, "as"), text=act.as_)
    story.bought[act.as_] = act.on
    story.goods[act.as_] = tuple(dict.fromkeys(line.sku for line in act.lines))
    on_store = story.store(act.on, (*place, "on"))
    listed = {product.sku: product.sells_on for product in world.catalog}
    for position, line in enumerate(act.lines):
        here = (*place, "lines", position)
        if not story.known(line.sku, listed, (*here, "sku"), "unknown_sku"):
            continue
        if on_store and not {act.on, story.platform(act.on)} & set(listed[line.sku]):
            story.document.report("not_sold", (*here, "sku"), text=line.sku, store=act.on)
        if line.price is not None:
            story.price(line.price, (*here, "price"))
