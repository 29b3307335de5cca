"""Twins that disagree are still one purchase: the original's word counts, and a person sees it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shiponce.domain.order import Address
from shiponce.hub import Hub
from tests.doubles.platforms_in_memory import World, a_copy, a_hub, an_order

MUG = an_order().lines[0]
POT = replace(MUG, remote_id="l2", sku="POT", quantity=1)
ELSEWHERE = Address("Ada Byron", "9 Difference St", "Reno", "US", state="NV")


def pair(**copy: Any) -> tuple[Hub, World]:
    """An original with two lines, and a copy that may differ."""
    hub, world = a_hub()
    mug = an_order(lines=(MUG, POT))
    world.stores["amz"].orders[mug.remote_id] = mug
    world.stores["shop"].orders["1042"] = a_copy(mug, **{"lines": (MUG, POT), **copy})
    hub.imports.run_all()
    return hub, world


def warned(hub: Hub, number: str) -> list[tuple[str, dict[str, object]]]:
    """The warnings of an order."""
    why = hub.orders.why(hub.orders.find(number))
    return [(one.code, dict(one.facts)) for one in why.warnings]


@pytest.mark.proves("Q7", "X8")
def test_another_address_is_shown_on_both_sides_and_the_originals_is_used() -> None:
    """Said without either address: it is personal data."""
    hub, _ = pair(ship_to=ELSEWHERE)
    facts = {"copy": "1042", "original": "111-0000001-0000001"}
    assert warned(hub, "1042") == [("warning.differs_address", facts)]
    assert warned(hub, "amz:111-0000001-0000001") == [("warning.differs_address", facts)]
    detail = hub.orders.detail(hub.orders.find("amz:111-0000001-0000001"))
    assert "1 Analytical Way" in detail.address
    assert "Difference" not in repr(hub.orders.why(hub.orders.find("1042")))


@pytest.mark.proves("Q7")
def test_another_quantity_is_shown_and_the_originals_is_shipped() -> None:
    """The parcel holds what the marketplace sold."""
    hub, world = pair(lines=(replace(MUG, quantity=1), POT))
    assert [code for code, _ in warned(hub, "1042")] == ["warning.differs_quantity"]
    hub.shipping.ship(hub.orders.find("amz:111-0000001-0000001"), "house:ground")
    hub.tick()
    assert world.stores["amz"].told[0].lines == (("l1", 2), ("l2", 1))


@pytest.mark.proves("Q5")
def test_a_partial_mirror_is_matched_and_shown_as_one() -> None:
    """By its key; its shop is told of what it has, by its own lines."""
    hub, world = pair(lines=(MUG,))
    assert [code for code, _ in warned(hub, "1042")] == ["warning.differs_partial"]
    hub.shipping.ship(hub.orders.find("amz:111-0000001-0000001"), "house:ground")
    hub.tick()
    (told,) = world.stores["shop"].told
    assert told.lines == ()  # none named: everything that the shop itself has


def test_twins_that_agree_warn_of_nothing() -> None:
    """And neither does an order that stands alone."""
    hub, _ = pair()
    assert warned(hub, "1042") == []
    assert warned(hub, "amz:111-0000001-0000001") == []
