"""Why an order is where it is: the stored decision, its evidence, and what stands beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import orjson

from shiponce.decisions.matching import TIME_APART, Candidate, compare, is_alike
from shiponce.decisions.mirroring import Mirrored, differences
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Integration, MatchingMode, Platform, Store
from shiponce.services import outside
from shiponce.store import orders, reading, shipments, states
from shiponce.store.text import unpack_facts
from shiponce.store.times import from_ms, span_ms
from shiponce.views import Explanation, Sentence, TwinView


def explanation(
    conn: sqlite3.Connection, row: sqlite3.Row, twins: Sequence[TwinView] | None = None
) -> Explanation:
    """Why an order is where it is: the stored decision, and what can be seen beside it."""
    found = twins_of(conn, row) if twins is None else twins
    facts = unpack_facts(row["facts"])
    code: str = row["why"]
    behind = [twin for twin in found if twin.bond == "linked" and _is_copy(twin)]
    elsewhere = outside.headline(conn, row)
    if elsewhere is not None:
        code, facts = elsewhere.code, facts | dict(elsewhere.facts)
    elif code == "why.arrived" and behind:
        code, facts = "why.original", facts | {"copy": behind[0].number}
    evidence = tuple(EvidenceLine(**line) for line in orjson.loads(row["evidence"]))
    if not evidence and behind:
        evidence = behind[0].evidence
    return Explanation(
        Sentence(code, _with_words(row, facts)),
        from_ms(row["decided_at"]),
        evidence,
        _undo(row, code),
        _warnings(conn, row, found),
        outside.notes(conn, row),
    )


def _with_words(row: sqlite3.Row, facts: dict[str, object]) -> dict[str, object]:
    """Facts that any reason may mention."""
    common: dict[str, object] = {
        "number": row["number"],
        "store": row["store"],
        "marketplace": f"word.{row['platform']}",
        "source": f"word.{row['source']}",
        "status": f"word.status.{row['status']}",
    }
    return common | facts


def _is_copy(twin: TwinView) -> bool:
    return twin.platform is Platform.BIGCOMMERCE


_UNDO = {
    "why.hidden": "undo.hidden",
    "why.hidden_by_person": "undo.hidden",
    "why.cancelled_here": "undo.cancelled",
    "why.origin_unknown": "undo.held",
    "why.named_but_unlike": "undo.held",
    "why.contradiction": "undo.held",
    "why.shipped_here": "undo.shipped",
    "why.held_by_rule": "undo.rule",
}


def _undo(row: sqlite3.Row, code: str) -> Sentence | None:
    wanted = _UNDO.get(code)
    return Sentence(wanted, {"number": row["number"]}) if wanted else None


def _warnings(
    conn: sqlite3.Connection, row: sqlite3.Row, twins: Sequence[TwinView]
) -> tuple[Sentence, ...]:
    found = _differences(conn, row, twins)
    if row["visibility"] != Visibility.VISIBLE.value:
        return tuple(found)
    beside = [
        twin
        for twin in twins
        if twin.bond == "same_key"
        and twin.visibility is Visibility.VISIBLE
        and twin.status is not OrderStatus.CANCELLED
        and row["status"] != OrderStatus.CANCELLED.value
    ]
    found += [
        Sentence(
            "warning.twice",
            {"number": twin.number, "platform": f"word.{twin.platform.value}"},
        )
        for twin in beside
    ]
    if row["shown_status"] == OrderStatus.CANCELLED.value and shipments.with_live_label(
        conn, [row["id"]]
    ):
        facts = {"number": row["number"], "platform": f"word.{row['platform']}"}
        found.append(Sentence("warning.cancelled_after_label", facts))
    return tuple(found)


def _differences(
    conn: sqlite3.Connection, row: sqlite3.Row, twins: Sequence[TwinView]
) -> list[Sentence]:
    """Where a linked copy and its original disagree, said without the values (Q5, Q7)."""
    found = []
    for twin in twins:
        if twin.bond != "linked":
            continue
        pair = (twin.order_id, row["id"]) if _is_copy(twin) else (row["id"], twin.order_id)
        copy, original = (_mirrored(conn, order_id) for order_id in pair)
        numbers = [twin.number, row["number"]] if _is_copy(twin) else [row["number"], twin.number]
        facts = dict(zip(("copy", "original"), numbers, strict=True))
        found += [
            Sentence(f"warning.differs_{one.value}", facts) for one in differences(copy, original)
        ]
    return found


def _mirrored(conn: sqlite3.Connection, order_id: int) -> Mirrored:
    goods = tuple((line["sku"], line["quantity"]) for line in reading.lines(conn, order_id))
    return Mirrored(tuple(one for one in goods if one[1]), reading.place(conn, order_id))


def twins_of(conn: sqlite3.Connection, row: sqlite3.Row) -> tuple[TwinView, ...]:
    """Linked twins, orders seen to share a key, and likely originals of a held copy."""
    order_id: int = row["id"]
    original = states.original_of(conn, order_id)
    bonds = dict.fromkeys(reading.same_key(conn, order_id), "same_key")
    if row["visibility"] == Visibility.HELD.value:
        apart = span_ms(TIME_APART)
        likely = reading.likely_originals(conn, order_id, apart)
        bonds |= dict.fromkeys(likely, "proposed")
    bonds |= dict.fromkeys(states.copies_of(conn, order_id), "linked")
    if original is not None:
        bonds[original] = "linked"
    if not bonds:
        return ()
    found = orders.candidates(conn, [order_id, *bonds])
    seen = {one["id"]: one for one in reading.rows(conn, sorted(bonds))}
    views = [_twin(seen[n], bond, found[order_id], found[n]) for n, bond in bonds.items()]
    return tuple(view for view in views if view.bond != "proposed" or is_alike(view.evidence))


def _twin(row: sqlite3.Row, bond: str, mine: Candidate, other: Candidate) -> TwinView:
    copy, original = (other, mine) if mine.platform.is_marketplace else (mine, other)
    return TwinView(
        row["id"],
        row["number"],
        row["store"],
        Platform(row["platform"]),
        OrderStatus(row["status"]),
        Visibility(row["visibility"]),
        bond,
        compare(copy, original),
    )


def lasting_warnings(
    conn: sqlite3.Connection, mode: MatchingMode, connected: Sequence[Store]
) -> tuple[Sentence, ...]:
    """What a person should know on every screen, as long as it is so."""
    live = [store for store in connected if not store.replaced]
    shops = [store for store in live if store.platform is Platform.BIGCOMMERCE]
    markets = [store for store in live if store.platform.is_marketplace]
    found: list[Sentence] = []
    for shop in shops if markets else ():
        if mode is MatchingMode.DOCUMENTED and shop.integration is Integration.NEW:
            found.append(Sentence("warning.new_integration", {"store": shop.name}))
        elif not shop.notices_on:
            code = f"warning.notices_off_{mode.value}"
            found.append(Sentence(code, {"store": shop.name}))
    return tuple(found)
