"""What an order may not do, with the reason and the way out, whichever route is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from string import Formatter
from typing import Any

import pytest

from shiponce.decisions.obligations import Obligation
from shiponce.decisions.shipping_restrictions import (
    OVERRULABLE,
    Companion,
    Limit,
    ShipFacts,
    forbidden,
    too_late,
    unpackable,
)
from shiponce.domain.order import Condition, OrderStatus, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.domain.settings import PrimePolicy
from shiponce.domain.shipment import Route
from shiponce.words import LANGUAGES, catalogue, say
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

DUE = Obligation(
    line_no=1,
    sku="MUG",
    destination="",
    ordered=2,
    cancelled=0,
    refunded=0,
    collected=0,
    ours=0,
    others=0,
)
DIRECT = ShipFacts(
    number="111-0000001-0000001",
    platform=AMAZON,
    source=Source(AMAZON),
    status=OrderStatus.AWAITING_SHIPMENT,
    visibility=Visibility.VISIBLE,
    prime=False,
    fulfilled_by_platform=False,
    international=False,
    ref="amz:111-0000001-0000001",
    obligations=(DUE,),
    in_purchase=False,
    original="",
    twin_sent="",
    twin_shipped_there="",
    lines_sent="",
    seller_connected=True,
    buy_shipping=True,
)
#: The same purchase, come through BigCommerce under method A.
COPY = replace(DIRECT, number="1042", platform=BIGCOMMERCE, seller_connected=False)

ROUTES = list(Route)
_SINCE = datetime(2026, 11, 20, 12, tzinfo=UTC)


def limited(facts: ShipFacts, route: Route, **more: Any) -> Limit:
    """The limit that these facts run into; they must run into one."""
    found = forbidden(replace(facts, **more), route)
    assert found is not None
    return found


@pytest.mark.parametrize("route", ROUTES)
def test_an_order_that_awaits_shipment_may_go_by_any_route(route: Route) -> None:
    """Nothing stands in the way of an ordinary Amazon order that was imported directly."""
    assert forbidden(DIRECT, route) is None


@pytest.mark.proves("B5", "P5")
@pytest.mark.parametrize("route", ROUTES)
def test_a_hidden_copy_is_never_shipped(route: Route) -> None:
    """The label is bought on the original, and the reason names it."""
    found = limited(COPY, route, visibility=Visibility.HIDDEN, original=DIRECT.number)
    assert (found.code, found.way_out) == ("limit.hidden_copy", "way_out.ship_original")
    assert found.facts == {"number": "1042", "original": DIRECT.number}


@pytest.mark.proves("B8")
@pytest.mark.parametrize("route", ROUTES)
def test_an_order_of_unknown_origin_is_decided_before_it_is_shipped(route: Route) -> None:
    """Shipped on a guess it might go out twice."""
    found = limited(COPY, route, visibility=Visibility.HELD)
    assert (found.code, found.way_out) == ("limit.held", "way_out.decide_origin")


@pytest.mark.proves("Q8")
@pytest.mark.parametrize("route", ROUTES)
def test_what_amazon_fulfils_is_never_ours_to_ship(route: Route) -> None:
    """A label of ours would send the goods a second time, even were the status wrong."""
    found = limited(DIRECT, route, fulfilled_by_platform=True)
    assert found == Limit(
        "limit.by_platform", {"number": DIRECT.number, "platform": "word.amazon"}, None
    )


@pytest.mark.proves("W7", "W8")
@pytest.mark.parametrize("route", ROUTES)
def test_a_purchase_that_left_as_its_twin_is_not_shipped_again(route: Route) -> None:
    """The reason names the twin that has the label."""
    found = limited(DIRECT, route, twin_sent="1042")
    assert found == Limit("limit.twin_sent", {"number": DIRECT.number, "twin": "1042"}, None)


@pytest.mark.proves("Q4", "X1")
@pytest.mark.parametrize("route", ROUTES)
def test_what_left_under_another_number_is_not_sent_again(route: Route) -> None:
    """An eBay buyer combined it after its label was bought."""
    found = limited(DIRECT, route, lines_sent="27-1")
    facts = {"number": DIRECT.number, "other": "27-1"}
    assert found == Limit("limit.lines_sent", facts, "way_out.import_or_void")


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("status", [s for s in OrderStatus if s != OrderStatus.AWAITING_SHIPMENT])
def test_only_awaiting_shipment_is_shipped(status: OrderStatus, route: Route) -> None:
    """Each other status says for itself why it is not to be shipped."""
    assert limited(DIRECT, route, status=status).code == f"limit.status_{status.value}"


@pytest.mark.proves("X1")
@pytest.mark.parametrize("route", ROUTES)
def test_a_second_label_is_not_begun_beside_the_first(route: Route) -> None:
    """While a purchase is under way nobody knows yet whether the units have a label."""
    assert limited(DIRECT, route, in_purchase=True).code == "limit.in_purchase"


@pytest.mark.proves("X1", "P4")
@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_purchase_says_so_and_since_when(route: Route) -> None:
    """It is more than under way: the reason says that nobody knows, and the way out settles it."""
    found = limited(DIRECT, route, in_purchase=True, purchase_unknown_since=_SINCE)
    assert (found.code, found.way_out) == ("limit.purchase_unknown", "way_out.settle_purchase")
    assert found.facts["since_at"] == _SINCE


@pytest.mark.proves("X1")
@pytest.mark.parametrize("route", ROUTES)
def test_a_unit_with_a_label_gets_no_other(route: Route) -> None:
    """Every unit has one: there is nothing left to put into a parcel."""
    assert limited(DIRECT, route, obligations=(replace(DUE, ours=2),)).code == "limit.nothing_left"


@pytest.mark.proves("O2", "O3", "O4", "P4")
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("gone", "part"),
    [
        ({"others": 2}, "obligation.others"),
        ({"cancelled": 2}, "obligation.cancelled"),
        ({"refunded": 2}, "obligation.refunded"),
        ({"collected": 2}, "obligation.collected"),
    ],
)
def test_an_order_of_which_nothing_is_due_says_where_its_units_are(
    route: Route, gone: dict[str, Any], part: str
) -> None:
    """Shipped by others, cancelled, refunded or collected: there is nothing to label."""
    found = limited(DIRECT, route, obligations=(replace(DUE, **gone),))
    assert found == Limit(
        "limit.nothing_due", {"number": DIRECT.number, "parts": [{"say": part, "n": 2}]}
    )


@pytest.mark.proves("O1", "P4")
def test_units_in_several_places_are_all_named() -> None:
    """One under our label, one sent by others: both are said, over all lines."""
    lines = (replace(DUE, ordered=1, ours=1), replace(DUE, line_no=2, ordered=1, others=1))
    found = limited(DIRECT, Route.HOUSE, obligations=lines)
    assert found.facts["parts"] == [
        {"say": "obligation.ours", "n": 1},
        {"say": "obligation.others", "n": 1},
    ]


@pytest.mark.proves("O1")
@pytest.mark.parametrize("route", ROUTES)
def test_one_unit_that_is_due_is_enough(route: Route) -> None:
    """The other line was shipped by others."""
    lines = (replace(DUE, others=2), replace(DUE, line_no=2))
    assert forbidden(replace(DIRECT, obligations=lines), route) is None


#: Condition → its limit, the way out, and whether a person may overrule it.
_BY_CONDITION = {
    Condition.BUYER_ASKS_TO_CANCEL: (
        "limit.buyer_asks_to_cancel",
        "way_out.answer_cancellation",
        True,
    ),
    Condition.COLLECTED: ("limit.collected", "way_out.hand_over", False),
    Condition.PLATFORM_COLLECTS: ("limit.platform_collects", "way_out.ship_on_platform", False),
    Condition.PLATFORM_CONFIRMS: ("limit.platform_confirms", "way_out.buy_on_platform", False),
    Condition.TRANSPARENCY_CODES: ("limit.transparency_codes", "way_out.enter_codes", True),
}


@pytest.mark.proves("O5", "P4")
@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("condition", list(Condition))
def test_a_condition_forbids_a_label_and_names_the_way_out(
    condition: Condition, route: Route
) -> None:
    """By every route, but that Ship+ orders may have a label of Amazon's own."""
    code, way_out, may_be_overruled = _BY_CONDITION[condition]
    assert (condition in OVERRULABLE) is may_be_overruled
    facts = replace(DIRECT, conditions=(condition,))
    if condition is Condition.PLATFORM_CONFIRMS and route is Route.BUY_SHIPPING:
        assert forbidden(facts, route) is None
        return
    found = limited(facts, route)
    assert (found.code, found.way_out) == (code, way_out)
    said = {"number": DIRECT.number, "ref": DIRECT.ref, "platform": "word.amazon"}
    assert found.facts == said
    assert ("overrule" in say(way_out, **said)) is may_be_overruled


