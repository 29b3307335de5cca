"""Assumptions where eBay's documents leave the behaviour open."""

from __future__ import annotations

from mockplace.kernel.assumptions import Assumption

UNKNOWN_ORDER = Assumption(
    "ebay.unknown-order",
    "the status of error 32100 where an order is read",
    {"404": "as clients see it", "400": "as the specification lists it"},
    "the specification lists 32100 with 400 and 404 without a number",
    404,
)
UNANSWERED = Assumption(
    "ebay.unanswered-cancellation",
    "what becomes of a paid order when nobody has answered its buyer's request to cancel",
    {
        "stands": "the request is over and the order stands",
        "cancelled": "it is cancelled and refunded",
    },
    "that a request runs out after three days: eBay's help for sellers; what then: assumed",
)
LABEL_SHIPS = Assumption(
    "ebay.label-ships",
    "whether orders are shipped with a label that eBay sold for them",
    {
        "yes": "each has a fulfilment with the label's number",
        "no": "the seller has to tell of it as of any other label",
    },
    "yes: eBay's help for sellers; the API's own pages say nothing",
)
FULFILLMENT_QUOTA = Assumption(
    "ebay.fulfillment-calls",
    "calls of the Fulfillment API that an application has in a day",
    {},
    "assumed: it is on no public page",
    100_000,
)
CENTER_REFERENCE = Assumption(
    "ebay.international-shipping-reference",
    "whether an order of eBay International Shipping has a shipToReferenceId",
    {"returned": "as in the Global Shipping Program", "absent": "it has none"},
    "Fulfillment API 1.20.7, ShippingStep: returned for the Global Shipping Program; it does not "
    "speak of eBay International Shipping",
)
SECOND_UNTRACKED = Assumption(
    "ebay.second-untracked-fulfillment",
    "the answer to a second fulfilment without tracking by API, where the first has the id 999",
    {"refused": "400, error 34500", "taken": "201 under the id 999-2, and so on"},
    "assumed: that one without tracking has an id of its own is seen live, what a second one gets "
    "is on no public page",
)
COLLECTED = Assumption(
    "ebay.collected-status",
    "lineItemFulfillmentStatus of what its buyer has collected in the shop",
    {"fulfilled": "FULFILLED, without a fulfilment", "not-started": "NOT_STARTED, as before"},
    "that the seller tells eBay of a collection: developer.ebay.com, Inbound Notifications API "
    "(ORDER.PICKEDUP); what the Fulfillment API shows then: assumed",
)

ASSUMPTIONS = (
    UNKNOWN_ORDER,
    UNANSWERED,
    LABEL_SHIPS,
    FULFILLMENT_QUOTA,
    CENTER_REFERENCE,
    SECOND_UNTRACKED,
    COLLECTED,
)
