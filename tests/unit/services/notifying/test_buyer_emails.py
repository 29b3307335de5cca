"""Who writes to a buyer, in the platforms' own books: at most one message a purchase (N6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.records import Account, PlatformOrder, Product
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.rules.buyer_emails import KEPT, STATUS_EMAIL
from shiponce.decisions.doctor_checks import Level
from shiponce.domain.order import Visibility
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import Refused, Unknown, WritesOff
from shiponce.hub import Hub
from shiponce.persistence.timestamps import span_ms
from shiponce.platforms.connections import HttpConnections
from shiponce.scenario.simulation import Simulation
from shiponce.services.notifying.buyer_emails import READ_EVERY
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, say
from tests.platform_ids import EXCLUDE_COPIES

START = datetime(2026, 11, 20, 9, tzinfo=UTC)
MODES = tuple(MatchingMode)
_PLATFORMS: dict[str, str] = {"shop": "bigcommerce", "amz": "amazon", "bay": "ebay"}


@dataclass
class Place:
    """A market with a hub in it."""

    simulation: Simulation
    hub: Hub

    @property
    def world(self) -> World:
        """The simulated platforms."""
        return self.simulation.world

    def buy(self, name: str, store: str) -> PlatformOrder:
        """Somebody buys a mug; by the end its copy is written, and every listing shows both."""
        order = self.world.buy(name, store, [("MUG", 1, None)])
        self.pass_time(300)
        return order

    def pass_time(self, seconds: int) -> None:
        """Time passes, and what is due is done."""
        self.world.advance_to(self.world.now + seconds * 1000)
        self.hub.tick()

    def settle(self) -> None:
        """Everything that is due happens, relays too, and everything is imported once more."""
        for _ in range(3):
            self.pass_time(180)
        self.hub.imports.run_all()
        self.pass_time(120)

    def open(self) -> list[int]:
        """What stands in Awaiting Shipment."""
        return list(self.hub.orders.ids(Grid.AWAITING_SHIPMENT))

    def mails(self, name: str) -> Counter[str]:
        """Store → how often its platform has written to the buyer of a purchase."""
        family = {(o.store, o.order_id) for o in self.world.orders.values() if o.purchase == name}
        return Counter(m.store for m in self.world.mails if (m.store, m.order_id) in family)

    def findings(self) -> dict[str, Level]:
        """The doctor's codes; each of its sentences is said in both languages on the way."""
        found = self.hub.maintenance.doctor()
        for one in found:
            for sentence in filter(None, (one.what, one.way_out)):
                assert all(say(sentence.code, lang, **sentence.facts) for lang in LANGUAGES)
        return {one.code: one.level for one in found}

    def setting(self, store: str) -> bool | None:
        """What a marketplace's channel says of its own, in the shop's own books."""
        (channel,) = {
            order.written["channel_id"]
            for order in self.world.orders_of("shop")
            if order.mirrors_store == store
        }
        kept = self.world.inventory.kept("shop", KEPT, channel) or {}
        found = kept.get(STATUS_EMAIL)
        return None if found is None else bool(found)


def begun(
    mode: MatchingMode = MatchingMode.RECONCILING,
    method: Method = Method.B,
    *,
    connector: str = "channel-manager",
    connected: tuple[str, ...] = ("amz", "bay", "shop"),
    emails: bool = True,
    scopes: tuple[str, ...] = (),
) -> Place:
    """A shop between two marketplaces; *connected* are the stores that the hub knows."""
    simulation = Simulation(seed=7, start=START, limits=False)
    for name, platform in _PLATFORMS.items():
        own = scopes if name == "shop" else ()
        opened = Account(name, platform, "", connector=connector, emails=emails, scopes=own)
        simulation.world.open_account(opened)
    simulation.world.list_product(Product("MUG", "Mug", 1299, 400, tuple(_PLATFORMS)))
    hub = simulation.hub()
    hub.matching.choose_mode(mode)
    for name in connected:
        legacy = Integration.LEGACY if name == "shop" else None
        simulation.connect(hub, name, integration=legacy)
    hub.stores.choose_method(method)
    return Place(simulation, hub)


