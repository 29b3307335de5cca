"""Amazon's order (Orders 2026-01-01): its raw shape, and its conversion to our types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from shiponce.domain.money import Money
from shiponce.domain.order import (
    MARKET_FACT,
    Address,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
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


class RawMoney(Raw):
    """An amount in major units."""

    amount: Text
    currencyCode: Text


class RawPrice(Raw):
    """The price of one unit."""

    unitPrice: RawMoney | None = None


class RawProduct(Raw):
    """The product that was bought."""

    title: Text = ""
    sellerSku: Text = ""
    price: RawPrice | None = None


class RawItemFulfillment(Raw):
    """How many units of a line were shipped."""

    quantityFulfilled: Units = 0


class RawItem(Raw):
    """A line."""

    orderItemId: Id
    quantityOrdered: Units
    product: RawProduct
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
    """The address; without Amazon's role for it, an app receives only the town and larger areas."""

    name: Text = ""
    addressLine1: Text = ""
    addressLine2: Text = ""
    city: Text = ""
    stateOrRegion: Text = ""
    postalCode: Text = ""
    countryCode: Text = ""
    phone: Text = ""


class RawRecipient(Raw):
    """The recipient."""

    deliveryAddress: RawAddress | None = None


class RawBuyer(Raw):
    """The buyer."""

    buyerName: Text = ""
    buyerEmail: Text = ""


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
    lines = tuple(_line(item) for item in raw.orderItems)
    return ImportedOrder(
        platform=AMAZON,
        remote_id=raw.orderId,
        number=raw.orderId,
        source=Source(AMAZON),
        placed_at=raw.createdTime,
        modified_at=raw.lastUpdatedTime,
        status=status,
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
        packages=packages_of(raw.packages or ()),
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


def _line(raw: RawItem) -> Line:
    price = raw.product.price.unitPrice if raw.product.price else None
    return Line(
        remote_id=raw.orderItemId,
        sku=raw.product.sellerSku,
        title=raw.product.title,
        quantity=raw.quantityOrdered,
        price=money(price.amount, price.currencyCode, "unitPrice")
        if price
        else Money(0, UNITS.currency),
        fulfilled=raw.fulfillment.quantityFulfilled if raw.fulfillment else 0,
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
    )
