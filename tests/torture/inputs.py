"""What platforms and people may send: values that no order holds, and text that means something.

Everything goes in where it really comes in: in the bytes of a platform's answer, through the real
adapters, or on the command line.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import httpx

from shiponce.cli.run_command import run
from shiponce.domain.store import MatchingMode, Method
from shiponce.hub import Hub
from shiponce.persistence import integrity_check
from shiponce.platforms.connections import HttpConnections
from shiponce.scenario.simulation import SeededIdGenerator
from shiponce.views.orders import Grid
from tests.promises.merchant import Trade
from tests.torture.meddling import Answer, Meddling, Plan
from tests.torture.outcome import Outcome, Share
from tests.torture.scene import TOLD, ship_all

ROOT = Path(__file__).parents[2]
_STORES = ("amz", "bay", "shop")
#: Where each platform's listing keeps its orders.
_LISTINGS = {
    "/orders/2026-01-01/orders": "orders",
    "/sell/fulfillment/v1/order": "orders",
    "/v2/orders": "",
}
DEEP: list[Any] = []
for _ in range(500):
    DEEP = [DEEP]
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, -5, 1.5, 10**30, 10**4000, float("nan"), float("inf"), "", " ", "0",
    "0.00", "-1", "NaN", "1995-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
    "x" * 10_000, "\ud800", "\x00", "٣", [], {}, [[]], [None], {"a": 1}, DEEP, "10 MB",
)  # fmt: skip
SQL = (
    "'; DROP TABLE orders; --", '" OR ""="', "') OR 1=1 --", "a'b''c", "%_%", "\\' OR 1=1; --",
    "NULL", "1; ATTACH DATABASE 'x.db' AS x", "' UNION SELECT sql FROM sqlite_master --", "{0}",
    "?1", ":now", "MATCH *", '"unclosed', "NEAR(a b)", "orders_fts:*",
)  # fmt: skip
TERMINAL = (
    "\x1b[2J", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\y", "\x9b31m", "[/", "[/]", "[b",
    "[link=x]", "[@click=app.quit]x[/]", "\u202eabc", "\u2066abc", "\x00", "\x07", "\r\nfalse",
    "a" + "\u0301" * 10_000, "^XA~JR^XZ", "=cmd()", "+1+1", "../../etc/passwd", "\x85", "\u2028",
    "\x7f", "\ufeff", "\U000e0001",
)  # fmt: skip
#: What must never reach a terminal: controls but for the line's end, and what turns lines round.
_STEERS = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Spoiler:
    """Changes one order of each listing on its way to the hub."""

    def __init__(self, chance: random.Random, change: Callable[[Any, random.Random], None]) -> None:
        self._chance = chance
        self._change = change
        #: The ids of the orders that were changed, by store's path.
        self.changed: list[str] = []

    def plan(self, request: httpx.Request, answer: Answer) -> httpx.Response:
        """Pass on what is no listing, or has nothing on it."""
        response = answer()
        key = next((k for path, k in _LISTINGS.items() if request.url.path.endswith(path)), None)
        if request.method != "GET" or key is None or response.status_code != 200:
            return response
        body = response.json()
        orders = body[key] if key else body
        if not orders:
            return response
        order = self._chance.choice(orders)
        self.changed.append(str(order.get("orderId") or order.get("id")))
        self._change(order, self._chance)
        text = json.dumps(body, allow_nan=True).replace('"10 MB"', '"' + "y" * 10**7 + '"')
        return httpx.Response(200, headers=[("date", response.headers["date"])],
                              content=text.encode(), request=request)  # fmt: skip


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place within: what holds it, and under which key."""
    for key in list(node) if isinstance(node, dict) else range(len(node)):
        yield node, key
        if isinstance(node[key], dict | list):
            yield from places(node[key])


def _odd(order: Any, chance: random.Random) -> None:
    """Put something odd in one place, or take the place away."""
    holder, key = chance.choice(list(places(order)))
    if isinstance(holder, dict) and chance.random() < 0.2:
        del holder[key]
    else:
        value = chance.choice(ODD)
        holder[key] = value if value != "10 MB" or chance.random() < 0.1 else "z"


def _texts(pieces: tuple[str, ...]) -> Callable[[Any, random.Random], None]:
    """Put hostile text in some of the places that hold text which is no id and no code."""

    def change(order: Any, chance: random.Random) -> None:
        for holder, key in list(places(order)):
            value = holder[key]
            named = isinstance(key, str) and re.search(r"(?i)id$|date|time|status|currency", key)
            if isinstance(value, str) and not named and chance.random() < 0.3:
                holder[key] = f"{value} {chance.choice(pieces)}"

    return change


def _market() -> Trade:
    """Four orders in each store, and the copies of those of the marketplaces."""
    trade = Trade()
    trade.hub.close()
    for store in _STORES * 4:
        _buy(trade, store)
    world = trade.world
    world.advance_to(world.now + 600_000)
    return trade


