"""Connected stores, their e-mails to buyers, and what disconnecting one does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.platform import Platform
from shiponce.domain.store import Integration
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class ShopEmails:
    """Whether a shop e-mails buyers itself when an order is shipped, channel by channel."""

    store: str
    #: When the setting was last read; None where it never could be.
    read_at: datetime | None = None
    #: Why the last reading did not go well, or None.
    trouble: Sentence | None = None
    channels: tuple[ChannelEmails, ...] = ()
    #: The names of marketplaces' channels whose buyers are written to as well.
    written_to: tuple[str, ...] = ()
    #: The names of channels that were switched off from here.
    switched_off: tuple[str, ...] = ()
    #: The channel of the shop's own orders that is written to and has copies on it; '' for none.
    shared: str = ""


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A connected store and the state of its import."""

    id: int
    name: str
    platform: Platform
    account: str
    integration: Integration | None
    #: BigCommerce: notifications on or off, since when, and by whom.
    notifications_on: bool
    notifications_changed_at: datetime | None
    notifications_changed_by: str
    #: When the last import that reached its last page ended; None when none has.
    imported_at: datetime | None
    #: The last import's trouble, or None.
    trouble: Sentence | None
    orders: int
    #: Another connection to the account took over; nothing is imported through this one.
    replaced: bool = False
    #: When orders were last listed by creation date, and how many only that has found, ever.
    swept_at: datetime | None = None
    sweep_found: int = 0
    #: The last good import is too long ago: says how long.
    stale: Sentence | None = None
    market: str = ""
    prime_to_awaiting: bool = False
    buy_shipping: bool = True
    #: When a person disconnected the account; None while it is connected.
    disconnected_at: datetime | None = None
    #: Its orders that are excluded while it is disconnected.
    excluded: int = 0
    #: A shop's own e-mails to buyers; None for a marketplace.
    emails: ShopEmails | None = None

    @property
    def live(self) -> bool:
        """True if orders are imported, shipped and notified through this store."""
        return not self.replaced and self.disconnected_at is None

    @property
    def is_left_out(self) -> bool:
        """True if lists leave it out: disconnected before anything was imported."""
        never = not self.orders and self.imported_at is None
        return self.disconnected_at is not None and never


@dataclass(frozen=True, slots=True)
class Disconnection:
    """What disconnecting a store does, or did."""

    store: str
    platform: Platform
    account: str
    #: Open orders that stand in no grid until the account is connected again.
    excluded: int
    #: How many copies lose their original and are matched again, and how many of them become
    #: visible.
    judged_again: int
    shown: int
    #: Notifications that wait until the account is connected again.
    stopped: int
    #: Shipped and cancelled orders: they stay where they are.
    kept: int
    #: No marketplace is connected after it.
    last_marketplace: bool

    @property
    def effects(self) -> tuple[Sentence, ...]:
        """All effects as sentences, changes first; without those that are nil."""
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
