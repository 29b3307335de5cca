"""Amazon's order (Orders 2026-01-01): its raw shape, and its conversion to our types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from shiponce.domain.money import Money
from shiponce.domain.order import (
    MARKET_FACT,
    Address,
    Condition,
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
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.amazon.weight_and_currency import UNITS
from shiponce.platforms.raw_order_fields import (
    Fault,
    Id,
    Moment,
    Raw,
    Text,
    Units,
    due,
    money,
    summed,
)
from shiponce.platforms.unit_counts import counted, packed, status_by_units


class RawMoney(Raw):
    """An amount in major units."""

    amount: Text
    currencyCode: Text


class RawPrice(Raw):
    """The price of one unit."""

    unitPrice: RawMoney | None = None


class RawCustomization(Raw):
    """How a customised article is made."""

    customizedUrl: Text = ""


class RawProduct(Raw):
    """The product that was bought."""

    title: Text = ""
    sellerSku: Text = ""
    price: RawPrice | None = None
    customization: RawCustomization | None = None


class RawGift(Raw):
    """How a line is wrapped, and what its card says."""

    giftMessage: Text = ""
    giftWrapLevel: Text = ""


class RawPacking(Raw):
    """How a line is packed."""

    giftOption: RawGift | None = None


class RawAbroad(Raw):
    """What customs ask for."""

    iossNumber: Text = ""


class RawItemShipping(Raw):
    """How a line is sent."""

    internationalShipping: RawAbroad | None = None


class RawItemFulfillment(Raw):
    """How many units of a line were shipped and are left to ship, and how they are packed."""

    quantityFulfilled: Units = 0
    #: None if Amazon does not show it.
    quantityUnfulfilled: Units | None = None
    packing: RawPacking | None = None
    shipping: RawItemShipping | None = None


class RawCancellationRequest(Raw):
    """A request to cancel a line."""

    requester: Text = ""


class RawCancellation(Raw):
    """Whether a line was cancelled, and the request to cancel it."""

    cancellationRequest: RawCancellationRequest | None = None


class RawItem(Raw):
    """A line."""

    orderItemId: Id
    quantityOrdered: Units
    product: RawProduct
    programs: tuple[str, ...] | None = None
    cancellation: RawCancellation | None = None
    fulfillment: RawItemFulfillment | None = None


class RawWindow(Raw):
    """A time window; only its end is used."""

    latestDateTime: Moment | None = None


class RawFulfillment(Raw):
    """Who ships the order, how, and until when."""

    fulfillmentStatus: Text
    fulfilledBy: Text = "MERCHANT"
    fulfillmentServiceLevel: Text = ""
    shipByWindow: RawWindow | None = None
    deliverByWindow: RawWindow | None = None


class RawAddress(Raw):
    """The address; an app without Amazon's role for addresses gets no name, street or phone."""

    name: Text = ""
    addressLine1: Text = ""
    addressLine2: Text = ""
    addressLine3: Text = ""
    companyName: Text = ""
    city: Text = ""
    stateOrRegion: Text = ""
    postalCode: Text = ""
    countryCode: Text = ""
    phone: Text = ""


class RawPreference(Raw):
    """Where the buyer wants the package to be left."""

    dropOffLocation: Text = ""
    addressInstruction: Text = ""


class RawRecipient(Raw):
    """The recipient."""

    deliveryAddress: RawAddress | None = None
    deliveryPreference: RawPreference | None = None


class RawBuyer(Raw):
    """The buyer."""

    buyerName: Text = ""
    buyerEmail: Text = ""
    buyerCompanyName: Text = ""
    buyerPurchaseOrderNumber: Text = ""


class RawTaxRegistration(Raw):
    """A number under which somebody is registered for a tax."""

    taxRegistrationType: Text = ""
    taxRegistrationNumber: Text = ""


class RawTax(Raw):
    """The taxes of an order."""

    taxRegistrations: tuple[RawTaxRegistration, ...] | None = None


class RawProceeds(Raw):
    """The amounts paid."""

    grandTotal: RawMoney | None = None


class RawChannel(Raw):
    """The sales channel."""

    marketplaceId: Text = ""


class RawPackageItem(Raw):
    """A line's units in a package."""

    orderItemId: Text
    quantity: Units


class RawPackageStatus(Raw):
    """The status of a package."""

    status: Text = ""


class RawPackage(Raw):
    """A confirmed package."""

    packageReferenceId: Text = ""
    carrier: Text = ""
    trackingNumber: Text = ""
    packageStatus: RawPackageStatus | None = None
    packageItems: tuple[RawPackageItem, ...] | None = None


