"""What the hub needs from outside: time, chance, platforms and carriers."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.order import Fetched, Line, OriginKey, Package, PageOfOrders
from shiponce.domain.platform import Platform
from shiponce.domain.shipment import Confirmation, Label, PackageSize, Quote, Route
from shiponce.domain.store import Store


class Clock(Protocol):
    """The time, so that a run can be repeated to the byte."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """Aware UTC, now."""
        return datetime.now(UTC)


class IdGenerator(Protocol):
    """Randomness, so that a run can be repeated to the byte."""

    def token(self, purpose: str) -> str:
        """Eight characters of a-z and 0-9 that nobody has drawn for *purpose* before."""
        ...


class SystemIdGenerator:
    """The machine's own randomness."""

    def token(self, purpose: str) -> str:
        """Eight hexadecimal characters."""
        return secrets.token_hex(4)


class PlatformAdapter(Protocol):
    """One store's platform over HTTP. Calls raise PlatformError; none may be in a transaction."""

    platform: Platform

    @property
    def settles_after(self) -> timedelta:
        """How long after its last request an act is sure to be shown by a reading.

        The longest life of a request and of any cache of the platform.
        """
        ...

    def now(self) -> datetime:
        """The platform's own time: its clock rules the import window."""
        ...

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Orders changed in [since, until), page by page, oldest change first where it can.

        *resume* is what a page of the same window said of where to go on.
        """
        ...

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Orders placed in [since, until), page by page: what listings by change may miss."""
        ...

    def read(self, remote_id: str) -> Fetched:
        """One order as it stands now; NotThere when the platform has none."""
        ...

    def confirm(self, confirmation: Confirmation) -> str:
        """Tell the platform of a shipment; its id of the package, or '' where it gives none."""
        ...

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Give a parcel that the platform was told of another carrier and tracking number.

        NotCorrectable where the platform has no call for it.
        """
        ...

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """The parcels that the platform shows for an order: the read-back."""
        ...


@runtime_checkable
class WritesToBuyers(Protocol):
    """A shop that e-mails buyers itself, by a setting of its own that can be read and written."""

    def emails(self) -> tuple[ChannelEmails, ...]:
        """Each sales channel, and whether its buyers are written to when a status changes."""
        ...

    def set_emails(self, channel: str, on: bool | None) -> None:
        """Write what one channel says of its own; None: it inherits what holds for all."""
        ...


class Purchase(Protocol):
    """What a carrier is told of a purchase; *reference* was durable before the call."""

    @property
    def reference(self) -> str:
        """Ours, unique for ever: the carrier is asked by it after a crash."""
        ...

    @property
    def order(self) -> str:
        """The marketplace's order id."""
        ...

    @property
    def lines(self) -> tuple[tuple[Line, int], ...]:
        """The lines in the parcel and how many units of each."""
        ...

    @property
    def store(self) -> Store:
        """The store that the order was imported from."""
        ...

    @property
    def others(self) -> Sequence[Purchase]:
        """Further orders in the same parcel."""
        ...

    @property
    def package(self) -> PackageSize:
        """Weight and size."""
        ...


class CarrierAdapter(Protocol):
    """Somebody who sells labels."""

    route: Route

    @property
    def settles_after(self) -> timedelta:
        """When a reading is sure to show whether a label was bought or voided; as a platform's."""
        ...

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """Every service, the refused ones too with the carrier's reason."""
        ...

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """Buy one label."""
        ...

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """The labels that exist already for this purchase: asked before any second try."""
        ...

    def void(self, remote_id: str) -> None:
        """Give a label back."""
        ...

    def is_live(self, remote_id: str) -> bool:
        """Whether a label can be used, and is not voided; NotThere when there is no such label."""
        ...


class Connections(Protocol):
    """Gives the hub its adapters. Going live changes this object and nothing else."""

    @property
    def read_only(self) -> bool:
        """Platforms are read and nothing is written there: no label, no notice."""
        ...

    def platform(self, store: Store) -> PlatformAdapter:
        """The adapter of one store; NotAuthorised when there are no credentials for it."""
        ...

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """The carrier of a route; Buy Shipping needs the Amazon store."""
        ...


@runtime_checkable
class KnowsSetUp(Protocol):
    """Connections that know how their stores were set up."""

    def lacks(self, store: Store) -> tuple[str, ...]:
        """What a store's set-up lacks: credentials, ship_from, readable_secret; asks nobody."""
        ...


#: The environment: names and values, as ``os.environ`` has them.
Environment = Mapping[str, str]

__all__ = [
    "CarrierAdapter",
    "Clock",
    "Connections",
    "Environment",
    "IdGenerator",
    "KnowsSetUp",
    "OriginKey",
    "PlatformAdapter",
    "Purchase",
    "SystemClock",
    "SystemIdGenerator",
    "WritesToBuyers",
]
