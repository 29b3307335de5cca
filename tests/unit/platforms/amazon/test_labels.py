"""Why Amazon does not sell a service is said in the reader's language, with its date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shiponce.domain.shipment import RefusedFor
from shiponce.platforms.amazon.labels import _rejection
from shiponce.services.shipping.shipping_options import _offered
from shiponce.words import LANGUAGES, say

LATE = "Arrives by 2026-12-05T20:00:00Z, later than the promised delivery date."
CASES = {
    "CANNOT_ARRIVE_BY_PROMISE": (LATE, RefusedFor.LATE, "limit.carrier_late_on"),
    "CARRIER_CANNOT_SHIP_TO_POBOX": ("No.", RefusedFor.PO_BOX, "limit.carrier_po_box"),
    "PACKAGE_TOO_HEAVY": ("No.", RefusedFor.HEAVY, "limit.carrier_heavy"),
    "CARRIER_CANNOT_SHIP_HAZMAT": ("No.", RefusedFor.HAZARDOUS, "limit.carrier_hazardous"),
    "SOMETHING_ELSE": ("The service is not available.", None, "limit.carrier_refuses"),
}


def raw(code: str, message: str) -> dict[str, str]:
    """A rejected service as Amazon lists it."""
    return {
        "CarrierName": "UPS",
        "ShippingServiceName": "UPS Ground",
        "ShippingServiceId": "UPS_GND",
        "RejectionReasonCode": code,
        "RejectionReasonMessage": message,
    }


@pytest.mark.proves("P2", "P4")
@pytest.mark.parametrize("code", CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_known_code_is_said_in_our_own_words(code: str, language: str) -> None:
    """Only what has no known code stands there as Amazon wrote it."""
    message, why, limit = CASES[code]
    quote = _rejection(raw(code, message))
    assert quote.refused_for is why
    option = _offered(quote, None)
    assert (option.available, option.restriction and option.restriction.code) == (False, limit)
    assert option.restriction is not None
    told = say(limit, language, **option.restriction.facts)
    assert "UPS Ground" in told
    assert "…" not in told
    if why is RefusedFor.LATE:
        assert quote.arrives_by == datetime(2026, 12, 5, 20, tzinfo=UTC)
        assert "2026" in told


@pytest.mark.parametrize(
    "message", ["Too late.", "Arrives by 2026-13-45T20:00:00Z.", f"{LATE} Was 2026-12-01T00:00:00Z"]
)
def test_a_message_without_one_date_still_says_why(message: str) -> None:
    """None, none that can be read, or two: the sentence has no date."""
    option = _offered(_rejection(raw("CANNOT_ARRIVE_BY_PROMISE", message)), None)
    assert option.restriction is not None
    assert option.restriction.code == "limit.carrier_late"