@pytest.fixture(params=[(mode, method) for mode in MODES for method in Method], ids=str)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """Both modes; method B with every store, method A with the shop alone."""
    mode, method = request.param
    connected = ("amz", "bay", "shop") if method is Method.B else ("shop",)
    found = begun(mode, method, connected=connected)
    yield found
    found.hub.close()


def shipped(place: Place, name: str) -> None:
    """The one open order is shipped, and everything that follows has happened."""
    (order,) = place.open()
    place.hub.shipping.ship(order, "house:ground")
    place.settle()
    assert place.open() == []


# -- one message a purchase


@pytest.mark.proves("N6")
@pytest.mark.parametrize("store", list(_PLATFORMS))
def test_switched_off_each_buyer_gets_one_message(place: Place, store: str) -> None:
    """By whoever sold; the connector's relay makes no second one, nor does another import."""
    place.buy("mug", store)
    place.hub.imports.run_all()
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    shipped(place, "mug")
    assert place.mails("mug") == {store: 1}
    assert [note.mirrors_store for note in place.world.relays] == [store] * (store != "shop")


@pytest.mark.proves("N5", "N6")
@pytest.mark.parametrize("answer", ["refused", "ignored"])
def test_a_relay_that_comes_second_makes_no_second_message(answer: str) -> None:
    """However Amazon answers the connector that tells it once more."""
    place = begun()
    place.world.choose("amazon.second-confirmation", answer)
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    shipped(place, "mug")
    assert [note.mirrors_store for note in place.world.relays] == ["amz"]
    assert place.mails("mug")["amz"] == 1


@pytest.mark.proves("N6")
@pytest.mark.parametrize("store", ["amz", "bay"])
def test_left_on_a_marketplace_s_buyer_gets_two_and_the_hub_says_so(
    place: Place, store: str
) -> None:
    """Before it happens: in the doctor, where it is shipped, and at the notification."""
    place.buy("mug", store)
    place.hub.imports.run_all()
    assert place.findings()["emails_on"] is Level.WARNING
    (order,) = place.open()
    said = place.hub.shipping.second_email(order)
    assert said is not None
    assert said.code == "warning.second_email"
    place.hub.shipping.ship(order, "house:ground")
    (waiting,) = [one for one in place.hub.notifications.rows() if one.store == "shop"]
    assert waiting.second_email == said
    place.settle()
    assert place.mails("mug") == {store: 1, "shop": 1}
    assert {one.second_email for one in place.hub.notifications.rows()} == {None}


@pytest.mark.proves("N6")
def test_a_storefront_s_buyer_is_written_to_once_and_nothing_is_said(place: Place) -> None:
    """It is the shop that sold, so its message is the one."""
    place.buy("mug", "shop")
    place.hub.imports.run_all()
    (order,) = place.open()
    assert place.hub.shipping.second_email(order) is None
    shipped(place, "mug")
    assert place.mails("mug") == {"shop": 1}


@pytest.mark.proves("N6")
@pytest.mark.parametrize("store", ["amz", "bay"])
@pytest.mark.parametrize("mode", MODES)
def test_a_lost_answer_makes_no_second_message(mode: MatchingMode, store: str) -> None:
    """The platform has taken the notification, and is read before it is told again."""
    place = begun(mode)
    place.buy("mug", store)
    place.hub.imports.run_all()
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    for operation in ("confirmShipment", "createShippingFulfillment", "createShipment"):
        place.world.faults.add(Fault("timeout_after_commit", operation, times=1))
    shipped(place, "mug")
    for _ in range(10):
        place.pass_time(600)
    assert place.mails("mug") == {store: 1}


@pytest.mark.proves("N6")
def test_nobody_but_the_platforms_writes_to_a_buyer() -> None:
    """The address of a marketplace's relay gets the marketplace's own message, and no other."""
    place = begun()
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    shipped(place, "mug")
    (mail,) = place.world.mails
    assert mail.to.endswith("@marketplace.amazon.com")
    assert (mail.platform, mail.store) == ("amazon", "amz")


