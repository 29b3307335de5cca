"""Why an order is where it is: the stored decision, its evidence, and what stands beside it."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from shiponce.decisions.copy_differences import Difference, Mirrored, differences
from shiponce.decisions.double_shipments import Basis
from shiponce.decisions.rule_reasons import end, told
from shiponce.decisions.rules import subject_of
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.store import Integration, MatchingMode, Method, Store
from shiponce.persistence import (
    cancelled_orders,
    order_queries,
    order_states,
    orders_for_rules,
    purge_records,
    restored_backup,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence.order_queries import OrderRecord
from shiponce.persistence.same_purchase import Bond
from shiponce.persistence.timestamps import from_ms
from shiponce.services.acts import list_acts
from shiponce.services.matching.compare_orders import compared
from shiponce.services.matching.decision_history import persons_decisions
from shiponce.services.matching.likely_originals import likely_originals
from shiponce.services.shipping import undo_shipment
from shiponce.services.shipping.double_shipments import (
    LEFT_WARNING,
    Standing,
    facts_of_twice,
    label_view,
    left_sentences,
    standing,
)
from shiponce.services.shipping.on_hold import OUR_HOLDS
from shiponce.services.view_models import shipped_elsewhere_notes
from shiponce.views.orders import Explanation, TwinView
from shiponce.views.sentence import Sentence
from shiponce.words.domain_words import STATUS_WORD
from shiponce.words.families import Family, platform_word

_DIFFERS = Family("warning.differs_{}", Difference)
_NOTIFICATIONS_OFF = Family("warning.notices_off_{}", MatchingMode)


def explanation(
    conn: sqlite3.Connection,
    row: OrderRecord,
    now: datetime,
    twins: Sequence[TwinView] | None = None,
) -> Explanation:
    """Why an order is where it is: the stored decision, and what can be seen beside it."""
    found = twins_of(conn, row) if twins is None else twins
    facts = dict(row.facts)
    code: str = row.why
    behind = [twin for twin in found if twin.bond == "linked" and _is_copy(twin)]
    if code in _UNNAMED and not facts.keys() & {"by", "rule"}:
        code = _UNNAMED[code]
    elif code in OUR_HOLDS:
        facts = _hold_facts(conn, row, facts)
    elsewhere = shipped_elsewhere_notes.headline(conn, row)
    if elsewhere is not None:
        code, facts = elsewhere.code, facts | dict(elsewhere.facts)
    elif code == "why.arrived" and behind:
        code, facts = "why.original", facts | {"copy": behind[0].number}
    evidence = row.evidence
    if not evidence and behind:
        evidence = behind[0].evidence
    decisions = persons_decisions(conn, row.id)
    return Explanation(
        Sentence(code, _with_words(row, code, facts)),
        row.decided_at,
        evidence,
        _undo(conn, row, code, facts, now) or next((one.undo for one in decisions), None),
        _warnings(conn, row, found),
        (
            *_purged(conn, row),
            *_in_part(conn, row.id),
            *undo_shipment.notes(conn, row.id, now),
            *shipped_elsewhere_notes.notes(conn, row),
        ),
        decisions,
    )


def _purged(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Say that there is no buyer and no address any more, since when and because of whom."""
    for at, by in purge_records.of_orders(conn, [row.id]).values():
        yield Sentence("note.purged", {"at": from_ms(at), "by": by})


def _in_part(conn: sqlite3.Connection, order_id: int) -> Iterator[Sentence]:
    """Say how many of its units have left, as long as some are still to be shipped."""
    for shipped, units in shipments.left_of(conn, [order_id]).values():
        if shipped < units:
            yield Sentence("note.part_shipped", {"n": shipped, "units": units})


#: What is said of an act that was recorded before names were.
_UNNAMED = {
    "why.cancelled_here": "why.cancelled_unnamed",
    "why.held_here": "why.held_unnamed",
    "why.held_by_rule": "why.held_by_a_rule",
}


def _hold_facts(
    conn: sqlite3.Connection, row: OrderRecord, facts: dict[str, object]
) -> dict[str, object]:
    """Who or which rule holds it: the criteria with what the order has, and the end."""
    subject = None
    if "tests" in facts:
        order = orders_for_rules.imported(conn, [row.id])[row.id]
        store = stores.one(conn, row.store_id)
        subject = subject_of(order, store, row.tags)
    ends = facts.get("until_at")
    until = end(ends if isinstance(ends, datetime) else None)
    return told(facts, subject) | {"until": until}


