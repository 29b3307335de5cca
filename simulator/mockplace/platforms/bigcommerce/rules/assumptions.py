"""Assumptions where BigCommerce's documents leave the behaviour open."""

from __future__ import annotations

from mockplace.kernel.assumptions import Assumption

PARTIAL_SHIPMENT = Assumption(
    "bigcommerce.partial-shipment",
    "the status of an order of which a part is shipped",
    {
        "partially-shipped": "status 3 follows from the shipment",
        "unchanged": "the status stays until everything is shipped or somebody sets it",
    },
    "inferred from the text of status 3 (bigcommerce/api-specs, orders.v2)",
)
SHIPMENT_MAIL = Assumption(
    "bigcommerce.shipment-mail",
    "whom BigCommerce writes to about a shipment where its e-mail of a status is on",
    {
        "everybody": "the address on the order, a marketplace's relay address among them",
        "storefront": "buyers of the storefront only",
        "nobody": "no status is ticked under Settings, Order notifications, which no API shows",
    },
    "that the ticks hold for all customers alike: support.bigcommerce.com, Customer Order "
    "Notifications; the default is assumed",
)
MAILED_STATUSES = Assumption(
    "bigcommerce.mailed-statuses",
    "the statuses that are ticked there: a change to one of them is written about",
    {
        "shipping": "Shipped and Partially Shipped",
        "every": "all of them",
    },
    "that each status can be ticked: support.bigcommerce.com, Customer Order Notifications; "
    "which are at first: assumed",
)
EMAILS_LEFT_OUT = Assumption(
    "bigcommerce.emails-left-out",
    "what becomes of e-mails that a change of a channel's e-mail statuses does not name",
    {
        "kept": "they stay as they are",
        "inherited": "the channel has no setting of its own for them any more",
    },
    "assumed: for other settings of channels bigcommerce/docs, settings.v3, says that partial "
    "updates are not supported, for this one it says nothing",
)
PLAN = Assumption(
    "bigcommerce.requests",
    "requests in a window of 30 seconds, which depend on the store's plan",
    {},
    "bigcommerce/docs, API rate limits: 150 on Standard and Plus, 450 on Pro",
    150,
)
TRACKING_CARRIER = Assumption(
    "bigcommerce.unlisted-tracking-carrier",
    "the answer to a tracking_carrier that is not one of AfterShip's courier codes",
    {
        "refused": "400: the field is invalid",
        "taken": "201, and the text stands in the shipment",
    },
    "that '' and AfterShip's codes are acceptable: bigcommerce/docs, orders.v2, Create Order "
    "Shipment; what becomes of another value is assumed",
)
V2_REFUSAL = Assumption(
    "bigcommerce.v2-unauthorized",
    "the body of a 401 of V2",
    {
        "array": "V3's sentence in V2's array",
        "object": "the whole of V3's answer",
        "empty": "nothing",
    },
    "assumed: it is on no public page",
)
OTHER_ADDRESS = Assumption(
    "bigcommerce.shipment-of-another-address",
    "the answer to a shipment whose lines go to another of the order's addresses, or to none",
    {
        "refused": "400: the field items is invalid",
        "taken": "201: the lines are shipped all the same",
    },
    "that a shipment names an address: bigcommerce/docs, orders.v2, orderShipment_Post; that its "
    "lines have to be those of the address: assumed",
)
STATUS_UNITS = Assumption(
    "bigcommerce.units-of-a-status",
    "quantity_shipped of an order that somebody set to Shipped or Completed without a shipment",
    {"unchanged": "only shipments count", "all": "all units count as shipped"},
    "assumed: it is on no public page",
)
COLLECTED_UNITS = Assumption(
    "bigcommerce.collected-units",
    "quantity_shipped of units that the buyer has collected",
    {"unchanged": "only the order's status tells of it", "counted": "they count as shipped"},
    "assumed: V2 has no other count of them (bigcommerce/docs, orders.v2, orderProducts)",
)
EDIT_SHIPPED = Assumption(
    "bigcommerce.edit-of-shipped-lines",
    "whether a seller can take units out of an order that are shipped already",
    {"refused": "not in the control panel", "taken": "as any others; the shipment stays"},
    "assumed: it is on no public page",
)

ASSUMPTIONS = (
    PARTIAL_SHIPMENT,
    SHIPMENT_MAIL,
    MAILED_STATUSES,
    EMAILS_LEFT_OUT,
    PLAN,
    TRACKING_CARRIER,
    V2_REFUSAL,
    OTHER_ADDRESS,
    STATUS_UNITS,
    COLLECTED_UNITS,
    EDIT_SHIPPED,
)
