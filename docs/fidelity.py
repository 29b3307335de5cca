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
    "tests/wire/amazon/test_bodies.py": "Amazon's closed schemas",
    "tests/wire/amazon/test_sandbox_cases.py": "Amazon's sandbox cases",
    "tests/wire/messages/test_amazon_notifications.py": "Amazon's schema of the message",
    "tests/wire/messages/test_webhooks.py": "Standard Webhooks",
    "tests/wire/messages/test_ebay_notifications.py": "eBay's way of verifying",
    "tests/wire/bigcommerce/test_keys.py": "key list",
    "tests/wire/ebay/test_orders.py": "key list",
    "tests/wire/ebay/test_cancellations.py": "key list",
    "tests/wire/test_fuzz_marketplaces.py": "fuzzer",
    "tests/wire/test_fuzz_shop.py": "fuzzer",
}
_AMAZON = "github.com/amzn/selling-partner-api-models"
_BIGCOMMERCE = "github.com/bigcommerce/api-specs"
_EBAY = "developer.ebay.com"
#: The start of a path → where its form is from.
SOURCES = {
    "/auth/o2/": "developer.amazon.com, Login with Amazon",
    "/orders/2026": f"{_AMAZON}, orders_2026-01-01",
    "/orders/v0": f"{_AMAZON}, ordersV0",
    "/mfn/": f"{_AMAZON}, merchantFulfillmentV0",
    "/tokens/": f"{_AMAZON}, tokens_2021-03-01",
    "/notifications/": f"{_AMAZON}, notifications",
    "/stores/{storeHash}/v2/": f"{_BIGCOMMERCE}, orders.v2",
    "/stores/{storeHash}/v3/hooks": f"{_BIGCOMMERCE}, webhooks.v3",
    "/stores/{storeHash}/v3/orders/": f"{_BIGCOMMERCE}, orders.v3",
    "/stores/{storeHash}/v3/": f"{_BIGCOMMERCE}, channels.v3",
    "/post-order/": f"{_EBAY}, Post-Order API",
    "/identity/": f"{_EBAY}, OAuth",
    "/sell/fulfillment/": f"{_EBAY}, Fulfillment API",
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
    "amazon getOrderItemsBuyerInfo": "no gifts or customisation",
    "amazon getOrderItems": "no gifts, IOSS or chain stores; a cancelled item keeps its quantity, "
    "and a declined request is still shown: assumed",
    "amazon confirmShipment": "the answer to a second confirmation of a Prime label is assumed",
    "amazon getEligibleShipmentServices": "three carriers; prices and dates are invented",
    "amazon createShipment": "no hazmat, no additional inputs; one label format after another",
    "amazon createSubscription": "ORDER_CHANGE only; a filter is kept and not applied",
    "amazon createDestination": "no queue is served: messages lie in the world",
    "bigcommerce getOrders": "what connectors write is a profile, see below",
    "bigcommerce updateOrder": "status and the documented texts; no lines, no prices",
    "bigcommerce createOrder": "no consignments, options, wrapping, discounts or overridden sums; "
    "one address, which is the billing one where none is said (assumed)",
    "bigcommerce deleteOrder": "a second time is 204 too: assumed",
    "bigcommerce createOrderRefundQuotes": "no adjustments, overrides, fees, handling or wrapping; "
    "one payment; no 503",
    "bigcommerce createOrderRefund": "as its quote; status 4 or 14 follows at once; V2's "
    "refunded_amount is filled, though its description says always 0",
    "bigcommerce getOrderTransactions": "one card through the gateway for tests; offline refunds "
    "and copies have none, and a purchase refers to no other (null): assumed",
    "bigcommerce createShipment": "a part moves the order to status 3: inferred from its text",
    "bigcommerce createHook": "scopes of orders and shipments only; the input of hash is assumed",
    "bigcommerce getStore": "the profile of one plan",
    "bigcommerce getChannels": "no writing; the connector's channels and the storefront",
    "ebay token": "no consent page: codes are refused",
    "ebay getOrders": "no programs, no tax forms; a declined request to cancel leaves "
    "NONE_REQUESTED: assumed",
    "ebay issueRefund": "pending for a minute (assumed), and no change of lastModifiedDate when it "
    "has arrived; a signature is asked for by headers only; a comment may be 1000 characters long",
    "ebay checkCancellationEligibility": "shipped is CANCEL_WINDOW_ELAPSED: assumed; the buyer's "
    "hour is not enforced",
    "ebay createCancellation": "sellers' reasons only; error numbers are assumed",
    "ebay approveCancellation": "refunded at once from the seller's funds; a paid request that "
    "runs out leaves the order as it was: assumed",
    "ebay searchCancellations": "role goes by who asked: assumed",
    "ebay confirmRefundReceived": "by the seller's token, and it changes nothing",
    "ebay createShippingFulfillment": "a tracking number is not checked against its carrier",
    "ebay getRateLimits": "the number for Fulfillment is assumed: it is on no public page",
    "ebay createDestination": "most error numbers are assumed",
    "ebay createSubscription": "two topics; the form of their data is assumed",
}
#: What an order hub may want and mockplace has not.
MISSING = (
    "Amazon: refunds (no Orders API shows them; they are in Finances)",
    "Amazon: feeds, listings, regulated orders, in-store pickup, more seller inputs, Shipping v2",
    "BigCommerce: capture and void, inventory, catalogue, writing of channels",
    "eBay: returns and inquiries by API, inventory and offers, logistics",
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
