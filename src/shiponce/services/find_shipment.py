"""Find a shipment by its id."""

from __future__ import annotations

import sqlite3

from shiponce.errors import BadInput
from shiponce.persistence import shipments
from shiponce.services.view_models import shipment_views
from shiponce.views.shipping import ShipmentView


def shipment_view(conn: sqlite3.Connection, shipment_id: int) -> ShipmentView:
    """Return a shipment as it is shown; BadInput when there is none."""
    row = shipments.one(conn, shipment_id)
    if row is None:
        raise BadInput("error.no_shipment", shipment=shipment_id)
    return shipment_views.shipment_view(conn, row)
