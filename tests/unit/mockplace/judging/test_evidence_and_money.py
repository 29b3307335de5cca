"""What a finding names as its cause, and how money is written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest

from mockplace.kernel.acts import ActKind
from mockplace.kernel.judging.money import Money, totals
from mockplace.kernel.judging.open_units import ShownOpen, resolved
from mockplace.kernel.refusal import Refusal
from mockplace.testing import Mockplace, opened
from tests.unit.mockplace.judging.naive_hub import NaiveHub, Order

MUG = "MUG-SLATE-12"


@pytest.fixture
def place() -> Iterator[Mockplace]:
    """A market without purchases."""
    with opened() as found:
        yield found


def shop_order(place: Mockplace) -> tuple[NaiveHub, Order]:
    """Two mugs that were bought in the shop, and a hub."""
    place.world.buy("story", "shop", [(MUG, 2, None)])
    hub = NaiveHub(place)
    (order,) = hub.bigcommerce()
    return hub, order


def test_a_finding_names_the_requests_that_caused_it(place: Mockplace) -> None:
    """Label, confirmation and confirmation, each with its number, status and time."""
    hub, order = shop_order(place)
    tracking = hub.label(order, order.due)["trackingNumber"]
    place.pass_time(60)
    for _ in range(2):
        hub.confirm(order, tracking, {line: 1 for line in order.due})
    finding = next(one for one in place.verdict().findings if one.code == "notified-twice")
    kinds = [act.kind for act in finding.evidence]
    assert kinds == [ActKind.LABEL_BOUGHT, ActKind.CONFIRMED, ActKind.CONFIRMED]
    calls = [act.call for act in finding.evidence if act.call]
    assert calls == [one for one in place.calls if one.method == "POST"][-3:]
    assert [call.status for call in calls] == [201, 201, 201]
    said = str(place.verdict())
    assert (
        f"  2026-11-20 09:00:00  POST /carrier/v1/labels → 201 (call {calls[0].seq})\n"
        f"  2026-11-20 09:01:00  POST …/v2/orders/{order.order_id}/shipments → 201 (call "
    ) in said


def test_a_finding_names_no_request_about_another_package(place: Mockplace) -> None:
    """The second label of the purchase has nothing to do with the first one's number."""
    hub, order = shop_order(place)
    one = {line: 1 for line in order.due}
    tracking = hub.label(order, one)["trackingNumber"]
    other = hub.label(order, one)["trackingNumber"]
    for _ in range(2):
        hub.confirm(order, tracking, one)
    finding = next(one for one in place.verdict().findings if one.code == "notified-twice")
    assert {act.tracking for act in finding.evidence} == {tracking}
    assert other not in finding.sentence


def test_a_request_that_arrives_twice_is_two_calls(place: Mockplace) -> None:
    """Each confirmation names the call that recorded it."""
    hub, order = shop_order(place)
    tracking = hub.label(order, order.due)["trackingNumber"]
    place.fail("arrives_twice", "createShipment")
    hub.confirm(order, tracking, {line: 1 for line in order.due})
    finding = next(one for one in place.verdict().findings if one.code == "notified-twice")
    last, before = place.calls[-1], place.calls[-2]
    assert [act.call for act in finding.evidence[-2:]] == [before, last]


def test_a_late_request_is_the_cause_of_what_it_did(place: Mockplace) -> None:
    """It was lost for its sender, and the platform carried it out a minute later."""
    hub, order = shop_order(place)
    tracking = hub.label(order, order.due)["trackingNumber"]
    place.fail("late_commit", "createShipment")
    with pytest.raises(httpx.ReadTimeout):
        hub.confirm(order, tracking, {line: 1 for line in order.due})
    place.pass_time(600)
    finding = next(one for one in place.verdict().findings if one.code == "never-notified")
    cause = finding.evidence[-1].call
    assert cause is not None
    assert (cause.fault, cause.at) == ("late_commit", finding.evidence[-1].at)


def test_what_people_and_time_do_has_no_request(place: Mockplace) -> None:
    """Somebody ships on the platform's own site."""
    place.ship(place.buy("shop", MUG), "1ZOTHER")
    (acts,) = place.world.acts.of_order.values()
    assert all(act.call is None for act in acts)


def test_a_read_is_the_cause_of_nothing(place: Mockplace) -> None:
    """What happens between two calls belongs to neither."""
    hub, order = shop_order(place)
    hub.orders()
    place.ship(place.world.orders["shop", order.order_id], "1ZOTHER")
    hub.orders()
    assert all(act.call is None for acts in place.world.acts.of_order.values() for act in acts)


@pytest.mark.parametrize(
    ("money", "text", "amount"),
    [
        (Money("USD", 1299), "12.99 USD", Decimal("12.99")),
        (Money("USD", 5), "0.05 USD", Decimal("0.05")),
        (Money("JPY", 1299), "1299 JPY", Decimal(1299)),
        (Money("KWD", 1299), "1.299 KWD", Decimal("1.299")),
    ],
)
def test_money_has_the_decimals_of_its_currency(money: Money, text: str, amount: Decimal) -> None:
    """ISO 4217 says how many."""
    assert str(money) == text
    assert money.amount == amount


def test_currencies_are_not_added_up() -> None:
    """Each has a total of its own."""
    found = totals([Money("USD", 1), Money("EUR", 2), Money("USD", 3)])
    assert found == (Money("EUR", 2), Money("USD", 4))


def test_open_units_name_orders_of_the_world(place: Mockplace) -> None:
    """By id, by account where two have it, and once."""
    order = place.buy("shop", MUG)
    place.world.buy("other", "amz", [(MUG, 1, None)], order_id="111-1111111-1111111")
    known = ShownOpen("", order.order_id, 1)
    assert resolved(place.world, [known]) == {("shop", order.order_id): 1}
    for wrong, said in (
        ([ShownOpen("amz", order.order_id, 1)], "no account has"),
        ([known, ShownOpen("shop", order.order_id, 1)], "named twice"),
        ([ShownOpen("", order.order_id, {"NOPE": 1})], "has no NOPE"),
    ):
        with pytest.raises(Refusal, match=said):
            resolved(place.world, wrong)


def test_both_twins_shown_as_open_are_too_many(place: Mockplace) -> None:
    """A purchase stands in the list twice: its order and the copy."""
    order = place.buy("amz", MUG)
    place.pass_time(100)
    copy = place.copy_of(order)
    assert copy is not None
    assert place.verdict({order.order_id: 1}).is_clean
    assert place.verdict({copy.order_id: 1}).is_clean
    verdict = place.verdict({order.order_id: 1, copy.order_id: 1})
    assert verdict.codes == ["units-unaccounted"]
    assert [line.unaccounted for line in verdict.ledger(order.purchase).lines] == [-1]
