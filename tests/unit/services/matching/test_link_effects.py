"""What a link says, counts and sets going, whichever of the two orders came first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Grade, ImportedOrder, OrderKey, OrderStatus, OriginKey, Package
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.hub import Hub
from shiponce.views.orders import Grid
from shiponce.views.sentence import Sentence
from tests.doubles.platforms_in_memory import NOON, FakePlatform, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

ORIGINAL = an_order()
NUMBER = ORIGINAL.number
CENT = Money(1, "USD")
SOON = NOON + timedelta(minutes=7)


def a_hub_with(
    *orders: ImportedOrder, mode: MatchingMode = MatchingMode.RECONCILING
) -> tuple[Hub, World]:
    """A hub of two shops and two marketplaces; nothing is imported yet."""
    hub, world = a_hub()
    hub.matching.choose_mode(mode)
    world.stores["shop2"] = FakePlatform(BIGCOMMERCE, world.clock, world.db)
    hub.stores.connect("shop2", BIGCOMMERCE, "account-shop2")
    show(world, *orders)
    return hub, world


def show(world: World, *orders: ImportedOrder) -> None:
    """Each platform has these; a shop's order below 1000 stands in the second shop."""
    names = {AMAZON: "amz", EBAY: "bay", BIGCOMMERCE: "shop"}
    for order in orders:
        second = order.platform is BIGCOMMERCE and int(order.remote_id) < 1000
        world.stores["shop2" if second else names[order.platform]].orders[order.remote_id] = order


def headline(hub: Hub, ref: str) -> Sentence:
    """Why an order is where it is."""
    return hub.orders.why(hub.orders.find(ref)).headline


def history(hub: Hub, ref: str, code: str) -> list[tuple[datetime, dict[str, object]]]:
    """When something happened to an order, and with which facts."""
    happenings = hub.orders.detail(hub.orders.find(ref)).history
    return [(one.at, dict(one.what.facts)) for one in happenings if one.what.code == code]


def told(world: World, store: str) -> list[tuple[str, str]]:
    """Which parcel of which order a store was told of."""
    return [(one.remote_order, one.tracking) for one in world.stores[store].told]


def notification(hub: Hub, store: str) -> tuple[NotificationState, str]:
    """The state of the only notice to a store, and the code of its reason."""
    (found,) = [one for one in hub.notifications.rows() if one.store == store]
    return found.state, "" if found.reason is None else found.reason.code


# -- what is said and counted


@pytest.mark.proves("B11", "W10")
@pytest.mark.parametrize("first", ["amz", "shop"])
def test_a_hidden_copy_names_its_original_whichever_came_first(first: str) -> None:
    """Number, platform, the field that proves it and its value: enough to look it up."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.imports.run(first)
    world.clock.time = SOON
    hub.imports.run("shop" if first == "amz" else "amz")
    facts = headline(hub, "shop:1042").facts
    assert {name: facts[name] for name in ("original", "platform", "field", "value")} == {
        "original": NUMBER,
        "platform": "word.amazon",
        "field": "external_id",
        "value": NUMBER,
    }
    why = hub.orders.why(hub.orders.find("shop:1042"))
    assert why.at == SOON
    assert [line.field for line in why.evidence] == ["external_id", "total", "goods", "placed"]


@pytest.mark.proves("W1")
def test_a_copy_that_becomes_hidden_later_says_so_in_its_history() -> None:
    """The grid lost a row: when that was, and for which order."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.imports.run("shop")
    world.clock.time = SOON
    hub.imports.run("amz")
    assert history(hub, "shop:1042", "event.hidden") == [(SOON, {"original": NUMBER})]


@pytest.mark.proves("B8")
def test_a_copy_that_is_held_later_says_so_and_names_nobody() -> None:
    """An editable field named an order that is otherwise unlike: nothing was decided."""
    unlike = a_copy(ORIGINAL, grade=Grade.SUPPORTS, total=CENT)
    hub, world = a_hub_with(ORIGINAL, unlike)
    hub.imports.run("shop")
    world.clock.time = SOON
    assert hub.imports.run("amz").hidden == 0
    assert history(hub, "shop:1042", "event.held") == [(SOON, {})]
    why = hub.orders.why(hub.orders.find("shop:1042"))
    assert (why.headline.code, why.at) == ("why.named_but_unlike", SOON)
    assert [line.agrees for line in why.evidence] == [True, False, True, True]


