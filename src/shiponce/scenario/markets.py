"""The markets that a scenario's store can be on, by their country."""

from __future__ import annotations

#: Country → Amazon's id of its marketplace; those that the simulator knows.
_AMAZON = {
    "US": "ATVPDKIKX0DER",
    "CA": "A2EUQ1WTGCTBG2",
    "GB": "A1F83G8C2ARO7P",
    "DE": "A1PA6795UKMFR9",
    "FR": "A13V1IB3VIYZZH",
    "ES": "A1RKKUPIHCS9HS",
    "IT": "APJ6JRA9NG5V4",
}
_EBAY = {country: f"EBAY_{country}" for country in ("US", "CA", "GB", "DE", "FR", "ES", "IT", "AU")}
_OF = {"amazon": _AMAZON, "ebay": _EBAY}


def countries(platform: str) -> tuple[str, ...]:
    """Return the countries in which a platform has a market; none for BigCommerce."""
    return tuple(_OF.get(platform, ()))


def market(platform: str, country: str) -> str:
    """Return the platform's own id of a market, or '' when it has none there.

    The United Kingdom is ``UK`` as well as ``GB``, and a market may be named by its id itself.
    """
    known = _OF.get(platform, {})
    if country in known.values():
        return country
    return known.get("GB" if country == "UK" else country, "")
