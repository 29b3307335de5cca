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
    #: The order that was shipped, and the order that the store is told about.
    order_id: int
    order_number: str
    target_number: str
    store: str
    platform: Platform
    state: NotificationState
    attempts: int
    #: Not before; None when nothing more is to come.
    next_at: datetime | None
    #: Why it waits or stopped, or None.
    reason: Sentence | None
    carrier: str
    tracking: str
    sent_at: datetime | None
    ship_by: datetime | None = None
    #: The tracking number that the store was told of before, and that this one replaces.
    corrects: str = ""
    #: As long as it is not sent: that the shop will then e-mail a marketplace's buyer too.
    second_email: Sentence | None = None

    @property
    def word(self) -> str:
        """The code of its state's word; one that a person closed was not withdrawn."""
        closed = self.reason is not None and self.reason.code == "notification.closed"
        by_hand = closed and self.state is NotificationState.WITHDRAWN
        return "word.notification.closed" if by_hand else NOTIFICATION_WORD[self.state]
