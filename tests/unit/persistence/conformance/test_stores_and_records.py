"""Stores, choices, orders that are in no grid, rules and rate limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from shiponce.domain.platform import Platform
from shiponce.domain.rule import Action, Criterion, Operator, Rule, Test
from shiponce.persistence import excluded_and_quarantined, rate_limits, rules, stores
from shiponce.persistence.database import Database
from shiponce.persistence.excluded_and_quarantined import Entry
from shiponce.persistence.json_columns import Trouble
from shiponce.persistence.rate_limits import Bucket
from tests.unit.persistence.conformance.records import NOON, NOW, add_store

RULE = Rule("gifts", (Test(Criterion.SKU, Operator.EQUALS, ("MUG",)),), ((Action.ADD_TAG, "gift"),))


def test_a_store_is_read_back_and_changed(db: Database) -> None:
    """By its id and by its name; nobody else's name finds it."""
    store_id = add_store(db)
    store = stores.one(db.conn, store_id)
    assert (store.id, store.name, store.platform) == (store_id, "amz", Platform("amazon"))
    assert stores.named(db.conn, "amz") == store
    assert stores.named(db.conn, "AMZ") is None
    with db.write() as conn:
        stores.adjust(conn, replace(store, name="usa", market="ATVPDKIKX0DER"))
    assert stores.every(db.conn) == (replace(store, name="usa", market="ATVPDKIKX0DER"),)


def test_a_watermark_never_goes_back(db: Database) -> None:
    """An import that ends late moves nothing back."""
    store = add_store(db)
    with db.write() as conn:
        stores.import_done(conn, store, NOON, NOW)
        stores.import_done(conn, store, NOON - timedelta(hours=1), NOW + 1)
    state = stores.import_state(db.conn, store)
    assert (state.watermark, state.imported_at) == (NOON, NOON + timedelta(milliseconds=1))


def test_an_import_that_stopped_says_why(db: Database) -> None:
    """Until one reaches its last page; the watermark stays where it was."""
    store = add_store(db)
    with db.write() as conn:
        stores.import_done(conn, store, NOON, NOW)
        stores.import_failed(conn, store, "error.rate_limited", {"until_at": NOON})
    state = stores.import_state(db.conn, store)
    assert (state.watermark, state.trouble) == (
        NOON,
        Trouble("error.rate_limited", {"until_at": NOON}),
    )
    with db.write() as conn:
        stores.import_done(conn, store, NOON, NOW)
    assert stores.import_state(db.conn, store).trouble is None


def test_a_choice_replaces_the_one_before(db: Database) -> None:
    """A setting has one value."""
    for value in ("documented", "reconciling"):
        with db.write() as conn:
            stores.choose(conn, "mode", value)
    assert stores.setting(db.conn, "mode") == "reconciling"


def test_a_bucket_replaces_the_one_before(db: Database) -> None:
    """One a store and kind of call."""
    store = add_store(db)
    for tokens in (5.0, 4.0):
        with db.write() as conn:
            rate_limits.keep(conn, store, "read", Bucket(tokens, NOW, 7))
    assert rate_limits.bucket(db.conn, store, "read") == Bucket(4.0, NOW, 7)
    assert rate_limits.bucket(db.conn, store, "listing") is None


def test_an_order_that_is_kept_out_has_one_record(db: Database) -> None:
    """A newer reason replaces the older one; one that is in a grid has none."""
    store = add_store(db)
    entry = Entry(store, "111-1", "quarantine", "excluded.quarantine", {}, b"1", payload=b"{")
    rule = Entry(store, "111-1", "rule", "excluded.rule", {"rule": "gifts"}, b"2", rule_id=1)
    with db.write() as conn:
        first = excluded_and_quarantined.put(conn, entry, NOW)
        second = excluded_and_quarantined.put(conn, rule, NOW + 1)
    assert first == second
    (record,) = excluded_and_quarantined.every(db.conn)
    assert (record.kind, record.facts, record.at) == (
        "rule",
        {"rule": "gifts"},
        NOON + timedelta(milliseconds=1),
    )
    assert excluded_and_quarantined.named(db.conn, "amz:111-1") == [record]
    with db.write() as conn:
        excluded_and_quarantined.taken_in(conn, store, ["111-1"])
    assert excluded_and_quarantined.one(db.conn, first) is None


def test_rules_run_in_the_order_of_the_list(db: Database) -> None:
    """A new one comes last; one that is off does not run."""
    with db.write() as conn:
        first = rules.add(conn, RULE, NOW)
        second = rules.add(conn, replace(RULE, name="second"), NOW)
        rules.arrange(conn, [second, first])
    assert [one.rule.name for one in rules.every(db.conn)] == ["second", "gifts"]
    with db.write() as conn:
        assert rules.switch(conn, second, on=False)
        assert not rules.switch(conn, 99, on=False)
    assert rules.enabled(db.conn) == [(first, RULE)]
