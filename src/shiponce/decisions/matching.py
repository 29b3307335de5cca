"""Decide which orders are twins and what happens to a copy.

Reconciling mode decides over the *set* of orders that share an origin key, so the sequence of
imports does not matter. Documented mode decides once, when a BigCommerce order arrives, from the
orders in the hub at that moment. So a copy that arrives before its original is not hidden; the help
article warns of this trap.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from shiponce.decisions.similar_orders import Candidate, is_alike, likeness
from shiponce.domain.evidence import LIKENESS, EvidenceLine
from shiponce.domain.order import Grade, OrderKey, OriginKey, Visibility
from shiponce.domain.platform import Platform, Source
from shiponce.domain.store import Integration, MatchingMode, Method


@dataclass(frozen=True, slots=True)
class Setting:
    """The merchant's choices that matching depends on."""

    mode: MatchingMode
    method: Method
    #: The integration of the copy's BigCommerce store.
    integration: Integration
    notifications_on: bool
    #: Marketplaces with a store of their own in the hub.
    connected: frozenset[Platform]


@dataclass(frozen=True, slots=True)
class MatchingDecision:
    """A copy's visibility with its reason (a code of ``words``), its original and the evidence."""

    visibility: Visibility
    code: str
    original: Candidate | None = None
    evidence: tuple[EvidenceLine, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)


def keys_of(candidate: Candidate) -> frozenset[OriginKey]:
    """Return the origin keys of an order, of every grade."""
    return frozenset(key.key for key in candidate.keys)


def compare(copy: Candidate, original: Candidate) -> tuple[EvidenceLine, ...]:
    """Return an evidence line for each key of *copy*, and for total, goods and time.

    A key that is another kind of number than the original's order id, such as that of an item, is
    evidence only if it agrees.
    """
    own = {key.key for key in original.keys}
    proofs = [key for key in original.keys if key.grade is Grade.PROVES] or original.keys
    identity = proofs[0].key if proofs else None
    lines = []
    for key in copy.keys:
        agrees, other = key.key in own, identity.value if identity else ""
        if not agrees and key.grade is not Grade.PROVES and _other_kind(key.key, identity):
            continue
        theirs = key.key.value if agrees else other
        lines.append(EvidenceLine(key.field, key.key.value, theirs, agrees, key.grade.value))
    return (*lines, *likeness(copy, original))


def _other_kind(key: OriginKey, identity: OriginKey | None) -> bool:
    """Return True if only one of two numbers of a platform has the shape of its order ids."""
    if identity is None or key.platform != identity.platform:
        return False
    shape = key.platform.traits.order_id
    return bool(shape.fullmatch(key.value)) is not bool(shape.fullmatch(identity.value))


def are_twins(evidence: Sequence[EvidenceLine]) -> bool:
    """Return True if the evidence proves twins.

    A read-only key proves twins if it agrees, and disproves them if it disagrees. An editable key
    that agrees proves twins only if goods, total and time agree as well.
    """
    keys = [line for line in evidence if line.weight != LIKENESS]
    if any(line.agrees and line.weight == Grade.PROVES for line in keys):
        return True
    if any(not line.agrees and line.weight == Grade.PROVES for line in keys):
        return False
    return any(line.agrees for line in keys) and is_alike(evidence)


def contradictions(copy: Candidate) -> tuple[OrderKey, ...]:
    """Return the origin keys in a copy's read-only fields if they contradict; else ()."""
    proofs = [key for key in copy.keys if key.grade is Grade.PROVES]
    return tuple(proofs) if len({key.key for key in proofs}) > 1 else ()


def judge(
    copy: Candidate,
    originals: Sequence[Candidate],
    setting: Setting,
    *,
    refused: Collection[int] = (),
    alike: Sequence[Candidate] = (),
) -> MatchingDecision:
    """Decide what happens to a BigCommerce order, given the marketplace orders that share a key.

    *refused* holds the ids of the orders that a person rejected as the original. If it contains 0,
    a person decided that the order is not a copy. *alike* holds the orders of connected
    marketplaces that may be the original and have no copy.
    """
    if copy.source is Source.STOREFRONT:
        return MatchingDecision(Visibility.VISIBLE, "why.storefront")
    if 0 in refused:
        return MatchingDecision(Visibility.VISIBLE, "why.declared_own")
    if setting.mode is MatchingMode.DOCUMENTED:
        return _as_documented(copy, originals, setting, refused)
    return _reconciled(copy, originals, setting, refused, alike)


