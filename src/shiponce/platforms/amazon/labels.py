"""Amazon Buy Shipping: Merchant Fulfillment v0 behind the carrier port.

A label bought here confirms the shipment to Amazon by itself (N10). The API has no idempotency key;
after a lost answer the order's packages on Amazon show whether there is a label.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from shiponce.domain.document import LabelDocument, LabelFormat, NoDocument
from shiponce.domain.money import Money
from shiponce.domain.order import Package
from shiponce.domain.shipment import Label, Quote, RefusedFor, Route
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import Declined, NotAuthorised, PlatformError
from shiponce.platforms.amazon.authorized_requests import AmazonHttpClient
from shiponce.platforms.amazon.label_file import label_file
from shiponce.platforms.amazon.label_pacing import BUYS, OFFERS
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.credentials import ShipFrom
from shiponce.platforms.http_client import where
from shiponce.ports import Purchase

#: Amazon's shipment ids are UUIDs.
_ID = re.compile(r"[0-9A-Za-z-]{1,60}")
#: ShipmentStatus (Merchant Fulfillment v0) → whether the label can be used.
_LIVE = {
    "Purchased": True,
    "RefundRejected": True,
    "RefundPending": False,
    "RefundApplied": False,
}
#: RejectionReasonCode → our reason. Amazon's model names the code for a PO box; the other codes are
#: assumptions.
_REFUSED_FOR = {
    "CANNOT_ARRIVE_BY_PROMISE": RefusedFor.LATE,
    "CARRIER_CANNOT_SHIP_TO_POBOX": RefusedFor.PO_BOX,
    "PACKAGE_TOO_HEAVY": RefusedFor.HEAVY,
    "CARRIER_CANNOT_SHIP_HAZMAT": RefusedFor.HAZARDOUS,
}
#: Amazon's refusal of a label format that it had listed as available (reported by sellers).
_FORMAT_REFUSED = re.compile(r"label\W*format", re.IGNORECASE)
_SHIPMENTS = "/mfn/v0/shipments"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: After this time an order on Amazon shows whether a label was bought for it (assumed).
SETTLES_AFTER = timedelta(minutes=15)


class BuyShipping:
    """Sells Amazon's labels for Amazon's orders."""

    route = Route.BUY_SHIPPING
    settles_after = SETTLES_AFTER

    def __init__(
        self,
        http: AmazonHttpClient,
        packages: Callable[[str], tuple[Package, ...]],
        ship_from: ShipFrom | None,
    ) -> None:
        self._http = http
        self._packages = packages
        self._ship_from = ship_from
        self._pacing = http.label_pacing

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """Return the services on offer, and the rejected ones with Amazon's reason.

        RateLimited, before any call, while Amazon's rates leave no room for a purchase.
        """
        self._pacing.must_allow_purchase()
        return self._offers(purchase)

    def _offers(self, purchase: Purchase) -> tuple[Quote, ...]:
        self._pacing.count(OFFERS)
        body = self._http.json(
            OFFERS,
            "POST",
            "/mfn/v0/eligibleShippingServices",
            json={"ShipmentRequestDetails": self._details(purchase)},
        )
        try:
            payload = body["payload"]
            offered = tuple(_offer(one) for one in payload["ShippingServiceList"])
            rejected = payload.get("RejectedShippingServiceList") or ()
            return offered + tuple(_rejection(one) for one in rejected)
        except (KeyError, TypeError, AttributeError, ValueError) as bad:
            raise self._http.rubbish(OFFERS) from bad

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """Buy one label of a service that is on offer now.

        The call has no idempotency key. If a gateway repeats it, Amazon sells the label and refuses
        the second request because the order is shipped. So a refusal proves that nothing was bought
        only if Amazon still offers labels for the same units.
        """
        offers = {quote.service_id: quote for quote in self._offers(purchase)}
        offer = offers.get(service_id)
        if offer is None or offer.refusal:
            reason = offer.refusal if offer else f"{service_id} is not on offer for this order"
            raise self._http.declined("createShipment", reason, {service_id})
        try:
            body = self._create_shipment(purchase, service_id, purchase.label_format)
        except Declined as no:
            no.may_have_acted = not self._is_unshipped(purchase)
            if no.may_have_acted or not _FORMAT_REFUSED.search(str(no.facts.get("reason", ""))):
                raise
            body = self._create_shipment(purchase, service_id, None)
        try:
            return _label(body["payload"])
        except (KeyError, TypeError, AttributeError, ValueError) as bad:
            raise self._http.rubbish("createShipment") from bad

    def _create_shipment(
        self, purchase: Purchase, service_id: str, label_format: LabelFormat | None
    ) -> Any:
        """Buy the label; without *label_format* the shipping service chooses the format."""
        details = self._details(purchase)
        if label_format is not None:
            details["ShippingServiceOptions"] |= {"LabelFormat": label_format.value.upper()}
        wanted = {"ShipmentRequestDetails": details, "ShippingServiceId": service_id}
        self._pacing.count(BUYS)
        with self._http.perhaps_repeated(BUYS):
            return self._http.json(BUYS, "POST", _SHIPMENTS, json=wanted, restricted=True)

    def _is_unshipped(self, purchase: Purchase) -> bool:
        """Return True if Amazon still offers a label for these units, so none was sold yet."""
        try:
            return any(not quote.refusal for quote in self._offers(purchase))
        except PlatformError:
            return False

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """Return the packages that Amazon shows for exactly these lines.

        Amazon shows neither the id nor the price of a package's label, so the id is empty and the
        price 0. Such a label can be used, but only Seller Central can cancel it.
        """
        wanted = {line.remote_id: units for line, units in purchase.lines}
        nothing = Money(0, purchase.lines[0][0].price.currency if purchase.lines else "USD")
        return tuple(
            Label("", package.carrier, "", package.tracking, nothing)
            for package in self._packages(purchase.order)
            if not package.lines or dict(package.lines) == wanted
        )

    def document(self, remote_id: str, wanted: LabelFormat) -> LabelDocument | NoDocument:
        """Return the document of a label again, in the format in which it was bought.

        The API gives it only under the shipment's id, and an order's packages do not show that id.
        """
        if not _ID.fullmatch(remote_id):
            return NoDocument.ONLY_AT_CARRIER
        body = self._http.json("getShipment", "GET", f"{_SHIPMENTS}/{remote_id}", restricted=True)
        try:
            payload = body["payload"]
            if payload["ShipmentId"] == remote_id:
                return label_file(payload["Label"])
        except (KeyError, TypeError) as bad:
            raise self._http.rubbish("getShipment") from bad
        raise self._http.rubbish("getShipment")

    def void(self, remote_id: str) -> None:
        """Cancel a shipment; Amazon refunds the label."""
        if not _ID.fullmatch(remote_id):
            raise self._http.declined("cancelShipment", "its label has no id; use Seller Central")
        path = f"{_SHIPMENTS}/{remote_id}"
        with self._http.perhaps_repeated("cancelShipment"):
            body = self._http.json("cancelShipment", "DELETE", path, restricted=True)
        if _is_live("cancelShipment", self._http, body, remote_id):
            raise self._http.rubbish("cancelShipment")

    def is_live(self, remote_id: str) -> bool:
        """Return True if a label can be used; a label whose refund was rejected can.

        Amazon's model says of RefundRejected that the carrier accepted the shipment, or that the
        time for cancelling is over.
        """
        if not _ID.fullmatch(remote_id):
            raise self._http.not_there("getShipment")
        path = f"{_SHIPMENTS}/{remote_id}"
        body = self._http.json("getShipment", "GET", path, restricted=True)
        return _is_live("getShipment", self._http, body, remote_id)

    def _details(self, purchase: Purchase) -> dict[str, Any]:
        package = purchase.package
        dock = self._ship_from
        if dock is None:
            call = where(AMAZON, OFFERS)
            raise NotAuthorised("error.no_ship_from", **call)
        return {
            "AmazonOrderId": purchase.order,
            "ItemList": [
                {"OrderItemId": line.remote_id, "Quantity": units} for line, units in purchase.lines
            ],
            "ShipFromAddress": {
                "Name": dock.name,
                "AddressLine1": dock.street,
                "City": dock.city,
                "StateOrProvinceCode": dock.state,
                "PostalCode": dock.postcode,
                "CountryCode": dock.country,
                "Email": dock.email,
                "Phone": dock.phone,
            },
            "PackageDimensions": {
                "Length": package.length / 10,
                "Width": package.width / 10,
                "Height": package.height / 10,
                "Unit": "centimeters",
            },
            "Weight": {"Value": package.weight, "Unit": "g"},
            "ShippingServiceOptions": {
                "DeliveryExperience": "DeliveryConfirmationWithoutSignature",
                "CarrierWillPickUp": False,
            },
        }


def _is_live(operation: str, http: AmazonHttpClient, body: Any, remote_id: str) -> bool:
    """Return True if an answer shows a usable label; raise if it is about another label."""
    try:
        payload = body["payload"]
        if payload["ShipmentId"] == remote_id:
            return _LIVE[payload["Status"]]
    except (KeyError, TypeError) as bad:
        raise http.rubbish(operation) from bad
    raise http.rubbish(operation)


def _offer(raw: dict[str, Any]) -> Quote:
    rate = raw["Rate"]
    arrives = raw.get("LatestEstimatedDeliveryDate")
    return Quote(
        Route.BUY_SHIPPING,
        printable(str(raw["CarrierName"])),
        printable(str(raw["ShippingServiceName"])),
        printable(str(raw["ShippingServiceId"])),
        Money.of(rate["Amount"], rate["CurrencyCode"]),
        datetime.fromisoformat(arrives) if arrives else None,
    )


def _rejection(raw: dict[str, Any]) -> Quote:
    message = str(raw.get("RejectionReasonMessage") or "")
    return Quote(
        Route.BUY_SHIPPING,
        printable(str(raw["CarrierName"])),
        printable(str(raw["ShippingServiceName"])),
        printable(str(raw["ShippingServiceId"])),
        arrives_by=_moment(message),
        refusal=printable(message or str(raw["RejectionReasonCode"])),
        refused_for=_REFUSED_FOR.get(str(raw.get("RejectionReasonCode"))),
    )


def _moment(message: str) -> datetime | None:
    """Return the time that a rejection's message names; None if it names no time or several."""
    found = _INSTANT.findall(message)
    try:
        return datetime.fromisoformat(found[0]) if len(found) == 1 else None
    except ValueError:
        return None


def _label(raw: dict[str, Any]) -> Label:
    service = raw["ShippingService"]
    rate = service["Rate"]
    return Label(
        printable(str(raw["ShipmentId"])),
        printable(str(service["CarrierName"])),
        printable(str(service["ShippingServiceName"])),
        printable(str(raw["TrackingId"])),
        Money.of(rate["Amount"], rate["CurrencyCode"]),
        label_file(raw.get("Label")),
    )
