"""Hubs that are killed, or suspended, at every point of every act.

A point is every statement that a hub gives its database, and every moment before and after a call
of its. There its process is killed, and another hub opens the file and goes on; or it is
suspended for longer than any lease while another hub works, and goes on after that. A person ships
whatever is open. Nothing in the hub knows of it.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress

from shiponce.hub import Hub
from shiponce.views.orders import Grid
from tests.torture.acts import ACTS
from tests.torture.beyond import TOLD_NO, Beyond, Point
from tests.torture.outcome import Outcome, Share
from tests.torture.scene import TOLD, go_on, pass_by, reopened, ship_all, take_in
from tests.torture.staged import Stage, at_every_point

#: Minutes for which a process is suspended: beyond a notification's lease, and half a shift.
SHORT, LONG = 7, 200


def killed(share: Share) -> Outcome:
    """Kill one act's hub at each of this share's points."""
    return at_every_point(share, ACTS, _kill, "killed processes")


def suspended(share: Share) -> Outcome:
    """Suspend one act's hub at each of this share's points, while another one works."""
    return at_every_point(share, ACTS, _suspend, "suspended processes")


def killed_twice(share: Share) -> Outcome:
    """Kill one act's hub at each point, and the hub that goes on as well, at a point of its own."""
    return at_every_point(share, ACTS, _kill_twice, "killed processes")


def _die_at(last: int) -> Point:
    passed = 0

    def point(what: str) -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os.kill(os.getpid(), signal.SIGKILL)

    return point


def _kill(stage: Stage, again_at: int = 0) -> tuple[bool, list[str]]:
    beyond = Beyond(stage.trade.simulation, stage.file)
    child = beyond.start(stage.work, _die_at(stage.point), seed=900)
    raised = beyond.serve(child)
    code = child.ended()
    if code not in (0, -signal.SIGKILL):
        return True, [f"the hub raised {raised} (exit {code})"]
    if again_at:
        beyond.advance(10)
        second = beyond.start(_go_on_alone, _die_at(again_at), seed=903)
        beyond.serve(second)
        second.ended()
    reopened(stage.trade, stage.file, seed=901)
    go_on(stage.trade)
    return code != 0, stage.verdict()


def _kill_twice(stage: Stage) -> tuple[bool, list[str]]:
    return _kill(stage, again_at=1 + stage.point * 7919 % 60)


def _go_on_alone(hub: Hub, wait: Callable[[int], None]) -> None:
    """What a hub does by itself after a crash, and a person who ships what stands open."""
    for _ in range(3):
        hub.tick()
        wait(10)
    for row in hub.orders.page(Grid.AWAITING_SHIPMENT):
        with suppress(*TOLD):
            hub.shipping.ship(row.id, "house:ground")
    hub.imports.run_all()
    hub.tick()


def _suspend(stage: Stage) -> tuple[bool, list[str]]:
    """Suspend it twice at each point: for a little longer than a lease, and for hours.

    Once a request is under way nothing can call it back. So there it is suspended for less than
    the adapters assume that a request may live, and the person waits for what is unknown.
    """
    passed, met = 0, False
    last, long = (stage.point + 1) // 2, stage.point % 2 == 0
    beyond = Beyond(stage.trade.simulation, stage.file)

    def point(what: str) -> None:
        nonlocal passed
        if what.startswith("inside"):
            return  # whoever is suspended in a transaction holds the others off
        passed += 1
        if passed == last:
            beyond.stop_here(what)

    def meanwhile(what: str) -> None:
        nonlocal met
        met = True
        under_way = what.startswith("call")
        hub = reopened(stage.trade, stage.file, seed=902)
        pass_by(stage.trade, LONG if long and not under_way else 1 if long else SHORT)
        take_in(stage.trade)
        if not long:
            ship_all(stage.trade)
            pass_by(stage.trade, 1)
        hub.close()

    child = beyond.start(stage.work, point, seed=900)
    raised = beyond.serve(child, meanwhile)
    if child.ended() not in (0, TOLD_NO):  # another hand may have been faster
        return True, [f"the hub raised {raised}"]
    reopened(stage.trade, stage.file, seed=901)
    go_on(stage.trade)
    return met, stage.verdict()
