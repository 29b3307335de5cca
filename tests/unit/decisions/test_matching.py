"""Which orders are twins: what proves it, what only proposes it, and what becomes of a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shiponce.decisions.matching import (
    Setting,
    are_twins,
    compare,
    judge,
    keys_of,
)
from shiponce.decisions.similar_orders import TIME_APART, Candidate
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.money import Money
from shiponce.domain.order import Grade, OrderKey, OriginKey, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.domain.store import Integration, MatchingMode, Method
from tests.platform_ids import AMAZON as SELLER
from tests.platform_ids import BIGCOMMERCE, EBAY

NUMBER = "111-0000001-0000001"
OTHER = "111-0000002-0000002"
AMAZON = frozenset({Platform("amazon")})


def key(value: str = NUMBER, grade: Grade = Grade.PROVES, platform: Platform = SELLER) -> OrderKey:
    """A key as read from a field of the given worth."""
    return OrderKey(OriginKey(platform, value), grade, "external_id")


SAYS = key(grade=Grade.SUPPORTS)
ORIGINAL = Candidate(
    id=1,
    number=NUMBER,
    platform=Platform("amazon"),
    source=Source("amazon"),
    keys=(key(),),
    placed_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    total=Money(2599, "USD"),
    goods=(("MUG", 2),),
)
COPY = replace(ORIGINAL, id=2, number="1042", platform=BIGCOMMERCE)
RECONCILING = Setting(
    MatchingMode.RECONCILING, Method.B, Integration.LEGACY, notifications_on=True, connected=AMAZON
)
DOCUMENTED = replace(RECONCILING, mode=MatchingMode.DOCUMENTED)
MODES = pytest.mark.parametrize("setting", [RECONCILING, DOCUMENTED])
UNLIKE = [
    {"total": Money(2600, "USD")},
    {"goods": (("MUG", 3),)},
    {"placed_at": ORIGINAL.placed_at + TIME_APART + timedelta(seconds=1)},
]


def visibility(
    copy: Candidate,
    *originals: Candidate,
    setting: Setting = RECONCILING,
    refused: tuple[int, ...] = (),
) -> tuple[Visibility, str]:
    """What becomes of the copy, and why."""
    decision = judge(copy, originals, setting, refused=refused)
    return decision.visibility, decision.code


@pytest.mark.proves("B1")
@MODES
def test_a_read_only_key_hides_with_original_and_evidence(setting: Setting) -> None:
    """The proof is kept, so that a person can see why an order is out of sight."""
    decision = judge(COPY, [ORIGINAL], setting)
    assert (decision.visibility, decision.code, decision.original) == (
        Visibility.HIDDEN,
        "why.hidden",
        ORIGINAL,
    )
    assert decision.evidence == compare(COPY, ORIGINAL)


@pytest.mark.parametrize("change", UNLIKE)
def test_a_read_only_key_is_enough(change: dict[str, object]) -> None:
    """A price edited on one side must not put a purchase in the list twice."""
    assert visibility(replace(COPY, **change), ORIGINAL)[0] is Visibility.HIDDEN  # type: ignore[arg-type]  # mixed fields


@pytest.mark.proves("B2")
@MODES
def test_a_storefront_order_is_never_hidden(setting: Setting) -> None:
    """Not even with the key of a marketplace order on it."""
    copy = replace(COPY, source=Source.STOREFRONT)
    assert visibility(copy, ORIGINAL, setting=setting) == (Visibility.VISIBLE, "why.storefront")


@MODES
def test_an_order_declared_nobodys_copy_stays_in_sight(setting: Setting) -> None:
    """A person's word outweighs every key."""
    assert visibility(COPY, ORIGINAL, setting=setting, refused=(0,)) == (
        Visibility.VISIBLE,
        "why.declared_own",
    )


@pytest.mark.parametrize("copy", [COPY, replace(COPY, keys=(SAYS,), total=Money(1, "USD"))])
def test_an_original_that_a_person_refused_is_not_taken_again(copy: Candidate) -> None:
    """Neither to hide behind nor to hold for."""
    assert visibility(copy, ORIGINAL, refused=(1,)) == (Visibility.VISIBLE, "why.original_awaited")


