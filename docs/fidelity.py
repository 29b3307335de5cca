"""Writes docs/fidelity.md: each operation of mockplace, who has judged it, and what is missing.

    python -m docs.fidelity

The judges are tests: those that let other people's clients speak to the simulator, and those that
compare with the vendors' documents. They are run here, and every operation that they call is
written down with them; the gaps are written by hand, below.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from mockplace.wire import Route, table
from mockplace.world.profiles import PROFILES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "fidelity.md"

#: Test module → the judge, by its name in the page.
JUDGES = {
    "tests/wire/clients/test_python_amazon_sp_api.py": "python-amazon-sp-api",
    "tests/wire/clients/test_amzn_sp_api.py": "amzn-sp-api",
    "tests/wire/clients/test_bigcommerce.py": "bigcommerce",
    "tests/wire/clients/test_ebay_rest.py": "ebay_rest",
    "tests/wire/clients/test_python_amazon_sp_api_listings.py": "python-amazon-sp-api",
    "tests/wire/clients/test_amzn_sp_api_listings.py": "amzn-sp-api",
    "tests/wire/clients/test_bigcommerce_products.py": "bigcommerce",
    "tests/wire/clients/test_ebay_rest_inventory.py": "ebay_rest",
    "tests/wire/test_fuzz_stock.py": "fuzzer",
    "tests/wire/amazon/test_bodies.py": "Amazon's closed schemas",
    "tests/wire/amazon/test_sandbox_cases.py": "Amazon's sandbox cases",
    "tests/wire/messages/test_amazon_notifications.py": "Amazon's schema of the message",
    "tests/wire/messages/test_webhooks.py": "Standard Webhooks",
    "tests/wire/messages/test_ebay_notifications.py": "eBay's way of verifying",
    "tests/wire/bigcommerce/test_keys.py": "key list",
    "tests/wire/ebay/test_orders.py": "key list",
    "tests/wire/test_fuzz_marketplaces.py": "fuzzer",
}
_AMAZON = "github.com/amzn/selling-partner-api-models"
_BIGCOMMERCE = "github.com/bigcommerce/api-specs"
_BIGCOMMERCE_DOCS = "github.com/bigcommerce/docs"
_EBAY = "developer.ebay.com"
#: The start of a path → where its form is from.
SOURCES = {
    "/auth/o2/": "developer.amazon.com, Login with Amazon",
    "/orders/2026": f"{_AMAZON}, orders_2026-01-01",
    "/orders/v0": f"{_AMAZON}, ordersV0",
    "/mfn/": f"{_AMAZON}, merchantFulfillmentV0",
    "/listings/": f"{_AMAZON}, listingsItems_2021-08-01",
    "/tokens/": f"{_AMAZON}, tokens_2021-03-01",
    "/notifications/": f"{_AMAZON}, notifications",
    "/stores/{storeHash}/v2/products": f"{_BIGCOMMERCE_DOCS}, archive, v2-products",
    "/stores/{storeHash}/v3/catalog/": f"{_BIGCOMMERCE_DOCS}, products_catalog.v3",
    "/stores/{storeHash}/v3/inventory/": f"{_BIGCOMMERCE_DOCS}, inventory.v3, locations.v3",
    "/stores/{storeHash}/v3/settings/": f"{_BIGCOMMERCE_DOCS}, settings.v3",
    "/stores/{storeHash}/v2/": f"{_BIGCOMMERCE}, orders.v2",
    "/stores/{storeHash}/v3/hooks": f"{_BIGCOMMERCE}, webhooks.v3",
    "/stores/{storeHash}/v3/": f"{_BIGCOMMERCE}, channels.v3",
    "/identity/": f"{_EBAY}, OAuth",
    "/sell/fulfillment/": f"{_EBAY}, Fulfillment API",
    "/sell/inventory/": f"{_EBAY}, Inventory API v1.18",
    "/developer/analytics/": f"{_EBAY}, Analytics API",
    "/commerce/notification/": f"{_EBAY}, Notification API",
}
#: platform, operation → what is known to be missing or assumed.
GAPS = {
    "amazon token": "the status of invalid_client is assumed (401)",
    "amazon searchOrders": "no aliases, gifts, promotions, expenses, tax or payment details",
    "amazon getOrder": "no aliases, gifts, promotions, expenses, tax or payment details",
    "amazon getOrdersV0": "no Easy Ship, invoices or supply sources",
    "amazon getOrderV0": "no Easy Ship, invoices or supply sources",
    "amazon getOrderItems": "no gifts, IOSS or chain stores",
    "amazon getOrderItemsBuyerInfo": "no gifts or customisation",
    "amazon confirmShipment": "the answer to a second confirmation of a Prime label is assumed",
    "amazon getEligibleShipmentServices": "three carriers; prices and dates are invented",
    "amazon createShipment": "no hazmat, no additional inputs; one label format after another",
    "amazon createSubscription": "ORDER_CHANGE only; a filter is kept and not applied",
    "amazon createDestination": "no queue is served: messages lie in the world",
    "amazon getListingsItem": "no images, relationships, business prices",
    "amazon searchListingsItems": "no variations or packages; nothing listed has an issue",
    "amazon putListingsItem": "carried out at once (assumed); required attributes are two; a title "
    "is shown here and not on orders; the numbers of issues are those of the model's samples",
    "amazon patchListingsItem": "carried out at once (assumed); an unknown SKU is 400: the model "
    "has no 404 here; availability deleted is a quantity of 0 (assumed)",
    "amazon deleteListingsItem": "carried out at once (assumed); an unknown SKU is 400",
    "bigcommerce getProducts": "simple products; the commonest filters; most fields are empty",
    "bigcommerce updateProduct": "price, stock, tracking, visibility; other fields are not kept",
    "bigcommerce updateProductV2": "price, stock, tracking and visibility",
    "bigcommerce getInventoryItems": "one location, no safety stock",
    "bigcommerce getLocations": "the default location; no writing",
    "bigcommerce adjustAbsolutely": "carried out at once; it starts counting what was not tracked "
    "(assumed), and takes the number of a base variant (assumed)",
    "bigcommerce adjustRelatively": "at once; two of the sentences of refusals are assumed",
    "bigcommerce updateInventorySettings": "refund_order_stock_adjustment is obeyed, at first on "
    "(assumed); the rest is kept and changes nothing",
    "bigcommerce createChannelListings": "kept and shown: the marketplace's listing stays as it is",
    "bigcommerce updateChannelListings": "kept and shown: the marketplace's listing stays as it is",
    "bigcommerce getOrders": "what connectors write is a profile, see below",
    "bigcommerce updateOrder": "status and the documented texts; no lines, no prices",
    "bigcommerce createShipment": "a part moves the order to status 3: inferred from its text",
    "bigcommerce createHook": "scopes of orders, shipments, stock; the input of hash is assumed; "
    "the value of a stock event is the change, as the comment on its page says",
    "bigcommerce getStore": "the profile of one plan",
    "bigcommerce getChannels": "no writing; the connector's channels and the storefront",
    "ebay token": "no consent page: codes are refused",
    "ebay getOrders": "no programs, no tax forms",
    "ebay createShippingFulfillment": "a tracking number is not checked against its carrier",
    "ebay getRateLimits": "the numbers for Fulfillment and Inventory are assumed",
    "ebay createOrReplaceInventoryItem": "201 for a new one, 204 for another (assumed); nothing is "
    "checked against a category; a title is shown here and not on orders",
    "ebay getInventoryItems": "offset numbers pages, as its page says",
    "ebay createOffer": "one fixed-price offer a SKU, on the account's own marketplace; its "
    "quantity and the item's are one number",
    "ebay updateOffer": "204 (assumed); a sale starts at once, whatever listingStartDate says",
    "ebay publishOffer": "policies are only asked to be there; a published one is answered again "
    "(assumed)",
    "ebay withdrawOffer": "an offer that is not published is 25002 (assumed)",
    "ebay getOffer": "what is not there is 404, here and for items and locations (assumed)",
    "ebay createInventoryLocation": "no hours and no cut-off times are checked; 409 for a key that "
    "is taken (assumed)",
    "ebay createDestination": "most error numbers are assumed",
    "ebay createSubscription": "two topics; the form of their data is assumed",
}
#: What an order hub may want and mockplace has not.
MISSING = (
    "Amazon: feeds, product types, catalogue, regulated orders, in-store pickup, more seller "
    "inputs, Shipping v2",
    "BigCommerce: refunds, transactions, variants, new products, more locations, new channels",
    "eBay: refunds, cancellations and returns by API, item groups, auctions, policies, logistics",
    "all: pages for consent; a second region of one account",
)
_HEAD = """# How faithful mockplace is

