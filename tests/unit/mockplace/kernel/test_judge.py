"""The judge: each rule seen to fire in a world that breaks it, and silent in one that does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from mockplace.kernel.judge import RULES, ShownToPeople, Verdict, judge
from mockplace.kernel.judging.label_records import Destination
from mockplace.kernel.judging.unit_ledger import OpenUnits, PurchaseLedger
from mockplace.kernel.order_facts import LineFacts, OrderFacts, Recipient
from mockplace.kernel.records import BoughtLabel, Call, Person, PlatformOrder
from mockplace.kernel.world import World
from mockplace.platforms.bigcommerce.rules.commands import ChangePackage, SetStatus
from mockplace.platforms.carrier.rules.commands import BuyCarrierLabel
from mockplace.platforms.carrier.rules.records import CarrierLabels, CarrierOrder, Package
from tests.unit.mockplace.markets import after, market


@dataclass
class Merchant:
    """Somebody who ships in a world, well or badly, and what a program says of it to people."""

    world: World = field(default_factory=market)
    told: ShownToPeople = field(default_factory=ShownToPeople)
    shown: OpenUnits | None = None

    def bought(self, store: str = "amz", units: int = 1, **more: object) -> PlatformOrder:
        """Somebody buys mugs, and a marketplace's order is copied."""
        name = f"p{len(self.world.purchases())}"
        order = self.world.buy(name, store, [("MUG", units, None)], **more)  # type: ignore[arg-type]  # by name
        after(self.world, 5)
        return order

    def copy(self, order: PlatformOrder) -> PlatformOrder:
        """The shop's copy."""
        return self.world.orders[self.world.state.copies[order.store, order.order_id]]

    def sent(self, order: PlatformOrder, tracking: str, units: int = 1) -> None:
        """A person sends mugs by hand."""
        place = order.store, order.order_id
        self.world.shipping.send_by_hand("UPS", tracking, {place: {order.lines[0].line_id: units}})

    def tell(
        self,
        order: PlatformOrder,
        tracking: str,
        units: int = 1,
        *,
        by: str = "api",
        reference: str = "",
    ) -> None:
        """A platform is told of mugs."""
        self.world.shipping.confirm(
            order.store,
            order.order_id,
            carrier="UPS",
            service="",
            tracking=tracking,
            units={order.lines[0].line_id: units},
            shipped_at=self.world.now,
            recorded_by=by,
            reference=reference,
        )

    def label(self, order: PlatformOrder, units: int = 1) -> BoughtLabel:
        """Amazon sells a label, and knows of the package."""
        return self.world.shipping.buy_label(
            order.store,
            order.order_id,
            service_id="s",
            offer_id="o",
            carrier="UPS",
            service="Ground",
            via="merchant-fulfillment",
            price=900,
            units={order.lines[0].line_id: units},
        )

    def findings(self, *, unseen: int = 0) -> list[str]:
        """The rules that are broken once nothing is due any more."""
        after(self.world, 60)
        return self.verdict(unseen=unseen).codes

    def verdict(self, *, unseen: int = 0) -> Verdict:
        """What the judge says now."""
        return judge(self.world, self.told, unseen=unseen, open_units=self.shown)

    def ledgers(self) -> tuple[PurchaseLedger, ...]:
        """Where the units are."""
        return self.verdict().ledgers

    def carrier_label(self, order: PlatformOrder, line_id: str, to: Person) -> str:
        """A label of the house carrier for one unit, to a person; its number."""
        account = self.world.accounts[order.store]
        inside = CarrierOrder(account.platform, account.account, order.order_id, {line_id: 1})
        home = Destination(to.street1, to.city, to.postcode, to.country)
        package = Package(400, 200, 100, 50, (inside,), home)
        self.world.do(BuyCarrierLabel("A1B2C3", line_id, "ground", "Ground", 900, 2, package))
        (label_id,) = [
            one for (_, reference), one in self._sold().by_reference.items() if reference == line_id
        ]
        return self._sold().by_id[label_id].tracking

    def _sold(self) -> CarrierLabels:
        return self.world.state.platform_state(CarrierLabels)


