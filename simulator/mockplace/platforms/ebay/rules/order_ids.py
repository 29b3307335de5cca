"""The ids of eBay's orders, listings and sellers."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.records import Account, OrderLine, PlatformOrder
from mockplace.kernel.state import State


def new_id(state: State, account: Account, purchase: str) -> str:
    """Return an order id in eBay's 2-5-5 form that the seller does not use yet."""
    known = state.stores[account.name].orders
    key = f"{account.name}/{purchase}"
    return ids.first_free(lambda n: _order_id(state.seed, key, n), lambda one: one in known)


def check_id(order_id: str) -> None:
    """Accept any id that a scenario chooses."""


def older_id(order: PlatformOrder) -> str:
    """Return the id of an order of one line in its older form: item and transaction.

    Source: developer.ebay.com, knowledge base 1971 ("OrderLineItemID = ItemID-TransactionID. For a
    single line item order, the OrderID value is identical") and OrderIDType (another form since
    June 2019).
    """
    line = order.lines[0]
    return f"{line.listing_id}-{transaction_id(line)}"


def transaction_id(line: OrderLine) -> str:
    """Return the transaction id of a line, as Post-Order shows it."""
    return line.line_id


def listing_id(seed: int, account: Account, sku: str, n: int) -> str:
    """Return a listing id: twelve digits, like eBay's item numbers."""
    return ids.digits(12, seed, "listing", f"{account.name}/{sku}", n)


def user_name(seed: int, name: str) -> str:
    """Return the user name of a seller."""
    return "seller_" + ids.letters(6, seed, "account", name)


def token(seed: int, name: str) -> str:
    """Return a refresh token."""
    text = ids.letters(24, seed, "token", name) + ids.letters(24, seed, "token tail", name)
    return f"v^1.1#i^1#r^1#{text}"


def _order_id(seed: int, key: str, n: int) -> str:
    number = ids.digits(12, seed, "ebay order", key, n)
    return f"{number[:2]}-{number[2:7]}-{number[7:]}"
