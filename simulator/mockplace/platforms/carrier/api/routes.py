"""All routes of the carrier."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.carrier.api import operations
from mockplace.platforms.carrier.api.endpoint import Operation, route
from mockplace.platforms.carrier.api.operations import BASE

_LABEL = f"{BASE}/labels/{{labelId}}"
_OPERATIONS: tuple[tuple[str, str, str, Operation], ...] = (
    ("quoteRates", "POST", f"{BASE}/rates", operations.quote_rates),
    ("buyLabel", "POST", f"{BASE}/labels", operations.buy_label),
    ("findLabels", "GET", f"{BASE}/labels", operations.find_labels),
    ("getLabel", "GET", _LABEL, operations.get_label),
    ("voidLabel", "POST", f"{_LABEL}/void", operations.void_label),
    ("getDocument", "GET", f"{_LABEL}/document", operations.get_document),
    ("track", "GET", f"{BASE}/tracking/{{trackingNumber}}", operations.track),
    ("getNextPickup", "GET", f"{BASE}/pickups/next", operations.get_next_pickup),
)
ROUTES: tuple[Route, ...] = tuple(route(*one) for one in _OPERATIONS)
