"""A foreign hub is judged: without a fault it is clean, and each planted fault is found by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from mockplace.kernel.judge import ShownToPeople, Verdict
from mockplace.kernel.order_facts import LineFacts
from mockplace.kernel.records import PlatformOrder
from mockplace.testing import Mockplace, opened
from tests.unit.mockplace.judging.naive_hub import NaiveHub, Order

MUG, APRON = "MUG-SLATE-12", "APRON-LINEN"


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A market without purchases."""
    with opened() as found:
        yield found


class ShipsTwins(NaiveHub):
    """The copy is a purchase of its own."""

    def run(self) -> None:
        """No order is hidden."""
        for order in self.orders():
            self.ship(order, [])


class ConfirmsTwice(NaiveHub):
    """Each unit of a package is told in a message of its own, with the package's number."""

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Tell of one unit at a time."""
        for line, count in units.items():
            for _ in range(count):
                super().confirm(order, tracking, {line: 1})


class ConfirmsPartAsWhole(NaiveHub):
    """One unit fits into the box, and all are told."""

    def label(self, order: Order, due: dict[str, int]) -> Any:
        """Put one unit of each line into the package."""
        return super().label(order, {line: min(1, units) for line, units in due.items()})


class NeverTellsTheShop(NaiveHub):
    """The copy is forgotten."""

    def ship(self, order: Order, copies: list[Order]) -> None:
        """Tell the marketplace alone."""
        super().ship(order, [])


class TellsAVoidedNumber(NaiveHub):
    """A label is bought anew, and the old one's number is told."""

    def label(self, order: Order, due: dict[str, int]) -> Any:
        """Give the first label back."""
        first = super().label(order, due)
        self.void(first)
        return super().label(order, due) | {"trackingNumber": first["trackingNumber"]}


class NeverConfirms(NaiveHub):
    """Labels are bought, and nobody hears of them."""

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Say nothing."""


class ShipsWhatItSawFirst(NaiveHub):
    """What was imported first is shipped, whatever happened since."""

    def look(self) -> None:
        """Import once and for all."""
        self.seen = super().orders()

    def orders(self) -> list[Order]:
        """Return what was imported first."""
        return self.seen

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Care for no refusal."""
        with suppress(AssertionError):
            super().confirm(order, tracking, units)


class ShipsWhatIsCollected(ShipsWhatItSawFirst):
    """It does not read how a line is handed over."""

    leaves_out_pickups = False


class InventsANumber(NaiveHub):
    """The number is cut to what a field takes."""

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Tell half of it."""
        super().confirm(order, tracking[:9], units)


class PacksTooMany(NaiveHub):
    """A gift is put into the package."""

    def label(self, order: Order, due: dict[str, int]) -> Any:
        """Add a unit to each line."""
        return super().label(order, {line: units + 1 for line, units in due.items()})


class LetsTheShopWrite(NaiveHub):
    """The shop's setting stays on."""

    def silence(self) -> None:
        """Leave it."""


class SetsStatus(NaiveHub):
    """An order's status in the shop is written by hand as well."""

    statuses: tuple[int, ...] = ()

    def run(self) -> None:
        """Write the statuses after all is shipped."""
        super().run()
        for order in self.orders():
            for status in self.statuses if order.store == "shop" else ():
                where = f"{self.shop}/orders/{order.order_id}"
                self.ask("shop", "PUT", where, {"status_id": status})


class OpensAgain(SetsStatus):
    """What is shipped awaits its fulfilment again."""

    statuses = (11,)


class WritesStatusTwice(SetsStatus):
    """Each write is a letter."""

    statuses = (3, 2)

    def silence(self) -> None:
        """Leave it."""


class ClosesWithoutShipping(SetsStatus):
    """The order is called shipped, and nothing is sent."""

    statuses = (2,)

    def ship(self, order: Order, copies: list[Order]) -> None:
        """Send nothing."""


class VoidsInTheEnd(NaiveHub):
    """The label is given back after all was told."""

    def ship(self, order: Order, copies: list[Order]) -> None:
        """Buy, tell, void."""
        label = self.label(order, order.due)
        for one in (order, *copies):
            self.confirm(one, label["trackingNumber"], self.of(one, order, order.due))
        self.void(label)


class ForgetsAll(NaiveHub):
    """It ships nothing and shows nothing."""

    def run(self) -> None:
        """Do nothing."""

    def open(self) -> dict[str, int]:
        """Show an empty list."""
        return {}


class ShowsTheShipped(NaiveHub):
    """What is shipped still stands in the list."""

    def open(self) -> dict[str, int]:
        """Show what there was."""
        return {one.order_id: len(one.skus) for one in self.orders() if not one.original}


