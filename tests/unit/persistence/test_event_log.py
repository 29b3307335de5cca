"""Events are append-only: kinds and codes of older versions are read as today's."""

from __future__ import annotations

import pytest

from shiponce.domain.event import EVENT_KINDS
from shiponce.persistence import event_log
from shiponce.persistence.event_log import RENAMED_KINDS, RENAMED_REASONS
from shiponce.words import catalogue, say
from tests.doubles.platforms_in_memory import a_hub, an_order


@pytest.mark.parametrize("old", [*RENAMED_KINDS])
def test_a_kind_of_an_older_version_has_its_sentence(old: str) -> None:
    """The row keeps what was recorded, and the history says it in today's words."""
    hub, world = a_hub()
    order = an_order()
    world.stores["amz"].orders[order.remote_id] = order
    hub.imports.run("amz")
    conn = hub._db.conn
    with hub._db.write():
        event_log.record(conn, 1, (old, 1, {"why": "why.notices_off"}))  # type: ignore[arg-type]  # an older kind
    found = event_log.of_order(conn, 1)[-1]
    assert found.kind == RENAMED_KINDS[old]
    assert found.data["why"] == "why.notifications_off"
    assert conn.execute("SELECT kind FROM events ORDER BY id DESC").fetchone()[0] == old


def test_every_older_word_has_a_successor_of_today() -> None:
    """No kind is renamed to one that has no sentence."""
    assert set(RENAMED_KINDS.values()) <= set(EVENT_KINDS)
    assert not set(RENAMED_KINDS) & set(EVENT_KINDS)
    assert set(RENAMED_REASONS.values()) <= set(catalogue("en"))
    assert say("event.notification_sent", "fr", store="amz", tracking="1Z")
