"""eBay's order: its raw shape, and its conversion to our types."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Condition,
    Delivery,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
    PackingFact,
    PackingFactKind,
)
from shiponce.domain.platform import Source
from shiponce.platforms.ebay.traits import EBAY
from shiponce.platforms.raw_order_fields import (
    Fault,
    Id,
    Moment,
    Raw,
    Text,
    Units,
    due,
    hyphenated,
    money,
)
from shiponce.platforms.unit_counts import is_left, packed, status_by_units


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


class RawRefund(Raw):
    """Money that was paid back."""

    amount: RawAmount | None = None


class RawAspect(Raw):
    """A property that the buyer chose, such as a colour."""

    name: Text = ""
    value: Text = ""


class RawGift(Raw):
    """What a gift's card says; eBay gives it for digital gift cards only."""

    message: Text = ""


class RawReference(Raw):
    """A number that eBay gives for customs or tax offices, such as its IOSS number."""

    name: Text = ""
    value: Text = ""


class RawRemittedTax(Raw):
    """A tax that eBay collects."""

    ebayReference: RawReference | None = None


class RawLine(Raw):
    """An order line; eBay calls it FULFILLED once one of its units is shipped."""

    lineItemId: Id
    legacyItemId: Text = ""
    sku: Text = ""
    title: Text = ""
    quantity: Units
    lineItemCost: RawAmount
    total: RawAmount | None = None
    #: '' if the answer lacks this field: then the order's status counts.
    lineItemFulfillmentStatus: Text = ""
    refunds: tuple[RawRefund, ...] | None = None
    variationAspects: tuple[RawAspect, ...] | None = None
    giftDetails: RawGift | None = None
    ebayCollectAndRemitTaxes: tuple[RawRemittedTax, ...] | None = None
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
    companyName: Text = ""
    contactAddress: RawContact | None = None
    primaryPhone: RawPhone | None = None
    email: Text = ""


class RawStep(Raw):
    """The shipping service that the buyer chose."""

    shippingServiceCode: Text = ""
    #: The package's number at eBay's shipping centre.
    shipToReferenceId: Text = ""
    shipTo: RawShipTo | None = None


class RawStart(Raw):
    """The delivery instructions of the checkout; the type tells a package from a pick-up."""

    fulfillmentInstructionsType: Text = "SHIP_TO"
    maxEstimatedDeliveryDate: Moment | None = None
    shippingStep: RawStep | None = None


class RawTaxIdentifier(Raw):
    """The buyer's tax number."""

    taxpayerId: Text = ""
    taxIdentifierType: Text = ""


class RawBuyer(Raw):
    """The buyer."""

    username: Text = ""
    taxIdentifier: RawTaxIdentifier | None = None


class RawCancelRequest(Raw):
    """A request to cancel the order."""

    cancelInitiator: Text = ""
    cancelRequestState: Text = ""


class RawCancel(Raw):
    """The state of a cancellation, with its requests."""

    cancelState: Text = "NONE_REQUESTED"
    cancelRequests: tuple[RawCancelRequest, ...] | None = None


class RawOrder(Raw):
    """An order; eBay lists only orders with a completed checkout."""

    orderId: Id
    #: The id of an older form, from before June 2019; not in every answer.
    legacyOrderId: Text = ""
    creationDate: Moment
    lastModifiedDate: Moment
    orderFulfillmentStatus: Text
    orderPaymentStatus: Text = "PAID"
    buyer: RawBuyer = Field(default_factory=RawBuyer)
    pricingSummary: RawPricing
    cancelStatus: RawCancel = Field(default_factory=RawCancel)
    buyerCheckoutNotes: Text = ""
    fulfillmentHrefs: tuple[Text, ...] | None = None
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


_NOT_STARTED, _FULFILLED = "NOT_STARTED", "FULFILLED"
_BUYER, _REQUESTED = "BUYER", "REQUESTED"


def needs_fulfillments(raw: RawOrder) -> bool:
    """Return True if only the fulfillments tell how many units were shipped.

    eBay calls a line FULFILLED as soon as one of its units is shipped, and the order when all lines
    are; a line of one unit needs no counting.
    """
    begun = [one for one in raw.lineItems if _line_status(raw, one) != _NOT_STARTED]
    partly = raw.orderFulfillmentStatus not in (_NOT_STARTED, _FULFILLED)
    several = len(raw.fulfillmentHrefs or ()) > 1
    return partly or several or any(one.quantity > 1 for one in begun)


