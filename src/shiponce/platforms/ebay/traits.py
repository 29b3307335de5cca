"""eBay's id and its traits, by which the hub's rules distinguish platforms."""

from __future__ import annotations

import re
from datetime import timedelta

from shiponce.domain.platform import (
    Capability,
    Market,
    Role,
    Traits,
    register_platform,
)
from shiponce.platforms.ebay.rate_limits import RATES

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
        # sel:ShippingFulfillmentDetails, November 2026): no NAMES_CARRIER_UNTRACKED.
        capabilities=frozenset(
            {
                Capability.COMBINES_ORDERS,
                Capability.NAMES_LINES,
                Capability.TAKES_UNTRACKED,
                # A fulfillment's id is its tracking number, and no call changes a fulfillment.
                Capability.KEEPS_PACKAGES,
            }
        ),
        options=frozenset(),
        # User ids may contain punctuation.
        account=re.compile(r"[^\s/:]{1,64}"),
        account_flaw="error.account_ebay",
        order_id=re.compile(r"\d{2}-\d{5}-\d{5}"),
        # Until June 2019 an order of one line had the line's id, made of item and transaction.
        older_order_id=re.compile(r"\d{12}[-!]\d{10,13}"),
        markets=_markets(),
        listing_lag=timedelta(0),
        rates=RATES,
        retention=None,
        address_role="",
    ),
)
