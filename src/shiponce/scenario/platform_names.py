"""The platform names that a scenario can use: the ids of the registered platforms."""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from mockplace.kernel.registered_rules import PLATFORMS
from shiponce.platforms.registry import manifests

#: The simulator's name of the house carrier; scenarios can use this name too.
CARRIER = "carrier"


def _names() -> list[str]:
    return [one.id for one in manifests()]


def _registered(value: str) -> str:
    return _among(value, _names())


def _called(value: str) -> str:
    return _among(value, [*_names(), CARRIER])


def _among(value: str, names: list[str]) -> str:
    if value not in names:
        raise PydanticCustomError("choice", "a platform", {"known": ", ".join(names)})
    return value


@cache
def facts_of(platform: str) -> frozenset[str]:
    """Return the names of the facts of an order that a simulated platform shows."""
    return frozenset(PLATFORMS.selling(platform).orders.facts)


def combines(platform: str) -> bool:
    """Return True if a buyer can combine orders on a simulated platform."""
    return PLATFORMS.selling(platform).orders.combines


#: The id of a platform.
PlatformName = Annotated[
    str, AfterValidator(_registered), WithJsonSchema({"enum": _names(), "type": "string"})
]
#: The id of a platform, or the house carrier.
Called = Annotated[
    str, AfterValidator(_called), WithJsonSchema({"enum": [*_names(), CARRIER], "type": "string"})
]
