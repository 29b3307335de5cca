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
    #: The format of the purchase's id: ``{id}`` is the id, ``{prefix}`` a word for the marketplace
    #: such as ``AMZ-``, and ``{number}`` the connector's own number.
    id_form: str = "{id}"
    #: False: ``order_source`` is empty, so only ``external_source`` shows that the order is a copy.
    any_source: bool = True
    #: Prose with the purchase's id, for ``staff_notes`` and for ``customer_message``.
    staff_prose: str = ""
    message_prose: str = ""
    #: ``ebay_order_id`` is the id of an order of one line in its older form: item and transaction.
    older_ids: bool = False
    #: The transaction id of a line is the one that eBay's APIs show; else the connector's own.
    own_transactions: bool = True
    #: Milliseconds after which the connector writes the same copy once more, 0 for never.
    again_after: int = 0
    #: The totals leave out the tax that the marketplace collects.
    with_tax: bool = True


#: Sources for connectors that put text around an id, or write a number of their own instead.
_FORMS = (
    "get.codisto.help 235036828, Formatting Magento order number: free text stands before or "
    "after the order's number"
)

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
        Profile(
            "prefixed-id",
            f"{_FORMS}; that a connector for BigCommerce writes the same into external_order_id: "
            "assumed",
            order_source=True,
            channel=True,
            external_order_id=True,
            external_source="CONNECTOR",
            id_form="{prefix}{id}",
        ),
        Profile(
            "suffixed-id",
            f"{_FORMS}; the suffix, and that it is BigCommerce's external_order_id: assumed",
            order_source=True,
            channel=True,
            external_order_id=True,
            external_source="CONNECTOR",
            id_form="{id}-{marketplace}",
        ),
        Profile(
            "spaced-id",
            f"{_FORMS}; lower case and blanks: assumed, as people type a free text",
            order_source=True,
            external_order_id=True,
            external_merchant_id=True,
            external_source="CONNECTOR",
            id_form=" {marketplace}  {id} ",
        ),
        Profile(
            "own-number-note",
            f"{_FORMS} (by itself the connector's sequential number); that the marketplace's id is "
            "then in the staff notes only: assumed",
            order_source=True,
            external_order_id=True,
            external_source="CONNECTOR",
            id_form="{number}",
            staff_prose="Imported from {title}, their order no. {id}. Paid in full.",
        ),
        Profile(
            "own-number-message",
            f"{_FORMS} (by itself the connector's sequential number); that the marketplace's id is "
            "then in the customer's message only: assumed",
            order_source=True,
            external_order_id=True,
            external_source="CONNECTOR",
            id_form="{number}",
            message_prose="{title} order {id}, thank you!",
        ),
        Profile(
            "older-ebay-id",
            "fields: bigcommerce/docs, orders.v2 (ebay_order_id, ebay_item_id, "
            "ebay_transaction_id); that an eBay order had the id item-transaction before June "
            "2019: developer.ebay.com, knowledge base 1971 and OrderIDType; that a connector still "
            "writes it: assumed",
            order_source=True,
            channel=True,
            external_order_id=False,
            ebay_order_id=True,
            ebay_line_ids=True,
            external_source="CONNECTOR",
            older_ids=True,
            own_transactions=False,
        ),
        Profile(
            "ebay-line-ids",
            "fields: bigcommerce/docs, orders.v2 (ebay_item_id, ebay_transaction_id); that nothing "
            "else names the purchase: assumed",
            order_source=True,
            ebay_line_ids=True,
            external_source="CONNECTOR",
            own_transactions=False,
        ),
        Profile(
            "external-source-only",
            "external_source names the app that wrote an order: bigcommerce/docs, orders.v2; an "
            "empty order_source: assumed",
            external_order_id=True,
            external_source="CONNECTOR",
            any_source=False,
        ),
        Profile(
            "copies-twice",
            "assumed: a connector that times out and tries again writes its copy twice, five "
            "minutes apart",
            order_source=True,
            channel=True,
            external_id=True,
            external_order_id=True,
            ebay_order_id=True,
            external_source="CONNECTOR",
            again_after=300_000,
        ),
        Profile(
            "without-tax",
            "that Amazon and eBay collect and remit the tax themselves: ordersV0.json, "
            "TaxCollection, and Fulfillment API, ebayCollectAndRemitTaxes; that a connector then "
            "leaves it out of the copy: assumed",
            order_source=True,
            channel=True,
            external_order_id=True,
            ebay_order_id=True,
            external_source="CONNECTOR",
            with_tax=False,
        ),
        Profile(
            "prefixed-twice-untaxed",
            "assumed: prefixed-id, copies-twice and without-tax together",
            order_source=True,
            external_order_id=True,
            external_source="CONNECTOR",
            id_form="{prefix}{id}",
            again_after=300_000,
            with_tax=False,
        ),
        Profile(
            "unsourced-prose",
            "assumed: external-source-only, own-number-note and without-tax together",
            external_order_id=True,
            external_source="CONNECTOR",
            any_source=False,
            id_form="{number}",
            staff_prose="{title} order {id}",
            with_tax=False,
        ),
    )
}