def _buy(trade: Trade, store: str) -> None:
    name = f"{store}-{len(trade.world.purchases())}"
    trade.world.buy(name, store, [("MUG", 2, None), ("JAR", 1, None)])


def _hub(
    trade: Trade, spoiler: Spoiler, file: Path | str = ":memory:", plan: Plan | None = None
) -> Hub:
    """A hub that is shown what the spoiler leaves, or whose requests meet another plan."""
    http = HttpConnections(
        trade.simulation._credentials,
        clock=trade.simulation.clock,
        transport=Meddling(trade.world, plan or spoiler.plan),
    )
    clock = trade.simulation.clock
    hub = Hub.open(file, http, clock=clock, ids=SeededIdGenerator(1), actor="clerk")
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    for name in _STORES:
        trade.simulation.connect(hub, name)
    hub.stores.choose_method(Method.B)
    return hub


def mutated(share: Share) -> Outcome:
    """Spoil one order of each page: it harms itself, and everything else comes in."""
    outcome = Outcome()
    trade = _market()
    expected = {order_id for _, order_id in trade.world.orders}
    for seed in share.seeds():
        spoiler = Spoiler(random.Random(seed), _odd)
        outcome.tried += 1
        with closing(_hub(trade, spoiler)) as hub:
            try:
                reports = hub.imports.run_all()
            except Exception as bad:
                outcome.violated(seed, f"{spoiler.changed}: raised {bad!r}"[:300])
                continue
            outcome.measure("orders spoiled", len(spoiler.changed))
            outcome.measure("quarantined", sum(report.quarantined for report in reports))
            known = {row[0] for row in hub._db.conn.execute("SELECT remote_id FROM orders")}
            listed = {row.remote_id for row in hub.orders.excluded()}
            lost = expected - known - listed - set(spoiler.changed)
            if lost:
                trouble = [report.trouble.code for report in reports if report.trouble]
                outcome.violated(seed, f"{spoiler.changed} cost {sorted(lost)}: {trouble}")
            if any(integrity_check.damage(hub._db.conn).values()):
                outcome.violated(seed, "the file is damaged")
    return outcome


