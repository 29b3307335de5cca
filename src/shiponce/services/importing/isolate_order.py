"""Find the one order that makes a page fail, so that the others are imported.

An adapter already separates orders that it cannot read. This module handles readable orders that
cannot be recorded, and unexpected errors while an answer is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from shiponce.domain.order import Fetched, PageOfOrders, Unreadable
from shiponce.domain.store import Store
from shiponce.errors import GuardError, ServerTrouble, ShiponceError
from shiponce.persistence.database import Database
from shiponce.services.importing.import_page import import_page
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.page_context import PageContext
from shiponce.services.importing.quarantine import unreadable
from shiponce.words.families import platform_word

Taken = TypeVar("Taken")
Orders = Sequence[Fetched]


class _Undone(Exception):
    """Ends a transaction that was only a trial."""


def foreseen(store: Store, pages: Iterator[PageOfOrders]) -> Iterator[PageOfOrders]:
    """Yield the pages of a listing; turn every unexpected error into ServerTrouble."""
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
    """Return the error for an answer that crashes an adapter, with the exception type only."""
    return ServerTrouble(
        "error.unforeseen",
        platform=platform_word(store.platform),
        operation="word.call.getOrders",
        kind=type(bad).__name__,
    )


def take_in(
    db: Database, store: Store, at: int, orders: Orders, act: Callable[[Orders], Taken]
) -> Taken:
    """Run *act* on the orders; if it fails, run it again with the faulty orders quarantined."""
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
    """Return the order if a trial import succeeds, else an Unreadable; roll the trial back."""
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
        return unreadable(order, type(bad).__name__)


def _may_be_of_one_order(bad: Exception) -> bool:
    if isinstance(bad, ShiponceError):
        return isinstance(bad, GuardError)
    return not isinstance(bad, AssertionError)
