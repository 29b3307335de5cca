"""BigCommerce's order: its raw shape, and its conversion to our types."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from shiponce.domain.order import (
    Address,
    Delivery,
    Grade,
    ImportedOrder,
    Line,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
)
from shiponce.domain.platform import Capability, Platform, Source, marketplaces
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE
from shiponce.platforms.bigcommerce.weight_and_currency import UNITS
from shiponce.platforms.raw_order_fields import Fault, Id, Moment, Raw, Text, Units, money


class RawProduct(Raw):
    """A line; ``weight`` is in the store's unit, ounces here."""

    id: Id
    sku: Text = ""
    name: Text = ""
    quantity: Units
    quantity_shipped: Units = 0
    price_ex_tax: Text = "0"
    type: Text = "physical"
    weight: Text = "0"
    #: The order that it is a line of; '' where it was included in its order.
    order_id: Text = ""
    #: 0 unless the buyer collects it in the shop.
    order_pickup_method_id: Text = ""


class RawAddress(Raw):
    """The address of a consignment."""

    id: Text = ""
    order_id: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    street_1: Text = ""
    street_2: Text = ""
    city: Text = ""
    state: Text = ""
    zip: Text = ""
    country_iso2: Text = ""
    phone: Text = ""
    email: Text = ""
    shipping_method: Text = ""


class RawOrder(Raw):
    """An order; lines and addresses come with ``include=consignments``."""

    id: Id
    status_id: Units
    status: Text = ""
    date_created: Moment
    date_modified: Moment
    total_inc_tax: Text
    currency_code: Text = "USD"
    order_source: Text = ""
    channel_id: Units | None = 1
    external_id: Text = ""
    external_order_id: Text = ""
    external_merchant_id: Text = ""
    ebay_order_id: Text = ""
    billing_address: RawAddress = Field(default_factory=RawAddress)
    items_total: Units = 0
    items_shipped: Units = 0


class RawShipmentItem(Raw):
    """A line's units in a shipment."""

    order_product_id: Id
    quantity: Units


class RawShipment(Raw):
    """A recorded shipment."""

    id: Id
    order_id: Text = ""
    shipping_provider: Text = ""
    tracking_carrier: Text = ""
    tracking_number: Text = ""
    items: tuple[RawShipmentItem, ...] = ()


#: BigCommerce's status ids. 11 and 9 are paid and unshipped; 12 asks for a look at the payment
#: and is imported to Awaiting Shipment unless told otherwise; 8 is picked up at the counter; 3
#: and 14 have something left to ship; 0 is a cart that never became an order.
STATUSES: Mapping[int, OrderStatus] = {
    1: OrderStatus.AWAITING_PAYMENT,
    2: OrderStatus.SHIPPED,
    3: OrderStatus.AWAITING_SHIPMENT,
    4: OrderStatus.CANCELLED,
    5: OrderStatus.CANCELLED,
    6: OrderStatus.CANCELLED,
    7: OrderStatus.AWAITING_PAYMENT,
    8: OrderStatus.SHIPPED,
    9: OrderStatus.AWAITING_SHIPMENT,
    10: OrderStatus.SHIPPED,
    11: OrderStatus.AWAITING_SHIPMENT,
    12: OrderStatus.AWAITING_SHIPMENT,
    13: OrderStatus.ON_HOLD,
    14: OrderStatus.AWAITING_SHIPMENT,
}
INCOMPLETE = 0
_PARTIALLY_REFUNDED = 14

#: Marketplaces whose order ids have a read-only field of their own; the others' stand, where the
#: connector fills it, in external_id.
_OWN_FIELD = {"ebay": "ebay_order_id"}
#: order_source values of an order that the shop itself, or its staff, took.
_OWN = frozenset(
    {"www", "iphone", "ipad", "android", "mobile", "manual", "checkout_api", "buybutton"}
)
#: Grams. Heavier than any article that is sent in a parcel.
_HEAVIEST = 10_000_000


def source_of(raw: RawOrder, channel: str) -> Source:
    """Return where the buyer bought, by the first field that tells.

    Connectors fill different ones.
    """
    for marketplace in marketplaces():
        if _own_id(raw, marketplace):
            return Source(marketplace)
    shaped = _shaped_external_id(raw)
    if shaped is not None:
        return Source(shaped)
    for said in (channel, raw.order_source):
        if said in marketplaces():
            return Source(said)
    for written in (raw.external_order_id, raw.external_merchant_id):
        for marketplace in marketplaces():
            if marketplace.traits.order_id.fullmatch(written):
                return Source(marketplace)
    if raw.order_source in _OWN or channel == BIGCOMMERCE:
        return Source.STOREFRONT
    return Source.UNKNOWN if raw.order_source == "external" else Source.STOREFRONT


def _own_id(raw: RawOrder, marketplace: Platform) -> str:
    """Return the id in the field that a marketplace has of its own; '' where it has none."""
    field = _OWN_FIELD.get(marketplace)
    value: str = getattr(raw, field) if field else ""
    return "" if value == "0" else value


def _shaped_external_id(raw: RawOrder) -> Platform | None:
    """Return the marketplace whose order ids have the shape of external_id."""
    for marketplace in marketplaces():
        shape = marketplace.traits.order_id
        if marketplace not in _OWN_FIELD and shape.fullmatch(raw.external_id):
            return marketplace
    return None


