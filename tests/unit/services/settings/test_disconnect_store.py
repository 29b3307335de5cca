"""A store is disconnected and connected again: what leaves the grids, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from shiponce.domain.order import Grade, OrderStatus, Package, Visibility
from shiponce.domain.platform import Source
from shiponce.domain.shipment import NotificationState, Route
from shiponce.domain.store import Integration, MatchingMode, Method
from shiponce.errors import BadInput, GuardError, RateLimited, Refused, ServerTrouble, Unreachable
from shiponce.hub import Hub
from shiponce.persistence import shipments
from shiponce.persistence.outbox import MARKETPLACE_DISCONNECTED, STORE_DISCONNECTED
from shiponce.views.orders import Grid
from tests.doubles.platforms_in_memory import NOON, FakePlatform, World, a_copy, a_hub, an_order
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY, EXCLUDE_COPIES

MUG = an_order()
POT = an_order(remote_id="111-0000002-0000002")
LAMP = an_order(EBAY, "26-00001-00001")
MARKETS = {AMAZON: "ATVPDKIKX0DER", EBAY: "EBAY_US", BIGCOMMERCE: ""}
MODES = pytest.mark.parametrize("mode", list(MatchingMode))


def a_day(
    mode: MatchingMode = MatchingMode.RECONCILING, file: str = ":memory:"
) -> tuple[Hub, World]:
    """Two mugs and a lamp with their copies, one storefront order, one marketplace order alone."""
    hub, world = a_hub(file)
    hub.matching.choose_mode(mode)
    world.stores["amz"].orders = {MUG.remote_id: MUG, POT.remote_id: POT}
    world.stores["bay"].orders = {LAMP.remote_id: LAMP}
    world.stores["shop"].orders = {
        "1001": a_copy(MUG, "1001"),
        "1002": a_copy(LAMP, "1002"),
        "1005": an_order(BIGCOMMERCE, "1005"),
    }
    for store in ("amz", "bay", "shop"):
        hub.imports.run(store)
    return hub, world


def again(hub: Hub, name: str, account: str = "", *, as_: str = "", **more: object) -> None:
    """Connect a store's account again, perhaps under another name."""
    row = next(row for row in hub.stores.rows() if row.name == name)
    hub.stores.connect(
        as_ or name,
        row.platform,
        account or row.account,
        market=MARKETS[row.platform],
        **more,  # type: ignore[arg-type]  # by the names of the parameters
    )


def places(hub: Hub) -> dict[str, str]:
    """Where each order stands, by its number: the shelf, or excluded."""
    found = {row.number: grid.value for grid in Grid for row in hub.orders.page(grid)}
    away = {
        hub.orders.detail(row.order_id).row.number for row in hub.orders.excluded() if row.order_id
    }
    return found | dict.fromkeys(away, "excluded")


def told(hub: Hub) -> dict[str, tuple[NotificationState, str]]:
    """Each store's last notification: its state and the code of its reason."""
    return {
        one.store: (one.state, one.reason.code if one.reason else "")
        for one in reversed(hub.notifications.rows())
    }


def visible(hub: Hub, number: str) -> Visibility:
    """Whether an order stands in a grid."""
    return hub.orders.detail(hub.orders.find(number)).row.visibility


@MODES
def test_open_orders_are_excluded_and_come_back(mode: MatchingMode) -> None:
    """Out of every grid and count, listed with the reason, and back where they were."""
    hub, _ = a_day(mode)
    before, counts = places(hub), dict(hub.orders.counts())
    plan = hub.stores.plan_disconnect("shop")
    assert places(hub) == before
    assert dict(hub.orders.counts()) == counts
    done = hub.stores.disconnect("shop")
    assert done == plan
    assert (done.excluded, done.judged_again, done.stopped, done.kept) == (3, 0, 0, 0)
    assert places(hub) == {
        MUG.number: "awaiting_shipment",
        POT.number: "awaiting_shipment",
        LAMP.number: "awaiting_shipment",
        "1001": "excluded",
        "1002": "excluded",
        "1005": "excluded",
    }
    assert sum(hub.orders.counts().values()) == 3
    assert hub.state().excluded == 3
    reasons = {(row.kind, row.reason.code) for row in hub.orders.excluded()}
    assert reasons == {("disconnected", "why.store_disconnected")}
    why = hub.orders.why(hub.orders.find("1005"))
    assert why.headline.code == "why.store_disconnected"
    assert why.undo is not None
    assert why.undo.code == "undo.store_disconnected"
    assert hub.orders.excluded("1005")[0].order_id == hub.orders.find("1005")
    again(hub, "shop")
    assert places(hub) == before
    assert dict(hub.orders.counts()) == counts
    assert hub.orders.excluded() == ()


