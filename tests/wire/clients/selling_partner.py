"""python-amazon-sp-api, unmodified, by each way in.

It speaks through httpx, so the simulator's router answers it under Amazon's own host names, and so
does a proxy that its environment names; over a port it takes the addresses from its constructor. It
keeps tokens per refresh token in a cache of its own, therefore each test needs a fresh one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from mockplace.kernel.world import World
from mockplace.respx import respx_router
from tests.wire.clients.conftest import MARKET, Places

sp_api = pytest.importorskip("sp_api.api", reason="python-amazon-sp-api is not installed")
auth = pytest.importorskip("sp_api.auth")

#: Opens one of the library's interfaces: its name and whatever else it is to be given.
Judge = Callable[..., Any]


@pytest.fixture(params=["in process", "over a port", "through a proxy"])
def judge(
    request: pytest.FixtureRequest, world: World, environment: pytest.MonkeyPatch
) -> Iterator[Judge]:
    """The library with the seller's credentials, by each way in."""
    account = world.accounts["amz"]
    credentials = {
        "refresh_token": account.token,
        "lwa_app_id": account.client_id,
        "lwa_client_secret": account.client_secret,
    }
    settings = _settings(request, world) if request.param == "over a port" else {}
    if request.param == "through a proxy":
        places: Places = request.getfixturevalue("places")
        places.stage.show(world)
        environment.setenv("HTTPS_PROXY", places.proxy)
        environment.setenv("SSL_CERT_FILE", str(places.authority))
    opened = []

    def open_(name: str, secret: str = "", **options: object) -> Any:
        presented = credentials | ({"lwa_client_secret": secret} if secret else {})
        opened.append(getattr(sp_api, name)(credentials=presented, **settings, **options))
        return opened[-1]

    with respx_router(world) if request.param == "in process" else nullcontext():
        yield open_
    for client in opened:
        client.close()
        client._auth._transport.close()  # what it fetches tokens with has no way to close it


def _settings(request: pytest.FixtureRequest, world: World) -> dict[str, object]:
    """The library's own settings for another address."""
    served: Callable[[World], httpx.Client] = request.getfixturevalue("served")
    with served(world) as client:
        address = client.base_url

    found = {"scheme": "http://", "host": address.netloc.decode()}
    tokens = type("Tokens", (auth.AccessTokenClient,), found)
    place = SimpleNamespace(endpoint=str(address), marketplace_id=MARKET, region="us-east-1")
    return {"marketplace": place, "auth_token_client_class": tokens}
