"""One carrier, three spellings: each platform has codes of its own."""

from __future__ import annotations

#: Our name, lower case → (BigCommerce shipping_provider, BigCommerce tracking_carrier,
#: Amazon carrierCode, eBay shippingCarrierCode). The last are those of ShippingCarrierCodeType in
#: eBay's Trading API, which its Fulfillment API shares.
_CODES: dict[str, tuple[str, str, str, str]] = {
    "ups": ("ups", "ups", "UPS", "UPS"),
    "usps": ("usps", "usps", "USPS", "USPS"),
    "fedex": ("fedex", "fedex", "FedEx", "FedEx"),
    "dhl": ("", "dhl", "DHL", "DHL"),
    "royal mail": ("royalmail", "royal-mail", "Royal Mail", "RoyalMail"),
    "canada post": ("canadapost", "canada-post", "Canada Post", "CanadaPost"),
    "australia post": ("auspost", "australia-post", "Australia Post", "AustraliaPost"),
    "la poste": ("", "la-poste-colissimo", "La Poste", "Colissimo"),
}


def bigcommerce_carrier(name: str) -> tuple[str, str]:
    """(shipping_provider, tracking_carrier); both empty for a carrier it has no code for."""
    codes = _CODES.get(name.strip().lower())
    return (codes[0], codes[1]) if codes else ("", "")


def amazon_carrier(name: str) -> tuple[str, str]:
    """(carrierCode, carrierName); the name is required where the code is Other."""
    codes = _CODES.get(name.strip().lower())
    return (codes[2], name) if codes else ("Other", name or "Other")


def ebay_carrier(name: str) -> str:
    """The shippingCarrierCode; eBay takes free text for a carrier it has no code for."""
    codes = _CODES.get(name.strip().lower())
    return codes[3] if codes else name
