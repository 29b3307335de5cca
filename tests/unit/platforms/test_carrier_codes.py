"""A carrier has one name here and a code on each platform."""

from __future__ import annotations

import pytest

from shiponce.platforms.amazon.carrier_codes import CARRIER_CODES as AMAZON
from shiponce.platforms.bigcommerce.carrier_codes import CARRIER_CODES as BIGCOMMERCE
from shiponce.platforms.bigcommerce.carrier_codes import SHIPPING_PROVIDERS
from shiponce.platforms.ebay.carrier_codes import CARRIER_CODES as EBAY


@pytest.mark.parametrize("written", ["USPS", "usps", " Usps "])
def test_a_known_carrier_has_codes(written: str) -> None:
    """However it is written."""
    assert SHIPPING_PROVIDERS.code_of(written) == "usps"
    assert BIGCOMMERCE.code_of(written) == "usps"
    assert AMAZON.code_of(written) == "USPS"
    assert EBAY.code_of(written) == "USPS"


def test_an_unknown_carrier_keeps_its_name() -> None:
    """Amazon gets it beside Other, eBay as it is, and BigCommerce has no word for it."""
    assert SHIPPING_PROVIDERS.code_of("Bike Couriers") == ""
    assert BIGCOMMERCE.code_of("Bike Couriers") == ""
    assert AMAZON.code_of("Bike Couriers") == "Other"
    assert EBAY.code_of("Bike Couriers") == "Bike Couriers"


def test_no_carrier_at_all_is_other() -> None:
    """Amazon requires a name where the code is Other."""
    assert AMAZON.code_of("") == "Other"
