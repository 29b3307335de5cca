"""Several hubs on one file, all at work, one of them killed; and parts of orders, raced for."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from shiponce.domain.money import Money
from shiponce.domain.order import Line
from shiponce.domain.shipment import Label, Route
from shiponce.hub import Hub
from shiponce.ports import Purchase
from tests.crash.hubs_at_once import four_hubs
from tests.doubles.platforms_in_memory import FakeCarrier, World, a_hub, an_order
from tests.torture.outcome import Outcome, Share
from tests.torture.scene import TOLD


def at_once(share: Share) -> Outcome:
    """Let four processes import, ship and tell the same orders; in every second try one is killed.

    The others take over what it was at, by the end of its lease.
    """
    outcome = Outcome()
    for seed in share.seeds():
        folder = share.folder / str(seed)
        folder.mkdir()
        orders = 100
        found, figures = four_hubs(folder, orders, kill=bool(seed % 2))
        outcome.tried += orders
        for name, value in figures.items():
            outcome.measure(name, value)
        for seen in found:
            outcome.violated(seed, seen)
    return outcome


# -- never more than was bought


@dataclass
class Watchful(FakeCarrier):
    """A carrier that sees when more is labelled than an order has."""

    #: (order, line) → units of every live label, and label → what is in it.
    live: Counter[tuple[str, str]] = field(default_factory=Counter)
    inside: dict[str, tuple[tuple[tuple[str, str], int], ...]] = field(default_factory=dict)
    have: dict[tuple[str, str], int] = field(default_factory=dict)
    too_many: list[str] = field(default_factory=list)

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        label = super().buy(purchase, service_id)
        inside = tuple(((purchase.order, one.remote_id), units) for one, units in purchase.lines)
        self.inside[label.remote_id] = inside
        for line, units in inside:
            self.live[line] += units
            if self.live[line] > self.have[line]:
                self.too_many.append(f"{self.live[line]} units of {line}, {self.have[line]} sold")
        return label

    def void(self, remote_id: str) -> None:
        super().void(remote_id)
        for line, units in self.inside.pop(remote_id, ()):
            self.live[line] -= units


def parts(share: Share) -> Outcome:
    """Ship parts from two hubs in turn, void, change quantities, and count the live units."""
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        hub, world = a_hub(str(share.folder / f"{seed}.db"))
        with ExitStack() as stack:
            stack.callback(hub.close)
            carrier = Watchful(Route.HOUSE, world.db)
            world.carriers[Route.HOUSE] = carrier
            other = stack.enter_context(hub.sibling())
            world.db.append(other._db)
            _sell(world, carrier, chance, 0)
            hub.imports.run("amz")
            for nth in range(1, 13):
                with suppress(*TOLD):
                    _deed(chance.choice((hub, other)), world, carrier, chance, nth)
            outcome.tried += 1
            outcome.measure("labels bought", len(carrier.sold) + len(carrier.voided))
            for seen in carrier.too_many:
                outcome.violated(seed, seen)
        (share.folder / f"{seed}.db").unlink()
    return outcome


def _sell(world: World, carrier: Watchful, chance: random.Random, nth: int) -> None:
    """The platform shows these lines now, in quantities that change."""
    lines = tuple(
        Line(f"l{n}", f"SKU{n}", f"Thing {n}", chance.randrange(1, 5), Money(1299, "USD"), 400)
        for n in range(2)
    )
    order = an_order(lines=lines)
    world.stores["amz"].orders = {
        order.remote_id: replace(order, modified_at=order.modified_at + timedelta(minutes=nth))
    }
    for line in lines:
        key = order.remote_id, line.remote_id
        carrier.have[key] = line.quantity


def _deed(hub: Hub, world: World, carrier: Watchful, chance: random.Random, nth: int) -> None:
    what = chance.random()
    order_id = hub.orders.find("amz:111-0000001-0000001")
    if what < 0.15:
        before = dict(carrier.have)
        _sell(world, carrier, chance, nth)
        world.clock.wait(hours=1)
        if hub.imports.run("amz").refreshed == 0:
            carrier.have = before  # the hub keeps what it has labelled, and does not know yet
    elif what < 0.4:
        live = [s.id for s in hub.orders.detail(order_id).shipments if s.state.value == "labelled"]
        if live:
            hub.shipping.void(chance.choice(live))
    else:
        every = [line.line_no for line in hub.orders.detail(order_id).lines]
        lines = {chance.choice(every): chance.randrange(1, 4)} if chance.random() < 0.8 else None
        hub.shipping.ship(order_id, "house:ground", lines=lines)
