"""Which alike orders a person is asked about: not those of another buyer, address and id."""

from __future__ import annotations

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Address, Grade, ImportedOrder, OrderKey, OriginKey
from shiponce.domain.platform import Platform
from tests.platform_ids import BIGCOMMERCE
from tests.unit.cli.conftest import AMAZON, Market, mug
from tests.unit.cli.test_commands import Output, answer

AMZ = Platform("amazon")
ADAS, BOBS = "111-0000001-0000001", "111-0000001-0000002"
BOB = {"buyer": "Bob Pike", "ship_to": Address("Bob Pike", "9 Elm St", "Ely", "US", postcode="1")}


def named(number: str, grade: Grade = Grade.SUPPORTS) -> tuple[OrderKey, ...]:
    """The key of an Amazon order."""
    return (OrderKey(OriginKey(AMZ, number), grade, "external_order_id"),)


def copy(**more: object) -> ImportedOrder:
    """A copy of Ada's order, without the tax, that names it in a field people can edit."""
    known: dict[str, object] = {"keys": named(ADAS), "total": Money(1200, "USD")}
    return mug(BIGCOMMERCE, "500", **(known | more))


@pytest.fixture
def two(market: Market, capsys: Output) -> Market:
    """Ada and Bob each bought a mug on Amazon."""
    bobs = mug(AMZ, BOBS, keys=named(BOBS, Grade.PROVES), **BOB)
    market.platforms["shop"].orders.clear()
    market.place("amz", bobs)
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("stores", "connect", "amz", "--platform", "amazon", *AMAZON)
    capsys.readouterr()
    return market


def proposed(market: Market, capsys: Output) -> list[str]:
    """The originals that ``orders proposals`` names for the copy."""
    (found,) = answer(market, capsys, "orders", "proposals")["proposals"]
    return sorted(one["number"] for one in found["originals"])


@pytest.mark.proves("B8", "O9")
def test_the_order_of_another_person_is_not_proposed(two: Market, capsys: Output) -> None:
    """The copy names Ada's order, and has her name and address: only hers is proposed."""
    two.place("shop", copy())
    assert two.run("import", "--all") == 0
    capsys.readouterr()
    assert proposed(two, capsys) == [ADAS]


@pytest.mark.proves("B8", "O9")
def test_shipping_it_asks_nothing(two: Market, capsys: Output) -> None:
    """The copy of Ada's order has left; Bob's is shipped without ``--anyway``, Ada's is not."""
    two.place("shop", copy())
    two.platforms["amz"].orders.pop(ADAS)
    two.platforms["amz"].orders.pop(BOBS)
    assert two.run("import", "--all") == 0
    assert two.run("ship", "shop:500", "--option", "house:ground") == 0
    two.place("amz", mug(AMZ, ADAS), mug(AMZ, BOBS, keys=named(BOBS, Grade.PROVES), **BOB))
    assert two.run("import", "--all") == 0
    capsys.readouterr()
    assert two.run("ship", f"amz:{BOBS}", "--option", "house:ground") == 0, capsys.readouterr()
    assert two.run("ship", f"amz:{ADAS}", "--option", "house:ground") == 1


@pytest.mark.proves("B8", "O9")
@pytest.mark.parametrize(
    "more",
    [
        {"keys": ()},  # it names nobody
        {"keys": (), **BOB},
        {"buyer": "Bob Pike"},
        {"ship_to": BOB["ship_to"]},
        {"buyer": ""},
    ],
    ids=["no-id", "his-without-id", "his-name", "his-address", "no-buyer"],
)
def test_whatever_may_be_his_is_held(two: Market, capsys: Output, more: dict[str, object]) -> None:
    """A copy without an id, or with his name or address, may be of Bob's purchase."""
    two.place("shop", copy(**more))
    assert two.run("import", "--all") == 0
    capsys.readouterr()
    assert BOBS in proposed(two, capsys)
