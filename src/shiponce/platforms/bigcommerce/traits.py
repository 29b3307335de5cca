"""BigCommerce's id and its traits, by which the hub's rules distinguish platforms."""

from __future__ import annotations

import re
from datetime import timedelta

from shiponce.domain.platform import (
    Capability,
    Role,
    StoreOption,
    Traits,
    register_platform,
)
from shiponce.platforms.bigcommerce.rate_limits import RATES

BIGCOMMERCE = register_platform(
    "bigcommerce",
    Traits(
        role=Role.SHOP,
        # Create Order Shipment requires order_address_id and items only, no tracking number
        # (github.com/bigcommerce/docs, reference/orders.v2.oas2.yml, April 2026).
        capabilities=frozenset(
            {
                Capability.NAMES_LINES,
                Capability.TAKES_UNTRACKED,
                Capability.NAMES_CARRIER_UNTRACKED,
            }
        ),
        options=frozenset({StoreOption.INTEGRATION}),
        account=re.compile(r"[A-Za-z0-9_-]{1,64}"),
        account_flaw="error.account_bigcommerce",
        order_id=re.compile(r"[1-9]\d{0,11}"),
        older_order_id=None,
        markets={},
        listing_lag=timedelta(0),
        rates=RATES,
        retention=None,
        address_role="",
    ),
)
