"""Attacks every promise on two processes, and says what came of it.

Ends with 1 when a promise was violated. Each violation is named with its seed, and
``--only 16 --seed N --tries 1`` repeats that very try.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from types import FrameType

from tests.torture.outcome import Outcome, Share
from tests.torture.registry import BY_NUMBER, PROMISES
from tests.torture.results import RESULTS, line, written

#: Where files stand that nobody writes down for good: what a kill leaves there is what it leaves on
#: a disk, and the attacks that are about the disk itself use one.
MEMORY = "/dev/shm"  # noqa: S108 - the folders in it are made by tempfile
#: A share that takes longer than this hangs: seconds.
PATIENCE = 1500


@dataclass(frozen=True, slots=True)
class Job:
    """One share of one attack."""

    promise: int
    assault: int
    first: int
    count: int
    stride: int
    #: Seconds on the clock of this computer after which nothing is begun any more; 0: never.
    until: float = 0


def main(args: list[str] | None = None) -> int:
    """Run what is asked for; the exit code."""
    asked = _parser().parse_args(args)
    jobs = _jobs(asked)
    began = monotonic()
    waiting = Counter(job.promise for job in jobs)
    total = {promise: Outcome() for promise in waiting}
    for job, outcome in _outcomes(jobs, asked.workers):
        total[job.promise].add(outcome)
        for seed, seen in outcome.violations:
            repeat = f"--only {job.promise} --seed {seed} --tries 1"
            print(f"  violated: ARGS='{repeat}'  {seen}", flush=True)
        waiting[job.promise] -= 1
        if not waiting[job.promise]:
            took = monotonic() - began
            print(line(BY_NUMBER[job.promise], total[job.promise], took), flush=True)
    violated = sum(len(outcome.violations) for outcome in total.values())
    minutes = (monotonic() - began) / 60
    print(f"{len(total)} promises, {violated} violated tries, {minutes:.1f} minutes", flush=True)
    if not (asked.short or asked.days or asked.tries or asked.million or asked.minutes):
        RESULTS.write_text(written(total, minutes, asked.seed), encoding="utf-8")
        print(f"{RESULTS.name} is written; now: python -m docs.reliability", flush=True)
    return 1 if violated else 0


def attack(job: Job) -> Outcome:
    """One share, in a folder of its own, which is gone afterwards."""
    if job.until and monotonic() > job.until:
        return Outcome()
    signal.signal(signal.SIGALRM, _too_long)
    signal.alarm(PATIENCE)
    try:
        assault = BY_NUMBER[job.promise].assaults[job.assault]
        where = None if assault.on_disk or not os.access(MEMORY, os.W_OK) else MEMORY
        with tempfile.TemporaryDirectory(prefix="torture-", dir=where) as folder:
            return assault.attack(Share(job.first, job.count, Path(folder), job.stride))
    finally:
        signal.alarm(0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"no end after {PATIENCE} seconds")


def _outcomes(jobs: list[Job], workers: int) -> Iterator[tuple[Job, Outcome]]:
    """Yield each share as it ends, with what it found.

    A process that the computer ends (for want of memory, say) ends its whole pool. The shares that
    had begun there are tried once more, each alone; then such an end is a violation of its own.
    """
    alone: list[Job] = []
    while jobs:
        lost: set[Job] = set()
        for job, done in _pool(jobs, workers):
            if isinstance(done.exception(), BrokenProcessPool):
                lost.add(job)
            else:
                yield job, _outcome_of(done, job)
        left = [job for job in jobs if job in lost]
        alone += left[:workers]
        jobs = left[workers:]
    for one in alone:
        for job, done in _pool([one], 1):
            yield job, _outcome_of(done, job)


def _pool(jobs: list[Job], workers: int) -> Iterator[tuple[Job, Future[Outcome]]]:
    """Run shares, begun in their order, and yield each as it ends."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(attack, job): job for job in jobs}
        for done in as_completed(running):
            yield running[done], done


def _outcome_of(done: Future[Outcome], job: Job) -> Outcome:
    """What a share found; one that did not end well is a violation too."""
    try:
        return done.result()
    except Exception as bad:
        outcome = Outcome()
        outcome.violated(job.first, f"the attack raised {bad!r}")
        return outcome


def _jobs(asked: argparse.Namespace) -> list[Job]:
    """Every share, the long attacks first, so that nobody waits at the end; days stand last."""
    until = monotonic() + asked.minutes * 60 if asked.minutes else 0
    if asked.tries:
        (only,) = asked.only
        return [Job(only, asked.assault, asked.seed, asked.tries, 1)]
    jobs = []
    for promise in sorted(PROMISES, key=lambda one: one.number == 0):
        if asked.only and promise.number not in asked.only:
            continue
        for nth, assault in enumerate(promise.assaults):
            base = asked.seed * 1_000_000
            found = assault.shares(base, short=asked.short)
            if promise.number == 11 and asked.million:
                found = [(base, 1_000_000, 1)]
            if promise.number == 0 and asked.days:
                found = [one for one in found if one[0] < base + asked.days]
            jobs += [Job(promise.number, nth, *one, until) for one in found]
    return jobs


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make torture ARGS=…", description=__doc__)
    parser.add_argument(
        "--only",
        type=lambda text: [int(one) for one in text.split(",")],
        default=[],
        metavar="N,N",
        help="these promises; 0 are the random days",
    )
    parser.add_argument("--days", type=int, default=0, help="so many random days, of 10,000")
    parser.add_argument("--seed", type=int, default=0, help="other chances than those of 0")
    parser.add_argument("--tries", type=int, default=0, help="so many tries of --only, from --seed")
    parser.add_argument("--assault", type=int, default=0, help="which attack of --only, from 0")
    parser.add_argument("--short", action="store_true", help="a few tries of each")
    parser.add_argument("--million", action="store_true", help="so many orders in 11")
    parser.add_argument("--minutes", type=float, default=0, help="begin nothing after so many")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    return parser