Each operation that is served, who has judged it, and what is known to be missing or assumed. The
judges are run to write this page (`python -m docs.fidelity`, on {today}): an operation stands
beside a judge because the judge called it and was content.

* **python-amazon-sp-api, amzn-sp-api, bigcommerce, ebay_rest**: published clients, unmodified.
  amzn-sp-api is Amazon's own, and refuses a missing field or an unknown word.
* **Amazon's closed schemas**: every body is valid, and holds no property that its schema does not
  name.
* **Amazon's sandbox cases**: the requests inside Amazon's models are answered with their status,
  and each key of theirs that is not sent is written down in
  `tests/wire/amazon/sandbox_gaps.json`.
* **key list**: eBay's and BigCommerce's documents state almost no required fields, so the keys
  that are always there are listed in the tests, and nothing else is sent.
* **Standard Webhooks, eBay's way of verifying**: signatures are verified as a receiver does.
* **fuzzer**: thousands of half-good requests, no answer above 499, every refusal in the envelope.
"""


def page(heard: dict[str, list[str]], today: str) -> str:
    """The whole page, from what each test module has called."""
    judges: dict[str, set[str]] = {}
    for module, calls in heard.items():
        for call in calls if module in JUDGES else ():
            judges.setdefault(call, set()).add(JUDGES[module])
    parts = [_HEAD.format(today=today)]
    for platform, title in (
        ("bigcommerce", "BigCommerce"),
        ("amazon", "Amazon"),
        ("ebay", "eBay"),
    ):
        parts.append(f"\n## {title}\n\n| operation | request | judged by | known gap | source |\n")
        parts.append("|---|---|---|---|---|\n")
        parts += [
            _row(route, judges.get(f"{platform} {route.operation}", set()))
            for route in table().routes
            if route.platform == platform
        ]
    parts.append("\n## Connector profiles\n\n| profile | source |\n|---|---|\n")
    parts += [f"| `{name}` | {profile.source} |\n" for name, profile in PROFILES.items()]
    parts.append("\n## Not served\n\n")
    parts += [f"* {line}\n" for line in MISSING]
    return "".join(parts)


def _row(route: Route, judges: set[str]) -> str:
    source = next(found for start, found in SOURCES.items() if route.template.startswith(start))
    gap = GAPS.get(f"{route.platform} {route.operation}", "")
    shown = ", ".join(sorted(judges)) or "the project's own tests only"
    path = route.template.removeprefix("/stores/{storeHash}")
    return f"| {route.operation} | `{route.method} {path}` | {shown} | {gap} | {source} |\n"


def heard_now() -> dict[str, list[str]]:
    """Runs the judges; RuntimeError when one is not content."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "judges.json")
        command = [
            "-q",
            "-p",
            "no:xdist",
            "-p",
            "tests.judges",
            "--judges",
            str(file),
            "tests/wire",
        ]
        done = subprocess.run([sys.executable, "-m", "pytest", *command], cwd=ROOT, check=False)  # noqa: S603 - our own tests
        if done.returncode:
            raise RuntimeError("a judge is not content; the page was not written")
        found: dict[str, list[str]] = json.loads(file.read_text("utf-8"))
        return found


if __name__ == "__main__":
    PAGE.write_text(page(heard_now(), date.today().isoformat()), encoding="utf-8")  # noqa: DTZ011 - the day on which it was written, here
