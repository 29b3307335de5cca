"""The client of the house carrier, which mockplace serves over HTTP.

The hub buys each label under a new reference; a second purchase under the same reference returns
the same label. If the answer to a purchase is lost, the hub looks the label up by its reference.
Every answer of the carrier has the header ``x-house-carrier``; other answers come from another
server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx

from shiponce.domain.document import LabelDocument, LabelFormat, NoDocument, read_document
from shiponce.domain.money import Money
from shiponce.domain.order import Address
from shiponce.domain.shipment import Label, Quote, Route
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import Collected, Declined, NotAuthorised
from shiponce.platforms.http_client import HttpClient, Refusal, where
from shiponce.ports import Clock, Purchase

HOST = "https://api.house-carrier.example"
BASE = "/carrier/v1"
RATES = f"{BASE}/rates"
#: Our account at the house carrier; it is invented and not a secret.
ACCOUNT = "SHP001"
_MARK = "x-house-carrier"
_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")
_STATUSES = ("bought", "voided", "collected", "delivered")
#: Operations that change something.
_WRITES = frozenset({"buyLabel", "voidLabel"})
#: What the carrier is asked for → media type of its documents.
_MEDIA_TYPES = {
    LabelFormat.PDF: "application/pdf",
    LabelFormat.PNG: "image/png",
    LabelFormat.ZPL203: "application/zpl",
    LabelFormat.ZPL300: "application/pdf",
}
#: Statuses that a server without a house carrier sends; other 5xx come from a failing gateway.
_NOT_SERVED = frozenset({404, 405, 501})


def _refusal(body: Any) -> Refusal:
    return str(body["error"]["code"]), str(body["error"]["message"])


class HouseCarrier:
    """Buys labels for any order; the carrier receives the package's content and its address."""

    route = Route.HOUSE
    #: The carrier documents that a request takes effect within two minutes or never, and that a
    #: read shows a state at most two minutes old.
    settles_after = timedelta(minutes=2)

    def __init__(self, client: httpx.Client, clock: Clock) -> None:
        self._http = HttpClient(client, Route.HOUSE, clock, _refusal)
        #: True once the carrier itself has answered.
        self._is_there = False

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """Return every service with its price."""
        body = self._json("quoteRates", "POST", RATES, json={"package": _package(purchase)})
        try:
            return tuple(_quote(one) for one in body["rates"])
        except (LookupError, TypeError, AttributeError, ValueError) as bad:
            raise self._http.rubbish("quoteRates") from bad

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """Buy one label under the purchase's reference; never a second one.

        If the reference already has a label for another package or service, the purchase counts
        as unknown, not as refused, because ``find`` then shows that label. Before the carrier has
        answered any call, the hub requests prices first: if that request fails, the purchase
        counts as refused, not as unknown.
        """
        if not self._is_there:
            self.quotes(purchase)
        wanted = {
            "reference": purchase.reference,
            "serviceId": service_id,
            "package": _package(purchase),
        }
        try:
            with self._http.perhaps_repeated("buyLabel"):
                body = self._json("buyLabel", "POST", f"{BASE}/labels", json=wanted)
        except Declined as refused:
            if refused.facts.get("reason_code") == "reference_used":
                raise self._http.rubbish("buyLabel") from refused
            raise
        if not self._live("buyLabel", body, purchase.reference):
            call = where(self.route, "buyLabel")
            raise Declined(**call, reason="its label was voided", reason_code="label_voided")
        return self._label("buyLabel", body)

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """Return the live label of this reference, if one was sold.

        An answer about another reference is an error, because it does not show whether this label
        was sold.
        """
        asked = {"reference": purchase.reference}
        body = self._json("findLabels", "GET", f"{BASE}/labels", params=asked)
        if not isinstance(body, dict) or body.get("reference") != purchase.reference:
            raise self._http.rubbish("findLabels")
        listed = body.get("labels")
        if not isinstance(listed, list):
            raise self._http.rubbish("findLabels")
        return tuple(
            self._label("findLabels", one)
            for one in listed
            if self._live("findLabels", one, purchase.reference)
        )

    def is_live(self, remote_id: str) -> bool:
        """Return True if a label is not voided; raise NotThere if the carrier has no such label."""
        body = self._json("getLabel", "GET", self._path("getLabel", remote_id))
        if not isinstance(body, dict) or body.get("labelId") != remote_id:
            raise self._http.rubbish("getLabel")
        return self._live("getLabel", body, str(body.get("reference")))

    def void(self, remote_id: str) -> None:
        """Void a label; voiding again is allowed. Raise Collected if its package was collected."""
        operation = "voidLabel"
        path = f"{self._path(operation, remote_id)}/void"
        try:
            with self._http.perhaps_repeated(operation):
                body = self._json(operation, "POST", path)
        except Declined as refused:
            if refused.facts.get("reason_code") == "label_collected":
                raise Collected(**where(self.route, operation)) from refused
            raise
        if not isinstance(body, dict) or body.get("labelId") != remote_id:
            raise self._http.rubbish(operation)
        if self._live(operation, body, str(body.get("reference"))):
            raise self._http.rubbish(operation)

    def document(self, remote_id: str, wanted: LabelFormat) -> LabelDocument | NoDocument:
        """Return the document of a live label; the carrier gives it as often as it is requested.

        The carrier sends no checksum. It draws ZPL for 203 dots per inch only, so a printer with
        300 gets a PDF.
        """
        path = f"{self._path('getDocument', remote_id)}/document"
        answer = self._call("getDocument", "GET", path, accept=_MEDIA_TYPES[wanted])
        return read_document(answer.content)

    # -- helpers

    def _json(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
    ) -> Any:
        answer = self._call(operation, method, path, params=params, json=json)
        return self._http.read(operation, answer)

    def _call(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: object = None,
        accept: str = "application/json",
    ) -> httpx.Response:
        """Return a successful answer of the carrier, or raise the error for its status."""
        headers = {"X-Carrier-Account": ACCOUNT, "Accept": accept}
        answer = self._http.send(
            operation, method, HOST + path, headers=headers, params=params, json=json
        )
        self._is_there |= _MARK in answer.headers
        if _MARK not in answer.headers:
            if operation in _WRITES:  # a proxy answered; it may have passed the request on
                raise self._http.rubbish(operation)
            if _is_elsewhere(answer.status_code):
                raise NotAuthorised("error.no_house_carrier", **where(self.route, operation))
        return self._http.check(operation, answer)

    def _path(self, operation: str, remote_id: str) -> str:
        """Return a label's path; refuse an id whose characters could lead to another path."""
        if not _ID.fullmatch(remote_id):
            raise self._http.not_there(operation)
        return f"{BASE}/labels/{remote_id}"

    def _live(self, operation: str, raw: Any, reference: str) -> bool:
        """Return True if the label in *raw* is live; raise an error if it has another reference."""
        about = raw.get("reference") if isinstance(raw, dict) else None
        if about != reference or raw.get("status") not in _STATUSES:
            raise self._http.rubbish(operation)
        return bool(raw["status"] != "voided")

    def _label(self, operation: str, raw: Any) -> Label:
        try:
            return Label(
                _text(raw, "labelId"),
                _text(raw, "carrier"),
                _text(raw, "serviceName"),
                _text(raw, "trackingNumber"),
                Money.of(raw["price"]["amount"], raw["price"]["currency"]),
            )
        except (LookupError, TypeError, AttributeError, ValueError) as bad:
            raise self._http.rubbish(operation) from bad


