"""Listing ids: an account has its own id for each article, and never uses an id twice."""

from __future__ import annotations

from mockplace.kernel import ids
from mockplace.kernel.records import Account, Product
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

#: The listing id of an order line whose article is in no catalogue.
NOT_LISTED = "0"


def listing(state: State, account: Account, product: Product) -> str:
    """Return the id of an account's listing of a product; make a new id if there is none yet."""
    return state.listings.get((account.name, product.sku)) or relisted(state, account, product)


def relisted(state: State, account: Account, product: Product) -> str:
    """Return a new, unused listing id, such as for a listing made again after it ended."""
    make = PLATFORMS.selling(account.platform).listings.new_id
    return ids.first_free(
        lambda n: make(state.seed, account, product.sku, n),
        lambda found: (account.name, found) in state.taken,
    )


def enroll(state: State, account: Account, product: Product) -> None:
    """Assign the id of a product's listing now, so that it can be read before the first sale."""
    found = listing(state, account, product)
    state.listings[account.name, product.sku] = found
    state.taken.add((account.name, found))
