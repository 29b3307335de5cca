"""O13: the number by which Amazon tells the packages of an order apart."""

from __future__ import annotations

import re

import pytest

from shiponce.decisions.package_reference import package_reference


@pytest.mark.proves("O13")
def test_a_reference_is_a_long_number_of_its_own() -> None:
    """Positive, numeric, never small, the same for the same package, another for another one."""
    found = [package_reference(f"SO-{n}-token", ()) for n in range(500)]
    assert all(re.fullmatch(r"[1-9]\d{14}", one) for one in found)
    assert len(set(found)) == 500
    assert found == [package_reference(f"SO-{n}-token", ("1", "2")) for n in range(500)]


@pytest.mark.proves("O13")
def test_a_reference_that_the_order_has_is_not_used_again() -> None:
    """Amazon would edit that package instead of adding this one."""
    first = package_reference("SO-1-a", ())
    second = package_reference("SO-1-a", (first,))
    assert second not in ("", first)
    assert package_reference("SO-1-a", (first, second)) not in (first, second)