@pytest.mark.proves("X3")
@MODES
def test_copies_behind_an_excluded_original_are_judged_again(mode: MatchingMode) -> None:
    """No hidden copy without an original that stands; both come back when the account does."""
    hub, _ = a_day(mode)
    before = places(hub)
    done = hub.stores.disconnect("amz")
    assert (done.excluded, done.judged_again, done.shown) == (2, 1, 1)
    assert places(hub)["1001"] == "awaiting_shipment"
    code = {
        MatchingMode.RECONCILING: "why.only_source",
        MatchingMode.DOCUMENTED: "why.not_compared",
    }
    assert hub.orders.why(hub.orders.find("1001")).headline.code == code[mode]
    assert places(hub)["1002"] == "hidden"
    again(hub, "amz")
    assert places(hub) == before
    assert hub.orders.why(hub.orders.find("1001")).headline.code == "why.hidden"
    assert [f.code for f in hub.maintenance.doctor() if f.code in ("x1", "x3", "x5")] == []


def test_another_store_of_the_marketplace_lets_the_copy_wait() -> None:
    """Its original is awaited, not given up: the platform is connected through another account."""
    hub, world = a_day()
    world.stores["amz2"] = FakePlatform(AMAZON, world.clock, world.db)
    hub.stores.connect("amz2", AMAZON, "A2", market="ATVPDKIKX0DER")
    hub.stores.disconnect("amz")
    assert hub.orders.why(hub.orders.find("1001")).headline.code == "why.original_awaited"


def test_a_copy_without_an_id_is_decided_again() -> None:
    """A person's link is suspended with its original, and holds again when that comes back."""
    hub, world = a_hub()
    copy = replace(a_copy(MUG, "1001"), keys=(), source=Source.UNKNOWN)
    world.stores["amz"].orders = {MUG.remote_id: MUG}
    world.stores["shop"].orders = {"1001": copy}
    hub.imports.run_all()
    hub.matching.confirm(hub.orders.find("1001"), hub.orders.find(MUG.number), by="Ada")
    hub.stores.disconnect("amz")
    assert visible(hub, "1001") is Visibility.HELD  # eBay is connected: nobody knows whose copy
    assert [p.originals for p in hub.matching.proposals()] == [()]
    again(hub, "amz")
    assert visible(hub, "1001") is Visibility.HIDDEN
    assert hub.orders.why(hub.orders.find("1001")).headline.code == "why.hidden_by_person"


def test_a_refusal_given_meanwhile_is_remembered() -> None:
    """Nobody's copy stays nobody's copy when the original comes back."""
    hub, _ = a_day()
    hub.stores.disconnect("amz")
    hub.matching.reject(hub.orders.find("1001"), 0, by="Ada")
    again(hub, "amz")
    assert visible(hub, "1001") is Visibility.VISIBLE
    headline = hub.orders.why(hub.orders.find("1001")).headline
    assert (headline.code, headline.facts["by"]) == ("why.declared_own", "Ada")


def test_a_hold_and_a_wish_come_back_with_the_order() -> None:
    """A hold that would have ended meanwhile ends at the next round, not while it is away."""
    hub, world = a_day()
    hub.orders.hold(hub.orders.find("1005"), "1 day")
    hub.stores.disconnect("shop")
    world.clock.wait(days=3)
    hub.tick()
    assert places(hub)["1005"] == "excluded"
    assert hub.orders.why(hub.orders.find("1005")).headline.code == "why.store_disconnected"
    again(hub, "shop")
    assert places(hub)["1005"] == "on_hold"
    hub.tick()
    assert places(hub)["1005"] == "awaiting_shipment"


