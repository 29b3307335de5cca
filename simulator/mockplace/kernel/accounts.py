"""Seller accounts: find one, and fill in missing values when one is opened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockplace.kernel.records import Account
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.state import State


def completed(seed: int, account: Account) -> Account:
    """Return the account; generate the id, market and token that are missing."""
    rules = PLATFORMS.selling(account.platform).accounts
    return replace(
        account,
        account=account.account or rules.new_id(seed, account.name),
        market=account.market or rules.market,
        token=account.token or rules.new_token(seed, account.name),
    )


def account_of(state: State, store: str) -> Account:
    """Return the account with a name; raise ``Refusal`` if there is none."""
    if store not in state.accounts:
        raise Refusal("unknown-store", f"there is no account {store!r}", store=store)
    return state.accounts[store]
