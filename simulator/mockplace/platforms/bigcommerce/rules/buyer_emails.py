"""E-mails that BigCommerce sends to buyers when an order is shipped or its status changes.

They are sent for every order, including copies of marketplace orders, unless the store's settings
prevent it: the e-mail about status changes can be switched off for the store or for one channel,
and a status change causes an e-mail only if the new status is ticked in the store's settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from mockplace.kernel.confirmations import emailed
from mockplace.kernel.events import Event, Mailed
from mockplace.kernel.records import Account, PlatformOrder
from mockplace.kernel.state import State
from mockplace.platforms.bigcommerce.rules.assumptions import MAILED_STATUSES, SHIPMENT_MAIL
from mockplace.platforms.bigcommerce.rules.events import StatusSet

#: The name of the e-mail about a change of an order's status, in settings and templates.
STATUS_EMAIL = "combined_order_status_email"
#: Kind of e-mail to buyers → whether it is on by default.
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
#: The kind under which the settings are stored; the key is the channel id, '' for the whole store.
KEPT = "email-statuses"
_STOREFRONT = "1"
_SHIPPING = (2, 3)


def follow(state: State, events: Iterable[Event]) -> Iterator[Mailed]:
    """Yield the e-mails about status changes.

    If *events* already contain an e-mail about the order (for a shipment), no second one is sent.
    """
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
    """Return a channel's settings, None for inherited ones; channel '' means the whole store."""
    kept = state.inventory_records.records.get((account.name, KEPT, channel), {})
    at_first: Mapping[str, bool | None] = dict.fromkeys(AT_FIRST)
    if not channel:
        at_first = {**AT_FIRST, STATUS_EMAIL: account.emails}
    return {name: _flag(kept.get(name, first)) for name, first in at_first.items()}


def is_on(state: State, account: Account, channel: str) -> bool:
    """Return True if the e-mail about status changes is on for a channel's orders."""
    own = settings(state, account, channel)[STATUS_EMAIL]
    return bool(settings(state, account, "")[STATUS_EMAIL] if own is None else own)


def _flag(kept: object) -> bool | None:
    return None if kept is None else bool(kept)


def is_wanted(state: State, order: PlatformOrder) -> bool:
    """Return True if the store e-mails the buyer of this order when the order's status changes."""
    channel = order.written.get("channel_id", _STOREFRONT)
    if not is_on(state, state.accounts[order.store], channel):
        return False
    chosen = state.assumptions.of(SHIPMENT_MAIL)
    return chosen == "everybody" or (chosen == "storefront" and not order.mirrors)
