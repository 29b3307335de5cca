"""What people do on a day: buyers, clerks at the hubs, and what they look at before they say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress

from mockplace.kernel.fault_plan import Fault
from mockplace.kernel.judging.world_record import WorldRecord, shows
from mockplace.kernel.records import PlatformOrder
from mockplace.kernel.world import World
from mockplace.platforms.carrier.rules.labels_and_pickups import labels as carrier_labels
from shiponce.domain.act import ActKind
from shiponce.domain.order import OrderStatus, Visibility
from shiponce.domain.shipment import NotificationState, ShipmentState
from shiponce.errors import BadInput, ShiponceError
from shiponce.hub import Hub
from shiponce.views.acts import ActView
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import Grid
from tests.torture.plan import STORES, Step


class People:
    """Everybody who acts on a day; what a clerk says about a label is true."""

    def __init__(self, world: World, counts: Counter[str]) -> None:
        self.world = world
        self.counts = counts
        self._numbers = 0

    def place(self, name: str, *, copy: bool = False) -> PlatformOrder | None:
        """The platform's order of a purchase."""
        found = self.world.state.bought.get(name)
        if found is None:
            return None
        if copy:
            found = self.world.state.copies.get(found, found)
        return self.world.orders[found]

    def buy(self, _hub: None, step: Step) -> None:
        """Somebody buys."""
        self.world.buy(
            step["what"],
            step["on"],
            [(sku, units, None) for sku, units in step["lines"]],
            prime=step.get("prime", False),
            paid=step.get("paid", True),
        )

    def pay(self, _hub: None, step: Step) -> None:
        """The buyer pays."""
        order = self.place(step["what"])
        if order is not None:
            self.world.pay(order.store, order.order_id)

    def buyer_cancels(self, _hub: None, step: Step) -> None:
        """The buyer cancels on the platform."""
        order = self.place(step["what"])
        if order is not None:
            self.world.cancel(order.store, order.order_id)

    def elsewhere(self, _hub: None, step: Step) -> None:
        """Somebody ships what has no label yet in the platform's own pages."""
        order = self.place(step["what"])
        if order is None or self._has_label(order.purchase):
            return
        self._numbers += 1
        tracking = f"1ZELSE{self._numbers:010d}"
        self.world.shipping.ship_elsewhere(order.store, order.order_id, "UPS", tracking)

    def fault(self, _hub: None, step: Step) -> None:
        """Something will go wrong."""
        at, store, platform = step["at"], step["at"], ""
        if at == "house":
            store, platform = "", "carrier"
        with suppress(ValueError):
            self.world.faults.add(
                Fault(
                    step["kind"],
                    step["operation"],
                    platform=platform,
                    store=store,
                    nth=step["nth"],
                    times=step["times"],
                    delay=_delay(step),
                )
            )

    def import_(self, hub: Hub, step: Step) -> None:
        """A person imports."""
        if step["stores"] == ["all"]:
            reports = hub.imports.run_all()
        else:
            reports = tuple(hub.imports.run(name) for name in step["stores"])
        self.counts["imports"] += sum(report.trouble is None for report in reports) > 0

    def ship(self, hub: Hub, step: Step) -> None:
        """A person ships a purchase, or a part of it."""
        order = self.place(step["what"], copy=step.get("copy", False))
        if order is None:
            return
        order_id = hub.shipping.order_to_ship(hub.orders.find(f"{order.store}:{order.order_id}"))
        lines = self._part(hub, order_id, step)
        if order.mirrors and order_id == hub.orders.find(f"{order.store}:{order.order_id}"):
            lines = None  # what is left of a copy that is sent in parts before its original comes
        if lines == {}:
            return
        if step["with"] == "manual":
            self._by_hand(hub, order_id, lines, step.get("number", "plain"))
        else:
            other = step.get("together")
            beside = (
                hub.shipping.others_in_package(order_id, self._here(hub, other)[:1])
                if other
                else ()
            )
            options = hub.shipping.options(order_id, lines=lines, together=beside)
            fitting = [one.code for one in options if one.code.startswith(step["with"] + ":")
                       and one.available]  # fmt: skip
            if not fitting:
                return
            hub.shipping.ship(order_id, fitting[0], lines=lines, together=beside)

    def ship_all(self, hub: Hub, _step: Step) -> None:
        """A person ships the first order that stands ready."""
        ready = hub.orders.ids(Grid.AWAITING_SHIPMENT)
        if ready:
            hub.shipping.ship(ready[0], "house:ground")

    def _part(self, hub: Hub, order_id: int, step: Step) -> dict[int, int] | None:
        units = step.get("units")
        if units is None:
            return None
        left = {
            one.line_no: one.quantity - one.shipped for one in hub.orders.detail(order_id).lines
        }
        if step.get("whole lines"):
            line = next((line for line, most in left.items() if most), None)
            return {} if line is None else {line: left[line]}
        part: dict[int, int] = {}
        for line, most in left.items():
            take = min(units, most)
            if take > 0:
                part[line] = take
                units -= take
        return part

    def _by_hand(self, hub: Hub, order_id: int, lines: dict[int, int] | None, kind: str) -> None:
        """A person has a label from elsewhere, and hands the package over once the hub shows it."""
        self._numbers += 1
        tracking = f"1ZHAND{self._numbers:010d}"
        if kind == "long":
            tracking += "L" * 50
        elif kind == "odd":
            tracking = f"JD {self._numbers:04d}-AB/7"
        try:
            hub.shipping.ship(order_id, "manual", carrier="UPS", tracking=tracking, lines=lines)
        finally:
            self._hand_over(tracking, hub)

    def _hand_over(self, tracking: str, hub: Hub) -> None:
        conn = getattr(hub._db.conn, "_conn", hub._db.conn)
        row = conn.execute(
            "SELECT s.id, t.name, o.remote_id, o.id FROM shipments s JOIN orders o"
            " ON o.id = s.order_id JOIN stores t ON t.id = o.store_id"
            " WHERE s.tracking = ? AND s.state = 'labelled'",
            (tracking,),
        ).fetchone()
        if row is None or tracking in self.world.shipping.by_hand:
            return
        units = dict(
            conn.execute(
                "SELECT l.remote_id, p.quantity FROM package_lines p JOIN order_lines l"
                " ON l.order_id = ? AND l.line_no = p.line_no WHERE p.shipment_id = ?",
                (row[3], row[0]),
            ).fetchall()
        )
        self.world.shipping.send_by_hand("UPS", tracking, {(row[1], row[2]): units})

    def void(self, hub: Hub, step: Step) -> None:
        """A person voids the last label of a purchase."""
        labels = [
            shipment
            for order in self._here(hub, step["what"])
            for shipment in hub.orders.detail(order).shipments
            if shipment.state is ShipmentState.LABELLED
        ]
        if not labels:
            return
        self.counts["voids"] += 1
        last = labels[-1]
        try:
            hub.shipping.void(last.id)
        finally:
            self._taken_back(last.tracking, hub)

    def _taken_back(self, tracking: str, hub: Hub) -> None:
        package = self.world.shipping.by_hand.get(tracking)
        if package is None or package.taken_back_at:
            return
        conn = getattr(hub._db.conn, "_conn", hub._db.conn)
        row = conn.execute("SELECT state FROM shipments WHERE tracking = ?", (tracking,)).fetchone()
        if row is not None and row[0] == "voided":
            self.world.shipping.take_back_by_hand(tracking)

    def cancel(self, hub: Hub, step: Step) -> None:
        """A person cancels a copy that stands in a grid, in the hub alone."""
        order = self.place(step["what"], copy=True)
        if order is None or not order.mirrors:
            return
        order_id = hub.orders.find(f"{order.store}:{order.order_id}")
        if hub.orders.detail(order_id).row.visibility is Visibility.VISIBLE:
            hub.orders.cancel(order_id)

    def restore(self, hub: Hub, step: Step) -> None:
        """A person brings back what was cancelled here."""
        for order_id in self._here(hub, step["what"]):
            if hub.orders.detail(order_id).row.status is OrderStatus.CANCELLED:
                hub.orders.restore(order_id)

    def tick(self, hub: Hub, _step: Step) -> None:
        """The hub does what is due."""
        hub.tick()

    def fix(self, hub: Hub, _step: Step) -> None:
        """A person sees to what waits for a person, and says what is true."""
        self._decide(hub)
        self._settle(hub)
        self._resend(hub)
        for name in STORES:
            hub.imports.retry_quarantined(name)

    def _decide(self, hub: Hub) -> None:
        for proposal in hub.matching.proposals():
            copy = self.world.orders.get((proposal.order.store, _remote(hub, proposal.order.id)))
            if copy is None:
                continue
            original = None
            if copy.mirrors:
                with suppress(BadInput):
                    original = hub.orders.find(f"{copy.mirrors_store}:{copy.mirrors}")
            with suppress(ShiponceError):
                if original is not None:
                    hub.matching.confirm(proposal.order.id, original, anyway=True)
                elif not copy.mirrors:
                    hub.matching.reject(proposal.order.id, 0)
            self.counts["decisions"] += 1

    def _settle(self, hub: Hub) -> None:
        late = getattr(self.world, "late_requests", None)
        if late is not None and late.waiting:
            return
        for one in hub.acts.unknown_purchases():
            with suppress(ShiponceError):
                hub.acts.settle_purchase(one.id, keep=self._bought(hub, one.id), by="clerk")
                self.counts["settled"] += 1
        notifications = {one.id: one for one in hub.notifications.rows()}
        for act in hub.acts.rows():
            happened = self._happened(hub, act, notifications)
            if happened is not None:
                with suppress(ShiponceError):
                    hub.acts.settle(
                        act.id, happened=happened, saw="the platform's page", by="clerk"
                    )
                    self.counts["settled"] += 1

    def _happened(
        self, hub: Hub, act: ActView, notifications: Mapping[int, NotificationView]
    ) -> bool | None:
        """What the other side shows of an unknown void or notification; None for another act."""
        if act.kind is ActKind.VOID:
            house = carrier_labels(self.world.state).by_id.get(act.key)
            sold = self.world.labels.get(act.key)
            return bool((house and house.voided_at) or (sold and sold.voided_at))
        notification = notifications.get(act.notification_id or 0)
        if notification is None:
            return None
        row = hub._db.conn.execute(
            "SELECT target_remote FROM notices WHERE id = ?", (notification.id,)
        ).fetchone()
        order = self.world.orders.get((notification.store, row[0]))
        return order is not None and shows(order, notification.tracking)

    def _bought(self, hub: Hub, shipment_id: int) -> str:
        """The tracking number that was really bought for a purchase, '' for none."""
        conn = hub._db.conn
        row = conn.execute(
            "SELECT s.reference, t.name, o.remote_id FROM shipments s"
            " JOIN orders o ON o.id = s.order_id JOIN stores t ON t.id = o.store_id"
            " WHERE s.id = ?",
            (shipment_id,),
        ).fetchone()
        known = {one[0] for one in conn.execute("SELECT tracking FROM shipments")}
        for label in carrier_labels(self.world.state).by_id.values():
            if label.reference == row[0] and not label.voided_at:
                return str(label.tracking)
        for bought in self.world.labels.values():
            is_of_it = (bought.store, bought.order_id) == (row[1], row[2])
            if is_of_it and not bought.voided_at and bought.tracking not in known:
                return bought.tracking
        return ""

    def _resend(self, hub: Hub) -> None:
        for notification in hub.notifications.rows():
            if notification.state is NotificationState.STOPPED:
                with suppress(ShiponceError):
                    hub.notifications.retry(notification.id)

    def _has_label(self, purchase: str) -> bool:
        return bool(WorldRecord.read(self.world).of_purchase[purchase])

    def _here(self, hub: Hub, name: str) -> list[int]:
        found = []
        for copy in (False, True):
            order = self.place(name, copy=copy)
            with suppress(BadInput):
                if order is not None:
                    found.append(hub.orders.find(f"{order.store}:{order.order_id}"))
        return list(dict.fromkeys(found))


#: What happens outside the hubs.
OUTSIDE = ("buy", "pay", "buyer cancels", "elsewhere", "fault")
DOING: dict[str, Callable[..., None]] = {
    "buy": People.buy,
    "pay": People.pay,
    "buyer cancels": People.buyer_cancels,
    "elsewhere": People.elsewhere,
    "fault": People.fault,
    "import": People.import_,
    "ship": People.ship,
    "ship all": People.ship_all,
    "void": People.void,
    "cancel": People.cancel,
    "restore": People.restore,
    "tick": People.tick,
    "fix": People.fix,
}


def _delay(step: Step) -> int:
    """Milliseconds; the house carrier says that a request lives for two minutes at most."""
    seconds: int = step["delay"]
    return min(seconds, 50 if step["at"] == "house" else seconds) * 1000


def _remote(hub: Hub, order_id: int) -> str:
    return hub.orders.detail(order_id).remote_id
