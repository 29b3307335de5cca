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

from mockplace.kernel.assumptions import Assumption, all_assumptions
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from mockplace.serving.dispatch import Route, table

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "fidelity.md"

#: Test module → the judge, by its name in the page.
JUDGES = {
    "tests/wire/clients/test_python_amazon_sp_api.py": "python-amazon-sp-api",
    "tests/wire/clients/test_amzn_sp_api.py": "amzn-sp-api",
    "tests/wire/clients/test_python_amazon_sp_api_shipping.py": "python-amazon-sp-api",
    "tests/wire/clients/test_amzn_sp_api_shipping.py": "amzn-sp-api",
    "tests/wire/clients/test_feeds_python_amazon_sp_api.py": "python-amazon-sp-api",
    "tests/wire/clients/test_feeds_amzn_sp_api.py": "amzn-sp-api",
    "tests/wire/clients/test_boto3.py": "boto3",
    "tests/wire/clients/test_bigcommerce.py": "bigcommerce",
    "tests/wire/clients/test_ebay_rest.py": "ebay_rest",
    "tests/wire/clients/test_ebay_rest_logistics.py": "ebay_rest",
    "tests/wire/clients/test_python_amazon_sp_api_listings.py": "python-amazon-sp-api",
    "tests/wire/clients/test_amzn_sp_api_listings.py": "amzn-sp-api",
    "tests/wire/clients/test_bigcommerce_products.py": "bigcommerce",
    "tests/wire/clients/test_ebay_rest_inventory.py": "ebay_rest",
    "tests/wire/fuzz/test_stock.py": "fuzzer",
    "tests/wire/amazon/test_bodies.py": "Amazon's closed schemas",
    "tests/wire/amazon/test_sandbox_cases.py": "Amazon's sandbox cases",
    "tests/wire/messages/test_amazon_notifications.py": "Amazon's schema of the message",
    "tests/wire/messages/test_webhooks.py": "Standard Webhooks",
    "tests/wire/messages/test_ebay_notifications.py": "eBay's way of verifying",
    "tests/wire/bigcommerce/test_keys.py": "key list",
    "tests/wire/ebay/test_orders.py": "key list",
    "tests/wire/ebay/test_logistics.py": "key list",
    "tests/wire/ebay/test_cancellations.py": "key list",
    "tests/wire/fuzz/test_marketplaces.py": "fuzzer",
    "tests/wire/fuzz/test_table.py": "fuzzer",
    "tests/wire/carrier/test_openapi.py": "its own OpenAPI file",
    "tests/wire/clients/test_npm_amazon_sp_api.py": "npm amazon-sp-api",
    "tests/wire/clients/test_npm_ebay_api.py": "npm ebay-api",
    "tests/wire/clients/test_npm_node_bigcommerce.py": "npm node-bigcommerce",
    "tests/wire/clients/test_php_curl.py": "PHP's curl",
    "tests/wire/clients/test_curl.py": "curl",
    "tests/wire/fuzz/test_shop.py": "fuzzer",
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
    "/shipping/v2/": f"{_AMAZON}, shippingV2",
    "/tokens/": f"{_AMAZON}, tokens_2021-03-01",
    "/notifications/": f"{_AMAZON}, notifications",
    "/sellers/": f"{_AMAZON}, sellers",
    "/feeds/": f"{_AMAZON}, feeds_2021-06-30",
    "/NinetyDays/": "docs.aws.amazon.com, presigned URLs of S3",
    "/listings/": f"{_AMAZON}, listingsItems_2021-08-01",
    "/stores/{storeHash}/v2/products": f"{_BIGCOMMERCE_DOCS}, archive, v2-products",
    "/stores/{storeHash}/v3/catalog/": f"{_BIGCOMMERCE_DOCS}, products_catalog.v3",
    "/stores/{storeHash}/v3/inventory/": f"{_BIGCOMMERCE_DOCS}, inventory.v3, locations.v3",
    "/stores/{storeHash}/v3/settings/": f"{_BIGCOMMERCE_DOCS}, settings.v3",
    "/stores/{storeHash}/v2/": f"{_BIGCOMMERCE}, orders.v2",
    "/stores/{storeHash}/v3/hooks": f"{_BIGCOMMERCE}, webhooks.v3",
    "/stores/{storeHash}/v3/orders/": f"{_BIGCOMMERCE}, orders.v3",
    "/stores/{storeHash}/v3/": f"{_BIGCOMMERCE}, channels.v3",
    "/post-order/": f"{_EBAY}, Post-Order API",
    "/identity/": f"{_EBAY}, OAuth",
    "/sell/fulfillment/": f"{_EBAY}, Fulfillment API",
    "/sell/logistics/": f"{_EBAY}, Logistics API",
    "/sell/inventory/": f"{_EBAY}, Inventory API v1.18",
    "/developer/analytics/": f"{_EBAY}, Analytics API",
    "/commerce/notification/": f"{_EBAY}, Notification API",
    "/carrier/": "invented: `simulator/mockplace/platforms/carrier/openapi.json`",
}
#: Where the form of SQS is from, whose operations share an address.
_SQS = "docs.aws.amazon.com, SQS API reference; botocore's model"
#: platform, operation → what is known to be missing or assumed.
GAPS = {
    "amazon token": "the status of invalid_client is a choice, see below",
    "amazon searchOrders": "no aliases, promotions, expenses or payment details; that gifts and "
    "customisation need no further role than their section is assumed",
    "amazon getOrder": "as searchOrders",
    "amazon getOrdersV0": "SalesChannel Non-Amazon is assumed; no invoices or supply "
    "sources; Easy Ship has two of its states; a pickup "
    "point has no AddressType (assumed)",
    "amazon getOrderV0": "as getOrders",
    "amazon confirmShipment": "the answer to a repetition, and to an order of a program, is a "
    "choice, see below; the sentences for programs and missing codes are assumed",
    "amazon getEligibleShipmentServices": (
        "three carriers; prices and dates are invented; most codes of rejection are assumed; "
        "ShippingOfferingFilter is borne and not applied"
    ),
    "amazon createShipment": (
        "no packing slips, no dangerous goods details; that hazmat goes by ground is assumed"
    ),
    "amazon getOrderItems": "a cancelled item keeps its quantity, "
    "and a declined request is still shown: assumed",
    "amazon getAdditionalSellerInputs": "which fields are asked for, and when, is assumed",
    "amazon getRatesV2": (
        "Merchant Fulfillment's services at the same prices; one package; labels only; no "
        "collect on delivery; live sentences of errors are few, most are assumed"
    ),
    "amazon purchaseShipmentV2": (
        "that a token is used up by one purchase, and the status of TOKEN_EXPIRED, are assumed; "
        "itemValue is not insisted on"
    ),
    "amazon getTrackingV2": "carriers keep to their promise; the moments of events are assumed",
    "amazon cancelShipmentV2": "that a collected package cannot be cancelled is assumed",
    "amazon getAdditionalInputsV2": "the schema is the model's example; when it is asked for too",
    "amazon createSubscription": "ORDER_CHANGE (of the type OrderStatusChange) and "
    "FEED_PROCESSING_FINISHED; a filterExpression and an aggregation are kept and not applied",
    "amazon createDestination": "a queue that is not there is made, whoever may send to it; no "
    "event bus is served: its messages lie in the world",
    "amazon getAccount": "the business and its address are invented",
    "amazon createFeed": "four types act, the others end FATAL; how long a feed takes is assumed; "
    "a document is read when its feed is made",
    "amazon cancelFeed": "the sentence of the refusal is assumed",
    "amazon getFeedDocument": "results are never compressed",
    "amazon uploadFeedDocument": "content that is compressed is not opened",
    "amazon downloadFeedDocument": "the numbers of a report's errors are assumed; an order is "
    "cancelled by the item",
    "amazon sqs.ReceiveMessage": "signatures are not verified; a long poll waits a second at most, "
    "and not at all while the clock stands still; the oldest first; no dead-letter queues",
    "amazon sqs.CreateQueue": "standard queues only; an access key of twelve digits is the "
    "account, any other has 123456789012 (assumed)",
    "amazon sqs.SetQueueAttributes": "policies, encryption and redrive are kept and shown only",
    "amazon sqs.PurgeQueue": "it takes no time",
    "bigcommerce getOrders": "what connectors write is a profile, see below; the wrapping cost is "
    "the "
    "whole line's, and untaxed (assumed)",
    "bigcommerce updateOrder": "status and the documented texts; no lines, no prices: a person "
    "edits "
    "lines by the control plane",
    "bigcommerce createShipment": "the status after a part, and lines of another address, are a "
    "choice, see below",
    "bigcommerce createOrder": "no consignments, options, wrapping, discounts or overridden sums; "
    "one address, which is the billing one where none is said (assumed)",
    "bigcommerce deleteOrder": "a second time is 204 too: assumed",
    "bigcommerce createOrderRefundQuotes": "no adjustments, overrides, fees, handling or wrapping; "
    "one payment; no 503",
    "bigcommerce createOrderRefund": "as its quote; status 4 or 14 follows at once; V2's "
    "refunded_amount is filled, though its description says always 0",
    "bigcommerce getOrderTransactions": "one card through the gateway for tests; offline refunds "
    "and copies have none, and a purchase refers to no other (null): assumed",
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
    "bigcommerce createHook": "scopes of orders, shipments, stock; the input of hash is assumed; "
    "the value of a stock event is the change, as the comment on its page says",
    "bigcommerce getEmailStatuses": "the names of the example, as of the templates; the schema on "
    "the same page has three others. Of these e-mails only the one about a status is written",
    "bigcommerce updateEmailStatuses": "null takes a channel's own setting back, as for other "
    "settings; null for all, an unknown name and a channel that there is not are refused "
    "(assumed); what is left out is a choice, see below; no webhook",
    "bigcommerce getStore": "the profile of one plan",
    "bigcommerce getChannels": "no writing; the connector's channels and the storefront",
    "ebay token": "no consent page: codes are refused",
    "ebay getOrders": "no programs but eBay International Shipping; taxes that eBay collects are "
    "not "
    "in the totals; ebaySupportedFulfillment is sent as false too; an order is found by its older "
    "id, and a declined request to cancel leaves NONE_REQUESTED: assumed",
    "ebay issueRefund": "pending for a minute (assumed), and no change of lastModifiedDate when it "
    "has arrived; a signature is asked for by headers only; a comment may be 1000 characters long",
    "ebay checkCancellationEligibility": "shipped is CANCEL_WINDOW_ELAPSED: assumed; the buyer's "
    "hour is not enforced",
    "ebay createCancellation": "sellers' reasons only; error numbers are assumed",
    "ebay approveCancellation": "refunded at once from the seller's funds; what becomes of a paid "
    "request that runs out is a choice, see below",
    "ebay searchCancellations": "role goes by who asked: assumed",
    "ebay confirmRefundReceived": "by the seller's token, and it changes nothing",
    "ebay createShippingFulfillment": "a tracking number is not checked against its carrier",
    "ebay getRateLimits": "the number for Fulfillment is a choice, see below; others are assumed",
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
    "ebay createShippingQuote": (
        "three services of USPS within the United States at invented prices; a quote's hour and "
        "the quota of the day are assumed; no pickup slots, networks or time zones"
    ),
    "ebay downloadLabelFile": "PDF, PNG and ZPL by Accept, and PDF for anything else, are assumed",
    "ebay createFromShippingQuote": (
        "that the orders are shipped with it is a choice, see below; no billing: 90030 is never "
        "answered"
    ),
    "ebay cancelShipment": "the word CANCELED, and 90260 for a second time, are assumed",
}
#: What an order hub may want and mockplace has not.
MISSING = (
    "Amazon: other feeds, product types, catalogue, regulated orders, updateShipmentStatus; of "
    "Shipping v2 direct purchases, collection forms, claims, access points and carrier "
    "accounts; refunds, "
    "which no Orders API shows (they are in Finances)",
    "BigCommerce: capture and void, variants, new products, more locations, writing of channels",
    "eBay: returns and inquiries by API, item groups, auctions, policies",
    "all: pages for consent; a second region of one account",
)
_HEAD = """# How faithful mockplace is

Each operation that is served, who has judged it, and what is known to be missing or assumed. The
judges are run to write this page (`python -m docs.fidelity`, on {today}): an operation stands
beside a judge because the judge called it and was content.

* **python-amazon-sp-api, amzn-sp-api, boto3, bigcommerce, ebay_rest**: published clients,
  unmodified. amzn-sp-api is Amazon's own, and refuses a missing field or an unknown word; and no
  answer to it holds a key that its models do not name.
* **Amazon's closed schemas**: every body is valid, and holds no property that its schema does not
  name.
* **Amazon's sandbox cases**: the requests inside Amazon's models are answered with their status,
  and each key of theirs that is not sent is written down in
  `tests/wire/amazon/sandbox_gaps.json`.
* **key list**: eBay's and BigCommerce's documents state almost no required fields, so the keys
  that are always there are listed in the tests, and nothing else is sent.
* **Standard Webhooks, eBay's way of verifying**: signatures are verified as a receiver does.
* **npm amazon-sp-api, npm ebay-api, npm node-bigcommerce, PHP's curl, curl**: clients in other
  languages, unmodified, through the proxy and under the platforms' own host names.
* **its own OpenAPI file**: the carrier is invented, so nobody else can judge it; its answers are
  held against the file that describes it.
* **fuzzer**: thousands of half-good requests, no answer above 499, every refusal in the envelope.
"""


