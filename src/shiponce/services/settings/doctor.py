"""Gather the facts for the doctor's checks from the database, without a call to a platform."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

from shiponce.decisions import buyer_emails as decide_emails
from shiponce.decisions import doctor_advice
from shiponce.decisions.doctor_checks import (
    WAY_OUT,
    WHAT,
    KeptPeople,
    Level,
    SetUp,
    StoreFacts,
    Symptom,
    diagnose,
)
from shiponce.decisions.rules import same
from shiponce.domain.order import Condition
from shiponce.domain.platform import Platform, marketplaces
from shiponce.domain.rule import Action, exclude_copies
from shiponce.domain.shipment import Route
from shiponce.domain.store import Method, Store
from shiponce.errors import NotAuthorised
from shiponce.persistence import (
    cancelled_orders,
    channel_emails,
    conditions,
    connection,
    disconnected_orders,
    file_permissions,
    integrity_check,
    order_queries,
    packages_known_to_stores,
    purge_records,
    restored_backup,
    rules,
    secure_delete,
    stopped_notifications,
    stores,
    voided_labels,
)
from shiponce.persistence.database import IN_MEMORY, Database
from shiponce.persistence.stopped_notifications import Stopped
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.ports import Clock, Connections, KnowsSetUp
from shiponce.services.notifying.stop_notification import is_cancelled
from shiponce.services.settings import rule_warnings
from shiponce.services.shipping.nothing_due import closed_by_units
from shiponce.services.shipping.twin_shipments import twin_shipments
from shiponce.services.view_models import shipment_views
from shiponce.services.view_models.alarms import every_alarm
from shiponce.services.view_models.order_warnings import dead_number_facts
from shiponce.views.maintenance import Finding
from shiponce.views.sentence import Sentence


def findings(
    db: Database, connections: Connections, clock: Clock, stale_after: timedelta
) -> tuple[Finding, ...]:
    """Return the doctor's findings, the most severe first, each with a way out."""
    return tuple(_finding(one) for one in diagnose(_set_up(db, connections, clock, stale_after)))


def _finding(symptom: Symptom) -> Finding:
    what = Sentence(WHAT[symptom.code], symptom.facts)
    if symptom.level is Level.OK:
        return Finding(symptom.code, symptom.level, what)
    advised = symptom.advice or symptom.code
    way_out = Sentence(WAY_OUT[advised], symptom.facts)
    known = {**symptom.facts, **symptom.needs}
    commands = doctor_advice.commands(advised, known) or doctor_advice.commands(symptom.code, known)
    where = doctor_advice.place(symptom.code, known)
    return Finding(symptom.code, symptom.level, what, way_out, commands, where)


def _stopped(conn: sqlite3.Connection, one: Stopped) -> tuple[str, Mapping[str, object]]:
    """Return the finding for a stopped notification, and the facts that its advice needs.

    If the buyer has cancelled meanwhile, the finding is about the cancellation.
    """
    cancelled = is_cancelled(conn, one.target_id, one.order_id)
    reason = "notification.cancelled_there" if cancelled else one.code
    code = doctor_advice.stopped(reason)
    facts: dict[str, object] = {
        "notification": one.id,
        "store": one.store,
        "target": one.target,
        "shipment": one.shipment_id,
        "order_id": one.order_id,
        "order": one.order_number,
        "ref": f"{one.order_store}:{one.order_number}",
        "package": f"{one.carrier} {one.tracking}".strip(),
    }
    if code == "stopped_units":
        facts["items"] = one.items
    return code, facts


def _voided(conn: sqlite3.Connection) -> Iterator[Mapping[str, object]]:
    """Yield the open orders whose voided label a store may still show; name any shipped twin."""
    found = voided_labels.still_shown(conn)
    orders = [one.order_id for one in found]
    asked = conditions.waiting(conn, orders, Condition.BUYER_ASKS_TO_CANCEL)
    for one in found:
        beside = twin_shipments(conn, [one.order_id]).warning_only(one.order_id)
        other = beside[0].order if beside else ""
        collected = conditions.is_collected(conn, one.order_id)
        is_due = closed_by_units(conn, one.order_id) is None
        yield asdict(one) | {
            "other": other,
            "asked": one.order_id in asked,
            "collected": collected,
            "due": is_due,
        }


def _dead_numbers(conn: sqlite3.Connection) -> Iterator[Mapping[str, object]]:
    """Yield the numbers of voided labels that stores keep in closed orders."""
    voided = voided_labels.with_voided_label(conn)
    for one in voided_labels.in_closed_orders(conn, voided):
        facts = dead_number_facts(one) | {"beside": one.is_beside, "order_id": one.order_id}
        yield facts | {"ref": f"{one.store}:{one.target}"}


