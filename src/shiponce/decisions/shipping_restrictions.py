"""Decide why an order cannot be shipped: a restriction with code, facts and perhaps a way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from shiponce.decisions.obligations import Obligation
from shiponce.domain.exhaustive import exhaustive
from shiponce.domain.order import Condition, OrderStatus, Visibility
from shiponce.domain.platform import Capability, Platform, Source
from shiponce.domain.settings import PrimePolicy
from shiponce.domain.shipment import Route
from shiponce.words.families import Family, platform_word

#: Why an order in a status other than Awaiting Shipment cannot be shipped.
_BY_STATUS = Family(
    "limit.status_{}", (one for one in OrderStatus if one is not OrderStatus.AWAITING_SHIPMENT)
)


@dataclass(frozen=True, slots=True)
class Limit:
    """Why a shipping option is not available; *code* and *way_out* are codes of ``words``."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
    way_out: str | None = None


@dataclass(frozen=True, slots=True)
class ShipFacts:
    """The facts that shipping depends on."""

    number: str
    #: ``store:number``, quoted for a shell.
    ref: str
    platform: Platform
    source: Source
    status: OrderStatus
    visibility: Visibility
    prime: bool
    #: Fulfilled by the marketplace (AFN).
    fulfilled_by_platform: bool
    #: The address is outside the country of the merchant's market.
    international: bool
    #: What is owed of each line.
    obligations: tuple[Obligation, ...]
    #: True while a label is being bought for this order.
    in_purchase: bool
    #: The number of the original if this order is a linked copy, else ''.
    original: str
    #: The number of a twin that has a live label.
    twin_sent: str
    #: The number of a copy that its platform shows as shipped without a notification from the hub.
    twin_shipped_there: str
    #: The number of a combined order under which lines of this order were shipped.
    lines_sent: str
    #: Whether a store is connected on the marketplace that sells labels for this order.
    seller_connected: bool
    buy_shipping: bool
    #: The name of the order's store if the store is disconnected, else ''.
    disconnected: str = ""
    prime_policy: PrimePolicy = PrimePolicy.ANY_IN_TIME
    #: The number of a twin whose label is being bought, or whose label purchase is unknown.
    twin_in_purchase: str = ""
    #: ``store:number``, quoted for a shell, of the order to restore: this order, or the original of
    #: a hidden copy, if it was cancelled in the hub; '' if there is nothing to restore.
    restorable: str = ""
    #: True if the personal data was removed; the hub then has no address.
    purged: bool = False
    #: The stores not imported since the database was restored from a backup.
    restored: tuple[str, ...] = ()
    #: When the restored backup was made.
    backup_made_at: datetime | None = None
    #: Since when the outcome of a label purchase is unknown; None if no purchase is unknown.
    purchase_unknown_since: datetime | None = None
    #: Conditions that the platform sets and nobody overruled (O5).
    conditions: tuple[Condition, ...] = ()
    #: The address of the next package has a name, or a company, and a street.
    address_complete: bool = True
    #: For a copy whose original is excluded because nothing is to be shipped: the facts of the
    #: restriction, else empty.
    original_not_shipped: Mapping[str, object] = field(default_factory=dict)
    #: For an order to decide: ``original``, which follows it in ``orders confirm``, and
    #: ``rejected``, which follows ``orders reject``.
    deciding: Mapping[str, str] = field(default_factory=dict)


def forbidden(facts: ShipFacts, route: Route) -> Limit | None:
    """Return the first reason why an order cannot be shipped by this route; None if it can."""
    found = _any_route(facts)
    if found is not None:
        return found
    if facts.restored and route is not Route.MANUAL:
        waiting = {"stores": ", ".join(facts.restored), "made_at": facts.backup_made_at}
        return Limit("limit.restored", waiting, "way_out.import_all")
    if facts.purged and route is not Route.MANUAL:
        return Limit("limit.purged", {"number": facts.number}, "way_out.ship_by_hand")
    found = _conditions(facts, route) or _address(facts, route)
    if found is not None:
        return found
    if route is Route.BUY_SHIPPING:
        return _buy_shipping(facts)
    if _only_buy_shipping(facts):
        own = {"number": facts.number, "policy": facts.prime_policy.value}
        return Limit("limit.prime_needs_buy_shipping", own, "way_out.buy_shipping_or_policy")
    return None


def _only_buy_shipping(facts: ShipFacts) -> bool:
    """Return True if the older Prime rule (P3) demands Buy Shipping; it exempts copies (A4)."""
    older = facts.prime_policy is PrimePolicy.BUY_SHIPPING_ONLY
    return older and facts.prime and facts.platform.can(Capability.PRIME)