def test_an_import_counts_the_copies_of_every_shop_that_it_hides() -> None:
    """Three copies in two shops, behind two originals."""
    other = an_order(remote_id="111-2")
    hub, _ = a_hub_with(
        ORIGINAL, other, a_copy(ORIGINAL), a_copy(other, "1043"), a_copy(ORIGINAL, "77")
    )
    assert [hub.imports.run(shop).hidden for shop in ("shop", "shop2")] == [0, 0]
    assert hub.imports.run("amz").hidden == 3
    assert hub.orders.counts()[Grid.HIDDEN] == 3


@pytest.mark.parametrize(
    ("copy", "declared"),
    [
        (a_copy(ORIGINAL), True),
        (a_copy(ORIGINAL, grade=Grade.SUPPORTS, total=CENT, status=OrderStatus.SHIPPED), False),
    ],
)
def test_what_stays_where_it_is_does_not_count_as_hidden(
    copy: ImportedOrder, declared: bool
) -> None:
    """A copy that a person declared its own order, and an unlike one that is over."""
    hub, world = a_hub_with(copy)
    hub.imports.run("shop")
    if declared:
        hub.matching.reject(hub.orders.find("shop:1042"), 0, by="Ada")
    before = headline(hub, "shop:1042")
    world.stores["amz"].orders = {NUMBER: ORIGINAL}
    assert hub.imports.run("amz").hidden == 0
    assert headline(hub, "shop:1042") == before
    assert hub.orders.counts()[Grid.HIDDEN] == 0


@pytest.mark.proves("B8")
def test_a_copy_refused_by_one_original_goes_behind_the_other() -> None:
    """A person's no concerns the one order, and the key of the second counts."""
    second = an_order(EBAY, "27-1")
    both = a_copy(
        ORIGINAL,
        grade=Grade.SUPPORTS,
        keys=(
            OrderKey(OriginKey(AMAZON, NUMBER), Grade.SUPPORTS, "message"),
            OrderKey(OriginKey(EBAY, "27-1"), Grade.SUPPORTS, "staff_notes"),
        ),
    )
    hub, world = a_hub_with(ORIGINAL, both)
    hub.imports.run_all()
    copy = hub.orders.find("shop:1042")
    hub.matching.reject(copy, hub.orders.find(f"amz:{NUMBER}"), by="Ada")
    show(world, second)
    assert hub.imports.run("bay").hidden == 1
    facts = headline(hub, "shop:1042").facts
    assert (facts["original"], facts["platform"]) == ("27-1", "word.ebay")
    assert (facts["field"], facts["value"]) == ("staff_notes", "27-1")


# -- what documented mode asks for before it compares


def nothing(hub: Hub) -> None:
    """Leave everything as it is."""


def method_a(hub: Hub) -> None:
    """BigCommerce passes fulfilment on."""
    hub.stores.choose_method(Method.A)


def new_integration(hub: Hub) -> None:
    """The new connection takes the old one's place."""
    hub.stores.replace("shop", "new", integration=Integration.NEW)


def notifications_off(hub: Hub) -> None:
    """Support's switch."""
    hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)


@pytest.mark.proves("B1", "I1", "D1")
@pytest.mark.parametrize(
    ("choice", "documented"),
    [
        (nothing, "why.hidden"),
        (method_a, "why.method_a"),
        (notifications_off, "why.notifications_off"),
        (new_integration, "why.new_integration"),
    ],
)
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_the_merchants_choices_decide_in_documented_mode_alone(
    choice: Callable[[Hub], None], documented: str, mode: MatchingMode
) -> None:
    """Reconciling mode hides the copy under every one of them."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL), mode=mode)
    world.stores["new"] = world.stores["shop"]
    choice(hub)
    store = "new" if choice is new_integration else "shop"
    hub.imports.run("amz")
    hub.imports.run(store)
    wanted = documented if mode is MatchingMode.DOCUMENTED else "why.hidden"
    assert headline(hub, f"{store}:1042").code == wanted


@pytest.mark.parametrize(
    ("platform", "code"),
    [(AMAZON, "why.original_awaited"), (EBAY, "why.only_source")],
)
def test_an_original_is_awaited_where_its_store_is_connected(platform: Platform, code: str) -> None:
    """Where it is not, the copy is all that the hub will ever see of the purchase."""
    hub, world = a_hub(connect=False)
    hub.stores.connect("amz", AMAZON, "account-amz", market="ATVPDKIKX0DER")
    hub.stores.connect("shop", BIGCOMMERCE, "account-shop")
    show(world, a_copy(an_order(platform)))
    hub.imports.run("shop")
    assert headline(hub, "shop:1042").code == code


# -- what was sent before the link


@pytest.mark.proves("W8", "B11")
@pytest.mark.parametrize("later", [OrderStatus.AWAITING_SHIPMENT, OrderStatus.ON_HOLD])
def test_the_original_of_a_shipped_copy_says_as_what_it_left(later: OrderStatus) -> None:
    """With the copy's number and the time; and no later import opens it for a second parcel."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    world.clock.time = SOON
    hub.imports.run("amz")
    why = hub.orders.why(hub.orders.find(f"amz:{NUMBER}"))
    assert (why.headline.code, why.headline.facts["twin"]) == ("why.sent_as_twin", "1042")
    assert why.at == SOON
    assert history(hub, f"amz:{NUMBER}", "event.sent_as_twin") == [(SOON, {"twin": "1042"})]
    show(world, an_order(status=later, modified_at=SOON))
    hub.imports.run("amz")
    assert hub.orders.detail(hub.orders.find(f"amz:{NUMBER}")).row.status is OrderStatus.SHIPPED
    assert headline(hub, f"amz:{NUMBER}").code == "why.sent_as_twin"


