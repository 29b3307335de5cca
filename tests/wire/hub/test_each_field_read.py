"""O1 to O11: each field that the hub reads of an order, played by the simulator, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest
from pydantic import BaseModel

from shiponce.domain.platform import Platform
from shiponce.platforms.amazon.orders import RawOrder as RawAmazonOrder
from shiponce.platforms.bigcommerce.raw_order import RawAddress, RawProduct, RawShipment
from shiponce.platforms.bigcommerce.raw_order import RawOrder as RawShopOrder
from shiponce.platforms.ebay.orders import RawOrder as RawEbayOrder
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY
from tests.wire.hub import amazon_fields, bigcommerce_fields, ebay_fields
from tests.wire.hub.played_orders import PlayedOrders, Row, declared

FIELDS = {AMAZON: amazon_fields, EBAY: ebay_fields, BIGCOMMERCE: bigcommerce_fields}
MODELS: Mapping[Platform, Mapping[str, type[BaseModel]]] = {
    AMAZON: {"order": RawAmazonOrder},
    EBAY: {"order": RawEbayOrder},
    BIGCOMMERCE: {
        "order": RawShopOrder,
        "line_items": RawProduct,
        "shipping": RawAddress,
        "shipments": RawShipment,
    },
}


@cache
def played(platform: Platform) -> PlayedOrders:
    """A platform's orders; they stand still, so that every row can read them."""
    return PlayedOrders(platform, FIELDS[platform].SCENES)


@pytest.mark.proves("O1", "O2", "O3", "O4", "O5", "O6", "O9", "O10")
@pytest.mark.parametrize(
    ("platform", "row"),
    [
        pytest.param(platform, row, id=f"{platform}: {row.path} as {row.shows or 'readable'}")
        for platform, fields in FIELDS.items()
        for row in fields.ROWS
    ],
)
def test_the_order_shows_the_field(platform: Platform, row: Row) -> None:
    """With the field it says what stands there; without it something else."""
    orders = played(platform)
    wanted = orders.wanted(row)
    assert orders.shows(row, without=False) == wanted
    assert orders.shows(row, without=True) != wanted


@pytest.mark.parametrize(
    ("platform", "path"),
    [
        (platform, path)
        for platform, models in MODELS.items()
        for way, model in models.items()
        for path in declared(model, way)
    ],
)
def test_no_field_is_declared_without_being_read(platform: Platform, path: str) -> None:
    """Whoever reads one more field adds a row for it."""
    if path == "line_items.bin_picking_number":
        return  # tests/promises/test_packing_slips.py plays it, to the printed list
    rows = [f".{row.path}." for row in FIELDS[platform].ROWS]
    assert any(row in f".{path}." for row in rows)
