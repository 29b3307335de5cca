"""When two orders of one purchase have left twice: counted by units, not by packages."""

from __future__ import annotations

import pytest

from shiponce.decisions.double_shipments import Basis, Member, Units, shipped_twice

SHOP, AMAZON = ("bigcommerce", "h1"), ("amazon", "A1")


def member(
    account: tuple[str, str], ordered: dict[str, int], *packed: tuple[int, dict[str, int]]
) -> Member:
    """An order: {sku: units}, and for each label what is under it."""
    return Member(
        1,
        account,
        tuple(Units(sku, f"line-{sku}", units) for sku, units in ordered.items()),
        tuple(
            Units(sku, f"line-{sku}", units, label)
            for label, inside in packed
            for sku, units in inside.items()
        ),
    )


@pytest.mark.proves("W7", "X1")
@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        pytest.param([(1, {"MUG": 2})], [(2, {"MUG": 2})], True, id="both whole"),
        pytest.param([(1, {"MUG": 2})], [], False, id="one of them"),
        pytest.param([(1, {"MUG": 1}), (2, {"MUG": 1})], [], False, id="two packages of one"),
        pytest.param([(1, {"MUG": 1})], [(2, {"MUG": 1})], False, id="half and half"),
        pytest.param(
            [(1, {"MUG": 1}), (2, {"MUG": 1})], [(3, {"MUG": 1})], True, id="two halves and a third"
        ),
        pytest.param([(1, {"MUG": 2})], [(1, {"MUG": 2})], False, id="one label for both"),
    ],
)
@pytest.mark.parametrize("basis", [Basis.KEY, Basis.LINKED, Basis.ORDER, Basis.LINES])
def test_units_are_counted(
    one: list[tuple[int, dict[str, int]]],
    other: list[tuple[int, dict[str, int]]],
    twice: bool,
    basis: Basis,
) -> None:
    """Two units sold; each label with what is under it."""
    first, second = member(AMAZON, {"MUG": 2}, *one), member(SHOP, {"MUG": 2}, *other)
    assert shipped_twice(first, second, basis) is twice
    assert shipped_twice(second, first, basis) is twice


def test_a_shop_with_skus_of_its_own_is_compared_by_the_sum() -> None:
    """Neither knows the other's SKU; there were not so many units."""
    one, other = member(AMAZON, {"MUG": 1}, (1, {"MUG": 1})), member(SHOP, {"M": 1}, (2, {"M": 1}))
    assert shipped_twice(one, other, Basis.KEY)


def test_two_orders_of_one_shop_may_mirror_a_part_each() -> None:
    """Different goods in one account are parts of a purchase, and no second package of it."""
    one, other = (
        member(SHOP, {"MUG": 1}, (1, {"MUG": 1})),
        member(SHOP, {"POT": 1}, (2, {"POT": 1})),
    )
    assert not shipped_twice(one, other, Basis.KEY)


def test_a_partial_mirror_that_ships_its_part_ships_nothing_twice() -> None:
    """The copy has the mug only; the original sends the pot."""
    original = member(AMAZON, {"MUG": 1, "POT": 1}, (1, {"POT": 1}))
    assert not shipped_twice(original, member(SHOP, {"MUG": 1}, (2, {"MUG": 1})), Basis.KEY)
    whole = member(AMAZON, {"MUG": 1, "POT": 1}, (1, {"MUG": 1, "POT": 1}))
    assert shipped_twice(whole, member(SHOP, {"MUG": 1}, (2, {"MUG": 1})), Basis.KEY)


def test_only_the_lines_that_both_orders_sell_are_counted() -> None:
    """An eBay buyer combined the mug with a pot; the pot left in the combined order alone."""
    alone = member(("ebay", "E"), {"MUG": 1}, (1, {"MUG": 1}))
    pot_only = member(("ebay", "E"), {"MUG": 1, "POT": 1}, (2, {"POT": 1}))
    both = member(("ebay", "E"), {"MUG": 1, "POT": 1}, (2, {"MUG": 1, "POT": 1}))
    assert not shipped_twice(alone, pot_only, Basis.LINES)
    assert shipped_twice(alone, both, Basis.LINES)
