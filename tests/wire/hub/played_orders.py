"""Orders that the simulator plays over the wire, and what the hub reads of each of their fields.

A field's reading is shown twice: with the field, the order says what the row says; without it, the
order says something else. Whoever reverts the reading of a field, turns that field's test red.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from pydantic import BaseModel

from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport
from shiponce.decisions.obligations import Obligation, due_units
from shiponce.decisions.units_shipped_by_others import Counted, Ours, Shown, by_line
from shiponce.decisions.units_shipped_by_others import shipped_by_others as others_of
from shiponce.domain.order import Fetched, ImportedOrder, Line
from shiponce.domain.platform import Platform
from shiponce.domain.store import Store
from shiponce.errors import PlatformError
from shiponce.platforms.connections import HttpConnections
from shiponce.platforms.credentials import Credentials
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, seller_credentials, shop_credentials

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
STORES: Mapping[Platform, str] = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
_ABSENT = object()
_NOTHING = Ours(numbers=frozenset(), notified={}, untracked=())


@dataclass(frozen=True)
class Row:
    """One field, and what becomes of it."""

    #: The names on the way to the field, the last ones at least: ``line_items.sku``.
    path: str
    #: The order that has the field.
    scene: str
    #: Where the hub has it, ``lines.0.sku``; ``due`` and ``packing.<kind>`` are derived, and ''
    #: stands for whether the order is readable.
    shows: str
    #: What stands there, or what says it of the platform's own order.
    value: object
    #: What to put there, if the simulator cannot say it.
    sent: object = _ABSENT
    #: Fields that have to be absent, because they count first.
    absent: tuple[str, ...] = ()


#: Makes one order in a world.
Scene = Callable[[World], PlatformOrder]


def order_id(order: PlatformOrder) -> str:
    """The platform's id of an order."""
    return order.order_id


def line_id(order: PlatformOrder) -> str:
    """The platform's id of an order's first line."""
    return order.lines[0].line_id


def moment(text: str) -> datetime:
    """A time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@dataclass
class Wire(httpx.BaseTransport):
    """Lets a world answer, with fields taken out of the answers, or written into them."""

    world: World
    #: Path → what stands there instead.
    changes: Mapping[str, object] = field(default_factory=dict)
    transport: Transport = field(init=False)

    def __post_init__(self) -> None:
        """Answer as the world does."""
        self.transport = Transport(self.world)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        answer = self.transport.handle_request(request)
        if not self.changes or not answer.content or "token" in request.url.path:
            return answer
        step = request.url.path.rstrip("/").rpartition("/")[2]
        root = step if step.isalpha() or "_" in step else "order"
        body = json.loads(answer.content)
        for path, sent in self.changes.items():
            body = _changed(body, (root,), path.split("."), sent)
        content = json.dumps(body).encode()
        kept = {name: one for name, one in answer.headers.items() if name != "content-length"}
        return httpx.Response(answer.status_code, headers=kept, content=content, request=request)


def _changed(body: Any, way: tuple[str, ...], path: list[str], sent: object) -> Any:
    """Return a body with the field at the end of *path* taken out, or set to *sent*."""
    if isinstance(body, list):
        return [_changed(one, way, path, sent) for one in body]
    if not isinstance(body, dict):
        return body
    *parents, name = path
    here = list(way[len(way) - len(parents) :]) == parents
    found = {key: _changed(one, (*way, key), path, sent) for key, one in body.items()}
    if here:
        found.pop(name, None)
        if sent is not _ABSENT:
            found[name] = sent
    return found


class PlayedOrders:
    """One merchant's account on a platform, with the orders of its scenes."""

    def __init__(self, platform: Platform, scenes: Mapping[str, Scene]) -> None:
        self.platform = platform
        self.world = _world()
        self.wire = Wire(self.world)
        self.orders = {name: scene(self.world) for name, scene in scenes.items()}

    def now(self) -> datetime:
        """The world's time, aware UTC."""
        return datetime.fromtimestamp(self.world.now / 1000, UTC)

    def read(self, scene: str, changes: Mapping[str, object]) -> Fetched:
        """What becomes of a scene's order, if these paths say something else."""
        self.wire.changes = changes
        account = self.world.accounts[STORES[self.platform]]
        opened = datetime.fromtimestamp(START / 1000, UTC)
        store = Store(
            1, account.name, self.platform, account.account, opened, market=account.market
        )
        # An adapter remembers the settings of its store, so each reading has its own.
        connections = HttpConnections(self._credentials, clock=self, transport=self.wire)
        try:
            return connections.platform(store).read(self.orders[scene].order_id)
        finally:
            connections.close()

    def shows(self, row: Row, *, without: bool) -> object:
        """What a row's order shows, with its field or without it."""
        changes: dict[str, object] = dict.fromkeys(row.absent, _ABSENT)
        if without or row.sent is not _ABSENT:
            changes[row.path] = _ABSENT if without else row.sent
        try:
            found = self.read(row.scene, changes)
        except PlatformError:
            return "unreadable"
        if not isinstance(found, ImportedOrder):
            return "unreadable"
        return shown(found, row.shows) if row.shows else "readable"

    def wanted(self, row: Row) -> object:
        """What a row's order has to show."""
        return row.value(self.orders[row.scene]) if callable(row.value) else row.value

    def _credentials(self, store: Store) -> Credentials:
        account = self.world.accounts[store.name]
        if store.platform is BIGCOMMERCE:
            return shop_credentials(account.token)
        return seller_credentials(account.client_id, account.client_secret, account.token)


