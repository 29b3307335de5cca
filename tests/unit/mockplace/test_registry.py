"""A platform is registered by one call, and one with a gap is refused at once."""

from __future__ import annotations

from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from mockplace import registry
from mockplace.http_types import Params, Request, Response, Route, reply
from mockplace.kernel.records import Account
from mockplace.kernel.world import World
from mockplace.platform_definition import (
    Accounts,
    ErrorResponses,
    InvalidPlatform,
    Platform,
    RateLimit,
)
from mockplace.platforms.shared.path_lookups import OrderAndLabelLookups
from mockplace.platforms.shared.rate_limits import NoLimit, TokenBucket
from mockplace.serving.dispatch import answer, table
from tests.doubles.marketplace_rules import marketplace_rules


def _ping(_world: World, _request: Request, _params: Params) -> Response:
    return reply(200, {"pong": True})


PING = Route("ping", "tiny", "GET", "/tiny/ping", _ping)


def tiny(
    *routes: Route, limits: dict[str, RateLimit] | None = None, name: str = "tiny"
) -> Platform:
    """Return a platform with one operation."""
    return Platform(
        rules=marketplace_rules(name, "Tiny"),
        hosts=("api.tiny.example",),
        routes=routes or (PING,),
        rate_limits={"ping": TokenBucket(1, 1)} if limits is None else limits,
        errors=ErrorResponses(
            rate_limited=lambda _world, _route, _store: reply(429, {"tiny": "slow down"}),
            server_error=lambda _route: reply(500, {"tiny": "broken"}),
            auth_expired=lambda _route: reply(401, {"tiny": "expired"}),
        ),
        account_of=lambda _world, request, _params: request.headers.get("x-tiny", ""),
        path_lookups=OrderAndLabelLookups(),
        accounts=Accounts(default=None, credentials=lambda account: account.token),
    )


def test_our_own_platforms_register_themselves() -> None:
    """The shop first, then the marketplaces, then the carrier."""
    assert [one.name for one in registry.platforms()] == [
        "bigcommerce",
        "amazon",
        "ebay",
        "carrier",
    ]
    assert registry.store_platforms() == ("bigcommerce", "amazon", "ebay")
    assert "api.ebay.com" in registry.hosts()
    assert len(table().routes) == len(registry.routes())


def test_a_registered_platform_is_served_with_its_own_limit_and_envelope() -> None:
    """No file outside knows it, and it is gone when it is taken away."""
    world = World(limits=True)
    request = Request("GET", "/tiny/ping", headers={"x-tiny": "bay"})
    with registry.registered(tiny()):
        assert "api.tiny.example" in registry.hosts()
        assert [answer(world, request).status for _ in range(2)] == [200, 429]
        assert b"slow down" in answer(world, request).body
    assert answer(world, request).status == 501


def test_an_operation_without_a_rate_limit_is_refused_at_registration() -> None:
    """Whoever forgets one hears of it at start, and not at the first call."""
    pong = replace(PING, operation="pong", template="/tiny/pong")
    with pytest.raises(InvalidPlatform, match="tiny: no rate limit for pong"):
        tiny(PING, pong)
    limits: dict[str, RateLimit] = {"ping": TokenBucket(1, 1), "pong": NoLimit("none published")}
    assert tiny(PING, pong, limits=limits).rate_limits == limits
    with pytest.raises(InvalidPlatform, match="a rate limit for pong, which has no route"):
        tiny(PING, limits=limits)


def test_gaps_and_clashes_are_refused() -> None:
    """A route of another platform, an address that is served already, a name that is taken."""
    with pytest.raises(InvalidPlatform, match="other has routes of tiny"):
        tiny(name="other")
    taken = replace(PING, template="/orders/v0/orders/{id}")
    with pytest.raises(InvalidPlatform, match="amazon and tiny both serve GET /orders/v0/orders"):
        registry.register(tiny(taken))
    assert "tiny" not in [one.name for one in registry.platforms()]
    with (
        registry.registered(tiny()),
        pytest.raises(InvalidPlatform, match="'tiny' is registered already"),
    ):
        registry.register(tiny())
    with pytest.raises(registry.UnknownPlatform, match=r"there are: .*amazon"):
        registry.platform("tiny")


def test_an_entry_point_names_a_platform() -> None:
    """The four of ours could be named so as well; anything else is refused with its name."""
    good = EntryPoint("ebay", "mockplace.platforms.ebay.platform:PLATFORM", registry.ENTRY_POINTS)
    assert registry.loaded(good) is registry.platform("ebay")
    wrong = EntryPoint("bad", "mockplace.platforms.ebay.platform:Account", registry.ENTRY_POINTS)
    with pytest.raises(InvalidPlatform, match=r"bad = .*Account names no Platform"):
        registry.loaded(wrong)


def test_the_default_market_has_every_default_account() -> None:
    """A registered platform may bring one, and everything that is sold everywhere is sold there."""
    from mockplace.seeding.default_market import open_market

    accounts = Accounts(default=Account("toy", "ebay", ""), credentials=lambda _: "")
    with registry.registered(_with(tiny(), accounts)):
        world = open_market(seed=1, start=0)
    assert list(world.accounts) == ["shop", "amz", "bay", "toy"]
    assert "toy" in world.catalog["MUG-SLATE-12"].sells_on


def _with(platform: Platform, accounts: Accounts) -> Platform:
    return replace(platform, accounts=accounts)
