"""Record one page of orders in the database, inside the caller's transaction.

Each order is new, known, excluded with a record, or quarantined; an unreadable order never stops
the import of its page.
"""

from __future__ import annotations

from collections.abc import Iterable

from shiponce.domain.order import Fetched, ImportedOrder, Unreadable, without_person
from shiponce.persistence import excluded_and_quarantined, imported_orders, purge_records
from shiponce.services.importing import derive_units_of_others
from shiponce.services.importing.known_orders import refresh
from shiponce.services.importing.new_orders import Arrival, add, admit
from shiponce.services.importing.orders_of_replaced_connections import of_replaced_connections
from shiponce.services.importing.other_markets import of_other_stores
from shiponce.services.importing.page_context import PageContext
from shiponce.services.importing.quarantine import quarantine
from shiponce.services.notifying.confirm_notifications import confirm_shown
from shiponce.services.notifying.notify_shipped_elsewhere import tell_copies


def import_page(page: PageContext, fetched: Iterable[Fetched]) -> None:
    """Record every order of the page, and count the outcomes."""
    orders = list(fetched)
    readable = [one for one in orders if isinstance(one, ImportedOrder)]
    elsewhere = of_other_stores(page, readable)
    readable = [one for one in readable if one.remote_id not in elsewhere]
    page.tally.fetched = len(orders) - len(elsewhere)
    for bad in orders:
        if isinstance(bad, Unreadable):
            quarantine(page, bad)
    remote_ids = [order.remote_id for order in readable]
    before = of_replaced_connections(page, remote_ids)
    known = imported_orders.known(page.conn, page.store.id, remote_ids)
    out = excluded_and_quarantined.known(page.conn, page.store.id, remote_ids)
    arrivals: dict[str, Arrival] = {}
    following = imported_orders.next_id(page.conn)
    purged = purge_records.among(page.conn, page.store.id, remote_ids)
    for order in readable:
        kept = without_person(order) if order.remote_id in purged else order
        digest = imported_orders.digest_of(kept)
        if order.remote_id in known:
            refresh(page, known[order.remote_id], order, digest)
        elif order.remote_id in arrivals:
            page.tally.unchanged += 1  # listed twice: the listing shifted while it was read
        elif order.remote_id in before and not order.status.is_open:
            page.tally.unchanged += 1  # shipped before the store was replaced (I3)
        else:
            arrival = admit(page, following, order, digest, out.get(order.remote_id))
            if arrival is not None:
                arrivals[order.remote_id] = arrival
                following += 1
    add(page, list(arrivals.values()), came_out=[r for r in arrivals if r in out])
    if page.store.platform.is_shop and page.touched:
        page.tally.hidden += page.matcher.judge_alike()  # what new copies account for
    derive_units_of_others.derive(page.conn, page.touched, page.at)
    tell_copies(page.conn, page.changed, page.at)
    confirm_shown(page.conn, page.touched, page.at)