@pytest.mark.proves("O5")
def test_the_condition_of_a_copy_names_the_marketplace() -> None:
    """There the request is answered, and not in the shop."""
    asked = (Condition.BUYER_ASKS_TO_CANCEL,)
    assert limited(COPY, Route.HOUSE, conditions=asked).facts["platform"] == "word.amazon"


@pytest.mark.proves("O5", "P4")
@pytest.mark.parametrize(
    ("platform", "way_out"),
    [
        (AMAZON, "way_out.address_role"),
        (EBAY, "way_out.complete_address"),
        (BIGCOMMERCE, "way_out.complete_address"),
    ],
)
def test_an_address_without_name_or_street_gets_no_label(platform: Platform, way_out: str) -> None:
    """The role that is missing is named where a platform has one; by hand it may still go."""
    facts = replace(DIRECT, platform=platform, source=Source(AMAZON), address_complete=False)
    found = limited(facts, Route.HOUSE)
    assert (found.code, found.way_out) == ("limit.address_incomplete", way_out)
    role = found.facts["role"]
    assert bool(role) is (platform is AMAZON)
    if role:
        assert str(role) in say(way_out, **found.facts)
    assert forbidden(facts, Route.MANUAL) is None


@pytest.mark.proves("A4", "P4")
def test_a_prime_copy_is_told_to_connect_amazon() -> None:
    """Under method A Buy Shipping is refused by name, with method B as the way out."""
    found = limited(COPY, Route.BUY_SHIPPING, prime=True)
    assert found == Limit(
        "limit.buy_shipping_prime_copy",
        {"number": "1042", "source": "word.amazon"},
        "way_out.connect_marketplace",
    )
    assert "Prime" in say(found.code, **found.facts)
    assert "method B" in say("way_out.connect_marketplace", **found.facts)


