"""All routes of the carrier."""

from __future__ import annotations

from mockplace.http_types import Route
from mockplace.platforms.carrier.api import labels
from mockplace.platforms.carrier.api.endpoint import Operation, route
from mockplace.platforms.carrier.api.labels import BASE

_LABEL = f"{BASE}/labels/{{labelId}}"
_OPERATIONS: tuple[tuple[str, str, str, Operation], ...] = (
    ("quoteRates", "POST", f"{BASE}/rates", labels.quote_rates),
    ("buyLabel", "POST", f"{BASE}/labels", labels.buy_label),
    ("findLabels", "GET", f"{BASE}/labels", labels.find_labels),
    ("getLabel", "GET", _LABEL, labels.get_label),
    ("voidLabel", "POST", f"{_LABEL}/void", labels.void_label),
    ("getDocument", "GET", f"{_LABEL}/document", labels.get_document),
    ("track", "GET", f"{BASE}/tracking/{{trackingNumber}}", labels.track),
    ("getNextPickup", "GET", f"{BASE}/pickups/next", labels.get_next_pickup),
)
ROUTES: tuple[Route, ...] = tuple(route(*one) for one in _OPERATIONS)