def keys_of(raw: RawOrder, source: Source, channel: str = "") -> tuple[OrderKey, ...]:
    """Return the origin keys: read-only fields prove, editable fields only support.

    ``external_id`` cannot be edited, but whoever creates an order writes it. It proves an order
    when it has the shape of a marketplace's ids and BigCommerce itself names that marketplace.
    """
    platform = source.platform
    found: list[OrderKey] = []
    for marketplace in marketplaces():
        own = _own_id(raw, marketplace)
        if own:
            key = OriginKey(marketplace, own)
            found.append(OrderKey(key, Grade.PROVES, _OWN_FIELD[marketplace]))
    shaped = _shaped_external_id(raw)
    if shaped is not None:
        key = OriginKey(shaped, raw.external_id)
        said = shaped in (raw.order_source, channel)
        found.append(OrderKey(key, Grade.PROVES if said else Grade.SUPPORTS, "external_id"))
    elif platform is not None and raw.external_id not in ("", "0"):
        key = OriginKey(platform, raw.external_id)
        found.append(OrderKey(key, Grade.SUPPORTS, "external_id"))
    for field in ("external_order_id", "external_merchant_id"):
        value: str = getattr(raw, field)
        if platform is not None and value not in ("", "0"):
            found.append(OrderKey(OriginKey(platform, value), Grade.SUPPORTS, field))
    return tuple(found)


def order_of(
    raw: RawOrder,
    products: tuple[RawProduct, ...],
    addresses: tuple[RawAddress, ...],
    channel: str,
) -> ImportedOrder:
    """Return an order in our types; *channel* is the platform of its sales channel, or ''."""
    source = source_of(raw, channel)
    currency = raw.currency_code or UNITS.currency
    to = addresses[0] if addresses else None
    requested = to.shipping_method if to else ""
    return ImportedOrder(
        platform=BIGCOMMERCE,
        remote_id=raw.id,
        number=raw.id,
        source=source,
        placed_at=raw.date_created,
        modified_at=raw.date_modified,
        status=_status(raw),
        remote_status=raw.status or str(raw.status_id),
        total=money(raw.total_inc_tax, currency, "total_inc_tax"),
        lines=tuple(_line(product, currency) for product in products),
        keys=keys_of(raw, source, channel),
        ship_to=_address(to),
        buyer=_name(raw.billing_address) or (_name(to) if to else ""),
        email=raw.billing_address.email,
        prime=_is_prime(source, requested),
        requested_service=requested,
        delivery=_delivery(products),
        extra=_extra(raw, to),
    )


def _is_prime(source: Source, requested: str) -> bool:
    """Return True for a copy whose shipping method tells of the marketplace's Prime."""
    bought = source.platform
    return bought is not None and bought.can(Capability.PRIME) and "prime" in requested.lower()


def _extra(raw: RawOrder, to: RawAddress | None) -> dict[str, str]:
    """Return what is needed later: the address id of a shipment, and the channel for e-mails."""
    found = {"channel_id": str(raw.channel_id or 1)}
    return found | {"order_address_id": to.id} if to and to.id else found


def package_of(raw: RawShipment) -> Package:
    """Return a shipment in our types."""
    return Package(
        raw.id,
        raw.shipping_provider or raw.tracking_carrier,
        raw.tracking_number,
        tuple((item.order_product_id, item.quantity) for item in raw.items),
    )


def _delivery(products: tuple[RawProduct, ...]) -> Delivery:
    """Return how the lines are delivered; one line to be shipped makes an address necessary."""
    methods = [one.order_pickup_method_id for one in products if one.type == "physical"]
    collected = bool(methods) and all(method not in ("", "0") for method in methods)
    return Delivery.COLLECTED if collected else Delivery.SHIPPED


def _line(raw: RawProduct, currency: str) -> Line:
    return Line(
        remote_id=raw.id,
        sku=raw.sku,
        title=raw.name,
        quantity=raw.quantity,
        price=money(raw.price_ex_tax or "0", currency, "price_ex_tax"),
        weight=_grams(raw.weight),
        physical=raw.type == "physical",
        fulfilled=raw.quantity_shipped,
    )


def _status(raw: RawOrder) -> OrderStatus:
    status = STATUSES.get(raw.status_id)
    if status is None:
        raise Fault("status_id: not a status that BigCommerce documents")
    if raw.status_id == _PARTIALLY_REFUNDED and 0 < raw.items_total <= raw.items_shipped:
        return OrderStatus.SHIPPED
    return status


def _grams(ounces: str) -> int:
    grams = float(ounces or 0) * (UNITS.grams or 0)
    if not 0 <= grams <= _HEAVIEST:
        raise Fault("weight: no weight of a package")
    return round(grams)


def _name(address: RawAddress) -> str:
    return f"{address.first_name} {address.last_name}".strip()


def _address(raw: RawAddress | None) -> Address | None:
    if raw is None or not raw.street_1:
        return None
    return Address(
        name=_name(raw),
        street1=raw.street_1,
        street2=raw.street_2,
        city=raw.city,
        state=raw.state,
        postcode=raw.zip,
        country=raw.country_iso2,
        phone=raw.phone,
    )
