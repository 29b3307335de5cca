"""The markets of a scenario's store, by country."""

from __future__ import annotations

from shiponce.domain.platform import Platform


def countries(platform: str) -> tuple[str, ...]:
    """Return the countries in which a platform has a market; () if it has no markets."""
    return tuple(_ids(platform))


def market(platform: str, country: str) -> str:
    """Return the platform's id of the market in *country*, or '' if there is none.

    ``UK`` and ``GB`` are the same; *country* may also be the id of a market.
    """
    if country in Platform(platform).traits.markets:
        return country
    return _ids(platform).get("GB" if country == "UK" else country, "")


def _ids(platform: str) -> dict[str, str]:
    """Return each country with the id of the first market in it."""
    found: dict[str, str] = {}
    for one in Platform(platform).traits.markets.values():
        found.setdefault(one.country, one.id)
    return found
