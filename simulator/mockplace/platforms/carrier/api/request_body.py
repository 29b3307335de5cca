"""Parse a request body; the error for an invalid field contains the field's path."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Self

from mockplace import registry
from mockplace.kernel.judging.label_records import Destination
from mockplace.platforms.carrier.api import errors
from mockplace.platforms.carrier.rules.records import CarrierOrder, Package, Recipient
from mockplace.platforms.shared.json_body import BodyErrors, JsonBody

REFERENCE = re.compile(r"[!-~]{1,64}", re.ASCII)
_TEXT = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
_PART_OF_ADDRESS = re.compile(r"[^\x00-\x1f\x7f]{0,255}")
_ADDRESS = ("street", "city", "postcode", "country")
#: Fields that may be left out.
_RECIPIENT = ("name", "company", "street2", "street3", "state")
#: Some countries have no postcodes, and some cities are countries.
_MAY_BE_EMPTY = frozenset({"city", "postcode", *_RECIPIENT})
_MOST_ORDERS, _MOST_LINES = 100, 10_000
_MOST_UNITS, _MOST_GRAMS, _MOST_MM = 100_000_000, 1_000_000_000, 100_000


class _Errors(BodyErrors):
    """The carrier's errors for an invalid body; each message states what the field must be."""

    def unreadable(self, *, too_deep: bool) -> errors.CarrierError:
        return errors.invalid("", "The body is to be a JSON object.")

    def missing(self, path: str, kind: type[object]) -> errors.CarrierError:
        return self.wrong(path, kind)

    def wrong(self, path: str, kind: type[object] | None) -> errors.CarrierError:
        wanted = "an object" if kind is dict else "a value that makes sense"
        return errors.invalid(path, f"{path} is to be {wanted}.")

    def empty(self, path: str) -> errors.CarrierError:
        return self.wrong(path, None)


class CarrierBody(JsonBody):
    """An object in a request to the carrier; a field that is not documented is refused."""

    ERRORS = _Errors()
    ANY_DEPTH = True

    @classmethod
    def known(cls, raw: bytes, names: tuple[str, ...]) -> Self:
        """Return the body of a request; refuse fields that are not among *names*."""
        return cls.of(raw)._only(names)

    def _only(self, names: tuple[str, ...]) -> Self:
        """Return this object; refuse fields that are not among *names* instead of ignoring them."""
        for name in self.content:
            if name not in names:
                shown = "".join(one for one in name if one.isprintable())[:60]
                raise errors.invalid(self.where(shown), "There is no such field.")
        return self

    def text(self, name: str) -> str:
        """Return a required string of 1 to 100 characters without control characters."""
        value = self.content.get(name)
        if not isinstance(value, str) or not _TEXT.fullmatch(value) or not _can_be_written(value):
            raise self.refusal(name, "is to be a text of 1 to 100 characters")
        return value

    def part_of_address(self, name: str) -> str:
        """Return a required string of at most 255 characters; a street and a country have one."""
        value = self.content.get(name)
        least = 0 if name in _MAY_BE_EMPTY else 1
        if (
            not isinstance(value, str)
            or len(value) < least
            or not _PART_OF_ADDRESS.fullmatch(value)
            or not _can_be_written(value)
        ):
            raise self.refusal(name, f"is to be a text of {least} to 255 characters")
        return value

    def count(self, name: str, most: int) -> int:
        """Return a required integer from 1 to *most*."""
        value = self.content.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= most:
            raise self.refusal(name, f"is to be a whole number from 1 to {most}")
        return value

    def known_part(self, name: str, names: tuple[str, ...]) -> Self:
        """Return a required object; refuse fields that are not among *names*."""
        return self.part(name)._only(names)

    def known_parts(self, name: str, most: int, names: tuple[str, ...]) -> list[Self]:
        """Return a required list of 1 to *most* objects; refuse fields other than *names*."""
        value = self.content.get(name)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise self.refusal(name, f"is to be a list of 1 to {most} objects")
        return [self._entry(name, place, one)._only(names) for place, one in enumerate(value)]

    def refusal(self, name: str, sentence: str) -> errors.CarrierError:
        """Return the error for a field's value; *sentence* states what the value must be."""
        path = self.where(name)
        return errors.invalid(path, f"{path} {sentence}.")


def reference_of(body: CarrierBody) -> str:
    """Return the client's own reference: 1 to 64 printable ASCII characters without blanks."""
    found = body.text("reference")
    if not REFERENCE.fullmatch(found):
        raise body.refusal("reference", "is to be 1 to 64 ASCII characters without blanks")
    return found


def package_of(body: CarrierBody) -> Package:
    """Return the package with its orders; refuse a duplicate order."""
    known = ("weightGrams", "lengthMm", "widthMm", "heightMm", "orders", "shipTo")
    package = body.known_part("package", known)
    orders = package.known_parts(
        "orders", _MOST_ORDERS, ("platform", "account", "orderId", "lines")
    )
    found = tuple(map(_order, orders))
    _each_once(
        [(one.platform, one.account, one.order_id) for one in found],
        lambda: package.refusal("orders", "name one order twice"),
    )
    return Package(
        package.count("weightGrams", _MOST_GRAMS),
        package.count("lengthMm", _MOST_MM),
        package.count("widthMm", _MOST_MM),
        package.count("heightMm", _MOST_MM),
        found,
        *(_ship_to(package) if "shipTo" in package.content else ()),
    )


def _ship_to(package: CarrierBody) -> tuple[Destination, Recipient]:
    given = package.known_part("shipTo", _ADDRESS + _RECIPIENT)
    return (
        Destination(*(given.part_of_address(name) for name in _ADDRESS)),
        Recipient(
            *(given.part_of_address(name) if name in given.content else "" for name in _RECIPIENT)
        ),
    )


def _order(given: CarrierBody) -> CarrierOrder:
    lines = given.known_parts("lines", _MOST_LINES, ("lineId", "units"))
    units = [(line.text("lineId"), line.count("units", _MOST_UNITS)) for line in lines]
    _each_once([line for line, _ in units], lambda: given.refusal("lines", "name one line twice"))
    platform = given.text("platform")
    known = registry.store_platforms()
    if platform not in known:
        raise given.refusal("platform", f"is to be one of {', '.join(known)}")
    return CarrierOrder(platform, given.text("account"), given.text("orderId"), dict(units))


def _each_once(found: list[object], refusal: Callable[[], errors.CarrierError]) -> None:
    if len(set(found)) < len(found):
        raise refusal()


def _can_be_written(text: str) -> bool:
    """Return True if a text contains no lone surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
