"""The direction of each character of a line, after the Unicode bidirectional algorithm (UAX #9).

Invisible format characters are removed before (``clean_text``), so there are no embeddings,
overrides and isolates: only the implicit rules W1 to I2 and L1 apply.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

_STRONG = ("L", "R", "AL")
_NEUTRAL = ("B", "S", "WS", "ON")
_PAIRS = {")": "(", "]": "[", "}": "{", "»": "«", "›": "‹", "」": "「", "）": "（"}
#: The deepest stack of open brackets (BD16).
_DEEPEST = 63


def base_level(text: str) -> int:
    """Return 1 if the first strong character is right-to-left, otherwise 0 (P2, P3)."""
    strong = (kind for kind in map(unicodedata.bidirectional, text) if kind in _STRONG)
    return 0 if next(strong, "L") == "L" else 1


def levels(text: str, base: int) -> list[int]:
    """Return the level of each character: even is left-to-right, odd is right-to-left."""
    if text.isascii() and base == 0:
        return [0] * len(text)
    original = [unicodedata.bidirectional(character) or "L" for character in text]
    kinds = ["ON" if kind == "BN" else kind for kind in original]
    outer = "R" if base else "L"
    _resolve_weak(kinds, outer)
    _resolve_brackets(text, kinds, outer)
    _resolve_neutrals(kinds, outer)
    found = [_level(kind, base) for kind in kinds]
    for n in range(len(text) - 1, -1, -1):  # L1
        if original[n] not in ("WS", "B", "S"):
            break
        found[n] = base
    return found


def _level(kind: str, base: int) -> int:
    """Return the level of a resolved kind (I1, I2)."""
    if base % 2 == 0:
        return base + {"L": 0, "R": 1}.get(kind, 2)
    return base if kind == "R" else base + 1


def _resolve_weak(kinds: list[str], outer: str) -> None:
    """Resolve marks, numbers, and the characters between numbers (W1 to W7)."""
    _resolve_marks(kinds, outer)
    for n in range(1, len(kinds) - 1):
        around = kinds[n - 1], kinds[n + 1]
        if around == ("EN", "EN") and kinds[n] in ("ES", "CS"):
            kinds[n] = "EN"
        elif around == ("AN", "AN") and kinds[n] == "CS":
            kinds[n] = "AN"
    for start, end in _stretches(kinds, ("ET",)):
        if "EN" in (kinds[start - 1 : start] + kinds[end : end + 1]):
            kinds[start:end] = ["EN"] * (end - start)
    strong = outer
    for n, kind in enumerate(kinds):
        if kind in ("ES", "ET", "CS"):
            kinds[n] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[n] = "L"


def _resolve_marks(kinds: list[str], outer: str) -> None:
    """Resolve marks, numbers after Arabic letters, and Arabic letters (W1 to W3)."""
    before = strong = outer
    for n, kind in enumerate(kinds):
        if kind == "NSM":
            kind = before
        if kind in _STRONG:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kind = "AN"
        kinds[n] = before = kind
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _resolve_brackets(text: str, kinds: list[str], outer: str) -> None:
    """Give both brackets of a pair the direction of what they enclose (N0)."""
    for start, end in _pairs(text, kinds):
        inside = {_direction(kind) for kind in kinds[start + 1 : end]} - {""}
        if outer in inside:
            kinds[start] = kinds[end] = outer
        elif inside:
            before = next(filter(None, map(_direction, reversed(kinds[:start]))), outer)
            kinds[start] = kinds[end] = before if before in inside else outer


def _pairs(text: str, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of matching brackets, by the first."""
    stack: list[tuple[str, int]] = []
    found: list[tuple[int, int]] = []
    for n, character in enumerate(text):
        if kinds[n] != "ON":
            continue
        if character in _PAIRS.values():
            if len(stack) == _DEEPEST:
                break
            stack.append((character, n))
        elif character in _PAIRS:
            opened = next(
                (k for k in range(len(stack) - 1, -1, -1) if stack[k][0] == _PAIRS[character]), None
            )
            if opened is not None:
                found.append((stack[opened][1], n))
                del stack[opened:]
    return sorted(found)


def _direction(kind: str) -> str:
    """Return the direction of a kind, numbers being right-to-left; '' for a neutral."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _resolve_neutrals(kinds: list[str], outer: str) -> None:
    """Resolve neutrals by what stands around them (N1, N2)."""
    for start, end in _stretches(kinds, _NEUTRAL):
        before = _direction(kinds[start - 1]) if start else outer
        after = _direction(kinds[end]) if end < len(kinds) else outer
        kinds[start:end] = [before if before == after else outer] * (end - start)


def _stretches(kinds: Sequence[str], wanted: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield start and end of each stretch of the *wanted* kinds."""
    start = None
    for n, kind in enumerate([*kinds, ""]):
        if kind in wanted:
            start = n if start is None else start
        elif start is not None:
            yield start, n
            start = None


def visual_order(runs: Sequence[int]) -> list[int]:
    """Return the positions of runs from left to right, from each run's level (L2)."""
    order = list(range(len(runs)))
    odd = [level for level in runs if level % 2]
    for level in range(max(runs, default=0), min(odd, default=1) - 1, -1):
        start = None
        for n in range(len(order) + 1):
            if n < len(order) and runs[order[n]] >= level:
                start = n if start is None else start
            elif start is not None:
                order[start:n] = reversed(order[start:n])
                start = None
    return order
