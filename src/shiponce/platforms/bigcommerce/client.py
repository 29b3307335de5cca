"""The client of one BigCommerce store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from typing import Any

import httpx
from pydantic import ValidationError

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.order import Fetched, ImportedOrder, OrderStatus, Package, PageOfOrders
from shiponce.domain.shipment import Confirmation, service_with_carrier
from shiponce.domain.text_sanitizing import printable
from shiponce.errors import Declined, NotAuthorised, NotThere, ServerTrouble
from shiponce.platforms.bigcommerce.carrier_codes import CARRIER_CODES, SHIPPING_PROVIDERS
from shiponce.platforms.bigcommerce.email_settings import Emails
from shiponce.platforms.bigcommerce.orders import (
    INCOMPLETE,
    STATUSES,
    needs_shipments,
    order_of,
    package_of,
)
from shiponce.platforms.bigcommerce.raw_order import RawAddress, RawOrder, RawProduct, RawShipment
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE
from shiponce.platforms.http_client import HttpClient, Refusal, where
from shiponce.platforms.pagination import Paging
from shiponce.platforms.raw_order_fields import Lacking, fetched, identity, moment, version
from shiponce.platforms.unit_counts import what_is_left
from shiponce.ports import Clock

HOST = "https://api.bigcommerce.com"
#: Orders per page; the documented maximum is 250.
_PAGE = 100
#: Lines, shipments or addresses of an order per page; the documented maximum.
_PARTS = 250
#: These parameters fetch a page with its lines and addresses in one call. With “object”, the
#: consignments come as one object instead of a list with a single entry.
_INCLUDE = {
    "include": "consignments,consignments.line_items",
    "consignment_structure": "object",
}
#: The platform counts as failing if more than this number of orders in a listing are incomplete.
_FEW = 3
#: After this time a reading of the order shows whether a request took effect: for five minutes the
#: request may still be carried out, and for five more the order may be shown as it was before. Both
#: times are assumptions. BigCommerce has no idempotency key: if a request arrives even later, and
#: was sent again meanwhile, the shipment is recorded twice.
SETTLES_AFTER = timedelta(minutes=10)
#: Maximum number of characters in tracking_number (orders V2, shipment_Post).
LONGEST_TRACKING = 50
#: BigCommerce writes times to the second.
_SECOND = timedelta(seconds=1)


def _refusal(body: object) -> Refusal:
    first: Any = body[0] if isinstance(body, list) else body
    return str(first["status"]), str(first.get("message") or first.get("title"))


def _carriage(confirmation: Confirmation) -> dict[str, str]:
    """Return the carrier and service of a shipment.

    A carrier that BigCommerce has no code for is named in the method of shipment, which stands on
    the order and in the buyer's e-mail, and in the comments.
    """
    carrier = confirmation.carrier
    codes = SHIPPING_PROVIDERS.code_of(carrier), CARRIER_CODES.code_of(carrier)
    known = any(codes)
    method = confirmation.service
    return {
        "shipping_method": method if known else service_with_carrier(carrier, method),
        "shipping_provider": codes[0],
        "tracking_carrier": codes[1],
        "comments": "" if known else carrier,
    }


class BigCommerceAdapter:
    """Reads orders and writes shipments of one store."""

    platform = BIGCOMMERCE
    settles_after = SETTLES_AFTER

    def __init__(self, client: httpx.Client, store_hash: str, token: str, clock: Clock) -> None:
        self._http = HttpClient(client, self.platform, clock, _refusal)
        self._base = f"{HOST}/stores/{store_hash}"
        self._headers = {"X-Auth-Token": token, "Accept": "application/json"}
        self._channels: dict[int, str] | None = None
        #: The store's unit of weight; None until it is read, once for each listing.
        self._weight_unit: str | None = None
        #: How many orders of the current listing lack a part because it could not be read.
        self._lacking = 0
        self._emails = Emails(self._http, self._sent)

    def now(self) -> datetime:
        """Return the platform's clock (GET /v2/time)."""
        body: Any = self._http.read("getTime", self._get("getTime", "/v2/time"))
        try:
            return moment(datetime.fromtimestamp(int(body["time"]), UTC).isoformat())
        except (LookupError, TypeError, ValueError, OverflowError, OSError) as bad:
            raise self._http.rubbish("getTime") from bad

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of change.

        One call returns a page with lines and addresses.

        The next page starts at the last order's time, not at a page number. An order that changes
        meanwhile moves to the end of the listing, and the order after it moves up; reading by page
        number would miss an order that moved up to a page already read.
        """
        yield from self._listed(since, until, "date_modified")

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of purchase."""
        yield from self._listed(since, until, "date_created")

    def _listed(self, since: datetime, until: datetime, by: str) -> Iterator[PageOfOrders]:
        page, given = 1, set[str]()
        paging = Paging(self._http, "getOrders")
        self._lacking = 0
        self._weight_unit = None
        while True:
            found = self._page(since, until, page, by)
            versions = [version(raw, "id", "date_modified") for raw in found]
            paging.read(versions)
            last = len(found) < _PAGE
            fresh = [
                raw
                for raw, known in zip(found, versions, strict=True)
                if known not in given and not _is_cart(raw)
            ]
            if fresh:
                self._read_weight_unit()
            yield PageOfOrders(tuple(self._fetched(raw) for raw in fresh), until, last)
            if last:
                return
            given = set(versions)
            reached = _last_time(found, by, since) - _SECOND
            # Do not continue from a time beyond the window: the orders before it would be skipped.
            onward = since < reached <= until + _SECOND
            since, page = (reached, 1) if onward else (since, page + 1)

    def _page(self, since: datetime, until: datetime, page: int, by: str) -> list[object]:
        params = {
            f"min_{by}": _written(since),
            f"max_{by}": _written(until + _SECOND),
            "sort": f"{by}:asc",
            "limit": str(_PAGE),
            "page": str(page),
        }
        return self._list("getOrders", "/v2/orders", params | _INCLUDE)

    def read(self, remote_id: str) -> Fetched:
        """Return one order as it is now."""
        path = f"/v2/orders/{self._segment(remote_id)}"
        answer = self._get("getOrder", path, dict(_INCLUDE))
        self._lacking = 0
        raw: Any = self._http.read_order("getOrder", answer)
        if isinstance(raw, dict) and str(raw.get("id", remote_id)) != self._segment(remote_id):
            raise self._http.rubbish("getOrder")  # it is about another order
        self._read_weight_unit()
        return self._fetched(raw)

    def confirm(self, confirmation: Confirmation) -> str:
        """Create a shipment with its tracking number; connectors forward it only once (A5).

        Declined if the order is cancelled: BigCommerce would accept the shipment and show the order
        as shipped, so that nobody learned of the cancellation.
        """
        self._must_not_be_cancelled(self._segment(confirmation.remote_order))
        return self._create(confirmation)

    def _create(self, confirmation: Confirmation) -> str:
        order = self._segment(confirmation.remote_order)
        lines = confirmation.lines or self._every_line(order)
        body = {
            "order_address_id": self._address_id(order, dict(confirmation.extra)),
            "tracking_number": self._tracking(confirmation),
            **_carriage(confirmation),
            "items": [
                {"order_product_id": self._number(n), "quantity": units} for n, units in lines
            ],
        }
        answer = self._send(
            "createOrderShipment", "POST", f"/v2/orders/{order}/shipments", json=body
        )
        self._http.written("createOrderShipment", answer, 201)
        return self._made("createOrderShipment", answer)

    def _must_not_be_cancelled(self, order: str) -> None:
        """Raise Declined if the order is cancelled: BigCommerce would ship it all the same."""
        answer = self._get("getOrder", f"/v2/orders/{order}")
        raw: Any = self._http.read_order("getOrder", answer)
        status = raw.get("status_id") if isinstance(raw, dict) else None
        if isinstance(status, int) and STATUSES.get(status) is OrderStatus.CANCELLED:
            reason = printable(str(raw.get("status") or status))
            raise Declined(**where(self.platform, "getOrder"), reason=reason)

    def _made(self, operation: str, answer: httpx.Response) -> str:
        """Return the id of the shipment from the answer to a write."""
        made: Any = self._http.read(operation, answer)
        if not isinstance(made, dict) or not made.get("id"):
            raise self._http.rubbish(operation)
        return printable(str(made["id"]))

    def _tracking(self, confirmation: Confirmation) -> str:
        """Return the whole tracking number; NotCorrectable if BigCommerce's field is too short."""
        if len(confirmation.tracking) > LONGEST_TRACKING:
            raise self._http.not_taken(
                "createOrderShipment",
                "error.tracking_too_long_there",
                confirmation.tracking,
                most=LONGEST_TRACKING,
            )
        return confirmation.tracking

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Change a shipment's tracking (PUT); its items cannot be changed and are not sent.

        If the recorded shipment has other items, it is deleted and a new shipment is created.
        Declined if the order is cancelled, see ``confirm``.
        """
        order = self._segment(confirmation.remote_order)
        self._must_not_be_cancelled(order)
        lines = confirmation.lines or self._whole(order)
        if set(lines) != set(package.lines):
            gone = f"/v2/orders/{order}/shipments/{self._number(package.remote_id)}"
            answer = self._send("deleteOrderShipment", "DELETE", gone)
            self._http.written("deleteOrderShipment", answer, 204)
            self._create(replace(confirmation, lines=lines))
            return
        body = {
            "tracking_number": self._tracking(confirmation),
            **_carriage(confirmation),
        }
        shipment = self._number(package.remote_id)
        path = f"/v2/orders/{order}/shipments/{shipment}"
        answer = self._send("updateOrderShipment", "PUT", path, json=body)
        self._made("updateOrderShipment", answer)

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Return the shipments recorded for an order."""
        order = self._segment(remote_id)
        found = self._part_of(order, "getOrderShipments", "shipments")
        try:
            return tuple(package_of(RawShipment.model_validate(one)) for one in found)
        except ValidationError as bad:
            raise self._http.rubbish("getOrderShipments") from bad

    def emails(self) -> tuple[ChannelEmails, ...]:
        """Return each channel, and whether BigCommerce e-mails its buyers when a status changes."""
        return self._emails.read()

    def set_emails(self, channel: str, on: bool | None) -> None:
        """Write one channel's own setting; None makes it inherit the shop's."""
        self._emails.set(channel, on)

    def _every_product(self, order: str) -> tuple[RawProduct, ...]:
        """Return the lines of an order; ServerTrouble if they have fewer units than the order."""
        products = self._products(order)
        raw: Any = self._http.read("getOrder", self._get("getOrder", f"/v2/orders/{order}"))
        try:
            total = int(raw["items_total"])
            if str(raw["id"]) == order and sum(one.quantity for one in products) >= total:
                return products
        except (LookupError, TypeError, ValueError) as bad:
            raise self._http.rubbish("getOrder") from bad
        raise self._http.rubbish("getOrderProducts")

    def _whole(self, order: str) -> tuple[tuple[str, int], ...]:
        """Return every physical line of an order with all its units, shipped or not."""
        products = self._every_product(order)
        return tuple((one.id, one.quantity) for one in products if one.type == "physical")

    def _every_line(self, order: str) -> tuple[tuple[str, int], ...]:
        """Return the units of an order that are left to ship, or all units if none are left."""
        products = self._every_product(order)
        physical = [one for one in products if one.type == "physical"]
        return what_is_left([(one.id, one.quantity, one.quantity_shipped) for one in physical])

    def _address_id(self, order: str, extra: dict[str, str]) -> int:
        known = extra.get("order_address_id")
        if known:
            return self._number(known)
        addresses = self._addresses(order)
        if not addresses:
            raise self._http.not_there("getShippingAddresses")
        return self._number(addresses[0].id)

    def _addresses(self, order: str) -> tuple[RawAddress, ...]:
        found = self._part_of(order, "getShippingAddresses", "shipping_addresses")
        try:
            return tuple(RawAddress.model_validate(one) for one in found)
        except ValidationError as bad:
            raise self._http.rubbish("getShippingAddresses") from bad

    def _products(self, order: str) -> tuple[RawProduct, ...]:
        found = self._part_of(order, "getOrderProducts", "products")
        try:
            return tuple(RawProduct.model_validate(one) for one in found)
        except ValidationError as bad:
            raise self._http.rubbish("getOrderProducts") from bad

    def _part_of(self, order: str, operation: str, name: str) -> list[object]:
        """Return the listed parts of an order; ServerTrouble if one names another order."""
        path, found, paging = (
            f"/v2/orders/{order}/{name}",
            list[object](),
            Paging(self._http, operation),
        )
        for page in count(1):
            given = self._list(operation, path, {"limit": str(_PARTS), "page": str(page)})
            found += given
            if len(given) < _PARTS:
                break
            paging.read(identity(one, "id") for one in given)
        of = [one.get("order_id") or order for one in found if isinstance(one, dict)]
        if any(str(one) != order for one in of):
            raise self._http.rubbish(operation)
        return found

    def _fetched(self, raw: object) -> Fetched:
        return fetched(self.platform, raw, lambda r: r["id"], self._order)  # type: ignore[index]  # guarded there

    def _order(self, raw: Any) -> ImportedOrder:
        order = RawOrder.model_validate(raw)
        addresses, products = _consignments(raw)
        if products is None or sum(one.quantity for one in products) < order.items_total:
            # Some lines are in no consignment, so read the products separately.
            products, addresses = self._parts(order.id)
        channel = self._channel(order.channel_id or 1)
        unit = self._weight_unit or ""
        packages = self._shipments_of(order, products)
        return order_of(order, products, addresses, channel, unit, packages)

    def _shipments_of(
        self, order: RawOrder, products: tuple[RawProduct, ...]
    ) -> tuple[Package, ...] | None:
        """Return the shipments of an order; Lacking if they cannot be read, see ``_parts``.

        None if they are not read: a closed order has shipments, and nobody needs to know whose.
        """
        if not any(one.quantity_shipped for one in products):
            return ()
        if not needs_shipments(order, products):
            return None
        with self._quarantining():
            return self.packages(order.id)

    @contextmanager
    def _quarantining(self) -> Iterator[None]:
        """Raise Lacking, which quarantines the order, for a part that cannot be read.

        If more than ``_FEW`` orders of a listing fail for a momentary reason, the platform's own
        error is raised instead.
        """
        try:
            yield
        except (Declined, NotThere, ServerTrouble) as bad:
            self._lacking += 1
            momentary = isinstance(bad, ServerTrouble) and bad.code != "error.rubbish"
            if momentary and self._lacking > _FEW:
                raise
            part = str(bad.operation).rsplit(".", 1)[-1]
            raise Lacking(part, momentary=momentary) from bad

    def _parts(self, order: str) -> tuple[tuple[RawProduct, ...], tuple[RawAddress, ...]]:
        """Return the lines and addresses of one order; Lacking if they cannot be read."""
        with self._quarantining():
            return self._products(self._segment(order)), self._addresses(self._segment(order))

    def _read_weight_unit(self) -> None:
        """Read the store's unit of weight; '' if the token may not read it or the store has none.

        The orders are imported without weights then, and a warning says so.
        """
        if self._weight_unit is not None:
            return
        try:
            body: Any = self._http.read("getStore", self._get("getStore", "/v2/store"))
        except (Declined, NotThere, NotAuthorised):
            body = None
        unit = body.get("weight_units") if isinstance(body, dict) else None
        self._weight_unit = printable(unit)[:40] if isinstance(unit, str) else ""

    def _channel(self, channel_id: int) -> str:
        """Return the platform of a sales channel; channel 1 is always the storefront."""
        if channel_id == 1:
            return ""
        if self._channels is None:
            answer = self._get("getChannels", "/v3/channels", {"limit": "250"})
            body: Any = self._http.read("getChannels", answer)
            try:
                self._channels = {int(c["id"]): _platform(c) for c in body["data"]}
            except (LookupError, TypeError, AttributeError, ValueError, OverflowError) as bad:
                raise self._http.rubbish("getChannels") from bad
        return self._channels.get(channel_id, "")

    def _segment(self, remote_id: str) -> str:
        """Return an order id as a path segment; BigCommerce's ids are numbers only."""
        return str(self._number(remote_id))

    def _number(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or len(text) > 18:
            raise self._http.not_there("getOrder")
        return int(text)

    def _list(
        self, operation: str, path: str, params: dict[str, str] | None = None
    ) -> list[object]:
        answer = self._get(operation, path, params)
        found = [] if answer.status_code == 204 else self._http.read_page(operation, answer)
        if not isinstance(found, list):
            raise self._http.rubbish(operation)
        return found

    def _get(
        self, operation: str, path: str, params: dict[str, str] | None = None
    ) -> httpx.Response:
        return self._send(operation, "GET", path, params=params)

    def _sent(
        self, operation: str, method: str, path: str, params: dict[str, str], json: object
    ) -> httpx.Response:
        return self._send(operation, method, path, params=params, json=json)

    def _send(
        self,
        operation: str,
        method: str,
        path: str,
        *,
        params: dict[str, str] | None = None,
        json: object = None,
    ) -> httpx.Response:
        answer = self._http.send(
            operation, method, self._base + path, headers=self._headers, params=params, json=json
        )
        return self._http.check(operation, answer)


def _last_time(found: Sequence[object], field: str, otherwise: datetime) -> datetime:
    """Return the last readable order time on a page, or *otherwise* if there is none."""
    for raw in reversed(found):
        with suppress(ValueError, LookupError, TypeError):
            return moment(raw[field])  # type: ignore[index]  # guarded here
    return otherwise


def _platform(channel: Any) -> str:
    said = channel["platform"]
    return printable(said) if isinstance(said, str) else ""


def _is_cart(raw: object) -> bool:
    return isinstance(raw, dict) and raw.get("status_id") == INCOMPLETE


def _consignments(
    raw: Any,
) -> tuple[tuple[RawAddress, ...], tuple[RawProduct, ...] | None]:
    """Return addresses and lines from an order's consignments.

    The lines are None if the answer does not include all of them.
    """
    consignments = raw.get("consignments")
    if isinstance(consignments, dict):
        consignments = [consignments]
    if not isinstance(consignments, list):
        return (), None
    addresses: list[RawAddress] = []
    products: list[RawProduct] = []
    for consignment in consignments:
        by_email = consignment.get("email")
        certificates = by_email.get("gift_certificates") if isinstance(by_email, dict) else ()
        shipping = consignment.get("shipping") or ()
        others = [consignment.get(kind) or () for kind in ("pickups", "downloads")]
        for part in (*shipping, *chain(*others), *(certificates or ())):
            # A gift certificate may stand there itself, without a group around it.
            lines = [part] if "quantity" in part else part.get("line_items")
            if not isinstance(lines, list):
                return (), None
            products += [RawProduct.model_validate(line) for line in lines]
        addresses += [RawAddress.model_validate(part) for part in shipping]
    return tuple(addresses), tuple(products)


def _written(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
