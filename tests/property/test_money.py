"""An amount survives every way through the product to the last unit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shiponce.domain.money import Money

#: Two digits, none, and three.
CURRENCIES = st.sampled_from(["USD", "EUR", "GBP", "JPY", "KWD"])
MONEY = st.builds(Money, st.integers(-(10**12), 10**12), CURRENCIES)


@given(MONEY)
def test_read_from_its_own_amount_it_is_the_same(money: Money) -> None:
    """Decimal, text and the shown form all lead back to the same minor units."""
    assert Money.of(money.amount, money.currency) == money
    assert Money.of(str(money.amount), money.currency) == money
    amount, currency = str(money).split(" ")
    assert Money.of(amount, currency) == money


@given(MONEY)
def test_four_decimals_are_the_same_amount(money: Money) -> None:
    """BigCommerce writes four decimals of every currency."""
    assert Money.of(f"{money.amount:.4f}", money.currency) == money


@given(st.lists(MONEY.filter(lambda m: m.currency == "USD"), max_size=20))
def test_minor_units_add_up(amounts: list[Money]) -> None:
    """The sum of the parts is the sum of the amounts, with no cent lost."""
    total = Money(sum(m.minor for m in amounts), "USD")
    assert total.amount == sum((m.amount for m in amounts), Decimal(0))


@given(st.floats(0, 1e9, allow_nan=False).map(lambda f: round(f, 2)))
def test_a_float_of_cents_is_read_as_written(value: float) -> None:
    """JSON numbers arrive as floats: 19.99 is 1999 cents, and not 1998."""
    assert str(Money.of(value, "USD")) == f"{Decimal(str(value)):.2f} USD"


@given(st.text(max_size=10))
def test_any_text_is_an_amount_or_is_refused(text: str) -> None:
    """ValueError is the only way in which reading fails."""
    try:
        money = Money.of(text, "USD")
    except ValueError:
        return
    assert isinstance(money.minor, int)


@pytest.mark.parametrize(
    "amount", ["", "abc", "NaN", "Infinity", "-Infinity", "1,50", "1e999999", "1e20"]
)
def test_what_is_no_amount_is_refused(amount: str) -> None:
    """A platform's rubbish must not become a price."""
    with pytest.raises(ValueError, match="is not an amount of USD"):
        Money.of(amount, "USD")
