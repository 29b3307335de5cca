"""One seller's programs for all three platforms, over any way in."""

from __future__ import annotations

from collections.abc import Callable

import httpx

from mockplace.kernel.world import World
from mockplace.serving.httpx_transport import Transport

NA, EBAY = "https://sellingpartnerapi-na.amazon.com", "https://api.ebay.com"


class Client:
    """One seller's programs for all three platforms, over one connection."""

    def __init__(self, world: World, transport: httpx.BaseTransport | None = None) -> None:
        self.world = world
        self.http = httpx.Client(transport=transport or Transport(world), timeout=10)
        self._amazon = {"x-amz-access-token": self._token("amz", "api.amazon.com/auth/o2/token")}
        bearer = self._token("bay", "api.ebay.com/identity/v1/oauth2/token")
        self._ebay = {"authorization": f"Bearer {bearer}"}

    def _token(self, store: str, where: str) -> str:
        account = self.world.accounts[store]
        form = {"grant_type": "refresh_token", "refresh_token": account.token}
        secret = {"client_id": account.client_id, "client_secret": account.client_secret}
        if account.platform == "amazon":
            answer = self.http.post(f"https://{where}", data=form | secret)
        else:
            basic = (account.client_id, account.client_secret)
            answer = self.http.post(f"https://{where}", data=form, auth=basic)
        return str(answer.json()["access_token"])

    def shop(self, path: str = "orders") -> httpx.Response:
        """BigCommerce, V2."""
        account = self.world.accounts["shop"]
        where = f"https://api.bigcommerce.com/stores/{account.account}/v2/{path}"
        return self.http.get(where, headers={"x-auth-token": account.token})

    def amz(self, path: str = "") -> httpx.Response:
        """Amazon's listing of 2026, or one order of it."""
        query = "" if path else "?createdAfter=2026-01-01T00:00:00Z"
        where = f"{NA}/orders/2026-01-01/orders{path}{query}"
        return self.http.get(where, headers=self._amazon)

    def amz_v0(self) -> httpx.Response:
        """Amazon's listing of v0."""
        query = "?MarketplaceIds=ATVPDKIKX0DER&CreatedAfter=2026-01-01T00:00:00Z"
        return self.http.get(f"{NA}/orders/v0/orders{query}", headers=self._amazon)

    def bay(self, path: str = "") -> httpx.Response:
        """EBay's listing, or one order of it."""
        return self.http.get(f"{EBAY}/sell/fulfillment/v1/order{path}", headers=self._ebay)

    def read(self, store: str, order_id: str) -> httpx.Response:
        """One order of any store."""
        return (
            self.shop(f"orders/{order_id}") if store == "shop" else self._of(store)(f"/{order_id}")
        )

    def list(self, store: str) -> httpx.Response:
        """The listing of any store."""
        return self.shop() if store == "shop" else self._of(store)("")

    def packages(self, store: str, order_id: str) -> httpx.Response:
        """What the platform has on record as shipped of an order."""
        if store == "shop":
            return self.shop(f"orders/{order_id}/shipments")
        if store == "amz":
            return self.amz(f"/{order_id}?includedData=PACKAGES")
        return self.bay(f"/{order_id}/shipping_fulfillment")

    def ship(self, store: str, order_id: str, tracking: str = "1Z999AA1") -> httpx.Response:
        """Tell a platform that everything of an order has left."""
        order = self.world.orders[store, order_id]
        lines = [(line.line_id, line.quantity) for line in order.lines]
        if store == "shop":
            items = [{"order_product_id": int(one), "quantity": units} for one, units in lines]
            told: dict[str, object] = {
                "order_address_id": order.address_id,
                "tracking_number": tracking,
                "items": items,
            }
            account = self.world.accounts["shop"]
            where = f"https://api.bigcommerce.com/stores/{account.account}/v2/orders/{order_id}"
            return self.http.post(
                f"{where}/shipments", json=told, headers={"x-auth-token": account.token}
            )
        if store == "amz":
            package = {
                "packageReferenceId": "1",
                "carrierCode": "UPS",
                "trackingNumber": tracking,
                "shipDate": "2026-11-20T09:00:00Z",
                "orderItems": [{"orderItemId": one, "quantity": units} for one, units in lines],
            }
            told = {"marketplaceId": self.world.accounts["amz"].market, "packageDetail": package}
            where = f"{NA}/orders/v0/orders/{order_id}/shipmentConfirmation"
            return self.http.post(where, json=told, headers=self._amazon)
        told = {
            "lineItems": [{"lineItemId": one, "quantity": units} for one, units in lines],
            "shippingCarrierCode": "UPS",
            "trackingNumber": tracking,
        }
        where = f"{EBAY}/sell/fulfillment/v1/order/{order_id}/shipping_fulfillment"
        return self.http.post(where, json=told, headers=self._ebay)

    def _of(self, store: str) -> Callable[[str], httpx.Response]:
        return {"amz": self.amz, "bay": self.bay}[store]
