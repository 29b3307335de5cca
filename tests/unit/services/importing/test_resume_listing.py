"""A listing longer than the platform's quota is taken up again where it stopped."""

from __future__ import annotations

from datetime import timedelta

from shiponce.services.importing.import_store import RESUMABLE
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import World, a_hub, an_order


def a_backlog(world: World, number: int) -> None:
    """More orders than Amazon's burst of twenty calls can list, one on a page."""
    amazon = world.stores["amz"]
    amazon.page_size, amazon.resumes = 1, True
    amazon.orders = {str(n): an_order(remote_id=f"111-{n:07d}-0000001") for n in range(number)}


def test_a_long_listing_goes_on_where_the_quota_stopped_it() -> None:
    """Begun anew each time, a backlog beyond the quota would never come to its last page."""
    hub, world = a_hub()
    a_backlog(world, 25)
    first = hub.imports.run("amz")
    assert first.added == 20
    assert first.not_before is not None
    assert hub.stores.rows()[1].imported_at is None
    while hub.imports.run("amz").not_before is not None:
        world.clock.wait(minutes=3)
    assert hub.orders.counts()[Grid.AWAITING_SHIPMENT] == 25
    assert world.stores["amz"].begun_at[1] == 20
    assert hub.stores.rows()[1].imported_at is not None


def test_a_page_token_is_not_trusted_for_ever() -> None:
    """Amazon's tokens are good for a day: after that the listing begins at its watermark."""
    hub, world = a_hub()
    a_backlog(world, 25)
    hub.imports.run("amz")
    world.clock.wait(seconds=(RESUMABLE + timedelta(minutes=1)).total_seconds())
    hub.imports.run("amz")
    assert world.stores["amz"].begun_at[-1] == 0