def _as_documented(
    copy: Candidate, originals: Sequence[Candidate], setting: Setting, refused: Collection[int]
) -> MatchingDecision:
    if setting.integration is Integration.NEW:
        return MatchingDecision(Visibility.VISIBLE, "why.new_integration")
    if setting.method is Method.A:
        return MatchingDecision(Visibility.VISIBLE, "why.method_a")
    if not setting.notifications_on:
        return MatchingDecision(Visibility.VISIBLE, "why.notifications_off")
    whole = tuple(key for key in copy.keys if key.grade is not Grade.MENTIONS)
    if not whole:
        return MatchingDecision(Visibility.VISIBLE, "why.no_id_shown")
    return _paired(replace(copy, keys=whole), originals, refused) or MatchingDecision(
        Visibility.VISIBLE, "why.not_compared"
    )


def _reconciled(
    copy: Candidate,
    originals: Sequence[Candidate],
    setting: Setting,
    refused: Collection[int],
    alike: Sequence[Candidate],
) -> MatchingDecision:
    differing = contradictions(copy)
    if differing:
        return MatchingDecision(
            Visibility.HELD,
            "why.contradiction",
            facts={"keys": ", ".join(_named(k) for k in differing)},
        )
    pair = _paired(copy, originals, refused)
    if pair:
        return pair
    if not copy.keys and _may_have_original(copy, setting):
        return MatchingDecision(Visibility.HELD, "why.origin_unknown")
    unsupported = _named_alone(copy, originals, refused)
    if unsupported:
        return unsupported
    unaccounted = _unaccounted(copy, alike, setting)
    if unaccounted:
        return unaccounted
    if copy.source.platform in setting.connected:
        return MatchingDecision(Visibility.VISIBLE, "why.original_awaited")
    return MatchingDecision(Visibility.VISIBLE, "why.only_source")


def _paired(
    copy: Candidate, originals: Sequence[Candidate], refused: Collection[int]
) -> MatchingDecision | None:
    for original in sorted(originals, key=lambda candidate: candidate.number):
        if original.id in refused or not original.platform.is_marketplace:
            continue
        evidence = compare(copy, original)
        if are_twins(evidence):
            return MatchingDecision(Visibility.HIDDEN, "why.hidden", original, evidence)
    return None


#: Grades of keys that name an original without proving it.
_NAMING = (Grade.SUPPORTS, Grade.MENTIONS)
#: The reason of a copy that waits because nothing accounts for an alike purchase.
ALIKE = "why.alike_unaccounted"


def _unaccounted(
    copy: Candidate, alike: Sequence[Candidate], setting: Setting
) -> MatchingDecision | None:
    """Return the decision for a copy whose ids name no order while an alike purchase has no copy.

    A read-only id that names another purchase proves that none of the alike purchases is meant.
    """
    if not _may_have_original(copy, setting):
        return None
    if any(key.grade is Grade.PROVES for key in copy.keys):
        return None
    known = [one for one in alike if one.platform in setting.connected]
    if not known:
        return None
    return MatchingDecision(Visibility.HELD, ALIKE, evidence=compare(copy, known[0]))


def _named_alone(
    copy: Candidate, originals: Sequence[Candidate], refused: Collection[int]
) -> MatchingDecision | None:
    """Return the decision for a copy whose editable key names an order that is not alike.

    Such a copy waits for a person's decision. Return None if there is no such order.
    """
    for original in sorted(originals, key=lambda candidate: candidate.number):
        evidence = compare(copy, original)
        named = any(line.agrees and line.weight in _NAMING for line in evidence)
        if original.id not in refused and named and not are_twins(evidence):
            return MatchingDecision(Visibility.HELD, "why.named_but_unlike", evidence=evidence)
    return None


def _may_have_original(copy: Candidate, setting: Setting) -> bool:
    platform = copy.source.platform
    return platform in setting.connected if platform else bool(setting.connected)


def _named(key: OrderKey) -> str:
    return f"{key.field} {key.key.value}"
