"""O1 and O2: what is still due of each line, and which units others shipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shiponce.decisions.obligations import Obligation, bare, due_units
from shiponce.decisions.units_shipped_by_others import (
    Counted,
    Ours,
    Shown,
    by_line,
    packages_of_others,
    shipped_by_others,
)
from shiponce.domain.order import Package

NOTHING = Ours(numbers=frozenset(), notified={}, untracked=())
#: The ids of an original and of its copy.
ORIGINAL, COPY = 1, 2


def owed(ordered: int, **more: object) -> Obligation:
    """A line of mugs, of which nothing has happened but what *more* says."""
    known: dict[str, object] = {
        "line_no": 1,
        "sku": "MUG",
        "destination": "",
        "ordered": ordered,
        "cancelled": 0,
        "refunded": 0,
        "collected": 0,
        "ours": 0,
        "others": 0,
    }
    return Obligation(**known | more)  # type: ignore[arg-type]  # by name


def shown(
    order_id: int, counts: Mapping[str, int], *packages: tuple[str, Mapping[str, int]]
) -> Shown:
    """What a platform shows: units shipped by SKU, and its packages, a number and units each."""
    lines = tuple(Counted(f"{order_id}-{sku}", sku, units) for sku, units in counts.items())
    parcels = tuple(
        Package(f"{order_id}-{n}", "UPS", number, _named(order_id, units))
        for n, (number, units) in enumerate(packages)
    )
    return Shown(order_id, lines, parcels)


def _named(order_id: int, units: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((f"{order_id}-{sku}", count) for sku, count in units.items())


def others(*orders: Shown, ours: Ours = NOTHING) -> dict[str, int]:
    """The units that others shipped of one purchase, which has the same labels everywhere."""
    return dict(+shipped_by_others(orders, {one.order_id: ours for one in orders}))


# -- one line


@pytest.mark.proves("O1")
@pytest.mark.parametrize(
    ("line", "due"),
    [
        (owed(3), 3),
        (owed(3, cancelled=1), 2),
        (owed(3, refunded=1), 2),
        (owed(3, collected=1), 2),
        (owed(3, ours=1), 2),
        (owed(3, others=1), 2),
        (owed(9, cancelled=1, refunded=1, collected=1, ours=1, others=1), 4),
        (owed(3, cancelled=3), 0),
        (owed(1, cancelled=1, refunded=1), 0),
        (owed(1, ours=1, others=1), 0),
        (owed(0), 0),
    ],
)
def test_due_is_what_is_left_of_the_ordered_units(line: Obligation, due: int) -> None:
    """Less what was cancelled, refunded, collected or shipped by anybody, and never below none."""
    assert line.due == due
    assert due_units([line]) == ({1: due} if due else {})


@pytest.mark.proves("O3", "O8")
@pytest.mark.parametrize(
    ("line", "surplus"),
    [
        (owed(2, ours=2), 0),
        (owed(2, ours=2, cancelled=1), 1),
        (owed(2, ours=2, refunded=2), 2),
        (owed(2, ours=1, cancelled=1), 0),
        (owed(1, ours=2), 1),
        (owed(2, ours=2, others=1), 1),
        (owed(2, ours=1, others=5), 1),
        (owed(2, others=5), 0),
    ],
)
def test_a_label_of_ours_may_hold_more_than_is_owed(line: Obligation, surplus: int) -> None:
    """Only units under our own labels can be taken back by us."""
    assert line.surplus == surplus


@pytest.mark.proves("O1")
@given(st.tuples(*[st.integers(0, 9)] * 6))
def test_the_numbers_of_a_line_add_up(parts: tuple[int, ...]) -> None:
    """What is due and what was shipped cover what is required; nothing is ever negative."""
    ordered, cancelled, refunded, collected, ours, by_others = parts
    line = owed(
        ordered,
        cancelled=cancelled,
        refunded=refunded,
        collected=collected,
        ours=ours,
        others=by_others,
    )
    assert 0 <= line.due <= line.required <= ordered
    assert 0 <= line.surplus <= ours
    assert line.due == 0 or line.surplus == 0
    assert line.due + line.shipped >= line.required
    assert replace(line, ours=ours + line.due).due == 0


# -- the packages of one purchase


@pytest.mark.proves("O1", "O2")
def test_a_package_that_original_and_copy_show_counts_once() -> None:
    """Its tracking number tells that it is one, however each platform writes it."""
    original = shown(ORIGINAL, {"MUG": 2}, ("1Z 999-a", {"MUG": 2}))
    copy = shown(COPY, {"MUG": 2}, ("1z999A", {"MUG": 2}))
    assert others(original, copy) == {"MUG": 2}
    assert others(copy, original) == {"MUG": 2}


@pytest.mark.proves("O1", "O2")
def test_packages_with_different_numbers_are_several() -> None:
    """One unit entered on the marketplace, another one in the shop: two have left."""
    original = shown(ORIGINAL, {"MUG": 1}, ("1Z1", {"MUG": 1}))
    copy = shown(COPY, {"MUG": 1}, ("1Z2", {"MUG": 1}))
    assert others(original, copy) == {"MUG": 2}


@pytest.mark.proves("O2")
@pytest.mark.parametrize("number", ["1Z1", "1z-1", " 1Z 1"])
def test_our_own_package_is_not_somebody_elses(number: str) -> None:
    """The platform may write our number in its own way."""
    ours = Ours(frozenset({"1Z1"}), {"MUG": 1}, ())
    assert others(shown(ORIGINAL, {"MUG": 1}, (number, {"MUG": 1})), ours=ours) == {}


@pytest.mark.proves("O2")
def test_others_shipped_beside_our_own_package() -> None:
    """Two packages: ours and another one's; only the other counts, line by line."""
    ours = Ours(frozenset({"1Z1"}), {"MUG": 1}, ())
    packages = (("1Z1", {"MUG": 1}), ("1Z2", {"MUG": 1, "LAMP": 1}))
    assert others(shown(ORIGINAL, {"MUG": 2, "LAMP": 1}, *packages), ours=ours) == {
        "MUG": 1,
        "LAMP": 1,
    }


