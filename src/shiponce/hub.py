"""The façade that every face calls. It holds no rule: it opens, asks the services, and shows.

Text that a person typed and that is kept is cleaned here, like what platforms send
(``user_input``); names that must mean something are checked where they are used, and refused.

One ``Hub`` is one connection to the file and belongs to one thread; another thread works with a
``sibling()``. Two hubs on one file are safe. Calls marked *network* reach platforms, and raise
PlatformError when one does not answer as it should.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from shiponce.decisions.tracking_number import must_be_seen
from shiponce.domain.act import ActKind, ActState
from shiponce.domain.actor import PROGRAM, actor_name
from shiponce.domain.evidence import EvidenceLine
from shiponce.domain.rule import Rule
from shiponce.domain.settings import Settings
from shiponce.domain.shipment import Label
from shiponce.domain.store import Integration, MatchingMode, Method, Platform, Store
from shiponce.domain.user_input import typed, typed_in
from shiponce.errors import BadInput, ReadOnly, Refused
from shiponce.persistence import (
    acts,
    backup,
    disconnected_orders,
    excluded_and_quarantined,
    order_queries,
    order_states,
    outbox,
    same_purchase,
    shipments,
    stores,
)
from shiponce.persistence import (
    reindex as reindex_module,
)
from shiponce.persistence.database import Database
from shiponce.persistence.timestamps import from_ms, to_ms
from shiponce.ports import Chance, Clock, Connections, SystemChance, SystemClock
from shiponce.services.acts import list_acts
from shiponce.services.acts.settle_unknown_acts import Settling
from shiponce.services.importing import clock_skew, import_order
from shiponce.services.importing.import_store import Importing
from shiponce.services.importing.reprocess_rules import Reprocessing
from shiponce.services.matching.compare_orders import compared
from shiponce.services.matching.decide_twins import Deciding
from shiponce.services.notifying import retry_schedule
from shiponce.services.notifying.buyer_emails import BuyerEmails, second_email
from shiponce.services.notifying.outbox_worker import Notifying
from shiponce.services.settings import automation_rules
from shiponce.services.settings import doctor as doctor_module
from shiponce.services.settings.automation_rules import Rulebook
from shiponce.services.settings.connect_store import Changed, Connecting
from shiponce.services.settings.disconnect_store import Disconnecting
from shiponce.services.settings.purge_personal_data import Purging, Wanted
from shiponce.services.shipping import void_label
from shiponce.services.shipping.on_hold import Holding
from shiponce.services.shipping.restore_cancelled import Restoring
from shiponce.services.shipping.ship_order import Shipping, Wish
from shiponce.services.shipping.void_label import Voiding
from shiponce.services.view_models import explain_order, order_views, search_orders
from shiponce.services.view_models.platform_view import Looking
from shiponce.views.acts import ActView
from shiponce.views.hub import HubState, TickReport
from shiponce.views.imports import ImportReport
from shiponce.views.maintenance import BackupMade, Finding, Purge
from shiponce.views.matching import DoubleShipment, Proposal
from shiponce.views.notifications import NotificationView
from shiponce.views.orders import (
    Explanation,
    ListedRow,
    OrderDetail,
    OrderRow,
    PlatformCard,
    Search,
    Shelf,
)
from shiponce.views.rules import DryRun, ReprocessReport, RuleRow, TraceRow
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipmentView, ShipOption
from shiponce.views.stores import Disconnection, ShopEmails, StoreRow

#: How many notices one tick sends at most, so that a face stays answerable.
_A_ROUND = 50


class Hub:
    """An order hub on one file."""

    def __init__(
        self,
        db: Database,
        connections: Connections,
        clock: Clock,
        chance: Chance,
        settings: Settings,
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._chance = chance
        self._settings = settings
        db.is_read_only = lambda: connections.read_only
        if not db.is_unwritable:
            with db.recording():  # the configuration's, not a person's
                retry_schedule.remember(db, settings.notifications)
        self._emails = BuyerEmails(db, connections, clock)
        self._importing = Importing(db, connections, clock, settings.importing)
        self._shipping = Shipping(db, connections, clock, chance, settings.shipping)
        self._voiding = Voiding(db, connections, clock)
        self._settling = Settling(db, connections, clock, settings.shipping.unknown_after)
        self._notifying = Notifying(db, connections, clock, settings.notifications)
        self._connecting = Connecting(db, clock)
        self._disconnecting = Disconnecting(db, clock)
        self._check_edit: Callable[[str, Mapping[str, Changed]], None] = lambda _name, _changes: (
            None
        )
        self._deciding = Deciding(db, clock)
        self._restoring = Restoring(db, clock)
        self._rulebook = Rulebook(db, clock)
        self._reprocessing = Reprocessing(db, clock)
        self._holding = Holding(db, clock)
        self._looking = Looking(db, connections)
        self._purging = Purging(db, clock)

    @classmethod
    def open(
        cls,
        file: Path | str,
        connections: Connections,
        *,
        clock: Clock | None = None,
        chance: Chance | None = None,
        settings: Settings | None = None,
        actor: str = PROGRAM,
        remembering: Path | None = None,
    ) -> Self:
        """Open or create a hub's file; StoreFileError, and nothing touched, if it is not one.

        *actor* is who acts: the name stands on every act and event of this hub and its siblings.
        *remembering* is a folder outside, by which an older copy of the file is noticed.
        """
        return cls(
            Database(file, actor_name(actor) or PROGRAM, remembering),
            connections,
            clock or SystemClock(),
            chance or SystemChance(),
            settings or Settings(),
        )

    def sibling(self) -> Self:
        """The same hub for another thread: same file, its own connection."""
        found = type(self)(
            self._db.sibling(), self._connections, self._clock, self._chance, self._settings
        )
        found._check_edit = self._check_edit
        return found

    def explained(self, error: Exception) -> Exception:
        """Return what an error of a call really is: StoreFileError where the file is to blame."""
        return self._db.explained(error)

    @property
    def actor(self) -> str:
        """Who acts through this hub."""
        return self._db.actor

    def close(self) -> None:
        """Give the file back."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- set-up

    def state(self) -> HubState:
        """The hub's choices, counts and lasting warnings: the head of every screen."""
        self._db.must_be_ours()
        conn = self._db.conn
        connected = stores.every(conn)
        mode, rows = stores.mode(conn), self.stores()
        stale = tuple(row.stale for row in rows if row.stale is not None)
        return HubState(
            mode=mode,
            method=stores.method(conn),
            now=self._clock.now(),
            stores=rows,
            counts=order_queries.counts(conn),
            listed=len(excluded_and_quarantined.every(conn)) + disconnected_orders.count(conn),
            notifications_open=outbox.count_open(conn),
            warnings=self._of_the_file()
            + explain_order.lasting_warnings(conn, mode, connected)
            + stale
            + clock_skew.warnings(conn, self._clock.now()),
            read_only=self._connections.read_only or self._db.is_unwritable,
            import_order=import_order.standing_warnings(conn),
            unknown=acts.count_unknown(conn),
        )

    @property
    def is_unwritable(self) -> bool:
        """Whether the file can only be read: then nothing is imported, bought or notified."""
        return self._db.is_unwritable

    def must_be_as_read(self) -> None:
        """Raise StoreFileError when a file that is only read was changed meanwhile."""
        if self.is_unwritable:
            self._db.must_be_ours()

    def _of_the_file(self) -> tuple[Sentence, ...]:
        if not self.is_unwritable:
            return ()
        return (Sentence("warning.unwritable", {"file": str(self._db.file)}),)

    def stores(self) -> tuple[StoreRow, ...]:
        """The connected stores, in the order in which they were connected."""
        conn = self._db.conn
        numbers, now = order_queries.orders_of_stores(conn), self._clock.now()
        stale_after = self._settings.importing.stale_after
        return tuple(
            order_views.store_row(conn, store, numbers.get(store.id, 0), now, stale_after)
            for store in stores.every(conn)
        )

    def doctor(self) -> tuple[Finding, ...]:
        """What could go wrong with this set-up, the worst first; no platform is asked."""
        stale_after = self._settings.importing.stale_after
        return doctor_module.findings(self._db, self._connections, self._clock, stale_after)

    def reindex(self) -> None:
        """Write the file's indexes anew from its tables; StoreFileError if that mends nothing."""
        reindex_module.reindex(self._db)

    def backup(self, file: Path) -> BackupMade:
        """Write a checked copy of the database while others work; BadInput if *file* is there."""
        self._db.must_be_ours()
        made = backup.make(self._db.conn, self._db.file, file, to_ms(self._clock.now()))
        return BackupMade(str(made.file), made.size, made.orders, made.shipments)

    def connect(
        self,
        name: str,
        platform: Platform,
        account: str,
        *,
        integration: Integration | None = None,
        market: str = "",
        prime_to_awaiting: bool = False,
        buy_shipping: bool = True,
        connected_at: datetime | None = None,
    ) -> StoreRow:
        """Connect an account; BigCommerce's integration is the legacy one unless told otherwise."""
        if platform is Platform.BIGCOMMERCE:
            integration = integration or Integration.LEGACY
        store = Store(
            id=0,
            name=name,
            platform=platform,
            account=account,
            connected_at=connected_at or self._clock.now(),
            integration=integration,
            prime_to_awaiting=prime_to_awaiting,
            buy_shipping=buy_shipping,
            market=market,
        )
        store_id = self._connecting.connect(store)
        return next(row for row in self.stores() if row.id == store_id)

    def adjust_store(self, name: str, changes: Mapping[str, str | bool]) -> None:
        """Change *market*, *prime_to_awaiting* or *buy_shipping* of a connected store."""
        self._connecting.adjust(self._store(name), changes)

    def edit_store(self, name: str, changes: Mapping[str, Changed]) -> StoreRow:
        """Change a store's name, account, market, integration or switches; see ``Connecting``."""
        store = self._store(name)
        self._check_edit(name, changes)
        self._connecting.edit(store, changes)
        return next(row for row in self.stores() if row.id == store.id)

    def guard_edits(self, check: Callable[[str, Mapping[str, Changed]], None]) -> None:
        """Ask *check* before a store is edited: a configuration may say otherwise, and refuses."""
        self._check_edit = check

    def plan_disconnect(self, name: str) -> Disconnection:
        """What disconnecting a store would do; nothing is changed."""
        return self._disconnecting.plan(name)

    def disconnect(self, name: str) -> Disconnection:
        """Disconnect a store; its orders stay, and return when its account is connected again."""
        return self._disconnecting.disconnect(name)

    def replace_store(
        self, name: str, by: str, *, integration: Integration = Integration.NEW
    ) -> StoreRow:
        """Replace a BigCommerce connection by a new one to the same account (I2)."""
        store_id = self._connecting.replace(name, by, integration)
        return next(row for row in self.stores() if row.id == store_id)

    def choose_mode(self, mode: MatchingMode) -> None:
        """Choose how twins are recognised; reconciling looks at what stands unlinked at once."""
        self._deciding.choose_mode(mode)

    def choose_method(self, method: Method) -> None:
        """Choose method A or B; B is refused on the new BigCommerce integration (I1)."""
        self._connecting.choose_method(method)

    def set_notifications(
        self, store: str, on: bool, *, by: str | None = None, confirmed: bool = False
    ) -> None:
        """Turn a BigCommerce store's notices on or off: support's switch, so confirmed (D4)."""
        with self._acting(by) as name:
            self._connecting.set_notifications(self._store(store), on, name, confirmed)

    def emails(self, store: str) -> ShopEmails:
        """Network: whether a shop e-mails buyers itself, read from it just now (N6)."""
        with self._db.recording():
            return self._emails.look(self._store(store))

    def switch_emails(self, store: str, *, on: bool, confirmed: bool = False) -> ShopEmails:
        """Network: switch a shop's e-mails to marketplaces' buyers; Refused until confirmed."""
        return self._emails.switch(self._store(store), on=on, confirmed=confirmed)

    def configuring(self) -> AbstractContextManager[None]:
        """Let what the configuration says of stores be recorded, in a read-only hub as well."""
        return self._db.recording()

    # -- importing

    def import_store(self, store: str) -> ImportReport:
        """Network: bring in what changed in one store; trouble is in the report."""
        with self._db.recording():
            return self._importing.run(self._store(store))

    def import_all(self, order: Sequence[str] = ()) -> tuple[ImportReport, ...]:
        """Network: import every store, in the *order* given or that of connection.

        Reconciling imports the marketplaces first, whatever the order (W9).
        """
        wanted = import_order.everything(self._db.conn, self._named(order))
        with self._db.recording():
            return tuple(self._importing.run(store) for store in wanted)

    def import_warnings(
        self, chosen: Sequence[str] = (), *, every: bool = False
    ) -> tuple[Sentence, ...]:
        """Return what to say before these stores, or all, are imported in this order (W9)."""
        wanted = self._named(chosen)
        if every:
            wanted = import_order.everything(self._db.conn, wanted)
        return import_order.warnings(self._db.conn, wanted)

    def sweep(self, store: str) -> int:
        """Network: list a store by creation date. How many orders only that has found."""
        with self._db.recording():
            return self._importing.sweep(self._store(store))

    def retry_quarantined(self, store: str) -> int:
        """Network: read a store's quarantined orders again. How many are in now."""
        with self._db.recording():
            return self._importing.retry(self._store(store))

    # -- reading

    def counts(self) -> Mapping[Shelf, int]:
        """How many orders stand on each shelf."""
        return order_queries.counts(self._db.conn)

    def page(self, shelf: Shelf, *, limit: int = 100) -> tuple[OrderRow, ...]:
        """The first rows of a shelf, newest first."""
        conn = self._db.conn
        return order_views.order_rows(conn, order_queries.page(conn, shelf, limit))

    def order_ids(self, shelf: Shelf, query: str = "") -> array[int]:
        """Every id of a shelf, newest first; with a *query* those that ``search`` finds there."""
        if query.strip():
            return array("q", self.search(query).shelves[shelf])
        return order_queries.order_ids(self._db.conn, shelf)

    def search(self, query: str) -> Search:
        """Find orders in every status, hidden and excluded ones among them.

        By number, the twin's number, buyer, SKU, item name, tracking number or tag; the text is
        taken as it is, without regard to case and accents.
        """
        return search_orders.search(self._db.conn, query)

    def rows(self, ids: Sequence[int]) -> tuple[OrderRow, ...]:
        """The rows of these orders, in this order."""
        conn = self._db.conn
        return order_views.order_rows(conn, order_queries.rows(conn, ids))

    def find(self, ref: str) -> int:
        """The order that a person means: ``#12``, a number, a platform id, ``store:number``."""
        found = order_queries.matching(self._db.conn, ref.strip())
        if not found:
            raise BadInput("error.no_order", order=ref)
        if len(found) > 1:
            known = ", ".join(order_views.refs(self._db.conn, found))
            raise BadInput("error.several_orders", order=ref, n=len(found), known=known)
        return found[0]

    def order(self, order_id: int) -> OrderDetail:
        """Everything of one order."""
        return order_views.order_detail(self._db.conn, self._detail(order_id), self._clock.now())

    def why(self, order_id: int) -> Explanation:
        """Why an order is where it is, with the evidence and the way back (B11)."""
        return explain_order.explanation(self._db.conn, self._detail(order_id), self._clock.now())

    def look(self, order_id: int) -> tuple[PlatformCard, ...]:
        """Network: what each platform itself shows of this purchase."""
        self._detail(order_id)
        return self._looking.cards(order_id)

    def listed(self, ref: str = "") -> tuple[ListedRow, ...]:
        """Orders that stand in no grid, each with its reason.

        With *ref* only those that a person may mean by it: the platform's id, or store:id.
        """
        conn = self._db.conn
        rows = (
            excluded_and_quarantined.named(conn, ref.strip())
            if ref.strip()
            else excluded_and_quarantined.every(conn)
        )
        away = map(order_views.excluded_row, disconnected_orders.listing(conn, ref.strip()))
        return (*away, *map(order_views.listed_row, rows))

    def proposals(self) -> tuple[Proposal, ...]:
        """The held orders, each with the originals that it may be a copy of: a person decides."""
        conn = self._db.conn
        return tuple(
            order_views.proposal(conn, self._detail(order_id), self._clock.now())
            for order_id in self.order_ids(Shelf.HELD)
        )

    def double_shipments(self) -> tuple[DoubleShipment, ...]:
        """Every purchase that has been labelled twice: the failure to prevent (W7)."""
        return order_views.double_shipments(self._db.conn)

    # -- acting

    def to_ship(self, order_id: int) -> int:
        """The order on which the label of a purchase is bought: a hidden copy's original (P5).

        ``ship`` itself refuses a hidden copy; a face takes a person who works from it here.
        """
        self._detail(order_id)
        return order_states.original_of(self._db.conn, order_id) or order_id

    def same_purchase(self, order_id: int) -> tuple[int, ...]:
        """The other orders of the same purchase."""
        return tuple(bond.other_id for bond in same_purchase.bonds(self._db.conn, [order_id]))

    def parcel(self, order_id: int, together: Sequence[int]) -> tuple[int, ...]:
        """The orders to pack with one: for a hidden copy its original (P5).

        Refused when that leaves one purchase in the parcel twice, whichever order was named.
        """
        for each in (order_id, *together):
            self._detail(each)
        return self._shipping.parcel(order_id, together)

    def options(
        self,
        order_id: int,
        *,
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
    ) -> tuple[ShipOption, ...]:
        """Network: every way to ship, the unavailable ones with their reason (P4).

        *lines* ({line_no: units}) is a part of the order, *together* are others in its parcel.
        """
        for each in (order_id, *together):
            self._detail(each)
        return self._shipping.options(order_id, Wish(lines, tuple(together)))

    def second_email(self, order_id: int) -> Sentence | None:
        """That a shop will e-mail this purchase's buyer beside its marketplace; None: it won't."""
        return second_email(self._db.conn, self.to_ship(order_id))

    def ship(
        self,
        order_id: int,
        option: str,
        *,
        carrier: str = "",
        tracking: str = "",
        lines: Mapping[int, int] | None = None,
        together: Sequence[int] = (),
        anyway: bool = False,
        same_package: bool = False,
    ) -> ShipmentView:
        """Network: ship by an option's code; ``manual`` needs carrier and tracking number.

        All that is left of the order, or the *lines* of it; *together* share the label. With
        *anyway* also where the purchase has left with another order, if the mode lets it (W7).
        An entered number that another purchase has is refused unless both are in the
        *same_package*.
        """
        for each in (order_id, *together):
            self._detail(each)
        wish = Wish(lines, tuple(together), anyway, same_package)
        return self._shipment(self._shipping.ship(order_id, option, carrier, tracking, wish))

    def void(self, shipment_id: int, *, saw: str = "", by: str | None = None) -> ShipmentView:
        """Network: give a label back.

        One that only its carrier can void is voided there first; *saw* is what was seen, and where.
        """
        with self._acting(by) as name:
            self._voiding.void(shipment_id, name, typed(saw).strip())
        return self._shipment(shipment_id)

    def told_of(self, shipment_id: int) -> Sentence | None:
        """Which stores know of a label, and whether they are corrected once it is voided (N8)."""
        return void_label.told(self._db.conn, shipment_id)

    def doubtful(self) -> tuple[ShipmentView, ...]:
        """Label purchases that were cut off and that nobody could settle yet."""
        return tuple(self._shipment(shipment_id) for shipment_id in self._settling.doubtful())

    def acts(self, *, everything: bool = False, limit: int = 500) -> tuple[ActView, ...]:
        """The acts whose outcome nobody knows, the oldest first; or all, the newest first."""
        return list_acts.listing(self._db.conn, everything=everything, limit=limit)

    def settle_act(
        self, act_id: int, *, happened: bool, saw: str, by: str | None = None
    ) -> ActView:
        """End an unknown void or notification by what a person has seen, and where."""
        saw = typed(saw).strip()
        if not saw:
            raise BadInput("error.nothing_seen")
        with self._acting(by) as name:
            self._settle_act(act_id, happened, name, saw)
        return next(one for one in self.acts(everything=True, limit=10**6) if one.id == act_id)

    def _settle_act(self, act_id: int, happened: bool, by: str, saw: str) -> None:
        act = acts.one(self._db.conn, act_id)
        if act is None:
            raise BadInput("error.no_act", act=act_id)
        if act.kind is ActKind.BUY:
            raise Refused("limit.act_is_buy", act=act_id, shipment=act.shipment_id)
        if act.state is ActState.OPEN:
            until = from_ms(act.deadline)
            raise Refused("limit.act_open", act=act_id, since_at=from_ms(act.at), until_at=until)
        if act.state is not ActState.UNKNOWN:
            raise Refused("limit.act_settled", act=act_id)
        if act.notification_id is not None:
            self._notifying.settle(act, happened=happened, by=by, saw=saw)
        else:
            self._settling.settle_act(act, happened=happened, by=by, saw=saw)

    def labels(self, shipment_id: int) -> tuple[Label, ...]:
        """Network: the labels that the carrier has for a doubtful purchase."""
        return self._settling.labels(shipment_id)

    def settle(
        self, shipment_id: int, *, keep: str = "", by: str | None = None, saw: str = ""
    ) -> ShipmentView:
        """Network: end a doubtful purchase by hand: *keep* this tracking number, '' for none.

        The carrier takes other labels back first. With a blank name nothing is done. *saw* is what
        the person has seen, and where; without it nobody's word is taken that there is no label.
        """
        keep, saw = keep.strip(), typed(saw).strip()
        must_be_seen(keep, "--keep")
        if not (keep or saw):
            raise BadInput("error.nothing_seen")
        with self._acting(by) as name:
            self._settling.settle(shipment_id, keep, name, saw)
        return self._shipment(shipment_id)

    def cancel(
        self, order_id: int, *, anyway: bool = False, swap: bool = False
    ) -> tuple[OrderRow, ...]:
        """Cancel here; no platform is told (W3). See ``Deciding.cancel`` for the two switches.

        The orders that were cancelled: with *swap* the copies, and not the order that was named.
        """
        return self.rows(self._deciding.cancel(order_id, anyway=anyway, swap=swap))

    def restore(self, order_id: int) -> OrderRow:
        """Bring back an order that was cancelled here, unless its purchase has left."""
        self._restoring.restore(order_id)
        return self.rows([order_id])[0]

    def compare(self, order_id: int, other_id: int) -> tuple[EvidenceLine, ...]:
        """Every field of two orders beside each other, buyer and address too: personal data."""
        for each in (order_id, other_id):
            self._detail(each)
        return compared(self._db.conn, order_id, other_id)

    def confirm_twin(
        self, copy_id: int, original_id: int, *, by: str | None = None, anyway: bool = False
    ) -> None:
        """A person says that two orders are one purchase; *anyway* also where they differ."""
        with self._acting(by) as name:
            self._deciding.confirm_twin(copy_id, original_id, name, anyway=anyway)

    def reject_twin(self, copy_id: int, original_id: int, *, by: str | None = None) -> None:
        """A person says that they are not; original 0: the order is nobody's copy."""
        with self._acting(by) as name:
            self._deciding.reject_twin(copy_id, original_id, name)

    def rules(self) -> tuple[RuleRow, ...]:
        """The automation rules in the order in which they run."""
        return self._rulebook.rows()

    def add_rule(self, rule: Rule, *, anyway: bool = False) -> RuleRow:
        """Put a rule at the end of the list; Refused when it would lose orders (A6)."""
        return self._rulebook.add(typed_in(rule), anyway=anyway)

    def change_rule(self, rule_id: int, rule: Rule, *, anyway: bool = False) -> RuleRow:
        """Give a rule another content; orders already imported are not touched (R5)."""
        return self._rulebook.change(rule_id, typed_in(rule), anyway=anyway)

    def set_rule(self, rule_id: int, *, enabled: bool, anyway: bool = False) -> RuleRow:
        """Switch a rule on or off; Refused when it would lose orders (A6)."""
        return self._rulebook.switch(rule_id, enabled=enabled, anyway=anyway)

    def move_rule(self, rule_id: int, position: int) -> RuleRow:
        """Let a rule run as the *position*-th, counted from 1."""
        return self._rulebook.move(rule_id, position)

    def remove_rule(self, rule_id: int) -> None:
        """Take a rule away; what it kept out stays listed."""
        self._rulebook.remove(rule_id)

    def dry_run(self, rule: Rule | None = None) -> DryRun:
        """What a rule, or all that are on, would do to the orders in the hub (R8)."""
        if rule is not None:
            automation_rules.must_read(rule)
        return self._reprocessing.dry_run(rule)

    def trace(self, order_id: int) -> tuple[TraceRow, ...]:
        """What each criterion of the rules that are on makes of an order."""
        self._detail(order_id)
        return self._reprocessing.trace(order_id)

    def reprocess(self) -> ReprocessReport:
        """Run the rules that are on over the open orders (R5)."""
        return self._reprocessing.reprocess()

    def hold(self, order_id: int, until: str = "") -> None:
        """Put an order on hold: until a date, for ``5 days``, or until it is released."""
        self._holding.hold(order_id, typed(until))

    def release(self, order_id: int) -> None:
        """Take an order off a hold that was put here."""
        self._holding.release(order_id)

    def let_in(self, listed_id: int) -> int:
        """Network: fetch an order that was kept out, and take it in past the rules (R6)."""
        row = excluded_and_quarantined.one(self._db.conn, listed_id)
        if row is None:
            raise BadInput("error.no_listed", listed=listed_id)
        store = self._store(row["store"])
        order_id = self._importing.let_in(listed_id, store, row["remote_id"])
        if order_id is None:
            raise Refused("limit.stays_out", remote=row["remote_id"], store=store.name)
        return order_id

    def notifications(
        self, *, order_id: int | None = None, limit: int = 500
    ) -> tuple[NotificationView, ...]:
        """Notices with their state, attempts and next try; open ones first."""
        found = outbox.listing(self._db.conn, order_id=order_id, limit=limit)
        return tuple(order_views.notification_view(self._db.conn, row) for row in found)

    def retry_notification(self, notification_id: int, *, anyway: bool = False) -> None:
        """A stopped notice becomes due; the platform is read before it is sent.

        Where the platform shows another package it stops again, unless *anyway* insists.
        """
        self._notifying.again(notification_id, anyway=anyway)

    def close_notification(
        self, notification_id: int, *, by: str | None = None
    ) -> NotificationView:
        """End a stopped notice without sending it: a person has seen to it."""
        with self._acting(by) as name:
            self._notifying.close(notification_id, name)
        return next(one for one in self.notifications(limit=10**6) if one.id == notification_id)

    def correct_notification(
        self,
        notification_id: int,
        *,
        carrier: str,
        tracking: str,
        same_package: bool = False,
        by: str | None = None,
    ) -> NotificationView:
        """A stopped notice says this instead, and so do its shipment's others that are not sent.

        Refused for a number that another purchase has, unless they are in the *same_package*.
        """
        with self._acting(by) as name:
            self._notifying.correct(
                notification_id, carrier, tracking, name, same_package=same_package
            )
        return next(one for one in self.notifications(limit=10**6) if one.id == notification_id)

    def purge(
        self,
        *,
        orders: Sequence[str] = (),
        buyer: str = "",
        older_than: timedelta | None = None,
        confirmed: bool = False,
    ) -> Purge:
        """Remove personal data of orders, of a buyer, or of what closed long ago.

        Until it is *confirmed* nothing is changed: the answer says what would be.
        """
        wanted = Wanted(orders, buyer, older_than)
        return self._purging.purge(wanted) if confirmed else self._purging.plan(wanted)

    def finish_purge(self) -> bool:
        """Overwrite what an earlier purge left in the file's bytes; False: somebody reads it."""
        return self._purging.finish()

    def tick(self, *, asked: bool = False) -> TickReport:
        """Network: one round of due work: holds that end, doubtful purchases, then notices.

        A read-only hub does none of it; ReadOnly when a person *asked* for it.
        """
        if self._connections.read_only or self.is_unwritable:
            if asked:
                self._db.must_be_writable()
                raise ReadOnly
            return TickReport(0, 0, 0, None)
        clock_skew.set_right(self._db, self._clock)
        self._holding.end_holds()
        self._settling.ask(now=asked)
        self._purging.finish(patience=0)
        sent, put_off, stopped = self._notifying.send_due(_A_ROUND)
        conn = self._db.conn
        due = min(filter(None, (outbox.next_due(conn), acts.next_look(conn))), default=None)
        return TickReport(sent, put_off, stopped, None if due is None else from_ms(due))

    # -- inside

    @contextmanager
    def _acting(self, by: str | None) -> Iterator[str]:
        """Act under the name that was given, else as the hub's actor; the name as recorded."""
        name = self.actor if by is None else actor_name(by)
        if not name:
            raise BadInput("error.no_actor")
        with self._db.acting_as(name):
            yield name

    def _named(self, names: Sequence[str]) -> list[Store]:
        return [self._store(name) for name in dict.fromkeys(names)]

    def _store(self, name: str) -> Store:
        store = stores.named(self._db.conn, name)
        if store is None:
            known = ", ".join(s.name for s in stores.every(self._db.conn)) or "–"
            raise BadInput("error.no_store", store=name, known=known)
        return store

    def _detail(self, order_id: int) -> order_queries.Detail:
        row = order_queries.detail(self._db.conn, order_id)
        if row is None:
            raise BadInput("error.no_order", order=order_id)
        return row

    def _shipment(self, shipment_id: int) -> ShipmentView:
        row = shipments.one(self._db.conn, shipment_id)
        if row is None:
            raise BadInput("error.no_shipment", shipment=shipment_id)
        return order_views.shipment_view(self._db.conn, row)