def nothing(place: Mockplace, order: PlatformOrder) -> None:
    """Nothing happens between import and shipping."""


def cancel_line(place: Mockplace, order: PlatformOrder) -> None:
    """The seller has no apron left."""
    place.cancel_by_seller(order, "out-of-stock", APRON)


def cancel(place: Mockplace, order: PlatformOrder) -> None:
    """The buyer cancels."""
    place.cancel(order)


def refund(place: Mockplace, order: PlatformOrder) -> None:
    """A unit is paid back."""
    place.refund(order, units={MUG: 1})


def move(place: Mockplace, order: PlatformOrder) -> None:
    """The buyer moves."""
    place.change_address(order, street1="9 New Street", city="Reno", postcode="89501")


def collect(place: Mockplace, order: PlatformOrder) -> None:
    """The buyer comes into the store for the mugs; the apron is sent."""
    place.collect(order, units={MUG: 2})


def shipped_by_hand(place: Mockplace, order: PlatformOrder) -> None:
    """Somebody ships it on the platform's own site."""
    place.ship(order, "1ZOTHER")


@dataclass(frozen=True)
class Story:
    """A fault: who has it, what was bought where, what happens before it is shipped, its rule."""

    code: str
    hub: type[NaiveHub]
    store: str = "amz"
    skus: tuple[str, ...] = (MUG, APRON)
    units: int = 2
    event: Callable[[Mockplace, PlatformOrder], None] = nothing
    #: Whether the hub says what it shows as open.
    says: bool = False
    #: The article that the buyer is to collect in the store.
    pickup: str = ""


STORIES = (
    Story("doubled-unit", ShipsTwins),
    Story("doubled-unit", ShipsTwins, "bay", (MUG,)),
    Story("notified-twice", ConfirmsTwice, "amz", (MUG,)),
    Story("notified-twice", ConfirmsTwice, "shop", (MUG,)),
    Story("wrong-content", ConfirmsPartAsWhole),
    Story("wrong-content", ConfirmsPartAsWhole, "shop"),
    Story("never-notified", NeverTellsTheShop),
    Story("not-closed", NeverTellsTheShop),
    Story("dead-number", TellsAVoidedNumber),
    Story("closed-without-package", TellsAVoidedNumber, "bay", (MUG,)),
    Story("open-everywhere", NeverConfirms),
    Story("shipped-cancelled", ShipsWhatItSawFirst, event=cancel_line),
    Story("shipped-cancelled", ShipsWhatItSawFirst, "bay", (MUG,), event=cancel),
    Story("shipped-refunded", ShipsWhatItSawFirst, "shop", (MUG,), event=refund),
    Story("shipped-collected", ShipsWhatIsCollected, "shop", event=collect, pickup=MUG),
    Story("wrong-address", ShipsWhatItSawFirst, event=move),
    Story("wrong-address", ShipsWhatItSawFirst, "bay", (MUG,), event=move),
    Story("wrong-address", ShipsWhatItSawFirst, "shop", (MUG,), event=move),
    Story("doubled-elsewhere", ShipsWhatItSawFirst, event=shipped_by_hand),
    Story("open-nowhere", ConfirmsPartAsWhole, "bay", (MUG,)),
    Story("open-nowhere", ClosesWithoutShipping, "shop", (MUG,)),
    Story("closed-without-package", VoidsInTheEnd),
    Story("open-nowhere", VoidsInTheEnd, "shop"),
    Story("mailed-by-setting", LetsTheShopWrite),
    Story("mailed-twice", WritesStatusTwice, "shop", (MUG,)),
    Story("mailed-twice", WritesStatusTwice),
    Story("invented-number", InventsANumber),
    Story("over-ordered", PacksTooMany),
    Story("not-closed", OpensAgain, "shop", (MUG,)),
    Story("units-unaccounted", ForgetsAll, says=True),
    Story("units-unaccounted", ForgetsAll, "bay", (MUG,), says=True),
    Story("units-unaccounted", ShowsTheShipped, "shop", says=True),
)


def play(place: Mockplace, story: Story, kind: type[NaiveHub]) -> tuple[Verdict, PlatformOrder]:
    """Play a story with a hub, until nothing is due any more."""
    lines = [(sku, story.units, None) for sku in story.skus]
    facts = [LineFacts(pickup="3" if sku == story.pickup else "") for sku in story.skus]
    order = place.world.buy("story", story.store, lines, line_facts=facts)
    place.pass_time(100)
    hub = kind(place)
    hub.look()
    story.event(place, order)
    place.pass_time(100)
    hub.run()
    place.pass_time(2 * 86_400)
    shown = hub.open() if story.says else None
    return place.verdict(shown, unseen=0), order


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.code} {one.store}")
def test_a_planted_fault_is_found(place: Mockplace, story: Story) -> None:
    """By its rule, with its purchase, and with requests and times unless there was no request."""
    verdict, order = play(place, story, story.hub)
    found = [one for one in verdict.findings if one.code == story.code]
    assert found, f"found instead: {verdict}"
    for one in found:
        assert one.purchase == order.purchase
        assert bool(one.evidence) == (story.hub is not ForgetsAll)
        assert ("(call " in str(verdict)) == bool(one.evidence)
        assert all(order.placed_at <= act.at <= place.world.now for act in one.evidence)


