"""Fulfillment notifications with their state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.platform import Platform
from shiponce.domain.shipment import NotificationState
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import NOTIFICATION_WORD


@dataclass(frozen=True, slots=True)
class NotificationView:
    """One notification to one store, with state, attempts and next attempt."""

    id: int
    shipment_id: int
    #: The shipped order (*order_id*, *order_number*), and the number of the store's own order that
    #: the notification is about (*target_number*).
    order_id: int
    order_number: str
    target_number: str
    store: str
    platform: Platform
    state: NotificationState
    attempts: int
    #: The earliest time of the next attempt; None if no attempt follows.
    next_at: datetime | None
    #: Why the notification waits or stopped, or None.
    reason: Sentence | None
    carrier: str
    tracking: str
    sent_at: datetime | None
    ship_by: datetime | None = None
    #: The tracking number of an earlier notification that *tracking* replaces; '' if none.
    corrects: str = ""
    #: A warning that the shop may also e-mail the marketplace's buyer; None if it does not, or
    #: once this notification has ended.
    second_email: Sentence | None = None
    #: How the platform receives the carrier: under a code, by its name within a text, or not at
    #: all. None if it receives the name shown here.
    carrier_there: Sentence | None = None
    #: When a later reading of the platform showed the package; None if none has yet.
    confirmed_at: datetime | None = None

    @property
    def is_closable(self) -> bool:
        """True if a person can close it: it stopped, or its store keeps a voided label's number."""
        dead = self.reason is not None and self.reason.code == "notification.dead_number"
        return dead or self.state is NotificationState.STOPPED

    @property
    def word(self) -> str:
        """The code of the word for the state; "closed" if a person closed the notification."""
        closed = self.reason is not None and self.reason.code == "notification.closed"
        by_hand = closed and self.state is NotificationState.WITHDRAWN
        return "word.notification.closed" if by_hand else NOTIFICATION_WORD[self.state]
