"""What the platforms show of one purchase, compared."""

from __future__ import annotations

import pytest

from shiponce.domain.platform import Platform
from shiponce.tui.widgets.platform_cards import is_sent_twice
from shiponce.views.orders import PlatformCard
from tests.platform_ids import AMAZON, BIGCOMMERCE


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
