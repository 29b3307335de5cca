"""Types for platform names in input; the error for an unknown name lists the registered ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from mockplace import registry


class _RegisteredName:
    """Accepts the platform names that are registered when a text is checked."""

    def __init__(self, names: Callable[[], tuple[str, ...]]) -> None:
        self._names = names

    def __get_pydantic_core_schema__(self, _: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return a schema that accepts only registered names."""
        text = core_schema.str_schema(strict=True)
        return core_schema.no_info_after_validator_function(self._check, text)

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return a schema that lists the registered names."""
        return {"type": "string", "enum": list(self._names())}

    def _check(self, name: str) -> str:
        names = self._names()
        if name in names:
            return name
        *most, last = [repr(one) for one in names]
        known = f"{', '.join(most)} or {last}" if most else last
        raise PydanticCustomError("unknown_platform", "Input should be {known}", {"known": known})


def _all_names() -> tuple[str, ...]:
    return tuple(one.name for one in registry.platforms())


#: A platform on which a merchant has an account.
StorePlatform = Annotated[str, _RegisteredName(registry.store_platforms)]
#: Any platform, including carriers.
AnyPlatform = Annotated[str, _RegisteredName(_all_names)]
