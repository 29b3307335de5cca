"""A file that is deleted, replaced or emptied under an open hub: nothing is bought into nowhere."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import httpx

from shiponce.errors import StoreFileError
from tests.torture.acts import ACTS
from tests.torture.meddling import Answer, Meddling
from tests.torture.outcome import Outcome, Share
from tests.torture.scene import TOLD, pass_by, reopened
from tests.torture.staged import Stage, at_every_point

HOWS = ("deleted", "replaced", "emptied", "moved", "restored")


def swapped(share: Share) -> Outcome:
    """Swap the file before an act, or right after one of its calls; then nothing more may leave."""
    return at_every_point(share, ACTS, _swap, "files swapped")


def _swap(stage: Stage) -> tuple[bool, list[str]]:
    how = HOWS[stage.point % len(HOWS)]
    after = stage.point // len(HOWS)
    calls = 0
    world = stage.trade.world
    before = stage.file.with_suffix(".before")
    shutil.copyfile(stage.file, before)

    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        nonlocal calls
        response = answer()
        calls += 1
        if calls == after:
            _do(how, stage.file, before)
            meddling.acts.clear()
        return response

    meddling = Meddling(world, plan)
    hub = reopened(stage.trade, stage.file, 970, meddling)
    with hub._db.write() as conn:  # something that the backup does not have
        conn.execute("UPDATE pacing SET tokens = tokens")
    if after == 0:
        _do(how, stage.file, before)
    found: list[str] = []
    noticed = False
    try:
        stage.work(hub, lambda minutes: pass_by(stage.trade, minutes))
    except StoreFileError:
        noticed = True
    except TOLD:
        pass
    except Exception as bad:
        found.append(f"raised {bad!r}")
    reached = calls >= after
    if reached and meddling.acts:
        found.append(f"{how} after call {after}: {meddling.acts} left")
    if after == 0 and not noticed:
        found.append(f"{how} before the act, and nobody was told")
    with suppress(Exception):
        hub.close()
    return reached, found


def _do(how: str, file: Path, before: Path) -> None:
    """Do to the file, with its log beside it, what a person or a program might."""
    beside = [Path(f"{file}{suffix}") for suffix in ("-wal", "-shm")]
    if how == "emptied":
        file.write_bytes(b"")
        return
    if how == "moved":
        for one in (file, *beside):
            if one.exists():
                one.rename(one.with_name(f"away-{one.name}"))
        return
    for one in (file, *beside):
        one.unlink(missing_ok=True)
    if how in ("replaced", "restored"):
        shutil.copyfile(before, file)
    if how == "restored":
        file.touch()
