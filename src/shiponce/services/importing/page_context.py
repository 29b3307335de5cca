"""The context in which one page of orders is imported."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from shiponce.decisions import rules as rulebook
from shiponce.domain.order import ImportedOrder, OrderStatus
from shiponce.domain.platform import Capability
from shiponce.domain.rule import Rule
from shiponce.domain.store import MatchingMode, Store
from shiponce.persistence import combined_orders, rules
from shiponce.services.importing.import_tally import Tally
from shiponce.services.importing.supersede_combined import close_superseded
from shiponce.services.matching.link_twins import Matcher
from shiponce.services.settings.connection_checks import must_still_be_connected


class PageContext:
    """The context in which one page of a store's orders is imported, in one transaction."""

    def __init__(self, conn: sqlite3.Connection, store: Store, at: int, tally: Tally) -> None:
        must_still_be_connected(conn, store)
        self.conn = conn
        self.store = store
        self.at = at
        self.tally = tally
        self.matcher = Matcher(conn, at)
        self.rules: list[tuple[int, Rule]] = rules.enabled(conn)
        #: True if an order was skipped for now and has to be listed again.
        self.aside = False
        #: Ids of marketplace orders that changed, or whose copy changed.
        self.changed: set[int] = set()
        #: Ids of all orders that are new or changed.
        self.touched: set[int] = set()

    @property
    def reconciling(self) -> bool:
        """Return True in reconciling mode."""
        return self.matcher.mode is MatchingMode.RECONCILING

    def rules_on(
        self, order: ImportedOrder, status: OrderStatus, tags: tuple[str, ...]
    ) -> rulebook.Judgement | None:
        """Run the rules on an order that is awaiting shipment; None if no rule runs."""
        if not self.rules or status is not OrderStatus.AWAITING_SHIPMENT:
            return None
        return rulebook.judge(self.rules, rulebook.subject_of(order, self.store, tags=tags))

    def look_for_combined(self, changed: Mapping[int, ImportedOrder]) -> None:
        """Close the orders that a buyer combined into one of the *changed* orders (Q4)."""
        if not self.store.platform.can(Capability.COMBINES_ORDERS):
            return
        for order_id, order in changed.items():
            lines = (line.remote_id for line in order.lines)
            combined_orders.note(self.conn, self.store.id, order_id, lines)
        close_superseded(self.matcher, list(changed))
