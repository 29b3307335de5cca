"""The client of one eBay seller account."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import httpx

from shiponce.domain.order import Fetched, ImportedOrder, Package, PageOfOrders
from shiponce.domain.shipment import Confirmation
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import Declined, NotCorrectable, NotThere, ServerTrouble
from shiponce.platforms.access_tokens import AccessToken
from shiponce.platforms.credentials import Credentials
from shiponce.platforms.ebay.buyer_tax_number import may_have_tax_number
from shiponce.platforms.ebay.carrier_codes import CARRIER_CODES
from shiponce.platforms.ebay.orders import (
    RawOrder,
    named_by_address,
    needs_fulfillments,
    order_of,
)
from shiponce.platforms.ebay.tracking_number import ebay_tracking_number
from shiponce.platforms.ebay.traits import EBAY
from shiponce.platforms.http_client import HttpClient, Refusal, where
from shiponce.platforms.json_decoding import loads
from shiponce.platforms.pagination import Paging
from shiponce.platforms.raw_order_fields import (
    Lacking,
    as_list,
    fetched,
    identity,
    units_of,
    version,
    written,
)
from shiponce.ports import Clock

HOST = "https://api.ebay.com"
_ORDERS = f"{HOST}/sell/fulfillment/v1/order"
_SCOPE = "https://api.ebay.com/oauth/api_scope/sell.fulfillment"
#: Orders per page: the documented maximum.
_PAGE = 200
#: An order id in today's form or the older one (item, transaction), without characters that could
#: change the URL path.
_ID = re.compile(r"[0-9A-Za-z!-]{1,80}")
#: Maximum number of times that the pages are read again, if orders changed during the reading.
_AGAIN = 2
_NO_ORDER = "32100"
#: How many orders of a listing may lack their fulfillments before the listing is ended.
_FEW = 10
#: After this time a reading of the order shows whether a request took effect: for five minutes the
#: request may still be carried out, and for ten more eBay may show the order as it was before. Both
#: times are assumptions.
SETTLES_AFTER = timedelta(minutes=15)


def _refusal(body: Any) -> Refusal:
    first = body["errors"][0]
    return str(first["errorId"]), str(first.get("longMessage") or first["message"])


class EbayAdapter:
    """Reads orders and adds fulfillments; eBay cannot change a fulfillment."""

    platform = EBAY
    settles_after = SETTLES_AFTER

    def __init__(self, client: httpx.Client, credentials: Credentials, clock: Clock) -> None:
        self._http = HttpClient(client, self.platform, clock, _refusal)
        self._credentials = credentials
        self._clock = clock
        #: How many orders of the current listing lack their fulfillments.
        self._lacking = 0
        self._token = AccessToken(self._http, clock, f"{HOST}/identity/v1/oauth2/token")

    def now(self) -> datetime:
        """Return eBay's time, from the Date header of its token answer."""
        self._access_token()
        return self._http.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of change; pages are requested by offset.

        No end time is sent: eBay refuses an end ahead of its own clock, and an order that changes
        meanwhile would leave the window. Offsets can shift all the same, so the pages are read
        again if they contained fewer orders than eBay's total.
        """
        yield from self._listed(f"lastmodifieddate:[{written(since)}..]", until)

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of purchase."""
        yield from self._listed(f"creationdate:[{written(since)}..{written(until)}]", until)

    def _listed(self, wanted: str, until: datetime) -> Iterator[PageOfOrders]:
        offset, again, shown, twice = 0, 0, set[str](), 0
        self._lacking = 0
        paging = Paging(self._http, "getOrders")
        while True:
            raws, total, more = self._page(wanted, offset)
            paging.read(version(raw, "orderId", "lastModifiedDate") for raw in raws)
            names = [identity(raw, "orderId") for raw in raws]
            shown.update(names)
            twice += len(names) - len(set(names))  # nothing can shift within one answer
            offset += _PAGE
            if not more and len(shown) + twice < total and again < _AGAIN:
                offset, again, more, twice = 0, again + 1, True, 0
                paging.again()
            orders = tuple(self._fetched(raw, is_listed=True) for raw in raws)
            yield PageOfOrders(orders, until, not more)
            if not more:
                return

    def _page(self, wanted: str, offset: int) -> tuple[list[object], int, bool]:
        params = {"filter": wanted, "limit": str(_PAGE), "offset": str(offset)}
        answer = self._call("getOrders", "GET", _ORDERS, params=params)
        body: Any = self._http.read_page("getOrders", answer)
        try:
            return as_list(body["orders"]), int(body["total"]), bool(body.get("next"))
        except (LookupError, TypeError, AttributeError, ValueError, OverflowError) as bad:
            raise self._http.rubbish("getOrders") from bad

    def read(self, remote_id: str) -> Fetched:
        """Return one order as it is now."""
        answer = self._call("getOrder", "GET", self._order_url(remote_id))
        self._lacking = 0
        raw: Any = self._http.read_order("getOrder", answer)
        if isinstance(raw, dict) and "orderId" in raw and not _same_order(raw, remote_id):
            raise self._http.rubbish("getOrder")  # it is about another order
        return self._fetched(raw)

    def confirm(self, confirmation: Confirmation) -> str:
        """Add a fulfillment, untracked if there is no tracking number.

        Its id is the last segment of the Location header.
        """
        lines = confirmation.lines or self._every_line(confirmation.remote_order)
        body = {
            "lineItems": [{"lineItemId": n, "quantity": units} for n, units in lines],
            "shippedDate": written(confirmation.shipped_at),
        }
        if confirmation.tracking:  # eBay takes carrier and number together or not at all
            body["shippingCarrierCode"] = CARRIER_CODES.code_of(confirmation.carrier)
            body["trackingNumber"] = self._tracking(confirmation)
        url = f"{self._order_url(confirmation.remote_order)}/shipping_fulfillment"
        answer = self._call("createShippingFulfillment", "POST", url, json=body)
        self._http.written("createShippingFulfillment", answer, 201)
        return printable(answer.headers.get("Location", "").rsplit("/", 1)[-1])

    def _tracking(self, confirmation: Confirmation) -> str:
        """Return the number as eBay accepts it: letters and digits, without separators."""
        bare = ebay_tracking_number(confirmation.tracking)
        if not bare:
            raise self._http.not_taken(
                "createShippingFulfillment", "error.tracking_letters", confirmation.tracking
            )
        return bare

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Raise NotCorrectable: eBay's Fulfillment API cannot change a fulfillment."""
        raise NotCorrectable(
            "error.not_correctable_ebay",
            **where(self.platform, "createShippingFulfillment"),
            order=confirmation.remote_order,
            tracking=package.tracking,
        )

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Return the fulfillments recorded for an order.

        A fulfillment does not name its order, so its lines are compared with the order's lines.
        """
        try:
            found = self._fulfillments(remote_id)
            order = self._read_order(remote_id) if found else {"lineItems": ()}
            lines = {str(one["lineItemId"]) for one in order["lineItems"]}
        except (KeyError, TypeError, AttributeError, ValueError) as bad:
            raise self._http.rubbish("getShippingFulfillments") from bad
        return self._must_be_of(found, lines)

    def _must_be_of(
        self, found: tuple[Package, ...], lines: Collection[str]
    ) -> tuple[Package, ...]:
        """Return the fulfillments; ServerTrouble if they name a line that is not in the order."""
        if any(line not in lines for package in found for line, _ in package.lines):
            raise self._http.rubbish("getShippingFulfillments")
        return found

    def _fulfillments(self, remote_id: str) -> tuple[Package, ...]:
        url = f"{self._order_url(remote_id)}/shipping_fulfillment"
        body: Any = self._json("getShippingFulfillments", "GET", url)
        return tuple(_package(one) for one in body["fulfillments"])

    def _listed_order(self, body: object) -> ImportedOrder:
        """Return a listed order in our types; ask for the tax number that lists leave out."""
        raw = RawOrder.model_validate(body)
        if may_have_tax_number(body):
            with self._quarantining("getOrder"):
                whole = RawOrder.model_validate(self._read_order(raw.orderId))
            raw = raw.model_copy(update={"buyer": whole.buyer})
        return self._converted(raw)

    def _order(self, body: object) -> ImportedOrder:
        return self._converted(RawOrder.model_validate(body))

    def _converted(self, raw: RawOrder) -> ImportedOrder:
        """Return an order; read its fulfillments if its lines do not tell the units."""
        if not needs_fulfillments(raw):
            return order_of(raw, named_by_address(raw))
        lines = {line.lineItemId for line in raw.lineItems}
        with self._quarantining("getShippingFulfillments"):
            found = self._must_be_of(self._fulfillments(raw.orderId), lines)
            if raw.fulfillmentHrefs and not found:  # the order names fulfillments
                raise Lacking("getShippingFulfillments", momentary=True)
        return order_of(raw, found)

    @contextmanager
    def _quarantining(self, part: str) -> Iterator[None]:
        """Raise Lacking, which quarantines the order, for a part that cannot be read.

        If that fails for a momentary reason for more than ``_FEW`` orders of a listing, eBay's own
        error is raised instead.
        """
        try:
            yield
        except (KeyError, TypeError, AttributeError) as bad:
            raise Lacking(part, momentary=False) from bad
        except (Declined, NotThere, ServerTrouble) as bad:
            self._lacking += 1
            momentary = isinstance(bad, ServerTrouble) and bad.code != "error.rubbish"
            if momentary and self._lacking > _FEW:
                raise
            raise Lacking(part, momentary=momentary) from bad

    def _read_order(self, remote_id: str) -> Any:
        order: Any = self._json("getOrder", "GET", self._order_url(remote_id))
        if not isinstance(order, dict) or not _same_order(order, remote_id):
            raise self._http.rubbish("getOrder")  # it is about another order
        return order

    def _every_line(self, remote_id: str) -> tuple[tuple[str, int], ...]:
        try:
            order = order_of(RawOrder.model_validate(self._read_order(remote_id)))
        except ValueError as bad:
            raise self._http.rubbish("getOrder") from bad
        return tuple((line.remote_id, line.quantity) for line in order.lines)

    def _order_url(self, remote_id: str) -> str:
        if not _ID.fullmatch(remote_id):
            raise self._http.not_there("getOrder")
        return f"{_ORDERS}/{remote_id}"

    def _fetched(self, raw: object, *, is_listed: bool = False) -> Fetched:
        convert = self._listed_order if is_listed else self._order
        return fetched(self.platform, raw, lambda r: r["orderId"], convert)  # type: ignore[index]  # guarded there

    def _json(
        self, operation: str, method: str, url: str, *, params: dict[str, str] | None = None
    ) -> object:
        return self._http.read(operation, self._call(operation, method, url, params=params))

    def _call(
        self,
        operation: str,
        method: str,
        url: str,
        *,
        params: dict[str, str] | None = None,
        json: object = None,
    ) -> httpx.Response:
        answer = self._once(operation, method, url, params, json)
        if answer.status_code == 401 and self._http.is_own(answer):
            self._token.forget()
            answer = self._once(operation, method, url, params, json)
        if answer.status_code == 400 and _is_unknown(answer):
            raise self._http.not_there(operation)
        return self._http.check(operation, answer)

    def _once(
        self,
        operation: str,
        method: str,
        url: str,
        params: dict[str, str] | None,
        json: object,
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {self._access_token()}",
            "Accept": "application/json",
        }
        return self._http.send(operation, method, url, headers=headers, params=params, json=json)

    def _access_token(self) -> str:
        pair = f"{self._credentials['client_id']}:{self._credentials['client_secret']}"
        return self._token.get(
            {"refresh_token": self._credentials["refresh_token"], "scope": _SCOPE},
            {"Authorization": "Basic " + b64encode(pair.encode()).decode()},
        )


def _same_order(order: dict[str, Any], remote_id: str) -> bool:
    """Return True if an answer is about the requested order, given by its new or its legacy id."""
    return remote_id in (order.get("orderId"), order.get("legacyOrderId"))


def _is_unknown(answer: httpx.Response) -> bool:
    """Return True for eBay's "invalid order id", which comes as 400 or as 404."""
    try:
        return _refusal(loads(answer.content))[0] == _NO_ORDER
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False


def _package(raw: dict[str, Any]) -> Package:
    return Package(
        printable(str(raw["fulfillmentId"])),
        printable(str(raw.get("shippingCarrierCode") or "")),
        printable(str(raw.get("shipmentTrackingNumber") or "")),
        tuple(
            (str(line["lineItemId"]), units_of(line.get("quantity", 1)))
            for line in raw.get("lineItems") or ()
        ),
    )
