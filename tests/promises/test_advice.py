"""What the doctor advises never makes anything worse: run, and looked up in the platforms' books.

Each state in which a finding appears is set up on the simulated platforms. Then every command that
the finding names is run alone, and every command that its sentence leaves to a person as well; the
rest of the day follows, with one more import of everything.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext

import pytest

from mockplace.kernel.fault_plan import Fault
from shiponce.cli.run_command import run
from shiponce.decisions import doctor_advice
from shiponce.domain.shipment import Confirmation, NotificationState
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import Declined
from shiponce.persistence import stores
from shiponce.ports import PlatformAdapter
from shiponce.views.maintenance import Finding
from shiponce.views.orders import Grid
from shiponce.words import LANGUAGES, catalogue, say
from tests.platform_ids import EXCLUDE_COPIES
from tests.promises.merchant import MINUTE, Trade

MARKETS_FIRST, SHOP_FIRST = ("amz", "bay", "shop"), ("shop", "amz", "bay")
RECONCILING, DOCUMENTED = MatchingMode.RECONCILING, MatchingMode.DOCUMENTED
Situation = Callable[[], Trade]


def imported(mode: MatchingMode = RECONCILING, *first: str) -> Trade:
    """An Amazon and an eBay purchase, each with its copy, and everything imported in order."""
    trade = Trade(mode)
    trade.buy("amz")
    trade.buy("bay")
    trade.take_in(*(first or ("amz", "bay", "shop")))
    return trade


def never_imported(mode: MatchingMode, *connected: str) -> Situation:
    """Nothing is imported yet; the stores were connected in this order."""

    def begin() -> Trade:
        trade = Trade(mode, connected=connected or MARKETS_FIRST)
        trade.buy("amz")
        trade.buy("bay")
        return trade

    return begin


def shop_first() -> Trade:
    """Documented: only the shop was imported, and later somebody buys."""
    trade = Trade(DOCUMENTED, connected=SHOP_FIRST)
    trade.take_in("shop")
    trade.buy("amz")
    return trade


def stale(mode: MatchingMode) -> Situation:
    """Nobody has imported for seven hours, and somebody has bought."""

    def begin() -> Trade:
        trade = imported(mode)
        trade.wait(7 * 60)
        trade.buy("amz")
        return trade

    return begin


def in_trouble(store: str, mode: MatchingMode) -> Situation:
    """The last import of a store did not end."""

    def begin() -> Trade:
        trade = Trade(mode)
        trade.buy("amz")
        trade.world.faults.add(Fault("server_error", store=store, times=3))
        trade.hub.imports.run(store)
        trade.world.faults.clear()
        return trade

    return begin


def new_integration(mode: MatchingMode) -> Situation:
    """The shop is on the new integration, beside marketplaces."""

    def begin() -> Trade:
        trade = Trade(mode, integration=Integration.NEW)
        trade.buy("amz")
        trade.take_in()
        return trade

    return begin


def switched_off(mode: MatchingMode, *, rule: bool = False, disabled: bool = False) -> Situation:
    """Notifications to the shop are off, with or without the help article's rule."""

    def begin() -> Trade:
        trade = imported(mode)
        if rule:
            row = trade.hub.rules.add(EXCLUDE_COPIES, anyway=True)
            trade.hub.rules.switch(row.id, enabled=not disabled, anyway=True)
        trade.hub.stores.set_notifications("shop", False, confirmed=True)
        trade.buy("amz")
        trade.take_in("amz", "bay", "shop")
        return trade

    return begin


def losing() -> Trade:
    """A rule excludes orders that no other store brings."""
    trade = Trade(connected=("shop",))
    trade.hub.rules.add(EXCLUDE_COPIES, anyway=True)
    trade.buy("amz")
    trade.take_in("shop")
    return trade


def mirrored_prime(mode: MatchingMode) -> Situation:
    """Method A, and a Prime order came through the shop."""

    def begin() -> Trade:
        trade = Trade(mode, connected=("shop",))
        trade.buy("amz", prime=True)
        trade.take_in("shop")
        return trade

    return begin


def both_shipped() -> Trade:
    """Documented, imported in the wrong order, and both twins shipped."""
    trade = imported(DOCUMENTED, "shop", "amz", "bay")
    for order in trade.hub.orders.ids(Grid.AWAITING_SHIPMENT)[:4]:
        trade.hub.shipping.ship(order, "house:ground", anyway=True)
    trade.wait(10)
    return trade


