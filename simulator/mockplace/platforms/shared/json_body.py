"""Read JSON request bodies; the error for a bad field contains the field's path.

Each platform subclasses ``JsonBody`` with its own errors and its own kinds of field.
"""

from __future__ import annotations

from typing import ClassVar, Protocol, Self, TypeVar, cast

from mockplace.platforms.shared import request_parsing

_Kind = TypeVar("_Kind")
Json = dict[str, object]


class BodyErrors(Protocol):
    """A platform's errors for a bad request body; paths start at the top of the body."""

    def unreadable(self, *, too_deep: bool) -> Exception:
        """Return the error for a body that is not a JSON object or is nested too deeply."""
        ...

    def missing(self, path: str, kind: type[object]) -> Exception:
        """Return the error for a missing required field of type *kind*."""
        ...

    def wrong(self, path: str, kind: type[object] | None) -> Exception:
        """Return the error for a field whose type is not *kind*.

        If *kind* is None, the type is right, but the value is not allowed.
        """
        ...

    def empty(self, path: str) -> Exception:
        """Return the error for an empty list."""
        ...


class JsonBody:
    """An object in a request body; reading a bad field raises the platform's own error."""

    ERRORS: ClassVar[BodyErrors]
    #: The format of a list entry in a path.
    ENTRY: ClassVar[str] = "{name}[{place}]"
    #: True if the nesting depth is not checked, because the body is not stored.
    ANY_DEPTH: ClassVar[bool] = False

    def __init__(self, content: Json, path: str = "") -> None:
        self.content = content
        #: The object's path in the body; '' for the body itself.
        self.path = path

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """Return the object in a request's body."""
        content = request_parsing.json_object(raw)
        if content is None:
            raise cls.ERRORS.unreadable(too_deep=False)
        if not cls.ANY_DEPTH and not request_parsing.shallow(content):
            raise cls.ERRORS.unreadable(too_deep=True)
        return cls(content)

    def where(self, name: str) -> str:
        """Return a field's path from the top of the body."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Return True if a field exists and is not null."""
        return self.content.get(name) is not None

    def text(self, name: str) -> str:
        """Return a required string."""
        return self.required(name, str)

    def optional(self, name: str) -> str:
        """Return an optional string, '' if absent."""
        return self.text(name) if self.has(name) else ""

    def maybe(self, name: str, kind: type[_Kind]) -> _Kind | None:
        """Return an optional field of type *kind*, None if absent; ``true`` is not an integer."""
        value = self.content.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.ERRORS.wrong(self.where(name), kind)
        return value

    def word(self, name: str, known: tuple[str, ...]) -> str:
        """Return a required string that is one of *known*."""
        text = self.text(name)
        if text not in known:
            raise self.wrong(name)
        return text

    def whole(self, name: str) -> int:
        """Return a required integer; ``true`` is not an integer."""
        number = self.required(name, int)
        if isinstance(number, bool):
            raise self.ERRORS.wrong(self.where(name), int)
        return number

    def number(self, name: str) -> float:
        """Return a required number."""
        value = self.content.get(name)
        return self.whole(name) if isinstance(value, bool | int) else self.required(name, float)

    def flag(self, name: str) -> bool:
        """Return a required boolean."""
        return self.required(name, bool)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a required, non-empty list of strings."""
        entries = cast("list[object]", self.required(name, list))
        if any(not isinstance(one, str) for one in entries):
            raise self.ERRORS.wrong(self.where(name), list)
        if not entries:
            raise self.ERRORS.empty(self.where(name))
        return tuple(cast("list[str]", entries))

    def part(self, name: str) -> Self:
        """Return a required object."""
        return type(self)(cast("Json", self.required(name, dict)), self.where(name))

    def parts(self, name: str) -> list[Self]:
        """Return a required, non-empty list of objects."""
        entries = cast("list[object]", self.required(name, list))
        if not entries:
            raise self.ERRORS.empty(self.where(name))
        return [self._entry(name, place, one) for place, one in enumerate(entries)]

    def wrong(self, name: str) -> Exception:
        """Return the error for a field whose value is not allowed."""
        return self.ERRORS.wrong(self.where(name), None)

    def required(self, name: str, kind: type[_Kind]) -> _Kind:
        """Return a required field of type *kind*; ``true`` passes as an int, as in Python."""
        value = self.content.get(name)
        if value is None:
            raise self.ERRORS.missing(self.where(name), kind)
        if not isinstance(value, kind):
            raise self.ERRORS.wrong(self.where(name), kind)
        return value

    def _entry(self, name: str, place: int, entry: object) -> Self:
        where = self.where(self.ENTRY.format(name=name, place=place))
        if not isinstance(entry, dict):
            raise self.ERRORS.wrong(where, dict)
        return type(self)(entry, where)
