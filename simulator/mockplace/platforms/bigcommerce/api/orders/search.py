"""Search a store's orders: filters, sorting and pages of GET /v2/orders."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from mockplace.kernel.order_index import Sequenced
from mockplace.platforms.bigcommerce.api import dates, errors, page_and_limit
from mockplace.platforms.bigcommerce.api.orders import render

if TYPE_CHECKING:
    from mockplace.kernel.records import Account, PlatformOrder
    from mockplace.kernel.world import World

Test = Callable[["PlatformOrder"], bool]

_KEYS: dict[str, Callable[[PlatformOrder], tuple[object, ...]]] = {
    "id": lambda order: (int(order.order_id),),
    "customer_id": lambda order: (render.customer_of(order), int(order.order_id)),
    "date_created": lambda order: (order.placed_at, order.order_id),
    "date_modified": lambda order: (order.modified_at, order.order_id),
    "status_id": lambda order: (order.status_id, int(order.order_id)),
    "channel_id": lambda order: (render.channel_of(order), int(order.order_id)),
    "external_id": lambda order: (order.written.get("external_id", ""), int(order.order_id)),
}

#: Sort field → the world's index that is sorted by this field.
_SEQUENCES: dict[str, Sequenced] = {
    "id": "numbered",
    "date_created": "placed",
    "date_modified": "modified",
}


def page(world: World, account: Account, asked: Mapping[str, str]) -> list[PlatformOrder]:
    """Return the orders of the page that the parameters ask for.

    If there is no filter and no archived order, reading the last page of a large store takes no
    longer than reading the first.
    """
    name, falling = _sequence(asked.get("sort", ""))
    index = world.state.stores[account.name]
    if name in _SEQUENCES and not (_filters(asked) or index.archived):
        start, limit = page_and_limit.place(asked)
        return index.cut(_SEQUENCES[name], start, limit, falling=falling)
    return page_and_limit.paged(matching(world, account, asked), asked)


def matching(world: World, account: Account, asked: Mapping[str, str]) -> Iterator[PlatformOrder]:
    """Yield every order that the filters match, in the requested sequence.

    If an index has the requested ascending sequence, orders are read lazily.
    """
    name, falling = _sequence(asked.get("sort", ""))
    tests = [*_tests(asked), _archived(asked)]
    found: Iterable[PlatformOrder] = _candidates(world, account, asked, name)
    found = (order for order in found if all(test(order) for test in tests))
    if falling or not _is_sequenced(asked, name):
        found = sorted(found, key=_KEYS[name], reverse=falling)
    return iter(found)


def _filters(asked: Mapping[str, str]) -> bool:
    """Return True if the parameters contain a filter; refuse an invalid filter."""
    by_change = "min_date_modified" in asked or "max_date_modified" in asked
    return by_change or "is_deleted" in asked or bool(_tests(asked))


def _candidates(
    world: World, account: Account, asked: Mapping[str, str], name: str
) -> Iterator[PlatformOrder]:
    by_change = "min_date_modified" in asked or "max_date_modified" in asked
    if by_change or name == "date_modified":
        return world.between(account.name, "modified", *_span(asked, "modified"))
    if "min_date_created" in asked or "max_date_created" in asked or name == "date_created":
        return world.between(account.name, "placed", *_span(asked, "created"))
    if name == "id":
        return world.between(account.name, "numbered", _number(asked, "min_id"), None)
    return world.orders_of(account.name)


def _archived(asked: Mapping[str, str]) -> Test:
    """Return the test for ``is_deleted``: true selects archived orders, false all others."""
    wanted = asked.get("is_deleted", "").lower() in ("true", "1")
    return lambda order: order.archived == wanted


def _number(asked: Mapping[str, str], name: str) -> int | None:
    limit = _limit(asked, name)
    return None if limit is None else math.ceil(limit)


def _is_sequenced(asked: Mapping[str, str], name: str) -> bool:
    """Return True if ``_candidates`` yields the orders in the requested ascending sequence."""
    by_change = "min_date_modified" in asked or "max_date_modified" in asked
    if name == "date_modified":
        return True
    created = "min_date_created" in asked or "max_date_created" in asked
    if name == "id":
        return not (by_change or created)
    return name == "date_created" and not by_change


def _span(asked: Mapping[str, str], word: str) -> tuple[int | None, int | None]:
    first, last = _date(asked, f"min_date_{word}"), _date(asked, f"max_date_{word}")
    return (
        None if first is None else first * 1000,
        None if last is None else last * 1000 + 999,
    )


def _date(asked: Mapping[str, str], name: str) -> int | None:
    text = asked.get(name, "")
    if not text:
        return None
    seconds = dates.parse(text)
    if seconds is None:
        raise errors.invalid(name)
    return seconds


def _tests(asked: Mapping[str, str]) -> list[Test]:
    tests: list[Test] = []
    for name, of in _NUMBERS.items():
        tests += _bounds(of, _limit(asked, f"min_{name}"), _limit(asked, f"max_{name}"))
    tests += [_equal(of, asked[name]) for name, of in _EQUALS.items() if asked.get(name)]
    return tests + _bounds(lambda order: order.placed_at, *_span(asked, "created"))


def _bounds(
    of: Callable[[PlatformOrder], float], lowest: float | None, highest: float | None
) -> list[Test]:
    tests: list[Test] = []
    if lowest is not None:
        tests.append(lambda order: of(order) >= lowest)
    if highest is not None:
        tests.append(lambda order: of(order) <= highest)
    return tests


def _equal(of: Callable[[PlatformOrder], str], wanted: str) -> Test:
    return lambda order: of(order) == wanted


def _limit(asked: Mapping[str, str], name: str) -> float | None:
    if not asked.get(name):
        return None
    try:
        limit = float(asked[name])
    except ValueError:
        raise errors.invalid(name) from None
    if not math.isfinite(limit):
        raise errors.invalid(name)
    return limit


_NUMBERS: dict[str, Callable[[PlatformOrder], float]] = {
    "id": lambda order: int(order.order_id),
    "total": lambda order: render.total_of(order) / 100,
}
_EQUALS: dict[str, Callable[[PlatformOrder], str]] = {
    "customer_id": lambda order: str(render.customer_of(order)),
    "email": lambda order: order.buyer.email,
    "status_id": lambda order: str(order.status_id),
    "cart_id": lambda _order: "",
    "payment_method": render.payment_method_of,
    "channel_id": lambda order: str(render.channel_of(order)),
    "external_order_id": lambda order: order.written.get("external_order_id", ""),
}


def _sequence(text: str) -> tuple[str, bool]:
    name, _, way = text.partition(":")
    if (name or "id") not in _KEYS or way not in ("", "asc", "desc"):
        raise errors.invalid("sort")
    return name or "id", way == "desc"
