"""One Toybay seller over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import httpx

from shiponce.domain.order import Fetched, Package, PageOfOrders
from shiponce.domain.shipment import Confirmation
from shiponce.errors import NotCorrectable
from shiponce.platforms.carrier_codes import CarrierCodes
from shiponce.platforms.http_client import HttpClient, Refusal, where
from shiponce.platforms.manifest import Access
from shiponce.platforms.pagination import Paging
from shiponce.platforms.raw_order_fields import as_list, fetched, version
from tests.acceptance.toy_platform.hub.orders import order_of
from tests.acceptance.toy_platform.hub.traits import TOYBAY

HOST = "api.toybay.example"
_PURCHASES = f"https://{HOST}/toybay/v1/purchases"
#: A carrier is a number; 0 is none that Toybay knows.
CARRIER_CODES = CarrierCodes({"usps": "1", "ups": "2", "fedex": "3"}, other="0")
_NAMES = {1: "USPS", 2: "UPS", 3: "FedEx"}
_ID = re.compile(r"[A-Z0-9-]{1,40}")


def _refusal(body: Any) -> Refusal:
    return str(body["fault"]["reason"]), str(body["fault"]["text"])


class ToybayAdapter:
    """Reads purchases and adds dispatches."""

    platform = TOYBAY
    settles_after = timedelta(minutes=15)

    def __init__(self, access: Access) -> None:
        self._http = HttpClient(access.client, TOYBAY, access.clock, _refusal)
        self._headers = {"x-toybay-key": access.credentials["key"]}

    def now(self) -> datetime:
        """Toybay's time, from the Date header of a listing of nothing."""
        self._get("listPurchases", _PURCHASES, {"changed_from": "0", "changed_to": "0"})
        return self._http.now()

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Purchases by their time of change, 50 a page."""
        paging = Paging(self._http, "listPurchases")
        window = {"changed_from": str(since.timestamp()), "changed_to": str(until.timestamp())}
        page: int | None = 1
        while page is not None:
            body = self._get("listPurchases", _PURCHASES, {**window, "page": str(page)}, page=True)
            try:
                raws, page = as_list(body["purchases"]), body["next_page"]
            except (LookupError, TypeError) as bad:
                raise self._http.rubbish("listPurchases") from bad
            paging.read(version(raw, "id", "changed") for raw in raws)
            yield PageOfOrders(tuple(map(self._fetched, raws)), until, page is None)

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Purchases by their time of change: Toybay lists by nothing else."""
        yield from self.listing(since, until)

    def read(self, remote_id: str) -> Fetched:
        """One purchase as it stands now."""
        return self._fetched(self._get("getPurchase", self._url(remote_id)))

    def confirm(self, confirmation: Confirmation) -> str:
        """Add a dispatch; its id."""
        lines = confirmation.lines or self._every_line(confirmation.remote_order)
        body = {
            "carrier": int(CARRIER_CODES.code_of(confirmation.carrier)),
            "tracking": confirmation.tracking,
            "units": dict(lines),
        }
        url = f"{self._url(confirmation.remote_order)}/dispatches"
        answer = self._http.send("createDispatch", "POST", url, headers=self._headers, json=body)
        made: Any = self._http.read(
            "createDispatch", self._http.written("createDispatch", answer, 201)
        )
        return str(made["id"])

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Toybay changes no dispatch."""
        raise NotCorrectable(
            "error.not_correctable_toybay",
            **where(TOYBAY, "createDispatch"),
            order=confirmation.remote_order,
            tracking=package.tracking,
        )

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """The dispatches on record for a purchase."""
        body = self._get("listDispatches", f"{self._url(remote_id)}/dispatches")
        return tuple(
            Package(
                str(one["id"]),
                _NAMES.get(one["carrier"], ""),
                str(one["tracking"]),
                tuple(one["units"].items()),
            )
            for one in body["dispatches"]
        )

    def _every_line(self, remote_id: str) -> tuple[tuple[str, int], ...]:
        order = order_of(self._get("getPurchase", self._url(remote_id)))
        return tuple((line.remote_id, line.quantity - line.fulfilled) for line in order.lines)

    def _fetched(self, raw: object) -> Fetched:
        return fetched(TOYBAY, raw, lambda r: r["id"], order_of)  # type: ignore[index]  # guarded there

    def _url(self, remote_id: str) -> str:
        if not _ID.fullmatch(remote_id):
            raise self._http.not_there("getPurchase")
        return f"{_PURCHASES}/{remote_id}"

    def _get(
        self, operation: str, url: str, params: dict[str, str] | None = None, *, page: bool = False
    ) -> Any:
        answer = self._checked(operation, url, params)
        read = self._http.read_page if page else self._http.read_order
        return read(operation, answer)

    def _checked(self, operation: str, url: str, params: dict[str, str] | None) -> httpx.Response:
        answer = self._http.send(operation, "GET", url, headers=self._headers, params=params)
        return self._http.check(operation, answer)