def _world() -> World:
    world = World(seed=7, start=START, limits=False)
    markets = ("A2EUQ1WTGCTBG2",)
    world.open_account(Account("shop", "bigcommerce", "abc123", weight_unit="KGS"))
    world.open_account(
        Account("amz", "amazon", "A1SELLER", market="ATVPDKIKX0DER", more_markets=markets)
    )
    world.open_account(Account("bay", "ebay", "seller", market="EBAY_US"))
    everywhere = ("shop", "amz", "bay")
    world.list_product(Product("MUG", "Slate mug", 1250, 450, everywhere))
    world.list_product(Product("BOWL", "Glass bowl", 2400, 900, everywhere))
    world.list_product(Product("GUIDE", "Guide", 900, 0, everywhere, physical=False))
    return world


# -- what an order shows


def shown(order: ImportedOrder, where: str) -> object:
    """What stands somewhere in an order; None if nothing does."""
    if where == "due":
        return due(order)
    if where.startswith("packing."):
        facts = [*order.packing, *(one for line in order.lines for one in line.packing)]
        return [(one.name, one.text) for one in facts if one.kind == where.removeprefix("packing.")]
    found: Any = order
    for step in where.split("."):
        if found is None:
            return None
        if step.isdecimal():
            found = found[int(step)] if int(step) < len(found) else None
        else:
            found = found.get(step) if isinstance(found, Mapping) else getattr(found, step)
    return found


def due(order: ImportedOrder) -> dict[str, int]:
    """Units by SKU that are due of an order, if nothing of it was shipped by us."""
    lines = order.lines
    counts = tuple(Counted(one.remote_id, one.sku, one.fulfilled) for one in lines)
    shown_ = Shown(1, counts, order.packages)
    obliged = [_obligation(line, n) for n, line in enumerate(lines)]
    units = by_line(shown_, _NOTHING, obliged, others_of([shown_], {1: _NOTHING}))
    obliged = [_obligation(line, n, units[n]) for n, line in enumerate(lines)]
    return {lines[n].sku: left for n, left in due_units(obliged).items()}


def _obligation(line: Line, n: int, others: int = 0) -> Obligation:
    return Obligation(
        line_no=n,
        sku=line.sku,
        destination=line.destination,
        ordered=line.quantity,
        cancelled=line.cancelled,
        refunded=line.refunded,
        collected=line.quantity if line.collected or not line.physical else 0,
        ours=0,
        others=others,
    )


# -- what is declared to be read


def declared(model: type[BaseModel], way: str) -> Iterator[str]:
    """Yield the path of every field of a raw object and of those inside it."""
    for name, one in model.model_fields.items():
        inside = _model_in(one.annotation)
        path = f"{way}.{name}"
        if inside is None:
            yield path
        else:
            yield from declared(inside, path)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The class of raw objects that an annotation names; None if it is a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    parts = getattr(annotation, "__args__", ())
    return next((found for part in parts if (found := _model_in(part))), None)
