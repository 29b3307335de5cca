"""A foreign order hub of few lines, which knows the platforms' wires and nothing else.

It ships every order once, hides copies behind their originals, and tells both. Each step is a
method, so that a test can plant one fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx

from mockplace.testing import Mockplace

AMAZON, EBAY = "https://sellingpartnerapi-na.amazon.com", "https://api.ebay.com"
CARRIER = "https://api.house-carrier.example/carrier/v1"


@dataclass
class Order:
    """An order as the hub reads it: units still to be shipped by line, and the SKU of each line."""

    store: str
    order_id: str
    due: dict[str, int]
    skus: dict[str, str]
    address: dict[str, str]
    original: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


class NaiveHub:
    """Imports all orders, buys one label for each purchase, and confirms it to each platform."""

    #: Whether it leaves out what the buyer is to collect in the store.
    leaves_out_pickups = True

    def __init__(self, place: Mockplace) -> None:
        self.accounts = {name: place.account(name) for name in ("shop", "amz", "bay")}
        self.http = httpx.Client(transport=place.transport)
        self.bought = 0
        self.authorize()

    def authorize(self) -> None:
        """Get tokens; they live for hours."""
        shop, amz, bay = self.accounts.values()
        form = {"grant_type": "refresh_token", "refresh_token": amz.token}
        secret = {"client_id": amz.client_id, "client_secret": amz.client_secret}
        told = self.http.post("https://api.amazon.com/auth/o2/token", data=form | secret).json()
        basic = (bay.client_id, bay.client_secret)
        form = {"grant_type": "refresh_token", "refresh_token": bay.token}
        token = self.http.post(f"{EBAY}/identity/v1/oauth2/token", data=form, auth=basic).json()
        self.shop = f"https://api.bigcommerce.com/stores/{shop.account}/v2"
        self.headers = {
            "shop": {"x-auth-token": shop.token},
            "amz": {"x-amz-access-token": told["access_token"]},
            "bay": {"authorization": f"Bearer {token['access_token']}"},
            "ups": {"x-carrier-account": "A1B2C3"},
        }

    def ask(self, whose: str, method: str, url: str, json: Any = None) -> Any:
        """Call somebody; whoever refuses is a bug of the hub's or of the test's."""
        answer = self.http.request(method, url, headers=self.headers[whose], json=json)
        if answer.status_code in (401, 403):
            self.authorize()
            answer = self.http.request(method, url, headers=self.headers[whose], json=json)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def look(self) -> None:
        """Import once before anything is shipped; a good hub imports again when it ships."""

    def silence(self) -> None:
        """Switch off the e-mails of the shop: a marketplace writes to its buyers itself."""
        where = self.shop.replace("/v2", "/v3/settings/email-statuses")
        self.ask("shop", "PUT", where, {"combined_order_status_email": False})

    def open(self) -> dict[str, int]:
        """Everything that is shown as still to be shipped."""
        return {one.order_id: sum(one.due.values()) for one in self.orders() if not one.original}

    def run(self) -> None:
        """Ship everything."""
        self.silence()
        orders = self.orders()
        for order in orders:
            copies = [one for one in orders if one.original == order.order_id]
            if not order.original and any(order.due.values()):
                self.ship(order, copies)

    def ship(self, order: Order, copies: list[Order]) -> None:
        """Buy a label for what is due, and tell everybody."""
        tracking = self.label(order, order.due)["trackingNumber"]
        for one in (order, *copies):
            self.confirm(one, tracking, self.of(one, order, order.due))

    def of(self, one: Order, order: Order, due: dict[str, int]) -> dict[str, int]:
        """Units by the lines of an order or of its copy."""
        skus = {order.skus[line]: units for line, units in due.items()}
        return {line: skus[sku] for line, sku in one.skus.items() if skus.get(sku)}

    def orders(self) -> list[Order]:
        """Import everything."""
        return [*self.amazon(), *self.ebay(), *self.bigcommerce()]

    def amazon(self) -> list[Order]:
        """Amazon's orders, with how much of each line is still to be shipped."""
        query = "createdAfter=2026-01-01T00:00:00Z&includedData=RECIPIENT,FULFILLMENT"
        found = []
        for one in self.ask("amz", "GET", f"{AMAZON}/orders/2026-01-01/orders?{query}")["orders"]:
            items = one["orderItems"]
            home = one.get("recipient", {}).get("deliveryAddress", {})
            names = ("addressLine1", "city", "postalCode", "countryCode")
            due = {i["orderItemId"]: i["fulfillment"]["quantityUnfulfilled"] for i in items}
            skus = {item["orderItemId"]: item["product"]["sellerSku"] for item in items}
            found.append(Order("amz", one["orderId"], due, skus, address(home, names)))
        return found

    def ebay(self) -> list[Order]:
        """EBay's orders; a refunded line has a refund."""
        found = []
        for one in self.ask("bay", "GET", f"{EBAY}/sell/fulfillment/v1/order")["orders"]:
            items = one["lineItems"]
            open_ = one["cancelStatus"]["cancelState"] != "CANCELED"
            due = {
                item["lineItemId"]: item["quantity"]
                for item in items
                if open_ and item["lineItemFulfillmentStatus"] == "NOT_STARTED"
            }
            (step,) = one["fulfillmentStartInstructions"]
            home = step["shippingStep"]["shipTo"]["contactAddress"]
            names = ("addressLine1", "city", "postalCode", "countryCode")
            skus = {item["lineItemId"]: item["sku"] for item in items}
            found.append(Order("bay", one["orderId"], due, skus, address(home, names)))
        return found

    def bigcommerce(self) -> list[Order]:
        """The shop's orders; a copy names its original."""
        found = []
        for one in self.ask("shop", "GET", f"{self.shop}/orders") or []:
            where = f"{self.shop}/orders/{one['id']}"
            lines = self.ask("shop", "GET", f"{where}/products")
            (home,) = self.ask("shop", "GET", f"{where}/shipping_addresses")
            names = ("street_1", "city", "zip", "country_iso2")
            due = {
                str(line["id"]): line["quantity"]
                - max(line["quantity_shipped"], line["quantity_refunded"])
                for line in lines
                if one["status_id"] not in (2, 4, 5, 10)
                and not (self.leaves_out_pickups and line["order_pickup_method_id"])
            }
            skus = {str(line["id"]): line["sku"] for line in lines}
            original = one["external_order_id"] or ""
            order = Order("shop", str(one["id"]), due, skus, address(home, names), original)
            found.append(order)
            order.extra["address"] = home["id"]
        return found

    def label(self, order: Order, due: dict[str, int]) -> Any:
        """Buy a label from the carrier, to the order's address."""
        self.bought += 1
        account = self.accounts[order.store]
        lines = [{"lineId": line, "units": units} for line, units in due.items() if units]
        inside = {"platform": account.platform, "account": account.account}
        package = {
            "weightGrams": 500, "lengthMm": 200, "widthMm": 200, "heightMm": 100,
            "orders": [inside | {"orderId": order.order_id, "lines": lines}],
            "shipTo": order.address,
        }  # fmt: skip
        wanted = {"reference": f"l-{self.bought}", "serviceId": "ground", "package": package}
        return self.ask("ups", "POST", f"{CARRIER}/labels", wanted)

    def void(self, label: Any) -> None:
        """Give a label back."""
        self.ask("ups", "POST", f"{CARRIER}/labels/{label['labelId']}/void")

    def confirm(self, order: Order, tracking: str, units: dict[str, int]) -> None:
        """Tell a platform what has left, in its own words."""
        pairs = list(units.items())
        if order.store == "shop":
            items = [{"order_product_id": int(line), "quantity": n} for line, n in pairs]
            told: dict[str, Any] = {"order_address_id": order.extra["address"], "items": items}
            where = f"{self.shop}/orders/{order.order_id}/shipments"
            self.ask("shop", "POST", where, told | {"tracking_number": tracking})
        elif order.store == "amz":
            self.bought += 1
            package = {
                "packageReferenceId": str(self.bought), "carrierCode": "UPS",
                "trackingNumber": tracking, "shipDate": "2026-11-20T09:00:00Z",
                "orderItems": [{"orderItemId": line, "quantity": n} for line, n in pairs],
            }  # fmt: skip
            told = {"marketplaceId": "ATVPDKIKX0DER", "packageDetail": package}
            where = f"{AMAZON}/orders/v0/orders/{order.order_id}/shipmentConfirmation"
            self.ask("amz", "POST", where, told)
        else:
            told = {"shippingCarrierCode": "UPS", "trackingNumber": tracking}
            told["lineItems"] = [{"lineItemId": line, "quantity": n} for line, n in pairs]
            where = f"{EBAY}/sell/fulfillment/v1/order/{order.order_id}/shipping_fulfillment"
            self.ask("bay", "POST", where, told)


def address(told: dict[str, str], names: tuple[str, ...]) -> dict[str, str]:
    """An address as the carrier takes it."""
    return dict(zip(("street", "city", "postcode", "country"), map(told.get, names), strict=True))  # type: ignore[arg-type]  # all are there
