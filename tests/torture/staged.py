"""Every act in turn, with some trouble at each of its points, and the verdict of the world's books.

The market of an act is prepared once; every point is tried in a fork of that process with a copy
of that file, so that each begins alike.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pipe
from pathlib import Path

from shiponce.persistence import integrity_check
from tests.promises.merchant import Trade
from tests.torture.acts import Act
from tests.torture.beyond import Work
from tests.torture.books import findings
from tests.torture.outcome import CASE, Outcome, Share
from tests.torture.scene import scene


@dataclass(frozen=True, slots=True)
class Stage:
    """One try: a prepared market, its file, what is to be done there, and the number of the try."""

    trade: Trade
    file: Path
    work: Work
    point: int

    def verdict(self) -> list[str]:
        """What the books and the file say once everything is quiet; the hub is closed."""
        found = findings(self.trade)
        damage = integrity_check.damage(self.trade.hub._db.conn)
        self.trade.hub.close()
        return found + [f"the file is damaged: {name}" for name, count in damage.items() if count]


#: A try: whether the act has a point of that number, and what was found in the end.
Try = Callable[[Stage], tuple[bool, list[str]]]


def at_every_point(share: Share, acts: Sequence[Act], trouble: Try, figure: str) -> Outcome:
    """Try one act's points, of this share, until the act has no more of them."""
    outcome = Outcome()
    act = acts[share.case]
    folder = share.folder / f"act{share.first}"
    (folder / "begin").mkdir(parents=True)
    trade = scene(folder / "begin" / "hub.db")
    work = act.prepare(trade)
    trade.hub.close()
    for point in share.points():
        run = folder / f"point{point}"
        shutil.copytree(folder / "begin", run)
        reached, found = apart(partial(trouble, Stage(trade, run / "hub.db", work, point)))
        shutil.rmtree(run)
        outcome.tried += reached
        if reached:
            outcome.measure(figure)
        if found:  # without any trouble the act must be sound as well
            seen = f"{act.name}, point {point if reached else 'none'}: {found}"
            outcome.violated(share.case * CASE + point, seen)
        if not reached:
            break
    shutil.rmtree(folder)
    return outcome


def apart(once: Callable[[], tuple[bool, list[str]]]) -> tuple[bool, list[str]]:
    """Run in a process of its own, so that the market here stays as it was prepared."""
    ours, theirs = Pipe()
    pid = os.fork()
    if pid == 0:
        try:
            theirs.send(once())
        except BaseException as bad:
            theirs.send((True, [f"raised {bad!r}"]))
        finally:
            os._exit(0)
    theirs.close()
    try:
        reached, found = ours.recv()
    except EOFError:
        reached, found = True, ["the process of the try ended without a word"]
    finally:
        os.waitpid(pid, 0)
        ours.close()
    return bool(reached), list(found)
