"""The world as the judge reads it: every purchase, and the packages with its units.

An original and its copies are one purchase, and their units are the same units. A package is a
carrier's label, a label that a platform sold, a package that a person sent by hand, a shipment that
somebody entered on a platform's own site, or a shipment that the program confirmed with a label
from outside the world.

A program may confirm numbers of other carriers, which a person entered. Nobody can tell those from
invented ones, so they are packages too. A number is invented for sure if it begins as the numbers
of a carrier of the world do, or is a part of a number or another name of one of its labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mockplace.kernel.acts import ActKind
from mockplace.kernel.judging.label_records import Destination
from mockplace.kernel.judging.money import Money
from mockplace.kernel.past_addresses import person_at
from mockplace.kernel.platform_labels import covered
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.acts import Act
    from mockplace.kernel.records import BoughtLabel, OrderLine, PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

#: Account and order id.
Place = tuple[str, str]
#: One line as it was bought: the original's account, order and line.
Sold = tuple[str, str, str]
#: ``house`` and ``platform``: a label of one of the world's carriers. ``hand``: a person sent it.
#: ``elsewhere``: somebody else shipped it. ``unseen``: the judged program confirmed it, and nobody
#: in the world sold its label.
Kind = Literal["house", "platform", "hand", "elsewhere", "unseen"]


#: A shorter number is not taken for a part of another one.
_LEAST = 6


@dataclass(frozen=True, slots=True)
class Package:
    """A package that was shipped, or may still be shipped."""

    kind: Kind
    #: The carrier's or the platform's own id of the label, '' where it has none.
    label_id: str
    #: The program's reference of the label purchase, '' if there is none.
    reference: str
    tracking: str
    made_at: int
    #: When the package was voided or withdrawn, 0 while it is live.
    voided_at: int
    #: When the package left, 0 if it has not left yet.
    left_at: int
    #: Line of the original → units.
    units: Mapping[Sold, int]
    #: The orders that the package was made for; for a label bought for a copy, the copy.
    orders: tuple[Place, ...]
    #: Ids of orders that the world does not have, and of lines that their order does not have.
    strange: tuple[str, ...] = ()
    #: What the label cost, None if nobody in the world sold it.
    price: Money | None = None
    #: The address on the label, None if it names none.
    destination: Destination | None = None
    #: The place of the package's first act among all acts of the world.
    number: int = 0

    @property
    def is_live(self) -> bool:
        """Return True if the package was neither voided nor withdrawn."""
        return not self.voided_at

    @property
    def is_ours(self) -> bool:
        """Return True if the judged program, or a person who uses it, made this package."""
        return self.kind != "elsewhere"

    @property
    def names(self) -> frozenset[str]:
        """The package's label id, reference and tracking number, without empty ones."""
        return frozenset({self.label_id, self.reference, self.tracking} - {""})


@dataclass(frozen=True, slots=True)
class Family:
    """A purchase: the order that was bought, and its copies."""

    name: str
    orders: tuple[PlatformOrder, ...]

    @property
    def original(self) -> PlatformOrder:
        """The order as it was bought."""
        return self.orders[0]

    @property
    def is_cancelled(self) -> bool:
        """Return True if the original was cancelled, so that nothing is to be shipped any more."""
        return self.original.status == "cancelled"

    @property
    def named(self) -> tuple[str, ...]:
        """The purchase's orders as people know them: account and order number, the bought first."""
        return tuple(f"{one.store} {one.order_id}" for one in self.orders)

    @property
    def places(self) -> frozenset[Place]:
        """The account and order id of each order of the purchase."""
        return frozenset((one.store, one.order_id) for one in self.orders)


