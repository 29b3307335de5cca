"""The documents of bought labels, or why a label has none here."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from shiponce.domain.document import Checksum, DocumentFormat, LabelDocument, NoDocument
from shiponce.persistence.json_columns import ids
from shiponce.persistence.typed_rows import TypedRows


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """What is known of one label's document, without its bytes."""

    #: The shipment that the label was bought for.
    shipment_id: int
    format: DocumentFormat | None
    #: Our own digest of the bytes, in hexadecimal; '' without bytes.
    sha256: str
    #: The length in bytes.
    size: int
    checksum: Checksum
    #: Why there are no bytes; 'purged' after a purge of personal data.
    missing: str | None
    at: datetime


_ROWS = TypedRows(DocumentRow)


@dataclass(frozen=True, slots=True)
class _Content:
    content: bytes = field(repr=False)
    format: DocumentFormat
    checksum: Checksum


_CONTENTS = TypedRows(_Content)


def keep(
    conn: sqlite3.Connection, shipment_id: int, document: LabelDocument | NoDocument, at: int
) -> None:
    """Record the document of the label that was bought for a shipment, or why there is none.

    Bytes that are kept already stay; after a purge nothing is kept again.
    """
    known = document if isinstance(document, LabelDocument) else None
    missing = document if isinstance(document, NoDocument) else None
    conn.execute(
        "INSERT INTO label_documents"
        " (shipment_id, format, sha256, size, checksum, content, missing, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (shipment_id) DO UPDATE SET format = excluded.format,"
        " content = excluded.content, sha256 = excluded.sha256, size = excluded.size,"
        " checksum = excluded.checksum, missing = excluded.missing, at = excluded.at"
        " WHERE label_documents.content IS NULL AND label_documents.missing <> 'purged'",
        (
            shipment_id,
            known and known.format.value,
            known.sha256 if known else "",
            len(known.content) if known else 0,
            (known.checksum if known else Checksum.NONE).value,
            known and known.content,
            missing and missing.value,
            at,
        ),
    )


def of_labels(conn: sqlite3.Connection, shipment_ids: Collection[int]) -> dict[int, DocumentRow]:
    """Return what is known of the documents of these labels, by the labels' shipments."""
    rows = _ROWS.all(
        conn.execute(
            f"SELECT {_ROWS.columns()} FROM label_documents"  # noqa: S608 - columns
            " WHERE shipment_id IN (SELECT value FROM json_each(?))",
            (ids(sorted(shipment_ids)),),
        )
    )
    return {row.shipment_id: row for row in rows}


def content(conn: sqlite3.Connection, shipment_id: int) -> LabelDocument | None:
    """Return the document of the label that was bought for a shipment; None without bytes."""
    found = _CONTENTS.first(
        conn.execute(
            f"SELECT {_CONTENTS.columns()} FROM label_documents"  # noqa: S608 - columns
            " WHERE shipment_id = ? AND content IS NOT NULL",
            (shipment_id,),
        )
    )
    return None if found is None else LabelDocument(found.content, found.format, found.checksum)


def to_fetch(conn: sqlite3.Connection) -> list[int]:
    """Return the live labels whose carrier did not give their document yet, oldest first."""
    rows = conn.execute(
        "SELECT d.shipment_id FROM label_documents d JOIN shipments s ON s.id = d.shipment_id"
        " WHERE d.missing = 'not_fetched' AND s.state = 'labelled' ORDER BY d.shipment_id"
    )
    return [row[0] for row in rows]
