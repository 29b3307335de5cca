"""Page tokens of searches for orders.

A page token contains the end of the search window, fixed by the first page, and the position of the
page's last order. So if an order changes while a client reads the pages, no other order is skipped
or repeated. In a search by update time, the changed order leaves the window; the next search, which
starts at the window's end, finds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.orders.search_parameters import Dialect, Window

#: Milliseconds for which a page token is valid.
TOKEN_LIFE = 24 * 3_600_000

#: An order's position: first the time by which the window selects (creation or update), then its
#: id.
Place = tuple[int, str]


def page_token(
    world: World,
    account: Account,
    asked: Mapping[str, str],
    dialect: Dialect,
    window: Window,
    last: PlatformOrder,
) -> str:
    """Return the token of the next page, whose first order follows *last*."""
    content: dict[str, object] = {
        "a": account.name,
        "q": {name: asked[name] for name in dialect.criteria if asked.get(name)},
        "b": window.before,
        "p": list(_place(last, window)),
        "t": world.now,
    }
    return encode_token(world.seed, f"page {dialect.token}", content)


def read_page_token(
    world: World, account: Account, asked: Mapping[str, str], dialect: Dialect, token: str
) -> tuple[Mapping[str, str], int, Place]:
    """Return the first page's parameters, the window's end and the previous page's last position.

    Refuse an invalid or expired token, and a token of another seller.
    """
    content = decode_token(world.seed, f"page {dialect.token}", token)
    if content is None or content["a"] != account.name:
        raise errors.invalid()
    first, before, place, issued = (content[key] for key in "qbpt")
    if (
        not isinstance(first, dict)
        or not isinstance(before, int)
        or not isinstance(place, list)
        or not isinstance(issued, int)
        or world.now > issued + TOKEN_LIFE
        or (dialect.repeats and _differs(asked, first, dialect))
    ):
        raise errors.invalid()
    return first, before, (int(place[0]), str(place[1]))


def _differs(asked: Mapping[str, str], first: Mapping[str, str], dialect: Dialect) -> bool:
    return any(asked[name] != first.get(name) for name in dialect.criteria if asked.get(name))


def _place(order: PlatformOrder, window: Window) -> Place:
    return (order.modified_at if window.updated else order.placed_at, order.order_id)