def _set_up(db: Database, connections: Connections, clock: Clock, stale_after: timedelta) -> SetUp:
    conn = db.conn
    keeping_out = [
        (rule_id, rule)
        for rule_id, rule in rules.enabled(conn)
        if any(action is Action.DO_NOT_IMPORT for action, _ in rule.actions)
    ]
    losing = [
        (rule_id, rule.name)
        for rule_id, rule in keeping_out
        if any(
            said.code == "limit.rule_loses_orders" for said in rule_warnings.warnings(conn, rule)
        )
    ]
    put_back = restored_backup.restored(conn)
    twice = [what for double in shipment_views.double_shipments(conn) for what in double.what]
    return SetUp(
        now=clock.now(),
        mode=stores.mode(conn),
        method=stores.method(conn),
        stores=tuple(
            _store(conn, connections, store) for store in stores.every(conn) if store.live
        ),
        stale_after=stale_after,
        disconnected={
            store.name: disconnected_orders.count_of(conn, store.id)
            for store in stores.every(conn)
            if store.disconnected
        },
        chose_b=stores.setting(conn, "method") == Method.B.value,
        losing_rules=tuple(losing),
        keeps_out=bool(keeping_out),
        mirrored_prime=integrity_check.mirrored_prime(conn),
        read_only=connections.read_only,
        unwritable=str(db.file) if db.is_unwritable else "",
        simulated=_is_simulated(connections),
        sqlite=connection.SQLITE_VERSION,
        free=None if db.is_unwritable else _free(db.file),
        doubts=integrity_check.doubts(conn),
        damage=integrity_check.damage(conn),
        doubles=tuple(one.facts for one in twice if one.code != "warning.perhaps_twice"),
        perhaps_doubles=tuple(one.facts for one in twice if one.code == "warning.perhaps_twice"),
        rule_off=next(
            (
                row.id
                for row in rules.every(conn)
                if not row.enabled and same(row.rule, exclude_copies())
            ),
            0,
        ),
        stopped=tuple(_stopped(conn, one) for one in stopped_notifications.every(conn)),
        voided=tuple(_voided(conn)),
        dead_numbers=tuple(_dead_numbers(conn)),
        numbers_of_another=tuple(
            asdict(one) | {"order_id": one.copy_id}
            for one in packages_known_to_stores.numbers_of_another(conn)
        ),
        left_open=tuple(
            asdict(one) | {"order_id": one.copy_id} for one in cancelled_orders.left_open(conn)
        ),
        in_doubt=integrity_check.in_doubt(conn),
        quarantined=integrity_check.quarantined(conn),
        kept_people=_kept_people(conn, clock),
        overwrite_due=secure_delete.is_due(conn),
        backup_made_at=from_ms(put_back.made_at) if put_back else None,
        restored=put_back.stores if put_back else (),
        open_files=file_permissions.open_to_others(db.file),
        alarms=every_alarm(conn),
        asks_to_cancel=_asking_to_cancel(conn),
    )


def _asking_to_cancel(conn: sqlite3.Connection) -> tuple[tuple[int, str], ...]:
    """Return the orders (id, number) whose buyer's request to cancel waits for an answer."""
    asked = Condition.BUYER_ASKS_TO_CANCEL
    order_ids = sorted(conditions.waiting(conn, conditions.shown_on(conn, asked), asked))
    return tuple((row.id, row.number) for row in order_queries.rows(conn, order_ids))


def _kept_people(conn: sqlite3.Connection, clock: Clock) -> tuple[KeptPeople, ...]:
    found = []
    for platform in marketplaces():
        allowed = platform.traits.retention
        orders = 0 if allowed is None else _kept_longer(conn, clock, platform, allowed)
        if allowed is not None and orders:
            found.append(KeptPeople(platform, orders, allowed.days))
    return tuple(found)


def _kept_longer(
    conn: sqlite3.Connection, clock: Clock, platform: Platform, allowed: timedelta
) -> int:
    """Count closed orders whose buyer data is kept longer than the marketplace allows."""
    # The hub does not know the delivery date, so it counts from the day the package left.
    before = to_ms(clock.now() - allowed)
    closed = purge_records.closed_with_person(conn, before, platform.value)
    return sum(one.changed_at <= before for one in purge_records.members(conn, closed).values())


def _store(conn: sqlite3.Connection, connections: Connections, store: Store) -> StoreFacts:
    state = stores.import_state(conn, store.id)
    lacks = connections.lacks(store) if isinstance(connections, KnowsSetUp) else ()
    facts = StoreFacts(store, state.imported_at, bool(state.trouble), lacks)
    known = channel_emails.reading(conn, store.id)
    if known is None:
        return facts
    mixed = decide_emails.shared(known.channels, channel_emails.of_copies(conn, store.id))
    return replace(
        facts,
        written_to=tuple(one.name for one in decide_emails.written_to(known.channels)),
        shared_channel=mixed.name if mixed else "",
        emails_unread=known.trouble is not None,
    )


def _is_simulated(connections: Connections) -> bool:
    try:
        connections.carrier(Route.HOUSE, None)
    except NotAuthorised:
        return False
    return True


def _free(file: Path | str) -> int | None:
    return None if file == IN_MEMORY else shutil.disk_usage(Path(file).resolve().parent).free