class RawOrder(Raw):
    """An order with every requested section."""

    orderId: Id
    createdTime: Moment
    lastUpdatedTime: Moment
    programs: tuple[str, ...] | None = None
    salesChannel: RawChannel = Field(default_factory=RawChannel)
    buyer: RawBuyer | None = None
    recipient: RawRecipient | None = None
    proceeds: RawProceeds | None = None
    tax: RawTax | None = None
    fulfillment: RawFulfillment
    orderItems: tuple[RawItem, ...]
    packages: tuple[RawPackage, ...] | None = None


#: Orders 2026-01-01, fulfillmentStatus. A pending order has neither address nor price yet.
STATUSES: Mapping[str, OrderStatus] = {
    "PENDING_AVAILABILITY": OrderStatus.AWAITING_PAYMENT,
    "PENDING": OrderStatus.AWAITING_PAYMENT,
    "UNSHIPPED": OrderStatus.AWAITING_SHIPMENT,
    "PARTIALLY_SHIPPED": OrderStatus.AWAITING_SHIPMENT,
    "SHIPPED": OrderStatus.SHIPPED,
    "CANCELLED": OrderStatus.CANCELLED,
    "UNFULFILLABLE": OrderStatus.ON_HOLD,
}


_CANCELLED = "CANCELLED"
_NO_PRICE = Money(0, UNITS.currency)


def order_of(body: object) -> ImportedOrder:
    """Return an order in our types; ValueError (including pydantic's) if it cannot be parsed."""
    raw = RawOrder.model_validate(body)
    ships = raw.fulfillment
    status = STATUSES.get(ships.fulfillmentStatus)
    if status is None:
        raise Fault("fulfillmentStatus: not a status that Amazon documents")
    pending = status is OrderStatus.AWAITING_PAYMENT
    collected = Condition.COLLECTED in _conditions(raw)
    lines = tuple(_line(item, pending=pending, collected=collected) for item in raw.orderItems)
    packages = packages_of(raw.packages or ())
    ordered = {item.orderItemId: item.quantityOrdered for item in raw.orderItems}
    packed(packages, ordered, "packageItems.quantity", "quantityOrdered")
    return ImportedOrder(
        platform=AMAZON,
        remote_id=raw.orderId,
        number=raw.orderId,
        source=Source(AMAZON),
        placed_at=raw.createdTime,
        modified_at=raw.lastUpdatedTime,
        status=status_by_units(status, lines),
        remote_status=ships.fulfillmentStatus,
        total=_total(raw, lines),
        lines=lines,
        keys=(OrderKey(OriginKey(AMAZON, raw.orderId), Grade.PROVES, "orderId"),),
        ship_to=_address(raw.recipient),
        buyer=raw.buyer.buyerName if raw.buyer else "",
        email=raw.buyer.buyerEmail if raw.buyer else "",
        prime="PRIME" in (raw.programs or ()),
        fulfilled_by_platform=ships.fulfilledBy == "AMAZON",
        ship_by=_end(ships.shipByWindow, raw.createdTime),
        deliver_by=_end(ships.deliverByWindow, raw.createdTime),
        requested_service=ships.fulfillmentServiceLevel,
        packages=packages,
        packages_known=raw.packages is not None,
        conditions=_conditions(raw),
        packing=_packing(raw),
        extra={MARKET_FACT: raw.salesChannel.marketplaceId},
    )


def packages_of(raw: tuple[RawPackage, ...]) -> tuple[Package, ...]:
    """Return the packages of an order, except cancelled ones, such as those of voided labels."""
    return tuple(
        Package(
            one.packageReferenceId,
            one.carrier,
            one.trackingNumber,
            tuple((item.orderItemId, item.quantity) for item in one.packageItems or ()),
        )
        for one in raw
        if one.packageStatus is None or one.packageStatus.status != _CANCELLED
    )


def _end(window: RawWindow | None, placed_at: datetime) -> datetime | None:
    return due(window.latestDateTime, placed_at) if window else None


#: Programs of an order → the condition that they mean for the seller (Orders 2026-01-01, programs;
#: developer-docs.amazon.com/sp-api/docs/confirm-the-shipment-status for Ship+).
_PROGRAMS: Mapping[str, Condition] = {
    "AMAZON_EASY_SHIP": Condition.PLATFORM_COLLECTS,
    "FBM_SHIP_PLUS": Condition.PLATFORM_CONFIRMS,
    "IN_STORE_PICK_UP": Condition.COLLECTED,
}
_CODED = "TRANSPARENCY"
_BUYER = "BUYER"