@pytest.mark.proves("O1", "O2")
def test_a_count_without_packages_is_somebody_elses() -> None:
    """A platform may count units as shipped, and list no package."""
    assert others(shown(ORIGINAL, {"MUG": 2, "LAMP": 0})) == {"MUG": 2}


@pytest.mark.proves("O2")
def test_units_that_we_notified_explain_a_count() -> None:
    """The platform lists no package, and its count is what it was told by us."""
    ours = Ours(frozenset({"1Z1"}), {"MUG": 2}, ())
    assert others(shown(ORIGINAL, {"MUG": 2}), ours=ours) == {}
    assert others(shown(ORIGINAL, {"MUG": 3}), ours=ours) == {"MUG": 1}


@pytest.mark.proves("O1")
def test_counts_are_not_added_to_the_packages_that_explain_them() -> None:
    """Two units shipped, one of them in a listed package: the other one is in none."""
    assert others(shown(ORIGINAL, {"MUG": 2}, ("1Z1", {"MUG": 1}))) == {"MUG": 2}


@pytest.mark.proves("O2")
def test_what_a_connector_passes_on_is_not_a_second_shipment() -> None:
    """BigCommerce was told by us; its connector told the marketplace, under our number."""
    ours = Ours(frozenset({"1Z1"}), {"MUG": 1}, ())
    original = shown(ORIGINAL, {"MUG": 1}, ("1Z1", {"MUG": 1}))
    copy = shown(COPY, {"MUG": 1}, ("1Z1", {"MUG": 1}))
    assert others(original, copy, ours=ours) == {}


