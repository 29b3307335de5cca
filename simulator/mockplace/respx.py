"""Let a world answer every httpx client in the process, under the platforms' real host names.

respx patches httpx for the whole process, so only one world can be active at a time: the first
router would answer every other world's requests too. respx does not affect a client that has its
own transport; create such a client with ``Transport``.
"""

from __future__ import annotations

import re

import httpx
import respx
from respx.mocks import HTTPCoreMocker
from respx.models import Route

from mockplace import registry
from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport


class WorldRouter(respx.MockRouter):
    """respx's router with one route: every request to a platform's host.

    The router records no calls, because respx would keep their bodies for ever; ``world.calls``
    lists the calls.
    """

    def start(self) -> None:
        """Start answering; raise RuntimeError if another world's router is active."""
        if any(isinstance(router, WorldRouter) for router in HTTPCoreMocker.routers):
            raise RuntimeError(
                "a respx_router is active in this process already, and would answer for this one; "
                "leave its `with` first, or give each client a mockplace.Transport"
            )
        super().start()

    def record(
        self,
        request: httpx.Request,
        *,
        response: httpx.Response | None = None,
        route: Route | None = None,
    ) -> None:
        """Record nothing; ``world.calls`` lists the calls."""


def respx_router(world: World, transport: Transport | None = None) -> respx.MockRouter:
    """Return a router for a ``with`` block, in which *world* answers for the platforms' hosts.

    A given *transport* must belong to *world*; its hooks are called for every request.
    """
    router = WorldRouter(assert_all_called=False, using="httpcore")
    hosts = "|".join(re.escape(host) for host in registry.hosts())
    router.route(host__regex=f"^({hosts})$").mock(
        side_effect=(transport or Transport(world)).handle_request
    )
    return router
