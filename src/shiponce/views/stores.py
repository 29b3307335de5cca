"""Connected stores, their e-mails to buyers, and the effects of disconnecting a store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform
from shiponce.domain.store import Connection, Integration, connection_of
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ShopEmails:
    """Whether a shop e-mails buyers itself when an order is shipped, channel by channel."""

    store: str
    #: When the setting was last read; None if it was never read.
    read_at: datetime | None = None
    #: Why the last reading failed, or None.
    trouble: Sentence | None = None
    channels: tuple[ChannelEmails, ...] = ()
    #: The names of marketplace channels whose buyers the shop e-mails too.
    written_to: tuple[str, ...] = ()
    #: The names of channels whose e-mails were switched off in the hub.
    switched_off: tuple[str, ...] = ()
    #: The shop's own channel, if that channel e-mails buyers and also contains copies; else ''.
    shared: str = ""


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A store and the state of its imports; the store may be disconnected."""

    id: int
    name: str
    platform: Platform
    account: str
    integration: Integration | None
    #: For BigCommerce: whether notifications are on, and when and by whom this was last changed.
    notifications_on: bool
    notifications_changed_at: datetime | None
    notifications_changed_by: str
    #: When the last complete import ended; None if no import was complete.
    imported_at: datetime | None
    #: What went wrong at the last import, or None.
    trouble: Sentence | None
    orders: int
    #: True if another connection to the same account has replaced this one; nothing is imported
    #: through a replaced connection.
    replaced: bool = False
    #: When orders were last listed by creation date (sweep), and how many orders only sweeps found.
    swept_at: datetime | None = None
    sweep_found: int = 0
    #: A warning that the last complete import is too long ago, or None.
    stale: Sentence | None = None
    market: str = ""
    prime_to_awaiting: bool = False
    buy_shipping: bool = True
    #: When a person disconnected the account; None while it is connected.
    disconnected_at: datetime | None = None
    #: The number of orders that are excluded because the store is disconnected.
    excluded: int = 0
    #: A shop's own e-mails to buyers; None for a marketplace.
    emails: ShopEmails | None = None

    @property
    def connection(self) -> Connection:
        """The key that distinguishes this store from all others."""
        return connection_of(self.platform, self.account, self.market)

    @property
    def live(self) -> bool:
        """True if the hub imports and ships orders and sends notifications through this store."""
        return not self.replaced and self.disconnected_at is None

    @property
    def is_left_out(self) -> bool:
        """True if the store was disconnected before any import, so that lists leave it out."""
        never = not self.orders and self.imported_at is None
        return self.disconnected_at is not None and never


@dataclass(frozen=True, slots=True)
class Disconnection:
    """The effects of disconnecting a store, planned or done."""

    store: str
    platform: Platform
    account: str
    #: Open orders that are excluded until the account is connected again.
    excluded: int
    #: Copies that lose their original and are matched again (*judged_again*), and how many of them
    #: become visible (*shown*).
    judged_again: int
    shown: int
    #: Notifications that wait until the account is connected again.
    stopped: int
    #: The number of shipped and cancelled orders, which stay in their grids.
    kept: int
    #: True if no marketplace is connected afterwards.
    last_marketplace: bool

    @property
    def effects(self) -> tuple[Sentence, ...]:
        """The effects as sentences; an effect with the count 0 is left out, except *excluded*."""
        counted = {
            "stores.effect.excluded": self.excluded,
            "stores.effect.judged_again": self.judged_again,
            "stores.effect.stopped": self.stopped,
            "stores.effect.kept": self.kept,
        }
        said = [
            Sentence(code, {"n": n, "shown": self.shown})
            for code, n in counted.items()
            if n or code == "stores.effect.excluded"
        ]
        last = [Sentence("stores.effect.last_marketplace")] if self.last_marketplace else []
        return (*said, *last)