@pytest.mark.proves("W8", "N5")
@pytest.mark.parametrize("relayed", [True, False])
def test_a_marketplace_is_read_before_it_is_told_of_its_copys_parcel(relayed: bool) -> None:
    """BigCommerce's connector gets four hours; what it passed on is not told again."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.imports.run("shop")
    hub.shipping.ship(hub.orders.find("shop:1042"), "house:ground")
    hub.imports.run("amz")
    if relayed:
        world.stores["amz"].shown[NUMBER] = [Package("p", "House", "track-1")]
    world.clock.wait(hours=4, seconds=-1)
    hub.tick()
    assert told(world, "amz") == []
    assert notification(hub, "amz") == (NotificationState.PENDING, "")
    world.clock.wait(seconds=1)
    hub.tick()
    assert told(world, "amz") == ([] if relayed else [(NUMBER, "TRACK1")])
    known = (NotificationState.ALREADY_KNOWN, "notification.passed_on")
    assert notification(hub, "amz") == (known if relayed else (NotificationState.SENT, ""))


@pytest.mark.proves("W8", "N1", "X5")
def test_of_two_copies_the_one_that_left_is_told_for_both() -> None:
    """Its own shop at once, the other shop when the original links the two; each once."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL), a_copy(ORIGINAL, "77"))
    for shop in ("shop", "shop2"):
        hub.imports.run(shop)
    hub.shipping.ship(hub.orders.find("shop2:77"), "house:ground")
    hub.tick()
    assert (told(world, "shop"), told(world, "shop2")) == ([], [("77", "TRACK1")])
    assert hub.imports.run("amz").hidden == 2
    assert headline(hub, f"amz:{NUMBER}").facts["twin"] == "77"
    world.clock.wait(hours=5)
    for _ in range(3):
        hub.tick()
    assert told(world, "shop") == [("1042", "TRACK1")]
    assert told(world, "shop2") == [("77", "TRACK1")]
    assert told(world, "amz") == [(NUMBER, "TRACK1")]
    assert len(hub.notifications.rows()) == 3


@pytest.mark.proves("N1", "N5", "W10")
@pytest.mark.parametrize("shown", ["", "TRACK1", "OTHER"])
def test_a_copy_that_arrives_after_the_parcel_is_read_before_it_is_told(shown: str) -> None:
    """Its shop may know already: the same parcel is no second one, and another is a question."""
    hub, world = a_hub_with(ORIGINAL)
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    hub.tick()
    show(world, a_copy(ORIGINAL), a_copy(an_order(remote_id="111-2"), "1043"))
    show(world, an_order(remote_id="111-2"))
    hub.imports.run("amz")
    if shown:
        world.stores["shop"].shown["1042"] = [Package("p", "House", shown)]
    report = hub.imports.run("shop")
    assert (report.added, report.hidden) == (2, 2)
    hub.tick()
    assert told(world, "shop") == ([] if shown else [("1042", "TRACK1")])
    assert (
        notification(hub, "shop")
        == {
            "": (NotificationState.SENT, ""),
            "TRACK1": (NotificationState.ALREADY_KNOWN, "notification.passed_on"),
            "OTHER": (NotificationState.STOPPED, "notification.conflict"),
        }[shown]
    )
    (of_shop,) = [one for one in hub.notifications.rows() if one.store == "shop"]
    assert of_shop.target_number == "1042"


