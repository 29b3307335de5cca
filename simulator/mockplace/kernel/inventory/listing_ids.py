"""Under which ids articles are listed: each account has its own, and none is given twice."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.records import Account, Product
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

#: The id of a line that is in no catalogue.
NOT_LISTED = "0"


def listing(state: State, account: Account, product: Product) -> str:
    """Return the id under which an account lists a product: the first that no other one has."""
    return state.listings.get((account.name, product.sku)) or relisted(state, account, product)


def relisted(state: State, account: Account, product: Product) -> str:
    """Return the id of a listing that is made again after it had ended."""
    make = PLATFORMS.selling(account.platform).listings.new_id
    return ids.first_free(
        lambda n: make(state.seed, account, product.sku, n),
        lambda found: (account.name, found) in state.taken,
    )


def enroll(state: State, account: Account, product: Product) -> None:
    """Give a product the id of its listing for good, so that it can be read before a sale."""
    found = listing(state, account, product)
    state.listings[account.name, product.sku] = found
    state.taken.add((account.name, found))
