"""The house carrier sells one label a reference and remembers only what it sold."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from shiponce.carriers.house import SERVICES, HouseCarrier
from shiponce.domain.order import Line
from shiponce.domain.shipment import Label, Parcel
from shiponce.errors import Declined
from tests.platforms_in_memory import StandingClock


@dataclass(frozen=True)
class Wanted:
    """A purchase; implements ``ports.Purchase``."""

    reference: str = "SO-1-a"
    order: str = "1042"
    lines: tuple[tuple[Line, int], ...] = ()
    parcel: Parcel = field(default_factory=lambda: Parcel(900))


@pytest.fixture
def ledger() -> dict[str, Label]:
    """What was sold."""
    return {}


@pytest.fixture
def house(ledger: dict[str, Label]) -> HouseCarrier:
    """A carrier with an empty ledger."""
    return HouseCarrier(ledger, StandingClock())


@pytest.mark.proves("N3")
def test_one_reference_is_one_label(house: HouseCarrier, ledger: dict[str, Label]) -> None:
    """A second purchase under the same reference, even of another service, sells nothing."""
    first = house.buy(Wanted(), "ground")
    assert house.buy(Wanted(), "overnight") == first
    assert list(ledger.values()) == [first]


def test_only_a_sold_label_is_found(house: HouseCarrier) -> None:
    """The label follows from the reference, and still nobody claims one that was never bought."""
    assert house.find(Wanted()) == ()
    label = house.buy(Wanted(), "ground")
    assert house.find(Wanted()) == (label,)
    assert house.find(Wanted("SO-2-b")) == ()


def test_a_voided_label_is_gone(house: HouseCarrier) -> None:
    """And giving it back twice is no fault."""
    label = house.buy(Wanted(), "ground")
    house.void(label.remote_id)
    house.void(label.remote_id)
    assert house.find(Wanted()) == ()


def test_the_label_is_a_function_of_the_reference(house: HouseCarrier) -> None:
    """Two carriers give one reference the same number, and two references different ones."""
    other = HouseCarrier({}, StandingClock())
    assert house.buy(Wanted(), "ground") == other.buy(Wanted(), "ground")
    assert house.buy(Wanted("SO-2-b"), "ground").tracking != other.buy(Wanted(), "x").tracking


def test_a_label_costs_what_was_quoted(house: HouseCarrier) -> None:
    """Each service is on offer, dearer when it is faster or heavier."""
    quotes = house.quotes(Wanted())
    assert [quote.service_id for quote in quotes] == [service.id for service in SERVICES]
    prices = [quote.price.minor for quote in quotes if quote.price]
    assert prices == sorted(prices)
    assert house.buy(Wanted(), "two_day").cost == quotes[1].price
    heavy = house.quotes(Wanted(parcel=Parcel(5000)))
    assert heavy[0].price is not None
    assert heavy[0].price.minor > prices[0]


def test_an_unknown_service_is_declined(house: HouseCarrier) -> None:
    """Nothing is sold, and the refusal says its sentence."""
    with pytest.raises(Declined) as no:
        house.buy(Wanted(), "teleport")
    assert "sell the label" in str(no.value)
    assert house.find(Wanted()) == ()
