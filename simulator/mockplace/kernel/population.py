"""Invent past purchases from the seed, spread over the days before now."""

from __future__ import annotations

from mockplace.kernel.commands import Buy
from mockplace.kernel.ids import below
from mockplace.kernel.place_order import DAY
from mockplace.kernel.records import Account, Product
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

_FEWEST_DAYS, _MOST_DAYS, _ORDERS_A_DAY = 3, 60, 200


def planned(state: State, count: int, first: int = 0) -> list[tuple[int, Buy]]:
    """Return ``count`` purchases with their times, oldest first, numbered from ``first``."""
    offers = {name: _offers(state, name) for name in state.accounts}
    sellers = [account for account in state.accounts.values() if offers[account.name]]
    if not sellers:
        raise ValueError("nothing is for sale: list a product on an account first")
    days = min(_MOST_DAYS, max(_FEWEST_DAYS, count // _ORDERS_A_DAY))
    plan = []
    for n in range(first, first + count):
        name = f"p{n + 1:05d}"
        ago = below(days * DAY - 600_000, state.seed, "ago", name) + 600_000
        seller = _seller(state, sellers, name)
        plan.append((state.now - ago, _purchase(state, name, seller, offers[seller.name])))
    return sorted(plan, key=lambda entry: (entry[0], entry[1].name))


def _offers(state: State, store: str) -> list[Product]:
    platform = state.accounts[store].platform
    return [
        product
        for product in state.catalog.values()
        if store in product.sells_on or platform in product.sells_on
    ]


def _seller(state: State, sellers: list[Account], name: str) -> Account:
    weights = [PLATFORMS.selling(one.platform).share_of_purchases for one in sellers]
    rest = below(sum(weights), state.seed, "seller", name)
    for account, weight in zip(sellers, weights, strict=True):
        if rest < weight:
            return account
        rest -= weight
    return sellers[-1]


def _purchase(state: State, name: str, seller: Account, offers: list[Product]) -> Buy:
    seed = state.seed
    wanted = 1 + (below(5, seed, "lines", name) == 0) + (below(20, seed, "third line", name) == 0)
    lines: dict[str, tuple[str, int, int | None]] = {}
    for n in range(wanted):
        product = _chosen(seed, name, n, offers)
        quantity = 1 + (below(4, seed, "units", name, n) == 0) * (1 + below(3, seed, "more", name))
        lines[product.sku] = (product.sku, quantity, None)
    one_in = PLATFORMS.selling(seller.platform).one_prime_in
    prime = one_in > 0 and below(one_in, seed, "prime", name) == 0
    service = "Expedited" if below(6, seed, "service", name) == 0 else "Standard"
    return Buy(
        name,
        seller.name,
        tuple(lines.values()),
        prime=prime,
        requested_service="SecondDay" if prime else service,
    )


def _chosen(seed: int, name: str, n: int, offers: list[Product]) -> Product:
    """Return a random offer; products unknown to the connector are chosen less often."""
    product = offers[below(len(offers), seed, "product", name, n)]
    if not product.linked and below(4, seed, "unlinked", name, n):
        linked = [offer for offer in offers if offer.linked] or offers
        product = linked[below(len(linked), seed, "instead", name, n)]
    return product