@pytest.mark.proves("B6")
def test_likeness_without_a_common_key_is_not_identity() -> None:
    """One buyer may buy the same thing twice."""
    assert visibility(replace(COPY, keys=(key(OTHER),)), ORIGINAL) == (
        Visibility.VISIBLE,
        "why.original_awaited",
    )


@pytest.mark.proves("B7")
def test_equal_digits_on_two_platforms_are_two_keys() -> None:
    """The platform is part of the key."""
    copy = replace(COPY, keys=(key(platform=EBAY),))
    assert not keys_of(copy) & keys_of(ORIGINAL)
    assert not are_twins(compare(copy, ORIGINAL))
    assert visibility(copy, ORIGINAL)[0] is Visibility.VISIBLE


def test_another_shops_order_is_no_original() -> None:
    """Two BigCommerce copies of one purchase must not hide each other."""
    assert visibility(COPY, replace(COPY, id=3)) == (Visibility.VISIBLE, "why.original_awaited")


def test_an_original_without_a_key_is_compared_without_fault() -> None:
    """Its identity is then empty, and nothing agrees with it."""
    assert not are_twins(compare(COPY, replace(ORIGINAL, keys=())))


def test_an_editable_key_hides_when_all_else_agrees() -> None:
    """Exactly as far apart in time as a connector may be."""
    copy = replace(COPY, keys=(SAYS,), placed_at=ORIGINAL.placed_at + TIME_APART)
    assert visibility(copy, ORIGINAL) == (Visibility.HIDDEN, "why.hidden")


@pytest.mark.parametrize("change", UNLIKE)
def test_an_editable_key_alone_holds(change: dict[str, object]) -> None:
    """Anyone may have typed it: a person decides."""
    copy = replace(COPY, keys=(SAYS,), **change)  # type: ignore[arg-type]  # mixed fields
    assert visibility(copy, ORIGINAL) == (Visibility.HELD, "why.named_but_unlike")


def test_a_read_only_key_outweighs_an_editable_one() -> None:
    """A typed number must not hide an order that is provably another purchase."""
    assert not are_twins(compare(replace(COPY, keys=(key(OTHER), SAYS)), ORIGINAL))


def test_read_only_keys_that_contradict_each_other_hold() -> None:
    """The reason names them both."""
    decision = judge(replace(COPY, keys=(key(), key(OTHER))), [ORIGINAL], RECONCILING)
    assert (decision.visibility, decision.code) == (Visibility.HELD, "why.contradiction")
    assert decision.facts == {"keys": f"external_id {NUMBER}, external_id {OTHER}"}


@pytest.mark.proves("B8")
@pytest.mark.parametrize("source", [Source("amazon"), Source.UNKNOWN])
def test_a_copy_without_a_key_is_held_or_shown_by_mode(source: Source) -> None:
    """Reconciling asks a person, documented shows it; likeness hides in neither."""
    copy = replace(COPY, keys=(), source=source)
    assert visibility(copy, ORIGINAL) == (Visibility.HELD, "why.origin_unknown")
    assert visibility(copy, ORIGINAL, setting=DOCUMENTED) == (Visibility.VISIBLE, "why.no_id_shown")


@pytest.mark.parametrize(
    ("source", "connected"),
    [(Source(EBAY), AMAZON), (Source.UNKNOWN, frozenset[Platform]())],
)
def test_a_copy_that_can_have_no_original_is_shown(
    source: Source, connected: frozenset[Platform]
) -> None:
    """Its marketplace is not connected: held, it would be held for ever."""
    copy = replace(COPY, keys=(), source=source)
    setting = replace(RECONCILING, connected=connected)
    assert visibility(copy, setting=setting) == (Visibility.VISIBLE, "why.only_source")


@pytest.mark.proves("B1")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"integration": Integration.NEW}, "why.new_integration"),
        ({"method": Method.A}, "why.method_a"),
        ({"notifications_on": False}, "why.notifications_off"),
    ],
)
def test_documented_mode_compares_only_as_the_article_says(
    change: dict[str, object], code: str
) -> None:
    """Each condition that the article sets, when missing, leaves the copy in sight."""
    setting = replace(DOCUMENTED, **change)  # type: ignore[arg-type]  # mixed fields
    assert visibility(COPY, ORIGINAL, setting=setting) == (Visibility.VISIBLE, code)


