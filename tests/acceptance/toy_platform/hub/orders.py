"""Toybay's purchase as it is sent, and what it means to the hub."""

from __future__ import annotations

from datetime import UTC, datetime

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
)
from shiponce.domain.platform import Source
from shiponce.platforms.raw_order_fields import Fault, Id, Raw, Text, Units
from tests.acceptance.toy_platform.hub.traits import TOYBAY

STATUSES = {
    "unpaid": OrderStatus.AWAITING_PAYMENT,
    "open": OrderStatus.AWAITING_SHIPMENT,
    "partial": OrderStatus.AWAITING_SHIPMENT,
    "shipped": OrderStatus.SHIPPED,
    "cancelled": OrderStatus.CANCELLED,
}


class RawLine(Raw):
    """A line; money is in minor units."""

    id: Id
    sku: Text = ""
    title: Text = ""
    units: Units
    sent: Units = 0
    price: int
    grams: Units = 0


class RawShipTo(Raw):
    """Whom it goes to."""

    name: Text = ""
    street: Text = ""
    street2: Text = ""
    city: Text = ""
    region: Text = ""
    postcode: Text = ""
    country: Text = ""
    phone: Text = ""
    email: Text = ""


class RawPurchase(Raw):
    """A purchase; times are seconds UTC."""

    id: Id
    placed: float
    changed: float
    state: Text
    currency: Text
    shipping: int = 0
    service: Text = ""
    ship_to: RawShipTo
    lines: tuple[RawLine, ...]


def order_of(body: object) -> ImportedOrder:
    """Return a purchase in the hub's words; ValueError when it cannot be read."""
    raw = RawPurchase.model_validate(body)
    status = STATUSES.get(raw.state)
    if status is None:
        raise Fault("state: not a state that Toybay documents")
    goods = sum(line.price * line.units for line in raw.lines)
    return ImportedOrder(
        platform=TOYBAY,
        remote_id=raw.id,
        number=raw.id,
        source=Source(TOYBAY),
        placed_at=datetime.fromtimestamp(raw.placed, UTC),
        modified_at=datetime.fromtimestamp(raw.changed, UTC),
        status=status,
        remote_status=raw.state,
        total=Money(goods + raw.shipping, raw.currency),
        lines=tuple(_line(line, raw.currency) for line in raw.lines),
        keys=(OrderKey(OriginKey(TOYBAY, raw.id), Grade.PROVES, "id"),),
        ship_to=_address(raw.ship_to),
        buyer=raw.ship_to.name,
        email=raw.ship_to.email,
        requested_service=raw.service,
    )


def _line(raw: RawLine, currency: str) -> Line:
    price = Money(raw.price, currency)
    return Line(raw.id, raw.sku, raw.title, raw.units, price, raw.grams, fulfilled=raw.sent)


def _address(raw: RawShipTo) -> Address | None:
    if not raw.street:
        return None
    return Address(
        name=raw.name,
        street1=raw.street,
        street2=raw.street2,
        city=raw.city,
        state=raw.region,
        postcode=raw.postcode,
        country=raw.country,
        phone=raw.phone,
    )
