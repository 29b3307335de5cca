"""Render rates, labels and tracking."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from mockplace.platforms.carrier.api.services import NAME, SERVICES
from mockplace.platforms.carrier.rules.labels_and_pickups import (
    CURRENCY,
    arrival,
    next_pickup,
)
from mockplace.platforms.shared.iso8601 import to_milliseconds
from mockplace.platforms.shared.label_documents.label_contents import LabelContents, Party

if TYPE_CHECKING:
    from mockplace.platforms.carrier.rules.records import CarrierLabel, Package

_Json = dict[str, object]

#: Parts of an address that have the same name in the client's request.
_SAME = {
    name: name
    for name in ("name", "company", "street2", "street3", "city", "state", "postcode", "country")
}
#: Where the carrier collects: requests name no sender, and the carrier's account has this address.
_WAREHOUSE = Party(street1="1 Dock Road", city="Reno", state="NV", postcode="89502", country="US")


def rates(grams: int, now: int) -> _Json:
    """Return every service with its price for a package that is ready now."""
    pickup = next_pickup(now)
    return {
        "pickupAt": to_milliseconds(pickup),
        "rates": [
            {
                "carrier": NAME,
                "serviceId": one.service_id,
                "serviceName": one.name,
                "price": money(one.price(grams)),
                "arrivesBy": to_milliseconds(arrival(pickup, one.days)),
            }
            for one in SERVICES
        ],
    }


def label(found: CarrierLabel) -> _Json:
    """Return a label with its status, times and package."""
    return {
        "labelId": found.label_id,
        "reference": found.reference,
        "status": found.status,
        "carrier": NAME,
        "serviceId": found.service_id,
        "serviceName": found.service,
        "trackingNumber": found.tracking,
        "price": money(found.price),
        "createdAt": to_milliseconds(found.created_at),
        "pickupAt": to_milliseconds(found.pickup_at),
        "arrivesBy": to_milliseconds(found.arrives_at),
        "voidedAt": _moment(found.voided_at),
        "collectedAt": _moment(found.collected_at),
        "deliveredAt": _moment(found.delivered_at),
        "package": package(found.package),
    }


def package(found: Package) -> _Json:
    """Return a package's weight, size and orders, as the client described them."""
    return {
        "weightGrams": found.weight,
        "lengthMm": found.length,
        "widthMm": found.width,
        "heightMm": found.height,
        "orders": [
            {
                "platform": order.platform,
                "account": order.account,
                "orderId": order.order_id,
                "lines": [
                    {"lineId": line_id, "units": units} for line_id, units in order.units.items()
                ],
            }
            for order in found.orders
        ],
        **({"shipTo": _ship_to(found)} if found.ship_to else {}),
    }


def contents(found: CarrierLabel) -> LabelContents:
    """Return what a label says."""
    return LabelContents(
        NAME,
        found.service,
        found.tracking,
        Party.of(_ship_to(found.package), {**_SAME, "street1": "street"}),
        replace(_WAREHOUSE, name=f"{NAME} account {found.account}"),
        tuple(order.order_id for order in found.orders),
        found.reference,
    )


def _ship_to(found: Package) -> dict[str, str]:
    """Return the address as the client described it, without the parts that it left out."""
    if found.ship_to is None:
        return {}
    more = {name: text for name, text in asdict(found.recipient).items() if text}
    return asdict(found.ship_to) | more


def tracking(found: CarrierLabel) -> _Json:
    """Return the tracking status of a package, and its events so far."""
    steps = (
        ("bought", found.created_at, "The label was bought."),
        ("voided", found.voided_at, "The label was voided; no package travels under it."),
        ("collected", found.collected_at, "The package was collected."),
        ("delivered", found.delivered_at, "The package was delivered."),
    )
    return {
        "trackingNumber": found.tracking,
        "status": found.status,
        "arrivesBy": to_milliseconds(found.arrives_at),
        "events": [
            {"status": status, "at": to_milliseconds(at), "text": text}
            for status, at, text in steps
            if at
        ],
    }


def money(cents: int) -> _Json:
    """Return an amount in US cents as a decimal string with its currency."""
    return {"amount": f"{cents // 100}.{cents % 100:02d}", "currency": CURRENCY}


def _moment(at: int) -> str | None:
    return to_milliseconds(at) if at else None