def place(*orders: PlatformOrder) -> frozenset[tuple[str, str]]:
    """Where orders stand."""
    return frozenset((one.store, one.order_id) for one in orders)


def _doubled(here: Merchant, broken: bool) -> None:
    """The original is sent, and its copy."""
    order = here.bought(units=2)
    here.sent(order, "A")
    here.sent(here.copy(order), "B", 2 if broken else 1)
    for one in (order, here.copy(order)):
        here.tell(one, "A")
        if not broken or one is not order:
            here.tell(one, "B")
    here.told = ShownToPeople(stopped=place(order) if broken else frozenset())


def _doubled_elsewhere(here: Merchant, broken: bool) -> None:
    """Somebody ships it on Amazon, and a person labels it again."""
    order = here.bought(units=1 if broken else 2)
    here.tell(order, "THERE", by="seller")
    here.tell(here.copy(order), "THERE")
    here.sent(order, "OURS")
    if not broken:
        here.tell(order, "OURS")
        here.tell(here.copy(order), "OURS")
    here.told = ShownToPeople(stopped=place(order, here.copy(order)))


def _over_ordered(here: Merchant, broken: bool) -> None:
    """A label is made for more than was bought."""
    order = here.bought("shop")
    here.sent(order, "A", 2 if broken else 1)
    here.tell(order, "A")
    here.told = ShownToPeople(stopped=place(order))


def _told_twice(here: Merchant, broken: bool) -> None:
    """BigCommerce takes whatever it is told, again and again."""
    order = here.bought("shop", 2)
    here.sent(order, "A", 1)
    here.sent(order, "B", 1)
    here.tell(order, "A")
    here.tell(order, "A" if broken else "B")
    here.told = ShownToPeople(stopped=place(order))


def _passed_on_again(here: Merchant, broken: bool) -> None:
    """A connector passes a part on that Amazon was told of, and takes the room of the next one."""
    order = here.bought("amz", 2)
    here.sent(order, "A", 1)
    here.sent(order, "B", 1)
    here.tell(order, "A", reference="1")
    here.tell(order, "A", reference="2", by="relay")
    for tracking in ("A", "B"):
        here.tell(here.copy(order), tracking)
    here.told = ShownToPeople(stopped=frozenset() if broken else place(order))


def _passed_on_after_a_correction(here: Merchant, broken: bool) -> None:
    """A part takes a voided label's place, and a connector passes it on; no other label is due."""
    order = here.bought("amz", 2)
    here.sent(order, "OLD", 2)
    here.world.shipping.take_back_by_hand("OLD")
    here.sent(order, "A", 1)
    here.tell(order, "A", reference="1")
    here.tell(order, "A", reference="2", by="relay")
    here.tell(here.copy(order), "A")
    warned = frozenset[tuple[str, str]]() if broken else place(order)
    here.told = ShownToPeople(ready=place(order), warned=warned)


def _invented(here: Merchant, broken: bool) -> None:
    """A tracking number is cut to what a field takes."""
    order = here.bought("shop")
    here.sent(order, "1Z0000000001")
    here.tell(order, "1Z00000000" if broken else "1Z0000000001")
    here.told = ShownToPeople(stopped=place(order))


def _foreign(here: Merchant, broken: bool) -> None:
    """Two orders are sent, and one is told the number of the other's package."""
    order, other = here.bought("shop"), here.bought("shop")
    here.sent(order, "1ZMINE0001")
    here.sent(other, "1ZOTHERS01")
    here.tell(other, "1ZOTHERS01")
    here.tell(order, "1ZOTHERS01" if broken else "1ZMINE0001")
    here.told = ShownToPeople(stopped=place(order))


def _wrong_content(here: Merchant, broken: bool) -> None:
    """One unit is in the package, and two are told."""
    order = here.bought("shop", 2)
    here.sent(order, "A", 1)
    here.tell(order, "A", 2 if broken else 1)
    here.told = ShownToPeople(ready=place(order))