def in_doubt() -> Trade:
    """The program ended between the purchase of a label and its record."""
    trade = imported()
    order = trade.hub.orders.ids(Grid.AWAITING_SHIPMENT)[0]
    trade.hub.shipping.ship(order, "house:ground")
    with trade.hub._db.write() as conn:
        conn.execute("DELETE FROM notices")
        conn.execute("UPDATE shipments SET state = 'unknown', tracking = '', settled_at = NULL")
        conn.execute("UPDATE order_state SET status = 'awaiting_shipment', hub_set = 0")
    return trade


def conflict(market: str) -> Situation:
    """Somebody shipped there after the last import, and somebody here as well."""

    def begin() -> Trade:
        trade = Trade()
        order = trade.buy(market)
        trade.take_in("amz", "bay", "shop")
        trade.ship_there(order, "1ZOTHER")
        with trade.unread():
            trade.hub.shipping.ship(trade.id(order), "house:ground")
        trade.wait(1)
        assert NotificationState.STOPPED in {one.state for one in trade.notifications(market)}
        return trade

    return begin


def shop_conflict() -> Trade:
    """A storefront order, shipped in BigCommerce and here."""
    trade = Trade()
    order = trade.buy("shop")
    trade.take_in("amz", "bay", "shop")
    trade.ship_there(order, "1ZOTHER")
    with trade.unread():
        trade.hub.shipping.ship(trade.id(order), "house:ground")
    trade.wait(1)
    return trade


def cancelled_after_label(market: str) -> Situation:
    """The buyer cancelled between the label and its notification."""

    def begin() -> Trade:
        trade = Trade()
        order = trade.buy(market)
        trade.take_in("amz", "bay", "shop")
        trade.hub.shipping.ship(trade.id(order), "house:ground")
        trade.world.cancel(order.store, order.order_id)
        trade.world.advance_to(trade.world.now + 5 * MINUTE)
        trade.hub.imports.run(market)
        trade.wait(1)
        return trade

    return begin


@contextmanager
def refusing(trade: Trade) -> Iterator[None]:
    """Every platform refuses what it is told, by validation, and so records nothing."""

    class Refusing:
        def __init__(self, adapter: PlatformAdapter) -> None:
            self._adapter = adapter

        def __getattr__(self, name: str) -> object:
            return getattr(self._adapter, name)

        def confirm(self, confirmation: Confirmation) -> str:
            raise Declined(
                platform=confirmation.platform.value, operation="confirm", reason="no such carrier"
            )

    watched = trade.simulation.connections
    with pytest.MonkeyPatch.context() as patch:
        real = watched.platform
        patch.setattr(watched, "platform", lambda store: Refusing(real(store)))
        yield


def refused(market: str, *, shipped_there: bool) -> Situation:
    """The platform refused the notification once; perhaps somebody entered a package by hand."""

    def begin() -> Trade:
        trade = Trade()
        order = trade.buy(market)
        trade.take_in("amz", "bay", "shop")
        with refusing(trade):
            trade.hub.shipping.ship(trade.id(order), "house:ground")
            trade.hub.tick()
        if shipped_there:
            trade.ship_there(order, "1ZBYHAND")
        return trade

    return begin


def refused_part(market: str) -> Situation:
    """One of two mugs left here, and its notification was refused; a clerk entered it by hand."""

    def begin() -> Trade:
        trade = Trade()
        order = trade.buy(market, ("MUG", 2))
        trade.take_in("amz", "bay", "shop")
        number = trade.id(order)
        line = trade.hub.orders.detail(number).lines[0].line_no
        with refusing(trade):
            trade.hub.shipping.ship(number, "house:ground", lines={line: 1})
            trade.hub.tick()
        trade.ship_there(order, "1ZBYHAND", MUG=1)
        return trade

    return begin