@pytest.mark.proves("A4", "P4")
def test_with_seller_connected_the_original_is_the_way_out() -> None:
    """To connect what is connected would help nobody."""
    found = limited(COPY, Route.BUY_SHIPPING, prime=True, seller_connected=True)
    assert found.way_out == "way_out.import_marketplace"


@pytest.mark.proves("A4")
def test_an_ordinary_amazon_copy_is_refused_without_a_word_of_prime() -> None:
    """Buy Shipping needs Amazon's own item ids, whether or not the order is Prime."""
    found = limited(COPY, Route.BUY_SHIPPING)
    assert (found.code, found.way_out) == ("limit.buy_shipping_copy", "way_out.connect_marketplace")
    assert "Prime" not in say(found.code, **found.facts)


@pytest.mark.proves("A4")
@pytest.mark.parametrize("route", [Route.HOUSE, Route.MANUAL])
@pytest.mark.parametrize("prime", [True, False])
def test_other_carriers_stay_available_to_a_copy(route: Route, prime: bool) -> None:
    """Only Buy Shipping is shut to what came through BigCommerce."""
    assert forbidden(replace(COPY, prime=prime), route) is None


@pytest.mark.proves("P4")
@pytest.mark.parametrize(
    ("platform", "source"),
    [
        (EBAY, Source(EBAY)),
        (BIGCOMMERCE, Source(EBAY)),
        (BIGCOMMERCE, Source.STOREFRONT),
        (BIGCOMMERCE, Source.UNKNOWN),
    ],
)
def test_what_was_not_bought_on_amazon_is_not_sent_there(
    platform: Platform, source: Source
) -> None:
    """Connecting Amazon would not help an eBay or storefront order, so it is not advised."""
    found = limited(COPY, Route.BUY_SHIPPING, platform=platform, source=source)
    assert (found.code, found.way_out) == ("limit.buy_shipping_elsewhere", "way_out.house_carrier")