@pytest.mark.proves("R7", "N5")
@pytest.mark.parametrize("shown", ["", "TRACK1"])
def test_a_copy_kept_out_after_the_parcel_is_read_before_it_is_told(shown: str) -> None:
    """As one that was let in: late is late."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.rules.add(EXCLUDE_COPIES)
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    if shown:
        world.stores["shop"].shown["1042"] = [Package("p", "House", shown)]
    hub.imports.run("shop")
    hub.tick()
    assert told(world, "shop") == ([] if shown else [("1042", "TRACK1")])
    known = (NotificationState.ALREADY_KNOWN, "notification.passed_on")
    assert notification(hub, "shop") == (known if shown else (NotificationState.SENT, ""))


@pytest.mark.proves("W2", "N2")
def test_documented_tells_nobody_of_what_left_before_the_link() -> None:
    """The copy goes behind its original, and nothing is owed late."""
    hub, world = a_hub_with(ORIGINAL, mode=MatchingMode.DOCUMENTED)
    hub.imports.run("amz")
    hub.shipping.ship(hub.orders.find(NUMBER), "house:ground")
    show(world, a_copy(ORIGINAL))
    assert hub.imports.run("shop").hidden == 1
    assert [one.store for one in hub.notifications.rows()] == ["amz"]


@pytest.mark.proves("B8", "W8")
@pytest.mark.parametrize("mode", list(MatchingMode))
def test_a_person_who_links_a_copy_that_left_marks_its_original(mode: MatchingMode) -> None:
    """In documented mode both stay as they are: there a person ends it by hand."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL, keys=()), mode=mode)
    hub.imports.run_all()
    copy, original = hub.orders.find("shop:1042"), hub.orders.find(f"amz:{NUMBER}")
    if mode is MatchingMode.RECONCILING:
        hub.matching.reject(copy, 0, by="Ada")
    hub.shipping.ship(copy, "house:ground")
    world.clock.time = SOON
    hub.matching.confirm(copy, original, by="Ada")
    both = mode is MatchingMode.RECONCILING
    wanted = OrderStatus.SHIPPED if both else OrderStatus.AWAITING_SHIPMENT
    assert hub.orders.detail(original).row.status is wanted
    assert sorted(one.store for one in hub.notifications.rows()) == (
        ["amz", "shop"] if both else ["shop"]
    )


@pytest.mark.proves("W1", "W10")
def test_a_change_of_mode_looks_at_copies_alone() -> None:
    """A storefront order stays as it is; the copies are judged, with the time of the change."""
    hub, world = a_hub_with(
        a_copy(ORIGINAL),
        a_copy(an_order(remote_id="111-2"), "1043", keys=()),
        an_order(BIGCOMMERCE, "1050"),
        ORIGINAL,
        mode=MatchingMode.DOCUMENTED,
    )
    for store in ("shop", "amz"):
        hub.imports.run(store)
    world.clock.time = SOON
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    codes = {number: headline(hub, f"shop:{number}").code for number in (1042, 1043, 1050)}
    assert codes == {1042: "why.hidden", 1043: "why.origin_unknown", 1050: "why.storefront"}
    assert hub.orders.why(hub.orders.find("shop:1043")).at == SOON
    assert hub.orders.why(hub.orders.find("shop:1050")).at == NOON


@pytest.mark.proves("W1", "X3")
def test_one_order_in_two_connections_to_a_marketplace_hides_its_copy_once() -> None:
    """Neither of the two is a copy: the later one moves nothing that is linked already."""
    hub, world = a_hub_with(ORIGINAL, a_copy(ORIGINAL))
    hub.imports.run_all()
    world.stores["amz2"] = FakePlatform(AMAZON, world.clock, world.db, {NUMBER: ORIGINAL})
    hub.stores.connect("amz2", AMAZON, "another-account", market="ATVPDKIKX0DER")
    before = [headline(hub, ref) for ref in (f"amz:{NUMBER}", "shop:1042")]
    report = hub.imports.run("amz2")
    assert (report.added, report.hidden) == (1, 0)
    assert [headline(hub, ref) for ref in (f"amz:{NUMBER}", "shop:1042")] == before
    assert hub.orders.counts()[Grid.HIDDEN] == 1
    assert [row.store for row in hub.orders.page(Grid.AWAITING_SHIPMENT)] == ["amz2", "amz"]


@pytest.mark.proves("W1")
def test_documented_hides_nothing_and_counts_nothing_when_an_original_arrives() -> None:
    """The trap of the article: the copy that came first stays in the grid, as it was."""
    hub, _ = a_hub_with(ORIGINAL, a_copy(ORIGINAL), mode=MatchingMode.DOCUMENTED)
    hub.imports.run("shop")
    report = hub.imports.run("amz")
    assert (report.added, report.hidden) == (1, 0)
    assert headline(hub, "shop:1042").code == "why.not_compared"
