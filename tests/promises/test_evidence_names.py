"""B11: what a person compares has a name in each language, and a "no" means a difference."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from mockplace.kernel.order_facts import Recipient
from mockplace.platforms.bigcommerce.connector.profiles import PROFILES
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import Grade
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, evidence_values
from tests.promises.merchant import Trade

#: Fields whose English name is the same word.
SAME = frozenset({"total", "buyer", "address"})
GRADES = frozenset(grade.value for grade in Grade)


def market(profile: str) -> Trade:
    """A purchase on each marketplace, copied and imported."""
    trade = Trade(profile=profile)
    trade.buy("amz", ("MUG", 2), ("BOWL", 1))
    trade.buy("bay", ("JAR", 1), ("MUG", 1))
    trade.wait(15)
    trade.take_in()
    return trade


def compared(trade: Trade) -> Iterator[EvidenceLine]:
    """Every line that a comparison of two orders shows."""
    for grid in Grid:
        for order in trade.hub.orders.ids(grid):
            detail = trade.hub.orders.detail(order)
            yield from detail.why.evidence
            for twin in detail.twins:
                yield from twin.evidence


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.proves("B11")
def test_every_compared_field_has_a_name_in_each_language(profile: str) -> None:
    """No raw name of a platform's field is shown, also of a key that agrees with nothing now."""
    trade = market(profile)
    keys = trade.hub._db.conn.execute("SELECT DISTINCT field FROM order_keys")
    fields = {line.field for line in compared(trade)} | {row[0] for row in keys}
    assert "orderId" in fields
    for language in LANGUAGES:
        named = {field: evidence_values.field(field, language) for field in fields}
        assert [field for field, name in named.items() if name == field and field not in SAME] == []
        assert len(set(named.values())) == len(fields), named


@pytest.mark.parametrize("profile", sorted(PROFILES))
@pytest.mark.proves("B11")
def test_numbers_of_different_kinds_are_not_shown_as_different(profile: str) -> None:
    """The number of an item never agrees with that of an order; what agrees is shown as equal."""
    for line in compared(market(profile)):
        if line.weight in GRADES and line.agrees:
            assert line.ours == line.theirs
        elif line.weight in GRADES and line.weight != Grade.PROVES.value:
            assert len(line.ours) == len(line.theirs), line


@pytest.mark.proves("B11", "Q7")
def test_a_compared_address_has_its_state_and_every_street_line() -> None:
    """States are spelled in two ways and a shop has two street lines: neither is a difference."""
    trade = Trade()
    at_dock = Recipient(street1="1 Pier Way", street3="Dock 4", state="NV")
    order = trade.buy("amz", recipient=at_dock)
    trade.take_in()
    detail = trade.hub.orders.detail(trade.id(order))
    assert [one.code for one in detail.why.warnings if "address" in one.code] == []
    (address,) = [line for line in compared(trade) if line.field == "address"][:1]
    assert address.agrees
    assert ", NV, " in address.ours
    assert ", Nevada, " in address.theirs