def _keys(raw: RawOrder) -> tuple[OrderKey, ...]:
    """Return every id that a copy may contain: the order's own, its older id, its lines' ids."""
    found = {(raw.orderId, Grade.PROVES, "orderId"): None}
    if raw.legacyOrderId not in ("", raw.orderId):
        found[hyphenated(raw.legacyOrderId), Grade.SUPPORTS, "legacyOrderId"] = None
    for line in raw.lineItems:
        if line.legacyItemId:
            named = f"{line.legacyItemId}-{line.lineItemId}"
            found[named, Grade.SUPPORTS, "legacyItemId"] = None
    return tuple(OrderKey(OriginKey(EBAY, value), grade, field) for value, grade, field in found)


#: The last segment of a fulfillment's address, and its value for one without a tracking number.
_UNTRACKED = "999"


def named_by_address(raw: RawOrder) -> tuple[Package, ...]:
    """Return the one fulfillment of an order as its address names it: by its tracking number.

    It holds every unit of the fulfilled lines, since ``needs_fulfillments`` was False.
    """
    lines = tuple(
        (one.lineItemId, one.quantity)
        for one in raw.lineItems
        if _line_status(raw, one) == _FULFILLED
    )
    return tuple(
        Package(name, "", "" if name == _UNTRACKED else name, lines)
        for href in raw.fulfillmentHrefs or ()
        if (name := href.rstrip("/").rpartition("/")[2])
    )


def _line_status(raw: RawOrder, line: RawLine) -> str:
    return line.lineItemFulfillmentStatus or raw.orderFulfillmentStatus


def order_of(raw: RawOrder, packages: tuple[Package, ...] | None = None) -> ImportedOrder:
    """Return an order in our types; ValueError if it makes no sense.

    *packages* are its fulfillments; None if they were not read.
    """
    start = raw.fulfillmentStartInstructions[0] if raw.fulfillmentStartInstructions else None
    step = start.shippingStep if start else None
    total = raw.pricingSummary.total
    dates = [due(_ship_by(line), raw.creationDate) for line in raw.lineItems]
    physical = start is None or start.fulfillmentInstructionsType != "DIGITAL"
    is_collected = start is not None and start.fulfillmentInstructionsType == _PICKUP
    to = step.shipTo if step else None
    lines = tuple(
        _line(
            line,
            is_fulfilled=_line_status(raw, line) == _FULFILLED,
            physical=physical,
            collected=is_collected,
            packages=packages,
            is_paid_back=raw.orderPaymentStatus == _REFUNDED,
        )
        for line in raw.lineItems
    )
    ordered = {line.lineItemId: line.quantity for line in raw.lineItems}
    packed(packages or (), ordered, "lineItems.quantity", "quantity")
    return ImportedOrder(
        platform=EBAY,
        remote_id=raw.orderId,
        number=raw.orderId,
        source=Source(EBAY),
        placed_at=raw.creationDate,
        modified_at=raw.lastModifiedDate,
        status=_status(raw, lines),
        remote_status=_remote_status(raw),
        total=money(total.value, total.currency, "pricingSummary.total"),
        lines=lines,
        keys=_keys(raw),
        ship_to=_address(to),
        buyer=to.fullName if to and to.fullName else raw.buyer.username,
        email=to.email if to else "",
        ship_by=min((when for when in dates if when is not None), default=None),
        deliver_by=due(start.maxEstimatedDeliveryDate, raw.creationDate) if start else None,
        requested_service=step.shippingServiceCode if step else "",
        delivery=Delivery.COLLECTED if is_collected else Delivery.SHIPPED,
        packages=packages or (),
        packages_known=packages is not None,
        conditions=_conditions(raw, is_collected=is_collected),
        packing=_packing(raw, step),
    )


def _conditions(raw: RawOrder, *, is_collected: bool) -> tuple[Condition, ...]:
    asked = any(
        one.cancelRequestState == _REQUESTED and one.cancelInitiator in ("", _BUYER)
        for one in raw.cancelStatus.cancelRequests or ()
    )
    # A listing shows the requests' state only, not the requests.
    asked = asked or (
        raw.cancelStatus.cancelState == "IN_PROGRESS" and not raw.cancelStatus.cancelRequests
    )
    found = [Condition.BUYER_ASKS_TO_CANCEL] if asked else []
    return (*found, *([Condition.COLLECTED] if is_collected else ()))


def _packing(raw: RawOrder, step: RawStep | None) -> tuple[PackingFact, ...]:
    """Return the packing facts of the whole order."""
    tax = raw.buyer.taxIdentifier
    found = [
        PackingFact(PackingFactKind.BUYER_NOTE, raw.buyerCheckoutNotes),
        PackingFact(PackingFactKind.CENTRE_REFERENCE, step.shipToReferenceId if step else ""),
    ]
    if tax:
        found.append(PackingFact(PackingFactKind.TAX_NUMBER, tax.taxpayerId, tax.taxIdentifierType))
    return tuple(one for one in found if one.text)


