"""Older words in scenario files, accepted until 1.0, and today's words that replace them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shiponce.scenario.file_errors import Mark
from shiponce.scenario.yaml_reader import Document, Place

#: Older verb of a step → today's verb.
VERBS: Mapping[str, str] = {"notices": "notifications"}
#: Older name of a check → today's name.
CHECKS: Mapping[str, str] = {
    "told": "notified",
    "not told": "not notified",
    "listed": "excluded",
}
#: Keys inside a check: (check as the file names it, older key) → today's key.
CHECK_KEYS: Mapping[tuple[str, str], str] = {
    ("shown", "parcels"): "packages",
    ("option", "limit"): "restriction",
    ("imported", "listed"): "excluded",
}
#: Older key of a store in the world → today's key.
STORE_KEYS: Mapping[str, str] = {"marketplace": "market"}
#: Lists of orders: (check, key, older name) → today's name.
LISTS: Mapping[tuple[str, str, str], str] = {
    ("grid", "status", "held"): "to decide",
    ("status", "is", "held"): "to decide",
}
#: Older code of a sentence → today's code.
CODES: Mapping[str, str] = {
    "error.empty_parcel": "error.empty_package",
    "error.no_listed": "error.no_excluded",
    "error.no_notice": "error.no_notification",
    "error.no_notice_switch": "error.no_notification_switch",
    "limit.buy_shipping_not_amazon": "limit.buy_shipping_elsewhere",
    "limit.ebay_two_buyers": "limit.two_buyers",
    "limit.not_doubtful": "limit.not_unknown",
    "limit.twin_doubtful": "limit.twin_unknown",
    "limit.notice_not_stopped": "limit.notification_not_stopped",
    "limit.notices_confirm": "limit.notifications_confirm",
    "warning.twin_doubtful": "warning.twin_unknown",
    "warning.notice_unknown": "warning.notification_unknown",
    "warning.notices_off_documented": "warning.notifications_off_documented",
    "warning.notices_off_reconciling": "warning.notifications_off_reconciling",
    "way_out.connect_amazon": "way_out.connect_marketplace",
    "way_out.import_amazon": "way_out.import_marketplace",
    "why.notices_off": "why.notifications_off",
}
_MODES = ("documented", "reconciling")


@dataclass(frozen=True, slots=True)
class Rename:
    """An older word in a file, its position, and the word of today."""

    mark: Mark
    old: str
    new: str


def modernize(document: Document) -> tuple[Rename, ...]:
    """Replace older words in *document* with the words of today; return the replacements.

    An older key is kept if the key of today is also present; the older key is then reported as
    unknown.
    """
    keys = dict(_keys(document))
    values = dict(_values(document))
    if not keys and not values:
        return ()
    found = [Rename(document.keys[at], str(at[-1]), new) for at, new in keys.items()]
    found += [Rename(document.values[at], old, new) for at, (old, new) in values.items()]
    document.data = _renamed(document.data, (), keys, {at: new for at, (_, new) in values.items()})
    document.keys = {_moved(at, keys): mark for at, mark in document.keys.items()}
    document.values = {_moved(at, keys): mark for at, mark in document.values.items()}
    document.doubled = {_moved(at, keys): bad for at, bad in document.doubled.items()}
    return tuple(sorted(found, key=lambda one: (one.mark.line, one.mark.column)))


def _keys(document: Document) -> Iterator[tuple[Place, str]]:
    for place in document.keys:
        new = _new_key(place)
        if new and (*place[:-1], new) not in document.keys:
            yield place, new


def _new_key(place: Place) -> str | None:
    *above, key = place
    if len(above) == 3 and above[:2] == ["world", "stores"]:
        return STORE_KEYS.get(str(key))
    if above[:1] != ["steps"]:
        return None
    if len(above) == 2:
        return VERBS.get(str(key))
    inside = _in_check(place)
    if len(inside) == 1:
        return CHECKS.get(inside[0])
    return CHECK_KEYS.get((inside[0], inside[1])) if len(inside) == 2 else None


def _in_check(place: Place) -> tuple[str, ...]:
    """Return the part of *place* from the check's key downwards; () outside of checks."""
    if place[:1] != ("steps",) or place[2:3] != ("expect",):
        return ()
    rest = place[4:] if place[3:4] and place[3] in _MODES else place[3:]
    return tuple(map(str, rest[1:]))


def _values(document: Document) -> Iterator[tuple[Place, tuple[str, str]]]:
    for place in document.values:
        inside = _in_check(place)
        if inside:
            value = _at(document.data, place)
            if isinstance(value, str):
                new = _new_value(inside, value)
                if new:
                    yield place, (value, new)


def _new_value(inside: tuple[str, ...], value: str) -> str | None:
    listed = LISTS.get((inside[0], inside[1], value.strip().lower())) if len(inside) == 2 else None
    return listed or CODES.get(value)


def _at(data: Any, place: Place) -> object:
    for step in place:
        data = data[step]
    return data


def _renamed(
    value: object, place: Place, keys: Mapping[Place, str], values: Mapping[Place, str]
) -> object:
    """Return a copy of *value* with its keys and texts renamed at every level."""
    if isinstance(value, dict):
        return {
            keys.get((*place, key), key): _renamed(item, (*place, key), keys, values)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_renamed(item, (*place, n), keys, values) for n, item in enumerate(value)]
    return values.get(place, value)


def _moved(place: Place, keys: Mapping[Place, str]) -> Place:
    return tuple(keys.get(place[: n + 1], step) for n, step in enumerate(place))
