"""python-amazon-sp-api as a judge of Amazon Shipping v2 and of the inputs for parcels abroad."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mockplace.kernel.world import World
from tests.wire.clients import selling_partner
from tests.wire.clients import test_python_amazon_sp_api as library
from tests.wire.clients.selling_partner import Judge
from tests.wire.clients.shipping_v2 import PAPER, parcel, purchase

judge, world = selling_partner.judge, library.world
base = pytest.importorskip("sp_api.base")

GROUND, TWO_DAY = "USPS_PTP_GND_ADV", "UPS_PTP_2ND_DAY_AIR"


def test_it_buys_reads_follows_and_gives_back(world: World, judge: Judge) -> None:
    """Under its plain token; the order is shipped, and open again in the end."""
    order = next(iter(world.orders.values()))
    client = judge("Shipping", version="v2")
    rates = client.get_rates(**parcel(order)).payload
    bought = client.purchase_shipment(**purchase(rates, GROUND)).payload
    (package,) = bought["packageDocumentDetails"]
    assert order.packages[0].tracking == package["trackingId"]
    assert order.status == "shipped"
    shipment = bought["shipmentId"]
    shown = client.get_shipment_documents(
        shipment, packageClientReferenceId="box-1", format="PNG", dpi=300
    ).payload
    assert shown["packageDocumentDetail"]["trackingId"] == package["trackingId"]
    told = client.get_tracking(trackingId=package["trackingId"], carrierId="USPS").payload
    assert told["summary"]["status"] == "PreTransit"
    client.cancel_shipment(shipment)
    assert (order.status, order.packages) == ("open", [])


def test_it_buys_at_one_click(world: World, judge: Judge) -> None:
    """The Prime order's first service comes too late, so the second is bought."""
    order = world.orders["amz", library._ids(world)[1]]
    client = judge("Shipping", version="v2")
    wanted = {"labelSpecifications": PAPER, "serviceSelection": {"serviceId": [GROUND, TWO_DAY]}}
    bought = client.one_click_shipment(**parcel(order), **wanted).payload
    assert bought["service"]["id"] == TWO_DAY


def test_it_meets_refusals_in_amazons_words(world: World, judge: Judge) -> None:
    """An expired token, one that was used, a shipment of nobody's, a body that lacks a part."""
    order = next(iter(world.orders.values()))
    client = judge("Shipping", version="v2")
    late = purchase(client.get_rates(**parcel(order)).payload, GROUND)
    world.advance_to(world.now + 11 * library.MINUTE)
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.purchase_shipment(**late)
    assert refused.value.amzn_code == "TOKEN_EXPIRED"
    good = purchase(client.get_rates(**parcel(order)).payload, GROUND)
    client.purchase_shipment(**good)
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.purchase_shipment(**good)
    assert refused.value.amzn_code == "InvalidInput"
    with pytest.raises(base.SellingApiNotFoundException):
        client.cancel_shipment("nobodys")
    with pytest.raises(base.SellingApiBadRequestException) as refused:
        client.get_rates(packages=[])
    assert refused.value.error[0]["details"] == "ChannelDetails object cannot be null"


def test_it_meets_the_quota(judge: Judge) -> None:
    """A hundred calls at once, and its throttling exception at the next."""
    client = judge("Shipping", version="v2")
    for _ in range(100):
        with pytest.raises(base.SellingApiNotFoundException):
            client.get_tracking(trackingId="nobodys", carrierId="USPS")
    with pytest.raises(base.SellingApiRequestThrottledException) as refused:
        client.get_tracking(trackingId="nobodys", carrierId="USPS")
    assert refused.value.amzn_code == "QuotaExceeded"


def test_it_asks_what_a_parcel_abroad_needs(world: World, judge: Judge) -> None:
    """Fields of the shipment and of each article across a border, none at home."""
    order = next(iter(world.orders.values()))
    sender = {"CountryCode": "US"}
    client = judge("MerchantFulfillment")

    def fields() -> tuple[int, int]:
        asked = client.get_additional_seller_inputs("UPS_PTP_GND", sender, order.order_id).payload
        (item,) = asked["ItemLevelFieldsList"]
        return len(asked["ShipmentLevelFields"]), len(item["AdditionalInputs"])

    assert fields() == (0, 0)
    with pytest.raises(base.SellingApiRequestThrottledException):
        fields()  # once in a second
    order.buyer = replace(order.buyer, country="CA")
    world.advance_to(world.now + library.MINUTE)
    assert fields() == (1, 2)