@pytest.mark.parametrize("story", STORIES, ids=lambda one: f"{one.code} {one.store}")
def test_a_hub_without_faults_is_clean(place: Mockplace, story: Story) -> None:
    """In the same story, with and without its list of open orders; every sum comes out."""
    verdict, _ = play(place, story, NaiveHub)
    assert verdict.is_clean, str(verdict)
    assert all(one.adds_up for one in verdict.ledgers)
    assert not verdict.wasted
    assert place.verdict({}, unseen=0).is_clean
    assert verdict.remarks == ()


class BuysElsewhere(NaiveHub):
    """Another carrier's label, of which the world knows nothing."""

    def label(self, order: Order, due: dict[str, int]) -> Any:
        """Name the number that the other carrier has given."""
        return {"trackingNumber": f"JD{order.order_id[-6:]}"}


class BuysElsewhereAndForgetsTheShop(BuysElsewhere, NeverTellsTheShop):
    """Both."""


def test_what_cannot_be_known_is_a_remark(place: Mockplace) -> None:
    """Whether two labels exist that another carrier sold, nobody in the world knows."""
    verdict, order = play(place, Story("", BuysElsewhere), BuysElsewhere)
    assert verdict.is_clean, str(verdict)
    (remark,) = verdict.remarks
    assert (remark.code, remark.purchase) == ("labels-elsewhere", order.purchase)
    assert "cannot be known" in str(verdict)
    ledger = verdict.ledger("story")
    assert (ledger.adds_up, ledger.is_known) == (True, False)
    assert [line.in_packages for line in ledger.lines] == [2, 2]
    assert verdict.paid == ()


def test_what_the_platforms_were_told_of_a_label_from_elsewhere_is_judged(
    place: Mockplace,
) -> None:
    """A number that one platform has, and the other does not."""
    story = Story("", BuysElsewhereAndForgetsTheShop)
    verdict, _ = play(place, story, BuysElsewhereAndForgetsTheShop)
    assert verdict.codes == ["never-notified", "not-closed"]


@pytest.mark.parametrize("voids", [True, False])
def test_a_label_of_a_cancelled_order_is_given_back(place: Mockplace, voids: bool) -> None:
    """The buyer cancels before the package is collected; the merchant has a day to notice."""
    place.buy("bay", MUG)
    place.pass_time(100)
    hub = NaiveHub(place)
    order = hub.ebay()[0]
    label = hub.label(order, order.due)
    place.pass_time(60)
    place.cancel(place.world.orders["bay", order.order_id])
    if voids:
        hub.void(label)
    place.pass_time(2 * 86_400)
    found = place.verdict(unseen=0)
    assert found.codes == ([] if voids else ["shipped-cancelled"])
    assert [one.why for one in found.wasted] == ([] if voids else ["unused"])
    assert place.verdict().is_clean  # within a day, nobody needs to know
    (line,) = found.ledger("test-1").lines
    assert (line.in_packages, line.cancelled) == ((0, 1) if voids else (1, 0))


def test_a_label_must_be_replaced_when_the_address_changes_before_it_leaves(
    place: Mockplace,
) -> None:
    """A package that has left cannot be called back; nobody can have noticed within the time."""
    order = place.buy("shop", MUG)
    hub = NaiveHub(place)
    hub.run()
    place.pass_time(60)
    place.change_address(order, street1="9 New Street")
    place.pass_time(2 * 86_400)
    (finding,) = place.verdict(unseen=0).findings
    assert finding.code == "wrong-address"
    assert "was changed before the package left" in finding.sentence
    assert place.verdict().is_clean
    place.change_address(order, street1="1 Last Street")
    assert [one.code for one in place.verdict(unseen=0).findings] == ["wrong-address"]


def test_a_change_of_address_must_be_known_only_after_a_time(place: Mockplace) -> None:
    """A label that is bought a minute later may still go to the old address, and leave."""
    order = place.buy("shop", MUG)
    hub = ShipsWhatItSawFirst(place)
    hub.look()
    place.pass_time(12 * 3_600)
    place.change_address(order, street1="9 New Street")
    place.pass_time(60)
    hub.run()
    place.pass_time(2 * 86_400)
    assert place.verdict().is_clean
    assert place.verdict(unseen=0).codes == ["wrong-address"]


