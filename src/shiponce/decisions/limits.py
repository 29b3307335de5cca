"""What an order may not do: each limit with its code, its facts and the way out, if any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.domain.shipment import Route


@dataclass(frozen=True, slots=True)
class Limit:
    """Why something is not available; *code* and *way_out* are codes of ``words``."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    way_out: str | None = None


@dataclass(frozen=True, slots=True)
class ShipFacts:
    """What shipping depends on."""

    number: str
    platform: Platform
    source: Source
    status: OrderStatus
    visibility: Visibility
    prime: bool
    #: Fulfilled by the marketplace (AFN).
    fulfilled_by_platform: bool
    #: The address is abroad, seen from the merchant's market.
    international: bool
    #: Units that no live label covers.
    units_left: int
    #: A label of this order is being bought.
    in_purchase: bool
    #: The number of its original, when it is a linked copy.
    original: str
    #: The number of a twin that has a live label or is being bought.
    twin_sent: str
    amazon_connected: bool
    buy_shipping: bool


def forbidden(facts: ShipFacts, route: Route) -> Limit | None:
    """The first reason why an order cannot be shipped this way; None when it can."""
    return _any_route(facts) or (_buy_shipping(facts) if route is Route.BUY_SHIPPING else None)


def _any_route(facts: ShipFacts) -> Limit | None:
    own = {"number": facts.number}
    if facts.visibility is Visibility.HIDDEN:
        return Limit(
            "limit.hidden_copy", own | {"original": facts.original}, "way_out.ship_original"
        )
    if facts.visibility is Visibility.HELD:
        return Limit("limit.held", own, "way_out.decide_origin")
    if facts.fulfilled_by_platform:
        return Limit("limit.by_platform", own | {"platform": f"word.{facts.platform.value}"})
    if facts.twin_sent:
        return Limit("limit.twin_sent", own | {"twin": facts.twin_sent})
    if facts.status is not OrderStatus.AWAITING_SHIPMENT:
        return Limit(f"limit.status_{facts.status.value}", own)
    if facts.in_purchase:
        return Limit("limit.in_purchase", own)
    return None if facts.units_left else Limit("limit.nothing_left", own)


def _buy_shipping(facts: ShipFacts) -> Limit | None:
    own = {"number": facts.number}
    if facts.platform is not Platform.AMAZON:
        return _not_direct(facts, own)
    if not facts.buy_shipping:
        return Limit("limit.buy_shipping_off", own, "way_out.switch_on_buy_shipping")
    if facts.international:
        return Limit("limit.buy_shipping_abroad", own, "way_out.house_carrier")
    return None


def _not_direct(facts: ShipFacts, own: dict[str, str]) -> Limit:
    if facts.source is not Source.AMAZON:
        return Limit("limit.buy_shipping_not_amazon", own, "way_out.house_carrier")
    code = "limit.buy_shipping_prime_copy" if facts.prime else "limit.buy_shipping_copy"
    way = "way_out.import_amazon" if facts.amazon_connected else "way_out.connect_amazon"
    return Limit(code, own, way)
