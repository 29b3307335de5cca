"""A day in a merchant's life as plain data, from a seed: what happens when, and what fails.

A day is a list of steps, each a mapping of texts, numbers and lists, so that steps can be left out
until only those remain that matter, and a day can be written to a file.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from mockplace.kernel.fault_plan import CALL_KINDS, DOCUMENT_KINDS

Step = dict[str, Any]

STORES = ("shop", "amz", "bay")
GOODS = ("MUG", "BOWL", "JAR")
#: Which operations the hub asks of whom; '' is any of them.
OPERATIONS = {
    "shop": ("createShipment", "updateShipment", "getShipments", "getOrders", "getOrder", ""),
    "amz": (
        "confirmShipment",
        "createShipment",
        "cancelShipment",
        "getOrder",
        "searchOrders",
        "getEligibleShipmentServices",
        "",
    ),
    "bay": ("createShippingFulfillment", "getShippingFulfillments", "getOrders", "getOrder", ""),
    "house": ("buyLabel", "findLabels", "voidLabel", "getLabel", "quoteRates", ""),
}
#: How many statements and calls a step has about, so that what strikes in it mostly does.
_STATEMENTS = {"ship": 60, "import": 90, "void": 14, "tick": 6, "fix": 12, "ship all": 40}
#: Minutes that a hub stands still. Between its permit and its bytes it is less than what is assumed
#: of a request's life, with what may hold the request up besides.
_PAUSES = {"statement": (1, 3, 7, 20, 90), "before": (1,), "after": (1, 2, 4, 30)}
_CALLS = {"ship": 2, "import": 4, "void": 1, "tick": 1, "fix": 1, "ship all": 1}
#: Operations that change something, by what a step does, and what is read after a lost answer.
WRITES = {
    "house": ("buyLabel", "voidLabel"),
    "amz": ("createShipment", "confirmShipment", "cancelShipment"),
    "bay": ("createShippingFulfillment",),
    "shop": ("createShipment", "updateShipment"),
}
READS = {
    "house": ("findLabels", "getLabel"),
    "amz": ("getOrder",),
    "bay": ("getShippingFulfillments", "getOrder"),
    "shop": ("getShipments", "getOrder"),
}
#: Kinds after which nobody knows what became of a request, and kinds of readings that lie about it.
_LOST = ("timeout_after_commit", "reset_after_commit", "late_commit", "reset_late_commit",
         "late_arrival", "suspended", "malformed", "arrives_twice", "gateway", "server_error",
         "timeout_before_commit", "reset", "slow")  # fmt: skip
_LYING = ("stale_read", "gateway", "wrong_order", "not_found", "repeated_page", "truncated_page",
          "timeout_before_commit", "server_error", "malformed", "rate_limited")  # fmt: skip
LOST = tuple(kind for kind in _LOST if kind in CALL_KINDS)
LYING = tuple(kind for kind in _LYING if kind in CALL_KINDS)
#: What may strike: nobody has promised yet what happens when a platform forgets what it took.
#: Faults of label documents concern what is printed, and the days print nothing.
KINDS = tuple(kind for kind in CALL_KINDS if kind not in ("forgets", *DOCUMENT_KINDS))
#: Kinds in which what is there looks missing.
MISSING = ("repeated_page", "truncated_page", "not_found")
#: Minutes that a request may be under way, or a reading be old: less than what is assumed of it.
LONGEST = 5
#: What a day needs in order to count.
LEAST = {"purchases": 8, "stores": 3, "imports": 5, "shipments": 5, "parts": 1, "faults": 2,
         "deaths": 1}  # fmt: skip


@dataclass(slots=True)
class Plan:
    """One day: the market, how many hubs share the file, and what happens."""

    seed: int
    profile: str
    hubs: int
    #: Seconds until a purchase is copied, and until a copy's fulfilment is passed on.
    copies_after: int
    relays_after: int
    steps: list[Step]


def planned(seed: int) -> Plan:
    """The day of a seed."""
    chance = random.Random(f"day {seed}")
    profile = chance.choices(
        ("channel-manager", "codisto", "generic-app", "bare"), (55, 20, 20, 5)
    )[0]
    plan = Plan(
        seed,
        profile,
        chance.randint(2, 4),
        chance.choice((90, 90, 600, 1500, 5400)),
        chance.choice((60, 60, 900)),
        [],
    )
    drawn = _Drawing(chance, plan)
    plan.steps = drawn.steps()
    return plan


@dataclass(frozen=True, slots=True)
class _Bought:
    """A purchase: when it is made, and when it is first shipped, as shares of the day."""

    name: str
    store: str
    units: int
    at: float
    shipped_at: float = 1.0


class _Drawing:
    """Draws the steps of one day."""

    def __init__(self, chance: random.Random, plan: Plan) -> None:
        self._chance = chance
        self._plan = plan
        self._timed: list[tuple[float, int, Step]] = []
        #: Where something was made to look missing: once a day at most, as a moment's mistake.
        self._missing: set[str] = set()

    def steps(self) -> list[Step]:
        """Everything that happens, in its turn."""
        chance = self._chance
        bought = [self._buying(n) for n in range(chance.randint(8, 11))]
        self._importing()
        shipped = [self._shipping(one) for one in bought if chance.random() < 0.95] or bought
        self._together(shipped)
        for _ in range(chance.randint(5, 9)):
            self._put(self._fault(), 0.05, 0.95)
        self._second_thoughts(bought, shipped)
        self._timed.sort(key=lambda one: (one[0], one[1]))
        steps = [step for _, _, step in self._timed]
        for step in steps:
            step["wait"] = chance.choice((0, 0, 1, 2, 5, 5, 10, 30))
            step["tick"] = self._hub() if chance.random() < 0.7 else None
        steps = [self._bounded(step) for step in self._troubled(steps)]
        self._fates([step for step in steps if step["do"] in _STATEMENTS])
        return steps

    def _put(self, step: Step, low: float, high: float) -> float:
        at = self._chance.uniform(low, max(low, high))
        self._timed.append((at, len(self._timed), step))
        return at

    def _buying(self, n: int) -> _Bought:
        store = STORES[n % 3] if n < 6 else self._chance.choice(("amz", "bay", "shop", "amz"))
        step = self._purchase(f"p{n}", store)
        if n in (0, 1, 3, 4):  # of these parts can be shipped
            step["lines"][0][1] = max(2, step["lines"][0][1])
        at = self._put(step, 0.0, 0.15 if n < 4 else 0.6)
        if not step.get("paid", True):
            self._put({"do": "pay", "what": step["what"]}, at, 0.8)
        return _Bought(step["what"], store, sum(line[1] for line in step["lines"]), at)

    def _importing(self) -> None:
        for n in range(self._chance.randint(7, 9)):
            all_of_it = self._chance.random() < 0.5
            some = self._chance.sample(STORES, self._chance.randint(1, 3))
            step = {"do": "import", "hub": self._hub(), "stores": ["all"] if all_of_it else some}
            self._put(step, 0.12, 0.6 if n < 4 else 0.95)

    def _shipping(self, one: _Bought) -> _Bought:
        """It is shipped, perhaps in parts that follow one another closely."""
        first = self._put(self._ship(one), max(0.35, one.at), 0.95)
        for _ in range(self._chance.randint(1, min(3, one.units)) - 1):
            self._put(self._ship(one), first, first + self._chance.choice((0.01, 0.03, 0.3)))
        return replace(one, shipped_at=first)

    def _together(self, shipped: list[_Bought]) -> None:
        """Two purchases of one store leave in one package."""
        first, second = self._chance.choice(shipped), self._chance.choice(shipped)
        if first.store == second.store and first.name != second.name:
            step = {"do": "ship", "hub": self._hub(), "what": first.name, "with": "house"}
            at = max(first.at, second.at, 0.3)
            self._put(step | {"together": second.name}, at, at + 0.3)

    def _second_thoughts(self, bought: list[_Bought], shipped: list[_Bought]) -> None:
        chance = self._chance
        for n in range(chance.randint(2, 4)):
            self._put({"do": "ship all", "hub": self._hub()}, 0.6 + n / 10, 1.0)
        for _ in range(chance.randint(0, 3)):
            one = chance.choice(shipped)
            self._put({"do": "void", "hub": self._hub(), "what": one.name}, one.shipped_at, 1.0)
        for do, most in (("cancel", 1), ("restore", 1), ("elsewhere", 1), ("buyer cancels", 1)):
            for _ in range(chance.randint(0, most)):
                what = chance.choice(bought).name
                self._put({"do": do, "hub": self._hub(), "what": what}, 0.3, 1.0)
        for do, most in (("fix", 3), ("tick", 4)):
            for _ in range(chance.randint(0, most)):
                self._put({"do": do, "hub": self._hub()}, 0.4, 1.0)
        if chance.random() < 0.2:
            how, tried = (
                chance.choice(("gone", "older", "empty")),
                self._ship(chance.choice(bought)),
            )
            self._put({"do": "swap", "hub": self._hub(), "how": how, "try": tried}, 0.4, 1.0)

    def _purchase(self, name: str, store: str) -> Step:
        chance = self._chance
        goods = chance.sample(GOODS, chance.choice((1, 1, 1, 2)))
        lines = [[sku, chance.choice((1, 1, 2, 3))] for sku in goods]
        step: Step = {"do": "buy", "what": name, "on": store, "lines": lines}
        if store == "amz" and chance.random() < 0.1:
            step["prime"] = True
        if chance.random() < 0.06:
            step["paid"] = False
        return step

    def _ship(self, one: _Bought) -> Step:
        chance = self._chance
        ways = {"house": 60, "manual": 15} | ({"buy_shipping": 45} if one.store == "amz" else {})
        way = chance.choices(list(ways), list(ways.values()))[0]
        step: Step = {"do": "ship", "hub": self._hub(), "what": one.name, "with": way}
        if one.units > 1 and chance.random() < 0.7:
            step["units"] = chance.randint(1, one.units - 1)
            # eBay counts a line as shipped with its first unit: a part of it is whole lines there.
            step["whole lines"] = one.store == "bay"
        if one.store != "shop" and chance.random() < 0.2:
            step["copy"] = True
        if way == "manual":
            odd = chance.random()
            step["number"] = "long" if odd < 0.06 else "odd" if odd < 0.12 else "plain"
        return step

    def _fault(self) -> Step:
        chance = self._chance
        at = chance.choices(list(OPERATIONS), (4, 4, 3, 3))[0]
        kind = chance.choice(KINDS)
        step: Step = {
            "do": "fault",
            "kind": kind,
            "at": at,
            "operation": chance.choice(OPERATIONS[at]),
            "nth": chance.choice((1, 1, 1, 2, 3)),
            "times": chance.choice((1, 1, 2, 4)),
            "delay": chance.choice((20, 40, 60, 120, 60 * LONGEST - 10)),
        }
        return step

    def _bounded(self, step: Step) -> Step:
        """What is there looks missing for one reading, not for two that lie minutes apart.

        Longer it would be a past without bounds, which nobody promises to see through.
        """
        if step.get("kind") not in MISSING:
            return step
        if step["at"] in self._missing:
            return step | {"kind": "slow"}
        self._missing.add(step["at"])
        return step | {"times": 1, "nth": 1}

    def _troubled(self, steps: list[Step]) -> Iterator[Step]:
        """Around some acts an answer is lost, and the readings that follow are not true."""
        chance = self._chance
        for step in steps:
            if step["do"] not in ("ship", "void") or chance.random() > 0.3:
                yield step
                continue
            at = "amz" if step.get("with") == "buy_shipping" else chance.choice(list(WRITES))
            for kinds, operations in ((LOST, WRITES), (LYING, READS))[: chance.randint(1, 2)]:
                fault = self._fault()
                fault |= {"at": at, "kind": chance.choice(kinds), "nth": 1, "wait": 0}
                fault |= {"operation": chance.choice(operations[at]), "tick": None}
                yield fault
            yield step
            if chance.random() < 0.4:
                yield {"do": "tick", "hub": self._hub(), "wait": 0, "tick": self._hub()}
            if chance.random() < 0.3:  # and somebody tries again by another way
                again = {"do": "ship", "hub": self._hub(), "what": step["what"], "with": "house"}
                yield again | {"wait": chance.choice((1, 2, 5, 15)), "tick": self._hub()}

    def _fates(self, able: list[Step]) -> None:
        """Let hubs die, stand still, and run into one another in the middle of what they do."""
        chance = self._chance
        chosen = chance.sample(able, min(len(able), chance.randint(4, 7)))
        chosen += [step for step in able if step["do"] == "void" and chance.random() < 0.4]
        for n, step in enumerate(chosen):
            kinds = ("kill", "pause") if n < 3 else ("kill", "pause", "meanwhile", "meanwhile")
            kind, where = chance.choice(kinds), chance.choice(("statement", "before", "after"))
            most = _STATEMENTS[step["do"]] if where == "statement" else _CALLS[step["do"]]
            fate: list[Any] = [kind, where, chance.randint(1, max(1, most // (5 if n < 3 else 1)))]
            if kind == "pause":
                fate.append(chance.choice(_PAUSES[where]))
            if kind == "meanwhile":
                fate.append(chance.choice(("tick", "import", "ship")))
                fate.append(self._hub())
            step.setdefault("fates", []).append(fate)

    def _hub(self) -> int:
        return self._chance.randrange(self._plan.hubs)