@pytest.mark.proves("O1", "O2")
def test_a_package_of_others_that_was_passed_on_counts_once() -> None:
    """Sent in the shop by somebody, and passed on by its connector under the same number."""
    original = shown(ORIGINAL, {"MUG": 1, "LAMP": 0}, ("1Z9", {"MUG": 1}))
    copy = shown(COPY, {"MUG": 1}, ("1Z9", {"MUG": 1}))
    assert others(original, copy) == {"MUG": 1}


@pytest.mark.proves("O2", "O11")
def test_untracked_post_of_ours_is_taken_off_first() -> None:
    """Without a number ours look like another's: what we sent is ours, the rest is not."""
    ours = Ours(frozenset(), {"MUG": 1}, ({"MUG": 1},))
    one = shown(ORIGINAL, {"MUG": 1}, ("", {"MUG": 1}))
    two = shown(ORIGINAL, {"MUG": 2}, ("", {"MUG": 1}), ("", {"MUG": 1}))
    assert others(one, ours=ours) == {}
    assert others(two, ours=ours) == {"MUG": 1}
    assert others(one) == {"MUG": 1}


@pytest.mark.proves("O1", "O2", "O11")
def test_untracked_units_on_both_orders_are_the_same_units() -> None:
    """Nothing tells them apart; twice as many would mean that some never leave."""
    original = shown(ORIGINAL, {"MUG": 1}, ("", {"MUG": 1}))
    copy = shown(COPY, {"MUG": 2}, ("", {"MUG": 2}))
    assert others(original, copy) == {"MUG": 2}


@pytest.mark.proves("O2")
def test_a_package_that_a_person_may_have_entered_is_not_told_again() -> None:
    """The platform refused us; a package with the same units may be ours, under any number."""
    ours = Ours(frozenset({"1Z1"}), {}, (), by_hand=({"MUG": 1},))
    one = shown(ORIGINAL, {"MUG": 1}, ("TYPED", {"MUG": 1}))
    two = shown(ORIGINAL, {"MUG": 2}, ("TYPED", {"MUG": 1}), ("OTHER", {"MUG": 1}))
    unlike = shown(ORIGINAL, {"MUG": 2}, ("TYPED", {"MUG": 2}))
    told = [
        [package.tracking for package in packages_of_others(each, ours, by_units=True)]
        for each in (one, two, unlike)
    ]
    assert told == [[], ["OTHER"], ["TYPED"]]


@pytest.mark.proves("O1")
def test_a_package_that_may_be_another_s_counts_as_shipped() -> None:
    """A unit is held back rather than shipped a second time."""
    ours = Ours(frozenset({"1Z1"}), {}, (), by_hand=({"MUG": 1},))
    one = shown(ORIGINAL, {"MUG": 1}, ("TYPED", {"MUG": 1}))
    assert shipped_by_others([one], {one.order_id: ours}) == {"MUG": 1}


@pytest.mark.proves("O1")
def test_lines_of_twins_are_compared_by_sku_and_others_by_their_id() -> None:
    """The SKU in letters and digits; a line without one has only its own id."""
    original = Shown(ORIGINAL, (Counted("7", "mug-1", 1), Counted("8", "", 1)), ())
    copy = Shown(COPY, (Counted("61", "MUG 1", 1),), ())
    assert others(original, copy) == {"MUG1": 1, "8": 1}
    assert bare(" mug-1!") == "MUG1"


SKUS = st.sampled_from(["MUG", "LAMP"])
#: Packages of one purchase: tracking number, and units by SKU. A number is one package's.
PACKAGES = st.dictionaries(
    st.sampled_from(["1Z1", "1Z2", "1Z3"]),
    st.dictionaries(SKUS, st.integers(1, 3), min_size=1),
    max_size=3,
)


