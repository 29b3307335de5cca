"""Answers that are lost, and readings that come too early, show the past or another order.

What is unknown keeps its units: nobody buys or tells a second time, and nothing is forgotten.
"""

from __future__ import annotations

import random
from contextlib import suppress

import httpx

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.world import World
from shiponce.carriers.house_carrier import HouseCarrier
from shiponce.domain.order import Visibility
from shiponce.domain.shipment import ShipmentState
from shiponce.persistence.timestamps import span_ms
from shiponce.platforms.amazon.client import AmazonAdapter
from shiponce.platforms.bigcommerce.client import BigCommerceAdapter
from shiponce.platforms.ebay.client import EbayAdapter
from tests.torture.acts import ACTS, PART
from tests.torture.meddling import Answer, Meddling, writes
from tests.torture.outcome import CASE, Outcome, Share
from tests.torture.scene import (
    TOLD,
    go_on,
    pass_by,
    reopened,
    ship_all,
    take_in,
)
from tests.torture.staged import Stage, at_every_point

SECOND = 1000
#: What becomes of a write, and of the reads after it.
LOSSES = ("before", "after", "late", "broken after")
WEATHER = ("clear", "past", "missing", "deaf", "another", "lapse")
#: How long, in ms, a platform may take to carry out what the hub has given up, and to show it, all
#: in all: what its adapter assumes. Each of the two gets less than half of it here.
SETTLES = {
    "/stores/": span_ms(BigCommerceAdapter.settles_after),
    "/sell/": span_ms(EbayAdapter.settles_after),
    "/carrier/": span_ms(HouseCarrier.settles_after),
    "/": span_ms(AmazonAdapter.settles_after),
}


