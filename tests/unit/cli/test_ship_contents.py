"""``ship`` says in JSON what belongs in the package, as its text does."""

from __future__ import annotations

import pytest

from shiponce.domain.money import Money
from shiponce.domain.order import Line, PackingFact, PackingFactKind
from tests.unit.cli.conftest import Market, storefront
from tests.unit.cli.test_commands import Output, answer

ENGRAVED = PackingFact(PackingFactKind.OPTION, "For Ada", "Engraving")
NOTE = PackingFact(PackingFactKind.BUYER_NOTE, "Leave it with the porter")


@pytest.fixture
def engraved(market: Market, capsys: Output) -> Market:
    """Two mugs with an engraving and a bowl, and a note of the buyer."""
    price = Money(1000, "USD")
    mugs = Line("1", "MUG", "Mug", 2, price, 400, packing=(ENGRAVED,))
    bowl = Line("2", "BOWL", "Bowl", 1, price, 300)
    order = storefront("501", lines=(mugs, bowl), packing=(NOTE,), total=Money(3000, "USD"))
    market.place("shop", order)
    market.run("stores", "connect", "shop", "--platform", "bigcommerce", "--account", "h1")
    market.run("import", "--all")
    capsys.readouterr()
    return market


@pytest.mark.proves("O6")
@pytest.mark.parametrize("way", [(), ("--option", "house:ground")], ids=["options", "label"])
@pytest.mark.parametrize(
    ("part", "lines"),
    [((), [("MUG", 2), ("BOWL", 1)]), (("--line", "MUG=1"), [("MUG", 1)])],
    ids=["whole", "part"],
)
def test_json_has_the_contents_that_the_text_shows(
    engraved: Market,
    capsys: Output,
    way: tuple[str, ...],
    part: tuple[str, ...],
    lines: list[tuple[str, int]],
) -> None:
    """The lines with their units, the packing facts and the address of the package."""
    if not way:
        assert engraved.run("ship", "501", *part) == 0
        text = capsys.readouterr().out
        assert all(f"{units} × {sku}" in text for sku, units in lines)
        assert ENGRAVED.text in text
        assert NOTE.text in text
    (packed,) = answer(engraved, capsys, "ship", "501", *part, *way)["contents"]
    assert [(one["called"], one["units"]) for one in packed["lines"]] == lines
    engraving = {"kind": "option", "text": "For Ada", "name": "Engraving"}
    assert packed["lines"][0]["packing"] == [engraving]
    assert packed["packing"] == [{"kind": "buyer_note", "text": NOTE.text, "name": ""}]
    assert (packed["order"], packed["store"]) == ("501", "shop")
    assert "1 Mill Lane" in packed["address"]


def test_each_order_of_a_package_has_its_own(engraved: Market, capsys: Output) -> None:
    """Two orders in one package are packed line by line."""
    engraved.place("shop", storefront("502"))
    engraved.run("import", "--all")
    capsys.readouterr()
    found = answer(engraved, capsys, "ship", "501", "--with", "502", "--option", "house:ground")
    assert [one["order"] for one in found["contents"]] == ["501", "502"]
