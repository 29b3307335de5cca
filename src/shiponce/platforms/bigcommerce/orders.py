"""Convert BigCommerce's orders and shipments to our types."""

from __future__ import annotations

from collections.abc import Mapping

from shiponce.domain.order import (
    WEIGHT_UNIT_FACT,
    WEIGHTS_FACT,
    Address,
    Delivery,
    Destination,
    ImportedOrder,
    Line,
    OrderStatus,
    Package,
    PackingFact,
    PackingFactKind,
)
from shiponce.domain.platform import Capability, Source
from shiponce.platforms.bigcommerce.origin_keys import keys_of, source_of
from shiponce.platforms.bigcommerce.raw_order import (
    RawAddress,
    RawName,
    RawOrder,
    RawProduct,
    RawShipment,
)
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE
from shiponce.platforms.bigcommerce.weight_and_currency import UNITS, grams_in
from shiponce.platforms.raw_order_fields import Fault, money
from shiponce.platforms.unit_counts import counted, packed, status_by_units

#: BigCommerce's status ids. 11 and 9 are paid and unshipped; 12 (the payment needs a manual check)
#: is imported to Awaiting Shipment by default; 8 is collected in the shop; 3 and 14 have something
#: left to ship; 0 is a cart that never became an order.
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

#: How many weights in an unknown unit are shown for an order.
_WEIGHTS_SHOWN = 10
#: Maximum weight of a unit in grams; a larger value is invalid.
_HEAVIEST = 10_000_000


def needs_shipments(raw: RawOrder, products: tuple[RawProduct, ...]) -> bool:
    """Return True if an open order has shipped units; only its shipments say who shipped them."""
    found = STATUSES.get(raw.status_id)
    return found is not None and found.is_open and any(one.quantity_shipped for one in products)


def order_of(
    raw: RawOrder,
    products: tuple[RawProduct, ...],
    addresses: tuple[RawAddress, ...],
    channel: str,
    weight_unit: str,
    packages: tuple[Package, ...] | None = None,
) -> ImportedOrder:
    """Return an order in our types.

    *channel* is the platform of its sales channel, or ''. *weight_unit* is the store's unit.
    *packages* are the order's shipments, None if they were not read.

    Amounts are in the transactional currency, "the currency the shopper pays in" (Orders V2,
    Currency Fields); a display currency is only how the storefront showed them.
    """
    source = source_of(raw, channel)
    currency = raw.default_currency_code or raw.currency_code or UNITS.currency
    grams = grams_in(weight_unit)
    packed(packages or (), {one.id: one.quantity for one in products}, "items.quantity", "quantity")
    _must_name_an_address(addresses, products)
    addresses = _used(addresses, products)
    several = len(addresses) > 1
    to = addresses[0] if addresses else None
    requested = to.shipping_method if to else ""
    lines = tuple(_line(product, currency, grams, several=several) for product in products)
    return ImportedOrder(
        platform=BIGCOMMERCE,
        remote_id=raw.id,
        number=raw.id,
        source=source,
        placed_at=raw.date_created,
        modified_at=raw.date_modified,
        status=_status(raw, lines),
        remote_status=raw.status or str(raw.status_id),
        total=money(raw.total_inc_tax, currency, "total_inc_tax"),
        lines=lines,
        keys=keys_of(raw, source, channel, products),
        ship_to=_address(to),
        buyer=_name(raw.billing_address) or (_name(to) if to else ""),
        email=raw.billing_address.email,
        prime=_is_prime(source, requested),
        requested_service=requested,
        delivery=_delivery(products),
        extra=_extra(raw, to) | (_weights(products, weight_unit) if grams is None else {}),
        packages=packages or (),
        packages_known=packages is not None,
        destinations=tuple(
            Destination(one.id, _address(one), one.shipping_method) for one in addresses
        )
        if several
        else (),
        packing=_packing(raw),
    )


def _must_name_an_address(
    addresses: tuple[RawAddress, ...], products: tuple[RawProduct, ...]
) -> None:
    """Raise Fault if a line to be shipped names none of the order's addresses.

    BigCommerce refuses a shipment of such a line, which would be after its label was bought. An
    order without any address is not imported, for that reason.
    """
    known = {one.id for one in addresses}
    for one in products:
        is_said = "order_address_id" in one.model_fields_set
        is_shipped = one.type == "physical" and not _is_collected(one)
        if known and is_said and is_shipped and one.order_address_id not in known:
            raise Fault("order_address_id: not an address of the order")


def _used(
    addresses: tuple[RawAddress, ...], products: tuple[RawProduct, ...]
) -> tuple[RawAddress, ...]:
    """Return each address that a line is shipped to, once; all if no line names an address."""
    named = {one.order_address_id for one in products if not _is_collected(one)} - {"", "0"}
    each = {one.id: one for one in reversed(addresses)}
    known = [one for one in dict.fromkeys(one.id for one in addresses) if one in named]
    return tuple(each[one] for one in known) or tuple(each[one.id] for one in addresses[:1])