def too_late(facts: ShipFacts, arrives: datetime | None, promised: datetime | None) -> Limit | None:
    """Return a restriction if a service misses a Prime order's promised day (P3, newer rule)."""
    if not facts.prime or arrives is None or promised is None or arrives <= promised:
        return None
    own = {"number": facts.number, "arrives_at": arrives, "promised_at": promised}
    return Limit("limit.prime_too_late", own, "way_out.faster_service")


@dataclass(frozen=True, slots=True)
class Companion:
    """An order in a package, with the facts that decide which orders can share the package."""

    number: str
    platform: Platform
    prime: bool
    #: Buyer and address are personal data; they are only compared.
    buyer: str = field(repr=False)
    address: tuple[str, ...] = field(repr=False)
    #: The numbers of other orders in the package that are the same purchase.
    same_purchase: tuple[str, ...] = ()


def unpackable(companions: Sequence[Companion], route: Route, *, whole: bool) -> Limit | None:
    """Return why orders cannot share a package on this route, or an order cannot be split (P2, Q3).

    *whole* is True if the package contains all units of the first order.
    """
    first, *others = companions
    own = {"number": first.number}
    for one in companions:
        if one.same_purchase:
            both = {"number": one.number, "other": one.same_purchase[0]}
            return Limit("limit.one_purchase", both, "way_out.leave_out")
    if not whole and first.prime:
        return Limit("limit.prime_split", own, "way_out.ship_whole")
    if not whole and route is Route.BUY_SHIPPING:
        return Limit("limit.buy_shipping_one_package", own, "way_out.house_carrier")
    if not others:
        return None
    if route is Route.BUY_SHIPPING:
        return Limit("limit.buy_shipping_one_order", own, "way_out.house_carrier")
    return _apart(first, others)


def _apart(first: Companion, others: Sequence[Companion]) -> Limit | None:
    for one in (first, *others):
        if one.prime:
            return Limit("limit.prime_combined", {"number": one.number}, "way_out.ship_apart")
    for other in others:
        both = {"number": first.number, "other": other.number}
        if other.address != first.address:
            return Limit("limit.combine_addresses", both, "way_out.ship_apart")
    combined = [one for one in (first, *others) if one.platform.can(Capability.COMBINES_ORDERS)]
    for platform in sorted({one.platform for one in combined}):
        if len({one.buyer for one in combined if one.platform == platform}) > 1:
            own = {"number": first.number, "platform": platform_word(platform)}
            return Limit("limit.two_buyers", own, "way_out.ship_apart")
    return None


def _left_with_another(facts: ShipFacts, own: dict[str, str]) -> Limit | None:
    """Return a restriction if another order's label covers the purchase or is being bought."""
    if facts.twin_in_purchase:
        twin = {"twin": facts.twin_in_purchase}
        return Limit("limit.twin_in_purchase", own | twin, "way_out.settle_twin")
    if facts.twin_sent:
        return Limit("limit.twin_sent", own | {"twin": facts.twin_sent})
    if facts.lines_sent:
        both = own | {"other": facts.lines_sent}
        return Limit("limit.lines_sent", both, "way_out.import_or_void")
    return None


def _any_route(facts: ShipFacts) -> Limit | None:
    own = {"number": facts.number}
    if facts.disconnected:
        away = {"store": facts.disconnected}
        return Limit("limit.store_disconnected", own | away, "way_out.connect_again")
    restore = {"ref": facts.restorable} if facts.restorable else {}
    if facts.visibility is Visibility.HIDDEN:
        way_out = "way_out.restore_original" if restore else "way_out.ship_original"
        behind = own | {"original": facts.original} | restore
        return Limit("limit.hidden_copy", behind, way_out)
    if facts.visibility is Visibility.HELD:
        commands = {"ref": facts.ref, "original": "ORIGINAL", "rejected": facts.ref}
        commands |= facts.deciding
        return Limit("limit.held", own | commands, "way_out.decide_origin")
    if facts.fulfilled_by_platform:
        return Limit("limit.by_platform", own | {"platform": platform_word(facts.platform)})
    found = _left_with_another(facts, own) or _by_status(facts, own, restore)
    if found is not None:
        return found
    if facts.twin_shipped_there:
        twin = {"twin": facts.twin_shipped_there}
        return Limit("limit.twin_shipped_there", own | twin, "way_out.look_or_reject")
    if facts.purchase_unknown_since is not None:
        since = {"number": facts.number, "since_at": facts.purchase_unknown_since}
        return Limit("limit.purchase_unknown", since, "way_out.settle_purchase")
    if facts.in_purchase:
        return Limit("limit.in_purchase", own)
    return None if any(one.due for one in facts.obligations) else _nothing_due(facts)


