"""The promises by number, what attacks each, and how often."""

from __future__ import annotations

from dataclasses import dataclass

from tests.torture import (
    answers,
    arrivals,
    days,
    files,
    inputs,
    killed,
    outages,
    repeated,
    several,
    swapped,
    volume,
)
from tests.torture.acts import ACTS
from tests.torture.outcome import CASE, Attack
from tests.unit.persistence.test_migrations import RELEASED

#: Points of a case beyond which nobody goes: every act has fewer.
EVERY = 2_000


@dataclass(frozen=True, slots=True)
class Assault:
    """One attack, in so many tries, and in shares of which each takes a process some seconds.

    With *cases* it goes through cases, *full* points of each at most, every *stride*-th in the
    short form.
    """

    attack: Attack
    full: int
    short: int
    share: int
    cases: int = 0
    stride: int = 1
    #: In the full form every so-many-th point: 1 is each.
    step: int = 1
    #: The disk itself is what it is about.
    on_disk: bool = False

    def shares(self, base: int, *, short: bool = False) -> list[tuple[int, int, int]]:
        """(first, count, stride) of each share."""
        if self.cases:
            picked = range(0, self.cases, 3) if short else range(self.cases)
            stride = self.stride if short else self.step
            first = 1 + base % stride
            count = self.short if short else self.full
            return [(case * CASE + first, count, stride) for case in picked]
        wanted = self.short if short else self.full
        return [(base + at, min(self.share, wanted - at), 1) for at in range(0, wanted, self.share)]


@dataclass(frozen=True, slots=True)
class Promise:
    """What is promised, what is tried against it, and what counts as kept."""

    number: int
    promise: str
    tried: str
    target: str
    assaults: tuple[Assault, ...]


def _every(
    attack: Attack, *, full: int = EVERY, short: int = 2, stride: int = 23, step: int = 1
) -> Assault:
    return Assault(attack, full, short, full, len(ACTS), stride, step)