@pytest.mark.proves("W1")
def test_documented_mode_shows_a_copy_that_came_first() -> None:
    """The trap: nothing is there yet to compare with."""
    assert visibility(COPY, setting=DOCUMENTED) == (Visibility.VISIBLE, "why.not_compared")


def test_of_two_originals_the_choice_does_not_depend_on_their_order() -> None:
    """Or two imports of the same orders would end differently."""
    second = replace(ORIGINAL, id=9, number="999")
    for originals in ([ORIGINAL, second], [second, ORIGINAL]):
        assert judge(COPY, originals, RECONCILING).original == ORIGINAL


# -- the evidence, field by field

LATER = ORIGINAL.placed_at + TIME_APART


def line(evidence: Sequence[EvidenceLine], field: str) -> EvidenceLine:
    """The one line about a field."""
    (found,) = [one for one in evidence if one.field == field]
    return found


@pytest.mark.proves("B11")
def test_the_evidence_shows_both_values_of_every_field() -> None:
    """Each key of the copy against the original's own, then what makes them alike."""
    copy = replace(
        COPY,
        keys=(key(OTHER), SAYS),
        total=Money(100, "EUR"),
        goods=(("A", 1), ("MUG", 2)),
        placed_at=LATER,
    )
    found = compare(copy, ORIGINAL)
    assert [(one.field, one.weight) for one in found] == [
        ("external_id", "proves"),
        ("external_id", "supports"),
        ("total", "likeness"),
        ("goods", "likeness"),
        ("placed", "likeness"),
    ]
    assert [(one.ours, one.theirs, one.agrees) for one in found[:2]] == [
        (OTHER, NUMBER, False),
        (NUMBER, NUMBER, True),
    ]
    assert (found[2].ours, found[2].theirs, found[2].agrees) == (
        str(copy.total),
        str(ORIGINAL.total),
        False,
    )
    assert (found[3].ours, found[3].theirs, found[3].agrees) == ("A × 1, MUG × 2", "MUG × 2", False)
    assert (found[4].ours, found[4].theirs, found[4].agrees) == (
        "2026-11-23T12:00+00:00",
        "2026-11-20T12:00+00:00",
        True,
    )


@pytest.mark.parametrize(
    ("apart", "agrees"),
    [
        (timedelta(0), True),
        (TIME_APART, True),
        (-TIME_APART, True),
        (TIME_APART + timedelta(seconds=1), False),
        (-TIME_APART - timedelta(seconds=1), False),
    ],
)
def test_times_agree_within_three_days_on_either_side(apart: timedelta, agrees: bool) -> None:
    """The third day itself still counts."""
    assert timedelta(days=3) == TIME_APART
    copy = replace(COPY, placed_at=ORIGINAL.placed_at + apart)
    assert line(compare(copy, ORIGINAL), "placed").agrees is agrees


def test_an_original_without_a_key_shows_nothing_on_its_side() -> None:
    """The copy's key stands against a blank."""
    found = line(compare(COPY, replace(ORIGINAL, keys=())), "external_id")
    assert (found.ours, found.theirs, found.agrees) == (NUMBER, "", False)


def test_equal_likeness_is_said_field_by_field() -> None:
    """What agrees is shown as well as what does not."""
    assert [one.agrees for one in compare(COPY, ORIGINAL)] == [True] * 4


@pytest.mark.proves("B8")
def test_a_named_order_that_is_unlike_is_held_with_its_evidence() -> None:
    """The first of several by number; one that a person refused, or one that is a twin, is not."""
    unlike = replace(ORIGINAL, total=Money(1, "USD"))
    first, second = replace(unlike, id=7, number="a"), replace(unlike, id=8, number="b")
    copy = replace(COPY, keys=(SAYS,))
    for originals in ((first, second), (second, first)):
        decision = judge(copy, originals, RECONCILING)
        assert (decision.visibility, decision.code) == (Visibility.HELD, "why.named_but_unlike")
        assert decision.evidence == compare(copy, first)
        assert decision.original is None
    assert visibility(copy, first, refused=(7,)) == (Visibility.VISIBLE, "why.original_awaited")
    assert judge(copy, (first, second), RECONCILING, refused=(7,)).evidence == compare(copy, second)
