"""The carrier services for which Amazon sells labels, through both of its label APIs."""

from __future__ import annotations

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared.carrier_prices_and_days import Service

SERVICES = (
    Service("USPS_PTP_GND_ADV", "USPS", "USPS Ground Advantage", 5, 425, 35),
    Service("UPS_PTP_GND", "UPS", "UPS Ground", 4, 690, 40),
    Service("USPS_PTP_PRI", "USPS", "USPS Priority Mail", 3, 760, 55),
    Service("UPS_PTP_2ND_DAY_AIR", "UPS", "UPS 2nd Day Air", 2, 1190, 95),
    Service("FEDEX_PTP_SECOND_DAY", "FedEx", "FedEx 2Day", 2, 1240, 90),
    Service("UPS_PTP_NEXT_DAY_AIR_SAVER", "UPS", "UPS Next Day Air Saver", 1, 2450, 180),
)
_BY_ID = {service.service_id: service for service in SERVICES}


def service_of(service_id: str) -> Service:
    """Return the service with an id."""
    if service_id not in _BY_ID:
        raise errors.invalid(details="The ShippingServiceId is not valid.")
    return _BY_ID[service_id]
