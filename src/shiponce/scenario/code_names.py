"""The codes that each check of a scenario can name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from mockplace.serving.dispatch import table
from shiponce.carriers.house_services import SERVICES
from shiponce.decisions import doctor_checks
from shiponce.domain.shipment import Route
from shiponce.scenario import check_types as expect
from shiponce.words import catalogue

#: (check, key) → the prefixes of the codes that the key can hold.
_FAMILIES: dict[tuple[type[expect.Check], str], tuple[str, ...]] = {
    (expect.RefusedAct, "code"): ("error.", "guard.", "limit.", "world."),
    (expect.ImportFails, "code"): ("error.",),
    (expect.Why, "code"): ("why.",),
    (expect.Why, "contains"): ("why.", "warning.", "note.", "undo."),
    (expect.Warned, "code"): ("warning.", "limit."),
    (expect.Option, "restriction"): ("limit.", "error."),
    (expect.Option, "way out"): ("way_out.", "error."),
}
#: The keys that hold codes of the doctor.
_OF_DOCTOR: tuple[tuple[type[expect.Check], str], ...] = (
    (expect.Doctor, "finds"),
    (expect.Doctor, "lacks"),
)
#: Used instead of a code if the hub itself postpones an import.
NOT_BEFORE = "not before"


def families(check: type[expect.Check], key: str) -> tuple[str, ...]:
    """Return the prefixes of codes that a key of a check can name; () for other keys."""
    return _FAMILIES.get((check, key), ())


@cache
def codes(check: type[expect.Check], key: str) -> tuple[str, ...]:
    """Return every code that a key of a check can name."""
    if (check, key) in _OF_DOCTOR:
        return tuple(sorted((*doctor_checks.FINDINGS, *doctor_checks.SOUND)))
    begins = families(check, key)
    found = [code for code in catalogue("en") if code.startswith(begins)] if begins else []
    return tuple(sorted([*found, NOT_BEFORE] if check is expect.ImportFails else found))


def named(check: expect.Check) -> Iterator[tuple[str, str]]:
    """Yield the codes that a check names, each with its key."""
    for kind, key in [*_FAMILIES, *_OF_DOCTOR]:
        given = getattr(check, key.replace(" ", "_"), None) if isinstance(check, kind) else None
        for code in (given,) if isinstance(given, str) else given or ():
            yield key, code


@cache
def ways_to_ship() -> tuple[str, ...]:
    """Return the fixed values of ``with``; Amazon's services differ by order and are not listed."""
    house = [f"{Route.HOUSE.value}:{service.id}" for service in SERVICES]
    return (*(route.value for route in Route), *house)


def is_way_to_ship(name: str) -> bool:
    """Return True if ``with`` can be *name*."""
    route, _, service = name.partition(":")
    return name in ways_to_ship() or (route == Route.BUY_SHIPPING and bool(service))


@cache
def operations(platform: str) -> tuple[str, ...]:
    """Return the operations of a simulated platform."""
    return tuple(sorted({r.operation for r in table().routes if r.platform == platform}))
