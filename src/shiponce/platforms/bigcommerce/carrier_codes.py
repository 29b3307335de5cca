"""BigCommerce's two codes of a carrier: tracking_carrier and shipping_provider of a shipment."""

from __future__ import annotations

from shiponce.platforms.manifest import CarrierCodes

#: Codes of tracking_carrier; '' for a carrier without a code.
CARRIER_CODES = CarrierCodes(
    {
        "ups": "ups",
        "usps": "usps",
        "fedex": "fedex",
        "dhl": "dhl",
        "royal mail": "royal-mail",
        "canada post": "canada-post",
        "australia post": "australia-post",
        "la poste": "la-poste-colissimo",
    },
    other="",
)
#: Codes of shipping_provider; fewer carriers have a code here.
SHIPPING_PROVIDERS = CarrierCodes(
    {
        "ups": "ups",
        "usps": "usps",
        "fedex": "fedex",
        "royal mail": "royalmail",
        "canada post": "canadapost",
        "australia post": "auspost",
    },
    other="",
)
