"""Batches: the plan, the progress and the report are one view model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from shiponce.domain.batch import BatchState, EntryState, PackageRule
from shiponce.domain.money import Money
from shiponce.domain.shipment import service_with_carrier
from shiponce.views.sentence import Sentence


@dataclass(frozen=True, slots=True)
class PresetView:
    """A saved way to ship."""

    name: str
    #: The code of an option, or ``cheapest`` or ``paid``.
    service: str
    package: PackageRule | None


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """One package of a batch: what is planned, why it is refused, and what became of it."""

    order_id: int
    number: str
    store: str
    state: EntryState
    #: Names of other orders of the batch that are the same purchase, and ship with this one.
    same_purchase: tuple[str, ...]
    #: Which of the order's addresses the package goes to, and how many there are; 1 of 1 for most.
    address: int
    addresses: int
    #: SKUs with the units in the package, such as ``MUG-SLATE × 2``.
    items: str
    units: int
    #: The option's code, carrier and service; empty if no service was chosen.
    option: str
    carrier: str
    service: str
    price: Money | None
    ship_by: datetime | None
    arrives_by: datetime | None
    promised: datetime | None
    #: The names of the stores to be notified.
    notifies: tuple[str, ...]
    #: Why the package is left out, and what would help.
    reason: Sentence | None = None
    way_out: Sentence | None = None
    shipment_id: int | None = None
    tracking: str = ""
    #: What the carrier charged.
    cost: Money | None = None

    @property
    def called(self) -> str:
        """Carrier and service, or only the service if its name begins with the carrier's."""
        return service_with_carrier(self.carrier, self.service)


@dataclass(frozen=True, slots=True)
class BatchTotal:
    """What the packages of one carrier cost in one currency."""

    carrier: str
    packages: int
    total: Money


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch; *id* is None for a plan that was not saved."""

    id: int | None
    state: BatchState
    #: The code of an option, or ``cheapest`` or ``paid``.
    service: str
    #: The name of the preset; empty without one.
    preset: str
    entries: tuple[BatchEntry, ...]
    #: What the planned packages cost, and what was paid for those bought.
    totals: tuple[BatchTotal, ...]
    costs: tuple[BatchTotal, ...]
    at: datetime | None = None
    by: str = ""
    confirmed_at: datetime | None = None
    confirmed_by: str = ""
    cancelled_at: datetime | None = None
    cancelled_by: str = ""
    ended_at: datetime | None = None

    @property
    def counts(self) -> Mapping[EntryState, int]:
        """How many packages are in each state."""
        return {state: sum(1 for one in self.entries if one.state is state) for state in EntryState}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One batch in the list of batches."""

    id: int
    state: BatchState
    service: str
    preset: str
    at: datetime
    by: str
    counts: Mapping[EntryState, int]
    costs: tuple[BatchTotal, ...]
