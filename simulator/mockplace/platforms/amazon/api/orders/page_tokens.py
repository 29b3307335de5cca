"""Page tokens of searches for orders.

A page token contains the window's end as of the first page and the last order's position. What
changes meanwhile therefore never shifts a page: a changed order leaves this window and is found by
the next search, which begins where this window ended.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared.opaque_tokens import decode_token, encode_token

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World
    from mockplace.platforms.amazon.api.orders.search import Dialect, Window

#: Milliseconds that a page token lives.
TOKEN_LIFE = 24 * 3_600_000

#: An order's position: its time by the window's criterion, then its id.
Place = tuple[int, str]


def page_token(
    world: World,
    account: Account,
    asked: Mapping[str, str],
    dialect: Dialect,
    window: Window,
    last: PlatformOrder,
) -> str:
    """Return the token of the page after *last*."""
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
    """Return the parameters of the first page, its window's end, and where the page before ended.

    A token of another seller, a broken one or one that is too old is refused.
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
