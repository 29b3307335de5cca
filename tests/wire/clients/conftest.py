"""What the judges share: a market to look at, and the simulator behind a port.

Each client library here is the published one, unmodified. Only an address, a proxy or a
certificate is changed, in the way that the library documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx
import pytest

from mockplace.kernel.records import Account, Product
from mockplace.kernel.world import World
from mockplace.serving.server import TlsSettings, listen
from mockplace.serving.tls import CertificateAuthority
from tests.wire.shared_server import Stage, staged

#: 2026-11-20T09:00:00Z
START = 1_795_165_200_000
MINUTE = 60_000
HOUR = 60 * MINUTE
MARKET = "ATVPDKIKX0DER"
_numbers = count()


@pytest.fixture
def world() -> World:
    """A shop without a connector and a seller on each marketplace; nobody has bought yet.

    Some libraries remember tokens by the credentials that gave them: those are new every time.
    """
    world = World(seed=7, start=START)
    client = f"judge-{next(_numbers)}"
    world.open_account(Account("shop", "bigcommerce", "abc123", connector="none"))
    token = f"Atzr|{client}"
    world.open_account(Account("amz", "amazon", "A2EXAMPLE", market=MARKET, token=token))
    world.open_account(Account("bay", "ebay", "lakes", "EBAY_US", client))
    for sku, title, price, weight in (
        ("MUG-SLATE", "Slate mug, 12 oz", 1299, 400),
        ("CNDL-CEDAR", "Cedar candle, 8 oz", 1999, 454),
    ):
        world.list_product(Product(sku, title, price, weight, ("shop", "amz", "bay")))
    return world


@dataclass(frozen=True)
class Places:
    """Where the simulator is found by clients that insist on https."""

    stage: Stage
    #: Host and port of TLS.
    tls: str
    #: The address of the proxy that knows the platforms' own host names.
    proxy: str
    #: The certificate of the authority to trust.
    authority: Path


@pytest.fixture(scope="session")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """TLS and the proxy, under an authority that lives as long as the run."""
    authority = CertificateAuthority()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.publish(file)
    with listen(0) as tls, listen(0) as proxy:
        ports = [listening.getsockname()[1] for listening in (tls, proxy)]
        with staged(TlsSettings(authority.context, tls, proxy)) as stage:
            yield Places(stage, f"127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", file)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that names no proxy and no certificate, to be changed."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture
def base(world: World, served: Callable[[World], httpx.Client]) -> str:
    """The address in clear at which the world is served."""
    with served(world) as client:
        return str(client.base_url)


def bought(world: World, store: str, count: int) -> list[str]:
    """The ids of orders of two mugs each, a minute apart."""
    found = []
    for number in range(count):
        order = world.buy(f"{store}-{number}", store, [("MUG-SLATE", 2, None)])
        found.append(order.order_id)
        world.advance_to(world.now + MINUTE)
    world.advance_to(world.now + 5 * MINUTE)
    return found


def every_kind(world: World, store: str) -> list[str]:
    """The ids of an order in each state that an order can be in, with and without an address."""
    lines = [("MUG-SLATE", 2, None), ("CNDL-CEDAR", 1, None)]
    orders = {
        "open": world.buy("open", store, lines),
        "prime": world.buy("prime", store, lines, prime=store == "amz"),
        "fast": world.buy("fast", store, lines, requested_service="Next Day"),
        "unpaid": world.buy("unpaid", store, lines, paid=False),
        "nowhere": world.buy("nowhere", store, lines, address=False),
        "partial": world.buy("partial", store, lines),
        "shipped": world.buy("shipped", store, lines),
        "cancelled": world.buy("cancelled", store, lines),
    }
    if store == "amz":
        orders["afn"] = world.buy("afn", store, lines, afn=True)
    world.advance_to(world.now + 10 * MINUTE)
    partial = orders["partial"]
    world.shipping.confirm(
        store,
        partial.order_id,
        carrier="UPS",
        service="UPS Ground",
        tracking="1Z999AA10123456784",
        units={partial.lines[0].line_id: 1},
        shipped_at=world.now,
        reference="1" if store == "amz" else "",
    )
    world.shipping.ship_elsewhere(
        store, orders["shipped"].order_id, "USPS", "9400111899223000000017"
    )
    world.cancel(store, orders["cancelled"].order_id)
    world.advance_to(world.now + 10 * MINUTE)
    return [order.order_id for order in orders.values()]