def _mailed(here: Merchant, broken: bool) -> None:
    """Amazon writes to the buyer, and so does the shop unless that is off."""
    order = here.bought()
    here.sent(order, "A")
    if not broken:
        here.world.choose("bigcommerce.shipment-mail", "storefront")
    here.tell(order, "A")
    here.tell(here.copy(order), "A")


def _mailed_again(here: Merchant, broken: bool) -> None:
    """A program writes the status of an order in the shop once more."""
    order = here.bought("shop")
    here.sent(order, "A")
    here.tell(order, "A")
    for status in (3, 2) if broken else ():
        here.world.do(SetStatus(order.store, order.order_id, status))


def _dead_number_after(here: Merchant, broken: bool) -> None:
    """A label is given back, and a platform is told of it all the same."""
    order = here.bought("amz", 1)
    label = here.label(order)
    if not broken:
        here.tell(here.copy(order), label.tracking)
    after(here.world, 1)
    here.world.shipping.void_label(label.shipment_id)
    if broken:
        after(here.world, 1)
        here.tell(here.copy(order), label.tracking)
    here.told = ShownToPeople(ready=place(order))


def _dead_number_stays(here: Merchant, broken: bool) -> None:
    """A label is bought anew, and Amazon is not told of it in the old one's place."""
    order = here.bought("shop", 1)
    here.sent(order, "OLD")
    here.tell(order, "OLD")
    here.world.shipping.take_back_by_hand("OLD")
    after(here.world, 1)
    here.sent(order, "NEW")
    if not broken:
        number = order.packages[0].package_id
        here.world.do(ChangePackage(order.store, order.order_id, number, {"tracking": "NEW"}))


def _never_told(here: Merchant, broken: bool) -> None:
    """The copy's second package is taken for a stranger's, and BigCommerce never hears of it."""
    order = here.bought("amz", 2)
    for tracking in ("A", "B"):
        here.sent(order, tracking)
        here.tell(order, tracking, reference=tracking)
        if tracking == "A" or not broken:
            here.tell(here.copy(order), tracking)


def _needless_stop(here: Merchant, broken: bool) -> None:
    """A notification is stopped: somebody else has shipped the order, or nobody has."""
    order = here.bought("shop")
    here.sent(order, "A")
    after(here.world, 1)
    if not broken:
        here.tell(order, "OTHER", by="seller")
    here.told = ShownToPeople(stopped=place(order))


def _open_everywhere(here: Merchant, broken: bool) -> None:
    """It has left, and nobody is told."""
    order = here.bought("shop", 1)
    here.sent(order, "A")
    if not broken:
        here.tell(order, "A")


def _orphan(here: Merchant, broken: bool) -> None:
    """A label is bought whose answer is lost: nothing is told, and nobody is asked."""
    order = here.bought("bay", 1)
    here.world.choose("ebay.label-ships", "no")
    label = here.label(order)
    here.world.cancel(order.store, order.order_id)
    names = frozenset[str]() if broken else frozenset({label.tracking})
    here.told = ShownToPeople(labels=names, warned=place(order))


def _dead_label_live(here: Merchant, broken: bool) -> None:
    """A void is carried out, its answer is lost, and the label stands as shipped for ever."""
    order = here.bought()
    label = here.label(order)
    here.world.shipping.void_label(label.shipment_id)
    live = frozenset({label.tracking}) if broken else frozenset[str]()
    here.told = ShownToPeople(live=live, ready=place(order))


def _vanished(here: Merchant, broken: bool) -> None:
    """An order that was bought stands nowhere."""
    order = here.bought()
    here.told = ShownToPeople(ready=place() if broken else place(order))


def _offered_again(here: Merchant, broken: bool) -> None:
    """What has left with its copy's label stands ready to be shipped."""
    order = here.bought()
    copy = here.copy(order)
    here.sent(copy, "A")
    here.tell(copy, "A")
    here.told = ShownToPeople(ready=place(order) if broken else place())


