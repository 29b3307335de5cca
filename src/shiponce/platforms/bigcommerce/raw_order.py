"""The raw shapes of a BigCommerce order, its lines, addresses and shipments."""

from __future__ import annotations

from pydantic import Field

from shiponce.platforms.raw_order_fields import Id, Moment, Raw, Text, Units


class RawProduct(Raw):
    """A line; ``weight`` is in the store's own unit."""

    id: Id
    sku: Text = ""
    name: Text = ""
    quantity: Units
    quantity_shipped: Units = 0
    price_ex_tax: Text = "0"
    type: Text = "physical"
    weight: Text = "0"
    #: The id of the line's order; '' if the line was read as a part of that order.
    order_id: Text = ""
    #: 0 or '' unless the buyer collects the line in the shop.
    order_pickup_method_id: Text = ""


class RawAddress(Raw):
    """The address of a consignment."""

    id: Text = ""
    order_id: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    street_1: Text = ""
    street_2: Text = ""
    city: Text = ""
    state: Text = ""
    zip: Text = ""
    country_iso2: Text = ""
    phone: Text = ""
    email: Text = ""
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
    external_merchant_id: Text = ""
    ebay_order_id: Text = ""
    billing_address: RawAddress = Field(default_factory=RawAddress)
    items_total: Units = 0
    items_shipped: Units = 0


class RawShipmentItem(Raw):
    """A line's units in a shipment."""

    order_product_id: Id
    quantity: Units


class RawShipment(Raw):
    """A recorded shipment."""

    id: Id
    order_id: Text = ""
    shipping_provider: Text = ""
    tracking_carrier: Text = ""
    shipping_method: Text = ""
    comments: Text = ""
    tracking_number: Text = ""
    items: tuple[RawShipmentItem, ...] = ()
