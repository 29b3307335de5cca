"""Toybay's id and what the rules may ask of it."""

from __future__ import annotations

import re
from datetime import timedelta

from shiponce.domain.platform import Capability, Operation, Rate, Role, Traits, register_platform

TOYBAY = register_platform(
    "toybay",
    Traits(
        role=Role.MARKETPLACE,
        capabilities=frozenset({Capability.NAMES_LINES}),
        options=frozenset(),
        account=re.compile(r"toys-[a-z0-9]{5}"),
        account_flaw="error.account_toybay",
        order_id=re.compile(r"TB-[A-Z0-9]{4}-[0-9]{6}"),
        older_order_id=None,
        markets={},
        listing_lag=timedelta(seconds=1),
        rates={
            Operation.LISTING: Rate(1, 20),
            Operation.READ: Rate(5, 50),
            Operation.CONFIRM: Rate(2, 10),
        },
        retention=None,
        address_role="",
    ),
)
