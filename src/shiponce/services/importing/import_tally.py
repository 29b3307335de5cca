"""The numbers of orders that an import has fetched, added, excluded and so on, so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from shiponce.domain.order import Fetched, Unreadable
from shiponce.domain.store import Store
from shiponce.views.imports import ImportReport

#: The fields of a tally that are numbers of orders.
_NUMBERS = ("fetched", "added", "refreshed", "unchanged", "excluded", "quarantined", "hidden")


def identity(order: Fetched) -> str:
    """Return an order's id; if it cannot be read, the digest of the order as received."""
    if isinstance(order, Unreadable) and not order.remote_id:
        return "?" + blake2b(order.payload, digest_size=16).hexdigest()
    return order.remote_id


@dataclass(slots=True)
class Tally:
    """The numbers of orders of an import so far, by outcome."""

    fetched: int = 0
    added: int = 0
    refreshed: int = 0
    unchanged: int = 0
    excluded: int = 0
    quarantined: int = 0
    hidden: int = 0
    #: The ids of the orders counted so far. A listing that shifts while it is read, or that names
    #: an order twice, brings the order again; it is counted once.
    seen: set[str] = field(default_factory=set)

    def first_and_again(self, orders: Sequence[Fetched]) -> tuple[list[Fetched], list[Fetched]]:
        """Return the orders that are listed for the first time, and those listed again."""
        first: list[Fetched] = []
        again: list[Fetched] = []
        here = set[str]()
        for one in orders:
            name = identity(one)
            (again if name in here or name in self.seen else first).append(one)
            here.add(name)
        return first, again

    def add(self, other: Tally) -> None:
        """Add the numbers of a part of the import."""
        for name in _NUMBERS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def report(self, store: Store, **more: object) -> ImportReport:
        """Return the report of one import; *more* are further fields of the report."""
        counts = {name: getattr(self, name) for name in _NUMBERS}
        return ImportReport(store.name, **counts, **more)  # type: ignore[arg-type]  # by name