def _packing(raw: RawOrder) -> tuple[PackingFact, ...]:
    found = (
        PackingFact(PackingFactKind.BUYER_NOTE, raw.customer_message),
        PackingFact(PackingFactKind.STAFF_NOTE, raw.staff_notes),
    )
    return tuple(one for one in found if one.text)


def _packing_of_line(raw: RawProduct) -> tuple[PackingFact, ...]:
    found = [
        PackingFact(PackingFactKind.OPTION, one.display_value, one.display_name)
        for one in raw.product_options or ()
    ]
    found.append(PackingFact(PackingFactKind.GIFT_WRAP, raw.wrapping_name))
    found.append(PackingFact(PackingFactKind.GIFT_MESSAGE, raw.wrapping_message))
    found.append(PackingFact(PackingFactKind.LOCATION, raw.bin_picking_number))
    return tuple(one for one in found if one.text)


def _is_collected(raw: RawProduct) -> bool:
    """Return True if the buyer collects the line in the shop."""
    return raw.order_pickup_method_id not in ("", "0")


def _is_prime(source: Source, requested: str) -> bool:
    """Return True for a copy of a Prime order, recognised by its shipping method."""
    bought = source.platform
    return bought is not None and bought.can(Capability.PRIME) and "prime" in requested.lower()


def _extra(raw: RawOrder, to: RawAddress | None) -> dict[str, str]:
    """Return the fields needed later: the address id for shipments, and the channel for e-mails."""
    found = {"channel_id": str(raw.channel_id or 1)}
    return found | {"order_address_id": to.id} if to and to.id else found


def package_of(raw: RawShipment) -> Package:
    """Return a shipment in our types."""
    return Package(
        raw.id,
        raw.shipping_provider or raw.tracking_carrier or raw.comments or raw.shipping_method,
        raw.tracking_number,
        tuple((item.order_product_id, item.quantity) for item in raw.items),
    )


def _delivery(products: tuple[RawProduct, ...]) -> Delivery:
    """Return COLLECTED if every physical line is picked up in the shop, otherwise SHIPPED."""
    physical = [one for one in products if one.type == "physical"]
    collected = bool(physical) and all(map(_is_collected, physical))
    return Delivery.COLLECTED if collected else Delivery.SHIPPED


def _line(raw: RawProduct, currency: str, grams: float | None, *, several: bool) -> Line:
    """Return a line; it names its address if the order has *several*."""
    counted(raw.quantity, "quantity", quantity_shipped=raw.quantity_shipped)
    counted(raw.quantity, "quantity", quantity_refunded=raw.quantity_refunded)
    return Line(
        remote_id=raw.id,
        sku=raw.sku,
        title=raw.name,
        quantity=raw.quantity,
        price=money(raw.price_ex_tax or "0", currency, "price_ex_tax"),
        weight=_grams(raw.weight, grams),
        physical=raw.type == "physical",
        fulfilled=raw.quantity_shipped,
        refunded=raw.quantity_refunded or (raw.quantity if raw.is_refunded else 0),
        collected=_is_collected(raw),
        destination=raw.order_address_id if several else "",
        packing=_packing_of_line(raw),
    )


def _status(raw: RawOrder, lines: tuple[Line, ...]) -> OrderStatus:
    status = STATUSES.get(raw.status_id)
    if status is None:
        raise Fault("status_id: not a status that BigCommerce documents")
    return status_by_units(status, lines)


def _grams(weight: str, unit: float | None) -> int:
    """Return a weight in grams; 0 (unknown) if the grams of its *unit* are not known."""
    grams = float(weight or 0) * (unit or 0)
    if not 0 <= grams <= _HEAVIEST:
        raise Fault("weight: no weight of a package")
    return round(grams)


def _weights(products: tuple[RawProduct, ...], unit: str) -> dict[str, str]:
    """Return weights in an unknown unit as they came, to be shown."""
    given = [f"{one.sku or one.name} {one.weight}" for one in products if float(one.weight or 0)]
    if not given:
        return {}
    more = ["…"] if len(given) > _WEIGHTS_SHOWN else []
    return {WEIGHT_UNIT_FACT: unit, WEIGHTS_FACT: ", ".join(given[:_WEIGHTS_SHOWN] + more)}


def _name(person: RawName) -> str:
    return f"{person.first_name} {person.last_name}".strip()


def _address(raw: RawAddress | None) -> Address | None:
    if raw is None or not (raw.street_1 or raw.city or raw.zip):
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
        company=raw.company,
    )
