"""Assumptions where Amazon's documents leave the behaviour open."""

from __future__ import annotations

from mockplace.kernel.assumptions import Assumption

SECOND_CONFIRMATION = Assumption(
    "amazon.second-confirmation",
    "the answer to a confirmation of units that are confirmed already, under another reference",
    {
        "refused": "400: no matching package, or already fulfilled",
        "ignored": "204, and nothing changes",
    },
    "refused: seen live, amzn/selling-partner-api-models#5037; ignored: assumed",
)
LABELLED = Assumption(
    "amazon.labelled-confirmation",
    "the answer to a confirmation of units whose label was bought from Amazon",
    {
        "refused": "400, as to any second confirmation",
        "ignored": "204, and nothing changes",
    },
    "assumed; that none is needed: developer-docs.amazon.com, confirm-the-shipment-status",
)
PRIME = Assumption(
    "amazon.prime-own-label",
    "the answer to a confirmation of a Prime order with a label from elsewhere",
    {
        "taken": "204, like any other",
        "refused": "400: the label has to be bought from Amazon",
    },
    "taken: ShipStation's newer page on Prime orders; refused: its older one; no error is "
    "documented by Amazon",
)
CARRIER_CODE = Assumption(
    "amazon.unlisted-carrier-code",
    "the answer to a carrierCode that is not among the acceptable values",
    {
        "refused": "400: the field is invalid",
        "taken": "204, and the code is the carrier's name",
    },
    "that there are acceptable values, and Other with carrierName for any other carrier: "
    "developer-docs.amazon.com, changelog, CarrierCode value required in shipment confirmations; "
    "what becomes of another value is assumed",
)
WRONG_CLIENT = Assumption(
    "amazon.invalid-client",
    "the status of the token endpoint's invalid_client",
    {"401": "as OAuth 2.0 has it", "400": "like its other refusals"},
    "401: RFC 6749, 5.2; which one Login with Amazon sends is on no public page",
    401,
)
EASY_SHIP = Assumption(
    "amazon.easy-ship-confirmation",
    "the answer to a confirmation of an Easy Ship order, which Amazon's carrier collects",
    {"refused": "400: Amazon confirms it when it is collected", "taken": "204, like any other"},
    "assumed: it is on no public page; that such orders are told by EasyShipShipmentStatus: "
    "developer-docs.amazon.com, changelog, update to getOrder and getOrders (August 2025)",
)
IN_STORE = Assumption(
    "amazon.pick-up-confirmation",
    "the answer to a confirmation of an order that its buyer collects in a shop",
    {"refused": "400: there is no package", "taken": "204, like any other"},
    "assumed: Amazon documents updateShipmentStatus for such orders, and no answer of "
    "confirmShipment (ordersV0.json, updateShipmentStatus)",
)
TRANSPARENCY = Assumption(
    "amazon.transparency-codes",
    "the answer to a confirmation of a Transparency item without a code for each unit",
    {"refused": "400: the codes are missing", "taken": "204, like any other"},
    "that codes must be submitted: ordersV0.json, OrderItem.IsTransparency; the answer without "
    "them is on no public page",
)
WITHDRAWN = Assumption(
    "amazon.withdrawn-cancellation",
    "what is shown of a request to cancel that its buyer has withdrawn",
    {"gone": "nothing, as if nobody had asked", "shown": "the request, as before"},
    "assumed: it is on no public page",
)

ASSUMPTIONS = (
    SECOND_CONFIRMATION,
    LABELLED,
    PRIME,
    CARRIER_CODE,
    WRONG_CLIENT,
    EASY_SHIP,
    IN_STORE,
    TRANSPARENCY,
    WITHDRAWN,
)
