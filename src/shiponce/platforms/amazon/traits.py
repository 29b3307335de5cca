"""Amazon's id and its traits, by which the hub's rules distinguish platforms."""

from __future__ import annotations

import re
from datetime import timedelta

from shiponce.domain.platform import (
    Capability,
    Market,
    Role,
    StoreOption,
    Traits,
    register_platform,
)
from shiponce.platforms.amazon.rate_limits import RATES

#: Region → country and id of each market (developer-docs.amazon.com/sp-api/docs/marketplace-ids).
_MARKETS = {
    "na": "US ATVPDKIKX0DER CA A2EUQ1WTGCTBG2 MX A1AM78C64UM0Y8 BR A2Q3Y263D00KWC",
    "eu": "IE A28R8C7NBKEWEA ES A1RKKUPIHCS9HS GB A1F83G8C2ARO7P FR A13V1IB3VIYZZH"
    " BE AMEN7PMS3EDWL NL A1805IZSGTT6HS DE A1PA6795UKMFR9 IT APJ6JRA9NG5V4 SE A2NODRKZP88ZB9"
    " ZA AE08WJ6YKNBMC PL A1C3SOZRARQ6R3 EG ARBP9OOSHTCHU TR A33AVAJ2PDY3EV SA A17E79C6D8DWNP"
    " AE A2VIGQ35RCS4UG IN A21TJRUUN4KGV",
    "fe": "SG A19VAU5U5O7RUS AU A39IBJ37TRP1C6 JP A1VC38T7YXB528",
}


def _markets() -> dict[str, Market]:
    found = {}
    for region, listed in _MARKETS.items():
        words = listed.split()
        for country, name in zip(words[::2], words[1::2], strict=True):
            found[name] = Market(name, country, region, f"{name} ({country})")
    return found


AMAZON = register_platform(
    "amazon",
    Traits(
        role=Role.MARKETPLACE,
        # No NAMES_LINES: in documented mode a notification to Amazon names no order lines (Q2).
        # No TAKES_UNTRACKED: PackageDetail of confirmShipment requires trackingNumber (in
        # ordersV0.json; amzn/selling-partner-api-models#4329 asks why).
        capabilities=frozenset(
            {Capability.PRIME, Capability.SELLS_LABELS, Capability.LISTS_BY_MARKET}
        ),
        options=frozenset(
            {StoreOption.PRIME_TO_AWAITING, StoreOption.BUY_SHIPPING, StoreOption.SHIP_FROM}
        ),
        account=re.compile(r"[A-Za-z0-9_-]{1,64}"),
        account_flaw="error.account_amazon",
        order_id=re.compile(r"\d{3}-\d{7}-\d{7}"),
        older_order_id=None,
        markets=_markets(),
        # A window that ends less than two minutes ago is refused.
        listing_lag=timedelta(minutes=2, seconds=5),
        rates=RATES,
        # Data Protection Policy: buyers' data may be kept for at most 30 days after delivery.
        retention=timedelta(days=30),
        # developer-docs.amazon.com/sp-api/docs/roles-in-the-selling-partner-api
        address_role="Direct-to-Consumer Shipping (Restricted)",
    ),
)