@pytest.mark.proves("X1")
@MODES
def test_an_excluded_order_takes_no_label(mode: MatchingMode) -> None:
    """The options say why, the service refuses, and so does the database by itself."""
    hub, _ = a_day(mode)
    hub.stores.disconnect("shop")
    order = hub.orders.find("1005")
    codes = {
        option.restriction.code for option in hub.shipping.options(order) if option.restriction
    }
    assert codes == {"limit.store_disconnected"}
    with pytest.raises(Refused, match="disconnected"):
        hub.shipping.ship(order, "house:ground")
    with pytest.raises(GuardError) as stopped, hub._db.write() as conn:
        conn.execute(
            "INSERT INTO shipments (order_id, state, route, carrier, service, service_id,"
            " reference, at) VALUES (?, 'purchasing', 'house', '', '', '', 'R', 0)",
            (order,),
        )
    assert stopped.value.code == "guard.store_disconnected"


@pytest.mark.parametrize(
    "act",
    [
        lambda hub, order: hub.orders.cancel(order),
        lambda hub, order: hub.orders.hold(order),
        lambda hub, order: hub.orders.release(order),
        lambda hub, order: hub.matching.confirm(order, hub.orders.find(MUG.number), by="Ada"),
        lambda hub, order: hub.matching.reject(order, 0, by="Ada"),
    ],
    ids=["cancel", "hold", "release", "confirm", "reject"],
)
def test_nothing_is_done_to_an_excluded_order(act: Callable[[Hub, int], None]) -> None:
    """Each says that the store is disconnected, and changes nothing."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    order = hub.orders.find("1005")
    before = hub.orders.detail(order)
    with pytest.raises(Refused) as refused:
        act(hub, order)
    assert refused.value.code == "limit.store_disconnected"
    assert hub.orders.detail(order) == before


def test_a_cancelled_order_is_restored_when_its_store_is_back() -> None:
    """It would be open work of a store that nothing goes through."""
    hub, _ = a_day()
    hub.orders.cancel(hub.orders.find("1005"))
    hub.stores.disconnect("shop")
    with pytest.raises(Refused) as refused:
        hub.orders.restore(hub.orders.find("1005"))
    assert refused.value.code == "limit.store_disconnected"
    again(hub, "shop")
    hub.orders.restore(hub.orders.find("1005"))
    assert places(hub)["1005"] == "awaiting_shipment"


def test_an_original_that_is_parted_from_its_sent_copy_is_excluded() -> None:
    """A person says that they are two purchases: the original is open again, and its store away."""
    hub, _ = a_day()
    hub.stores.disconnect("amz")
    hub.shipping.ship(hub.orders.find("1001"), "house:ground")
    again(hub, "amz")
    hub.stores.disconnect("amz")
    assert places(hub)[MUG.number] == "shipped"
    hub.matching.reject(hub.orders.find("1001"), 0, by="Ada")
    assert places(hub)[MUG.number] == "excluded"
    again(hub, "amz")
    assert places(hub)[MUG.number] == "awaiting_shipment"


def test_a_copy_cancelled_behind_its_original_says_so_when_that_leaves() -> None:
    """By whom, as any cancelled order does; and it goes back behind the original."""
    hub, _ = a_day()
    hub.orders.cancel(hub.orders.find("1001"))
    hub.stores.disconnect("amz")
    assert places(hub)["1001"] == "cancelled"
    assert hub.orders.why(hub.orders.find("1001")).headline.code == "why.cancelled_here"
    assert hub.orders.why(hub.orders.find("1001")).headline.facts["by"]
    again(hub, "amz")
    assert places(hub)["1001"] == "hidden"


def test_cancelling_an_original_asks_nothing_about_an_excluded_copy() -> None:
    """Swapping would cancel what nobody can see."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    hub.orders.cancel(hub.orders.find(MUG.number))
    assert places(hub)[MUG.number] == "cancelled"


