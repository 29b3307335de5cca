"""Find the source of a BigCommerce order (where it was bought) and its origin keys."""

from __future__ import annotations

from shiponce.domain.order import Grade, OrderKey, OriginKey
from shiponce.domain.platform import Platform, Source, marketplaces
from shiponce.platforms.bigcommerce.raw_order import RawOrder
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE

#: Marketplace → the read-only field in which BigCommerce keeps that marketplace's order id. For
#: other marketplaces a connector may write the order id into external_id.
_OWN_FIELD = {"ebay": "ebay_order_id"}
#: Values of order_source for orders placed in the shop itself or entered by its staff.
_OWN = frozenset(
    {"www", "iphone", "ipad", "android", "mobile", "manual", "checkout_api", "buybutton"}
)


def source_of(raw: RawOrder, channel: str) -> Source:
    """Return where an order was bought, by the first field that shows it.

    Connectors fill different fields.
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
    """Return the order id in a marketplace's own field; '' if there is no such field or no id."""
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

    ``external_id`` cannot be edited later, but the creator of an order chooses it. So it proves the
    origin only if it has the shape of a marketplace's ids and ``order_source`` or the channel names
    that marketplace too.
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
