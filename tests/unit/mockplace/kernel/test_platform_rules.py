"""Whatever differs from platform to platform is registered, and the kernel names no platform."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import pytest

import mockplace.kernel
from mockplace.kernel.commands import Command
from mockplace.kernel.events import Event
from mockplace.kernel.platform_rules import PlatformRules
from mockplace.kernel.records import Account, Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS, RegisteredRules
from mockplace.kernel.schedule import Effect
from mockplace.kernel.state import State
from mockplace.kernel.world import World
from tests.doubles.marketplace_rules import marketplace_rules
from tests.unit.mockplace.markets import after, market


@dataclass(frozen=True, slots=True)
class Gift(Command):
    """A command that only the toy knows."""

    store: str


@dataclass(frozen=True, slots=True)
class Gifted(Event):
    """An event that only the toy knows."""

    store: str


class Gifts:
    """What the toy keeps in a world."""

    def __init__(self, seed: int) -> None:
        self.given: list[tuple[str, int]] = []


def give(command: Gift, state: State) -> tuple[Event, ...]:
    """Give to whoever has an account."""
    return (Gifted(command.store),)


def gifted(event: Gifted, state: State) -> None:
    """Write a gift down."""
    state.platform_state(Gifts).given.append((event.store, state.now))


def next_gift(state: State, event: Event) -> tuple[Effect, ...]:
    """Have a second gift follow a minute later."""
    if not isinstance(event, Gifted) or len(state.platform_state(Gifts).given) > 1:
        return ()
    return (Effect(state.now + 60_000, event.store, "gift", store=event.store),)


def carry_out(world: World, effect: Effect) -> None:
    """Give what falls due."""
    world.do(Gift(effect.store))


def toy() -> PlatformRules:
    """Return a marketplace with a command, an event, a reaction and an effect of its own."""
    return replace(
        marketplace_rules("toybay", "Toybay"),
        decide={Gift: give},
        evolve={Gifted: gifted},
        reactions=next_gift,
        effects={"gift": carry_out},
        background_effects=frozenset({"gift"}),
    )


@pytest.fixture
def world() -> Iterator[World]:
    """A market with an account on the toy as well."""
    PLATFORMS.all()
    PLATFORMS.register(toy())
    try:
        world = market()
        world.open_account(Account("toys", "toybay", ""))
        everywhere = ("shop", "amz", "bay", "toys")
        world.list_product(Product("MUG", "Slate mug", 1299, 400, everywhere))
        yield world
    finally:
        PLATFORMS.withdraw("toybay")


def test_a_platform_has_commands_events_and_effects_of_its_own(world: World) -> None:
    """They are decided, written down, scheduled and carried out by what it registers."""
    world.do(Gift("toys"))
    assert world.next_effect() == world.now + 60_000
    assert world.next_effect(background=False) is None
    after(world, 2)
    given = world.state.platform_state(Gifts).given
    assert [store for store, _ in given] == ["toys", "toys"]
    assert given[1][1] - given[0][1] == 60_000


def test_its_orders_are_copied_and_confirmed_like_any_marketplaces(world: World) -> None:
    """The shop's connector asks what it is, and not which."""
    order = world.buy("mugs", "toys", [("MUG", 2, None)])
    assert order.order_id.startswith("T")
    after(world, 2)
    copy = world.orders[world.state.copies["toys", order.order_id]]
    assert copy.written["order_source"] == "toybay"
    assert "ebay_order_id" not in copy.written
    world.shipping.ship_elsewhere("shop", copy.order_id, "ups", "1Z1")
    after(world, 2)
    assert (order.status, [one.tracking for one in order.packages]) == ("shipped", ["1Z1"])
    assert [note.outcome for note in world.relays] == ["taken"]
    with pytest.raises(Refusal) as refused:
        world.after_sale.cancel_by_seller("toys", order.order_id)
    assert refused.value.code == "already-shipped"


def test_what_nobody_registered_is_refused_with_the_names() -> None:
    """An account needs a platform on which people buy; a command needs somebody to decide it."""
    world = market()
    with pytest.raises(Refusal, match="there is no platform 'toybay'; there are: bigcommerce, "):
        world.open_account(Account("toys", "toybay", ""))
    with pytest.raises(Refusal, match="nothing is sold on 'carrier'"):
        world.open_account(Account("van", "carrier", ""))
    with pytest.raises(TypeError, match="not a command"):
        world.do(Gift("toys"))


@pytest.mark.parametrize("name", [one.name for one in fields(PlatformRules)])
def test_rules_with_a_part_missing_do_not_construct(name: str) -> None:
    """No part has a default, so nothing is forgotten until an order meets it."""
    known: dict[str, Any] = {one.name: getattr(toy(), one.name) for one in fields(PlatformRules)}
    del known[name]
    with pytest.raises(TypeError, match=name):
        PlatformRules(**known)


def test_rules_that_do_not_hold_together_do_not_construct() -> None:
    """A marketplace sells, a carrier does not, and an effect has somebody to carry it out."""
    with pytest.raises(ValueError, match="needs a name and a title"):
        replace(toy(), title="")
    with pytest.raises(ValueError, match="a shop or a marketplace needs selling rules"):
        replace(toy(), selling=None)
    with pytest.raises(ValueError, match="a background effect has no handler"):
        replace(toy(), effects={})


def test_two_platforms_share_no_name_and_no_command() -> None:
    """Otherwise it would depend on the sequence which of them decides."""
    registered = RegisteredRules()
    registered.register(toy())
    with pytest.raises(ValueError, match="'toybay' is registered already"):
        registered.register(toy())
    with pytest.raises(ValueError, match="other: another platform carries out"):
        registered.register(replace(toy(), name="other"))
    registered.withdraw("toybay")
    assert registered.all() == ()


def test_the_kernel_names_no_platform() -> None:
    """Neither in code nor in comments: what is peculiar to one stands in its own folder."""
    names = [word for rules in PLATFORMS.all() for word in (rules.name, rules.title)]
    words = {name.lower() for name in names} - {"carrier", "the house carrier"}
    assert words == {"amazon", "bigcommerce", "ebay"}
    folder = Path(mockplace.kernel.__file__).parent
    named = [
        f"{path.name}:{number}"
        for path in sorted(folder.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if any(word in line.lower() for word in words)
    ]
    assert named == []
