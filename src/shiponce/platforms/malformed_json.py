"""Split an answer that cannot be parsed as a whole, so that only its bad orders are lost.

A JSON parser gives up at numbers of thousands of digits and at deep nesting, and loses every order
of the page. Here only brackets, commas and strings are scanned, without recursion; each part is
then parsed by itself, and what still cannot be parsed is ``Broken``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shiponce.platforms.json_decoding import loads

#: A complete string, the opening quote of an unterminated string, or a structural character.
_MARK = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{},:"]', re.DOTALL)
_OPENS = {b"]": b"[", b"}": b"{"}
_QUOTE = b'"'


@dataclass(frozen=True, slots=True)
class Broken:
    """A part that cannot be parsed: its bytes, and the parse error, which quotes no content."""

    content: bytes
    fault: str

    def __getitem__(self, name: str) -> object:
        """Return one field of the part; often another field is damaged and the id is not.

        Raise LookupError if the part has no such field, ValueError if the field cannot be parsed.
        """
        parts = _members(self.content)
        if not isinstance(parts, dict):
            raise KeyError(name)
        return loads(parts[name])


def apart(content: bytes, listed: str = "orders") -> object:
    """Split an answer into parts; ValueError if not even its outline is JSON.

    A list is split into its elements, an object into its fields. If the field *listed* cannot be
    parsed, that list is split into its elements as well.
    """
    parts = _members(content)
    if isinstance(parts, list):
        return _rows(parts)
    found: dict[str, object] = {name: _read(part) for name, part in parts.items()}
    if isinstance(found.get(listed), Broken):
        inner = _members(parts[listed])
        if isinstance(inner, list):
            found[listed] = _rows(inner)
    return found


def whole(content: bytes) -> object:
    """Return one order, or ``Broken`` if only its outline is valid JSON; ValueError otherwise."""
    try:
        return loads(content)
    except ValueError as bad:
        if not isinstance(_members(content), dict):
            raise
        return Broken(content, str(bad))


def _rows(parts: list[bytes]) -> list[object]:
    rows = [_read(part) for part in parts]
    if any(isinstance(row, Broken) and row.content[:1] == b"[" for row in rows):
        raise ValueError("not JSON")  # a broken list inside the page: its orders would count as one
    return rows


def _read(part: bytes) -> object:
    try:
        return loads(part)
    except ValueError as bad:
        return Broken(part, str(bad))


def _members(content: bytes) -> dict[str, bytes] | list[bytes]:
    """Return the elements of a list, or the fields of an object, each as its bytes.

    Unbalanced brackets are accepted only inside a part. At the outer level such a bracket could end
    the list early and silently lose the orders after it.
    """
    marks = _MARK.finditer(content)
    opening = next(marks, None)
    if opening is None or opening.group() not in (b"{", b"[") or content[: opening.start()].strip():
        raise ValueError("not JSON")
    named: dict[str, bytes] = {}
    listed: list[bytes] = []
    for name, part in _parts(content, opening.group(), opening.end(), marks):
        if opening.group() == b"[":
            listed.append(part)
        else:
            key = loads(name)
            if not isinstance(key, str):
                raise ValueError("not JSON")
            named[key] = part
    return listed if opening.group() == b"[" else named


def _parts(
    content: bytes, kind: bytes, start: int, marks: Iterator[re.Match[bytes]]
) -> Iterator[tuple[bytes, bytes]]:
    open_ = bytearray(kind)
    name, first = b"", True
    for mark in marks:
        sign = mark.group()
        if sign == _QUOTE:
            break  # unterminated string: the end of its order is unknown
        if sign in (b"{", b"["):
            open_ += sign
        elif sign in _OPENS:
            _close(open_, _OPENS[sign])
            if not open_:
                part = content[start : mark.start()].strip()
                if part or not first:
                    yield name, part
                if content[mark.end() :].strip():
                    raise ValueError("not JSON")
                return
        elif len(open_) == 1 and sign == b",":
            yield name, content[start : mark.start()].strip()
            name, start, first = b"", mark.end(), False
        elif len(open_) == 1 and sign == b":" and kind == b"{" and not name:
            name, start = content[start : mark.start()].strip(), mark.end()
    raise ValueError("not JSON")


def _close(open_: bytearray, opening: bytes) -> None:
    while len(open_) > 1 and open_[-1:] != opening:
        open_.pop()
    if open_[-1:] != opening:
        raise ValueError("not JSON")
    open_.pop()