def _cancelled_unsaid(here: Merchant, broken: bool) -> None:
    """A buyer cancels what has its label already."""
    order = here.bought("bay")
    here.sent(order, "A")
    here.world.cancel(order.store, order.order_id)
    here.told = ShownToPeople(warned=place() if broken else place(order))


def _unaccounted(here: Merchant, broken: bool) -> None:
    """One of two units is sent, and the other one stands nowhere in the program."""
    order = here.bought("shop", 2)
    here.sent(order, "A", 1)
    here.tell(order, "A", 1)
    here.shown = {} if broken else {(order.store, order.order_id): 1}
    here.told = ShownToPeople(ready=place(order))


def _open_nowhere(here: Merchant, broken: bool) -> None:
    """The order is called shipped before anything is sent."""
    order = here.bought("shop")
    if not broken:
        here.sent(order, "A")
        here.tell(order, "A")
    here.world.do(SetStatus(order.store, order.order_id, 2))
    here.told = ShownToPeople(labels=frozenset({"A"}), warned=place())


def _ships_cancelled(here: Merchant, broken: bool) -> None:
    """It is sent after it was cancelled, or its label is given back."""
    order = here.bought("bay")
    here.world.cancel(order.store, order.order_id)
    after(here.world, 1)
    here.sent(order, "A")
    if not broken:
        here.world.shipping.take_back_by_hand("A")


def _ships_refunded(here: Merchant, broken: bool) -> None:
    """One of two units is paid back; both are sent, or the other one."""
    order = here.bought("shop", 2)
    line = order.lines[0].line_id
    here.world.after_sale.refund(order.store, order.order_id, lines={line: 1})
    after(here.world, 1)
    here.sent(order, "A", 2 if broken else 1)
    here.tell(order, "A", 2 if broken else 1)
    here.world.do(SetStatus(order.store, order.order_id, 2))


def _ships_collected(here: Merchant, broken: bool) -> None:
    """One of two lines is collected; both are sent, or the other one."""
    lines = [("MUG", 1, None), ("MUG", 1, None)]
    facts = [LineFacts(), LineFacts(pickup="3")]
    order = here.world.buy("c", "shop", lines, line_facts=facts)
    after(here.world, 5)
    sent, collected = (line.line_id for line in order.lines)
    here.world.shipping.collect(order.store, order.order_id, {collected: 1})
    after(here.world, 1)
    place_, units = (order.store, order.order_id), {sent: 1}
    inside = units | {collected: 1} if broken else units
    here.world.shipping.send_by_hand("UPS", "A", {place_: inside})
    here.tell(order, "A")


def _not_closed(here: Merchant, broken: bool) -> None:
    """A program opens again what has left."""
    order = here.bought("shop")
    here.sent(order, "A")
    here.tell(order, "A")
    if broken:
        here.world.do(SetStatus(order.store, order.order_id, 11))


def _closed_without_package(here: Merchant, broken: bool) -> None:
    """The package did not leave after all, and nobody takes it up again."""
    order = here.bought("shop")
    here.sent(order, "A")
    here.tell(order, "A")
    if broken:
        here.world.shipping.take_back_by_hand("A")


def _wrong_address(here: Merchant, broken: bool) -> None:
    """A label goes to the address from before the buyer moved."""
    order = here.bought("bay")
    after(here.world, 1)
    home = order.buyer
    if broken:
        here.world.change_address(order.store, order.order_id, Recipient(street1="9 New Street"))
    place_ = {"addressLine1": home.street1, "city": home.city}
    place_ |= {"postalCode": home.postcode, "countryCode": home.country}
    label = here.label(order)
    label.details["shipTo"] = {"contactAddress": place_}
    here.tell(here.copy(order), label.tracking)


