"""Orders 2026-01-01: ``searchOrders`` and ``getOrder``, without a payload wrapper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors, status_words
from mockplace.platforms.amazon.api.find_order import order_of
from mockplace.platforms.amazon.api.orders.render_2026 import SECTIONS, order_2026
from mockplace.platforms.amazon.api.orders.search_orders import search
from mockplace.platforms.amazon.api.orders.search_parameters import Dialect
from mockplace.platforms.shared import request_parsing
from mockplace.platforms.shared.iso8601 import to_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mockplace.http_types import Request
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.access_token import Caller

_DIALECT = Dialect(
    created=("createdAfter", "createdBefore"),
    updated=("lastUpdatedAfter", "lastUpdatedBefore"),
    statuses="fulfillmentStatuses",
    status_words={word: status for status, word in status_words.STATUS_2026.items()}
    | dict.fromkeys(status_words.UNUSED_2026, ""),
    channels="fulfilledBy",
    channel_words={"MERCHANT": "mfn", "AMAZON": "afn"},
    markets="marketplaceIds",
    size="maxResultsPerPage",
    token="paginationToken",  # noqa: S106 - the name of a parameter
    repeats=True,
)


def search_orders(
    world: World, caller: Caller, request: Request, _params: dict[str, str]
) -> Mapping[str, object]:
    """Answer ``searchOrders``: a page, and the window's end, at which the next search can start."""
    asked = request_parsing.fields(request.query)
    sections = _sections(asked)
    page = search(world, caller.account, asked, _DIALECT)
    answer: dict[str, object] = {
        "orders": [order_2026(world, order, sections) for order in page.orders]
    }
    if page.next_token:
        answer["pagination"] = {"nextToken": page.next_token}
    end = "lastUpdatedBefore" if page.window.updated else "createdBefore"
    answer[end] = to_seconds(page.window.before)
    return answer


def get_order(
    world: World, caller: Caller, request: Request, params: dict[str, str]
) -> Mapping[str, object]:
    """Answer ``getOrder``: one order of this seller."""
    sections = _sections(request_parsing.fields(request.query))
    return {"order": order_2026(world, order_of(world, caller, params["orderId"]), sections)}


def _sections(asked: Mapping[str, str]) -> frozenset[str]:
    sections = request_parsing.listed(asked.get("includedData", ""))
    if any(section not in SECTIONS for section in sections):
        raise errors.invalid()
    return frozenset(sections)
