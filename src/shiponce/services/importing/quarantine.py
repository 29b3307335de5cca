"""Spares a store what one order would cost it: nothing that a platform sends stops its listing.

An adapter keeps apart what it cannot read. What remains is an order that can be read and not be
recorded, and an answer that nobody foresaw.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

from shiponce.decisions import clock_skew
from shiponce.domain.order import Fetched, ImportedOrder, PageOfOrders, Unreadable
from shiponce.domain.store import Store
from shiponce.errors import GuardError, ServerTrouble, ShiponceError
from shiponce.persistence.database import Database
from shiponce.services.importing.import_page import import_page
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.page_context import PageContext
from shiponce.words.families import platform_word

Taken = TypeVar("Taken")
Orders = Sequence[Fetched]


class _Undone(Exception):
    """Ends a transaction that was only a trial."""


def foreseen(store: Store, pages: Iterator[PageOfOrders]) -> Iterator[PageOfOrders]:
    """Yield the pages of a listing; turn every unexpected error into the platform's trouble."""
    while True:
        try:
            page = next(pages, None)
        except (ShiponceError, AssertionError):
            raise
        except Exception as bad:
            raise unforeseen(store, bad) from bad
        if page is None:
            return
        yield page


def unforeseen(store: Store, bad: Exception) -> ServerTrouble:
    """Return the error for an answer that breaks this program: its kind, and no content."""
    return ServerTrouble(
        "error.unforeseen",
        platform=platform_word(store.platform),
        operation="word.call.getOrders",
        kind=type(bad).__name__,
    )


def timely(orders: Orders, there: datetime) -> tuple[Fetched, ...]:
    """Return the orders, with those quarantined whose times lie ahead of the platform's clock.

    Such an order would sort before all others, and no newer version of it would be accepted.
    """
    latest = there + clock_skew.AHEAD
    return tuple(
        _aside(one, "a time that has not come yet")
        if isinstance(one, ImportedOrder) and max(one.placed_at, one.modified_at) > latest
        else one
        for one in orders
    )


def take_in(
    db: Database, store: Store, at: int, orders: Orders, act: Callable[[Orders], Taken]
) -> Taken:
    """Run *act* on the orders; if one makes it fail, quarantine that one and run it on the rest."""
    try:
        return act(orders)
    except Exception as bad:
        if not _may_be_of_one_order(bad):
            raise
        spared = tuple(_spared(db, store, at, one) for one in orders)
        if all(isinstance(one, Unreadable) for one in orders) or spared == tuple(orders):
            raise
    return act(spared)


def _spared(db: Database, store: Store, at: int, order: Fetched) -> Fetched:
    """Return the order if the file accepts it, else quarantined; the trial is rolled back."""
    if isinstance(order, Unreadable):
        return order
    try:
        with db.write() as conn:
            import_page(PageContext(conn, store, at, Tally()), [order])
            raise _Undone
    except _Undone:
        return order
    except Exception as bad:
        if not _may_be_of_one_order(bad):
            raise
        return _aside(order, type(bad).__name__)


def _aside(order: ImportedOrder, fault: str) -> Unreadable:
    return Unreadable(order.platform, order.remote_id, fault, b"")


def _may_be_of_one_order(bad: Exception) -> bool:
    if isinstance(bad, ShiponceError):
        return isinstance(bad, GuardError)
    return not isinstance(bad, AssertionError)
