"""What BigCommerce writes to buyers by e-mail when an order is shipped or its status changes.

It does so for every order, copies of marketplace orders too, as far as the store's settings let it:
an e-mail for changes of the status that can be off for all or for one channel, and statuses that
are ticked for all alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mockplace.kernel.confirmations import emailed
from mockplace.kernel.events import Event, Mailed
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.assumptions import MAILED_STATUSES, SHIPMENT_MAIL
from mockplace.platforms.bigcommerce.rules.events import StatusSet

#: The e-mail about a change of an order's status, as settings and templates call it.
STATUS_EMAIL = "combined_order_status_email"
#: What may be written to a buyer, and whether it is at first.
AT_FIRST: Mapping[str, bool] = {
    "abandoned_cart_email": True,
    "account_details_changed_email": True,
    STATUS_EMAIL: True,
    "createaccount_email": True,
    "createguestaccount_email": True,
    "giftcertificate_email": True,
    "invoice_email": True,
    "ordermessage_notification": True,
    "product_review_email": False,
    "return_confirmation_email": True,
    "return_statuschange_email": True,
}
#: Under which the settings are kept; the key is the channel, '' for all.
KEPT = "email-statuses"
_STOREFRONT = "1"
_SHIPPING = (2, 3)


def follow(state: State, events: Iterable[Event]) -> Iterator[Mailed]:
    """Yield the e-mails that changes of the status cause; a shipment's own tells of its."""
    mailed = {(one.mail.store, one.mail.order_id) for one in events if isinstance(one, Mailed)}
    for event in events:
        if isinstance(event, StatusSet) and (event.store, event.order_id) not in mailed:
            order = state.orders[event.store, event.order_id]
            if event.status_id != order.status_id and is_wanted(state, order):
                yield from _of_status(state, order, event.status_id)


def _of_status(state: State, order: PlatformOrder, status_id: int) -> Iterator[Mailed]:
    if status_id in _SHIPPING:
        yield emailed(state, order, "shipped")
    elif state.assumptions.of(MAILED_STATUSES) == "every":
        yield emailed(state, order, "status")


def settings(state: State, account: Account, channel: str) -> Mapping[str, bool | None]:
    """Return a channel's own settings, None for what it inherits; '' is what holds for all."""
    kept = state.inventory_records.records.get((account.name, KEPT, channel), {})
    at_first: Mapping[str, bool | None] = dict.fromkeys(AT_FIRST)
    if not channel:
        at_first = {**AT_FIRST, STATUS_EMAIL: account.emails}
    return {name: _flag(kept.get(name, first)) for name, first in at_first.items()}


def is_on(state: State, account: Account, channel: str) -> bool:
    """Return True if the e-mail about a change of the status is on for the orders of a channel."""
    own = settings(state, account, channel)[STATUS_EMAIL]
    return bool(settings(state, account, "")[STATUS_EMAIL] if own is None else own)


def _flag(kept: object) -> bool | None:
    return None if kept is None else bool(kept)


def is_wanted(state: State, order: PlatformOrder) -> bool:
    """Return True if the store writes to the buyer of an order when its status changes."""
    channel = order.written.get("channel_id", _STOREFRONT)
    if not is_on(state, state.accounts[order.store], channel):
        return False
    chosen = state.assumptions.of(SHIPMENT_MAIL)
    return chosen == "everybody" or (chosen == "storefront" and not order.mirrors)
