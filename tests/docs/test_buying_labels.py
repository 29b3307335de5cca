"""The page about labels is run as it stands, and its table says what the shops do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "buying-labels.md"
pytest_plugins = ["pytester"]


def test_the_tests_in_the_page_pass(pytester: pytest.Pytester) -> None:
    """All of them, in a directory of their own."""
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.S | re.M)
    pytester.makepyfile("\n".join(blocks))
    found = pytester.runpytest_subprocess("-p", "mockplace.pytest_plugin")
    found.assert_outcomes(passed=3)


def test_the_ten_minutes_of_the_page_are_the_shops() -> None:
    """The lives of the offers that the table names are those in the code."""
    from mockplace.platforms.amazon.api.labels import merchant_fulfillment_offers, shipping_v2
    from mockplace.platforms.ebay.api.logistics import quotes_and_shipments as logistics
    from mockplace.platforms.shared.carrier_prices_and_days import COLLECTED_AFTER

    lives = (
        merchant_fulfillment_offers.OFFER_LIFE,
        shipping_v2._LIFE,
        logistics._LIFE,
        COLLECTED_AFTER,
    )
    assert [life // 60_000 for life in lives] == [30, 10, 60, 480]
    text = PAGE.read_text("utf-8")
    assert "| an offer lasts | 30 minutes | 10 minutes: `TOKEN_EXPIRED` | an hour: 90200 |" in text
    assert "8 hours after the ship date" in text


def test_the_house_carrier_s_hours_in_the_page_are_its_own() -> None:
    """Pick-up, account, and how many requests it bears."""
    from mockplace.platforms.carrier.api.rate_limits import BURST, RATE
    from mockplace.platforms.carrier.rules.labels_and_pickups import PICKUP_HOUR

    text = PAGE.read_text("utf-8")
    assert f"every day at {PICKUP_HOUR}:00 UTC" in text
    assert f"{BURST} at once and {RATE:.0f} a second after that" in text
