"""Find the source of a BigCommerce order (where it was bought) and its origin keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shiponce.domain.order import Grade, OrderKey, OriginKey
from shiponce.domain.platform import Platform, Source, marketplaces
from shiponce.platforms.bigcommerce.raw_order import RawOrder, RawProduct
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE
from shiponce.platforms.raw_order_fields import hyphenated

#: Marketplace → the read-only field in which BigCommerce keeps that marketplace's order id. For
#: other marketplaces a connector may write the order id into external_id.
_OWN_FIELD = {"ebay": "ebay_order_id"}
#: The fields that a connector can fill with a marketplace's order id.
_ID_FIELDS = ("external_id", "external_order_id", "external_merchant_id", "ebay_order_id")
#: Fields with prose, in which some connectors name the purchase.
_PROSE_FIELDS = ("staff_notes", "customer_message")
#: The item id and transaction id on a line of a BigCommerce order belong to this platform.
_LINE_MARKET = "ebay"
#: Values of order_source for orders placed in the shop itself or entered by its staff.
_OWN = frozenset(
    {"www", "iphone", "ipad", "android", "mobile", "manual", "checkout_api", "buybutton"}
)
_NONE = ("", "0")


def source_of(raw: RawOrder, channel: str) -> Source:
    """Return where an order was bought, by the first field that shows it.

    Connectors fill different fields. Text that the buyer may have written counts only for an order
    that an app wrote.
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
    by_app = raw.order_source == "external" or raw.external_source not in _NONE
    by_shop = raw.order_source in _OWN or channel == BIGCOMMERCE or not by_app
    named = _named(raw, ("external_order_id", "external_merchant_id"))
    if named is None and by_shop:
        return Source.STOREFRONT
    return named or _named(raw, _PROSE_FIELDS) or Source.UNKNOWN


def _named(raw: RawOrder, fields: Sequence[str]) -> Source | None:
    """Return the marketplace whose order id is found first in these fields; None if none is."""
    for field in fields:
        for key, _ in _found(getattr(raw, field), marketplaces()):
            return Source(key.platform)
    return None


def _own_id(raw: RawOrder, marketplace: Platform) -> str:
    """Return the order id in a marketplace's own field; '' if there is no such field or no id."""
    field = _OWN_FIELD.get(marketplace)
    value: str = getattr(raw, field) if field else ""
    return "" if value in _NONE else value


def _shaped_external_id(raw: RawOrder) -> Platform | None:
    """Return the marketplace whose order ids have the shape of external_id."""
    for marketplace in marketplaces():
        shape = marketplace.traits.order_id
        if marketplace not in _OWN_FIELD and shape.fullmatch(raw.external_id):
            return marketplace
    return None


def keys_of(
    raw: RawOrder, source: Source, channel: str = "", products: Sequence[RawProduct] = ()
) -> tuple[OrderKey, ...]:
    """Return the origin keys: read-only fields prove, editable fields support, texts mention.

    A value is a key only if it has the shape of a marketplace's order ids, or contains such an id.
    ``external_id`` cannot be edited later, but the creator of an order chooses it. So it proves the
    origin only if ``order_source`` or the channel names that marketplace too. An id of an older
    shape supports only, because the marketplace may show the order under today's id.
    """
    bought = (source.platform,) if source.platform else tuple(marketplaces())
    found: dict[tuple[OriginKey, str], Grade] = {}
    for field in _ID_FIELDS:
        own = next((one for one in marketplaces() if _OWN_FIELD.get(one) == field), None)
        for key, grade in _found(getattr(raw, field), (own,) if own else bought):
            said = own is not None or key.platform in (raw.order_source, channel)
            proves = grade is Grade.PROVES and said and field not in _EDITABLE
            found[key, field] = grade if proves or grade is Grade.MENTIONS else Grade.SUPPORTS
    if source is not Source.STOREFRONT:
        for field in _PROSE_FIELDS:
            for key, _ in _found(getattr(raw, field), bought):
                found.setdefault((key, field), Grade.MENTIONS)
        for key in _line_keys(products):
            found[key, "ebay_item_id"] = Grade.SUPPORTS
    return tuple(OrderKey(key, grade, field) for (key, field), grade in found.items())


#: Fields that anyone can edit after the order was created.
_EDITABLE = frozenset({"external_order_id", "external_merchant_id"})


def _line_keys(products: Sequence[RawProduct]) -> Iterator[OriginKey]:
    """Yield the ids that eBay gives to the lines: item and transaction."""
    market = next((one for one in marketplaces() if one == _LINE_MARKET), None)
    for line in products:
        if market and line.ebay_item_id not in _NONE and line.ebay_transaction_id not in _NONE:
            yield OriginKey(market, f"{line.ebay_item_id}-{line.ebay_transaction_id}")


def _found(text: str, markets: Sequence[Platform]) -> Iterator[tuple[OriginKey, Grade]]:
    """Yield each order id of *markets* in a text, with the grade that its form allows.

    PROVES is the grade of a text that is an id and nothing else, SUPPORTS that of an id of an older
    shape, MENTIONS that of an id inside a longer text.
    """
    if text in _NONE:
        return
    for market in markets:
        traits = market.traits
        if traits.order_id.fullmatch(text):
            yield OriginKey(market, text), Grade.PROVES
            continue
        if traits.older_order_id and traits.older_order_id.fullmatch(text):
            yield OriginKey(market, hyphenated(text)), Grade.SUPPORTS
            continue
        for one in dict.fromkeys(_inside(market).findall(text)):
            yield OriginKey(market, hyphenated(one)), Grade.MENTIONS


@cache
def _inside(market: Platform) -> re.Pattern[str]:
    """Return the pattern of a marketplace's ids inside a text, not inside a longer number."""
    shapes = [market.traits.order_id, market.traits.older_order_id]
    either = "|".join(one.pattern for one in shapes if one)
    return re.compile(rf"(?<![0-9])(?<![0-9]-)(?:{either})(?!-?[0-9])")
