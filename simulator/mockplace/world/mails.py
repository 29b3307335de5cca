"""What platforms write to buyers by e-mail when something is shipped."""

from __future__ import annotations

from mockplace.world.choices import SHIPMENT_MAIL
from mockplace.world.events import Mailed
from mockplace.world.model import Mail, Parcel, PlatformOrder
from mockplace.world.state import State


def of_shipment(state: State, order: PlatformOrder, parcel: Parcel) -> tuple[Mailed, ...]:
    """The letter that a new parcel causes, if it causes one: an edit of it does not.

    The marketplaces write to their buyers by themselves. BigCommerce also does so for a copy of
    their orders, to the address that is on the copy, unless its setting says otherwise.
    """
    if any(known.parcel_id == parcel.parcel_id for known in order.parcels):
        return ()
    if order.platform == "bigcommerce" and not _wanted(state, order):
        return ()
    mail = Mail(
        state.now, order.platform, order.store, order.order_id, order.buyer.email, "shipped"
    )
    return (Mailed(mail),)


def _wanted(state: State, order: PlatformOrder) -> bool:
    chosen = state.chosen.of(SHIPMENT_MAIL)
    return chosen == "everybody" or (chosen == "storefront" and not order.mirrors)
