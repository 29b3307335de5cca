"""Reading a request of the carrier's: what is missing or mistyped is refused by its path."""

from __future__ import annotations

import re
from collections.abc import Callable

from mockplace import registry
from mockplace.platforms.carrier.api import errors
from mockplace.platforms.carrier.rules.records import CarrierOrder, Package
from mockplace.platforms.shared import request_parsing

_Json = dict[str, object]

REFERENCE = re.compile(r"[!-~]{1,64}", re.ASCII)
_TEXT = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
_MOST_ORDERS, _MOST_LINES = 100, 10_000
_MOST_UNITS, _MOST_GRAMS, _MOST_MM = 100_000_000, 1_000_000_000, 100_000


class Fields:
    """An object of a request that knows its own path."""

    def __init__(self, content: _Json, path: str = "") -> None:
        self._content = content
        self._path = path

    @classmethod
    def of(cls, raw: bytes, known: tuple[str, ...]) -> Fields:
        """The body of a request; anything but a JSON object of known fields is refused."""
        content = request_parsing.json_object(raw)
        if content is None:
            raise errors.invalid("", "The body is to be a JSON object.")
        found = cls(content)
        found.only(known)
        return found

    def only(self, known: tuple[str, ...]) -> None:
        """Refuses a field that nobody documents: it would be passed over in silence."""
        for name in self._content:
            if name not in known:
                shown = "".join(one for one in name if one.isprintable())[:60]
                raise errors.invalid(f"{self._path}{shown}", "There is no such field.")

    def text(self, name: str) -> str:
        """A required text of 1 to 100 characters that can be printed."""
        value = self._content.get(name)
        if not isinstance(value, str) or not _TEXT.fullmatch(value) or not _can_be_written(value):
            raise self._wrong(name, "is to be a text of 1 to 100 characters")
        return value

    def number(self, name: str, most: int) -> int:
        """A required whole number from 1."""
        value = self._content.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise self._wrong(name, f"is to be a whole number from 1 to {most}")
        return value

    def part(self, name: str, known: tuple[str, ...]) -> Fields:
        """A required object."""
        value = self._content.get(name)
        if not isinstance(value, dict):
            raise self._wrong(name, "is to be an object")
        found = Fields(value, f"{self._path}{name}.")
        found.only(known)
        return found

    def parts(self, name: str, most: int, known: tuple[str, ...]) -> list[Fields]:
        """A required list of objects, not empty."""
        value = self._content.get(name)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise self._wrong(name, f"is to be a list of 1 to {most} objects")
        found = []
        for n, one in enumerate(value):
            if not isinstance(one, dict):
                raise self._wrong(f"{name}[{n}]", "is to be an object")
            found.append(Fields(one, f"{self._path}{name}[{n}]."))
            found[-1].only(known)
        return found

    def wrong(self, name: str, what: str) -> errors.Problem:
        """The refusal of a field's value."""
        return self._wrong(name, what)

    def _wrong(self, name: str, what: str) -> errors.Problem:
        path = f"{self._path}{name}"
        return errors.invalid(path, f"{path} {what}.")


def reference_of(body: Fields) -> str:
    """The client's own reference: 1 to 64 printable ASCII characters without blanks."""
    found = body.text("reference")
    if not REFERENCE.fullmatch(found):
        raise body.wrong("reference", "is to be 1 to 64 ASCII characters without blanks")
    return found


def package_of(body: Fields) -> Package:
    """The package, with the orders in it; one order stands in it once."""
    known = ("weightGrams", "lengthMm", "widthMm", "heightMm", "orders")
    package = body.part("package", known)
    orders = package.parts("orders", _MOST_ORDERS, ("platform", "account", "orderId", "lines"))
    found = tuple(map(_order, orders))
    _each_once(
        [(one.platform, one.account, one.order_id) for one in found],
        lambda: package.wrong("orders", "name one order twice"),
    )
    return Package(
        package.number("weightGrams", _MOST_GRAMS),
        package.number("lengthMm", _MOST_MM),
        package.number("widthMm", _MOST_MM),
        package.number("heightMm", _MOST_MM),
        found,
    )


def _order(given: Fields) -> CarrierOrder:
    lines = given.parts("lines", _MOST_LINES, ("lineId", "units"))
    units = [(line.text("lineId"), line.number("units", _MOST_UNITS)) for line in lines]
    _each_once([line for line, _ in units], lambda: given.wrong("lines", "name one line twice"))
    platform = given.text("platform")
    known = registry.store_platforms()
    if platform not in known:
        raise given.wrong("platform", f"is to be one of {', '.join(known)}")
    return CarrierOrder(platform, given.text("account"), given.text("orderId"), dict(units))


def _each_once(found: list[object], refusal: Callable[[], errors.Problem]) -> None:
    if len(set(found)) < len(found):
        raise refusal()


def _can_be_written(text: str) -> bool:
    """Whether it holds no half of a pair of surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
