"""The rules of stock and listings: what orders take, and which changes are refused.

Units leave the stock when an order is placed, paid or not. The platform's own rules decide whether
the units of a cancelled or refunded order go back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import singledispatch

from mockplace.kernel.accounts import account_of
from mockplace.kernel.events import Event, Placed
from mockplace.kernel.inventory import listing_ids, listings
from mockplace.kernel.inventory.listings import InventoryCommand, Offer, RecordedBy, StockMoved
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.refusal import Refusal
from mockplace.kernel.registered_rules import PLATFORMS
from mockplace.kernel.state import State

#: The highest stock level that can be set; no platform counts higher.
MOST = 2_147_483_647

Events = tuple[Event, ...]


def check(state: State, order: PlatformOrder) -> None:
    """Refuse a purchase of more units than are in stock.

    An order that the platform fulfils is not checked: it takes nothing from the merchant's stock.
    """
    for sku, units in () if order.fulfilled_by_platform else _units(order).items():
        left = _offer(state, state.accounts[order.store], sku).stock
        if left is not None and units > left:
            raise Refusal(
                "sold-out",
                f"{order.store} has {left} of {sku} left, not {units}",
                sku=sku,
                left=left,
            )


def taken(state: State, events: Iterable[Event]) -> Iterator[Event]:
    """Yield the stock changes that newly placed orders cause, each in the order's own account."""
    for event in events:
        if isinstance(event, Placed) and not event.order.fulfilled_by_platform:
            yield from _taken(state, event.order)


def decided(state: State, command: InventoryCommand) -> Events:
    """Return the events of a command about stock or listings."""
    account = account_of(state, command.store)
    return tuple(_decided(command, state, account))


def _units(order: PlatformOrder) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in order.lines:
        found[line.sku] += line.quantity
    return found


def _taken(state: State, order: PlatformOrder) -> Iterator[Event]:
    account = state.accounts[order.store]
    for sku, units in _units(order).items():
        offer = listings.offer_of(state, account, sku)
        if offer is None or offer.stock is None:
            continue
        taken = min(units, offer.stock)
        yield StockMoved(
            store=order.store,
            at=state.now,
            order_id=order.order_id,
            sku=sku,
            left=offer.stock - taken,
            change=-taken,
            recorded_by="order",
            short=units - taken,
        )


@singledispatch
def _decided(command: object, state: State, account: Account) -> Iterator[Event]:
    raise TypeError(f"not a command: {command!r}")


@_decided.register
def _set_stock(command: listings.SetStock, state: State, account: Account) -> Iterator[Event]:
    for sku, level in dict(command.levels).items():
        before = _offer(state, account, sku).stock
        if level is not None and not 0 <= level <= MOST:
            raise Refusal("bad-stock", f"there cannot be {level} of {sku}", sku=sku)
        if level != before:
            change = (level or 0) - (before or 0)
            yield _moved(state, account, sku, level, change, command.recorded_by)


@_decided.register
def _adjust(command: listings.AdjustStock, state: State, account: Account) -> Iterator[Event]:
    changes: Counter[str] = Counter()
    for sku, change in command.changes:
        changes[sku] += change
    for sku, change in changes.items():
        before = _offer(state, account, sku).stock
        if before is None:
            raise Refusal("not-counted", f"{sku} is not counted on {account.name}", sku=sku)
        if before + change < 0:
            said = f"{account.name} has {before} of {sku} left, not {-change}"
            raise Refusal("sold-out", said, sku=sku, left=before)
        if before + change > MOST:
            raise Refusal("bad-stock", f"there cannot be {before + change} of {sku}", sku=sku)
        if change:
            yield _moved(state, account, sku, before + change, change, command.recorded_by)


@_decided.register
def _set_price(command: listings.SetPrice, state: State, account: Account) -> Iterator[Event]:
    if command.price is not None and command.price < 0:
        raise Refusal("bad-price", f"{command.sku} cannot cost {command.price}", sku=command.sku)
    if _offer(state, account, command.sku).price != command.price:
        yield listings.PriceSet(
            store=account.name, at=state.now, sku=command.sku, price=command.price
        )


@_decided.register
def _set_listing(command: listings.SetListing, state: State, account: Account) -> Iterator[Event]:
    product = state.catalog.get(command.sku)
    if product is None:
        raise Refusal("unknown-sku", f"there is no article {command.sku!r}", sku=command.sku)
    before = listings.offer_of(state, account, command.sku)
    if before is not None and before.listing == command.listing:
        return
    ended = before is not None and before.listing == "ended"
    again = ended and PLATFORMS.selling(account.platform).listings.relists_under_new_id
    number = listing_ids.relisted if again else listing_ids.listing
    yield listings.ListingSet(
        store=account.name,
        at=state.now,
        sku=command.sku,
        listing=command.listing,
        listing_id=number(state, account, product),
    )


@_decided.register
def _add_article(command: listings.AddArticle, state: State, account: Account) -> Iterator[Event]:
    sku = command.product.sku
    if sku in state.catalog:
        raise Refusal("taken", f"an article {sku!r} exists", sku=sku)
    yield listings.ArticleAdded(store=account.name, at=state.now, product=command.product)


@_decided.register
def _keep(command: listings.Keep, state: State, account: Account) -> Iterator[Event]:
    yield listings.RecordKept(
        store=account.name,
        at=state.now,
        kind=command.kind,
        key=command.key,
        content=command.content,
    )


def _moved(
    state: State, account: Account, sku: str, left: int | None, change: int, recorded_by: RecordedBy
) -> StockMoved:
    return StockMoved(
        store=account.name, at=state.now, sku=sku, left=left, change=change, recorded_by=recorded_by
    )


def _offer(state: State, account: Account, sku: str) -> Offer:
    found = listings.offer_of(state, account, sku)
    if found is None:
        raise Refusal("not-listed", f"{account.name} has never listed {sku!r}", sku=sku)
    return found
