"""eBay's codes of carriers: those of ShippingCarrierCodeType in its Trading API.

The Fulfillment API uses the same codes, and accepts free text for a carrier without a code.
"""

from __future__ import annotations

from shiponce.platforms.manifest import CarrierCodes

CARRIER_CODES = CarrierCodes(
    {
        "ups": "UPS",
        "usps": "USPS",
        "fedex": "FedEx",
        "dhl": "DHL",
        "royal mail": "RoyalMail",
        "canada post": "CanadaPost",
        "australia post": "AustraliaPost",
        "la poste": "Colissimo",
    },
    other=None,
)
