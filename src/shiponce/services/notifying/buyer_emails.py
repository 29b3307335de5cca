"""Check whether a shop also e-mails marketplace buyers, and switch these e-mails off (N6).

The hub e-mails no buyer. A marketplace e-mails the buyer when it is notified, which cannot be
prevented. A shop e-mails buyers if its own setting is on; the setting is read at imports and on
request.
"""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from shiponce.decisions import buyer_emails as decide
from shiponce.decisions import clock_skew
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.store import Store
from shiponce.errors import PlatformError, Refused, Unknown, WritesOff
from shiponce.persistence import acts, channel_emails, event_log, order_states, stores
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections, PlatformAdapter, WritesToBuyers
from shiponce.services import rate_limits
from shiponce.services.acts.perform_act import Acting
from shiponce.services.settings.connection_checks import must_be_connected
from shiponce.views.sentence import Sentence
from shiponce.views.stores import ShopEmails
from shiponce.words.families import platform_word

#: Settings change seldom. An import reads them if the last reading is older than this.
READ_EVERY = timedelta(hours=1)


class BuyerEmails:
    """Reads and switches the e-mail settings of shops."""

    def __init__(self, db: Database, connections: Connections, clock: Clock) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._acting = Acting(db, clock)

    def refresh(self, store: Store, adapter: PlatformAdapter) -> None:
        """Read a shop's settings if a reading is due; an error is recorded and not raised."""
        if not isinstance(adapter, WritesToBuyers):
            return
        known = channel_emails.reading(self._db.conn, store.id)
        now = self._clock.now()
        fresh = known is not None and clock_skew.still_holds(known.tried_at, now, READ_EVERY)
        if fresh and known is not None and known.trouble is None:
            return
        with self._db.write() as conn:
            wait = rate_limits.take(conn, store.id, store.platform, "read", self._now())
        if wait is None:
            self._read(store, adapter)

    def look(self, store: Store) -> ShopEmails:
        """Read a shop's setting now (network); the result says what could not be read."""
        self._read(store, self._shop(store))
        return shop_emails(self._db.conn, store)

    def switch(self, store: Store, *, on: bool, confirmed: bool) -> ShopEmails:
        """Switch a shop's e-mails to marketplace buyers on or off (network).

        Switching on restores the value that each channel had before it was switched off here. If
        not *confirmed*, raise Refused with the names of the channels that would change. A
        storefront's channel is never changed.
        """
        shop = self._shop(store)
        if self._connections.read_only:
            platform = platform_word(store.platform)
            raise WritesOff(platform=platform, operation="word.call.updateEmailStatuses")
        channels = self._must_read(store, shop)
        before = channel_emails.switched_off(self._db.conn, store.id)
        wanted = decide.changes(channels, before, on=on)
        if wanted and not confirmed:
            names = ", ".join(one.name for one, _ in wanted)
            code = "limit.emails_confirm_on" if on else "limit.emails_confirm_off"
            raise Refused(code, store=store.name, channels=names)
        for channel, own in wanted:
            self._write(store, shop, channel, own, on)
        if wanted:
            self._must_read(store, shop)
        return shop_emails(self._db.conn, store)

    def _write(
        self, store: Store, shop: WritesToBuyers, channel: ChannelEmails, own: bool | None, on: bool
    ) -> None:
        with self._db.write() as conn:
            if not on:  # record the former setting before the call, whose answer may be lost
                channel_emails.remember(conn, store.id, channel.channel, channel.own)
            act_id = self._acting.begin(
                conn, ActKind.EMAILS, key=_key(channel.channel, own), store_id=store.id
            )
        try:
            with self._acting.permitted(act_id):
                shop.set_emails(channel.channel, own)
        except PlatformError as trouble:
            if not trouble.may_have_acted:
                with self._db.write() as conn:
                    acts.settle(conn, act_id, ActState.REFUSED, self._now())
                raise
            raise _unknown(store, channel, trouble) from trouble
        with self._db.write() as conn:
            acts.settle(conn, act_id, ActState.DONE, self._now())
            if on:
                channel_emails.forget(conn, store.id, channel.channel)
            data: dict[str, object] = {"store": store.name, "channel": channel.name}
            event_log.record(conn, self._now(), ("emails_on" if on else "emails_off", None, data))

    def _must_read(self, store: Store, shop: WritesToBuyers) -> tuple[ChannelEmails, ...]:
        begun = self._now()
        channels = shop.emails()
        stands = {_key(one.channel, one.own) for one in channels}
        settles = self._connections.platform(store).settles_after
        with self._db.write() as conn:
            channel_emails.keep(conn, store.id, channels, self._now())
            for act in acts.of_setting(conn, store.id):
                act = self._acting.expire(conn, act)
                if act.key in stands:
                    acts.settle(conn, act.id, ActState.DONE, self._now())
                else:
                    self._acting.heard_nothing(conn, act, begun, settles)
        return channels

    def _read(self, store: Store, shop: WritesToBuyers) -> None:
        try:
            self._must_read(store, shop)
        except PlatformError as trouble:
            with self._db.write() as conn:
                facts = trouble.facts
                channel_emails.keep_trouble(conn, store.id, trouble.code, facts, self._now())

    def _shop(self, store: Store) -> WritesToBuyers:
        if store.platform.is_marketplace:
            raise Refused("error.no_emails", store=store.name, platform=store.platform.value)
        must_be_connected(store)
        adapter = self._connections.platform(store)
        if not isinstance(adapter, WritesToBuyers):
            raise Refused("error.no_emails", store=store.name, platform=store.platform.value)
        return adapter

    def _now(self) -> int:
        return to_ms(self._clock.now())


