"""Plan a batch: the service, price and refusal of each package. Nothing is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from shiponce.decisions import batch_plan
from shiponce.decisions.batch_plan import Wanted
from shiponce.decisions.double_shipments import Basis
from shiponce.domain.batch import PackageRule
from shiponce.domain.settings import ShippingSettings
from shiponce.errors import BadInput, Refused
from shiponce.persistence import (
    destinations,
    imported_orders,
    obligations,
    order_queries,
    order_states,
    same_purchase,
)
from shiponce.persistence.batches import Entry, packed_rule
from shiponce.persistence.database import Database
from shiponce.persistence.json_columns import pack
from shiponce.ports import Connections
from shiponce.services.shipping.double_shipments import standings
from shiponce.services.shipping.refunded_in_copy import must_not_be_refunded
from shiponce.services.shipping.shipping_options import ShippingOptions
from shiponce.services.shipping.shipping_request import ShippingRequest
from shiponce.views.sentence import Sentence
from shiponce.views.shipping import ShipOption

#: Why a platform offers nothing just now: its quota is used up.
_QUOTA = frozenset({"error.rate_limited", "error.wait_shortened"})
#: How often an order is tried again while a quota is used up.
_PAUSES = 6


class BatchPlanning:
    """Plans batches of the orders of one database."""

    def __init__(self, db: Database, connections: Connections, settings: ShippingSettings) -> None:
        self._db = db
        self._options = ShippingOptions(db, connections, settings)

    def plan(
        self,
        order_ids: Sequence[int],
        service: str,
        package: PackageRule | None,
        pause: Callable[[], None] | None = None,
    ) -> tuple[Entry, ...]:
        """Network: return the packages of the orders; an order to several addresses has several.

        *pause* waits a moment where a platform's quota is used up; the order is then tried again.

        An original replaces its hidden copy. Of several orders that are, or may be, one purchase,
        one stays; the others are refused and named with it.
        """
        conn = self._db.conn
        chosen = _by_purchase(conn, order_ids)
        twins = _twins(conn, list(chosen))
        names = same_purchase.names(conn, {*order_ids, *chosen})
        with_it: dict[int, list[str]] = {}
        for order_id, copies in chosen.items():
            stays = twins[order_id].ships_as if order_id in twins else order_id
            own = [names[one] for one in copies if one != order_id]
            with_it.setdefault(stays, []).extend(own)
            if order_id in twins:
                with_it[stays].append(names[order_id])
        found: list[Entry] = []
        for order_id in chosen:
            twin = twins.get(order_id)
            if twin is None:
                for entry in self._packages(order_id, service, package, pause):
                    found.append(replace(entry, same_purchase=tuple(with_it.get(order_id, ()))))
                continue
            code = "limit.batch_perhaps_one" if twin.possible else "limit.batch_one_purchase"
            number = imported_orders.number_of(conn, order_id)
            facts = {"number": number, "other": names[twin.ships_as]}
            same = (names[twin.ships_as],)
            way_out = "way_out.batch_look_at_twin" if twin.possible else None
            found.append(
                Entry(0, order_id, same_purchase=same, reason=code, way_out=way_out, facts=facts)
            )
        return tuple(found)

    def _packages(
        self,
        order_id: int,
        service: str,
        package: PackageRule | None,
        pause: Callable[[], None] | None,
    ) -> list[Entry]:
        """Network: return the entries of one order."""
        units: dict[str, dict[int, int]] = {}
        for one in obligations.of_order(self._db.conn, order_id):
            if one.due:
                units.setdefault(one.destination, {})[one.line_no] = one.due
        if not units:
            return [self._entry(order_id, "", None, service, package, pause)]
        return [
            self._entry(order_id, place, lines, service, package, pause)
            for place, lines in units.items()
        ]

    def _entry(
        self,
        order_id: int,
        destination: str,
        lines: Mapping[int, int] | None,
        service: str,
        package: PackageRule | None,
        pause: Callable[[], None] | None,
    ) -> Entry:
        conn = self._db.conn
        entry = Entry(
            0,
            order_id,
            destination=destination,
            units=pack([[n, units] for n, units in (lines or {}).items()]),
            package=packed_rule(package),
            sent_to=destinations.digest_of(conn, order_id, destination),
        )
        try:
            options = self._all_options(order_id, ShippingRequest(lines, package=package), pause)
            if lines is not None:
                self._ask_of_refunds(order_id, lines)
        except (Refused, BadInput) as no:
            return _refused(entry, Sentence(no.code, no.facts), no.way_out)
        return _with_service(conn, entry, options, service)

    def _all_options(
        self, order_id: int, request: ShippingRequest, pause: Callable[[], None] | None
    ) -> tuple[ShipOption, ...]:
        """Network: return every option; pause while a platform's quota hides some of them."""
        options = self._options.options(order_id, request)
        for _ in range(_PAUSES if pause is not None else 0):
            if not any(one.restriction and one.restriction.code in _QUOTA for one in options):
                break
            assert pause is not None, "without it there is no round"  # noqa: S101
            pause()
            options = self._options.options(order_id, request)
        return options

    def _ask_of_refunds(self, order_id: int, lines: Mapping[int, int]) -> None:
        units: dict[str, int] = {}
        for line in order_queries.lines(self._db.conn, order_id):
            if line.line_no in lines:
                units[line.sku] = units.get(line.sku, 0) + lines[line.line_no]
        must_not_be_refunded(self._db.conn, {order_id: units})