@pytest.mark.proves("P4")
def test_buy_shipping_that_is_off_says_how_to_switch_it_on() -> None:
    """It is the store's setting, and no fault of the order."""
    found = limited(DIRECT, Route.BUY_SHIPPING, buy_shipping=False)
    assert found.code == "limit.buy_shipping_off"
    assert found.way_out == "way_out.switch_on_buy_shipping"
    assert forbidden(replace(DIRECT, buy_shipping=False), Route.HOUSE) is None


@pytest.mark.proves("P2")
def test_buy_shipping_does_not_go_abroad() -> None:
    """Another carrier does."""
    found = limited(DIRECT, Route.BUY_SHIPPING, international=True)
    assert (found.code, found.way_out) == ("limit.buy_shipping_abroad", "way_out.house_carrier")
    assert forbidden(replace(DIRECT, international=True), Route.HOUSE) is None


def test_what_no_route_allows_comes_before_the_route() -> None:
    """A hidden Prime copy is sent to its original, and not to connect a store."""
    found = limited(COPY, Route.BUY_SHIPPING, prime=True, visibility=Visibility.HIDDEN)
    assert found.code == "limit.hidden_copy"


#: Facts that run into each limit, so that each sentence is said once with what it is given.
_EACH = [
    (replace(COPY, visibility=Visibility.HIDDEN, original="111-0000001-0000001"), Route.HOUSE),
    (replace(COPY, visibility=Visibility.HELD), Route.HOUSE),
    (replace(DIRECT, fulfilled_by_platform=True), Route.HOUSE),
    (replace(DIRECT, twin_sent="1042"), Route.HOUSE),
    *(
        (replace(DIRECT, status=status), Route.HOUSE)
        for status in OrderStatus
        if status is not OrderStatus.AWAITING_SHIPMENT
    ),
    (replace(DIRECT, in_purchase=True), Route.HOUSE),
    (replace(DIRECT, in_purchase=True, purchase_unknown_since=_SINCE), Route.HOUSE),
    (replace(DIRECT, obligations=(replace(DUE, ours=2),)), Route.HOUSE),
    (replace(DIRECT, obligations=(replace(DUE, refunded=1, others=1),)), Route.HOUSE),
    *((replace(DIRECT, conditions=(condition,)), Route.HOUSE) for condition in Condition),
    (replace(DIRECT, address_complete=False), Route.HOUSE),
    (replace(COPY, address_complete=False), Route.HOUSE),
    (replace(DIRECT, buy_shipping=False), Route.BUY_SHIPPING),
    (replace(DIRECT, international=True), Route.BUY_SHIPPING),
    (replace(COPY, source=Source(EBAY)), Route.BUY_SHIPPING),
    (COPY, Route.BUY_SHIPPING),
    (replace(COPY, prime=True), Route.BUY_SHIPPING),
    (replace(COPY, prime=True, seller_connected=True), Route.BUY_SHIPPING),
]


@pytest.mark.proves("P4")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("facts", "route"), _EACH)
def test_every_limit_can_be_said_with_its_own_facts(
    facts: ShipFacts, route: Route, language: str
) -> None:
    """A sentence that lacks a fact, or a code without one, would fail in front of a person."""
    found = limited(facts, route)
    assert "{" not in say(found.code, language, **found.facts)
    if found.way_out:
        assert "{" not in say(found.way_out, language, **found.facts)


@pytest.mark.parametrize(
    "code",
    [
        "limit.method_b_new_integration",
        "limit.notifications_confirm",
        "limit.emails_confirm_off",
        "limit.emails_confirm_on",
        "limit.cancel_original",
        "limit.rule_loses_orders",
    ],
)
def test_refused_choices_have_their_sentence(code: str) -> None:
    """The hub refuses choices by these codes; both languages ask for the same facts."""
    assert len({_fields(catalogue(language)[code]) for language in LANGUAGES}) == 1


def _fields(sentence: object) -> frozenset[str]:
    text = sentence if isinstance(sentence, str) else sentence["other"]  # type: ignore[index]  # a plural
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


# -- what goes into a parcel

ONE = Companion("27-1", EBAY, prime=False, buyer="ada", address=("1 Way", "Reno"))


