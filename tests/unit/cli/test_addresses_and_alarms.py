"""An order to several addresses, and what needs a person, on the command line."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest

from shiponce.domain.order import Address, Condition, Destination, ImportedOrder
from shiponce.words import LANGUAGES, say
from tests.unit.cli.conftest import Market, storefront

Output = pytest.CaptureFixture[str]
IN_BOTH = pytest.mark.parametrize("language", LANGUAGES)
HOME = Address("Ada Byron", "1 Mill Lane", "Boston", "US", postcode="02110")
AWAY = Address("Bea Corby", "2 Weir Road", "Salem", "US", postcode="01970")
DONE = Address("Cyd Durrow", "3 Dam Street", "Lowell", "US", postcode="01850")


def to_three() -> ImportedOrder:
    """A mug to the second address, a pot and a lamp to the first; nothing to the third."""
    (mug,) = storefront().lines
    lines = (
        replace(mug, destination="b", quantity=2),
        replace(mug, remote_id="2", sku="POT", destination="a"),
        replace(mug, remote_id="3", sku="LAMP", destination="a"),
        replace(mug, remote_id="4", sku="BOWL", destination="c", cancelled=1),
    )
    places = (Destination("a", HOME), Destination("b", AWAY), Destination("c", DONE))
    return storefront("600", lines=lines, ship_to=HOME, destinations=places)


@pytest.fixture
def three(shop_first: Market, capsys: Output) -> Market:
    """A market whose shop has an order to three addresses."""
    shop_first.place("shop", to_three())
    assert shop_first.run("import", "shop") == 0
    capsys.readouterr()
    return shop_first


@IN_BOTH
def test_the_options_say_where_the_package_goes(
    three: Market, capsys: Output, language: str
) -> None:
    """To the address of the first line with due units, unless another one is chosen."""
    assert three.run("--lang", language, "ship", "600") == 0
    shown = capsys.readouterr().out
    to = ", ".join(("Bea Corby", "2 Weir Road", "Salem 01970", "US"))
    assert say("cli.ship.goes_to", language, place=2, n=3, address=to) in shown
    assert say("cli.ship.due_elsewhere", language, n=2, known="--address 1") in shown
    assert three.run("--lang", language, "ship", "600", "--address", "1") == 0
    shown = capsys.readouterr().out
    to = ", ".join(("Ada Byron", "1 Mill Lane", "Boston 02110", "US"))
    assert say("cli.ship.goes_to", language, place=1, n=3, address=to) in shown
    assert say("cli.ship.due_elsewhere", language, n=2, known="--address 2") in shown


def test_the_chosen_address_gets_its_own_lines(three: Market, capsys: Output) -> None:
    """All of them, or those that are named; a line alone still names its address."""

    def shipped(*more: str) -> tuple[str, dict[str, int]]:
        assert three.run("ship", "600", "--option", "house:ground", "--later", "--json", *more) == 0
        destination = orjson.loads(capsys.readouterr().out)["shipment"]["destination"]
        assert three.run("orders", "show", "600", "--json") == 0
        lines = orjson.loads(capsys.readouterr().out)["order"]["lines"]
        return destination, {line["sku"]: line["due"] for line in lines}

    due = {"MUG-SLATE": 2, "POT": 1, "LAMP": 1, "BOWL": 0}
    due |= {"POT": 0}
    assert shipped("--address", "1", "--line", "POT=1") == ("a", due)
    due |= {"LAMP": 0}
    assert shipped("--address", "1") == ("a", due)
    due |= {"MUG-SLATE": 1}
    assert shipped("--line", "MUG-SLATE=1") == ("b", due)
    due |= {"MUG-SLATE": 0}
    assert shipped("--address", "2") == ("b", due)


@IN_BOTH
@pytest.mark.parametrize(
    ("args", "code", "facts", "ends_with"),
    [
        (("600", "--address", "4"), "cli.bad.address", {"address": 4, "n": 3}, 2),
        (("600", "--address", "3"), "cli.bad.nothing_due_at", {"address": 3}, 1),
        (
            ("600", "--address", "1", "--line", "MUG-SLATE=1"),
            "cli.bad.line_elsewhere",
            {"address": 1, "line": 1},
            1,
        ),
        (("501", "--address", "2"), "cli.bad.address", {"address": 2, "n": 1}, 2),
    ],
)
def test_an_address_that_cannot_be_meant_is_refused(
    three: Market,
    capsys: Output,
    language: str,
    args: tuple[str, ...],
    code: str,
    facts: dict[str, object],
    ends_with: int,
) -> None:
    """Nothing is shipped, the error says why, and the exit code whose fault it is.

    An address that the order has not cannot be meant (2); one where nothing is due is refused as
    things stand (1).
    """
    ended = three.run("--lang", language, "ship", *args, "--option", "house:ground")
    assert ended == ends_with
    assert say(code, language, order=args[0], **facts) in capsys.readouterr().err
    assert all(not carrier.sold for carrier in three.carriers.values())


def test_the_only_address_of_an_order_is_the_first(three: Market, capsys: Output) -> None:
    """So a script can give ``--address 1`` for every order."""
    assert three.run("ship", "501", "--address", "1", "--option", "house:ground", "--later") == 0
    assert "TRACK1" in capsys.readouterr().out
    assert three.run("ship", "500", "--address", "1", "--option", "house:ground", "--later") == 0
    assert "111-0000001-0000001" in capsys.readouterr().out, "a hidden copy stands for its original"


@IN_BOTH
def test_rows_have_the_marks_of_the_screen(
    shop_first: Market, capsys: Output, language: str
) -> None:
    """An alarm after the label, a request to cancel, and both; explained under the table."""
    asks = (Condition.BUYER_ASKS_TO_CANCEL,)
    moved, asked, both = (storefront(n) for n in ("601", "602", "603"))
    shop_first.place("shop", moved, replace(asked, conditions=asks), both)
    shop_first.run("import", "shop")
    for number in ("601", "603"):
        assert shop_first.run("ship", number, "--option", "house:ground", "--later") == 0
    now = shop_first.clock.now()
    shop_first.place(
        "shop",
        replace(moved, ship_to=AWAY, modified_at=now),
        replace(both, conditions=asks, ship_to=AWAY, modified_at=now),
    )
    shop_first.run("import", "shop")
    capsys.readouterr()
    shop_first.run("--lang", language, "orders", "--status", "shipped")
    shown = capsys.readouterr().out
    assert "601 !" in shown
    assert "603 ! ⊘" in shown
    assert say("cli.orders.alarm", language) in shown
    shop_first.run("--lang", language, "orders")
    shown = capsys.readouterr().out
    assert "602 ⊘" in shown
    assert "501 ⊘" not in shown
    assert say("cli.orders.asks_to_cancel", language) in shown
    assert say("cli.orders.alarm", language) not in shown