@pytest.mark.proves("O1", "W10")
@settings(max_examples=60)
@given(PACKAGES, st.lists(st.booleans(), min_size=6, max_size=6), st.data())
def test_the_order_of_what_is_shown_does_not_matter(
    packages: Mapping[str, Mapping[str, int]], where: Sequence[bool], data: st.DataObject
) -> None:
    """Each package stands on the original, on the copy, or on both: it has left once."""
    halves = (where[:3], where[3:])
    orders = []
    for order_id, half in zip((ORIGINAL, COPY), halves, strict=True):
        listed = [one for one, is_here in zip(packages.items(), half, strict=False) if is_here]
        counts: Counter[str] = Counter({"MUG": 0, "LAMP": 0})
        for _, units in listed:
            counts.update(units)
        orders.append(shown(order_id, counts, *data.draw(st.permutations(listed))))
    seen = {
        number: units
        for n, (number, units) in enumerate(packages.items())
        if halves[0][n] or halves[1][n]
    }
    left: Counter[str] = Counter()
    for units in seen.values():
        left.update(units)
    assert others(*orders) == dict(left)
    assert others(*reversed(orders)) == dict(left)
    assert others(*orders, ours=Ours(frozenset(seen), dict(left), ())) == {}


# -- which line they belong to


@pytest.mark.proves("O1", "O2")
def test_a_package_names_its_own_lines() -> None:
    """Two lines of one SKU: the second was sent, and the first is what is left."""
    own = Shown(
        ORIGINAL,
        (Counted("a", "MUG", 0), Counted("b", "MUG", 1)),
        (Package("1", "UPS", "1Z1", (("b", 1),)),),
    )
    lines = [owed(1), owed(1, line_no=2)]
    found = shipped_by_others([own], {ORIGINAL: NOTHING})
    assert by_line(own, NOTHING, lines, found) == {1: 0, 2: 1}


@pytest.mark.proves("O1", "O2")
def test_units_that_only_the_copy_shows_go_to_the_lines_of_their_sku() -> None:
    """In order, and to each line no more than it requires."""
    own = shown(ORIGINAL, {"MUG": 0})
    own = replace(own, lines=(*own.lines, Counted("b", "MUG", 0), Counted("c", "LAMP", 0)))
    lines = [owed(1), owed(2, line_no=2), owed(1, line_no=3, sku="LAMP")]
    assert by_line(own, NOTHING, lines, {"MUG": 2}) == {1: 1, 2: 1, 3: 0}
    assert by_line(own, NOTHING, lines, {"MUG": 9, "BOWL": 1}) == {1: 1, 2: 2, 3: 0}


@pytest.mark.proves("O1")
def test_what_is_not_required_is_not_assigned() -> None:
    """A cancelled unit takes no unit of a package from another line of the same SKU."""
    own = Shown(ORIGINAL, (Counted("a", "MUG", 0), Counted("b", "MUG", 0)), ())
    lines = [owed(2, cancelled=2), owed(2, line_no=2)]
    assert by_line(own, NOTHING, lines, {"MUG": 1}) == {1: 0, 2: 1}


@pytest.mark.proves("O1")
@settings(max_examples=60)
@given(
    st.lists(st.tuples(SKUS, st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4),
    st.dictionaries(SKUS, st.integers(0, 9)),
)
def test_no_line_gets_more_than_it_requires(
    lines: Sequence[tuple[str, int, int]], found: Mapping[str, int]
) -> None:
    """Whatever others shipped; and none of their units is assigned twice or invented."""
    own = Shown(ORIGINAL, tuple(Counted(str(n), sku, 0) for n, (sku, _, _) in enumerate(lines)), ())
    obliged = [
        owed(ordered, line_no=n, sku=sku, cancelled=cancelled)
        for n, (sku, ordered, cancelled) in enumerate(lines)
    ]
    units = by_line(own, NOTHING, obliged, found)
    for line in obliged:
        assert 0 <= units[line.line_no] <= line.required
    for sku in ("MUG", "LAMP"):
        required = sum(line.required for line in obliged if line.sku == sku)
        given_out = sum(units[line.line_no] for line in obliged if line.sku == sku)
        assert given_out == min(required, found.get(sku, 0))
