"""What a copy may lack or have wrong, and what is only written in another way."""

from __future__ import annotations

import pytest

from shiponce.decisions.copy_differences import Difference, Mirrored, differences

ADDRESS = ("1 Analytical Way", "", "Reno", "89502", "US")
MUG, POT = ("MUG", 2), ("POT", 1)
P, Q, A = Difference.PARTIAL, Difference.QUANTITY, Difference.ADDRESS


@pytest.mark.proves("Q5", "Q7")
@pytest.mark.parametrize(
    ("copy", "original", "found"),
    [
        ((MUG,), (MUG,), ()),
        ((MUG, POT), (POT, MUG), ()),
        ((MUG,), (MUG, POT), (P,)),
        ((), (MUG,), (P,)),
        ((("MUG", 1),), (MUG,), (Q,)),
        ((("mug ", 2),), (MUG,), ()),
        ((("mug", 3),), (MUG, POT), (P, Q)),
        ((("SHOP-7", 2),), (MUG,), ()),
        ((("SHOP-7", 3),), (MUG,), (Q,)),
        ((("SHOP-7", 9),), (MUG, POT), (P,)),
        ((("MUG", 1), ("MUG", 1)), (MUG,), ()),
        ((MUG, POT), (MUG,), (Q,)),
    ],
)
def test_goods(
    copy: tuple[tuple[str, int], ...],
    original: tuple[tuple[str, int], ...],
    found: tuple[Difference, ...],
) -> None:
    """Fewer lines are a part; other numbers of one thing, or of all, are a conflict."""
    assert differences(Mirrored(copy), Mirrored(original)) == found


@pytest.mark.proves("Q7")
@pytest.mark.parametrize(
    ("address", "found"),
    [
        (ADDRESS, ()),
        ((), ()),
        (("1, ANALYTICAL way", "", "reno", "89502", "us"), ()),
        (("1 Analytical", "Way", "Réno", "895 02", "US"), ()),
        (("2 Analytical Way", "", "Reno", "89502", "US"), (A,)),
        (("1 Analytical Way", "", "Reno", "89503", "US"), (A,)),
        (("1 Analytical Way", "", "Reno", "89502", "CA"), (A,)),
    ],
)
def test_addresses(address: tuple[str, ...], found: tuple[Difference, ...]) -> None:
    """Another street, postcode or country; never another way of writing the same one."""
    assert differences(Mirrored((MUG,), address), Mirrored((MUG,), ADDRESS)) == found
    assert differences(Mirrored((MUG,), ADDRESS), Mirrored((MUG,), address)) == found


def test_all_at_once() -> None:
    """In the order in which they are read."""
    copy = Mirrored((("MUG", 1),), ("elsewhere",))
    assert differences(copy, Mirrored((MUG, POT), ADDRESS)) == (P, Q, A)
