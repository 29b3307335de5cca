"""Break the hub in one place, and the library notices: a check or an invariant fails by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from shiponce.decisions import matching, rules, shipping_restrictions, stores_to_notify
from shiponce.domain.act import ActState
from shiponce.domain.store import MatchingMode
from shiponce.persistence import acts
from shiponce.scenario.find_scenario_files import scenarios
from shiponce.scenario.runner import play
from shiponce.scenario.scenario_file import load
from shiponce.services.acts import perform_act
from shiponce.services.notifying import add_notifications, read_before_sending

Patch = pytest.MonkeyPatch


def compare_nothing(patch: Patch) -> None:
    """No two orders are ever twins."""
    patch.setattr(matching, "are_twins", lambda evidence: False)


def tell_no_copy(patch: Patch) -> None:
    """BigCommerce is forgotten when an original is shipped."""
    due_notifications = stores_to_notify.due_notifications
    patch.setattr(
        add_notifications,
        "due_notifications",
        lambda *args, **rest: due_notifications(*args, **(rest | {"copies": ()})),
    )


def tell_all_at_once(patch: Patch) -> None:
    """BigCommerce's notice does not wait for the marketplace's."""
    due_notifications = stores_to_notify.due_notifications
    patch.setattr(
        add_notifications,
        "due_notifications",
        lambda *args, **rest: tuple(
            replace(one, waits=False) for one in due_notifications(*args, **rest)
        ),
    )


def try_again_blindly(patch: Patch) -> None:
    """A lost answer counts as a no, and a second try does not read the platform first."""

    def refuse(self: perform_act.Acting, act_id: int, trouble: object) -> None:
        with self._db.write() as conn:
            acts.settle(conn, act_id, ActState.REFUSED, 0)

    patch.setattr(perform_act.Acting, "lose", refuse)
    patch.setattr(read_before_sending.ReadBack, "look", lambda *args: None)


def ignore_rules(patch: Patch) -> None:
    """No automation rule catches anything."""
    judge = rules.judge
    patch.setattr(rules, "judge", lambda found, subject: judge((), subject))


def allow_everything(patch: Patch) -> None:
    """No limit is ever named."""
    patch.setattr(shipping_restrictions, "forbidden", lambda facts, route: None)


@pytest.mark.parametrize(
    "mutate",
    [
        compare_nothing,
        tell_no_copy,
        tell_all_at_once,
        try_again_blindly,
        ignore_rules,
        allow_everything,
    ],
)
def test_the_library_notifications(mutate: Callable[[Patch], None], monkeypatch: Patch) -> None:
    """At least one scenario names what is wrong."""
    mutate(monkeypatch)
    for path in scenarios():
        run = play(load(path), MatchingMode.RECONCILING)
        if any(not check.passed for check in run.checks):
            return
    pytest.fail("every scenario passed")
