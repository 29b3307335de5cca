"""O12: an order of an account that is connected for several markets is imported once."""

from __future__ import annotations

import pytest

from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import FakePlatform, a_hub, an_order
from tests.platform_ids import AMAZON

US, FRANCE, GERMANY = "ATVPDKIKX0DER", "A13V1IB3VIYZZH", "A1PA6795UKMFR9"


@pytest.mark.proves("O12")
@pytest.mark.parametrize("first", ["amz", "amz-fr"])
def test_an_order_goes_to_the_store_of_its_market(first: str) -> None:
    """Though the platform lists both markets to both stores; one of no store's market stays."""
    hub, world = a_hub()
    world.stores["amz-fr"] = FakePlatform(AMAZON, world.clock, world.stores["amz"].db)
    hub.stores.connect("amz-fr", AMAZON, "account-amz", market="FR")
    orders = [
        an_order(remote_id=f"111-000000{n}-0000001", extra={"marketplaceId": market})
        for n, market in enumerate((US, FRANCE, GERMANY, ""))
    ]
    for store in ("amz", "amz-fr"):
        world.stores[store].orders = {one.remote_id: one for one in orders}
    second = "amz-fr" if first == "amz" else "amz"
    fetched = [hub.imports.run(name).fetched for name in (first, second, first)]
    rows = hub.orders.rows(hub.orders.ids(Grid.AWAITING_SHIPMENT))
    assert sorted(row.number for row in rows) == [one.number for one in orders]
    stores = {row.number: row.store for row in rows}
    assert [stores[one.number] for one in orders] == ["amz", "amz-fr", first, first]
    assert fetched == [3, 1, 3]
