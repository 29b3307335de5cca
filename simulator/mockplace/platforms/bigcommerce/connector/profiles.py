"""Profiles of channel connectors: which fields each connector writes into BigCommerce.

No public source gives the exact values. Each profile therefore leaves different fields empty, so
that a hub cannot rely on any single field. Each profile names its source, or "assumed".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """The fields that a connector fills in a copy, and the changes that it passes on."""

    name: str
    source: str
    #: True: ``order_source`` is amazon or ebay. False: ``external``, as for any other API order.
    order_source: bool = False
    #: True: the copy belongs to the marketplace's channel. False: to channel 1, the storefront.
    channel: bool = False
    external_id: bool = False
    external_order_id: bool = False
    external_merchant_id: bool = False
    ebay_order_id: bool = False
    #: Whether ``external_id`` of an order product is the marketplace's line id.
    line_external_id: bool = False
    #: Whether the connector fills ``ebay_item_id`` and ``ebay_transaction_id`` of an order product.
    ebay_line_ids: bool = False
    external_source: str = ""
    staff_note: bool = False
    #: Whether ``payment_method`` names the marketplace.
    payment_method: bool = True
    #: Whether the connector cancels the copy of a cancelled order.
    passes_cancellations: bool = False
    #: Whether the connector records a refund of the original on the copy; assumed, because no
    #: document describes it.
    passes_refunds: bool = False
    #: The status id that the connector gives to the copy of an order that Amazon fulfils.
    afn_status: int = 11
    #: Whether the connector sets the linked listings to the store's stock, after ``stock_after``.
    #: True if the connector's vendor advertises this; the delay is assumed.
    carries_stock: bool = False


PROFILES: dict[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            "channel-manager",
            "fields: bigcommerce/api-specs orders.v2 (order_source, external_id, "
            "external_order_id, ebay_order_id); the values, and that refunds are passed on, are "
            "assumed",
            order_source=True,
            channel=True,
            external_id=True,
            external_order_id=True,
            ebay_order_id=True,
            line_external_id=True,
            ebay_line_ids=True,
            external_source="MKTSYNC",
            passes_cancellations=True,
            passes_refunds=True,
            afn_status=2,
            carries_stock=True,
        ),
        Profile(
            "codisto",
            "behaviour: get.codisto.help 5426525822607 and 235260607 (paid orders of managed "
            "listings, fulfilment once per order); the fields it writes are assumed",
            order_source=True,
            channel=True,
            external_id=True,
            ebay_order_id=True,
            ebay_line_ids=True,
            external_source="codisto",
            staff_note=True,
            passes_cancellations=True,
            afn_status=10,
            carries_stock=True,
        ),
        Profile(
            "generic-app",
            "assumed: an app that uses the public Orders API, whose orders show order_source "
            "external; external_source is the app's id (bigcommerce/docs, app requirements)",
            external_order_id=True,
            external_merchant_id=True,
            external_source="21547",
        ),
        Profile(
            "bare",
            "assumed: the least that a connector can write; nothing names the purchase",
            payment_method=False,
        ),
    )
}
