"""Import every store; a store that cannot be imported does not stop the other imports."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from shiponce.domain.store import Store
from shiponce.services.importing import import_sequence
from shiponce.services.importing.import_store import Importing
from shiponce.views.imports import ImportReport


def import_all(
    conn: sqlite3.Connection, importing: Importing, chosen: Sequence[Store]
) -> tuple[ImportReport, ...]:
    """Import the *chosen* stores, then all others (network); return a report for each.

    A report contains the error of a store that could not be imported.
    """
    return tuple(importing.run(store) for store in import_sequence.everything(conn, chosen))