def _status(raw: RawOrder, lines: tuple[Line, ...]) -> OrderStatus:
    """Return the order's status; it is open as long as a line has units left.

    eBay's own status may be ahead, because a line is FULFILLED with its first unit, or behind after
    a refund.
    """
    if raw.cancelStatus.cancelState == "CANCELED":
        return OrderStatus.CANCELLED
    if raw.orderPaymentStatus in _UNPAID:
        return OrderStatus.AWAITING_PAYMENT
    if raw.orderPaymentStatus == _REFUNDED and raw.orderFulfillmentStatus == "NOT_STARTED":
        return OrderStatus.CANCELLED  # fully refunded before shipping: nothing to send
    status = _FULFILMENT.get(raw.orderFulfillmentStatus)
    if status is None:
        raise Fault("orderFulfillmentStatus: not a status that eBay documents")
    if status is OrderStatus.SHIPPED and any(map(is_left, lines)):
        return OrderStatus.AWAITING_SHIPMENT
    return status_by_units(status, lines)


def _remote_status(raw: RawOrder) -> str:
    """Return the eBay status that decides the order's status in the hub."""
    if raw.cancelStatus.cancelState == "CANCELED":
        return raw.cancelStatus.cancelState
    paid = raw.orderPaymentStatus not in _UNPAID | {_REFUNDED}
    started = raw.orderFulfillmentStatus != "NOT_STARTED"
    return raw.orderFulfillmentStatus if paid or started else raw.orderPaymentStatus


def _ship_by(raw: RawLine) -> Moment | None:
    instructions = raw.lineItemFulfillmentInstructions
    return instructions.shipByDate if instructions else None


def _fulfilled(raw: RawLine, *, is_fulfilled: bool, packages: tuple[Package, ...] | None) -> int:
    """Return the units that were shipped: those in fulfillments, else all of a FULFILLED line.

    Fulfillments may name a unit twice: eBay keeps the fulfillment of a voided label.
    """
    own = raw.lineItemId
    listed = [units for one in packages or () for line, units in one.lines if line == own]
    if listed:
        return min(raw.quantity, sum(listed))
    return raw.quantity if is_fulfilled else 0


def _refunded(raw: RawLine) -> int:
    """Return the units that were paid back.

    eBay names amounts, not units: the price of n units counts as n units, any other amount as none.
    """
    whole = raw.total or raw.lineItemCost
    total = money(whole.value, whole.currency, "total").minor
    cost = money(raw.lineItemCost.value, raw.lineItemCost.currency, "lineItemCost").minor
    paid = [one.amount for one in raw.refunds or () if one.amount is not None]
    back = sum(money(one.value, one.currency, "refunds.amount").minor for one in paid)
    if not back or not raw.quantity:
        return 0
    if back >= min(total, cost):
        return raw.quantity
    return next((n for n in range(1, raw.quantity) if back == round(cost * n / raw.quantity)), 0)


def _line(
    raw: RawLine,
    *,
    is_fulfilled: bool,
    physical: bool,
    collected: bool,
    packages: tuple[Package, ...] | None,
    is_paid_back: bool,
) -> Line:
    """Return a line; lineItemCost covers all units, so it is divided by the quantity.

    A refund of the whole order is shown at the order, not at its lines.
    """
    cost = money(raw.lineItemCost.value, raw.lineItemCost.currency, "lineItemCost")
    return Line(
        remote_id=raw.lineItemId,
        sku=raw.sku,
        title=raw.title,
        quantity=raw.quantity,
        price=Money(cost.minor // max(1, raw.quantity), cost.currency),
        physical=physical and raw.giftDetails is None,
        fulfilled=_fulfilled(raw, is_fulfilled=is_fulfilled, packages=packages),
        refunded=raw.quantity if is_paid_back else _refunded(raw),
        collected=collected,
        packing=_packing_of_line(raw),
    )


def _packing_of_line(raw: RawLine) -> tuple[PackingFact, ...]:
    found = [
        PackingFact(PackingFactKind.OPTION, one.value, one.name)
        for one in raw.variationAspects or ()
    ]
    if raw.giftDetails:
        found.append(PackingFact(PackingFactKind.GIFT_MESSAGE, raw.giftDetails.message))
    for tax in raw.ebayCollectAndRemitTaxes or ():
        if tax.ebayReference:
            found.append(
                PackingFact(
                    PackingFactKind.TAX_NUMBER, tax.ebayReference.value, tax.ebayReference.name
                )
            )
    return tuple(one for one in found if one.text)


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
        company=raw.companyName,
    )
