"""Find the label that the path or query of a request to the carrier names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mockplace.platform_definition import Resource
from mockplace.platforms.carrier.api.endpoint import account_of
from mockplace.platforms.carrier.rules import labels_and_pickups
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.path_lookups import hidden, nearest

if TYPE_CHECKING:
    from mockplace.http_types import Params, Request, Route
    from mockplace.kernel.world import World


@dataclass(frozen=True, slots=True)
class CarrierLookups:
    """Find a label by its id, its tracking number or the client's reference."""

    def resource(
        self, world: World, _route: Route, request: Request, params: Params, _store: str
    ) -> Resource | None:
        """Return the label that a request names; None if the account has no such label."""
        sold, account = labels_and_pickups.labels(world.state), account_of(request)
        if "trackingNumber" in params:
            name = params["trackingNumber"]
            label_id = sold.by_tracking.get(name, "")
            hide = partial(hidden, sold, "by_tracking", name)
        elif "labelId" in params:
            name = label_id = params["labelId"]
            hide = partial(hidden, sold, "by_id", name)
        else:
            name = request_parsing.fields(request.query).get("reference", "")
            label_id = sold.by_reference.get((account, name), "")
            hide = partial(hidden, sold, "by_reference", (account, name))
        label = sold.by_id.get(label_id)
        if label is None or label.account != account:
            return None
        return Resource(hide, partial(_other_labels, world, request, params, name))

    def read_only_id(self, _route: Route, _params: Params) -> str:
        """Return '': the carrier's paths name only labels, which ``resource`` finds."""
        return ""

    def other_queries(
        self, _world: World, _request: Request, _params: Params, _store: str
    ) -> Iterator[tuple[Request, Params]]:
        """Yield nothing: requests name only labels, and ``resource`` finds those."""
        return iter(())


def _other_labels(
    world: World, request: Request, params: Params, name: str
) -> Iterator[tuple[Request, Params]]:
    """Yield the same read request for other labels of the account."""
    account = account_of(request)
    labels = [
        one
        for one in labels_and_pickups.labels(world.state).by_id.values()
        if one.account == account
    ]
    if "trackingNumber" in params:
        parameter, names = "trackingNumber", [one.tracking for one in labels]
    elif "labelId" in params:
        parameter, names = "labelId", [one.label_id for one in labels]
    else:
        parameter, names = "reference", [one.reference for one in labels]
    for other in nearest([(one, one) for one in names], name):
        if parameter in params:
            yield request, params | {parameter: other}
        else:
            yield replace(request, query=urlencode({parameter: other})), params
