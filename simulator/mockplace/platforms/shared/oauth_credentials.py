"""The credentials that clients of an OAuth platform need for an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockplace.kernel.records import Account


def client_and_refresh_token(account: Account) -> str:
    """Return the account's credentials on one line."""
    return (
        f"account {account.account}, market {account.market}, client id {account.client_id}, "
        f"client secret {account.client_secret}, refresh token {account.token}"
    )
