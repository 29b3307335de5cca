"""eBay's platform id and its traits, which the domain's rules read."""

from __future__ import annotations

import re
from datetime import timedelta

from shiponce.domain.platform import (
    Capability,
    Market,
    Operation,
    Role,
    Traits,
    register_platform,
)

#: MarketplaceIdEnum (developer.ebay.com/api-docs/sell/account/types/ba:MarketplaceIdEnum).
_COUNTRIES = (
    "US GB DE AU CA FR IT ES AT BE CH CN CZ DK FI GR HK HU ID IE IL IN JP MY NL NO NZ PE PH PL PR"
    " PT RU SE SG TH TW VN ZA"
)


def _markets() -> dict[str, Market]:
    ids = {f"EBAY_{country}": country for country in _COUNTRIES.split()}
    ids |= dict.fromkeys(("EBAY_MOTORS_US", "EBAY_MOTORS", "EBAY_HALF_US"), "US")
    return {name: Market(name, country) for name, country in ids.items()}


EBAY = register_platform(
    "ebay",
    Traits(
        role=Role.MARKETPLACE,
        # createShippingFulfillment: shippingCarrierCode and trackingNumber are optional, but one
        # needs the other (developer.ebay.com/api-docs/sell/fulfillment/types/
        # sel:ShippingFulfillmentDetails, November 2026).
        capabilities=frozenset(
            {Capability.COMBINES_ORDERS, Capability.NAMES_LINES, Capability.TAKES_UNTRACKED}
        ),
        options=frozenset(),
        # User ids may contain punctuation.
        account=re.compile(r"[^\s/:]{1,64}"),
        account_flaw="error.account_ebay",
        # Current order ids, or legacy ids made of item id and transaction id.
        order_id=re.compile(r"\d{2}-\d{5}-\d{5}|\d{12}-\d{10,13}"),
        markets=_markets(),
        listing_lag=timedelta(0),
        # eBay's quotas are per day, so the hub sets no rate: only eBay's answers limit the calls.
        rates=dict.fromkeys(Operation),
        retention=None,
    ),
)