@MODES
def test_shipped_and_cancelled_orders_stand_as_history(mode: MatchingMode) -> None:
    """They keep their grids, while their store is disconnected and after."""
    hub, _ = a_day(mode)
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    hub.tick()
    hub.orders.cancel(hub.orders.find(POT.number))
    done = hub.stores.disconnect("amz")
    assert (done.excluded, done.judged_again, done.kept) == (0, 0, 2)
    found = places(hub)
    assert (found[MUG.number], found[POT.number]) == ("shipped", "cancelled")
    assert found["1001"] == "hidden", "its original has left: nothing ships twice"


@pytest.mark.proves("X1")
def test_a_label_of_an_excluded_original_blocks_its_copy() -> None:
    """A part has left, so the original is open: its copy is shown, and only the rest is due."""
    hub, _ = a_day()
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground", lines={1: 1})
    hub.stores.disconnect("amz")
    assert places(hub)[MUG.number] == "excluded"
    copy = hub.orders.find("1001")
    assert visible(hub, "1001") is Visibility.VISIBLE
    (line,) = hub.orders.detail(copy).lines
    assert (line.quantity, line.due) == (2, 1)
    with pytest.raises(Refused):
        hub.shipping.ship(copy, "house:ground", lines={1: 2})


@pytest.mark.proves("X1")
def test_a_label_blocks_a_copy_that_only_a_person_linked() -> None:
    """No key is equal, and the link is suspended: the label holds all the same."""
    hub, world = a_hub()
    world.stores["amz"].orders = {MUG.remote_id: MUG}
    copy_of_unknown = replace(a_copy(MUG, "1001"), keys=(), source=Source.UNKNOWN)
    world.stores["shop"].orders = {"1001": copy_of_unknown}
    hub.imports.run_all()
    hub.matching.confirm(hub.orders.find("1001"), hub.orders.find(MUG.number), by="Ada")
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground", lines={1: 1})
    hub.stores.disconnect("bay")
    hub.stores.disconnect("amz")
    copy = hub.orders.find("1001")
    assert visible(hub, "1001") is Visibility.VISIBLE
    (line,) = hub.orders.detail(copy).lines
    assert (line.quantity, line.due) == (2, 1)
    with pytest.raises(GuardError) as stopped, hub._db.write() as conn:
        shipments.begin(
            conn,
            copy,
            route=Route.HOUSE,
            carrier="",
            service="",
            service_id="",
            reference="R",
            lines=[(1, 2)],
            at=0,
        )
    assert stopped.value.code == "guard.unit_twice"


@pytest.mark.proves("X1", "W8")
def test_a_copy_that_left_meanwhile_is_respected_when_the_original_returns() -> None:
    """The original comes back as sent, takes no label, and its marketplace is told once."""
    hub, world = a_day()
    hub.stores.disconnect("amz")
    hub.shipping.ship(hub.orders.find("1001"), "house:ground")
    hub.tick()
    again(hub, "amz")
    assert places(hub)[MUG.number] == "shipped"
    assert hub.orders.why(hub.orders.find(MUG.number)).headline.code == "why.sent_as_twin"
    assert visible(hub, "1001") is Visibility.HIDDEN
    assert hub.matching.double_shipments() == ()
    world.clock.wait(hours=5)
    hub.tick()
    hub.tick()
    assert [c.remote_order for c in world.stores["amz"].told] == [MUG.remote_id]


@pytest.mark.proves("X5", "X4")
@MODES
def test_what_was_due_waits_and_goes_on_exactly_once(mode: MatchingMode) -> None:
    """Stopped with the reason while away, not dropped, and sent once when the account is back."""
    hub, world = a_day(mode)
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    done = hub.stores.disconnect("shop")
    assert done.stopped == 1
    assert told(hub)["shop"] == (NotificationState.STOPPED, STORE_DISCONNECTED)
    world.clock.wait(days=2)
    hub.tick()
    assert told(hub)["amz"][0] is NotificationState.SENT
    assert world.stores["shop"].told == []
    assert [
        f.code for f in hub.maintenance.doctor() if f.code.startswith("stopped") or f.code == "x5"
    ] == []
    again(hub, "shop")
    hub.tick()
    hub.tick()
    assert told(hub)["shop"][0] is NotificationState.SENT
    assert [c.remote_order for c in world.stores["shop"].told] == ["1001"]
    assert len(world.stores["amz"].told) == 1


