"""Writes docs/reliability.md from the last whole run of each promise by ``make torture``."""

from __future__ import annotations

from pathlib import Path

from tests.torture.registry import PROMISES
from tests.torture.results import figures, last, number

PAGE = Path(__file__).parent / "reliability.md"
_HEAD = """# What holds when things go wrong

shiponce promises that no purchase leaves twice and none is forgotten, whatever is killed, lost,
late or full in between. `make torture` attacks each promise, and the table below is what its last
whole run has found. It is judged from the books of the simulated platforms and carriers
(`simulator/mockplace/kernel/judge.py`), after everything is quiet and everything was imported once
more: a hub that says of itself that all is well proves nothing. The units that the hub shows as
open are part of the sum. The judge is tried as well: `tests/torture/planted.py` plants small faults
in the hub, and the judge finds each of them under its name (`make slow`; a sample in `make test`).

"""
_FOOT = """
Figures: *tried* counts single tries, *violated* those after which the books were not as promised.
A speed counts as violated only below a third of its target, because whatever else the computer
does slows it down; sizes count as they are.

## How to run it

    make torture                            # everything: on two cores about an hour
    make torture ARGS="--short"             # a few tries of each, as `make test` does
    make torture ARGS="--only 1,16"         # these promises
    make torture ARGS="--only 0 --days 200 --seed 7"
    make torture ARGS="--only 11 --million" # a million orders in place of a hundred thousand

It prints a line for each promise as it ends, and ends with 1 when one was violated. A whole run
writes `docs/reliability.json`, and `python -m docs.reliability` this page.

## How to read a seed

Every try has a number, and nothing else decides what happens in it: neither the time nor the
other tries. A violation is printed with the words that repeat it:

    violated: ARGS='--only 24 --seed 50009 --tries 1'  void: Buy Shipping, untold, point 9: …

Of a random attack the number is the seed of its chances. Of an attack on every point of an act it
is the act times 10,000 plus the point: 50009 is the ninth statement or call of the sixth act of
`tests/torture/acts.py`. A violated day also leaves a scenario file, as short as it could be made;
it plays with `shiponce replay FILE --mode reconciling`.

## What is promised, and what is not

* **At least once, under one key, with a look before every second try.** Nobody can promise to act
  exactly once over a network. The hub writes down what it is about to do, does it, and when no
  answer comes the outcome is *unknown*: the units stay held, and the platform or carrier is asked
  until it shows what became of it, or says twice, late enough, that there is nothing.
* **Late enough** is the longest life of a request and of the cache behind a reading, as the
  platform's adapter assumes it (`settles_after`, with its source). A request that is carried out
  later than that is beyond what anybody can hold.
* **BigCommerce takes no idempotency key.** Within the assumed life of a request a part shipment
  is recorded once; beyond it a second record can come to be. It is found at the next reading and
  reported, and cannot be prevented from here.
* **Paper, printers and alerts** are not part of this yet, nor is what a platform forgets after it
  has accepted it.
* **Documented mode** ships twice where the article says so: that is what it is for. All of this
  is about reconciling mode.
* **A disk that lies** about what it has written down can lose what was acknowledged. The hub asks
  for it to be written down at every commit, and the attack on promise 2 looks whether it does.
"""


def page() -> str:
    """Return the whole page."""
    results = last()
    rows = []
    for promise in PROMISES:
        found = results["promises"].get(str(promise.number))
        if found is None:
            what = f"{promise.promise} | {promise.tried} | {promise.target}"
            rows.append(f"| {promise.number or '–'} | {what} | not run whole yet | | | |\n")
            continue
        measured = figures(found["figures"]) or "–"
        rows.append(
            f"| {promise.number or '–'} | {promise.promise} | {promise.tried} | {promise.target} "
            f"| {number(found['tried'])} | {number(found['violated'])} | {measured} "
            f"| {found['date']} |\n"
        )
    ran = "Each line is the last whole run of its promise.\n\n"
    head = "| # | promise | what is tried | target | tried | violated | figures | date |\n"
    return _HEAD + ran + head + "|---|---|---|---|---|---|---|---|\n" + "".join(rows) + _FOOT


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