SITUATIONS: dict[str, tuple[str, Situation]] = {
    "import order": ("import_order", never_imported(DOCUMENTED, *SHOP_FIRST)),
    "shop imported first": ("import_order", shop_first),
    "never imported, documented": ("never_imported", never_imported(DOCUMENTED)),
    "never imported": ("never_imported", never_imported(RECONCILING)),
    "stale, documented": ("stale", stale(DOCUMENTED)),
    "stale": ("stale", stale(RECONCILING)),
    "shop in trouble, documented": ("store_trouble", in_trouble("shop", DOCUMENTED)),
    "amazon in trouble": ("store_trouble", in_trouble("amz", RECONCILING)),
    "new integration, documented": ("new_integration", new_integration(DOCUMENTED)),
    "notifications off": ("notifications_off", switched_off(RECONCILING)),
    "notifications off with the rule": ("notifications_off", switched_off(DOCUMENTED, rule=True)),
    "notifications off without a rule": ("notifications_off_no_rule", switched_off(DOCUMENTED)),
    "notifications off, the rule too": (
        "notifications_off_no_rule",
        switched_off(DOCUMENTED, rule=True, disabled=True),
    ),
    "a rule that loses": ("losing_rule", losing),
    "prime through the shop": ("mirrored_prime", mirrored_prime(RECONCILING)),
    "prime through the shop, documented": ("mirrored_prime", mirrored_prime(DOCUMENTED)),
    "double shipment": ("shipped_twice", both_shipped),
    "doubtful purchase": ("unknown_purchase", in_doubt),
    "amazon shows another package": ("stopped_conflict", conflict("amz")),
    "ebay shows another package": ("stopped_conflict", conflict("bay")),
    "shop shows another package": ("stopped_conflict", shop_conflict),
    "amazon cancelled": ("stopped_cancelled", cancelled_after_label("amz")),
    "ebay cancelled": ("stopped_cancelled", cancelled_after_label("bay")),
    "amazon refused": ("stopped_refused", refused("amz", shipped_there=False)),
    "ebay refused": ("stopped_refused", refused("bay", shipped_there=False)),
    "amazon refused a part, then by hand": ("stopped_refused", refused_part("amz")),
    "shop refused a part, then by hand": ("stopped_refused", refused_part("shop")),
    "ebay refused, then by hand": ("stopped_refused", refused("bay", shipped_there=True)),
}


def findings(trade: Trade, code: str) -> list[Finding]:
    """The doctor's findings of a code."""
    return [one for one in trade.hub.maintenance.doctor() if one.code == code]


def advised(finding: Finding) -> list[str]:
    """The commands of a finding, and those that its sentence leaves to a person; no gaps."""
    assert finding.way_out is not None
    said = say(finding.way_out.code, "en", **finding.way_out.facts)
    told = re.findall(r"shiponce ((?:void|notices close|notices retry|rules add) [^.,;:)`]*)", said)
    spoken = [f"shiponce {one.strip()}" for one in told if "--anyway" not in one]
    return list(dict.fromkeys([*finding.commands, *spoken]))


def rest_of_the_day(trade: Trade) -> None:
    """Everything falls due, and everything is imported once more, the marketplaces first."""
    trade.wait(40)
    trade.take_in(*(name for name in MARKETS_FIRST if name in trade.connected))
    trade.wait(3)
    trade.check()


def packages(trade: Trade) -> dict[tuple[str, str], set[str]]:
    """Every tracking number that each order shows on its platform."""
    return {
        key: {parcel.tracking for parcel in order.packages}
        for key, order in trade.world.orders.items()
    }


def doubled(trade: Trade) -> int:
    """How many orders stand in the grids a second time."""
    ids = [order for grid in Grid for order in trade.hub.orders.ids(grid)]
    return sum(row.duplicated for row in trade.hub.orders.rows(ids))


@pytest.mark.parametrize("name", SITUATIONS)
def test_no_advised_command_doubles_or_loses_anything(name: str) -> None:
    """No label more, no package lost, none beside another one, and no order a second time."""
    code, begin = SITUATIONS[name]
    first = begin()
    found = findings(first, code)
    assert found, [one.code for one in first.hub.maintenance.doctor()]
    commands = [command for finding in found[:2] for command in advised(finding)]
    for command in commands:
        trade = begin()
        before, labels, twice = packages(trade), len(trade.world.labels), doubled(trade)
        opening = lambda *_: nullcontext(trade.hub)  # noqa: E731, B023 - called in this turn
        exit_code = run(shlex.split(command)[1:], opening)
        assert exit_code in (0, 1), command
        rest_of_the_day(trade)
        after = packages(trade)
        assert len(trade.world.labels) == labels, command
        assert doubled(trade) <= twice, command
        for key, tracking in before.items():
            assert tracking <= after[key], (command, key)
            assert len(after[key]) <= max(len(tracking), 1), (command, key, after[key])


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_finding_says_what_to_do_and_where(name: str) -> None:
    """In both languages, without a gap; and it leads to a screen."""
    code, begin = SITUATIONS[name]
    for finding in findings(begin(), code):
        assert finding.way_out is not None
        for language in LANGUAGES:
            said = say(finding.way_out.code, language, **finding.way_out.facts)
            assert "{" not in said
        assert finding.place is not None
        assert not any("{" in command for command in finding.commands)