@pytest.mark.proves("X5")
def test_what_is_shipped_while_the_shop_is_away_is_told_when_it_returns() -> None:
    """The original's label owes the shop a notification at once; it waits with its reason."""
    hub, world = a_day()
    hub.stores.disconnect("shop")
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    hub.tick()
    assert told(hub)["shop"] == (NotificationState.STOPPED, STORE_DISCONNECTED)
    again(hub, "shop")
    hub.tick()
    assert [c.remote_order for c in world.stores["shop"].told] == ["1001"]


@pytest.mark.proves("X5")
def test_an_original_that_arrives_while_the_shop_is_away_finds_its_copy() -> None:
    """Judged when the shop returns, and the label bought meanwhile is told to it."""
    hub, world = a_hub()
    world.stores["shop"].orders = {"1001": a_copy(MUG, "1001")}
    hub.imports.run("shop")
    hub.stores.disconnect("shop")
    world.stores["amz"].orders = {MUG.remote_id: MUG}
    hub.imports.run("amz")
    assert places(hub) == {MUG.number: "awaiting_shipment", "1001": "excluded"}
    hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    hub.tick()
    again(hub, "shop")
    assert visible(hub, "1001") is Visibility.HIDDEN
    hub.tick()
    assert [c.remote_order for c in world.stores["shop"].told] == ["1001"]


def test_a_parcel_that_a_person_entered_meanwhile_is_not_doubled() -> None:
    """The platform is read before what waited goes on: it shows the same number already."""
    hub, world = a_day()
    view = hub.shipping.ship(hub.orders.find("1005"), "house:ground")
    hub.stores.disconnect("shop")
    world.stores["shop"].shown["1005"] = [Package("9", view.carrier, view.tracking)]
    again(hub, "shop")
    hub.tick()
    assert told(hub)["shop"][0] is NotificationState.ALREADY_KNOWN
    assert world.stores["shop"].told == []


def test_a_delay_is_kept() -> None:
    """A notification that was due in the future is due then, not at once."""
    hub, world = a_day()
    hub.shipping.ship(hub.orders.find("1005"), "house:ground")
    world.stores["shop"].before = [ServerTrouble("error.server", platform="x", operation="y")]
    hub.tick()
    due = next(one.next_at for one in hub.notifications.rows())
    hub.stores.disconnect("shop")
    again(hub, "shop")
    assert next(one.next_at for one in hub.notifications.rows()) == due


def test_a_label_voided_while_the_store_is_away_withdraws_what_waits() -> None:
    """The order is open again, and is excluded with the rest of its store."""
    hub, world = a_day()
    view = hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    hub.stores.disconnect("amz")
    hub.shipping.void(view.id)
    assert places(hub)[MUG.number] == "excluded"
    assert places(hub)["1001"] == "awaiting_shipment"
    again(hub, "amz")
    hub.tick()
    assert places(hub)[MUG.number] == "awaiting_shipment"
    assert places(hub)["1001"] == "hidden"
    assert world.stores["amz"].told == []


@pytest.mark.parametrize(
    "act",
    [
        lambda hub, notification: hub.notifications.retry(notification),
        lambda hub, notification: hub.notifications.correct(
            notification, carrier="UPS", tracking="1Z", by="Ada"
        ),
    ],
    ids=["retry", "correct"],
)
def test_what_waits_for_its_store_is_not_sent_by_hand(act: Callable[[Hub, int], None]) -> None:
    """The refusal says what would help."""
    hub, _ = a_day()
    hub.shipping.ship(hub.orders.find("1005"), "house:ground")
    hub.stores.disconnect("shop")
    notification = hub.notifications.rows()[0].id
    with pytest.raises(Refused) as refused:
        act(hub, notification)
    assert refused.value.code == "limit.store_disconnected"
    assert refused.value.way_out == "way_out.connect_again"