def _cancellation_undone(here: Merchant, broken: bool) -> None:
    """BigCommerce takes the shipment of a cancelled order, and shows it as shipped again."""
    order = here.bought("shop")
    here.sent(order, "A")
    here.world.cancel("shop", order.order_id)
    if broken:
        here.world.acts.begin_call()
        here.tell(order, "A")
        call = Call(1, here.world.now, "bigcommerce", "createOrderShipment", "POST", "/", 201, "")
        here.world.record(call)
        here.world.acts.end_call()
    here.world.shipping.take_back_by_hand("A")


def test_what_is_collected_or_refunded_is_not_missed() -> None:
    """A program that shows it to nobody loses nothing."""
    here = Merchant()
    facts = [LineFacts(pickup="3")]
    here.bought("shop", line_facts=facts)
    back = here.bought("shop")
    here.world.after_sale.refund("shop", back.order_id, lines={back.lines[0].line_id: 1})
    assert here.findings() == []


@pytest.mark.parametrize("collects", [True, False])
def test_a_copy_may_be_closed_without_a_package_once_the_buyer_has_collected(
    collects: bool,
) -> None:
    """The marketplace needs to hear of no package; a sentence never shows an empty number."""
    here = Merchant()
    order = here.bought("bay", line_facts=[LineFacts(pickup="SHOP-1")] if collects else [])
    after(here.world, 3)
    if collects:
        here.world.shipping.collect(order.store, order.order_id)
    here.tell(here.copy(order), "")
    found = [str(one) for one in here.verdict().findings if one.code == "never-notified"]
    assert bool(found) is not collects
    assert all("1 × MUG of order" in one and "without a tracking number" in one for one in found)


def test_a_label_of_a_line_that_was_taken_out_is_not_strange() -> None:
    """It was bought while the line was there; for more than there ever was, it is."""
    here = Merchant()
    order = here.world.buy("p", "shop", [("MUG", 2, None), ("CANDLE", 1, None)])
    here.sent(order, "A", 2)
    here.world.edit_lines("shop", order.order_id, {order.lines[0].line_id: 0})
    here.told = ShownToPeople(ready=place(order), warned=place(order))
    assert "over-ordered" not in here.findings()
    other = here.bought("shop", 2)
    here.world.edit_lines("shop", other.order_id, {other.lines[0].line_id: 1})
    here.sent(other, "B", 3)
    assert "over-ordered" in here.findings()


def test_what_waits_for_collection_is_open_whatever_a_program_shows() -> None:
    """It needs no package; a program may show it, and is not asked to."""
    here = Merchant()
    order = here.bought("shop", 2, line_facts=[LineFacts(pickup="3")])
    for shown in (None, {}, {(order.store, order.order_id): 2}):
        here.shown = shown
        assert here.findings() == []
        (ledger,) = here.ledgers()
        assert (ledger.lines[0].open, ledger.adds_up) == (2, True)
    here.shown = {(order.store, order.order_id): 3}
    assert here.findings() == ["units-unaccounted"]


def test_units_that_the_seller_took_out_are_withdrawn_until_they_are_put_back() -> None:
    """They count as cancelled; a package with them that was made later is a finding."""
    here = Merchant()
    order = here.bought("shop", 3)
    (mug,) = (line.line_id for line in order.lines)
    counted = []
    for units in (1, 2, 4):
        after(here.world, 1)
        here.world.edit_lines("shop", order.order_id, {mug: units})
        (ledger,) = here.ledgers()
        (line,) = ledger.lines
        counted.append((line.paid, line.cancelled, line.open))
        assert ledger.adds_up
    assert counted == [(3, 2, 1), (3, 1, 2), (4, 0, 4)]


