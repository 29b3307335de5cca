"""The numbers of orders that an import has fetched, added, excluded and so on, so far."""

from __future__ import annotations

from dataclasses import dataclass

from shiponce.domain.store import Store
from shiponce.views.imports import ImportReport


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

    def report(self, store: Store, **more: object) -> ImportReport:
        """Return the report of one import; *more* are further fields of the report."""
        counts = {name: getattr(self, name) for name in Tally.__slots__}
        return ImportReport(store.name, **counts, **more)  # type: ignore[arg-type]  # by name
