"""The ids of Amazon's orders, articles and sellers."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.records import Account
from mockplace.kernel.state import State


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return a new order id in Amazon's 3-7-7 form, not yet used by the seller."""
    known = state.stores[account.name].orders
    key = f"{account.name}/{purchase}"
    return ids.first_free(lambda n: _order_id(state.seed, key, n), lambda one: one in known)


def check_id(order_id: str) -> None:
    """Accept any id that a scenario chooses."""


def asin(seed: int, account: Account, sku: str, n: int) -> str:
    """Return an ASIN of ten characters, the same for every seller of the article."""
    return "B0" + ids.letters(8, seed, "asin", sku, n).upper()


def selling_partner_id(seed: int, name: str) -> str:
    """Return the id of a seller."""
    return "A" + ids.letters(13, seed, "account", name).upper()


def token(seed: int, name: str) -> str:
    """Return a refresh token of Login with Amazon."""
    text = ids.letters(24, seed, "token", name) + ids.letters(24, seed, "token tail", name)
    return f"Atzr|{text}"


def _order_id(seed: int, key: str, n: int) -> str:
    number = ids.digits(14, seed, "amazon order", key, n)
    region = 111 + ids.below(4, seed, "amazon region", key, n)
    return f"{region}-{number[:7]}-{number[7:]}"