def _conditions(raw: RawOrder) -> tuple[Condition, ...]:
    found = {_PROGRAMS[one] for one in raw.programs or () if one in _PROGRAMS}
    if any(_CODED in (item.programs or ()) for item in raw.orderItems):
        found.add(Condition.TRANSPARENCY_CODES)
    cancellations = [item.cancellation for item in raw.orderItems if item.cancellation]
    requests = [one.cancellationRequest for one in cancellations if one.cancellationRequest]
    if any(one.requester.upper() == _BUYER for one in requests):
        found.add(Condition.BUYER_ASKS_TO_CANCEL)
    return tuple(sorted(found))


def _packing(raw: RawOrder) -> tuple[PackingFact, ...]:
    """Return the packing facts of the whole order."""
    wish = raw.recipient.deliveryPreference if raw.recipient else None
    taxes = (raw.tax.taxRegistrations if raw.tax else None) or ()
    found = [
        PackingFact(PackingFactKind.TAX_NUMBER, one.taxRegistrationNumber, one.taxRegistrationType)
        for one in taxes
    ]
    if raw.buyer:
        company, number = raw.buyer.buyerCompanyName, raw.buyer.buyerPurchaseOrderNumber
        found.append(PackingFact(PackingFactKind.BUYER_COMPANY, company))
        found.append(PackingFact(PackingFactKind.PURCHASE_ORDER, number))
    if wish:
        found.append(PackingFact(PackingFactKind.DELIVERY_NOTE, wish.dropOffLocation))
        found.append(PackingFact(PackingFactKind.DELIVERY_NOTE, wish.addressInstruction))
    return tuple(one for one in found if one.text)


def _packing_of_line(raw: RawItem) -> tuple[PackingFact, ...]:
    sent = raw.fulfillment
    gift = sent.packing.giftOption if sent and sent.packing else None
    abroad = sent.shipping.internationalShipping if sent and sent.shipping else None
    made = raw.product.customization
    found = [
        PackingFact(PackingFactKind.GIFT_MESSAGE, gift.giftMessage if gift else ""),
        PackingFact(PackingFactKind.GIFT_WRAP, gift.giftWrapLevel if gift else ""),
        PackingFact(PackingFactKind.TAX_NUMBER, abroad.iossNumber if abroad else "", "IOSS"),
        PackingFact(PackingFactKind.CUSTOMISATION, made.customizedUrl if made else ""),
    ]
    return tuple(one for one in found if one.text)


def _line(raw: RawItem, *, pending: bool, collected: bool) -> Line:
    """Return a line; what is neither fulfilled nor left to fulfill is cancelled.

    A *pending* order has nothing to fulfill yet, but nothing of it is cancelled.
    """
    sent = raw.fulfillment or RawItemFulfillment()
    left = sent.quantityUnfulfilled
    counted(
        raw.quantityOrdered,
        "quantityOrdered",
        quantityFulfilled=sent.quantityFulfilled,
        quantityUnfulfilled=left or 0,
    )
    known = left is not None and not pending
    cancelled = raw.quantityOrdered - sent.quantityFulfilled - (left or 0) if known else 0
    price = raw.product.price.unitPrice if raw.product.price else None
    return Line(
        remote_id=raw.orderItemId,
        sku=raw.product.sellerSku,
        title=raw.product.title,
        quantity=raw.quantityOrdered,
        price=money(price.amount, price.currencyCode, "unitPrice")
        if price
        else Money(0, UNITS.currency),
        fulfilled=sent.quantityFulfilled,
        cancelled=cancelled,
        collected=collected,
        packing=_packing_of_line(raw),
    )


def _total(raw: RawOrder, lines: tuple[Line, ...]) -> Money:
    total = raw.proceeds.grandTotal if raw.proceeds else None
    if total is not None:
        return money(total.amount, total.currencyCode, "grandTotal")
    currency = lines[0].price.currency if lines else UNITS.currency
    return summed([line.price.minor * line.quantity for line in lines], currency, "orderItems")


def _address(recipient: RawRecipient | None) -> Address | None:
    raw = recipient.deliveryAddress if recipient else None
    if raw is None or not raw.countryCode:
        return None
    return Address(
        name=raw.name,
        street1=raw.addressLine1,
        street2=raw.addressLine2,
        city=raw.city,
        state=raw.stateOrRegion,
        postcode=raw.postalCode,
        country=raw.countryCode,
        phone=raw.phone,
        company=raw.companyName,
        street3=raw.addressLine3,
    )