@dataclass(slots=True)
class WorldRecord:
    """Everything that the judge's rules read, collected once."""

    world: World
    families: dict[str, Family] = field(default_factory=dict)
    packages: list[Package] = field(default_factory=list)
    #: Purchase → its packages.
    of_purchase: dict[str, list[Package]] = field(default_factory=lambda: defaultdict(list))
    #: Tracking number, letters and digits only → the packages that have it.
    of_tracking: dict[str, list[Package]] = field(default_factory=lambda: defaultdict(list))
    #: (order id, when a late request was carried out) → when that request was sent.
    sent: dict[tuple[str, int], int] = field(default_factory=dict)
    #: The common beginning of the tracking numbers of each carrier account in the world.
    prefixes: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, world: World) -> WorldRecord:
        """Read the purchases and packages of a world."""
        record = cls(world)
        found: dict[str, list[PlatformOrder]] = defaultdict(list)
        for order in world.orders.values():
            found[order.purchase].append(order)
        for name, orders in found.items():
            ranked = sorted(orders, key=lambda one: bool(one.mirrors))
            record.families[name] = Family(name, tuple(ranked))
        at = {call.seq: call.at for call in world.calls}
        for call in world.calls:
            if call.sent:
                record.sent[call.order_id, call.at] = at.get(call.sent, call.at)
        for package in record._every_package():
            record._keep(package)
        for package in record._sent_elsewhere():
            record._keep(package)
        for package in list(record._unseen()):
            record._keep(package)
        return record

    def acts(self, family: Family) -> list[Act]:
        """Return what happened to a purchase and to its labels, in sequence."""
        known = self.world.acts
        found = [act for place in family.places for act in known.of_order.get(place, ())]
        for package in self.of_purchase[family.name]:
            if package.kind not in ("elsewhere", "unseen"):
                found += known.of_label.get(package.tracking, ())
        return sorted({act.number: act for act in found}.values(), key=lambda act: act.number)

    def sold_by_the_world(self, family: Family) -> bool:
        """Return True if a package of a purchase has a label that the world knows of."""
        return any(
            one.kind in ("house", "platform", "hand") for one in self.of_purchase[family.name]
        )

    def order(self, place: Place) -> PlatformOrder | None:
        """Return the order with that account and order id."""
        return self.world.orders.get(place)

    def sold(self, order: PlatformOrder, line_id: str) -> Sold:
        """Return the original's line that corresponds to a line of an original or a copy."""
        if order.mirrors:
            for line in order.lines:
                if line.line_id == line_id and line.origin_line:
                    return (order.mirrors_store, order.mirrors, line.origin_line)
        return (order.store, order.order_id, line_id)

    def units(self, order: PlatformOrder, lines: Mapping[str, int]) -> dict[Sold, int]:
        """Convert units of an order's lines to units of the original's lines."""
        found: dict[Sold, int] = defaultdict(int)
        for line_id, units in lines.items():
            found[self.sold(order, line_id)] += units
        return dict(found)

    def ordered(self, sold: Sold) -> int:
        """Return how many units were bought, 0 for an unknown line.

        For a line that the seller changed later, return the largest number of units that it ever
        had.
        """
        order = self.order(sold[:2])
        if order is None:
            return 0
        return max((one.quantity for one in every_line(order) if one.line_id == sold[2]), default=0)

    def purchases_of(self, package: Package) -> tuple[Family, ...]:
        """Return the purchases whose orders are in a package."""
        orders = (self.order(place) for place in package.orders)
        names = dict.fromkeys(order.purchase for order in orders if order)
        return tuple(self.families[name] for name in names)

    def was_collected(self, package: Package) -> bool:
        """Return True if the buyers collected every unit of a package in the store."""
        return bool(package.units) and all(
            units <= self._collected(sold) for sold, units in package.units.items()
        )

    def _collected(self, sold: Sold) -> int:
        order = self.order(sold[:2])
        lines = order.lines if order else []
        return sum(line.collected for line in lines if line.line_id == sold[2])

    def lines_of(self, order: PlatformOrder) -> frozenset[Sold]:
        """Return the purchase's lines that are in an order; a copy may lack some of them."""
        return frozenset(self.sold(order, line.line_id) for line in order.lines)

    def named(self, order: PlatformOrder, tracking: str) -> list[Package]:
        """Return the packages of an order's purchase that have this tracking number."""
        return [
            package
            for package in self.of_purchase[order.purchase]
            if same_number(order, package.tracking, tracking)
        ]

    def said_at(self, order: PlatformOrder, package: ShippedPackage) -> int:
        """Return when a program sent the confirmation of a package.

        For a package that the connector passed on, return when the program confirmed it in the
        shop. For a request that was carried out late, return when it was sent.
        """
        copy = self.world.state.copies.get((order.store, order.order_id))
        if package.recorded_by == "relay" and copy is not None:
            shop = self.world.orders[copy]
            for theirs in shop.packages:
                if plain(theirs.tracking) == plain(package.tracking):
                    return self.said_at(shop, theirs)
        return self.sent.get((order.order_id, package.created_at), package.created_at)

    def _keep(self, package: Package) -> None:
        self.packages.append(package)
        self.of_tracking[plain(package.tracking)].append(package)
        for family in self.purchases_of(package):
            self.of_purchase[family.name].append(package)

    def _every_package(self) -> Iterator[Package]:
        for rules in PLATFORMS.all():
            for sold in rules.label_records(self.world.state):
                self.prefixes |= {plain(sold.prefix)} - {""}
                yield self._package(
                    "house",
                    sold.orders,
                    label_id=sold.label_id,
                    reference=sold.reference,
                    tracking=sold.tracking,
                    made_at=sold.made_at,
                    voided_at=sold.voided_at,
                    left_at=sold.left_at,
                    price=Money(sold.currency, sold.price) if sold.currency else None,
                    destination=sold.destination,
                )
        for label in self.world.labels.values():
            yield self._package(
                "platform",
                {(label.store, order_id): units for order_id, units in covered(label).items()},
                label_id=label.shipment_id,
                reference=label.key,
                tracking=label.tracking,
                made_at=label.created_at,
                voided_at=0 if label.status == "Purchased" else label.voided_at or 1,
                left_at=label.collects or label.created_at,
                price=Money(self.world.currency, label.price),
                destination=self._destination(label),
            )
        for hand in self.world.state.by_hand.values():
            yield self._package(
                "hand",
                hand.orders,
                label_id="",
                reference="",
                tracking=hand.tracking,
                made_at=hand.sent_at,
                voided_at=hand.taken_back_at,
                left_at=hand.sent_at,
            )

    def _sent_elsewhere(self) -> Iterator[Package]:
        """Yield packages that a seller entered on a platform's site, or the platform shipped."""
        known: set[tuple[str, str]] = {
            (family.name, plain(package.tracking))
            for package in self.packages
            for family in self.purchases_of(package)
        }
        for order in self.world.orders.values():
            for package in order.packages:
                if package.recorded_by not in ("seller", order.platform):
                    continue
                if package.tracking and (order.purchase, plain(package.tracking)) in known:
                    continue
                known.add((order.purchase, plain(package.tracking)))
                yield self._package(
                    "elsewhere",
                    {(order.store, order.order_id): package.units},
                    label_id="",
                    reference="",
                    tracking=package.tracking,
                    made_at=package.created_at,
                    voided_at=0,
                    left_at=package.created_at,
                )

    def _unseen(self) -> Iterator[Package]:
        """Yield packages that the program confirmed, and whose numbers nobody in the world gave."""
        for family in self.families.values():
            known = {plain(one.tracking) for one in self.of_purchase[family.name]}
            for order in family.orders:
                for package in recorded_packages(order):
                    if package.tracking and plain(package.tracking) in known:
                        continue
                    if not self._may_be_elsewhere(family, order, package.tracking):
                        continue
                    known.add(plain(package.tracking))
                    yield self._package(
                        "unseen",
                        self._on_record(family, order, package),
                        label_id="",
                        reference="",
                        tracking=package.tracking,
                        made_at=package.created_at,
                        voided_at=0,
                        left_at=package.created_at,
                    )

    def _on_record(
        self, family: Family, order: PlatformOrder, package: ShippedPackage
    ) -> dict[Place, Mapping[str, int]]:
        """Return what platforms were told of a package from elsewhere: of each line the most.

        The lines are those of the order that knows of it first; what only another order of the
        purchase shows is added under that order.
        """
        found: dict[Place, Mapping[str, int]] = {(order.store, order.order_id): package.units}
        counted: dict[Sold, int] = self.units(order, package.units)
        for other in family.orders:
            for again in recorded_packages(other):
                if not package.tracking or plain(again.tracking) != plain(package.tracking):
                    continue
                place = (other.store, other.order_id)
                more = dict(found.get(place, {}))
                for line_id, units in again.units.items():
                    sold = self.sold(other, line_id)
                    missing = units - counted.get(sold, 0)
                    if missing > 0:
                        more[line_id] = more.get(line_id, 0) + missing
                        counted[sold] = units
                if more:
                    found[place] = more
        return found

    def _may_be_elsewhere(self, family: Family, order: PlatformOrder, tracking: str) -> bool:
        """Return True if a confirmed number may be that of a label bought elsewhere.

        No number, or the number of another purchase's package, may instead stand for a package of
        the purchase that the order does not show. Packages without a number that original and copy
        show are the same packages.
        """
        given = plain(tracking)
        if not given or self.of_tracking.get(given):
            place = (order.store, order.order_id)
            return not any(
                (one.is_live and one.is_ours and not shows(order, one.tracking))
                or (not given and not one.tracking and place not in one.orders)
                for one in self.of_purchase[family.name]
            )
        if any(given.startswith(one) for one in self.prefixes):
            return False
        names = (plain(one) for each in self.of_purchase[family.name] for one in each.names)
        long = [name for name in names if len(name) >= _LEAST]
        return not any(name.startswith(given) or given.startswith(name) for name in long)

    def _destination(self, label: BoughtLabel) -> Destination | None:
        """Return where the package of a platform's label goes."""
        order = self.world.orders.get((label.store, label.order_id))
        if order is None:
            return None
        rules = PLATFORMS.selling(order.platform).labels
        given = rules.destination(label) if rules else None
        return given or address_at(order, label.created_at)

    def _first_act(self, orders: Mapping[Place, Mapping[str, int]], tracking: str) -> int:
        """Return the place of a package's first act among all acts, 0 if there is none."""
        known = self.world.acts
        labels = known.of_label.get(tracking)
        if labels:
            return labels[0].number
        kinds = (ActKind.CONFIRMED, ActKind.CORRECTED)
        for place in orders:
            for act in known.of_order.get(place, ()):
                if act.tracking == tracking and act.kind in kinds:
                    return act.number
        return 0

    def _package(
        self,
        kind: Kind,
        orders: Mapping[Place, Mapping[str, int]],
        *,
        label_id: str,
        reference: str,
        tracking: str,
        made_at: int,
        voided_at: int,
        left_at: int,
        price: Money | None = None,
        destination: Destination | None = None,
    ) -> Package:
        units: dict[Sold, int] = defaultdict(int)
        strange: list[str] = []
        number = self._first_act(orders, tracking)
        orders = self._combined(orders)
        for place, lines in orders.items():
            order = self.order(place)
            if order is None:
                strange.append(place[1])
                continue
            known = {line.line_id for line in order.lines}.union(order.once_ordered)
            strange += [line_id for line_id in lines if line_id not in known]
            for sold, count in self.units(order, lines).items():
                units[sold] += count
        return Package(
            kind,
            label_id,
            reference,
            tracking,
            made_at,
            voided_at,
            left_at,
            dict(units),
            tuple(orders),
            tuple(strange),
            price,
            destination,
            number,
        )

    def _combined(
        self, orders: Mapping[Place, Mapping[str, int]]
    ) -> Mapping[Place, Mapping[str, int]]:
        """Return the orders in a package; an order that its buyer combined is the new one."""
        into = self.world.state.combined_into
        if not any(place in into for place in orders):
            return orders
        found: dict[Place, dict[str, int]] = {}
        for place, lines in orders.items():
            while place in into:
                place = into[place]
            mine = found.setdefault(place, {})
            for line_id, units in lines.items():
                mine[line_id] = mine.get(line_id, 0) + units
        return found