def _is_elsewhere(status: int) -> bool:
    """Return True if an answer without the header comes from another server, not a gateway."""
    return status < 400 or status in _NOT_SERVED


def _quote(raw: Any) -> Quote:
    return Quote(
        Route.HOUSE,
        _text(raw, "carrier"),
        _text(raw, "serviceName"),
        _text(raw, "serviceId"),
        Money.of(raw["price"]["amount"], raw["price"]["currency"]),
        datetime.fromisoformat(raw["arrivesBy"]),
    )


def _text(raw: Any, name: str) -> str:
    """Return a required text; ValueError if it is blank."""
    found = printable(raw[name])
    if not found:
        raise ValueError(name)
    return found


def _package(purchase: Purchase) -> dict[str, object]:
    package = purchase.package
    return {
        "weightGrams": package.weight,
        "lengthMm": package.length,
        "widthMm": package.width,
        "heightMm": package.height,
        "orders": [_order(one) for one in _together(purchase)],
        **({"shipTo": _ship_to(purchase.ship_to)} if purchase.ship_to else {}),
    }


def _ship_to(address: Address) -> dict[str, str]:
    more = {
        "name": address.name,
        "company": address.company,
        "street2": address.street2,
        "street3": address.street3,
        "state": address.state,
    }
    return {
        "street": address.street1,
        "city": address.city,
        "postcode": address.postcode,
        "country": address.country,
        **{name: text for name, text in more.items() if text},
    }


def _together(purchase: Purchase) -> Iterator[Purchase]:
    yield purchase
    yield from purchase.others


def _order(purchase: Purchase) -> dict[str, object]:
    return {
        "platform": purchase.store.platform.value,
        "account": purchase.store.account,
        "orderId": purchase.order,
        "lines": [{"lineId": line.remote_id, "units": units} for line, units in purchase.lines],
    }