_OPEN = """
## What the documents leave open

The first answer holds where nobody chooses. `mockplace serve --choose NAME=ANSWER`, the key
`choices` of a world file, `PUT /_mockplace/choices` and the fixture's `choose` choose another.

| choice | question | answers | source |
|---|---|---|---|
"""


def listed() -> list[Route]:
    """Return the routes with a row: each operation of SQS once, by its first address."""
    routes = [route for route in table().routes if route.operation != "sqs.other"]
    return [
        one for one in routes if not one.operation_of or (one.method, one.template) == ("POST", "/")
    ]


def page(heard: dict[str, list[str]], today: str) -> str:
    """Return the whole page, from the calls of each test module."""
    judges: dict[str, set[str]] = {}
    for module, calls in heard.items():
        for call in calls if module in JUDGES else ():
            judges.setdefault(call, set()).add(JUDGES[module])
    parts = [_HEAD.format(today=today)]
    for platform, title in (
        ("bigcommerce", "BigCommerce"),
        ("amazon", "Amazon"),
        ("ebay", "eBay"),
        ("carrier", "The house carrier, which is invented"),
    ):
        parts.append(f"\n## {title}\n\n| operation | request | judged by | known gap | source |\n")
        parts.append("|---|---|---|---|---|\n")
        parts += [
            _row(route, judges.get(f"{platform} {route.operation}", set()))
            for route in listed()
            if route.platform == platform
        ]
    parts.append("\n## Connector profiles\n\n| profile | source |\n|---|---|\n")
    parts += [f"| `{name}` | {profile.source} |\n" for name, profile in PROFILES.items()]
    parts.append(_OPEN)
    parts += [_choice(choice) for choice in all_assumptions().values()]
    parts.append("\n## Not served\n\n")
    parts += [f"* {line}\n" for line in MISSING]
    return "".join(parts)


def _choice(choice: Assumption) -> str:
    answers = "; ".join(f"`{name}`: {text}" for name, text in choice.answers.items())
    shown = answers or f"a number, by itself {choice.number:,}"
    return f"| `{choice.name}` | {choice.question} | {shown} | {choice.source} |\n"


def _row(route: Route, judges: set[str]) -> str:
    starts = (found for start, found in SOURCES.items() if route.template.startswith(start))
    source = _SQS if route.operation_of else next(starts)
    gap = GAPS.get(f"{route.platform} {route.operation}", "")
    shown = ", ".join(sorted(judges)) or "the project's own tests only"
    path = route.template.removeprefix("/stores/{storeHash}")
    return f"| {route.operation} | `{route.method} {path}` | {shown} | {gap} | {source} |\n"


def heard_now() -> dict[str, list[str]]:
    """Run the client tests; RuntimeError if one fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "judges.json")
        command = [
            "-q",
            "-p",
            "no:xdist",
            "-p",
            "tests.plugins.simulator_operations",
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
