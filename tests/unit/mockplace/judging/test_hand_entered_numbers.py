"""Numbers that people enter beside the world's labels: what is known, and what is not guessed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockplace.kernel.records import PlatformOrder
from mockplace.testing import Mockplace, opened
from tests.unit.mockplace.judging.naive_hub import NaiveHub, Order

MUG, CANDLE = "MUG-SLATE-12", "CNDL-FIG-8"


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A market without purchases."""
    with opened() as found:
        yield found


def two_packages(place: Mockplace, store: str, numbers: tuple[str, ...]) -> PlatformOrder:
    """A mug goes with a label of the house carrier; two candles by hand, with each number."""
    bought = place.world.buy("order-26", store, [(MUG, 1, None), (CANDLE, 2, None)])
    place.pass_time(100)
    hub = NaiveHub(place)
    hub.silence()
    orders = hub.orders()
    (order,) = [one for one in orders if one.order_id == bought.order_id]
    copies = [one for one in orders if one.original == bought.order_id]
    mug, candles = order.due
    tracking = hub.label(order, {mug: 1})["trackingNumber"]
    for one in (order, *copies):
        hub.confirm(one, tracking, hub.of(one, order, {mug: 1}))
        for number in numbers:
            inside = {candles: 2 // len(numbers)}
            hub.confirm(one, number.format(tracking), hub.of(one, order, inside))
    place.pass_time(2 * 86_400)
    return bought


@pytest.mark.parametrize("store", ["amz", "bay", "shop"])
def test_a_number_of_another_carrier_beside_a_label_is_not_guessed_about(
    place: Mockplace, store: str
) -> None:
    """It is a remark, every sum comes out, and the letters are as many as the packages."""
    bought = two_packages(place, store, ("D10011122233344",))
    verdict = place.verdict(unseen=0)
    assert verdict.is_clean, str(verdict)
    (remark,) = verdict.remarks
    assert (remark.code, remark.purchase) == ("labels-elsewhere", bought.purchase)
    assert "D10011122233344" in remark.sentence
    assert f"{store} {bought.order_id}" in str(verdict)
    ledger = verdict.ledger(bought.purchase)
    assert (ledger.adds_up, ledger.is_known) == (True, False)
    assert [line.in_packages for line in ledger.lines] == [1, 2]
    assert not verdict.wasted
    assert place.verdict({}, unseen=0).is_clean


def test_two_packages_by_hand_are_two_packages(place: Mockplace) -> None:
    """Each holds one candle."""
    bought = two_packages(place, "amz", ("D10011122233344", "9400111899223344556677"))
    verdict = place.verdict(unseen=0)
    assert verdict.is_clean, str(verdict)
    assert [line.in_packages for line in verdict.ledger(bought.purchase).lines] == [1, 2]


@pytest.mark.parametrize("number", ["1ZA1B2C39999999999", "{:.12}", "{}-2"])
def test_a_number_in_the_form_of_the_carrier_that_it_never_gave_is_invented(
    place: Mockplace, number: str
) -> None:
    """Its account, a part of a number, and a number with something behind it."""
    bought = two_packages(place, "shop", (number,))
    found = [one for one in place.verdict(unseen=0).findings if one.code == "invented-number"]
    assert [one.purchase for one in found] == [bought.purchase]
    assert f"(order-26: shop {bought.order_id}): " in str(found[0])
    assert not place.verdict(unseen=0).remarks


class NamesTheReference(NaiveHub):
    """The label's own reference is told in place of its number."""

    def label(self, order: Order, due: dict[str, int]) -> dict[str, str]:
        """Take the wrong field of the answer."""
        sold: dict[str, str] = super().label(order, due)
        return sold | {"trackingNumber": sold["labelId"]}


def test_another_name_of_a_label_is_no_number(place: Mockplace) -> None:
    """The carrier knows its label by that id, and nobody tracks a package with it."""
    place.buy("shop", MUG)
    NamesTheReference(place).run()
    place.pass_time(2 * 86_400)
    assert "invented-number" in place.verdict().codes


def test_an_order_that_its_platforms_page_closed_says_so(place: Mockplace) -> None:
    """Nobody packed its unit; the finding names the page and no request."""
    order = place.buy("shop", MUG)
    place.pass_time(60)
    place.world.shipping.mark_shipped("shop", order.order_id)
    place.pass_time(2 * 86_400)
    (finding,) = place.verdict().findings
    assert finding.code == "open-nowhere"
    assert finding.sentence.startswith(f"no package holds 1 × {MUG} of order {order.order_id}")
    assert "somebody did that on shop's own page at 2026-11-20" in finding.sentence
    assert "order's status changed, by no request" in str(place.verdict())
    assert [act.call for act in finding.evidence] == [None]


class Closes(NaiveHub):
    """The order is called shipped, and nothing is sent."""

    def ship(self, order: Order, copies: list[Order]) -> None:
        """Write the status."""
        self.ask("shop", "PUT", f"{self.shop}/orders/{order.order_id}", {"status_id": 2})


def test_an_order_that_a_request_closed_says_so(place: Mockplace) -> None:
    """The same state, and another who."""
    order = place.buy("shop", MUG)
    Closes(place).run()
    place.pass_time(2 * 86_400)
    (finding,) = [one for one in place.verdict().findings if one.code == "open-nowhere"]
    assert f"/v2/orders/{order.order_id} did that at 2026-11-20" in finding.sentence
    assert "→ 200 (call " in str(place.verdict())
