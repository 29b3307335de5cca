"""What the platforms show of one purchase, compared."""

from __future__ import annotations

import pytest

from shiponce.domain.platform import Platform
from shiponce.tui.widgets.order_pane import OrderPane
from shiponce.tui.widgets.platform_cards import is_sent_twice
from shiponce.views.orders import PlatformCard
from tests.doubles.hub_in_memory import FakeHub
from tests.platform_ids import AMAZON, BIGCOMMERCE
from tests.tui.conftest import SMALL, open_terminal


def card(platform: Platform, *trackings: str) -> PlatformCard:
    """A platform that shows these parcels."""
    return PlatformCard(platform, "store", "1", "Shipped", tuple(("UPS", t) for t in trackings))


@pytest.mark.proves("W7")
def test_two_labels_for_one_purchase_are_seen() -> None:
    """Different parcels on two platforms alarm; the same, a part of them, or none do not."""
    amazon, shop = AMAZON, BIGCOMMERCE
    assert is_sent_twice((card(amazon, "1Z1"), card(shop, "1Z2")))
    assert not is_sent_twice((card(amazon, "1Z1"), card(shop, "1Z1")))
    assert not is_sent_twice((card(amazon, "1Z1", "1Z2"), card(shop, "1Z2")))
    assert not is_sent_twice((card(amazon, "1Z1"), card(shop)))
    assert not is_sent_twice(())


async def test_the_answers_a_person_asked_for_are_scrolled_to_whichever_look_brings_them() -> None:
    """The pane's own look, which may begin at any time, replaces the person's."""
    async with open_terminal(FakeHub().as_hub(), size=SMALL) as terminal:
        await terminal.press("down")
        pane = terminal.app.screen.query_one(OrderPane)
        assert pane.scroll_y == 0
        pane.look_and_show()
        pane.look()
        await terminal.rest()
        assert pane.scroll_y > 0