@pytest.mark.proves("N6", "R7")
def test_a_copy_that_a_rule_kept_out_gets_no_second_message_either() -> None:
    """The shop is told of it from the record, and its channel is the marketplace's."""
    place = begun()
    place.hub.rules.add(EXCLUDE_COPIES)
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    shipped(place, "mug")
    assert place.mails("mug") == {"amz": 1}


# -- the switch


@pytest.mark.proves("N6")
def test_it_is_said_first_and_done_when_confirmed() -> None:
    """With the channels by name; the storefront's setting and other e-mails are not touched."""
    place = begun()
    place.buy("mug", "amz"), place.buy("cup", "bay")
    with pytest.raises(Refused) as no:
        place.hub.stores.switch_emails("shop", on=False)
    assert no.value.code == "limit.emails_confirm_off"
    assert no.value.facts["channels"] == "Amazon amz, eBay bay"
    assert (place.setting("amz"), place.setting("bay")) == (None, None)
    found = place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert (place.setting("amz"), place.setting("bay")) == (False, False)
    assert not place.world.inventory.kept("shop", KEPT, "1")
    assert not place.world.inventory.kept("shop", KEPT, "")
    assert (found.written_to, found.switched_off) == ((), ("Amazon amz", "eBay bay"))
    assert "emails_on" not in place.findings()


@pytest.mark.proves("N6")
@pytest.mark.parametrize("left_out", ["kept", "inherited"])
@pytest.mark.parametrize("own", [None, True])
def test_on_brings_back_what_stood_before(left_out: str, own: bool | None) -> None:
    """Inheritance where a channel inherited, and its other e-mails as they were all the time."""
    place = begun()
    place.buy("mug", "amz"), place.buy("cup", "bay")
    place.world.choose("bigcommerce.emails-left-out", left_out)
    (copy,) = [one for one in place.world.orders_of("shop") if one.mirrors_store == "amz"]
    before = {"invoice_email": False} | ({} if own is None else {STATUS_EMAIL: own})
    channel = copy.written["channel_id"]
    place.world.inventory.keep("shop", KEPT, channel, before)
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert place.world.inventory.kept("shop", KEPT, channel) == before | {STATUS_EMAIL: False}
    with pytest.raises(Refused, match="would be restored"):
        place.hub.stores.switch_emails("shop", on=True)
    found = place.hub.stores.switch_emails("shop", on=True, confirmed=True)
    assert place.world.inventory.kept("shop", KEPT, channel) == before
    assert place.setting("bay") is None
    assert (found.written_to, found.switched_off) == (("Amazon amz", "eBay bay"), ())


@pytest.mark.proves("N6")
def test_what_is_off_already_is_left_alone() -> None:
    """A merchant's own setting is neither taken for ours nor brought back by us."""
    place = begun()
    place.buy("mug", "amz")
    (copy,) = list(place.world.orders_of("shop"))
    place.world.inventory.keep("shop", KEPT, copy.written["channel_id"], {STATUS_EMAIL: False})
    found = place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert found.switched_off == ("eBay bay",)
    place.hub.stores.switch_emails("shop", on=True, confirmed=True)
    assert place.setting("amz") is False


@pytest.mark.proves("N6")
def test_what_somebody_switched_on_again_is_no_longer_ours() -> None:
    """The next reading sees it, and names the channel again."""
    place = begun()
    place.buy("mug", "amz")
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    (copy,) = list(place.world.orders_of("shop"))
    place.world.inventory.keep("shop", KEPT, copy.written["channel_id"], {STATUS_EMAIL: True})
    found = place.hub.stores.emails("shop")
    assert (found.written_to, found.switched_off) == (("Amazon amz",), ("eBay bay",))