def test_every_finding_that_can_be_mended_here_leads_somewhere() -> None:
    """What is left out is mended outside of the program: secrets, disk, a damaged file."""
    outside = {
        "credentials",
        "credentials_unusable",
        "ship_from",
        "readable_secret",
        "disk",
        "read_only",
    }
    outside |= {"integrity", "indexes", "foreign_keys", "stopped_more", "kept_people", "overwrite"}
    outside |= {"open_file", "unwritable"}
    outside |= {"print_unknown", "print_queued"}  # at the printer, and by a command
    codes = {
        code.removeprefix("doctor.what.")
        for code in catalogue("en")
        if code.startswith("doctor.what.")
    }
    healthy = {"well", "sqlite", "sqlite_affected", "house_simulated", "file"}
    facts = {"store": "s", "notification": 1, "rule_id": 1, "order_id": 1, "shipment": 1}
    lost = {code for code in codes - healthy - outside if doctor_advice.place(code, facts) is None}
    assert lost == set()


@pytest.mark.parametrize("market", ["amz", "bay"])
def test_a_retry_adds_nothing_to_another_package(market: str) -> None:
    """Tried twice, the notification stops again; only a person who insists adds ours."""
    trade = conflict(market)()
    (stopped,) = [n for n in trade.notifications(market) if n.state is NotificationState.STOPPED]
    before = packages(trade)
    for _ in range(2):
        trade.hub.notifications.retry(stopped.id)
        trade.wait(2)
    assert packages(trade) == before
    again = next(one for one in trade.notifications(market) if one.id == stopped.id)
    assert again.reason is not None
    assert (again.state, again.reason.code) == (NotificationState.STOPPED, "notification.conflict")
    done = trade.hub.notifications.close(stopped.id)
    assert done.state is NotificationState.WITHDRAWN
    trade.settle()
    assert packages(trade).keys() == before.keys()
    assert "stopped_conflict" not in {one.code for one in trade.hub.maintenance.doctor()}


def test_an_order_in_two_packages_is_no_conflict_when_retried() -> None:
    """Our own other package of the order stands there, and the second one is still sent."""
    trade = Trade()
    order = trade.buy("bay", ("MUG", 1), ("BOWL", 1))
    trade.take_in("amz", "bay", "shop")
    number = trade.id(order)
    lines = [line.line_no for line in trade.hub.orders.detail(number).lines]
    trade.hub.shipping.ship(number, "house:ground", lines={lines[0]: 1})
    trade.wait(3)
    with refusing(trade):
        trade.hub.shipping.ship(number, "house:ground", lines={lines[1]: 1})
        trade.hub.tick()
    (stopped,) = [n for n in trade.notifications("bay") if n.state is NotificationState.STOPPED]
    trade.hub.notifications.retry(stopped.id)
    trade.wait(3)
    assert len(trade.shown(order)[1]) == 2
    trade.settle()
    trade.check()


def test_the_method_that_ends_a_warning_doubles_nothing() -> None:
    """Reconciling with the new integration, and method B from before: method A changes no row."""
    trade = Trade(integration=Integration.NEW)
    trade.buy("amz")
    trade.take_in("amz", "bay", "shop")
    with trade.hub._db.write() as conn:
        stores.choose(conn, "method", Method.B.value)
    (found,) = findings(trade, "new_integration")
    assert found.commands == ("shiponce stores method A",)
    trade.hub.stores.choose_method(Method.A)
    assert findings(trade, "new_integration") == []
    rest_of_the_day(trade)
    assert (doubled(trade), len(trade.waiting())) == (0, 1)
