"""Fetch the document of a bought label from its carrier."""

from __future__ import annotations

from dataclasses import replace

from shiponce.domain.document import LabelDocument, LabelFormat, NoDocument
from shiponce.domain.shipment import Label
from shiponce.errors import PlatformError
from shiponce.ports import CarrierAdapter


def with_document(carrier: CarrierAdapter, label: Label, wanted: LabelFormat) -> Label:
    """Return the label with its document, or with the reason why it has none.

    A carrier that does not give the document never endangers the label, which is paid: the document
    can be requested again later.
    """
    if label.document is not None:
        return label
    return replace(label, document=fetch_document(carrier, label.remote_id, wanted))


def fetch_document(
    carrier: CarrierAdapter, remote_id: str, wanted: LabelFormat
) -> LabelDocument | NoDocument:
    """Return the document of a label; NOT_FETCHED if the carrier does not give it now."""
    try:
        return carrier.document(remote_id, wanted)
    except PlatformError:
        return NoDocument.NOT_FETCHED
