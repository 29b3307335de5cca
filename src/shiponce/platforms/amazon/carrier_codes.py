"""Amazon's codes of carriers: carrierCode of confirmShipment (Orders v0)."""

from __future__ import annotations

from shiponce.platforms.manifest import CarrierCodes

CARRIER_CODES = CarrierCodes(
    {
        "ups": "UPS",
        "usps": "USPS",
        "fedex": "FedEx",
        "dhl": "DHL",
        "royal mail": "Royal Mail",
        "canada post": "Canada Post",
        "australia post": "Australia Post",
        "la poste": "La Poste",
    },
    other="Other",
)