def test_it_is_refused_while_a_label_is_being_bought() -> None:
    """Nobody knows whether it exists: settle it first. Nothing is changed."""
    hub, world = a_day()
    before = places(hub)
    lost = Unreachable("error.unreachable", platform="house", operation="buy")
    carrier = next(c for route, c in world.carriers.items() if route.value == "house")
    carrier.before, carrier.deaf = [lost], [lost]
    with pytest.raises(Unreachable):
        hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
    for call in (hub.stores.plan_disconnect, hub.stores.disconnect):
        with pytest.raises(Refused) as refused:
            call("amz")
        assert refused.value.code == "limit.disconnect_in_purchase"
        assert MUG.number in str(refused.value)
    assert places(hub) == before
    hub.stores.disconnect("bay")  # another store's purchase stands in nobody's way


def test_import_all_passes_it_over_and_its_own_import_says_why() -> None:
    """A store that is gone no longer fails every import."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    assert [report.store for report in hub.imports.run_all()] == ["amz", "bay"]
    for call in (hub.imports.run, hub.imports.sweep, hub.imports.retry_quarantined):
        with pytest.raises(Refused) as refused:
            call("shop")
        assert refused.value.code == "limit.store_disconnected"


@pytest.mark.proves("X2")
@pytest.mark.parametrize("gone", ["disconnect", "replace"])
def test_an_import_that_runs_meanwhile_brings_nothing_in(tmp_path: Path, gone: str) -> None:
    """Another hub ends the connection between two pages; the rest of the import is refused."""
    hub, world = a_hub(str(tmp_path / "hub.db"))
    world.stores["shop"].orders = {
        number: an_order(BIGCOMMERCE, number) for number in ("1", "2", "3")
    }
    world.stores["shop"].page_size = 1
    with closing(hub.sibling()) as other:

        def meanwhile() -> None:
            world.stores["shop"].meanwhile = None
            other.stores.disconnect("shop") if gone == "disconnect" else other.stores.replace(
                "shop", "neu"
            )

        world.stores["shop"].meanwhile = meanwhile
        report = hub.imports.run("shop")
    assert report.trouble is not None
    assert report.trouble.code == f"limit.store_{gone}{'ed' if gone == 'disconnect' else 'd'}"
    assert report.added == 1
    assert len(hub.orders.excluded()) == (1 if gone == "disconnect" else 0)
    if gone == "disconnect":
        again(hub, "shop")
        hub.imports.run("shop")
        assert sorted(places(hub)) == ["1", "2", "3"], "the watermark had not moved"


def test_the_database_takes_no_order_of_a_disconnected_store() -> None:
    """Whoever forgets to ask is stopped by the guard."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    with pytest.raises(GuardError) as stopped, hub._db.write() as conn:
        conn.execute(
            "INSERT INTO orders SELECT 999, store_id, 'x' || remote_id, number, platform,"
            " source, placed_at, modified_at, remote_status, shown_status, total, currency,"
            " quantity, items, requested_service, prime, by_platform, ship_by, deliver_by,"
            " packages, extra, digest, seen_at, packages_known, conditions FROM orders"
            " WHERE number = '1005'"
        )
    assert stopped.value.code == "guard.store_disconnected"


def test_a_sender_that_was_under_way_ends_as_its_platform_answers(tmp_path: Path) -> None:
    """Accepted during the disconnection counts; refused for now, it waits with the rest."""
    hub, world = a_day(file=str(tmp_path / "hub.db"))
    with closing(hub.sibling()) as other:
        shop = world.stores["shop"]
        accept = shop.confirm

        def confirm(confirmation: object) -> str:
            other.stores.disconnect("shop")
            shop.confirm = accept  # type: ignore[method-assign]  # a platform that takes its time
            if shop.after:
                raise shop.after.pop()  # type: ignore[misc]  # it holds errors only
            return accept(confirmation)  # type: ignore[arg-type]  # handed on

        hub.shipping.ship(hub.orders.find("1005"), "house:ground")
        shop.confirm = confirm  # type: ignore[method-assign]  # as above
        hub.tick()
        assert told(hub)["shop"][0] is NotificationState.SENT
        again(hub, "shop")
        hub.shipping.ship(hub.orders.find(MUG.number), "house:ground")
        shop.after = [RateLimited(platform="bigcommerce", operation="confirm")]
        shop.confirm = confirm  # type: ignore[method-assign]  # as above
        hub.tick()
        assert told(hub)["shop"] == (NotificationState.STOPPED, STORE_DISCONNECTED)
        again(hub, "shop")
        hub.tick()
        world.clock.wait(hours=1)
        hub.tick()
    assert [c.remote_order for c in shop.told] == ["1005", "1001"]


