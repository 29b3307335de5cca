"""Connect, edit and replace stores."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import replace

from shiponce.decisions.store_validation import Described, flaws, name_flaw, variable_stem
from shiponce.domain.event import EventKind
from shiponce.domain.markets import canonical
from shiponce.domain.platform import Capability
from shiponce.domain.store import Integration, Store
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    disconnected_orders,
    event_log,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock
from shiponce.services.settings.choose_method import must_fit_method
from shiponce.services.settings.connection_checks import must_be_connected
from shiponce.services.settings.disconnect_store import bring_back
from shiponce.words.families import platform_word

#: The new value of a store setting.
Changed = str | bool | Integration


class Connecting:
    """Connects and changes the stores of one database; it keeps no credentials."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def connect(self, store: Store) -> int:
        """Connect an account, or connect a disconnected one again; return the store's id.

        An account of a platform that lists orders by market is connected once for each market.

        BadInput if a value is wrong, Refused if the name or account is taken. If a disconnected or
        replaced store has the name, that store is renamed.
        """
        must_be_well(store)
        store = replace(store, market=canonical(store.platform, store.market))
        with self._db.write() as conn:
            known = _same_connection(conn, store)
            if known is not None and not known.disconnected:
                raise _taken(store, known)
            take_name(conn, store.name, None if known is None else known.id)
            must_fit_method(conn, store.integration)
            data: dict[str, object] = {
                "store": store.name,
                "platform": platform_word(store.platform),
            }
            if known is None:
                event_log.record(conn, self._now(), ("connected", None, data))
                return stores.add(conn, store)
            self._connect_again(conn, known, store)
            event_log.record(conn, self._now(), ("connected_again", None, data))
            return known.id

    def _connect_again(self, conn: sqlite3.Connection, known: Store, store: Store) -> None:
        """Connect a disconnected store again under its new name and settings."""
        stores.disconnect(conn, stores.family(conn, known.id), None)
        bring_back(conn, known, self._now())
        today = replace(store, id=known.id)
        self._change(conn, replace(known, disconnected=False), today)
        stores.connect_again(conn, today)

    def adjust(self, store: Store, changes: Mapping[str, str | bool]) -> None:
        """Change settings of a store as the configuration says; see ``edit``."""
        self._edit(store, changes, "store_adjusted")

    def edit(self, store: Store, changes: Mapping[str, Changed]) -> None:
        """Change a store's name, account, market, integration or switches.

        The name can always change. Account and market decide to which store an order belongs. So
        the account can change only while the store has no order, and the market only while no order
        is open. If no value differs, nothing is written.
        """
        if set(changes) - {"name"} or store.replaced:
            must_be_connected(store)
        self._edit(store, changes, "store_edited")

    def _edit(self, store: Store, changes: Mapping[str, Changed], kind: EventKind) -> None:
        if "market" in changes:
            changes = {**changes, "market": canonical(store.platform, str(changes["market"]))}
        changed = {key: value for key, value in changes.items() if getattr(store, key) != value}
        if not changed:
            return
        today = replace(store, **changed)  # type: ignore[arg-type]  # its fields
        must_be_well(today, changed)
        with self._db.write() as conn:
            if "name" in changed:
                take_name(conn, today.name, store.id)
            other = _same_connection(conn, today)
            if today.connection != store.connection and other is not None:
                raise _taken(today, other)
            self._change(conn, stores.one(conn, store.id), today)
            data: dict[str, object] = {"store": store.name, "what": ", ".join(sorted(changed))}
            event_log.record(conn, self._now(), (kind, None, data))

    def _change(self, conn: sqlite3.Connection, before: Store, today: Store) -> None:
        family = stores.family(conn, before.id)
        if today.account != before.account and disconnected_orders.has_orders(conn, family):
            raise Refused("limit.account_has_orders", store=before.name, account=before.account)
        moved = before.market and today.market != before.market
        if (
            moved
            and before.platform.can(Capability.LISTS_BY_MARKET)
            and disconnected_orders.is_busy(conn, family)
        ):
            raise Refused("limit.market_has_orders", store=before.name, market=before.market)
        if today.integration is not before.integration:
            must_fit_method(conn, today.integration)
        if moved or today.account != before.account:
            stores.forget_watermark(conn, before.id)
        stores.adjust(conn, today)

    def _now(self) -> int:
        return to_ms(self._clock.now())


def must_be_named(name: str) -> None:
    """Raise BadInput if a name cannot be typed, or used in the name of an environment variable."""
    flaw = name_flaw(name)
    if flaw is not None:
        raise BadInput(flaw.code, **flaw.facts)


def must_be_well(store: Store, changed: Collection[str] | None = None) -> None:
    """Raise BadInput for the first error in a store's description.

    For a connected store, *changed* names the new settings; only these are checked.
    """
    if changed is None or "name" in changed:
        must_be_named(store.name)
    described = Described(
        store.platform,
        store.account,
        store.market,
        store.integration,
        store.prime_to_awaiting,
        store.buy_shipping,
    )
    for flaw in flaws(described):
        if changed is None or flaw.key in changed:
            raise BadInput(flaw.code, **flaw.facts)


def _same_connection(conn: sqlite3.Connection, store: Store) -> Store | None:
    """Return the store of the same account, or market of an account; not a replaced one."""
    for other in stores.every(conn):
        if other.connection == store.connection and not other.replaced:
            return other
    return None


def _taken(store: Store, other: Store) -> Refused:
    """Return the refusal to connect an account, or a market of it, a second time."""
    code = "limit.store_taken" if other.market == store.market else "limit.all_markets"
    facts = {"name": other.name, "account": other.account}
    return Refused(code, **facts, platform=platform_word(store.platform), market=store.market)


def take_name(
    conn: sqlite3.Connection, name: str, store_id: int | None, *, same: bool = True
) -> None:
    """Free a name for the store *store_id*; without *same*, for the store that replaces it.

    Refused if a connected store has this name, or has one that gives the same environment
    variables.
    """
    for other in stores.every(conn):
        if other.id == store_id and same:
            continue
        if other.live and other.name == name:
            raise Refused("limit.store_taken", name=name, account=other.account)
        if other.live and other.id != store_id and variable_stem(other.name) == variable_stem(name):
            raise Refused("limit.store_variables_taken", name=name, other=other.name)
        if not other.live and other.name == name:
            stores.rename(conn, other.id, _spare_name(conn, other))


def _spare_name(conn: sqlite3.Connection, store: Store) -> str:
    """Return the new name for a disconnected or replaced connection whose name is taken."""
    wanted = f"{store.name}-{store.account}"
    names = {other.name for other in stores.every(conn)}
    return next(
        name
        for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(names) + 3)))
        if name not in names
    )