def test_units_that_the_seller_took_out_are_not_shipped() -> None:
    """Neither those of a line nor a whole line; a label from before is one to be given back."""
    here = Merchant()
    order = here.world.buy("p", "shop", [("MUG", 2, None), ("CANDLE", 1, None)])
    after(here.world, 5)
    mug, candle = (line.line_id for line in order.lines)
    here.world.edit_lines("shop", order.order_id, {mug: 1, candle: 0})
    after(here.world, 1)
    place_ = (order.store, order.order_id)
    here.told = ShownToPeople(ready=place(order))
    here.world.shipping.send_by_hand("UPS", "A", {place_: {mug: 1}})
    assert "shipped-cancelled" not in here.findings()
    here.world.shipping.send_by_hand("UPS", "B", {place_: {mug: 1, candle: 1}})
    found = [one for one in here.verdict().findings if one.code == "shipped-cancelled"]
    assert [one.facts["line"] for one in found] == [mug, candle]
    assert all("lines edited" in map(str, (act.kind for act in one.evidence)) for one in found)


def test_each_line_goes_to_its_own_address() -> None:
    """Of several; a change of one of them is none of the other's."""
    facts = OrderFacts(addresses=(Recipient(street1="9 Far Street", city="Boise"),))
    for goes, wrong in ((0, False), (1, True)):
        here = Merchant()
        lines = [("MUG", 1, None), ("CANDLE", 1, None)]
        said = [LineFacts(), LineFacts(destination=1)]
        order = here.world.buy("two", "shop", lines, facts=facts, line_facts=said)
        here.world.change_address("shop", order.order_id, Recipient(street1="1 New Street"))
        after(here.world, 1)
        own = here.carrier_label(order, order.lines[0].line_id, order.buyer)
        (far,) = order.destinations.values()
        person = (far, order.buyer)[goes]
        other = here.carrier_label(order, order.lines[1].line_id, person)
        found = [one for one in here.verdict().findings if one.code == "wrong-address"]
        assert [one.facts["label"] for one in found] == ([other] if wrong else [])
        assert own not in {one.facts["label"] for one in found}


STORIES: dict[str, tuple[Callable[[Merchant, bool], None], ...]] = {
    "doubled-unit": (_doubled,),
    "doubled-elsewhere": (_doubled_elsewhere,),
    "over-ordered": (_over_ordered,),
    "notified-twice": (_told_twice, _passed_on_again, _passed_on_after_a_correction),
    "invented-number": (_invented,),
    "foreign-number": (_foreign,),
    "wrong-content": (_wrong_content,),
    "mailed-twice": (_mailed_again,),
    "mailed-by-setting": (_mailed,),
    "dead-number": (_dead_number_after, _dead_number_stays),
    "never-notified": (_never_told,),
    "needless-stop": (_needless_stop,),
    "open-everywhere": (_open_everywhere,),
    "orphan-label": (_orphan,),
    "dead-label-live": (_dead_label_live,),
    "vanished": (_vanished,),
    "offered-again": (_offered_again,),
    "cancelled-unsaid": (_cancelled_unsaid,),
    "units-unaccounted": (_unaccounted,),
    "open-nowhere": (_open_nowhere,),
    "shipped-cancelled": (_ships_cancelled,),
    "shipped-refunded": (_ships_refunded,),
    "shipped-collected": (_ships_collected,),
    "not-closed": (_not_closed,),
    "closed-without-package": (_closed_without_package,),
    "cancellation-undone": (_cancellation_undone,),
    "wrong-address": (_wrong_address,),
}
_EACH = [(code, story) for code, stories in STORIES.items() for story in stories]


def test_every_rule_has_its_story() -> None:
    """A rule that nobody has seen fire is no rule."""
    assert [rule.code for rule in RULES] == list(STORIES)


@pytest.mark.parametrize(("code", "story"), _EACH)
def test_a_rule_fires_and_does_not(code: str, story: Callable[[Merchant, bool], None]) -> None:
    """In the one world it finds something, in the other it looks and finds nothing."""
    guilty, innocent = Merchant(), Merchant()
    if not code.startswith("mailed-"):
        for one in (guilty, innocent):
            one.world.choose("bigcommerce.shipment-mail", "nobody")
    story(guilty, True)
    assert code in guilty.findings()
    story(innocent, False)
    assert innocent.findings() == []
    assert judge(innocent.world, innocent.told, open_units=innocent.shown).counted[code].looked
