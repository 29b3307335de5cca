"""The shop that gets the connector's copies, and its channel for each marketplace account."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.records import Account
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES


def shop_of(state: State) -> Account | None:
    """Return the account that gets the copies: the first BigCommerce account with a connector."""
    for account in state.accounts.values():
        if account.platform == "bigcommerce" and account.connector in PROFILES:
            return account
    return None


def channel_id(state: State, shop: Account, platform: str, store: str) -> int:
    """Return the id of the BigCommerce channel of a marketplace account."""
    key = f"{shop.name}/{platform}/{store}"
    return 660_000 + ids.below(10_000, state.seed, "channel", key)