#: Reasons that say when they were decided.
_DATED = frozenset(
    {
        "why.hidden",
        "why.hidden_by_person",
        "why.declared_own",
        "why.origin_unknown",
        "why.named_but_unlike",
        "why.contradiction",
        "why.shipped_here",
        "why.label_voided",
        "why.entry_taken_back",
        "why.cancelled_here",
        "why.cancelled_unnamed",
    }
)


def _with_words(row: OrderRecord, code: str, facts: dict[str, object]) -> dict[str, object]:
    """Facts that any reason may mention."""
    common: dict[str, object] = {
        "number": row.number,
        "store": row.store,
        "marketplace": platform_word(row.platform),
        "source": platform_word(row.source),
        "status": STATUS_WORD[row.status],
    }
    if code in _DATED:
        common["decided_at"] = row.decided_at
    return common | facts


def _is_copy(twin: TwinView) -> bool:
    return twin.platform.is_shop


_UNDO = {
    "why.store_disconnected": "undo.store_disconnected",
    "why.hidden": "undo.hidden",
    "why.cancelled_here": "undo.cancelled",
    "why.cancelled_unnamed": "undo.cancelled",
    "why.held_here": "undo.held_here",
    "why.held_unnamed": "undo.held_here",
    "why.held_by_a_rule": "undo.held_here",
    "why.origin_unknown": "undo.held",
    "why.named_but_unlike": "undo.held",
    "why.contradiction": "undo.held",
    "why.held_by_rule": "undo.rule",
}


def _undo(
    conn: sqlite3.Connection,
    row: OrderRecord,
    code: str,
    facts: Mapping[str, object],
    now: datetime,
) -> Sentence | None:
    if code == "why.shipped_here":
        return undo_shipment.undo(conn, row, facts, now)
    wanted = _UNDO.get(code)
    if wanted is None:
        return None
    named = {"number": row.number, "ref": _ref(row), "rule_id": facts.get("rule_id", 0)}
    away = ("account", "platform_id", "market")
    named |= {"store": shlex.quote(row.store)} | {k: facts[k] for k in away if k in facts}
    if wanted == "undo.hidden":
        named["original"] = _original_ref(conn, row.id)
    return Sentence(wanted, named)


def _original_ref(conn: sqlite3.Connection, copy_id: int) -> str:
    """What names the original of a hidden copy on the command line."""
    bonds = same_purchase.bonds(conn, [copy_id])
    linked = [one.other_id for one in bonds if one.basis is Basis.LINKED]
    return shlex.quote(next(iter(same_purchase.names(conn, linked[:1]).values()), "ORIGINAL"))


def _ref(row: OrderRecord) -> str:
    """What names an order on the command line, whatever other stores call theirs."""
    return shlex.quote(row.ref)


