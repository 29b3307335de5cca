"""Listings within the platform's quota: one token a page, remembered in the file."""

from __future__ import annotations

import pytest

from shiponce.domain.platform import Operation, Rate
from shiponce.persistence.timestamps import to_ms
from shiponce.services.rate_limits import take
from tests.doubles.platforms_in_memory import World, a_hub, an_order
from tests.platform_ids import AMAZON

RATE = AMAZON.traits.rates[Operation.LISTING] or Rate(0, 0)
BURST = RATE.burst


def show(world: World, pages: int) -> None:
    """Amazon lists so many pages of one order each."""
    amazon = world.stores["amz"]
    amazon.page_size = 1
    ids = [f"111-0000000-{number:07d}" for number in range(pages)]
    amazon.orders = {remote_id: an_order(remote_id=remote_id) for remote_id in ids}


@pytest.mark.proves("N7")
def test_a_page_costs_one_token_and_the_last_one_no_more() -> None:
    """Exactly the burst can be listed at one instant; then the hub itself says when again."""
    hub, world = a_hub()
    show(world, BURST)
    report = hub.imports.run("amz")
    assert (report.added, report.not_before, report.trouble) == (BURST, None, None)
    spent = hub.imports.run("amz")
    assert spent.fetched == 0
    assert spent.not_before is not None
    assert spent.not_before > world.clock.now()


def test_an_import_that_runs_out_keeps_what_it_has() -> None:
    """It stops before the call that would be refused; what was recorded stays."""
    hub, world = a_hub()
    show(world, BURST + 5)
    report = hub.imports.run("amz")
    assert (report.added, report.trouble) == (BURST, None)
    assert report.not_before is not None
    assert hub.stores.rows()[1].imported_at is None


def test_many_short_imports_cost_as_much_as_a_long_one() -> None:
    """A token is taken for a page that is asked for, and for none beyond the last."""
    hub, world = a_hub()
    show(world, 1)
    for _ in range(BURST):
        assert hub.imports.run("amz").not_before is None
    assert hub.imports.run("amz").not_before is not None


def test_an_import_that_was_skipped_does_not_say_how_far_back_it_went() -> None:
    """Nothing was listed: neither the first import's reach nor a beginning is spoken of."""
    hub, world = a_hub()
    rate = RATE
    at = to_ms(world.clock.now())
    for _ in range(rate.burst):
        assert take(hub._db.conn, 2, AMAZON, "listing", at) is None
    skipped = hub.imports.run("amz")
    assert skipped.not_before is not None
    assert (skipped.since, skipped.first, skipped.fetched) == (None, False, 0)
    world.clock.wait(minutes=5)
    assert hub.imports.run("amz").first
