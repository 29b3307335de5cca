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

ASSUMPTIONS = (SECOND_CONFIRMATION, LABELLED, PRIME, CARRIER_CODE, WRONG_CLIENT)
