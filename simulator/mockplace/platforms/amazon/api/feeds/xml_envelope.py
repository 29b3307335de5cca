"""Parse feeds in an AmazonEnvelope: shipment confirmations and order acknowledgements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockplace.kernel.commands import CancelBySeller, Confirm
from mockplace.platforms.amazon.api.feeds.xml import Element, Unreadable, root
from mockplace.platforms.amazon.api.find_order import ORDER_ID
from mockplace.platforms.amazon.rules.feeds.records import Issue, Part
from mockplace.platforms.shared import iso8601

if TYPE_CHECKING:
    from mockplace.kernel.records import Account
    from mockplace.platforms.amazon.rules.feeds.records import FeedDocument

#: Amazon's CancelReason → the world's reason word.
_REASONS = {
    "NoInventory": "out-of-stock",
    "BuyerCanceled": "buyer-asked",
    "ShippingAddressUndeliverable": "address",
}
_NUMBER = re.compile(r"[0-9]{1,9}")


class Wrong(Exception):
    """An invalid message; the text says why."""


def fulfillments(account: Account, document: FeedDocument) -> tuple[Part, ...]:
    """Parse POST_ORDER_FULFILLMENT_DATA into shipment confirmations."""
    messages = _messages(document, "OrderFulfillment")
    return tuple(_part(account, message, "OrderFulfillment") for message in messages)


def acknowledgements(account: Account, document: FeedDocument) -> tuple[Part, ...]:
    """Parse POST_ORDER_ACKNOWLEDGEMENT_DATA: Success changes nothing, Failure cancels.

    A Failure cancels the items that it names, or the whole order if it names none.
    """
    messages = _messages(document, "OrderAcknowledgement")
    return tuple(_part(account, message, "OrderAcknowledgement") for message in messages)


def shipment(
    account: Account,
    order_id: str,
    *,
    carrier: str,
    service: str,
    tracking: str,
    shipped_at: int,
    units: dict[str, int],
    reference: str = "",
) -> Confirm:
    """Return the command that ``confirmShipment`` would run for the same shipment."""
    return Confirm(
        account.name, order_id, carrier, service, tracking, units, shipped_at, reference, "api"
    )


def order_id_of(text: str) -> str:
    """Return the order id; raise ``Wrong`` if it is not in 3-7-7 form."""
    if not ORDER_ID.fullmatch(text):
        raise Wrong("AmazonOrderID is missing or not in 3-7-7 form.")
    return text


def units_of(text: str) -> int:
    """Return the quantity; an empty text gives 0, which means all units not yet shipped."""
    if text and (not _NUMBER.fullmatch(text) or not int(text)):
        raise Wrong("Quantity is not a positive number.")
    return int(text or 0)


def _messages(document: FeedDocument, kind: str) -> list[Element]:
    envelope = root(document.content or b"")
    if envelope.name != "AmazonEnvelope" or envelope.said("MessageType") != kind:
        raise Unreadable(
            f"The XML you submitted is not an AmazonEnvelope with the MessageType {kind}."
        )
    return envelope.all("Message")


def _part(account: Account, message: Element, kind: str) -> Part:
    number = message.said("MessageID")
    content = message.first(kind)
    about = content.said("AmazonOrderID")[:80]
    position = int(number) if _NUMBER.fullmatch(number) else 0
    try:
        if not position:
            raise Wrong("MessageID is not a positive number.")
        order_id = order_id_of(about)
        wish = (
            _shipped(account, order_id, content)
            if kind == "OrderFulfillment"
            else _answered(account, order_id, content)
        )
    except Wrong as error:
        return Part(position, about, error=Issue("invalid", str(error)))
    return Part(position, about, wish)


def _shipped(account: Account, order_id: str, content: Element) -> Confirm:
    package, units = content.first("FulfillmentData"), dict[str, int]()
    for item in content.all("Item"):
        line = _line_of(item)
        units[line] = units.get(line, 0) + units_of(item.said("Quantity"))
    code, name = package.said("CarrierCode"), package.said("CarrierName")
    carrier = name if code in ("", "Other") else code
    shipped_at = iso8601.parse(content.said("FulfillmentDate"))
    if not carrier:
        raise Wrong("FulfillmentData has neither a CarrierCode nor a CarrierName.")
    if shipped_at is None:
        raise Wrong("FulfillmentDate is missing or no date.")
    return shipment(
        account,
        order_id,
        carrier=carrier,
        service=package.said("ShippingMethod"),
        tracking=package.said("ShipperTrackingNumber"),
        shipped_at=shipped_at,
        units=units,
        reference=content.said("MerchantFulfillmentID")[:80],
    )


def _answered(account: Account, order_id: str, content: Element) -> CancelBySeller | None:
    status = content.said("StatusCode")
    if status not in ("Success", "Failure"):
        raise Wrong("StatusCode is neither Success nor Failure.")
    if status == "Success":
        return None
    items = content.all("Item")
    reasons = [reason for item in items if (reason := item.said("CancelReason"))]
    return CancelBySeller(
        account.name,
        order_id,
        _REASONS.get(reasons[0] if reasons else "", "other"),
        tuple(_line_of(item) for item in items),
    )


def _line_of(item: Element) -> str:
    """Return the line id of an item; raise ``Wrong`` if it has none.

    Without line ids, the command would apply to the whole order.
    """
    line = item.said("AmazonOrderItemCode")
    if not line:
        raise Wrong("Item has no AmazonOrderItemCode.")
    return line
