"""The registration of the invented house carrier with the simulator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platform_definition import ErrorResponses, Platform
from mockplace.platforms.carrier.api import errors
from mockplace.platforms.carrier.api.labels_for_control import labels_sold
from mockplace.platforms.carrier.api.path_lookups import CarrierLookups
from mockplace.platforms.carrier.api.rate_limits import AccountBucket
from mockplace.platforms.carrier.api.routes import ROUTES
from mockplace.platforms.carrier.platform_rules import RULES
from mockplace.platforms.shared.label_documents.document_faults import file_with_fault

if TYPE_CHECKING:
    from mockplace.http_types import Params, Request
    from mockplace.kernel.world import World


def _account_of(_world: World, _request: Request, _params: Params) -> str:
    """Return '': a carrier account is not a merchant's store."""
    return ""


PLATFORM = Platform(
    rules=RULES,
    # The domain .example is reserved: nobody can register this name.
    hosts=("api.house-carrier.example",),
    routes=ROUTES,
    rate_limits=dict.fromkeys((route.operation for route in ROUTES), AccountBucket()),
    errors=ErrorResponses(
        rate_limited=lambda _world, _route, _store: errors.busy(),
        server_error=lambda _route: errors.broken(),
        auth_expired=lambda _route: errors.expired().response(),
    ),
    account_of=_account_of,
    path_lookups=CarrierLookups(),
    list_keys=("labels",),
    document_faults={"getDocument": file_with_fault},
    labels_sold=labels_sold,
)
