"""The raw shapes of a BigCommerce order, its lines, addresses and shipments."""

from __future__ import annotations

from pydantic import Field

from shiponce.platforms.raw_order_fields import Id, Moment, Raw, Text, Units


class RawOption(Raw):
    """An option that the buyer chose or wrote."""

    display_name: Text = ""
    display_value: Text = ""


class RawProduct(Raw):
    """A line; ``weight`` is in the store's own unit."""

    id: Id
    sku: Text = ""
    name: Text = ""
    quantity: Units
    quantity_shipped: Units = 0
    quantity_refunded: Units = 0
    is_refunded: bool = False
    #: The id of the address that the line goes to.
    order_address_id: Text = ""
    ebay_item_id: Text = ""
    ebay_transaction_id: Text = ""
    product_options: tuple[RawOption, ...] | None = None
    wrapping_name: Text = ""
    wrapping_message: Text = ""
    bin_picking_number: Text = ""
    price_ex_tax: Text = "0"
    type: Text = "physical"
    weight: Text = "0"
    #: The pick-up method if the buyer collects the line in the shop; otherwise 0 or ''.
    order_pickup_method_id: Text = ""


class RawName(Raw):
    """The name of a person."""

    first_name: Text = ""
    last_name: Text = ""


class RawBuyer(RawName):
    """Who pays; the rest of the billing address is not used."""

    email: Text = ""


class RawAddress(RawName):
    """The address of a consignment."""

    id: Text = ""
    company: Text = ""
    street_1: Text = ""
    street_2: Text = ""
    city: Text = ""
    state: Text = ""
    zip: Text = ""
    country_iso2: Text = ""
    phone: Text = ""
    shipping_method: Text = ""


class RawOrder(Raw):
    """An order; lines and addresses come with ``include=consignments``."""

    id: Id
    status_id: Units
    status: Text = ""
    date_created: Moment
    date_modified: Moment
    total_inc_tax: Text
    #: The currency that the buyer saw; amounts are in ``default_currency_code``, which was paid.
    currency_code: Text = ""
    default_currency_code: Text = ""
    order_source: Text = ""
    channel_id: Units | None = 1
    external_id: Text = ""
    external_order_id: Text = ""
    #: The app that wrote the order; empty for orders of the shop itself.
    external_source: Text = ""
    external_merchant_id: Text = ""
    ebay_order_id: Text = ""
    billing_address: RawBuyer = Field(default_factory=RawBuyer)
    items_total: Units = 0
    customer_message: Text = ""
    staff_notes: Text = ""


class RawShipmentItem(Raw):
    """A line's units in a shipment."""

    order_product_id: Id
    quantity: Units


class RawShipment(Raw):
    """A recorded shipment."""

    id: Id
    shipping_provider: Text = ""
    tracking_carrier: Text = ""
    shipping_method: Text = ""
    comments: Text = ""
    tracking_number: Text = ""
    items: tuple[RawShipmentItem, ...] = ()
