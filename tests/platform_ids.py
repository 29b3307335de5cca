"""The three platforms that the tests speak of."""

from __future__ import annotations

from shiponce.domain.platform import Platform
from shiponce.domain.rule import exclude_copies
from shiponce.platforms import registry
from shiponce.platforms.credentials import Credentials, ShipFrom

registry.load()

AMAZON = Platform("amazon")
BIGCOMMERCE = Platform("bigcommerce")
EBAY = Platform("ebay")

#: The rule of ShipStation's help article, for these three.
EXCLUDE_COPIES = exclude_copies()


def shop_credentials(token: str) -> Credentials:
    """Return what BigCommerce asks for."""
    return Credentials({"token": token})


def seller_credentials(
    client_id: str, client_secret: str, refresh_token: str, ship_from: ShipFrom | None = None
) -> Credentials:
    """Return what Amazon and eBay ask for."""
    secrets = {
        "client_id": client_id,
        "client_secret": client_secret,
        "refresh_token": refresh_token,
    }
    return Credentials(secrets, ship_from)
