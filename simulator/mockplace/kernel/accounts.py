"""Opening an account: what is not given is filled in from the seed."""

from __future__ import annotations

from dataclasses import replace

from mockplace.kernel import ids
from mockplace.kernel.records import Account

_MARKETS = {"amazon": "ATVPDKIKX0DER", "ebay": "EBAY_US", "bigcommerce": ""}


def completed(seed: int, account: Account) -> Account:
    """The account with an id, a market and a token."""
    return replace(
        account,
        account=account.account or _account_id(seed, account),
        market=account.market or _MARKETS[account.platform],
        token=account.token or _token(seed, account),
    )


def _account_id(seed: int, account: Account) -> str:
    if account.platform == "amazon":
        return "A" + ids.letters(13, seed, "account", account.name).upper()
    if account.platform == "ebay":
        return "seller_" + ids.letters(6, seed, "account", account.name)
    return ids.letters(10, seed, "account", account.name)


def _token(seed: int, account: Account) -> str:
    text = ids.letters(24, seed, "token", account.name)
    tail = ids.letters(24, seed, "token tail", account.name)
    if account.platform == "amazon":
        return f"Atzr|{text}{tail}"
    if account.platform == "ebay":
        return f"v^1.1#i^1#r^1#{text}{tail}"
    return (text + tail)[:31]