def _by_status(facts: ShipFacts, own: dict[str, str], restore: dict[str, str]) -> Limit | None:
    """Return a restriction if the order's status forbids shipping, or its buyer collects it."""
    if facts.status.is_open and Condition.COLLECTED in facts.conditions:
        platform = platform_word(facts.source.platform or facts.platform)
        named = own | {"ref": facts.ref, "platform": platform}
        return Limit("limit.collected", named, "way_out.hand_over")
    if facts.original_not_shipped and facts.status.is_open:
        known: dict[str, object] = {**own, "ref": facts.ref, **facts.original_not_shipped}
        return Limit("limit.original_not_shipped", known, "way_out.reject_copy")
    if facts.status is OrderStatus.AWAITING_SHIPMENT:
        return None
    if restore and facts.status is OrderStatus.CANCELLED:
        return Limit(_BY_STATUS[facts.status], own | restore, "way_out.restore")
    return Limit(_BY_STATUS[facts.status], own)


def _nothing_due(facts: ShipFacts) -> Limit:
    """Return the restriction for an order with no units due; it says where the units are."""
    sums = {part: sum(getattr(one, part) for one in facts.obligations) for part in _GONE}
    if not any(sums[part] for part in _GONE if part != "ours"):
        return Limit("limit.nothing_left", {"number": facts.number})
    parts = [{"say": _GONE[part], "n": n} for part, n in sums.items() if n]
    return Limit("limit.nothing_due", {"number": facts.number, "parts": parts})


#: The units of an obligation that are not due → the phrase that names them.
_GONE = {
    "ours": "obligation.ours",
    "others": "obligation.others",
    "cancelled": "obligation.cancelled",
    "refunded": "obligation.refunded",
    "collected": "obligation.collected",
}
#: Condition → the restriction and its way out, and the routes that it leaves open.
_BY_CONDITION: Mapping[Condition, tuple[str, str, frozenset[Route]]] = exhaustive(
    Condition,
    {
        Condition.BUYER_ASKS_TO_CANCEL: (
            "limit.buyer_asks_to_cancel",
            "way_out.answer_cancellation",
            frozenset(),
        ),
        Condition.COLLECTED: ("limit.collected", "way_out.hand_over", frozenset()),
        Condition.PLATFORM_COLLECTS: (
            "limit.platform_collects",
            "way_out.ship_on_platform",
            frozenset(),
        ),
        Condition.PLATFORM_CONFIRMS: (
            "limit.platform_confirms",
            "way_out.buy_on_platform",
            frozenset({Route.BUY_SHIPPING}),
        ),
        Condition.TRANSPARENCY_CODES: (
            "limit.transparency_codes",
            "way_out.enter_codes",
            frozenset(),
        ),
    },
)


#: Conditions that a person may overrule; the others are the platform's to end.
OVERRULABLE = frozenset({Condition.BUYER_ASKS_TO_CANCEL, Condition.TRANSPARENCY_CODES})


def _conditions(facts: ShipFacts, route: Route) -> Limit | None:
    """Return the restriction of the first condition that forbids a route (O5)."""
    platform = facts.source.platform or facts.platform
    own = {"number": facts.number, "ref": facts.ref, "platform": platform_word(platform)}
    for condition in facts.conditions:
        code, way_out, open_routes = _BY_CONDITION[condition]
        if route not in open_routes:
            return Limit(code, own, way_out)
    return None


def _address(facts: ShipFacts, route: Route) -> Limit | None:
    """Return a restriction if a label would have no name or no street on it (O5).

    Amazon prints the address on the labels that it sells, and a package that was entered by hand
    has its label already. Neither needs the address from the hub.
    """
    if facts.address_complete or route is not Route.HOUSE:
        return None
    own = {"number": facts.number, "platform": platform_word(facts.platform)}
    role = facts.platform.traits.address_role
    way_out = "way_out.address_role" if role else "way_out.complete_address"
    return Limit("limit.address_incomplete", own | {"role": role}, way_out)


def _buy_shipping(facts: ShipFacts) -> Limit | None:
    own = {"number": facts.number}
    if not facts.platform.can(Capability.SELLS_LABELS):
        return _not_direct(facts, own)
    if not facts.buy_shipping:
        return Limit("limit.buy_shipping_off", own, "way_out.switch_on_buy_shipping")
    if facts.international:
        return Limit("limit.buy_shipping_abroad", own, "way_out.house_carrier")
    return None


def _not_direct(facts: ShipFacts, own: dict[str, str]) -> Limit:
    bought = facts.source.platform
    if bought is None or not bought.can(Capability.SELLS_LABELS):
        return Limit("limit.buy_shipping_elsewhere", own, "way_out.house_carrier")
    code = "limit.buy_shipping_prime_copy" if facts.prime else "limit.buy_shipping_copy"
    way = "way_out.import_marketplace" if facts.seller_connected else "way_out.connect_marketplace"
    return Limit(code, own | {"source": platform_word(bought)}, way)