@pytest.mark.proves("N6")
def test_a_lost_answer_of_the_switch_leaves_the_way_back() -> None:
    """It was written down before the call; done again, it finds what is left to do."""
    place = begun()
    place.buy("mug", "amz"), place.buy("cup", "bay")
    place.world.faults.add(Fault("timeout_after_commit", "updateEmailStatuses", times=1))
    with pytest.raises(Unknown) as lost:
        place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert lost.value.code == "error.emails_unknown"
    assert place.hub.state().unknown == 1
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert (place.setting("amz"), place.setting("bay")) == (False, False)
    place.hub.stores.switch_emails("shop", on=True, confirmed=True)
    assert (place.setting("amz"), place.setting("bay")) == (None, None)


@pytest.mark.proves("N6")
def test_read_only_switches_nothing() -> None:
    """The setting is shown, and a confirmation changes nothing about that."""
    place = begun()
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    assert isinstance(place.simulation.connections._inner, HttpConnections)
    place.simulation.connections.read_only = True
    with pytest.raises(WritesOff):
        place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert place.hub.stores.emails("shop").written_to
    assert place.setting("amz") is None


@pytest.mark.proves("N6")
def test_a_marketplace_has_no_such_setting() -> None:
    """It writes to its buyers by itself."""
    place = begun()
    for asked in (
        place.hub.stores.emails,
        lambda name: place.hub.stores.switch_emails(name, on=False),
    ):
        with pytest.raises(Refused) as no:
            asked("amz")
        assert no.value.code == "error.no_emails"


@pytest.mark.proves("N6")
def test_a_new_connection_to_the_account_brings_it_back() -> None:
    """What the old one switched off is remembered under the new one."""
    place = begun()
    place.buy("mug", "amz")
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    place.world.accounts["neu"] = place.world.accounts["shop"]
    place.hub.stores.replace("shop", "neu")
    place.hub.stores.switch_emails("neu", on=True, confirmed=True)
    assert place.setting("amz") is None


@pytest.mark.proves("N6")
def test_who_switched_what_is_on_record() -> None:
    """One event a channel, with the store and the person."""
    place = begun()
    place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    place.hub.stores.switch_emails("shop", on=True, confirmed=True)
    rows = place.hub._db.conn.execute(
        "SELECT kind, data FROM events WHERE kind LIKE 'emails_%' ORDER BY id"
    ).fetchall()
    assert [row["kind"] for row in rows] == ["emails_off"] * 2 + ["emails_on"] * 2
    assert "Amazon amz" in rows[0]["data"]
    assert '"shop"' in rows[0]["data"]


# -- what is known


@pytest.mark.proves("N6")
def test_a_setting_that_cannot_be_read_is_said_to_be_unknown_and_fails_no_import() -> None:
    """The token lacks a scope; the next import asks again."""
    place = begun(scopes=("store_v2_orders", "store_v2_information_read_only"))
    place.world.accounts["shop"] = replace(place.world.accounts["shop"], connector="bare")
    place.buy("mug", "shop")
    reports = place.hub.imports.run_all()
    assert [report.trouble for report in reports] == [None] * 3
    assert place.findings()["emails_unknown"] is Level.WARNING
    found = place.hub.stores.emails("shop")
    assert found.read_at is None
    assert found.trouble is not None
    assert found.trouble.facts["operation"] == "word.call.getChannels"
    place.world.accounts["shop"] = replace(place.world.accounts["shop"], scopes=())
    place.hub.imports.run("shop")
    assert "emails_unknown" not in place.findings()


@pytest.mark.proves("N6")
def test_a_second_message_may_come_where_nothing_could_be_read() -> None:
    """The shipping dialogue says so rather than nothing."""
    place = begun()
    place.world.faults.add(Fault("server_error", "getEmailStatuses", times=0))
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    (order,) = place.open()
    said = place.hub.shipping.second_email(order)
    assert said is not None
    assert said.code == "warning.second_email_unknown"


