"""Building the order that a purchase makes on its platform."""

from __future__ import annotations

from collections.abc import Callable

from mockplace.kernel import ids
from mockplace.kernel.commands import Buy
from mockplace.kernel.inventory import listings
from mockplace.kernel.records import Account, OrderLine, PlatformName, PlatformOrder, Product
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.state import State

DAY = 86_400_000
HOUR = 3_600_000
#: Minor units added for sales tax, per hundred, where the platform shows it to the seller.
TAX: dict[PlatformName, int] = {"bigcommerce": 8, "amazon": 8, "ebay": 0}
SHIPPING: dict[PlatformName, int] = {"bigcommerce": 599, "amazon": 0, "ebay": 550}
#: The first BigCommerce order of a store has the next number.
_FIRST_NUMBER = 1000
_FIRST_RECORD = 1100
#: The product id of a line that is in no catalogue.
NOT_LISTED = "0"


def order_of(state: State, command: Buy) -> PlatformOrder:
    """The order, with everything that follows from the seed and the purchase's name."""
    account = account_of(state, command.store)
    lines = [_line(state, account, command, n) for n in range(len(command.lines))]
    order = PlatformOrder(
        platform=account.platform,
        store=account.name,
        order_id=_order_id(state, account, command),
        purchase=command.name,
        placed_at=state.now,
        modified_at=state.now,
        status="open" if command.paid else "unpaid",
        buyer=state.people.person(command.buyer or command.name, account.platform),
        lines=lines,
        shipping_cost=0 if command.prime else SHIPPING[account.platform],
        currency=state.currency,
        prime=command.prime,
        afn=command.afn,
        requested_service=command.requested_service,
        ship_by=_end_of_day(state.now, 1 if command.prime else 2),
        deliver_by=_end_of_day(state.now, 3 if command.prime else 7),
        has_address=command.address,
        paid=command.paid,
    )
    if account.platform == "ebay":
        order.record = str(_FIRST_RECORD + len(state.stores[account.name].orders))
    if account.platform == "bigcommerce":
        number(order, command.paid)
    return order


def number(order: PlatformOrder, paid: bool) -> None:
    """The ids that BigCommerce gives within an order, and its first status."""
    order.status_id = 11 if paid else 7
    order.address_id = int(order.order_id) + 500
    for place, line in enumerate(order.lines, 1):
        line.line_id = str(int(order.order_id) * 20 + place)


def next_number(state: State, store: str) -> str:
    """BigCommerce numbers its orders in the sequence in which they come to be."""
    known = state.stores[store].orders
    return str(max((int(order_id) for order_id in last(known)), default=_FIRST_NUMBER) + 1)


def last(known: dict[str, PlatformOrder]) -> tuple[str, ...]:
    """The newest order's id: ids only grow, except where a scenario chose one."""
    return (next(reversed(known)),) if known else ()


def account_of(state: State, store: str) -> Account:
    """The account with a name."""
    if store not in state.accounts:
        raise Refusal("unknown-store", f"there is no account {store!r}", store=store)
    return state.accounts[store]


def listing(state: State, account: Account, product: Product) -> str:
    """Under which id the platform lists a product: the first draw that no other product has."""
    return state.listings.get((account.name, product.sku)) or relisted(state, account, product)


def relisted(state: State, account: Account, product: Product) -> str:
    """The id of a listing that is made again after it had ended."""
    return free(
        lambda n: _listing(state.seed, account, product.sku, n),
        lambda found: (account.name, found) in state.taken,
    )


def enroll(state: State, account: Account, product: Product) -> None:
    """Gives a product the id of its listing for good, so that it can be read before a sale."""
    found = listing(state, account, product)
    state.listings[account.name, product.sku] = found
    state.taken.add((account.name, found))


def free(make: Callable[[int], str], taken: Callable[[str], bool]) -> str:
    """The first of the draws that is not taken."""
    n = 0
    while taken(found := make(n)):
        n += 1
    return found


def _listing(seed: int, account: Account, sku: str, n: int) -> str:
    key = f"{account.name}/{sku}"
    if account.platform == "amazon":
        return ids.asin(seed, sku, n)
    return ids.digits(12 if account.platform == "ebay" else 6, seed, "listing", key, n)


def _order_id(state: State, account: Account, command: Buy) -> str:
    known = state.stores[account.name].orders
    if command.order_id:
        if account.platform == "bigcommerce" and not command.order_id.isdecimal():
            raise Refusal("bad-id", "BigCommerce numbers its orders", order_id=command.order_id)
        if command.order_id in known:
            raise Refusal("taken", f"order {command.order_id} exists", order_id=command.order_id)
        return command.order_id
    if account.platform == "bigcommerce":
        return next_number(state, account.name)
    make = ids.amazon_order if account.platform == "amazon" else ids.ebay_order
    key = f"{account.name}/{command.name}"
    return free(lambda n: make(state.seed, key, n), lambda found: found in known)


def _line(state: State, account: Account, command: Buy, n: int) -> OrderLine:
    sku, quantity, price = command.lines[n]
    product = state.catalog.get(sku)
    if product is None:
        raise Refusal("unknown-sku", f"nothing is listed as {sku!r}", sku=sku)
    if not listings.on_offer(state, account, sku):
        raise Refusal("not-listed", f"{sku} is not sold on {account.name}", sku=sku)
    if quantity < 1:
        raise Refusal("no-units", "a line needs at least one unit", sku=sku)
    each = listings.price_of(state, account, product) if price is None else price
    key = f"{account.name}/{command.name}/{n}"
    return OrderLine(
        line_id=ids.digits(14, state.seed, "line", key),
        sku=sku,
        title=product.title,
        quantity=quantity,
        price=each,
        tax=(each * quantity * TAX[account.platform] + 50) // 100,
        weight=product.weight,
        physical=product.physical,
        listing_id=listing(state, account, product),
    )


def _end_of_day(at: int, days: int) -> int:
    """One second before midnight on the Pacific coast, some days on: how Amazon ends windows."""
    return (at // DAY + days) * DAY + 8 * HOUR - 1000
