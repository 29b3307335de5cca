"""``hub.stores``: connect, edit, disconnect accounts; switch notifications and e-mails."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from shiponce.domain.platform import Platform, StoreOption
from shiponce.domain.store import Integration, Method, Store
from shiponce.persistence import order_queries, stores
from shiponce.persistence.database import Database
from shiponce.ports import Clock, Connections
from shiponce.services.find_store import store_named
from shiponce.services.notifying.buyer_emails import BuyerEmails
from shiponce.services.recorded_actor import recorded_as
from shiponce.services.settings.choose_method import choose_method
from shiponce.services.settings.connect_store import Changed, Connecting
from shiponce.services.settings.disconnect_store import Disconnecting
from shiponce.services.settings.notification_switch import set_notifications
from shiponce.services.settings.replace_connection import replace_connection
from shiponce.services.view_models import store_views
from shiponce.views.stores import Disconnection, ShopEmails, StoreRow

#: Called with a store's name and the changes before an edit; raises an error to refuse the edit.
EditCheck = Callable[[str, Mapping[str, Changed]], None]


class HubStores:
    """The stores of one file; a store is stale if its last import is older than *stale_after*."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, stale_after: timedelta
    ) -> None:
        self._db = db
        self._clock = clock
        self._stale_after = stale_after
        self._connecting = Connecting(db, clock)
        self._disconnecting = Disconnecting(db, clock)
        self._emails = BuyerEmails(db, connections, clock)
        self.edit_check: EditCheck = lambda _name, _changes: None

    def rows(self) -> tuple[StoreRow, ...]:
        """Return the connected stores, in the order in which they were connected."""
        conn = self._db.conn
        numbers, now = order_queries.orders_of_stores(conn), self._clock.now()
        return tuple(
            store_views.store_row(conn, store, numbers.get(store.id, 0), now, self._stale_after)
            for store in stores.every(conn)
        )

    def _row(self, store_id: int) -> StoreRow:
        return next(row for row in self.rows() if row.id == store_id)

    def connect(
        self,
        name: str,
        platform: Platform,
        account: str,
        *,
        integration: Integration | None = None,
        market: str = "",
        prime_to_awaiting: bool = False,
        buy_shipping: bool = True,
        connected_at: datetime | None = None,
    ) -> StoreRow:
        """Connect an account; BigCommerce's *integration* is legacy by default.

        *connected_at* defaults to now.
        """
        if platform.has_option(StoreOption.INTEGRATION):
            integration = integration or Integration.LEGACY
        store = Store(
            id=0,
            name=name,
            platform=platform,
            account=account,
            connected_at=connected_at or self._clock.now(),
            integration=integration,
            prime_to_awaiting=prime_to_awaiting,
            buy_shipping=buy_shipping,
            market=market,
        )
        return self._row(self._connecting.connect(store))

    def adjust(self, name: str, changes: Mapping[str, str | bool]) -> None:
        """Change *market*, *prime_to_awaiting* or *buy_shipping* of a connected store."""
        self._connecting.adjust(store_named(self._db.conn, name), changes)

    def edit(self, name: str, changes: Mapping[str, Changed]) -> StoreRow:
        """Change a store's name, account, market, integration or switches; see ``Connecting``."""
        store = store_named(self._db.conn, name)
        self.edit_check(name, changes)
        self._connecting.edit(store, changes)
        return self._row(store.id)

    def plan_disconnect(self, name: str) -> Disconnection:
        """Return what disconnecting a store would do; change nothing."""
        return self._disconnecting.plan(name)

    def disconnect(self, name: str) -> Disconnection:
        """Disconnect a store; its open orders are excluded until the account is connected again."""
        return self._disconnecting.disconnect(name)

    def replace(
        self, name: str, by: str, *, integration: Integration = Integration.NEW
    ) -> StoreRow:
        """Replace a BigCommerce connection by a new one to the same account (I2)."""
        return self._row(replace_connection(self._db, self._clock, name, by, integration))

    def choose_method(self, method: Method) -> None:
        """Choose method A or B; B is refused on the new BigCommerce integration (I1)."""
        choose_method(self._db, self._clock, method)

    def set_notifications(
        self, name: str, on: bool, *, by: str | None = None, confirmed: bool = False
    ) -> None:
        """Turn a BigCommerce store's notifications on or off; Refused until confirmed (D4)."""
        with recorded_as(self._db, by) as person:
            store = store_named(self._db.conn, name)
            set_notifications(self._db, self._clock, store, on=on, by=person, confirmed=confirmed)

    def emails(self, name: str) -> ShopEmails:
        """Network: read whether a shop e-mails buyers itself (N6)."""
        with self._db.recording():
            return self._emails.look(store_named(self._db.conn, name))

    def switch_emails(self, name: str, *, on: bool, confirmed: bool = False) -> ShopEmails:
        """Network: switch a shop's e-mails to marketplace buyers; Refused until confirmed."""
        return self._emails.switch(store_named(self._db.conn, name), on=on, confirmed=confirmed)

    def configuring(self) -> AbstractContextManager[None]:
        """Allow storing the stores' settings from the configuration, even in a read-only hub."""
        return self._db.recording()