def test_what_the_platform_changed_meanwhile_comes_with_the_next_import() -> None:
    """The watermark stays where it was, so nothing in between is missed."""
    hub, world = a_day()
    hub.stores.disconnect("amz")
    world.clock.wait(days=40)
    world.stores["amz"].orders[POT.remote_id] = replace(
        POT, status=OrderStatus.CANCELLED, modified_at=NOON + timedelta(days=1)
    )
    again(hub, "amz", as_="amazon")
    world.stores["amazon"] = world.stores["amz"]
    report = hub.imports.run("amazon")
    assert report.first is False
    assert report.since is not None
    assert report.since < NOON
    assert places(hub)[POT.number] == "cancelled"


@MODES
def test_two_stores_leave_and_return_in_any_order(mode: MatchingMode) -> None:
    """Shop and marketplace away at once: whichever comes back first, the end is as before."""
    for leave in (("amz", "shop"), ("shop", "amz")):
        for back in (("amz", "shop"), ("shop", "amz")):
            hub, _ = a_day(mode)
            before = places(hub)
            for name in leave:
                hub.stores.disconnect(name)
            assert [f.code for f in hub.maintenance.doctor() if f.code in ("x1", "x3", "x5")] == []
            for name in back:
                again(hub, name)
                assert [
                    f.code for f in hub.maintenance.doctor() if f.code in ("x1", "x3", "x5")
                ] == []
            assert places(hub) == before, (leave, back)


@MODES
def test_a_replaced_connection_leaves_and_returns_with_the_one_in_its_place(
    mode: MatchingMode,
) -> None:
    """Both connections are one account: their orders go and come together."""
    hub, _ = a_day(mode)
    hub.stores.replace("shop", "neu", integration=Integration.LEGACY)
    with pytest.raises(Refused) as refused:
        hub.stores.disconnect("shop")
    assert refused.value.code == "limit.disconnect_replaced"
    assert refused.value.facts["by"] == "neu"
    before = places(hub)
    done = hub.stores.disconnect("neu")
    assert done.excluded == 3
    hub.stores.connect("shop3", BIGCOMMERCE, "account-shop")
    assert places(hub) == before


def test_the_name_of_a_connection_that_is_over_is_free() -> None:
    """A wrong account is disconnected, the right one takes its name, and both can be told apart."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    hub.stores.connect("shop", BIGCOMMERCE, "rightone")
    rows = {row.name: row for row in hub.stores.rows()}
    assert rows["shop"].account == "rightone"
    assert rows["shop-account-shop"].disconnected_at is not None
    assert hub.orders.excluded("shop-account-shop:1005")
    with pytest.raises(Refused):
        again(hub, "shop-account-shop", as_="shop")
    again(hub, "shop-account-shop", as_="old")
    assert places(hub)["1005"] == "awaiting_shipment"


def test_the_last_marketplace_leaves_method_b_alone() -> None:
    """Where method B was chosen, every screen's head and the doctor say that nobody is left."""
    hub, _ = a_day()
    hub.stores.choose_method(Method.B)
    assert not hub.stores.disconnect("bay").last_marketplace
    assert hub.state().warnings == ()
    assert hub.stores.disconnect("amz").last_marketplace
    assert [one.code for one in hub.state().warnings] == ["warning.method_b_alone"]
    assert "method_b_alone" in {one.code for one in hub.maintenance.doctor()}
    away = [one for one in hub.maintenance.doctor() if one.code == "disconnected"]
    assert {one.what.facts["store"] for one in away} == {"amz", "bay"}


def test_method_follows_the_stores_where_nobody_chose() -> None:
    """A without a marketplace, B with one."""
    hub, _ = a_day()
    assert hub.state().method is Method.B
    hub.stores.disconnect("amz")
    hub.stores.disconnect("bay")
    assert hub.state().method is Method.A


