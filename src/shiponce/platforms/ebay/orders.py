"""eBay's order: its raw shape, and its conversion to our types."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Delivery,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
)
from shiponce.domain.platform import Source
from shiponce.platforms.ebay.traits import EBAY
from shiponce.platforms.raw_order_fields import Fault, Id, Moment, Raw, Text, Units, due, money


class RawAmount(Raw):
    """An amount in major units."""

    value: Text
    currency: Text


class RawPricing(Raw):
    """The amounts paid."""

    total: RawAmount


class RawInstructions(Raw):
    """The ship-by date of a line."""

    shipByDate: Moment | None = None


class RawLine(Raw):
    """An order line. Its status is not read: eBay sets FULFILLED once one unit is shipped."""

    lineItemId: Id
    sku: Text = ""
    title: Text = ""
    quantity: Units
    lineItemCost: RawAmount
    lineItemFulfillmentInstructions: RawInstructions | None = None


class RawContact(Raw):
    """The postal part of an address."""

    addressLine1: Text = ""
    addressLine2: Text = ""
    city: Text = ""
    stateOrProvince: Text = ""
    postalCode: Text = ""
    countryCode: Text = ""


class RawPhone(Raw):
    """A telephone number."""

    phoneNumber: Text = ""


class RawShipTo(Raw):
    """The recipient."""

    fullName: Text = ""
    contactAddress: RawContact | None = None
    primaryPhone: RawPhone | None = None
    email: Text = ""


class RawStep(Raw):
    """The shipping service that the buyer chose."""

    shippingServiceCode: Text = ""
    shipTo: RawShipTo | None = None


class RawStart(Raw):
    """The delivery instructions of the checkout; the type tells a package from a pick-up."""

    fulfillmentInstructionsType: Text = "SHIP_TO"
    maxEstimatedDeliveryDate: Moment | None = None
    shippingStep: RawStep | None = None


class RawBuyer(Raw):
    """The buyer."""

    username: Text = ""


class RawCancel(Raw):
    """The state of a cancellation."""

    cancelState: Text = "NONE_REQUESTED"


class RawOrder(Raw):
    """An order; eBay lists only orders with a completed checkout."""

    orderId: Id
    creationDate: Moment
    lastModifiedDate: Moment
    orderFulfillmentStatus: Text
    orderPaymentStatus: Text = "PAID"
    buyer: RawBuyer = Field(default_factory=RawBuyer)
    pricingSummary: RawPricing
    cancelStatus: RawCancel = Field(default_factory=RawCancel)
    fulfillmentStartInstructions: tuple[RawStart, ...] = ()
    lineItems: tuple[RawLine, ...]


_FULFILMENT: Mapping[str, OrderStatus] = {
    "NOT_STARTED": OrderStatus.AWAITING_SHIPMENT,
    "IN_PROGRESS": OrderStatus.AWAITING_SHIPMENT,
    "FULFILLED": OrderStatus.SHIPPED,
}
_UNPAID = frozenset({"PENDING", "FAILED"})
_REFUNDED = "FULLY_REFUNDED"
#: In-store pick-up and click and collect: the buyer comes to the shop.
_PICKUP = "PREPARE_FOR_PICKUP"


def order_of(body: object) -> ImportedOrder:
    """Return an order in our types; ValueError (including pydantic's) if it cannot be parsed."""
    raw = RawOrder.model_validate(body)
    start = raw.fulfillmentStartInstructions[0] if raw.fulfillmentStartInstructions else None
    step = start.shippingStep if start else None
    total = raw.pricingSummary.total
    dates = [due(_ship_by(line), raw.creationDate) for line in raw.lineItems]
    physical = start is None or start.fulfillmentInstructionsType != "DIGITAL"
    is_collected = start is not None and start.fulfillmentInstructionsType == _PICKUP
    to = step.shipTo if step else None
    return ImportedOrder(
        platform=EBAY,
        remote_id=raw.orderId,
        number=raw.orderId,
        source=Source(EBAY),
        placed_at=raw.creationDate,
        modified_at=raw.lastModifiedDate,
        status=_status(raw),
        remote_status=_remote_status(raw),
        total=money(total.value, total.currency, "pricingSummary.total"),
        lines=tuple(_line(line, physical) for line in raw.lineItems),
        keys=(OrderKey(OriginKey(EBAY, raw.orderId), Grade.PROVES, "orderId"),),
        ship_to=_address(to),
        buyer=to.fullName if to and to.fullName else raw.buyer.username,
        email=to.email if to else "",
        ship_by=min((when for when in dates if when is not None), default=None),
        deliver_by=due(start.maxEstimatedDeliveryDate, raw.creationDate) if start else None,
        requested_service=step.shippingServiceCode if step else "",
        delivery=Delivery.COLLECTED if is_collected else Delivery.SHIPPED,
    )


def _status(raw: RawOrder) -> OrderStatus:
    if raw.cancelStatus.cancelState == "CANCELED":
        return OrderStatus.CANCELLED
    if raw.orderPaymentStatus in _UNPAID:
        return OrderStatus.AWAITING_PAYMENT
    if raw.orderPaymentStatus == _REFUNDED and raw.orderFulfillmentStatus == "NOT_STARTED":
        return OrderStatus.CANCELLED  # fully refunded before shipping: nothing to send
    status = _FULFILMENT.get(raw.orderFulfillmentStatus)
    if status is None:
        raise Fault("orderFulfillmentStatus: not a status that eBay documents")
    return status


def _remote_status(raw: RawOrder) -> str:
    """Return the eBay status that decides the order's status here."""
    if raw.cancelStatus.cancelState == "CANCELED":
        return raw.cancelStatus.cancelState
    paid = raw.orderPaymentStatus not in _UNPAID | {_REFUNDED}
    started = raw.orderFulfillmentStatus != "NOT_STARTED"
    return raw.orderFulfillmentStatus if paid or started else raw.orderPaymentStatus


def _ship_by(raw: RawLine) -> Moment | None:
    instructions = raw.lineItemFulfillmentInstructions
    return instructions.shipByDate if instructions else None


def _line(raw: RawLine, physical: bool) -> Line:
    """Return a line; lineItemCost covers all units, so it is divided by the quantity."""
    cost = money(raw.lineItemCost.value, raw.lineItemCost.currency, "lineItemCost")
    return Line(
        remote_id=raw.lineItemId,
        sku=raw.sku,
        title=raw.title,
        quantity=raw.quantity,
        price=Money(cost.minor // max(1, raw.quantity), cost.currency),
        physical=physical,
    )


def _address(raw: RawShipTo | None) -> Address | None:
    contact = raw.contactAddress if raw else None
    if raw is None or contact is None or not contact.countryCode:
        return None
    return Address(
        name=raw.fullName,
        street1=contact.addressLine1,
        street2=contact.addressLine2,
        city=contact.city,
        state=contact.stateOrProvince,
        postcode=contact.postalCode,
        country=contact.countryCode,
        phone=raw.primaryPhone.phoneNumber if raw.primaryPhone else "",
    )
