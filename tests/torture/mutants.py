"""Mistakes that must not survive: each is made, and the attack that is meant for it finds it.

``python -m tests.torture.mutants NAME`` runs that attack on the product as it is, and on the
product with the mistake in it, and ends with 0 when only the second is caught.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockplace.kernel.world import World
from shiponce.decisions import unknown_act_not_done as deciding
from shiponce.domain.order import Package
from shiponce.domain.shipment import Confirmation
from shiponce.errors import ServerTrouble
from shiponce.hub import Hub
from shiponce.persistence import connection, outbox, stores
from shiponce.persistence.timestamps import to_ms
from shiponce.platforms import transports
from shiponce.platforms.amazon.client import AmazonAdapter
from shiponce.services.notifying import send_notification
from tests.doubles.platforms_in_memory import FakePlatform, a_hub, an_order
from tests.torture import answers, arrivals, files, killed
from tests.torture.acts import ACTS, PART
from tests.torture.meddling import writes
from tests.torture.outcome import CASE, Attack, Outcome, Share
from tests.torture.scene import TOLD, go_on, pass_by, reopened
from tests.torture.staged import Stage, at_every_point

Patch = pytest.MonkeyPatch


def case(name: str) -> int:
    """The first seed of an act."""
    return [act.name for act in ACTS].index(name) * CASE


def lost(act: str, weather: str) -> tuple[int, int]:
    """An act's tries in which the answer is lost after it took effect, in this weather."""
    kinds = len(answers.LOSSES) * len(answers.WEATHER)
    first = answers.WEATHER.index(weather) * len(answers.LOSSES) + answers.LOSSES.index("after")
    while answers.Storm(first, World()).nth != 1:
        first += kinds
    return case(act) + first, 1


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mistake, and the attack that finds it: shares of (first seed, count)."""

    mutate: Callable[[Patch], None]
    attack: Attack
    shares: tuple[tuple[int, int], ...]


# -- the mistakes


def no_lease(patch: Patch) -> None:
    """A claim is free again at once."""
    patch.setattr(send_notification, "LEASE", timedelta(0))


def synchronous_off(patch: Patch) -> None:
    """Nothing waits for the disk."""
    connect = connection.connect

    def hasty(file: Path | str) -> connection.Connection:
        conn = connect(file)
        conn.execute("PRAGMA synchronous = OFF")
        return conn

    patch.setattr(connection, "connect", hasty)


def watermark_backwards(patch: Patch) -> None:
    """An import that ends earlier takes the watermark back with it."""
    done = stores.import_done

    def back(conn: sqlite3.Connection, store_id: int, watermark: datetime, at: int) -> None:
        done(conn, store_id, watermark, at)
        conn.execute(
            "UPDATE import_state SET watermark = ? WHERE store_id = ?",
            (to_ms(watermark), store_id),
        )

    patch.setattr(stores, "import_done", back)


def dropped_after_twelve(patch: Patch) -> None:
    """A notification that has failed twelve times is given up."""
    put_off = outbox.put_off

    def drop(conn: sqlite3.Connection, notification_id: int, *args: Any, **rest: Any) -> Any:
        done = put_off(conn, notification_id, *args, **rest)
        conn.execute(
            "UPDATE notices SET state = 'withdrawn', next_at = NULL,"
            " code = 'notification.withdrawn'"
            " WHERE id = ? AND attempts >= 12",
            (notification_id,),
        )
        return done

    patch.setattr(outbox, "put_off", drop)


def ids_not_compared(patch: Patch) -> None:
    """What is read back may be about another order."""

    def careless(self: AmazonAdapter, remote_id: str, included: str) -> Any:
        path = f"/orders/2026-01-01/orders/{remote_id}"
        asked = self.http.json("getOrder", "GET", path, params={"includedData": included})
        return asked["order"]

    patch.setattr(AmazonAdapter, "_order", careless)


def none_heard_once(patch: Patch) -> None:
    """One reading that shows nothing is believed, if it is late enough."""
    patch.setattr(deciding, "HEARD_APART", 0)
    heard = deciding.heard_nothing

    def once(sent_by: int, none_at: int | None, begun: int, *rest: Any, **more: Any) -> Any:
        return heard(sent_by, begun if none_at is None else none_at, begun, *rest, **more)

    patch.setattr(deciding, "heard_nothing", once)


def permit_not_asked(patch: Patch) -> None:
    """Whatever was suspended on its way to the wire is sent all the same."""

    def handle_request(self: transports.OnlyActs, request: httpx.Request) -> httpx.Response:
        return self._inner.handle_request(request)

    patch.setattr(transports.OnlyActs, "handle_request", handle_request)


# -- two attacks of their own


def overtaking(share: Share) -> Outcome:
    """While one hub is in its call, another one takes nothing from it: two senders, one claim."""
    outcome = Outcome()
    for seed in share.seeds():
        claims, told = _claimed_during_a_call(share.folder / f"{seed}.db")
        outcome.tried += 1
        if claims != 1 or told != 1:
            outcome.violated(seed, f"{claims} claims during the call, told {told} times")
    return outcome


def _claimed_during_a_call(file: Path) -> tuple[int, int]:
    hub, world, amz = _one_shipped(str(file))
    confirm, claims = amz.confirm, 0
    with closing(hub), closing(hub.sibling()) as other:
        world.db.append(other._db)

        def slow(confirmation: Confirmation) -> str:
            nonlocal claims
            amz.confirm = confirm  # type: ignore[method-assign]
            world.clock.wait(seconds=25)
            other.tick()
            claims = hub._db.conn.execute("SELECT max(claims) FROM notices").fetchone()[0]
            return confirm(confirmation)

        amz.confirm = slow  # type: ignore[method-assign]
        hub.tick()
    return claims, len(amz.told)


def failing(share: Share) -> Outcome:
    """Let a platform fail a hundred times: its notification is due all the while, and arrives."""
    outcome = Outcome()
    for seed in share.seeds():
        outcome.tried += 1
        if seen := _failed_for_days():
            outcome.violated(seed, seen)
    return outcome


def _failed_for_days() -> str:
    hub, world, amz = _one_shipped(":memory:")
    down = ServerTrouble("error.rubbish", platform="amazon", operation="packages")
    down.may_have_acted = False  # the platform was never reached
    show = amz.packages

    def packages(remote_id: str) -> tuple[Package, ...]:
        raise down

    amz.before, amz.packages = [down] * 1000, packages  # type: ignore[method-assign]
    with closing(hub):
        for _ in range(100):
            hub.tick()
            world.clock.wait(hours=2)
            if not hub.state().notifications_open:
                return "given up, though nothing was ever refused"
        amz.before, amz.packages = [], show  # type: ignore[method-assign]
        for _ in range(10):
            world.clock.wait(hours=2)
            hub.tick()
    return "" if len(amz.told) == 1 else f"told {len(amz.told)} times"


def _one_shipped(file: str) -> tuple[Hub, Any, FakePlatform]:
    hub, world = a_hub(file)
    amz, order = world.stores["amz"], an_order()
    amz.orders = {order.remote_id: order}
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(f"amz:{order.remote_id}"), "house:ground")
    return hub, world, amz


def at_the_door(share: Share) -> Outcome:
    """Hold a hub up for hours right before its first write reaches the transport."""
    return at_every_point(share, ACTS, _held_up, "hubs held up")


def _held_up(stage: Stage) -> tuple[bool, list[str]]:
    passed = 0
    handle = transports.OnlyActs.handle_request

    def handle_request(self: transports.OnlyActs, request: httpx.Request) -> httpx.Response:
        nonlocal passed
        passed += writes(request)
        if writes(request) and passed == stage.point:
            hub = stage.trade.hub
            reopened(stage.trade, stage.file, seed=981)
            pass_by(stage.trade, killed.LONG)
            stage.trade.hub.close()
            stage.trade.hub = hub
        return handle(self, request)

    with Patch.context() as patch:
        patch.setattr(transports.OnlyActs, "handle_request", handle_request)
        hub = reopened(stage.trade, stage.file, seed=980)
        with suppress(*TOLD):
            stage.work(hub, lambda minutes: pass_by(stage.trade, minutes))
    go_on(stage.trade)
    return passed >= stage.point, stage.verdict()


MUTANTS = {
    "no lease": Mutant(no_lease, overtaking, ((0, 1),)),
    "synchronous OFF": Mutant(synchronous_off, files.power_cut, ((0, 5),)),
    "watermark backwards": Mutant(watermark_backwards, arrivals.clocks, ((0, 12),)),
    "dropped after twelve": Mutant(dropped_after_twelve, failing, ((0, 1),)),
    "ids not compared": Mutant(
        ids_not_compared, answers.lost, (lost("buy: Amazon Buy Shipping", "another"),)
    ),
    "none heard once": Mutant(none_heard_once, answers.lost, (lost(PART, "lapse"),)),
    "permit not asked": Mutant(permit_not_asked, at_the_door, ((case(PART) + 1, 1),)),
}


def tried(mutant: Mutant) -> Outcome:
    """The mutant's attack, on the product as it stands now."""
    outcome = Outcome()
    for first, count in mutant.shares:
        with tempfile.TemporaryDirectory() as folder:
            outcome.add(mutant.attack(Share(first, count, Path(folder))))
    return outcome


def main(name: str) -> int:
    """Attack the product without the mistake and with it."""
    mutant = MUTANTS[name]
    without = tried(mutant)
    with Patch.context() as patch:
        mutant.mutate(patch)
        found = tried(mutant)
    print(f"without: {without}\nwith: {found}")
    caught = without.tried and not without.violations and found.violations
    return 0 if caught else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
