"""A carrier has one name here and a code on each platform."""

from __future__ import annotations

import pytest

from shiponce.platforms import carrier_names
from shiponce.platforms.amazon import carrier_codes as amazon
from shiponce.platforms.amazon.carrier_codes import CARRIER_CODES as AMAZON
from shiponce.platforms.bigcommerce.carrier_codes import CARRIER_CODES as BIGCOMMERCE
from shiponce.platforms.bigcommerce.carrier_codes import SHIPPING_PROVIDERS
from shiponce.platforms.carrier_codes import CarrierCodes
from shiponce.platforms.ebay import carrier_codes as ebay
from shiponce.platforms.ebay.carrier_codes import CARRIER_CODES as EBAY


@pytest.mark.parametrize("written", ["USPS", "usps", " Usps ", "U.S.P.S.", "United States Postal"])
def test_a_known_carrier_has_codes(written: str) -> None:
    """However it is written."""
    assert SHIPPING_PROVIDERS.code_of(written) == "usps"
    assert BIGCOMMERCE.code_of(written) == "usps"
    assert AMAZON.code_of(written) == "USPS"
    assert EBAY.code_of(written) == "USPS"


@pytest.mark.proves("O11")
@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("OnTrac", ("OnTrac", "ONTRACK", "ontrac")),
        ("GLS", ("GLS", "GLS", "gls")),
        ("DPD", ("DPD", "DPD", "dpd")),
        ("tnt", ("TNT", "TNT", "tnt")),
        ("Chronopost", ("Chronopost", "Chronopost", "chronopost-france")),
        ("colissimo", ("Colissimo", "Colissimo", "colissimo")),
        ("Colis Privé", ("COLIS PRIVE", "Colis Privé", "colis-prive")),
        ("LA-POSTE", ("La Poste", "LAPOSTE", "la-poste-colissimo")),
        ("UPS Ground", ("UPS", "UPS", "ups")),
        ("upsground", ("UPS", "UPS", "ups")),
        ("ups next day air", ("UPS", "UPS", "ups")),
        ("UPS 2nd Day Air A.M.", ("UPS", "UPS", "ups")),
        ("UPS SurePost", ("UPS", "UPS", "ups")),
        ("UPS® Ground", ("UPS", "UPS", "ups")),
        ("FEDEX_GROUND", ("FedEx", "FedEx", "fedex")),
        ("Fed-Ex 2Day", ("FedEx", "FedEx", "fedex")),
        ("FedEx Home Delivery", ("FedEx", "FedEx", "fedex")),
        ("usps_priority_mail", ("USPS", "USPS", "usps")),
        ("Royal Mail Tracked 24", ("Royal Mail", "RoyalMail", "royal-mail")),
        ("RoyalMail 2nd Class", ("Royal Mail", "RoyalMail", "royal-mail")),
        ("DPD Deutschland", ("DPD", "DPD", "dpd")),
        ("DHL Express Worldwide", ("DHL Express", "DHL", "dhl")),
    ],
)
def test_a_name_is_recognised_with_its_service(written: str, codes: tuple[str, str, str]) -> None:
    """Case, accents, blanks and punctuation do not count, and service words may follow."""
    assert (AMAZON.code_of(written), EBAY.code_of(written), BIGCOMMERCE.code_of(written)) == codes


@pytest.mark.proves("O11")
@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("DHL eCommerce", ("DHL eCommerce", "DHL eCommerce", "dhl-global-mail")),
        ("FedEx Freight", ("Fedex Freight", "FedEx Freight", "fedex-freight")),
        ("Correos Express", ("Correos Express", "Correos Express", "correosexpress")),
        ("DPD Local", ("DPD Local", "DPD Local", "interlink-express")),
        ("TNT Post", ("Other", "TNTPost", "")),
        ("APC Overnight", ("APC Overnight", "APC Overnight", "apc-overnight")),
        ("Ground", ("Other", "Ground", "")),
        ("Express", ("Other", "Express", "")),
        ("UPS/USPS", ("Other", "UPS/USPS", "")),
        ("Upstart Ground", ("Other", "Upstart Ground", "")),
        ("My UPS", ("Other", "My UPS", "")),
        ("!!", ("Other", "!!", "")),
    ],
)
def test_another_carrier_is_not_mistaken_for_it(written: str, codes: tuple[str, str, str]) -> None:
    """A word that names no service makes another carrier, and a service alone is nobody."""
    assert (AMAZON.code_of(written), EBAY.code_of(written), BIGCOMMERCE.code_of(written)) == codes


@pytest.mark.proves("O11")
def test_every_published_code_is_its_own_name() -> None:
    """Where two codes are spelled alike, the first of the list is used."""
    for code in amazon.PUBLISHED:
        found = AMAZON.code_of(code)
        assert carrier_names.key_of(found) == carrier_names.key_of(code)
        assert found in amazon.PUBLISHED
    named = {code for code in ebay.PUBLISHED if EBAY.code_of(code) == code}
    assert set(ebay.PUBLISHED) - named == {"DHLEXPRESS"}  # its name is the one of DHL
    assert set(EBAY.codes.values()) <= set(ebay.PUBLISHED)
    assert (len(amazon.PUBLISHED), len(ebay.PUBLISHED)) == (377, 166)
    assert len(set(BIGCOMMERCE.codes.values())) > 1500


def test_a_carrier_whose_name_is_anothers_and_a_service_is_listed() -> None:
    """Each is a carrier on one platform and would be taken for another one elsewhere."""
    for key in carrier_names.OF_THEIR_OWN:
        assert any(key in codes.codes for codes in (AMAZON, EBAY, BIGCOMMERCE)), key


def test_an_unknown_carrier_keeps_its_name() -> None:
    """Amazon gets it beside Other, eBay as it is, and BigCommerce has no word for it."""
    assert SHIPPING_PROVIDERS.code_of("Bike Couriers") == ""
    assert BIGCOMMERCE.code_of("Bike Couriers") == ""
    assert AMAZON.code_of("Bike Couriers") == "Other"
    assert EBAY.code_of("Bike Couriers") == "Bike Couriers"


def test_no_carrier_at_all_is_other() -> None:
    """Amazon requires a name where the code is Other."""
    assert AMAZON.code_of("") == "Other"


def test_a_carrier_has_the_platforms_code_or_its_own_name() -> None:
    """*other* stands for every carrier without a code; None passes the name on."""
    assert CarrierCodes({"ups": "U"}, other="?").code_of(" UPS ") == "U"
    assert CarrierCodes({}, other="?").code_of("Bike") == "?"
    assert CarrierCodes({}, other=None).code_of("Bike") == "Bike"
