"""eBay's codes of carriers: those of ShippingCarrierCodeType in its Trading API.

Its Fulfillment API shares them, and takes free text for a carrier that has none.
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
