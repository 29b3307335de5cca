"""What the hub needs from outside: a clock, ids, platforms and carriers."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

from shiponce.domain.channel_emails import ChannelEmails
from shiponce.domain.document import DocumentFormat, LabelDocument, LabelFormat, NoDocument
from shiponce.domain.order import Address, Fetched, Line, OriginKey, Package, PageOfOrders
from shiponce.domain.platform import Platform
from shiponce.domain.printing import PrintOutcome
from shiponce.domain.shipment import Confirmation, Label, PackageSize, Quote, Route
from shiponce.domain.store import Store


class Clock(Protocol):
    """The clock, injected so that a run can be repeated to the byte."""

    def now(self) -> datetime:
        """Return the time, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time, aware and in UTC."""
        return datetime.now(UTC)


class IdGenerator(Protocol):
    """The id generator, injected so that a run can be repeated to the byte."""

    def token(self, purpose: str) -> str:
        """Return eight characters of a-z and 0-9, different at each call for the same *purpose*."""
        ...


class SystemIdGenerator:
    """Ids from the machine's random source."""

    def token(self, purpose: str) -> str:
        """Return eight random hexadecimal characters."""
        return secrets.token_hex(4)


class PlatformAdapter(Protocol):
    """One store's platform over HTTP. Calls raise PlatformError; never call it in a transaction."""

    platform: Platform

    @property
    def settles_after(self) -> timedelta:
        """How long after an act's last request a reading is certain to show the act's outcome.

        This covers the longest life of a request and of any cache of the platform.
        """
        ...

    def now(self) -> datetime:
        """Return the platform's own time, which decides the import window."""
        ...

    def listing(self, since: datetime, until: datetime, resume: str = "") -> Iterator[PageOfOrders]:
        """Yield pages of orders changed in [since, until), oldest change first if possible.

        *resume* is the token of a page of the same window; the listing continues after that page.
        """
        ...

    def created(self, since: datetime, until: datetime) -> Iterator[PageOfOrders]:
        """Yield pages of orders placed in [since, until); ``listing`` may have missed some."""
        ...

    def read(self, remote_id: str) -> Fetched:
        """Return one order as it is now; NotThere if the platform has none."""
        ...

    def confirm(self, confirmation: Confirmation) -> str:
        """Notify the platform of a shipment.

        Return the platform's id of the package, or '' if the platform gives none.
        """
        ...

    def correct(self, confirmation: Confirmation, package: Package) -> None:
        """Change carrier and tracking number of a package that the platform was notified of.

        NotCorrectable if the platform has no call to change them.
        """
        ...

    def packages(self, remote_id: str) -> tuple[Package, ...]:
        """Return the packages that the platform shows for an order."""
        ...


@runtime_checkable
class WritesToBuyers(Protocol):
    """A shop that e-mails buyers itself; its setting for this can be read and written."""

    def emails(self) -> tuple[ChannelEmails, ...]:
        """Return each sales channel, and whether its buyers get status e-mails."""
        ...

    def set_emails(self, channel: str, on: bool | None) -> None:
        """Write one channel's own setting; None makes it inherit the shop's."""
        ...


class Purchase(Protocol):
    """The purchase data that a carrier receives; *reference* was recorded before the call."""

    @property
    def reference(self) -> str:
        """Our unique reference, by which the label is found at the carrier after a crash."""
        ...

    @property
    def order(self) -> str:
        """The marketplace's order id."""
        ...

    @property
    def lines(self) -> tuple[tuple[Line, int], ...]:
        """The lines in the package and the units of each."""
        ...

    @property
    def store(self) -> Store:
        """The store that the order was imported from."""
        ...

    @property
    def others(self) -> Sequence[Purchase]:
        """Further orders in the same package."""
        ...

    @property
    def package(self) -> PackageSize:
        """Weight and size."""
        ...

    @property
    def label_format(self) -> LabelFormat:
        """The format in which the label's document is wanted."""
        ...

    @property
    def ship_to(self) -> Address | None:
        """Where the package goes; None if no address is known any more. Personal data."""
        ...


class CarrierAdapter(Protocol):
    """A carrier or platform that sells labels."""

    route: Route

    @property
    def settles_after(self) -> timedelta:
        """How long after a purchase's or void's last request a reading shows the outcome."""
        ...

    def quotes(self, purchase: Purchase) -> tuple[Quote, ...]:
        """Return a quote for every service, with the carrier's reason if it refuses the service."""
        ...

    def buy(self, purchase: Purchase, service_id: str) -> Label:
        """Buy one label."""
        ...

    def find(self, purchase: Purchase) -> tuple[Label, ...]:
        """Return the labels that exist for this purchase; called before any second attempt."""
        ...

    def document(self, remote_id: str, wanted: LabelFormat) -> LabelDocument | NoDocument:
        """Return the document of a bought label, or why the carrier cannot give it.

        *remote_id* may be '' for a label whose id at the carrier is unknown.
        """
        ...

    def void(self, remote_id: str) -> None:
        """Void a label."""
        ...

    def is_live(self, remote_id: str) -> bool:
        """Return True if a label is usable and not voided; NotThere if there is no such label."""
        ...


class Connections(Protocol):
    """Provides the hub's adapters. Going live replaces this object and nothing else."""

    @property
    def read_only(self) -> bool:
        """True if platforms are only read: no label, no notification."""
        ...

    def platform(self, store: Store) -> PlatformAdapter:
        """Return the adapter of one store; NotAuthorised if it has no credentials."""
        ...

    def carrier(self, route: Route, store: Store | None) -> CarrierAdapter:
        """Return the carrier of a route; Buy Shipping needs the Amazon store."""
        ...


class Printer(Protocol):
    """A printer. Never call it in a transaction."""

    def send(
        self, key: str, content: bytes, kind: DocumentFormat, may_leave: Callable[[], bool]
    ) -> PrintOutcome:
        """Print a document once; *key* is the name of the job outside.

        *may_leave* is asked right before the first byte leaves; if it returns False, nothing
        leaves. What may have left in part ends as UNKNOWN, never as NOT_PRINTED.
        """
        ...

    def check(self) -> PrintOutcome:
        """Return whether the printer can be reached, and what is wrong; print nothing."""
        ...


@runtime_checkable
class KnowsSetUp(Protocol):
    """Connections that know what a store's set-up lacks."""

    def lacks(self, store: Store) -> tuple[str, ...]:
        """Return what a store's set-up lacks, without a network call.

        Each item is ``credentials``, ``ship_from`` or ``readable_secret``.
        """
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
    "Printer",
    "Purchase",
    "SystemClock",
    "SystemIdGenerator",
    "WritesToBuyers",
]