def _unknown(store: Store, channel: ChannelEmails, lost: PlatformError) -> Unknown:
    where = {"platform": lost.platform, "operation": lost.operation}
    found = Unknown("error.emails_unknown", **where, store=store.name, channel=channel.name)
    found.way_out = "error.act_unknown_way_out"
    return found


def _key(channel: str, own: bool | None) -> str:
    """Return a channel's own setting as the ledger of acts records it."""
    return f"{channel}={'inherits' if own is None else 'on' if own else 'off'}"


def shop_emails(conn: sqlite3.Connection, store: Store) -> ShopEmails:
    """Return a shop's setting as last recorded in the database."""
    known = channel_emails.reading(conn, store.id)
    if known is None:
        return ShopEmails(store.name)
    trouble = None
    if known.trouble:
        trouble = Sentence(known.trouble.code, known.trouble.facts)
    off = tuple(one.name for one in known.channels if one.channel in known.switched_off)
    written_to = tuple(one.name for one in decide.written_to(known.channels))
    mixed = decide.shared(known.channels, channel_emails.of_copies(conn, store.id))
    shared = mixed.name if mixed else ""
    return ShopEmails(store.name, known.read_at, trouble, known.channels, written_to, off, shared)


def second_email(conn: sqlite3.Connection, order_id: int) -> Sentence | None:
    """Return the warning that a shop will also e-mail this purchase's buyer, or None.

    For a marketplace order, the shops of its hidden copies are checked; for a shop's order, that
    shop. A shop sends one e-mail about each copy of the purchase: the warning counts them.
    """
    original = order_states.original_of(conn, order_id)
    copies = order_states.copies_of(conn, order_id if original is None else original)
    targets = dict.fromkeys((order_id, *copies))
    said = [
        one
        for target in targets
        if (one := _of_target(conn, target, is_copy=target in copies)) is not None
    ]
    if not said:
        return None
    again = sum(one.code == said[0].code for one in said)
    return Sentence(said[0].code, {**said[0].facts, "n": again, "letters": again + 1})


def _of_target(conn: sqlite3.Connection, order_id: int, *, is_copy: bool) -> Sentence | None:
    place = channel_emails.place_of(conn, order_id)
    if place is None:
        return None
    store = stores.one(conn, place.store_id)
    copy = is_copy or order_states.original_of(conn, order_id) is not None
    marketplace = place.source.platform
    if store.platform.is_marketplace or not (copy or marketplace):
        return None
    if not store.live or (copy and not store.notifications_on):
        return None  # the shop is not notified, so no status changes there
    known = channel_emails.reading(conn, store.id)
    if known is None:
        return None
    channel = decide.of_order(known.channels, place.channel or "", marketplace)
    facts: dict[str, object] = {"store": store.name}
    if channel is None:
        return Sentence("warning.second_email_unknown", facts)
    if not channel.on:
        return None
    # The hub never switches a storefront's channel, so "second_email_shared" offers no switch.
    code = "warning.second_email" if channel.marketplace else "warning.second_email_shared"
    return Sentence(code, facts | {"channel": channel.name})
