"""Read quarantined orders again, at each import and when a person asks for it."""

from __future__ import annotations

from dataclasses import replace

from shiponce.domain.order import Fetched, Unreadable
from shiponce.domain.store import Store
from shiponce.errors import Declined, NotThere, PlatformError, ServerTrouble, ShiponceError
from shiponce.persistence import excluded_and_quarantined, imported_orders
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, PlatformAdapter
from shiponce.services import rate_limits
from shiponce.services.importing import isolate_order, quarantine
from shiponce.services.importing.import_orders import import_orders
from shiponce.services.importing.import_tally import Tally
from shiponce.words.families import platform_word

#: How many quarantined orders are read again at each import.
_AT_ONCE = 10


def retry(db: Database, clock: Clock, store: Store, adapter: PlatformAdapter) -> int:
    """Read quarantined orders one by one; return how many could be imported.

    An error about one order skips that order; any other platform error ends the loop. Neither
    makes the import fail.
    """
    found, wanted = 0, excluded_and_quarantined.unreadable(db.conn, store.id, _AT_ONCE)
    for listed_id, remote_id in wanted:
        if must_wait(db, clock, store):
            break
        try:
            fetched = read_order(adapter, store, remote_id)
        except (NotThere, Declined, ServerTrouble):  # about this order only: go on
            fetched = None
        except PlatformError:
            break
        if fetched is not None:
            import_orders(db, clock, store, [fetched], Tally())
        with db.write() as conn:
            excluded_and_quarantined.tried(conn, listed_id, to_ms(clock.now()))
            found += bool(imported_orders.known(conn, store.id, [remote_id]))
    return found


def must_wait(db: Database, clock: Clock, store: Store) -> bool:
    """Take a rate-limit token for one reading; return True if none is available now."""
    with db.write() as conn:
        now = to_ms(clock.now())
        return rate_limits.take(conn, store.id, store.platform, "read", now) is not None


def read_order(adapter: PlatformAdapter, store: Store, remote_id: str) -> Fetched:
    """Return one order as it is now; ServerTrouble if the answer is about another order."""
    try:
        found = adapter.read(remote_id)
    except (ShiponceError, AssertionError):
        raise
    except Exception as bad:
        raise isolate_order.unforeseen(store, bad) from bad
    if found.remote_id not in (remote_id, ""):
        platform, operation = platform_word(store.platform), "word.call.getOrder"
        raise ServerTrouble("error.rubbish", platform=platform, operation=operation)
    if isinstance(found, Unreadable):
        return replace(found, remote_id=remote_id)
    return quarantine.timely([found], adapter.now())[0]
