"""An order's digest: whatever a platform changes, a later import must notice."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import (
    Address,
    Condition,
    Delivery,
    Destination,
    Grade,
    OrderKey,
    OrderStatus,
    OriginKey,
    Package,
    PackingFact,
    PackingFactKind,
)
from shiponce.domain.platform import Source
from shiponce.persistence.imported_orders import digest_of
from tests.doubles.platforms_in_memory import NOON, an_order
from tests.platform_ids import EBAY

ORDER = an_order()
LINE = ORDER.lines[0]
KEY = ORDER.keys[0]
TO = Address("Ada Byron", "1 Analytical Way", "Reno", "US", state="NV")

CHANGES: dict[str, object] = {
    "platform": EBAY,
    "remote_id": "other",
    "number": "other",
    "source": Source.UNKNOWN,
    "placed_at": NOON + timedelta(seconds=1),
    "modified_at": NOON + timedelta(seconds=1),
    "status": OrderStatus.CANCELLED,
    "remote_status": "CANCELLED",
    "total": Money(2599, "USD"),
    "lines": (LINE, LINE),
    "keys": (),
    "ship_to": None,
    "buyer": "Bob",
    "email": "bob@example.test",
    "prime": True,
    "fulfilled_by_platform": True,
    "ship_by": NOON,
    "deliver_by": NOON,
    "requested_service": "Expedited",
    "delivery": Delivery.COLLECTED,
    "packages": (Package("p", "UPS", "1Z"),),
    "packages_known": True,
    "destinations": (Destination("41", TO), Destination("42", None)),
    "conditions": (Condition.BUYER_ASKS_TO_CANCEL,),
    "packing": (PackingFact(PackingFactKind.BUYER_NOTE, "Ring twice"),),
    "extra": {"marketplaceId": "other"},
}


def test_equal_orders_have_equal_digests() -> None:
    """However their facts were put together."""
    one = replace(ORDER, extra={"a": "1", "b": "2"})
    assert digest_of(one) == digest_of(replace(one, extra={"b": "2", "a": "1"}))


@pytest.mark.parametrize("name", [field.name for field in fields(ORDER)])
def test_every_field_of_an_order_counts(name: str) -> None:
    """A field that is left out would never be refreshed; a new one has to be named above."""
    changed = replace(ORDER, **{name: CHANGES[name]})  # type: ignore[arg-type]  # by name
    assert digest_of(changed) != digest_of(ORDER)


@pytest.mark.parametrize(
    "inner",
    [
        {"lines": (replace(LINE, fulfilled=1),)},
        {"lines": (replace(LINE, price=Money(1298, "USD")),)},
        {"lines": (replace(LINE, physical=False),)},
        {"lines": (replace(LINE, cancelled=1),)},
        {"lines": (replace(LINE, refunded=1),)},
        {"lines": (replace(LINE, collected=True),)},
        {"lines": (replace(LINE, destination="42"),)},
        {"lines": (replace(LINE, packing=(PackingFact(PackingFactKind.OPTION, "Ada"),)),)},
        {"ship_to": replace(TO, company="Engines Ltd")},
        {"ship_to": replace(TO, street3="Dock C")},
        {"keys": (OrderKey(KEY.key, Grade.SUPPORTS, KEY.field),)},
        {"keys": (OrderKey(OriginKey(EBAY, KEY.key.value), KEY.grade, KEY.field),)},
        {"ship_to": replace(TO, street2="Flat 2")},
        {"ship_to": replace(TO, state="", postcode="NV")},
        {"total": Money(2598, "EUR")},
    ],
    ids=str,
)
def test_so_does_every_field_inside_it(inner: dict[str, object]) -> None:
    """A line shipped elsewhere, or an address corrected, is a change of the order."""
    base = replace(ORDER, ship_to=TO)
    changed = replace(base, **inner)  # type: ignore[arg-type]  # by the names of the fields
    assert digest_of(changed) != digest_of(base)
