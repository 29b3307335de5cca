"""Platforms that say "not now" for an hour, or nothing for three days."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import httpx

from shiponce.domain.shipment import NotificationState
from tests.promises.merchant import Trade
from tests.torture.books import findings
from tests.torture.meddling import Answer, Meddling, Plan, writes
from tests.torture.outcome import Outcome, Share
from tests.torture.scene import pass_by, reopened, scene, ship_all, take_in

MINUTE, HOUR = 60_000, 3_600_000
#: What the hub allows itself, per operation: calls at once, and calls a second after that.
ALLOWED = {"/shipmentConfirmation": (10, 2.0), "/v2/orders/": (25 + 25, 2.0)}


def _market(file: Path, chance: random.Random, orders: int) -> Trade:
    """A market in which so many orders wait to be shipped."""
    trade = scene(file)
    for _ in range(orders):
        trade.buy(chance.choice(("amz", "bay", "shop")), ("MUG", 1))
    take_in(trade)
    return trade


def storm(share: Share) -> Outcome:
    """Answer 19 of 20 requests with 429 for an hour, half of them with a Retry-After.

    The hub is restarted in the middle; then everything is as always.
    """
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        file = share.folder / f"{seed}.db"
        trade = _market(file, chance, 24)
        trade.hub.close()
        ends = trade.world.now + HOUR
        asked: list[tuple[int, str]] = []
        for half in (0, 1):
            plan = _busy(trade, chance, ends, asked)
            reopened(trade, file, 950 + half, Meddling(trade.world, plan))
            while trade.world.now < ends - (1 - half) * HOUR // 2:
                ship_all(trade, "house")
                pass_by(trade, 1)
                if chance.random() < 0.2:
                    take_in(trade)
            trade.hub.close()
        reopened(trade, file, 952)
        began = trade.world.now
        ship_all(trade)
        while trade.hub.state().notifications_open and trade.world.now < began + 12 * HOUR:
            pass_by(trade, 1)
        outcome.tried += 1
        outcome.measure("requests in the storm", len(asked))
        drained = (trade.world.now - began) / MINUTE
        outcome.measure("most minutes until all were told", drained)
        take_in(trade)
        for seen in [*findings(trade), *_too_many(asked), *_not_sent(trade)]:
            outcome.violated(seed, seen)
        trade.hub.close()
    return outcome


def _busy(trade: Trade, chance: random.Random, ends: int, asked: list[tuple[int, str]]) -> Plan:
    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        if trade.world.now >= ends:
            return answer()
        asked.append((trade.world.now, request.url.path))
        if chance.random() >= 0.95:
            return answer()
        headers = {"Retry-After": str(chance.randrange(1, 120))} if chance.random() < 0.5 else {}
        return httpx.Response(429, headers=headers, json={"errors": []}, request=request)

    return plan


def _too_many(asked: list[tuple[int, str]]) -> list[str]:
    """Requests beyond what is allowed at once and by then, one more apart."""
    found = []
    for part, (burst, rate) in ALLOWED.items():
        times = [at for at, path in asked if part in path]
        for first in range(len(times)):
            for last in range(first, len(times)):
                allowed = burst + rate * (times[last] - times[first]) / 1000 + 1
                if last - first + 1 > allowed:
                    found.append(f"{last - first + 1} requests to {part}, {allowed:.0f} allowed")
                    return found
    return found


def _not_sent(trade: Trade) -> list[str]:
    ended = (NotificationState.SENT, NotificationState.ALREADY_KNOWN)
    return [
        f"notification {one.id} to {one.store} is {one.state.value}"
        for one in trade.hub.notifications.rows(limit=10**6)
        if one.state not in ended
    ]


# -- three days down


def days_down(share: Share) -> Outcome:
    """Let every platform be down for 72 hours, then half broken for a day, and restart 20 times.

    Every notification arrives, those of one order in their order, and none is ever given up.
    """
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        file = share.folder / f"{seed}.db"
        trade = _market(file, chance, 6)
        ship_all(trade, "house")
        outcome.measure("notifications owed", len(trade.hub.notifications.rows(limit=10**6)))
        trade.hub.close()
        plan = _down(trade, chance)
        for restart in range(20):
            reopened(trade, file, 960 + restart, Meddling(trade.world, plan))
            pass_by(trade, 96 * 60 // 20, 15)
            for one in trade.hub.notifications.rows(limit=10**6):
                if one.state in (NotificationState.STOPPED, NotificationState.WITHDRAWN):
                    outcome.violated(seed, f"notification {one.id} was given up: {one.reason}")
            trade.hub.close()
        reopened(trade, file, 990)
        pass_by(trade, 240, 5)
        take_in(trade)
        pass_by(trade, 60, 5)
        outcome.tried += 1
        for seen in [*findings(trade), *_not_sent(trade), *_out_of_order(trade)]:
            outcome.violated(seed, seen)
        trade.hub.close()
    return outcome


def _down(trade: Trade, chance: random.Random) -> Plan:
    down, broken = trade.world.now + 72 * HOUR, trade.world.now + 96 * HOUR

    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        now = trade.world.now
        if now < down:
            raise httpx.ConnectError("Connection refused", request=request)
        if now < broken and chance.random() < 0.5:
            if chance.random() < 0.5:
                return httpx.Response(500, request=request)
            if writes(request):
                answer()
            raise httpx.ReadTimeout("The read operation timed out", request=request)
        return answer()

    return plan


def _out_of_order(trade: Trade) -> list[str]:
    """Packages that an order's platform learned of in another sequence than they were made."""
    found = []
    for order in trade.world.orders.values():
        made = [parcel.shipped_at for parcel in order.packages]
        if made != sorted(made):
            found.append(f"{order.store}:{order.order_id} was told of its packages out of order")
    told = Counter(one.id for one in trade.hub.notifications.rows(limit=10**6))
    assert max(told.values(), default=0) <= 1
    return found
