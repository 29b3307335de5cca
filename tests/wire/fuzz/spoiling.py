"""Values that no good request holds, and how they get into a body."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

#: Half of a character: JSON can write it, and no text can hold it.
LONE = "\ud800"
_ODD: list[Any] = [
    None, True, False, 0, -1, 1, 10**30, 1.5, float("1e308"), "", " ", "0", "1", "Other",
    "2026-11-20T09:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59", "[/]", "\x00",
    "\U0001f600" * 50, "٣", "²", "1Z999AA10123456784", "9" * 5000,
    [], {}, [[]], [None], {"a": 1}, LONE,
]  # fmt: skip
TEXTS = [str(value) for value in _ODD if value != LONE] + [
    "PENDING,UNSHIPPED", "MERCHANT", "BUYER,RECIPIENT,PACKAGES", "ATVPDKIKX0DER", "2", "100",
    "2026-11-01T00:00:00Z", "2026-11-19T00:00:00.000Z", "creationdate:[2026-11-01T00:00:00.000Z..]",
    "orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}", "creationdate:[..]", "a:b,c:[d", "%", "%zz",
    "%5B", "&&==", "lastmodifieddate:[2026-11-01T00:00:00.000Z..2026-11-02T00:00:00.000Z]", "%00",
]  # fmt: skip


def odd(chance: random.Random, *more: object) -> Any:
    """One odd value, or one of *more*; a copy, for what holds it may be spoiled as well."""
    return deepcopy(chance.choice([*_ODD, *more]))


def spoil(body: Any, chance: random.Random) -> None:
    """Puts something odd in one place of a body, or takes the place away."""
    node, places = body, []
    while isinstance(node, dict | list) and node:
        keys = list(node) if isinstance(node, dict) else range(len(node))
        places.append((node, chance.choice(keys)))
        node = places[-1][0][places[-1][1]]
    if not places:
        return
    parent, key = chance.choice(places)
    if chance.random() < 0.2:
        del parent[key]
    else:
        parent[key] = odd(chance)