def _with_service(
    conn: sqlite3.Connection, entry: Entry, options: Sequence[ShipOption], service: str
) -> Entry:
    order = order_queries.detail(conn, entry.order_id)
    assert order is not None, "the caller has looked the order up"  # noqa: S101
    promised = imported_orders.deliver_by(conn, entry.order_id)
    wanted = Wanted(order.number, order.requested_service, promised)
    choice = batch_plan.choose(options, service, wanted)
    if choice.reason:
        return _refused(entry, Sentence(choice.reason, choice.facts), choice.way_out or None)
    option = next(one for one in options if one.code == choice.code)
    entry = replace(
        entry,
        option=option.code,
        carrier=option.carrier,
        service=option.service,
        arrives_by=option.arrives_by,
        notifies=option.notifies,
    )
    if option.price is not None and option.available and option.warning is None:
        return replace(entry, price=option.price.minor, currency=option.price.currency)
    if option.available and option.warning is not None:
        return _refused(entry, option.warning, "way_out.batch_look_at_twin")
    if option.restriction is None:
        sentence = Sentence("limit.batch_nothing_offered", {"number": order.number})
        return _refused(entry, sentence, None)
    return _refused(entry, option.restriction, option.way_out.code if option.way_out else None)


def _refused(entry: Entry, why: Sentence, way_out: str | None) -> Entry:
    return replace(entry, reason=why.code, way_out=way_out, facts=why.facts)


def _by_purchase(conn: sqlite3.Connection, order_ids: Sequence[int]) -> dict[int, list[int]]:
    """Return {order to ship: the named orders that lead to it}, in the sequence of the names."""
    found: dict[int, list[int]] = {}
    for order_id in dict.fromkeys(order_ids):
        found.setdefault(order_states.original_of(conn, order_id) or order_id, []).append(order_id)
    return found


def _twins(
    conn: sqlite3.Connection, order_ids: Sequence[int]
) -> dict[int, batch_plan.SamePurchase]:
    bonds = [
        (order_id, bond.other_id, bond.basis is Basis.POSSIBLE)
        for order_id, standing in standings(conn, order_ids).items()
        for bond in standing.others
        if bond.order_id == order_id
    ]
    originals = {one for one in order_ids if not order_queries.is_copy(conn, one)}
    return batch_plan.one_purchase(order_ids, bonds, originals)
