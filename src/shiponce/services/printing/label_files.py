"""List bought labels with their documents, fetch missing documents, and give their files."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable

from shiponce.domain.document import Checksum, LabelDocument, LabelFormat, NoDocument
from shiponce.domain.shipment import ShipmentState
from shiponce.errors import BadInput, PlatformError, Refused
from shiponce.persistence import (
    label_documents,
    labels_on_paper,
    order_states,
    print_jobs,
    shipments,
    stores,
)
from shiponce.persistence.database import Database
from shiponce.persistence.labels_on_paper import LabelRow
from shiponce.persistence.timestamps import to_ms
from shiponce.ports import Clock, Connections
from shiponce.services.printing.list_jobs import job_view
from shiponce.services.shipping.fetch_document import fetch_document
from shiponce.views.printing import LabelFile, LabelOnPaper
from shiponce.views.sentence import Sentence
from shiponce.words.families import Family

#: The label is voided and its document was never kept: its carrier gives none any more.
VOIDED = "voided"
PURGED = "purged"
WHY_MISSING = Family("document.missing.{}", (*NoDocument, PURGED, VOIDED))
#: Reasons after which the carrier is asked again.
_ASK_AGAIN = frozenset({NoDocument.NOT_FETCHED.value, NoDocument.UNREADABLE.value})


class LabelFiles:
    """The documents of the labels of one database."""

    def __init__(
        self, db: Database, connections: Connections, clock: Clock, wanted: LabelFormat
    ) -> None:
        self._db = db
        self._connections = connections
        self._clock = clock
        self._wanted = wanted

    def labels(self, order_ids: Collection[int]) -> tuple[LabelOnPaper, ...]:
        """Return the labels of these orders and of the originals of hidden copies among them."""
        conn = self._db.conn
        known = {*order_ids, *filter(None, (order_states.original_of(conn, o) for o in order_ids))}
        return tuple(label_view(conn, row) for row in labels_on_paper.of_orders(conn, known))

    def newest(self, limit: int) -> tuple[LabelOnPaper, ...]:
        """Return the labels that were bought last, the newest first."""
        conn = self._db.conn
        return tuple(label_view(conn, row) for row in labels_on_paper.newest(conn, limit))

    def label(self, shipment_id: int) -> LabelOnPaper:
        """Return a shipment's label; BadInput without the shipment, Refused without a label."""
        return label_view(self._db.conn, row_of(self._db.conn, shipment_id))

    def fetch(self, shipment_ids: Iterable[int]) -> int:
        """Network: fetch the missing documents of these live labels; return how many came."""
        came = 0
        for shipment_id in shipment_ids:
            row = row_of(self._db.conn, shipment_id)
            if row.state is ShipmentState.LABELLED and row.missing in _ASK_AGAIN:
                came += self._fetch(row)
        return came

    def _fetch(self, row: LabelRow) -> bool:
        store = stores.one(self._db.conn, row.store_id)
        try:
            carrier = self._connections.carrier(row.route, store)
        except PlatformError:  # the store's credentials are missing
            return False
        found = fetch_document(carrier, row.remote_id or "", self._wanted)
        if found is NoDocument.NOT_FETCHED:
            return False
        with self._db.recording(), self._db.write() as conn:
            label_documents.keep(conn, row.shipment_id, found, to_ms(self._clock.now()))
        return isinstance(found, LabelDocument)

    def file(self, shipment_id: int) -> LabelFile:
        """Return the file of a label; Refused, with the reason, if there is none.

        The file of a voided label has VOID across it.
        """
        row = row_of(self._db.conn, shipment_id)
        kept = label_documents.content(self._db.conn, row.shipment_id)
        must_be_certain(row)
        if kept is None:
            why = _missing(row)
            raise Refused(why.code, **why.facts)
        voided = row.state is ShipmentState.VOIDED
        data = marked(kept, row) if voided else kept.content
        number = re.sub(r"[^A-Za-z0-9._-]+", "_", row.number).strip("._")[:60]
        name = f"label-{row.shipment_id}-{number}{'-VOID' if voided else ''}.{kept.format.value}"
        return LabelFile(row.shipment_id, name, kept.format, data, voided)


def row_of(conn: sqlite3.Connection, shipment_id: int) -> LabelRow:
    """Return the label of a shipment; BadInput without the shipment, Refused without a label."""
    row = labels_on_paper.one(conn, shipment_id)
    if row is not None:
        return row
    if shipments.one(conn, shipment_id) is None:
        raise BadInput("error.no_shipment", shipment=shipment_id)
    raise Refused("limit.shipment_without_label", shipment=shipment_id)


def must_be_certain(row: LabelRow) -> None:
    """Raise Refused while nobody knows whether the label is voided, and so is to be marked."""
    if row.state is ShipmentState.LABELLED and row.void_open:
        raise Refused("limit.label_in_void", shipment=row.shipment_id, number=row.number)


def marked(document: LabelDocument, row: LabelRow) -> bytes:
    """Return the document with VOID across it; Refused if it cannot be marked."""
    from shiponce.documents.void_mark import CannotMark, marked_void

    try:
        return marked_void(document.content, document.format)
    except CannotMark as bad:
        facts = {"shipment": row.shipment_id, "number": row.number}
        raise Refused("limit.void_not_marked", **facts) from bad


def label_view(conn: sqlite3.Connection, row: LabelRow) -> LabelOnPaper:
    """Return a label as it is shown."""
    has_document = row.missing is None and row.format is not None
    return LabelOnPaper(
        row.shipment_id,
        shipments.orders_under(conn, row.shipment_id),
        row.order_id,
        row.store,
        row.carrier,
        row.service,
        row.tracking,
        row.state,
        row.at,
        row.format if has_document else None,
        row.size or 0,
        row.checksum or Checksum.NONE,
        None if has_document else _why(row),
        None if has_document else _missing(row),
        tuple(job_view(conn, job) for job in print_jobs.of_labels(conn, [row.shipment_id])),
    )


def _why(row: LabelRow) -> str:
    if row.state is ShipmentState.VOIDED and row.missing != PURGED:
        return VOIDED
    return row.missing or NoDocument.NOT_FETCHED.value


def _missing(row: LabelRow) -> Sentence:
    facts: dict[str, object] = {
        "number": row.number,
        "carrier": row.carrier,
        "tracking": row.tracking,
        "shipment": row.shipment_id,
    }
    return Sentence(WHY_MISSING[_why(row)], facts)