def _warnings(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> tuple[Sentence, ...]:
    beside = standing(conn, row.id)
    found = [Sentence("warning.shipped_twice", one) for one in _twice(beside)]
    found += undo_shipment.warnings(conn, row.id)
    found += list_acts.warnings(conn, order_states.family(conn, row.id))
    found += _differences(conn, row, twins)
    if row.visibility is not Visibility.VISIBLE:
        return (*found, *_cancelled_behind(conn, row))
    found += _beside(row, twins, beside)
    if row.shown_status is OrderStatus.CANCELLED and shipments.with_live_label(conn, [row.id]):
        facts = {"number": row.number, "platform": platform_word(row.platform)}
        found.append(Sentence("warning.cancelled_after_label", facts))
    return tuple(found)


def _cancelled_behind(conn: sqlite3.Connection, row: OrderRecord) -> Iterator[Sentence]:
    """Say that a hidden copy, which keeps its reason, or its original is cancelled here."""
    for one in cancelled_orders.left_open(conn, row.id):
        facts = {"original": one.original, "ref": shlex.quote(one.ref)}
        yield Sentence("warning.original_cancelled", facts)
    before = cancelled_orders.of(conn, row.id)
    if before is not None and row.status is OrderStatus.CANCELLED:
        yield Sentence("warning.cancelled_behind", {"by": before.by, "ref": _ref(row)})


def _twice(beside: Standing) -> list[dict[str, object]]:
    return facts_of_twice(beside.twice) if beside.twice else []


def _beside(row: OrderRecord, twins: Sequence[TwinView], beside: Standing) -> Iterator[Sentence]:
    """What is to be known before an open order is shipped: its twin has left, or stands open."""
    if not row.status.is_open:
        return
    if not beside.twice:
        yield from left_sentences(row.ref, beside.left, LEFT_WARNING)
    gone = {one.order_id for one in beside.left}
    linked = (Basis.LINKED, Basis.COPIES)
    same = {bond.other_id for bond in beside.others if bond.basis not in linked}
    for twin in twins:
        stands = twin.visibility is Visibility.VISIBLE and twin.status is not OrderStatus.CANCELLED
        if stands and twin.order_id in same - gone:
            facts = {"number": twin.number, "platform": platform_word(twin.platform)}
            yield Sentence("warning.twice", facts | {"store": twin.store})


def _differences(
    conn: sqlite3.Connection, row: OrderRecord, twins: Sequence[TwinView]
) -> list[Sentence]:
    """Where a linked copy and its original disagree, said without the values (Q5, Q7)."""
    found = []
    for twin in twins:
        if twin.bond != "linked":
            continue
        pair = (twin.order_id, row.id) if _is_copy(twin) else (row.id, twin.order_id)
        copy, original = (_mirrored(conn, order_id) for order_id in pair)
        numbers = [twin.number, row.number] if _is_copy(twin) else [row.number, twin.number]
        facts = dict(zip(("copy", "original"), numbers, strict=True))
        found += [Sentence(_DIFFERS[one], facts) for one in differences(copy, original)]
    return found


def _mirrored(conn: sqlite3.Connection, order_id: int) -> Mirrored:
    goods = tuple((line.sku, line.quantity) for line in order_queries.lines(conn, order_id))
    return Mirrored(tuple(one for one in goods if one[1]), order_queries.place(conn, order_id))


def twins_of(conn: sqlite3.Connection, row: OrderRecord) -> tuple[TwinView, ...]:
    """Orders of the same purchase, likely originals of a held copy, and those rejected."""
    order_id: int = row.id
    names = _bonds(conn, row)
    if not names:
        return ()
    seen = {one.id: one for one in order_queries.rows(conn, sorted(names))}
    held = same_purchase.holding(conn, seen)
    return tuple(
        TwinView(
            seen[n].id,
            seen[n].number,
            seen[n].store,
            seen[n].platform,
            seen[n].status,
            seen[n].visibility,
            bond,
            compared(conn, order_id, n),
            tuple(map(label_view, held.get(n, ()))),
        )
        for n, bond in names.items()
    )


def _bonds(conn: sqlite3.Connection, row: OrderRecord) -> dict[int, str]:
    """Each order to be shown beside this one, and what it is to it."""
    order_id: int = row.id
    bonds = same_purchase.bonds(conn, [order_id])
    found = {one.other_id: _called(one) for one in bonds if one.basis is not Basis.SUSPENDED}
    over = order_states.superseded_among(conn, found)
    found = {n: called for n, called in found.items() if n not in over}
    if row.visibility is Visibility.HELD:
        likely = likely_originals(conn, order_id)
        found |= dict.fromkeys(likely, "proposed")
    for copy_id, original_id in order_states.rejected_pairs(conn, order_id):
        other = original_id if copy_id == order_id else copy_id
        if found.get(other) != "linked":
            found[other] = "rejected"
    return found


def _called(bond: Bond) -> str:
    return "rejected" if bond.refused else bond.basis.value


def lasting_warnings(
    conn: sqlite3.Connection, mode: MatchingMode, connected: Sequence[Store]
) -> tuple[Sentence, ...]:
    """What a person should know on every screen, as long as it is so."""
    live = [store for store in connected if store.live]
    chosen = stores.setting(conn, "method") == Method.B.value
    shops = [store for store in live if store.platform.is_shop]
    markets = [store for store in live if store.platform.is_marketplace]
    found: list[Sentence] = []
    put_back = restored_backup.restored(conn)
    if put_back is not None:
        waiting = {"stores": ", ".join(put_back.stores), "made_at": from_ms(put_back.made_at)}
        found.append(Sentence("warning.restored", waiting))
    if chosen and live and not markets:
        found.append(Sentence("warning.method_b_alone"))
    for shop in shops if markets else ():
        if mode is MatchingMode.DOCUMENTED and shop.integration is Integration.NEW:
            found.append(Sentence("warning.new_integration", {"store": shop.name}))
        elif not shop.notifications_on:
            code = _NOTIFICATIONS_OFF[mode]
            found.append(Sentence(code, {"store": shop.name}))
    return tuple(found)
