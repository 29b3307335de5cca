"""Why an order is where it is: the stored decision, its evidence, and what stands beside it."""

from __future__ import annotations

import shlex
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import orjson

from shiponce.decisions.matching import TIME_APART, Candidate, compare, is_alike
from shiponce.decisions.mirroring import Mirrored, differences
from shiponce.decisions.rule_reasons import end, told
from shiponce.decisions.rules import subject_of
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.platform import Integration, MatchingMode, Method, Platform, Store
from shiponce.services import outside
from shiponce.services.holding import OUR_HOLDS
from shiponce.store import cancellations, orders, reading, shipments, states, stored, stores
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
    if code in _UNNAMED and not facts.keys() & {"by", "rule"}:
        code = _UNNAMED[code]
    elif code in OUR_HOLDS:
        facts = _hold_facts(conn, row, facts)
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
        _undo(row, code, facts),
        _warnings(conn, row, found),
        outside.notes(conn, row),
    )


#: What is said of an act that was recorded before names were.
_UNNAMED = {
    "why.cancelled_here": "why.cancelled_unnamed",
    "why.held_here": "why.held_unnamed",
    "why.held_by_rule": "why.held_by_a_rule",
}


def _hold_facts(
    conn: sqlite3.Connection, row: sqlite3.Row, facts: dict[str, object]
) -> dict[str, object]:
    """Who or which rule holds it: the criteria with what the order has, and the end."""
    subject = None
    if "tests" in facts:
        order = stored.imported(conn, [row["id"]])[row["id"]]
        store = stores.one(conn, row["store_id"])
        subject = subject_of(order, store, orjson.loads(row["tags"]))
    ends = facts.get("until_at")
    until = end(ends if isinstance(ends, datetime) else None)
    return told(facts, subject) | {"until": until}


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
    "why.store_disconnected": "undo.store_disconnected",
    "why.hidden": "undo.hidden",
    "why.hidden_by_person": "undo.hidden",
    "why.cancelled_here": "undo.cancelled",
    "why.cancelled_unnamed": "undo.cancelled",
    "why.held_here": "undo.held_here",
    "why.held_unnamed": "undo.held_here",
    "why.held_by_a_rule": "undo.held_here",
    "why.origin_unknown": "undo.held",
    "why.named_but_unlike": "undo.held",
    "why.contradiction": "undo.held",
    "why.shipped_here": "undo.shipped",
    "why.held_by_rule": "undo.rule",
}


def _undo(row: sqlite3.Row, code: str, facts: Mapping[str, object]) -> Sentence | None:
    wanted = _UNDO.get(code)
    if wanted is None:
        return None
    named = {"number": row["number"], "ref": _ref(row), "rule_id": facts.get("rule_id", 0)}
    away = ("account", "platform_id", "market")
    named |= {"store": shlex.quote(row["store"])} | {k: facts[k] for k in away if k in facts}
    return Sentence(wanted, named)


def _ref(row: sqlite3.Row) -> str:
    """What names an order on the command line, whatever other stores call theirs."""
    return shlex.quote(f"{row['store']}:{row['number']}")


def _warnings(
    conn: sqlite3.Connection, row: sqlite3.Row, twins: Sequence[TwinView]
) -> tuple[Sentence, ...]:
    found = _differences(conn, row, twins)
    if row["visibility"] != Visibility.VISIBLE.value:
        return (*found, *_cancelled_behind(conn, row))
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


def _cancelled_behind(conn: sqlite3.Connection, row: sqlite3.Row) -> Iterator[Sentence]:
    """A hidden copy keeps the reason why it is hidden; that it is cancelled too is said here."""
    before = cancellations.of(conn, row["id"])
    if before is not None and row["status"] == OrderStatus.CANCELLED.value:
        yield Sentence("warning.cancelled_behind", {"by": before.by, "ref": _ref(row)})


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
    live = [store for store in connected if store.live]
    chosen = stores.setting(conn, "method") == Method.B.value
    shops = [store for store in live if store.platform is Platform.BIGCOMMERCE]
    markets = [store for store in live if store.platform.is_marketplace]
    found: list[Sentence] = []
    if chosen and live and not markets:
        found.append(Sentence("warning.method_b_alone"))
    for shop in shops if markets else ():
        if mode is MatchingMode.DOCUMENTED and shop.integration is Integration.NEW:
            found.append(Sentence("warning.new_integration", {"store": shop.name}))
        elif not shop.notices_on:
            code = f"warning.notices_off_{mode.value}"
            found.append(Sentence(code, {"store": shop.name}))
    return tuple(found)
