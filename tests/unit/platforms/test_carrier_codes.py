"""A carrier has one name here and a code on each platform."""

from __future__ import annotations

import pytest

from shiponce.platforms.carrier_codes import amazon_carrier, bigcommerce_carrier, ebay_carrier


@pytest.mark.parametrize("written", ["USPS", "usps", " Usps "])
def test_a_known_carrier_has_codes(written: str) -> None:
    """However it is written."""
    assert bigcommerce_carrier(written) == ("usps", "usps")
    assert amazon_carrier(written)[0] == "USPS"
    assert ebay_carrier(written) == "USPS"


def test_an_unknown_carrier_keeps_its_name() -> None:
    """Amazon gets it beside Other, eBay as it is, and BigCommerce has no word for it."""
    assert bigcommerce_carrier("Bike Couriers") == ("", "")
    assert amazon_carrier("Bike Couriers") == ("Other", "Bike Couriers")
    assert ebay_carrier("Bike Couriers") == "Bike Couriers"


def test_no_carrier_at_all_is_other() -> None:
    """Amazon requires a name where the code is Other."""
    assert amazon_carrier("") == ("Other", "Other")