def injected(share: Share) -> Outcome:
    """Send SQL in every text, from platforms and from people, and count what stands there after."""
    outcome = Outcome()
    if share.first % 1_000_000 == 0:
        done = subprocess.run(
            [sys.executable, "-m", "ruff", "check", "-q", "--select", "S608", "src"],
            cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        if done.returncode:
            outcome.violated(share.first, f"SQL is made of texts: {done.stdout}")
    trade = _market()
    for seed in share.seeds():
        chance = random.Random(seed)
        with closing(_hub(trade, Spoiler(chance, _texts(SQL)))) as hub:
            conn = hub._db.conn
            before = _schema(hub)
            hub.imports.run_all()
            stand = conn.execute("SELECT count(*) FROM orders").fetchone()[0]
            for text in SQL:
                outcome.tried += 1
                for call in _asking(hub, text):
                    with suppress(*TOLD):
                        call()
            if _schema(hub) != before or any(integrity_check.damage(conn).values()):
                outcome.violated(seed, "the schema has changed, or the file is damaged")
            if conn.execute("SELECT count(*) FROM orders").fetchone()[0] != stand:
                outcome.violated(seed, f"there were {stand} orders")
            shown = stand + len(hub.orders.excluded())
            if shown != len(trade.world.orders):
                outcome.violated(seed, f"{shown} of {len(trade.world.orders)} orders came in")
    return outcome


def _schema(hub: Hub) -> list[tuple[object, ...]]:
    rows = hub._db.conn.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name")
    return [tuple(row) for row in rows]


def _asking(hub: Hub, text: str) -> tuple[Callable[[], object], ...]:
    """Everything that takes a person's text."""
    order_id = hub.orders.ids(Grid.AWAITING_SHIPMENT)[0]
    return (
        lambda: hub.orders.search(text),
        lambda: hub.orders.find(text),
        lambda: hub.orders.excluded(text),
        lambda: hub.orders.hold(order_id, text),
        lambda: hub.shipping.ship(order_id, text),
        lambda: hub.imports.run(text),
        lambda: hub.notifications.close(1, by=text),
        lambda: hub.acts.settle_purchase(1, keep=text, by=text),
    )


COMMANDS = (
    "orders", "orders --all", "orders --excluded", "orders double-shipments", "orders proposals",
    "notifications", "stores", "doctor", "rules", "orders --json", "notifications --json",
    "why {n}", "orders show {n}",
    "ship {n}", "look {n}", "orders --search {t}", "ship {n} --option manual --carrier {t} "
    "--tracking {t}", "orders hold {n} {t}", "import {t}",
)  # fmt: skip


def steering(share: Share) -> Outcome:
    """Send what steers a terminal in every text, and look at every byte that a command writes."""
    outcome = Outcome()
    trade = _market()
    for seed in share.seeds():
        chance = random.Random(seed)
        file = share.folder / f"{seed}.db"
        spoiler = Spoiler(chance, _texts(TERMINAL))
        with closing(_hub(trade, spoiler, file)) as hub:
            hub.imports.run_all()
            numbers = list(hub.orders.ids(Grid.AWAITING_SHIPMENT))
            connections = hub._connections

        def opening(file: Path, platforms_url: str | None, actor: str,
                    connections: Any = connections) -> Hub:  # fmt: skip
            return Hub.open(file, connections, clock=trade.simulation.clock,
                            ids=SeededIdGenerator(3), actor=actor)  # fmt: skip

        for command in COMMANDS:
            text, number = chance.choice(TERMINAL), str(chance.choice(numbers))
            words = [w.format(n=f"#{number}", t=text) for w in command.split()]
            lang = chance.choice(("en", "fr"))
            outcome.tried += 1
            code, written = _written(["--db", str(file), "--lang", lang, *words], opening)
            steers = _STEERS.search(written)
            if steers or code == 70:
                outcome.violated(seed, f"{words}: exit {code}, {steers}")
    return outcome


def _written(args: list[str], opening: Any) -> tuple[int, str]:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run(args, opening)
    return code, out.getvalue() + err.getvalue()


# -- canaries


#: Where personal data may stand, until somebody purges it.
PERSONAL = ("people", "payloads", "search_texts")


def canaries(share: Share) -> Outcome:
    """Put canaries in every secret, refuse what is asked with a name in it, and look everywhere."""
    outcome = Outcome()
    for seed in share.seeds():
        chance = random.Random(seed)
        trade, secrets = _with_canaries(seed)
        people = _names(trade)
        spoiler = Spoiler(chance, lambda order, chance: None)
        file = share.folder / f"{seed}.db"
        hub = trade.hub = _hub(trade, spoiler, file, _refusing(chance, people))
        for _ in range(3):
            with suppress(*TOLD):
                hub.imports.run_all()
            ship_all(trade)
            trade.wait(10)
        said = "".join(_said(trade, hub, file))
        outcome.tried += len(secrets) + len(people)
        for table, text in (*_tables(hub), ("what commands wrote", said)):
            looked = secrets if table in PERSONAL else (*secrets, *people)
            if found := [one for one in looked if one in text]:
                outcome.violated(seed, f"{table}: {found[:3]}")
        hub.close()
    return outcome


def _with_canaries(seed: int) -> tuple[Trade, tuple[str, ...]]:
    trade = Trade()
    trade.hub.close()
    secrets: list[str] = []
    for name, account in list(trade.world.accounts.items()):
        secret = {part: f"canary-{part}-{name}-{seed}" for part in ("token", "client_secret")}
        secrets += secret.values()
        trade.world.accounts[name] = replace(account, **secret)  # type: ignore[arg-type]  # by name
    for store in _STORES * 2:
        _buy(trade, store)
    trade.world.advance_to(trade.world.now + 600_000)
    return trade, tuple(secrets)


def _refusing(chance: random.Random, people: tuple[str, ...]) -> Plan:
    """Refuse now and then, in words that repeat a secret that was sent, and a name."""

    def plan(request: httpx.Request, answer: Answer) -> httpx.Response:
        if request.url.path.endswith(("/token", "/v2/time")) or chance.random() > 0.25:
            return answer()
        said = f"{chance.choice(people)} may not: {request.headers.get('x-auth-token', '')}"
        errors = [{"code": "InvalidInput", "message": said, "longMessage": said}]
        body = {"errors": errors, "message": said, "title": said}
        return httpx.Response(chance.choice((400, 401, 403, 409, 500)), json=body, request=request)

    return plan


def _said(trade: Trade, hub: Hub, file: Path) -> Iterator[str]:
    def opening(file: Path, platforms_url: str | None, actor: str) -> Hub:
        clock = trade.simulation.clock
        return Hub.open(file, hub._connections, clock=clock, actor=actor)

    for command in ("doctor", "notifications", "stores", "orders --excluded", "rules"):
        yield _written(["--db", str(file), *command.split()], opening)[1]


def _names(trade: Trade) -> tuple[str, ...]:
    people = [order.buyer for order in trade.world.orders.values()]
    parts = [part for one in people for part in (one.name, one.street1, one.phone, one.email)]
    return tuple({part for part in parts if len(part) > 6})


def _tables(hub: Hub) -> Iterator[tuple[str, str]]:
    """Each table that is no index of another one, and all that stands in it."""
    conn = hub._db.conn
    names = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    for (name,) in [tuple(row) for row in names]:
        if any(name.startswith(personal) for personal in PERSONAL):
            kind = next(personal for personal in PERSONAL if name.startswith(personal))
        else:
            kind = name
        rows = conn.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - the file's own names
        yield kind, "\n".join(repr(tuple(row)) for row in rows)