@pytest.mark.proves("N6")
def test_copies_on_the_storefront_s_channel_cannot_be_switched_off_for_themselves() -> None:
    """A connector that writes no channel: the doctor says what helps, and nothing is offered."""
    place = begun(connector="generic-app")
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    assert "emails_on" not in place.findings()
    assert place.findings()["emails_shared"] is Level.WARNING
    found = place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert (found.written_to, found.switched_off) == ((), ())
    (order,) = place.open()
    said = place.hub.shipping.second_email(order)
    assert said is not None
    assert said.facts["channel"] == "shop"
    place.world.choose("bigcommerce.shipment-mail", "nobody")  # unticked by hand, as it says
    shipped(place, "mug")
    assert place.mails("mug") == {"amz": 1}


@pytest.mark.proves("N6")
def test_a_shop_that_is_off_for_all_needs_no_warning() -> None:
    """What holds for all holds where a channel says nothing."""
    place = begun(emails=False)
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    assert not {code for code in place.findings() if code.startswith("emails")}
    shipped(place, "mug")
    assert place.mails("mug") == {"amz": 1}


@pytest.mark.proves("N6", "D1")
def test_a_shop_that_is_told_nothing_writes_nothing() -> None:
    """With its notifications off there is nothing to warn of."""
    place = begun()
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    place.hub.stores.set_notifications("shop", False, confirmed=True)
    assert "emails_on" not in place.findings()
    (order,) = place.open()
    assert place.hub.shipping.second_email(order) is None
    shipped(place, "mug")
    assert place.mails("mug") == {"amz": 1}


@pytest.mark.proves("N6")
def test_imports_that_follow_closely_do_not_ask_again() -> None:
    """Settings change seldom, and every call counts against the shop's quota."""
    place = begun()

    def asked() -> int:
        return sum(call.operation == "getEmailStatuses" for call in place.world.calls)

    place.hub.imports.run("shop")
    first = asked()
    place.hub.imports.run("shop")
    assert first == asked() == 4
    place.world.advance_to(place.world.now + span_ms(READ_EVERY))
    place.hub.imports.run("shop")
    assert asked() == 2 * first


@pytest.mark.proves("N6")
@pytest.mark.parametrize("linked", [False, True])
def test_copies_that_only_a_person_or_a_comparison_knows_are_found_too(*, linked: bool) -> None:
    """Their shop calls them its own: to decide or confirmed, every face says what can be done."""
    place = begun(connector="bare")
    place.buy("mug", "amz")
    place.hub.imports.run_all()
    (mirror,) = place.world.orders_of("shop")
    copy, (original,) = place.hub.orders.find(f"shop:{mirror.order_id}"), place.open()
    assert place.hub.orders.detail(copy).row.visibility is Visibility.HELD
    if linked:
        place.hub.matching.confirm(copy, original, by="Ada", anyway=True)
    assert place.findings()["emails_shared"] is Level.WARNING
    found = place.hub.stores.switch_emails("shop", on=False, confirmed=True)
    assert (found.written_to, found.switched_off, found.shared) == ((), (), "shop")
    (shop,) = [row for row in place.hub.stores.rows() if row.name == "shop"]
    assert shop.emails is not None
    assert shop.emails.shared == "shop"
    if linked:
        said = place.hub.shipping.second_email(original)
        assert said is not None
        assert said.code == "warning.second_email_shared"
        for lang in LANGUAGES:
            assert "shiponce stores emails" not in say(said.code, lang, **said.facts)


@pytest.mark.proves("N6")
@pytest.mark.parametrize("store", ["amz", "bay"])
def test_each_copy_of_a_purchase_is_a_further_email(store: str) -> None:
    """A connector wrote the copy twice: three e-mails are announced, and three are sent."""
    place = begun(connector="copies-twice")
    place.buy("mug", store)
    place.world.advance_to(place.world.now + 900_000)
    place.hub.imports.run_all()
    (order,) = place.open()
    said = place.hub.shipping.second_email(order)
    assert said is not None
    for language in LANGUAGES:
        assert "3 e-mails" in say(said.code, language, **said.facts)
    place.hub.shipping.ship(order, "house:ground")
    waiting = [one for one in place.hub.notifications.rows() if one.store == "shop"]
    assert [one.second_email for one in waiting] == [said, said]
    place.settle()
    assert place.mails("mug") == {store: 1, "shop": 2}
