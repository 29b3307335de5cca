"""Reading a JSON body field by field, with Amazon's sentence for what has the wrong type."""

from __future__ import annotations

from typing import Self, TypeVar, cast

from mockplace.platforms.amazon.api import errors
from mockplace.platforms.shared import request_parsing

_Kind = TypeVar("_Kind")
_Json = dict[str, object]


class Body:
    """An object in a request body that knows its own path, for the error texts."""

    def __init__(self, content: _Json, path: str = "") -> None:
        self.content = content
        self._path = path

    @classmethod
    def of(cls, raw: bytes) -> Self:
        """The body of a request; anything but a JSON object that answers can show is refused."""
        content = request_parsing.json_object(raw)
        if content is None or not request_parsing.shallow(content):
            raise errors.invalid()
        return cls(content)

    def where(self, name: str) -> str:
        """A field's path from the top of the body."""
        return f"{self._path}.{name}" if self._path else name

    def has(self, name: str) -> bool:
        """Whether a field is there and not null."""
        return self.content.get(name) is not None

    def text(self, name: str) -> str:
        """A required text."""
        return self._of(name, str)

    def optional(self, name: str) -> str:
        """A text, '' where it is absent."""
        return self.text(name) if self.has(name) else ""

    def whole(self, name: str) -> int:
        """A required integer; JSON's true is not one."""
        number = self._of(name, int)
        if isinstance(number, bool):
            raise self.wrong(name)
        return number

    def number(self, name: str) -> float:
        """A required number."""
        value = self.content.get(name)
        return self.whole(name) if isinstance(value, bool | int) else self._of(name, float)

    def flag(self, name: str) -> bool:
        """A required truth value."""
        return self._of(name, bool)

    def part(self, name: str) -> Self:
        """A required object."""
        return type(self)(cast("_Json", self._of(name, dict)), self.where(name))

    def parts(self, name: str) -> list[Self]:
        """A required list of objects, not empty."""
        entries = cast("list[object]", self._of(name, list))
        if not entries:
            raise self.empty(name)
        named = [(f"{name}[{place}]", entry) for place, entry in enumerate(entries)]
        for where, entry in named:
            if not isinstance(entry, dict):
                raise self.wrong(where)
        return [type(self)(cast("_Json", entry), self.where(where)) for where, entry in named]

    def wrong(self, name: str) -> errors.Problem:
        """The refusal of a field for its type."""
        return errors.wrong_type(self.where(name))

    def empty(self, name: str) -> errors.Problem:
        """The refusal of a list with nothing in it."""
        return errors.invalid(details=f"{self.where(name)} is empty.")

    def missing(self, name: str, _kind: type[object]) -> errors.Problem:
        """The refusal of a body that leaves a required field out."""
        return errors.invalid(details=f"{self.where(name)} is missing.")

    def _of(self, name: str, kind: type[_Kind]) -> _Kind:
        value = self.content.get(name)
        if value is None:
            raise self.missing(name, kind)
        if not isinstance(value, kind):
            raise self.wrong(name)
        return value
