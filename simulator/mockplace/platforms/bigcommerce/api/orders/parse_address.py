"""Parse an address in a request body; its country is given by name or by code."""

from __future__ import annotations

from functools import cache

from babel import Locale

from mockplace.kernel.records import Person
from mockplace.platforms.bigcommerce.api import endpoint, errors

__all__ = ["Person", "person"]

_FIELDS = (
    "first_name", "last_name", "company", "street_1", "street_2", "city", "state", "zip",
    "country", "country_iso2", "phone", "email",
)  # fmt: skip
_LONGEST = 250


def person(
    given: object, field: str, *, also: tuple[str, ...] = (), otherwise: Person | None = None
) -> Person:
    """Return the person of an address; an omitted e-mail address is taken from *otherwise*."""
    if not isinstance(given, dict):
        raise errors.invalid(field)
    for name in given:
        endpoint.check(str(name), read_only=("id",), known=(*_FIELDS, *also, "form_fields"))
    said = {name: _text(given, name) for name in _FIELDS}
    country, code = _country(said["country"], said["country_iso2"])
    return Person(
        name=f"{said['first_name']} {said['last_name']}".strip(),
        street1=said["street_1"],
        street2=said["street_2"],
        city=said["city"],
        state=said["state"],
        state_name=said["state"],
        postcode=said["zip"],
        country=code,
        country_name=country,
        phone=said["phone"],
        email=said["email"] or (otherwise.email if otherwise else ""),
        username="",
        given_name=said["first_name"],
        company=said["company"],
    )


def _text(given: dict[str, object], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise errors.invalid(name)
    return value


def _country(name: str, code: str) -> tuple[str, str]:
    """Return country name and code, deriving the missing one; the code of an unknown name is ''."""
    names = _names()
    code = code.upper()
    if code and code not in names:
        raise errors.invalid("country_iso2")
    if code:
        return name or names[code], code
    known = {known_name.lower(): known_code for known_code, known_name in names.items()}
    return name, known.get(name.lower(), "")


@cache
def _names() -> dict[str, str]:
    return {code: name for code, name in Locale("en").territories.items() if code.isalpha()}
