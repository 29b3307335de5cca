"""The client of one Amazon seller account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from shiponce.domain.order import MARKET_FACT, Fetched, Package, PageOfOrders
from shiponce.domain.shipment import Confirmation
from shiponce.platforms.amazon.authorized_requests import AmazonHttpClient
from shiponce.platforms.amazon.carrier_codes import CARRIER_CODES
from shiponce.platforms.amazon.orders import RawPackage, order_of, packages_of
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.raw_order_fields import (
    as_list,
    fetched,
    moment,
    version,
    written,
)
from shiponce.platforms.unit_counts import what_is_left

_INCLUDED = "BUYER,RECIPIENT,PROCEEDS,TAX,FULFILLMENT,PACKAGES,CANCELLATION"
_ORDERS = "/orders/2026-01-01/orders"
#: Amazon refuses a window that ends less than two minutes before now; if a request names no end,
#: Amazon uses the time two minutes before now.
_SETTLED = timedelta(minutes=2)
_ID = re.compile(r"[0-9A-Za-z-]{1,60}")
#: After this time a reading of the order shows whether a request took effect: for five minutes the
#: request may still be carried out, and for ten more Amazon may show the order as it was before.
#: Both times are assumptions: Amazon documents only that a listing ends two minutes ago.
SETTLES_AFTER = timedelta(minutes=15)


class AmazonAdapter:
    """Reads orders with Orders 2026-01-01; confirms shipments with v0, as no other version can."""

    platform = AMAZON
    settles_after = SETTLES_AFTER

    def __init__(self, http: AmazonHttpClient, market: str) -> None:
        self.http = http
        self._market = market

    def now(self) -> datetime:
        """Return Amazon's time."""
        return self.http.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of change.

        Amazon names the time up to which a page is complete.

        *resume* is Amazon's own page token, valid for a day.
        """
        settled = until <= self.http.now() - _SETTLED
        window = {"lastUpdatedAfter": written(since)}
        if settled:
            window["lastUpdatedBefore"] = written(until)
        yield from self._listed(window, until, resume)

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Yield pages of orders by time of purchase; *until* is at least two minutes ago."""
        window = {"createdAfter": written(since), "createdBefore": written(until)}
        yield from self._listed(window, until, "")

    def _listed(
        self, window: Mapping[str, str], until: datetime, token: str
    ) -> Iterator[PageOfOrders]:
        params = {**window, "maxResultsPerPage": "100", "includedData": _INCLUDED}
        if self._market:
            params["marketplaceIds"] = self._market
        paging = self.http.paging("searchOrders")
        while True:
            if token:
                params["paginationToken"] = token
            body: Any = self.http.page("searchOrders", _ORDERS, params)
            try:
                raws = as_list(body["orders"])
                next_ = (body.get("pagination") or {}).get("nextToken")
                before = body.get("lastUpdatedBefore")
                reached = moment(before) if before else until
            except (LookupError, TypeError, AttributeError, ValueError) as bad:
                raise self.http.rubbish("searchOrders") from bad
            paging.read(version(raw, "orderId", "lastUpdatedTime") for raw in raws)
            token = paging.token(next_)
            orders = tuple(self._fetched(raw) for raw in raws)
            yield PageOfOrders(orders, min(reached, until), not token, token)
            if not token:
                return

    def read(self, remote_id: str) -> Fetched:
        """Return one order as it is now."""
        path = f"{_ORDERS}/{self._segment(remote_id)}"
        body: Any = self.http.page("getOrder", path, {"includedData": _INCLUDED})
        try:
            return self._fetched(body["order"])
        except (LookupError, TypeError) as bad:
            raise self.http.rubbish("getOrder") from bad

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Confirm a package again with the same reference, so that Amazon changes the package."""
        lines = confirmation.lines or package.lines
        self.confirm(replace(confirmation, reference=package.remote_id, lines=lines))

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Return the packages recorded for an order, confirmed by us or by others."""
        found = self._order(remote_id, "PACKAGES")
        try:
            raw = found.get("packages") or ()
            return packages_of(tuple(RawPackage.model_validate(one) for one in raw))
        except (AttributeError, ValueError) as bad:
            raise self.http.rubbish("getOrder") from bad

    def confirm(self, confirmation: Confirmation) -> str:
        """Confirm one package (POST shipmentConfirmation, v0); Amazon's answer has no body."""
        if not confirmation.tracking:
            raise self.http.untracked("confirmShipment")
        extra = dict(confirmation.extra)
        lines = confirmation.lines or self._every_line(confirmation.remote_order)
        detail = {
            "packageReferenceId": confirmation.reference,
            "carrierCode": CARRIER_CODES.code_of(confirmation.carrier),
            "carrierName": confirmation.carrier or "Other",
            "trackingNumber": confirmation.tracking,
            "shipDate": written(confirmation.shipped_at),
            "orderItems": [{"orderItemId": n, "quantity": units} for n, units in lines],
        }
        if confirmation.service:
            detail["shippingMethod"] = confirmation.service
        self.http.write(
            "confirmShipment",
            "POST",
            f"/orders/v0/orders/{self._segment(confirmation.remote_order)}/shipmentConfirmation",
            204,
            {
                "marketplaceId": extra.get(MARKET_FACT) or self._market,
                "packageDetail": detail,
            },
        )
        return confirmation.reference

    def _every_line(self, remote_id: str) -> tuple[tuple[str, int], ...]:
        try:
            order = order_of(self._order(remote_id, _INCLUDED))
        except ValueError as bad:
            raise self.http.rubbish("getOrder") from bad
        return what_is_left(
            [(one.remote_id, one.quantity - one.cancelled, one.fulfilled) for one in order.lines]
        )

    def _order(self, remote_id: str, included: str) -> Any:
        path = f"{_ORDERS}/{self._segment(remote_id)}"
        body = self.http.json("getOrder", "GET", path, params={"includedData": included})
        try:
            order = body["order"]
            if order["orderId"] == remote_id:
                return order
        except (LookupError, TypeError) as bad:
            raise self.http.rubbish("getOrder") from bad
        raise self.http.rubbish("getOrder")  # the answer is about another order

    def _segment(self, remote_id: str) -> str:
        """Return an order id as a path segment; NotThere for an id that could change the path."""
        if not _ID.fullmatch(remote_id):
            raise self.http.not_there("getOrder")
        return remote_id

    def _fetched(self, raw: object) -> Fetched:
        return fetched(self.platform, raw, lambda r: r["orderId"], order_of)  # type: ignore[index]  # guarded there
