"""Make the journal's record of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.http_types import Request, Response, Route
from mockplace.kernel.records import Call

if TYPE_CHECKING:
    from mockplace.kernel.fault_plan import Fault
    from mockplace.kernel.world import World

#: The maximum number of characters of a path in a record.
_LONGEST_PATH = 300


def call_record(
    world: World,
    request: Request,
    response: Response,
    route: Route | None = None,
    order_id: str = "",
    fault: Fault | None = None,
) -> Call:
    """Return the journal's record of a call; *fault* is the injected fault, or None."""
    return Call(
        world.called + 1,
        world.now,
        route.platform if route else "",
        route.operation if route else "",
        request.method,
        request.path[:_LONGEST_PATH],
        response.status,
        order_id,
        fault.kind if fault else "",
    )
