"""Connecting accounts, replacing a connection, and the choice of method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from shiponce.domain.platform import Integration, Method, Platform, Store
from shiponce.errors import BadInput, Refused
from shiponce.ports import Clock
from shiponce.store import events, listed, notices, stores
from shiponce.store.database import Database
from shiponce.store.times import to_ms


class Connecting:
    """The stores of one file; no credentials are kept in it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def connect(self, store: Store) -> int:
        """Connect an account; Refused when the name or the account is taken. Its id."""
        _check_name(store.name)
        with self._db.write() as conn:
            for other in stores.every(conn):
                same = _account(other) == _account(store) and not other.replaced
                if other.name == store.name or same:
                    raise Refused("limit.store_taken", name=other.name, account=other.account)
            store_id = stores.add(conn, store)
            data: dict[str, object] = {
                "store": store.name,
                "platform": f"word.{store.platform.value}",
            }
            events.record(conn, self._now(), ("connected", None, data))
        return store_id

    def adjust(self, store: Store, changes: Mapping[str, str | bool]) -> None:
        """Change settings of a store; nothing is written when they are so already."""
        changed = {key: value for key, value in changes.items() if getattr(store, key) != value}
        if not changed:
            return
        with self._db.write() as conn:
            stores.adjust(conn, replace(store, **changed))  # type: ignore[arg-type]  # its fields
            data: dict[str, object] = {"store": store.name, "what": ", ".join(changed)}
            events.record(conn, self._now(), ("store_adjusted", None, data))

    def replace(self, name: str, by: str, integration: Integration) -> int:
        """Replace a BigCommerce connection by a new one to the same account (I2). Its id.

        Nothing is imported through the old one any more. What is still to be told, and what was
        kept out, goes over to the new one in the same commit, so no notice is lost (I3).
        """
        _check_name(by)
        with self._db.write() as conn:
            old = stores.named(conn, name)
            if old is None or old.platform is not Platform.BIGCOMMERCE or old.replaced:
                raise BadInput("error.no_store_to_replace", store=name)
            if stores.named(conn, by) is not None:
                raise Refused("limit.store_taken", name=by, account=old.account)
            stores.retire(conn, old.id, self._now())
            new = replace(old, name=by, integration=integration, connected_at=self._clock.now())
            store_id = stores.add(conn, new)
            if not old.notices_on:
                at, who = stores.switch_of(conn, old.id)
                when = self._now() if at is None else to_ms(at)
                stores.turn_notices(conn, store_id, False, who, when)
            notices.hand_over(conn, old.id, store_id)
            listed.hand_over(conn, old.id, store_id)
            data: dict[str, object] = {"store": name, "by": by}
            events.record(conn, self._now(), ("store_replaced", None, data))
        return store_id

    def set_notices(self, store: Store, on: bool, by: str, confirmed: bool) -> None:
        """Turn a BigCommerce store's notices on or off, with who did it and when (D4).

        Off recalls what is not sent yet (D1). Where it stands so already nothing is written: the
        time of the switch says since when open copies are to be matched (D5).
        """
        if store.platform is not Platform.BIGCOMMERCE:
            raise BadInput("error.no_notice_switch", store=store.name)
        if not confirmed:
            raise Refused("limit.notices_confirm", store=store.name)
        with self._db.write() as conn:
            if stores.one(conn, store.id).notices_on is on:
                return
            stores.turn_notices(conn, store.id, on, by, self._now())
            if not on:
                notices.recall(conn, store.id)
            data: dict[str, object] = {"store": store.name, "by": by}
            events.record(conn, self._now(), (f"notices_{'on' if on else 'off'}", None, data))

    def choose_method(self, method: Method) -> None:
        """Choose method A or B; B is refused on the new BigCommerce integration (I1)."""
        with self._db.write() as conn:
            if method is Method.B and any(
                store.integration is Integration.NEW for store in stores.every(conn)
            ):
                raise Refused("limit.method_b_new_integration")
            stores.choose(conn, "method", method.value)
            events.record(conn, self._now(), ("method_chosen", None, {"method": method.value}))

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _check_name(name: str) -> None:
    """A name that a person can type, and tell from another one by looking."""
    if not name.strip() or name != name.strip():
        raise BadInput("error.blank_store_name", store=name)


def _account(store: Store) -> tuple[Platform, str]:
    return store.platform, store.account
