"""The world as the judge reads it: every purchase, and every package with units of it.

An original and its copies are one purchase, and their units are the same units.
A package is a carrier's label, a label that a platform sold, a package that a person sent by hand,
or a shipment that somebody entered on a platform's own site.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from mockplace.kernel.platform_labels import covered
from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.records import PlatformOrder, ShippedPackage
    from mockplace.kernel.world import World

#: Account and order id.
Place = tuple[str, str]
#: One line as it was bought: the original's account, order and line.
Sold = tuple[str, str, str]
Kind = Literal["house", "platform", "hand", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Package:
    """Something that was, or may be, shipped."""

    kind: Kind
    #: The carrier's or the platform's own id of the label, '' where it has none.
    label_id: str
    #: The program's reference of the label purchase, '' if there is none.
    reference: str
    tracking: str
    made_at: int
    #: When it was voided or withdrawn, 0 while it is live.
    voided_at: int
    #: When it left, 0 before.
    left_at: int
    #: Line of the original → units.
    units: Mapping[Sold, int]
    #: The orders that it was made for; a label bought for a copy names the copy.
    orders: tuple[Place, ...]
    #: Ids of orders that the world does not have, and of lines that their order does not have.
    strange: tuple[str, ...] = ()

    @property
    def is_live(self) -> bool:
        """Return True if it was not voided or withdrawn."""
        return not self.voided_at

    @property
    def is_ours(self) -> bool:
        """Return True if the judged program, or a person who uses it, made this package."""
        return self.kind != "elsewhere"

    @property
    def names(self) -> frozenset[str]:
        """Its label id, reference and tracking number, without empty ones."""
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
    def places(self) -> frozenset[Place]:
        """The accounts and ids of its orders."""
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
        return record

    def order(self, place: Place) -> PlatformOrder | None:
        """Return the order with that account and order id."""
        return self.world.orders.get(place)

    def sold(self, order: PlatformOrder, line_id: str) -> Sold:
        """Return the original's line for a line of an order, which may be a copy."""
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

        Of a line that the seller changed later, return the most units that it ever had.
        """
        order = self.order(sold[:2])
        if order is None:
            return 0
        now = next((line.quantity for line in order.lines if line.line_id == sold[2]), 0)
        return max(now, order.once_ordered.get(sold[2], 0))

    def purchases_of(self, package: Package) -> tuple[Family, ...]:
        """Return the purchases whose orders are in a package."""
        orders = (self.order(place) for place in package.orders)
        names = dict.fromkeys(order.purchase for order in orders if order)
        return tuple(self.families[name] for name in names)

    def lines_of(self, order: PlatformOrder) -> frozenset[Sold]:
        """Return the lines of the purchase that an order contains; a copy may lack some."""
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
                yield self._package(
                    "house",
                    sold.orders,
                    label_id=sold.label_id,
                    reference=sold.reference,
                    tracking=sold.tracking,
                    made_at=sold.made_at,
                    voided_at=sold.voided_at,
                    left_at=sold.left_at,
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
        """Yield packages that others shipped, recorded on a platform's site or by the platform."""
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
    ) -> Package:
        units: dict[Sold, int] = defaultdict(int)
        strange: list[str] = []
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
        )


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