def test_a_late_change_of_address_is_nobodys_fault(place: Mockplace) -> None:
    """The package has left."""
    order = place.buy("shop", MUG)
    NaiveHub(place).run()
    place.pass_time(2 * 86_400)
    place.change_address(order, street1="9 New Street")
    assert place.verdict(unseen=0).is_clean


def test_a_label_without_an_address_is_a_remark(place: Mockplace) -> None:
    """Where it goes cannot be known."""
    place.buy("shop", MUG)
    hub = NaiveHub(place)
    whole = hub.ask
    hub.ask = lambda whose, method, url, json=None: whole(whose, method, url, _bare(json))  # type: ignore[method-assign]
    hub.run()
    place.pass_time(2 * 86_400)
    verdict = place.verdict(unseen=0)
    assert verdict.is_clean
    assert [one.code for one in verdict.remarks] == ["labels-without-address"]


def _bare(json: Any) -> Any:
    package = json.get("package", {}) if isinstance(json, dict) else {}
    package.pop("shipTo", None)
    return json


def test_surplus_labels_are_counted_in_money(place: Mockplace) -> None:
    """The second label of a purchase is paid in vain; a voided one costs nothing."""
    twins, _ = play(place, Story("", ShipsTwins), ShipsTwins)
    (wasted,) = twins.wasted
    assert wasted.why == "surplus"
    assert str(wasted.price) in [str(one) for one in twins.lost]
    assert wasted.tracking in str(twins.findings[0])
    (paid,), (lost,) = twins.paid, twins.lost
    assert (paid.currency, paid.minor) == ("USD", 2 * lost.minor)
    assert paid.amount == 2 * lost.amount


def test_a_label_that_nobody_was_told_of_is_unused(place: Mockplace) -> None:
    """It is paid, and no platform knows of its package."""
    verdict, _ = play(place, Story("", NeverConfirms), NeverConfirms)
    assert [one.why for one in verdict.wasted] == ["unused"]
    assert verdict.lost == verdict.paid


def test_a_voided_label_costs_nothing(place: Mockplace) -> None:
    """Two are bought, and one is given back."""
    verdict, _ = play(place, Story("", TellsAVoidedNumber), TellsAVoidedNumber)
    sold = place.world.purchases()
    assert len(sold) == 1
    with opened() as other:
        usual, _ = play(other, Story("", NaiveHub), NaiveHub)
    assert verdict.paid == usual.paid


class NamesTwoNumbers(BuysElsewhere):
    """Each platform is told another number."""

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Put the platform's name behind it."""
        super().confirm(order, tracking + order.store.upper(), units)


def test_two_numbers_of_labels_from_elsewhere_are_not_two_packages(place: Mockplace) -> None:
    """One may be a correction of the other: that each is missing somewhere is all that is known."""
    verdict, _ = play(place, Story("", NamesTwoNumbers), NamesTwoNumbers)
    assert verdict.codes == ["never-notified"]
    assert verdict.ledger("story").adds_up
    assert "JD" in verdict.remarks[0].sentence


def test_what_nobody_can_ship_need_not_be_open(place: Mockplace) -> None:
    """Unpaid orders, those that Amazon ships, and accounts that the program does not work for."""
    place.buy("shop", MUG, paid=False)
    place.buy("amz", MUG, afn=True)
    place.pass_time(100)
    assert place.verdict({}).is_clean
    place.buy("bay", MUG)
    assert place.verdict({}).codes == ["units-unaccounted"]
    assert place.verdict({}, people=ShownToPeople(stores=frozenset({"amz"}))).is_clean


def test_ebay_takes_a_package_once(place: Mockplace) -> None:
    """The second confirmation of a number is refused, so nothing stands there twice."""
    place.world.buy("story", "bay", [(MUG, 2, None)])
    hub = NaiveHub(place)
    order = hub.ebay()[0]
    tracking = hub.label(order, order.due)["trackingNumber"]
    hub.confirm(order, tracking, order.due)
    with pytest.raises(AssertionError):
        hub.confirm(order, tracking, order.due)
    assert "notified-twice" not in place.verdict().codes


def test_all_in_one_market_is_clean(place: Mockplace) -> None:
    """Many purchases on all platforms, one hub."""
    place.world.populate(30)
    place.pass_time(100)
    hub = NaiveHub(place)
    place.world.limits.enforced = False
    hub.run()
    place.pass_time(2 * 86_400)
    assert place.verdict(hub.open()).is_clean, str(place.verdict(hub.open()))
