"""Each check of a set-up, at its edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shiponce.decisions.doctor_checks import LEAST_FREE, Level, SetUp, StoreFacts, diagnose
from shiponce.domain.alarm import Alarm
from shiponce.domain.platform import Platform
from shiponce.domain.store import Integration, MatchingMode, Method, Store
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def facts(name: str, platform: Platform, **more: Any) -> StoreFacts:
    """A store that was imported just now."""
    integration = Integration.LEGACY if platform is BIGCOMMERCE else None
    store = Store(1, name, platform, name, NOW, integration=more.pop("integration", integration))
    store = replace(store, notifications_on=more.pop("notifications_on", True))
    return StoreFacts(store, more.pop("imported_at", NOW), more.pop("in_trouble", False), **more)


SHOP, AMZ = facts("shop", BIGCOMMERCE), facts("amz", AMAZON)
NEW = facts("shop", BIGCOMMERCE, integration=Integration.NEW)
OFF = facts("shop", BIGCOMMERCE, notifications_on=False)
DOCUMENTED = {"mode": MatchingMode.DOCUMENTED}
WELL = SetUp(
    now=NOW,
    mode=MatchingMode.RECONCILING,
    method=Method.B,
    stores=(AMZ, SHOP),
    stale_after=timedelta(hours=6),
    losing_rules=(),
    keeps_out=False,
    mirrored_prime=0,
    read_only=False,
    simulated=True,
    sqlite=(3, 51, 3),
    free=LEAST_FREE,
    doubts={},
    damage={},
)
QUIET = [
    ("well", Level.OK, {}),
    ("file", Level.OK, {}),
    ("sqlite", Level.OK, {"version": "3.51.3"}),
]


def said(**more: Any) -> list[tuple[str, Level, dict[str, object]]]:
    """What the checks say of a set-up that differs from the good one in *more*."""
    return [(s.code, s.level, dict(s.facts)) for s in diagnose(replace(WELL, **more))]


@pytest.mark.parametrize(
    "more",
    [
        {},
        DOCUMENTED,
        {"stores": (SHOP, AMZ)},
        {**DOCUMENTED, "stores": (SHOP, AMZ), "method": Method.A},
        {**DOCUMENTED, "stores": (NEW,), "method": Method.A},
        {"stores": (AMZ, NEW), "method": Method.A},
        {**DOCUMENTED, "stores": (OFF,)},
        {"mirrored_prime": 1},
        {"stores": (facts("amz", AMAZON, imported_at=NOW - timedelta(hours=6)),)},
        {"free": None},
        {"doubts": {"held": 0}},
        {"damage": {"x1": 0}},
    ],
)
def test_what_is_well(more: dict[str, Any]) -> None:
    """Nothing is said but what was looked at."""
    assert said(**more) == QUIET


TROUBLE, WARNING, OK = Level


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"stores": ()}, ("no_store", WARNING, {})),
        (
            {**DOCUMENTED, "stores": (SHOP, AMZ, facts("bay", EBAY))},
            ("import_order", WARNING, {"store": "shop", "markets": "amz, bay"}),
        ),
        ({"stores": (AMZ, NEW)}, ("new_integration", WARNING, {"store": "shop"})),
        (
            {**DOCUMENTED, "stores": (AMZ, NEW), "method": Method.A},
            ("new_integration", TROUBLE, {"store": "shop"}),
        ),
        ({"stores": (AMZ, OFF)}, ("notifications_off", WARNING, {"store": "shop"})),
        (
            {**DOCUMENTED, "stores": (AMZ, OFF)},
            ("notifications_off_no_rule", TROUBLE, {"store": "shop"}),
        ),
        (
            {**DOCUMENTED, "stores": (AMZ, OFF), "keeps_out": True},
            ("notifications_off", WARNING, {"store": "shop"}),
        ),
        ({"losing_rules": ((3, "No copies"),)}, ("losing_rule", TROUBLE, {"rule": "No copies"})),
        ({"mirrored_prime": 2, "method": Method.A}, ("mirrored_prime", WARNING, {"n": 2})),
        (
            {"stores": (facts("amz", AMAZON, in_trouble=True, imported_at=None),)},
            ("store_trouble", TROUBLE, {"store": "amz"}),
        ),
        (
            {"stores": (facts("amz", AMAZON, imported_at=None),)},
            ("never_imported", WARNING, {"store": "amz"}),
        ),
        (
            {"stores": (facts("amz", AMAZON, imported_at=NOW - timedelta(hours=6, seconds=1)),)},
            ("stale", WARNING, {"store": "amz", "since": NOW - timedelta(hours=6, seconds=1)}),
        ),
        (
            {"stores": (facts("amz", AMAZON, lacks=("credentials",)),)},
            ("credentials", TROUBLE, {"store": "amz"}),
        ),
        (
            {"stores": (facts("amz", AMAZON, lacks=("ship_from",)),)},
            ("ship_from", WARNING, {"store": "amz"}),
        ),
        (
            {"stores": (facts("amz", AMAZON, lacks=("readable_secret",)),)},
            ("readable_secret", WARNING, {"store": "amz"}),
        ),
        ({"free": LEAST_FREE - 1}, ("disk", TROUBLE, {"n": 199})),
        ({"read_only": True}, ("read_only", WARNING, {})),
        ({"unwritable": "hub.db"}, ("unwritable", TROUBLE, {"file": "hub.db"})),
        ({"doubles": ({"number": "shop:1"},)}, ("shipped_twice", TROUBLE, {"number": "shop:1"})),
        (
            {"perhaps_doubles": ({"number": "shop:1"},)},
            ("perhaps_twice", WARNING, {"number": "shop:1"}),
        ),
        (
            {"doubts": {"unknown_purchase": 1}, "in_doubt": ((3, 7, ("501", "502")),)},
            ("unknown_purchase", TROUBLE, {"n": 1, "orders": "501 + 502"}),
        ),
        ({"stopped": (("stopped_lines", {"n": 2}),)}, ("stopped_lines", TROUBLE, {"n": 2})),
        (
            {"alarms": {Alarm.NOT_DUE: ((7, "501"), (8, "502"))}},
            ("not_due", TROUBLE, {"n": 2, "orders": "501, 502"}),
        ),
        (
            {"asks_to_cancel": ((7, "501"),)},
            ("buyer_asks_to_cancel", WARNING, {"n": 1, "orders": "501"}),
        ),
        ({"doubts": {"held": 1}}, ("held", WARNING, {"n": 1})),
        ({"doubts": {"quarantine": 1}}, ("quarantine", WARNING, {"n": 1})),
        *(
            ({"damage": {name: 1}}, (name, TROUBLE, {"n": 1}))
            for name in ("integrity", "indexes", "foreign_keys", "x1", "x3", "x5")
        ),
    ],
)
def test_what_is_not_well(more: dict[str, Any], wanted: tuple[str, Level, object]) -> None:
    """Exactly this, first, and no more word of being well."""
    rest = (
        QUIET[2:]
        if wanted[0] in ("integrity", "indexes", "foreign_keys", "x1", "x3", "x5")
        else QUIET[1:]
    )
    assert said(**more) == [wanted, *rest]


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ((3, 6, 99), "sqlite"),
        ((3, 7, 0), "sqlite_affected"),
        ((3, 51, 2), "sqlite_affected"),
        ((3, 51, 3), "sqlite"),
    ],
)
def test_the_version_of_sqlite(version: tuple[int, ...], code: str) -> None:
    """The bug's first and last versions, and their neighbours."""
    assert said(sqlite=version)[-1][0] == code


def test_a_live_hub_hears_of_the_house_carrier() -> None:
    """It sells to simulated stores only."""
    assert said(simulated=False)[-1] == ("house_simulated", Level.OK, {})


def test_many_double_shipments_are_named_and_then_counted() -> None:
    """The first ten by their labels; the list itself has them all."""
    codes = [code for code, level, _ in said(doubles=({},) * 11) if level is TROUBLE]
    assert codes == ["shipped_twice"] * 10 + ["doubles"]


def test_the_worst_comes_first() -> None:
    """Trouble, warnings, and then what is well."""
    levels = [level for _, level, _ in said(read_only=True, losing_rules=((1, "r"),))]
    assert levels == [TROUBLE, WARNING, OK, OK]