def test_the_notification_switch_is_not_turned_while_it_is_away() -> None:
    """It would decide about what waits."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    with pytest.raises(Refused) as refused:
        hub.stores.set_notifications("shop", False, by="Ada", confirmed=True)
    assert refused.value.code == "limit.store_disconnected"


def test_it_is_not_disconnected_twice_and_not_replaced() -> None:
    """Each says what is so already."""
    hub, _ = a_day()
    hub.stores.disconnect("shop")
    for call in (lambda: hub.stores.disconnect("shop"), lambda: hub.stores.replace("shop", "neu")):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "limit.store_disconnected"
    with pytest.raises(BadInput):
        hub.stores.disconnect("nobody")


def test_a_rule_that_loses_orders_sees_that_a_store_left() -> None:
    """An excluded original is no original: the copy would be lost (A6)."""
    hub, _ = a_day()
    hub.stores.disconnect("amz")
    with pytest.raises(Refused) as refused:
        hub.rules.add(EXCLUDE_COPIES)
    assert refused.value.code == "limit.rule_loses_orders"


def test_what_a_platform_shows_is_not_asked_of_a_disconnected_store() -> None:
    """Its card says why it is empty."""
    hub, _ = a_day()
    hub.stores.disconnect("amz")
    cards = {card.platform: card for card in hub.orders.look(hub.orders.find("1001"))}
    remark = cards[AMAZON].remark
    assert remark is not None
    assert remark.code == "limit.store_disconnected"


def test_a_mode_that_is_chosen_meanwhile_moves_no_excluded_order() -> None:
    """Reconciling looks at what stands here; the rest is judged when it returns."""
    hub, world = a_hub()
    hub.matching.choose_mode(MatchingMode.DOCUMENTED)
    world.stores["shop"].orders = {"1001": a_copy(MUG, "1001", Grade.PROVES)}
    world.stores["amz"].orders = {MUG.remote_id: MUG}
    hub.imports.run("shop")
    hub.imports.run("amz")
    hub.stores.disconnect("shop")
    hub.matching.choose_mode(MatchingMode.RECONCILING)
    assert places(hub)["1001"] == "excluded"
    again(hub, "shop")
    assert places(hub) == {MUG.number: "awaiting_shipment", "1001": "hidden"}


@pytest.mark.proves("N11", "X5")
def test_what_only_a_disconnected_marketplace_knows_waits_for_it() -> None:
    """Somebody else has shipped the original: its package is read when the account is back."""
    hub, world = a_hub()
    gone = replace(MUG, status=OrderStatus.SHIPPED)
    world.stores["amz"].orders = {MUG.remote_id: gone}
    world.stores["amz"].shown = {MUG.remote_id: [Package("1", "UPS", "1Z999")]}
    world.stores["shop"].orders = {"1001": a_copy(MUG, "1001")}
    hub.imports.run_all()
    assert hub.stores.disconnect("amz").stopped == 1
    assert told(hub)["shop"] == (NotificationState.STOPPED, MARKETPLACE_DISCONNECTED)
    with pytest.raises(Refused) as refused:
        hub.notifications.retry(hub.notifications.rows()[0].id)
    assert refused.value.facts["store"] == "amz"
    hub.tick()
    assert world.stores["shop"].told == []
    again(hub, "amz")
    hub.tick()
    assert [c.tracking for c in world.stores["shop"].told] == ["1Z999"]


@pytest.mark.proves("N11")
def test_a_copy_that_comes_while_the_marketplace_is_away_is_told_later() -> None:
    """The original stands as history; what its copy is owed follows from it when it is back."""
    hub, world = a_hub()
    world.stores["amz"].orders = {MUG.remote_id: replace(MUG, status=OrderStatus.SHIPPED)}
    world.stores["amz"].shown = {MUG.remote_id: [Package("1", "UPS", "1Z999")]}
    hub.imports.run("amz")
    hub.stores.disconnect("amz")
    world.stores["shop"].orders = {"1001": a_copy(MUG, "1001")}
    hub.imports.run("shop")
    assert visible(hub, "1001") is Visibility.HIDDEN
    assert hub.notifications.rows() == ()
    again(hub, "amz")
    hub.tick()
    assert [c.tracking for c in world.stores["shop"].told] == ["1Z999"]
