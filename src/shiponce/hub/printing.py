"""``hub.printing``: the documents of bought labels."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from shiponce.persistence import labels_on_paper
from shiponce.persistence.database import Database
from shiponce.services import find_order
from shiponce.services.printing.label_files import LabelFiles
from shiponce.views.printing import LabelFile, LabelOnPaper


class HubPrinting:
    """The labels of one file on paper. Nothing here buys a label."""

    def __init__(self, db: Database, files: LabelFiles) -> None:
        self._db = db
        self._files = files

    def labels(self, order_ids: Collection[int]) -> tuple[LabelOnPaper, ...]:
        """Return the labels of these orders, live or voided, the oldest first.

        For a hidden copy, return those of its original as well.
        """
        find_order.must_be_known(self._db.conn, *order_ids)
        return self._files.labels(order_ids)

    def label(self, shipment_id: int) -> LabelOnPaper:
        """Return a shipment's label; BadInput without the shipment, Refused without a label."""
        return self._files.label(shipment_id)

    def newest(self, limit: int) -> tuple[LabelOnPaper, ...]:
        """Return the labels that were bought last, the newest first."""
        return self._files.newest(limit)

    def count(self) -> int:
        """Return how many labels there are."""
        return labels_on_paper.count(self._db.conn)

    def fetch(self, shipment_ids: Iterable[int]) -> int:
        """Network: fetch the missing documents of these live labels; return how many came."""
        return self._files.fetch(shipment_ids)

    def file(self, shipment_id: int) -> LabelFile:
        """Return the file of a label; Refused, with the reason, if there is none.

        The file of a voided label has VOID across it.
        """
        return self._files.file(shipment_id)
