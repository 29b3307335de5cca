"""Which service a batch chooses, and which orders of it are one purchase (K2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiponce.decisions.batch_plan import Wanted, choose, one_purchase, totals
from shiponce.domain.batch import PackageRule, WeightRule
from shiponce.domain.money import Money

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Shown:
    """A shipping option."""

    code: str
    service: str = ""
    cents: int | None = 100
    days: int | None = None
    available: bool = True
    preferred: bool = False
    carrier: str = "UPS"

    @property
    def price(self) -> Money | None:
        """The price in dollars."""
        return None if self.cents is None else Money(self.cents, "USD")

    @property
    def arrives_by(self) -> datetime | None:
        """The day of arrival."""
        return None if self.days is None else NOON + timedelta(days=self.days)


GROUND = Shown("house:ground", "UPS Ground", 700, 5)
AIR = Shown("house:two_day", "UPS 2nd Day Air", 1500, 2)
MANUAL = Shown("manual", cents=None)
SHOWN = (AIR, GROUND, MANUAL)


def wanted(paid: str = "", days: int | None = None) -> Wanted:
    """An order, with what the buyer paid for and when it was promised."""
    return Wanted("1", paid, None if days is None else NOON + timedelta(days=days))


@pytest.mark.proves("K2")
@pytest.mark.parametrize(
    ("service", "paid", "days", "chosen"),
    [
        ("cheapest", "", None, "house:ground"),
        ("cheapest", "", 5, "house:ground"),
        ("cheapest", "", 3, "house:two_day"),
        ("cheapest", "", 1, "limit.batch_too_late"),
        ("paid", "UPSGround", None, "house:ground"),
        ("paid", "UPS® (UPS 2nd Day Air)", 9, "house:two_day"),
        ("paid", "Standard", 3, "house:two_day"),
        ("paid", "Standard", None, "limit.batch_paid_not_offered"),
        ("paid", "", None, "limit.batch_paid_unknown"),
        ("paid", "", 5, "house:ground"),
        ("house:two_day", "", 9, "house:two_day"),
        ("house:balloon", "", None, "limit.batch_not_offered"),
    ],
)
def test_the_service(service: str, paid: str, days: int | None, chosen: str) -> None:
    """By name, by what was paid, or by price within the promise."""
    found = choose(SHOWN, service, wanted(paid, days))
    assert (found.reason or found.code) == chosen


@pytest.mark.proves("K2")
def test_nothing_that_names_no_date_keeps_a_promise() -> None:
    """A service without a date may come at any time."""
    found = choose((Shown("house:slow", "Slow"), MANUAL), "cheapest", wanted(days=3))
    assert found.reason == "limit.batch_no_dates"


def test_a_closed_option_says_why_itself() -> None:
    """Its restriction is the reason; without any option there is another one."""
    closed = Shown("house", cents=None, available=False)
    assert choose((closed,), "cheapest", wanted()).code == "house"
    assert choose((closed,), "house:ground", wanted()).code == "house"
    assert choose((MANUAL,), "cheapest", wanted()).reason == "limit.batch_nothing_offered"


@pytest.mark.parametrize("service", ["cheapest", "paid"])
def test_what_a_rule_asks_for_comes_first(service: str) -> None:
    """But not before a service that a person names."""
    asked = Shown("house:two_day", "UPS 2nd Day Air", 1500, 2, preferred=True)
    assert choose((asked, GROUND), service, wanted()).code == "house:two_day"
    assert choose((asked, GROUND), "house:ground", wanted()).code == "house:ground"


PAIRS = st.lists(st.tuples(st.integers(1, 8), st.integers(1, 8), st.booleans()), max_size=12)


@pytest.mark.proves("K2")
@given(orders=st.permutations(range(1, 9)), bonds=PAIRS, originals=st.sets(st.integers(1, 8)))
def test_exactly_one_order_of_each_purchase_stays(
    orders: list[int], bonds: list[tuple[int, int, bool]], originals: set[int]
) -> None:
    """Whatever the bonds: no two that stay are bound, and each that goes names one that stays."""
    gone = one_purchase(orders, bonds, originals)
    stays = set(orders) - set(gone)
    assert all(one.ships_as in stays for one in gone.values())
    assert not [pair for pair in bonds if pair[0] != pair[1] and {*pair[:2]} <= stays]
    for one in gone.values():
        assert one.ships_as in originals or one.order_id not in originals


def test_a_purchase_is_proved_if_one_way_to_it_is() -> None:
    """A doubtful bond beside a proved one changes nothing."""
    both = one_purchase([1, 2, 3], [(1, 2, True), (2, 3, False), (1, 3, False)], [1])
    assert {n: one.possible for n, one in both.items()} == {2: False, 3: False}
    assert one_purchase([1, 2], [(1, 2, True)], [1])[2].possible


def test_currencies_never_mix() -> None:
    """One total for each carrier and currency."""
    found = totals([("A", Money(1, "USD")), ("A", Money(2, "EUR")), ("A", Money(3, "USD"))])
    assert found == {("A", "EUR"): (1, Money(2, "EUR")), ("A", "USD"): (2, Money(4, "USD"))}


@pytest.mark.parametrize(
    ("rule", "grams"), [(WeightRule.GOODS, 400), (WeightRule.ADDED, 450), (WeightRule.FIXED, 50)]
)
def test_the_weight_of_a_presets_package(rule: WeightRule, grams: int) -> None:
    """Of the goods, with the packaging, or always the same."""
    assert PackageRule(1, 2, 3, rule, 50).size(400).weight == grams