PROMISES: tuple[Promise, ...] = (
    Promise(
        0,
        "A merchant's day, whatever happens in it",
        "random days with at least eight purchases in three stores, five imports, five shipments "
        "of which one in parts, two faults and one crash or suspension, for up to four hubs",
        "10,000 days, no finding in the world's books at any step",
        (Assault(days.days, 10_800, 12, 50),),
    ),
    Promise(
        1,
        "A kill anywhere loses and doubles nothing",
        "SIGKILL at every statement and before and after every call of every act; another hub goes "
        "on, a person ships what is open",
        "every point, none violated",
        (_every(killed.killed),),
    ),
    Promise(
        2,
        "A power cut keeps every label that was acknowledged",
        "the log cut at every frame and at random bytes, with and without rubbish behind it; what "
        "SQLite had written down for good at each acknowledgement",
        "1,000 images, none lost",
        (Assault(files.power_cut, 1500, 60, 500, on_disk=True),),
    ),
    Promise(
        3,
        "A full disk leaves a sentence and no half fact",
        "each act with room for one page more than the time before, until it has enough",
        "every page, none violated",
        (_every(files.full_disk, short=3, stride=2),),
    ),
    Promise(
        4,
        "Pages that come again, late or in pieces change nothing",
        "random courses of pages of three stores that run into one another, in versions that grow",
        "the same end as without them",
        (Assault(arrivals.pages, 1500, 6, 100),),
    ),
    Promise(
        5,
        "The order of arrival does not matter (reconciling), or as the article says (documented)",
        "all 720 orders of arrival of six orders, in both modes",
        "one end; and exactly the trap",
        (Assault(arrivals.orders_of_arrival, 720, 8, 120),),
    ),
    Promise(
        6,
        'A storm of "not now" loses nothing and asks for no more than allowed',
        "19 of 20 requests get 429 for an hour, with and without Retry-After; a restart amid it",
        "all told, no request beyond the quota",
        (Assault(outages.storm, 24, 1, 2),),
    ),
    Promise(
        7,
        "Clocks may lie",
        "random schedules: the hub's clock jumps by up to a day, the platform's by five minutes; "
        "in one of ten the platform's is hours ahead for a while",
        "10,000 schedules, nothing missed; a watermark goes back only where it was hours ahead, "
        "and the history says so",
        (Assault(arrivals.clocks, 10_000, 20, 1000),),
    ),
    Promise(
        8,
        "No order slips through a listing",
        "orders that appear late, several in a second, listings that die at any page",
        "within the overlap at the next import, beyond it by the next sweep",
        (Assault(arrivals.cursors, 4000, 20, 500),),
    ),
    Promise(
        9,
        "Several hubs on one file",
        "four processes import, ship and tell the same orders; every second time one is killed",
        "no lock error, no second label or notification",
        (Assault(several.at_once, 12, 0, 2, on_disk=True),),
    ),
    Promise(
        10,
        "A corrupt order harms only itself",
        "one order a page spoiled in one place: missing, another type, 10 MB, 500 deep, half "
        "characters, numbers of thousands of digits",
        "no exception escapes, the rest comes in",
        (Assault(inputs.mutated, 3000, 15, 300),),
    ),
    Promise(
        11,
        "Very many orders",
        "100,000 new orders in pages of a hundred (--million: ten times as many)",
        "3,000 orders/s and 1.6 kB an order on a quiet machine; a third of it in company",
        (Assault(volume.many_orders, 100_000, 2_000, 100_000, on_disk=True),),
    ),
    Promise(
        12,
        "Text is never SQL",
        "hostile text in every field of every platform and on the command line; the source",
        "no statement is changed by it",
        (Assault(inputs.injected, 200, 2, 50),),
    ),
    Promise(
        13,
        "Text never steers a terminal",
        "escape sequences, bidirectional marks and markup in every text, and every byte that "
        "commands write in both languages",
        "no such byte",
        (Assault(inputs.steering, 150, 1, 50),),
    ),
    Promise(
        14,
        "No secret and no personal data where it does not belong",
        "canaries in secrets and names, and refusals that repeat them; every table and all that "
        "commands write",
        "none found",
        (Assault(inputs.canaries, 150, 2, 50),),
    ),
    Promise(
        15,
        "Notifications arrive in the end",
        "every platform down for 72 hours, then half broken for a day; 20 restarts",
        "all delivered, none ever given up",
        (Assault(outages.days_down, 8, 0, 1),),
    ),
    Promise(
        16,
        "A label is bought once",
        "at each call of each act a second person ships whatever can be shipped",
        "never two live labels for one unit",
        (_every(answers.two_hands, short=1, stride=5),),
    ),
    Promise(
        17,
        "Never more is shipped than was bought",
        "two hubs ship parts and void, while quantities change",
        "10,000 runs, no unit too many",
        (Assault(several.parts, 10_000, 10, 500),),
    ),
    Promise(
        18,
        "A buyer may cancel at any moment",
        "a cancellation at each call between the quote and the notification",
        "not bought before the label; said, and voidable, after it",
        (_every(answers.cancelled, short=1, stride=3),),
    ),
    Promise(
        19,
        "Migrations are safe",
        "a new file and one of each released version, killed at each statement; four at once",
        "it opens again, with the tables of a new one",
        (
            Assault(files.migrated, EVERY, 3, EVERY, 1 + len(RELEASED), 83),
            Assault(files.started, 60, 2, 20),
        ),
    ),
    Promise(
        20,
        "A backup restores",
        "a backup at every page of an import and between labels; each is opened and goes on",
        "whole, and up to date after an import",
        (Assault(files.backups, 30, 1, 10),),
    ),
    Promise(
        21,
        "The same scenario gives the same bytes",
        "every scenario in processes of different hash seeds and time zones",
        "byte-equal journals",
        (Assault(repeated.alike, 3, 0, 3),),
    ),
    Promise(
        22,
        "The tests notice mistakes",
        "small mistakes in what decides, as `make mutants` last made them",
        "nine in ten noticed in each module",
        (Assault(repeated.mutants, 1, 1, 1),),
    ),
    Promise(
        23,
        "What is unknown keeps its units, and is not forgotten",
        "an answer lost before, after, or carried out late, and reads that show the past, nothing "
        "for a moment, nothing at all, or another order; at each act",
        "no second act, none forgotten",
        (_every(answers.lost, full=120, short=4, stride=7),),
    ),
    Promise(
        24,
        "What leaves the house is written down before, and what was voided stays so",
        "the kills of 1 at every second point of buying, voiding, confirming, correcting and the "
        "shop's e-mails, and the hub that goes on is killed as well, at a point of its own",
        "none lost, none doubled",
        (_every(killed.killed_twice, short=1, stride=29, step=2),),
    ),
    Promise(
        25,
        "A claim is looked at again right before the call",
        "a hub suspended at each point, longer than any lease, while another one works; a part "
        "shipment that BigCommerce carries out much later than is assumed",
        "nothing doubled within the life of a request; beyond it, seen and reported",
        (
            _every(killed.suspended, short=1, stride=9),
            Assault(answers.outlived, 20, 1, 20),
        ),
    ),
    Promise(
        26,
        "The file under the hub is still the hub's",
        "deleted, replaced, emptied, moved, restored; before each act and after each of its calls",
        "nothing leaves the house after it",
        (_every(swapped.swapped, short=2, stride=4),),
    ),
)


BY_NUMBER = {promise.number: promise for promise in PROMISES}
