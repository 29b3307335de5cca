"""Prints one label again and again, and dies at a different point each time.

Run as a process of its own: ``python -m tests.crash.print_cut_off FOLDER``. For every statement
that the hub gives its database, and before and after every step of the folder printer, a forked
child runs up to that point and ends at once, as if killed. Then a new hub opens the same file, and
a person asks for the same print once more, without ``again``. One JSON line a point says what came
out of the printer.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shiponce.domain.printing import JobState, PrinterKind, PrinterSettings
from shiponce.domain.shipment import Route
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import StandingClock, World, a_hub, an_order


def opened(folder: Path, *, connect: bool = False) -> tuple[Hub, World]:
    """A hub on the folder's file, with one printer: a folder."""
    tray = folder / "tray"
    tray.mkdir(exist_ok=True)
    hub, world = a_hub(str(folder / "hub.db"), connect=connect)
    world.stores["amz"].orders = {an_order().remote_id: an_order()}
    printer = PrinterSettings("tray", PrinterKind.FOLDER, path=str(tray))
    with_printer = Hub(hub._db, world, world.clock, hub._ids, hub._settings, [printer])
    return with_printer, world


def each_step(point: Callable[[], None]) -> None:
    """Pass a point before and after whatever the printer does to files."""

    def stepped(name: str, true: Callable[..., Any]) -> Callable[..., Any]:
        def step(*given: Any, **named: Any) -> Any:
            point()
            done = true(*given, **named)
            point()
            return done

        step.__name__ = name
        return step

    for name in ("open", "fsync"):
        setattr(os, name, stepped(name, getattr(os, name)))
    Path.rename = stepped("rename", Path.rename)  # type: ignore[method-assign]  # in this process only


def up_to(folder: Path, last: int) -> int:
    """Print until point *last*, then die; the number of points when there are fewer."""
    passed = 0

    def point() -> None:
        nonlocal passed
        passed += 1
        if passed == last:
            os._exit(9)

    hub, _ = opened(folder)
    hub._db.conn.set_trace_callback(lambda statement: point())
    each_step(point)
    hub.printing.print([1])
    hub._db.conn.set_trace_callback(None)
    hub.close()
    return passed


def afterwards(folder: Path) -> dict[str, object]:
    """A new hub, ten minutes later; a person sends what is queued, and asks for the print again."""
    hub, world = opened(folder)
    assert isinstance(world.clock, StandingClock)
    came_out = len(papers(folder))
    world.clock.wait(minutes=10)
    before = hub.printing.jobs(everything=True)
    hub.printing.resume()
    asked = hub.printing.print([1])
    states = [job.state for job in hub.printing.jobs(everything=True)]
    (bought,) = hub._db.conn.execute("SELECT count(*) FROM acts WHERE kind = 'buy'").fetchone()
    found = {
        "before": [job.state.value for job in before],
        "came_out": came_out,
        "papers": len(papers(folder)),
        "whole": all(file.read_bytes().startswith(b"%PDF") for file in papers(folder)),
        "unknown": states.count(JobState.UNKNOWN),
        "refused": len(asked.refused),
        "bought": bought + len(world.carriers[Route.HOUSE].sold),
    }
    hub.close()
    return found


def papers(folder: Path) -> list[Path]:
    """What a program that empties the folder would take."""
    return [file for file in (folder / "tray").iterdir() if not file.name.startswith(".")]


def main(folder: Path) -> None:
    """Every point in turn, each in a copy of the same beginning."""
    begin = folder / "begin"
    begin.mkdir()
    hub, _ = opened(begin, connect=True)
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find("amz:" + an_order().number), "house:ground")
    hub.close()
    shutil.copytree(begin, folder / "whole")
    pid = os.fork()
    if pid == 0:  # whoever counts the points has its files' functions replaced
        (folder / "points").write_text(str(up_to(folder / "whole", 0)))
        os._exit(0)
    os.waitpid(pid, 0)
    points = int((folder / "points").read_text())
    for last in range(1, points + 1):
        run = folder / "run"
        shutil.copytree(begin, run)
        child = os.fork()
        if child == 0:
            up_to(run, last)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        died = os.waitstatus_to_exitcode(status) == 9
        print(json.dumps({"point": last, "died": died, **afterwards(run)}), flush=True)
        shutil.rmtree(run)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