def every_line(order: PlatformOrder) -> Iterator[OrderLine]:
    """Yield every line that an order ever had, each with its largest number of units."""
    kept = {line.line_id: line for line in order.lines}
    for line_id in dict.fromkeys((*kept, *order.once_ordered)):
        found = [one for one in (kept.get(line_id), order.once_ordered.get(line_id)) if one]
        yield max(found, key=lambda one: one.quantity)


def address_at(order: PlatformOrder, when: int, address_id: int = 0) -> Destination:
    """Return an address of an order at a time; an id of 0 means the order's own address."""
    person = person_at(order, when, address_id)
    return Destination(person.street1, person.city, person.postcode, person.country)


def plain(tracking: str) -> str:
    """Return only the letters and digits of a tracking number, in upper case."""
    return "".join(filter(str.isalnum, tracking)).upper()


def same_number(order: PlatformOrder, given: str, shown: str) -> bool:
    """Return True if *shown* is how a platform shows the tracking number *given*."""
    strips = PLATFORMS.selling(order.platform).shipments.strips_tracking_numbers
    return plain(given) == plain(shown) if strips else given == shown


def shows(order: PlatformOrder, tracking: str) -> bool:
    """Return True if an order shows a package with that tracking number."""
    return any(same_number(order, tracking, package.tracking) for package in order.packages)


def recorded_packages(order: PlatformOrder) -> Iterable[ShippedPackage]:
    """Return the packages that a program confirmed, itself or through the connector."""
    return (package for package in order.packages if package.recorded_by in ("api", "relay"))