class Storm:
    """One write suffers, and the reads after it, for a time."""

    def __init__(self, seed: int, world: World) -> None:
        """Draw what happens."""
        chance = random.Random(seed)
        self.loss = LOSSES[seed % len(LOSSES)]
        self.weather = WEATHER[seed // len(LOSSES) % len(WEATHER)]
        self.nth = chance.choice((1, 1, 1, 2, 3))
        self.life, self.lasts = chance.uniform(0.02, 0.45), chance.uniform(0.02, 0.45)
        self.struck = False
        self.meddling = Meddling(world, self.plan)
        self._world = world
        self._written = 0
        self._host = ""
        self._until = 0
        self._held: list[tuple[int, httpx.Request]] = []

    def __str__(self) -> str:
        """What was drawn, for whoever reads of a violation."""
        return f"{self.loss}/{self.weather}, write {self.nth}"

    def plan(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        """Decide what becomes of a request."""
        self.deliver()
        if writes(request):
            self._written += 1
            if not self.struck and self._written == self.nth:
                return self._lost(request, answer)
        elif self.struck and self._world.now < self._until:
            return self._read(request, answer)
        return answer()

    def deliver(self) -> None:
        """Carry out what comes late and is due."""
        for due, request in list(self._held):
            if self._world.now >= due:
                self._held.remove((due, request))
                with suppress(httpx.TransportError):
                    self.meddling.carry_out(request)

    def _lost(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        self.struck, self._host = True, request.url.host
        world = self._world
        settles = next(span for path, span in SETTLES.items() if path in request.url.path)
        done = world.now
        if self.loss == "late":
            done += round(self.life * settles)
            self._held.append((done, request))
        elif self.loss != "before":
            answer()
        self._until = done + round(self.lasts * settles)
        if self.weather == "another":  # a mistake, and no delay: it may last
            self._until = done + 4 * settles
        if self.weather == "past":
            self._forget(world.now, self._until, settles)
        if self.weather == "lapse":  # a server that lags a little longer than anybody assumes
            self._forget(world.now, world.now + settles + 80 * SECOND, 2 * settles)
        if self.loss == "broken after":
            return httpx.Response(503, request=request)
        world.advance_to(world.now + 30 * SECOND)
        raise httpx.ReadTimeout("The read operation timed out", request=request)

    def _forget(self, since: int, until: int, span: int) -> None:
        fault = Fault("stale_read", delay=span, times=0, since=since, until=until)
        self._world.faults.add(fault)

    def _read(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        if self.weather == "missing" and request.method == "GET":
            return httpx.Response(404, json={}, request=request)
        if self.weather == "deaf":
            raise httpx.ConnectError("Connection refused", request=request)
        if self.weather == "another" and request.url.host == self._host:
            return self._another(request, answer)
        return answer()

    def _another(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        """Answer about another order of the same store than the one that was asked for."""
        url = str(request.url)
        for store, order_id in self._world.orders:
            if order_id in url:
                for other in self._world.orders_of(store):
                    if other.order_id != order_id:
                        request.url = httpx.URL(url.replace(order_id, other.order_id))
                        return answer()
        return answer()


def lost(share: Share) -> Outcome:
    """Lose one answer of an act in many ways, while reads after it are of many kinds."""
    return at_every_point(share, ACTS, _lose, "answers lost")


def _lose(stage: Stage) -> tuple[bool, list[str]]:
    storm = Storm(stage.point, stage.trade.world)
    found: list[str] = []
    hub = reopened(stage.trade, stage.file, seed=920, transport=storm.meddling)

    def wait(minutes: int) -> None:
        pass_by(stage.trade, minutes, also=storm.deliver)

    try:
        stage.work(hub, wait)
    except TOLD:
        pass
    except Exception as bad:
        found.append(f"raised {bad!r}")
    go_on(stage.trade, storm.deliver)
    found += stage.verdict()
    return True, [f"{storm}: {one}" for one in found]


def outlived(share: Share) -> Outcome:
    """Let BigCommerce carry out a part shipment later than anybody assumes: it is found, and said.

    Nobody can prevent the second record then, because BigCommerce takes no key for the first.
    """
    case = next(n for n, act in enumerate(ACTS) if act.name == PART)
    first = case * CASE + 1 + share.first % 1000
    return at_every_point(
        Share(first, share.count, share.folder, share.stride), ACTS, _outlive, "doubles found"
    )


def _outlive(stage: Stage) -> tuple[bool, list[str]]:
    storm = Storm(stage.point, stage.trade.world)
    storm.loss, storm.weather, storm.nth = "late", "clear", 1
    storm.life = 1.6 + stage.point % 10 / 2  # times what is assumed
    hub = reopened(stage.trade, stage.file, seed=925, transport=storm.meddling)
    with suppress(*TOLD):
        stage.work(hub, lambda minutes: pass_by(stage.trade, minutes, also=storm.deliver))
    pass_by(stage.trade, 180, 2, storm.deliver)  # nobody ships the rest meanwhile
    go_on(stage.trade, storm.deliver)
    orders = [one for one in stage.trade.world.orders.values() if one.store == "shop"]
    said = any("warning.recorded_twice" in stage.trade.sentences(one) for one in orders)
    found = stage.verdict()
    doubled = [one for one in found if one.startswith("notified-twice")]
    if not doubled:
        found.append("the late request was not recorded, so nothing was tried")
    return True, [one for one in found if one not in doubled or not said]


# -- two operators


def two_hands(share: Share) -> Outcome:
    """While one hand acts, another one ships whatever it can, at each of the first one's calls."""
    return at_every_point(share, ACTS, _two, "second hands")


def _two(stage: Stage) -> tuple[bool, list[str]]:
    calls = 0
    found: list[str] = []

    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        nonlocal calls
        calls += 1
        if calls != (stage.point + 1) // 2:
            return answer()
        if stage.point % 2:
            _second_hand(stage)
            return answer()
        response = answer()
        _second_hand(stage)
        return response

    first = reopened(stage.trade, stage.file, seed=930, transport=Meddling(stage.trade.world, plan))
    try:
        stage.work(first, lambda minutes: pass_by(stage.trade, minutes))
    except TOLD:
        pass
    except Exception as bad:
        found.append(f"raised {bad!r}")
    reached = calls >= (stage.point + 1) // 2
    go_on(stage.trade)
    return reached, found + stage.verdict()


def _second_hand(stage: Stage) -> None:
    first = stage.trade.hub
    second = reopened(stage.trade, stage.file, seed=931)
    take_in(stage.trade)
    ship_all(stage.trade)
    second.close()
    stage.trade.hub = first


# -- a buyer who cancels


def cancelled(share: Share) -> Outcome:
    """The buyer cancels before, or after, each call on the way from the quote to the notification.

    What was cancelled before its label is not bought; after it, its label can be voided.
    """
    return at_every_point(share, ACTS, _cancel, "cancellations")


def _cancel(stage: Stage) -> tuple[bool, list[str]]:
    calls = 0
    world = stage.trade.world

    def cancel() -> None:
        for (store, order_id), order in list(world.orders.items()):
            if not order.mirrors:
                with suppress(Refusal):
                    world.cancel(store, order_id)

    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        nonlocal calls
        calls += 1
        if calls == stage.point:
            cancel()
        return answer()

    hub = reopened(stage.trade, stage.file, seed=940, transport=Meddling(world, plan))
    with suppress(*TOLD):
        stage.work(hub, lambda minutes: pass_by(stage.trade, minutes))
    reached = calls >= stage.point
    go_on(stage.trade)
    found = _dead_labels(stage)
    go_on(stage.trade)
    return reached, found + stage.verdict()


def _dead_labels(stage: Stage) -> list[str]:
    """Void every label of an order that its buyer has cancelled: a person is told, and can."""
    hub, found = stage.trade.hub, []
    for order in list(stage.trade.world.orders.values()):
        if order.status != "cancelled":
            continue
        detail = hub.orders.detail(stage.trade.id(order))
        live = [one for one in detail.shipments if one.state is ShipmentState.LABELLED]
        if live and detail.row.visibility is Visibility.VISIBLE:
            said = " ".join(stage.trade.sentences(order))
            if "cancelled" not in said:
                found.append(f"{order.store}:{order.order_id} has a label, and {said} is said")
            for shipment in live:
                with suppress(*TOLD):
                    hub.shipping.void(shipment.id)
    return found