@pytest.mark.proves("P2", "Q3")
@pytest.mark.parametrize(
    ("others", "route", "whole", "found"),
    [
        ([], Route.HOUSE, True, None),
        ([], Route.HOUSE, False, None),
        ([], Route.BUY_SHIPPING, True, None),
        (
            [],
            Route.BUY_SHIPPING,
            False,
            Limit("limit.buy_shipping_one_package", {"number": "27-1"}, "way_out.house_carrier"),
        ),
        ([{}], Route.HOUSE, True, None),
        ([{"platform": AMAZON, "buyer": "grace"}], Route.HOUSE, True, None),
        (
            [{}],
            Route.BUY_SHIPPING,
            True,
            Limit("limit.buy_shipping_one_order", {"number": "27-1"}, "way_out.house_carrier"),
        ),
        (
            [{}, {"number": "27-2", "address": ("1 Way", "Elko")}],
            Route.MANUAL,
            True,
            Limit(
                "limit.combine_addresses",
                {"number": "27-1", "other": "27-2"},
                "way_out.ship_apart",
            ),
        ),
        (
            [{"buyer": "grace"}],
            Route.HOUSE,
            True,
            Limit(
                "limit.two_buyers",
                {"number": "27-1", "platform": "word.ebay"},
                "way_out.ship_apart",
            ),
        ),
        (
            [{}, {"number": "111-2", "prime": True}],
            Route.HOUSE,
            True,
            Limit("limit.prime_combined", {"number": "111-2"}, "way_out.ship_apart"),
        ),
    ],
)
def test_what_may_share_a_parcel(
    others: list[dict[str, Any]], route: Route, whole: bool, found: Limit | None
) -> None:
    """Each limit with its facts and the way out; the first one that applies."""
    companions = [ONE, *(replace(ONE, **changes) for changes in others)]
    assert unpackable(companions, route, whole=whole) == found


@pytest.mark.proves("P2")
@pytest.mark.parametrize("route", ROUTES)
def test_a_prime_order_goes_whole_and_alone(route: Route) -> None:
    """By every route; whole and alone it may go."""
    prime = replace(ONE, number="111-1", prime=True)
    own = {"number": "111-1"}
    split = Limit("limit.prime_split", own, "way_out.ship_whole")
    assert unpackable([prime], route, whole=False) == split
    assert unpackable([prime], route, whole=True) is None
    if route is not Route.BUY_SHIPPING:
        combined = Limit("limit.prime_combined", own, "way_out.ship_apart")
        assert unpackable([prime, ONE], route, whole=True) == combined


NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.proves("P3")
@pytest.mark.parametrize(
    ("prime", "arrives", "promised", "late"),
    [
        (True, NOON, NOON, False),
        (True, NOON + SECOND, NOON, True),
        (True, NOON - SECOND, NOON, False),
        (True, None, NOON, False),
        (True, NOON, None, False),
        (False, NOON + SECOND, NOON, False),
    ],
)
def test_a_service_that_breaks_the_promise(
    prime: bool, arrives: datetime | None, promised: datetime | None, late: bool
) -> None:
    """Of a Prime order only, and only where both days are known."""
    found = too_late(replace(DIRECT, prime=prime), arrives, promised)
    facts = {"number": DIRECT.number, "arrives_at": arrives, "promised_at": promised}
    wanted = Limit("limit.prime_too_late", facts, "way_out.faster_service")
    assert found == (wanted if late else None)


@pytest.mark.proves("P3")
@pytest.mark.parametrize("route", [Route.HOUSE, Route.MANUAL])
def test_the_older_prime_rule_names_its_setting(route: Route) -> None:
    """Only of a Prime order that came from Amazon itself, and only where it is chosen."""
    older = replace(DIRECT, prime=True, prime_policy=PrimePolicy.BUY_SHIPPING_ONLY)
    assert forbidden(older, route) == Limit(
        "limit.prime_needs_buy_shipping",
        {"number": DIRECT.number, "policy": "buy_shipping_only"},
        "way_out.buy_shipping_or_policy",
    )
    assert forbidden(replace(older, prime=False), route) is None
    assert forbidden(replace(older, platform=BIGCOMMERCE), route) is None
    assert forbidden(replace(older, prime_policy=PrimePolicy.ANY_IN_TIME), route) is None
    assert forbidden(older, Route.BUY_SHIPPING) is None
