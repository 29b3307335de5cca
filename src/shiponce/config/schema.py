"""The schema of a configuration file. Unknown keys and values of the wrong type are errors."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import time, timedelta
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    SecretStr,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic_core import PydanticCustomError

from shiponce.decisions.store_validation import Described
from shiponce.domain.document import DocumentFormat
from shiponce.domain.durations import milliseconds
from shiponce.domain.platform import Platform, StoreOption
from shiponce.domain.printing import PrintedPaper, PrinterKind, PrinterSettings
from shiponce.domain.settings import (
    DocumentSettings,
    ImportSettings,
    NotificationSettings,
    ShippingSettings,
)
from shiponce.domain.store import Integration
from shiponce.platforms.credentials import ShipFrom
from shiponce.platforms.registry import manifest_of, manifests
from shiponce.views.documents import Paper
from shiponce.words.families import platform_word

#: The secrets that at least one platform requires, in the order of the platforms.
SECRETS = tuple(dict.fromkeys(secret for one in manifests() for secret in one.secrets))
#: Key suffixes for a secret that is elsewhere: in a variable (``…_env``) or a file (``…_file``).
ELSEWHERE = ("env", "file")


#: A name that a print service accepts for a queue.
QUEUE = re.compile(r"[^\s/#?'\"]{1,127}")
#: The longest accepted span; a longer one is probably a typing error.
_LONGEST = timedelta(days=36_525)
#: The shortest span of the settings in ``_NEVER_ZERO``. With 0, nothing could be bought, or a
#: platform would be asked again without a pause.
_LEAST = timedelta(seconds=1)
_NEVER_ZERO = frozenset({"unknown_after", "first_pause", "longest_pause", "first_reach"})


def _span(value: object) -> object:
    found = milliseconds(value, long_names=True) if isinstance(value, str) else None
    span = None if found is None else timedelta(milliseconds=found)
    if span is None or span > _LONGEST:
        raise PydanticCustomError("span", "a span")
    return span


def _no_shorter(value: timedelta) -> timedelta:
    if value < _LEAST:
        raise PydanticCustomError("span_short", "a longer span")
    return value


def _time(value: object) -> object:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value)  # type: ignore[arg-type]  # no text is a TypeError
    except (ValueError, TypeError) as bad:
        raise PydanticCustomError("time", "a time") from bad


def _zone(value: str) -> str:
    if value not in available_timezones():
        raise PydanticCustomError("zone", "a zone")
    return value


_SPAN_SCHEMA = {
    "type": "string",
    "pattern": r"^(\d+([.,]\d+)?\s*(ms|s|min|h|d|j|w|sec|seconde?s?|minutes?|hours?|heures?|days?"
    r"|jours?|weeks?|semaines?)\s*)+$",
    "examples": ["30 days", "1 h 30 min"],
}
Span = Annotated[timedelta, BeforeValidator(_span), WithJsonSchema(_SPAN_SCHEMA)]
TimeOfDay = Annotated[
    time, BeforeValidator(_time), WithJsonSchema({"type": "string", "examples": ["16:00"]})
]
Zone = Annotated[str, AfterValidator(_zone)]
Named = Annotated[str, Field(min_length=1)]


def _platform(value: object) -> Platform:
    """Return the registered platform of this id."""
    names = [one.id for one in manifests()]
    if value not in names:
        raise PydanticCustomError("enum", "a platform", {"expected": ", ".join(names)})
    return Platform(str(value))


PlatformId = Annotated[
    Platform,
    PlainValidator(_platform),
    WithJsonSchema({"type": "string", "enum": [one.id for one in manifests()]}),
]


class Part(BaseModel):
    """A table of the file: frozen and strict; no error message quotes its values."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)


class HubPart(Part):
    """``[hub]``: settings of the whole program."""

    file: Named | None = None
    language: Literal["en", "fr"] | None = None
    platforms: Named | None = None
    ca_file: Named | None = None
    read_only: bool = False


def _field(name: str, kind: Any) -> tuple[Any, Any]:
    """Return the type and the default of a setting's key in the file.

    A duration, a time and a choice are text in the file; other values keep their type.
    """
    if name == "delay_zone":
        return Zone | None, None
    if kind is timedelta:
        if name in _NEVER_ZERO:
            return Annotated[Span, AfterValidator(_no_shorter)] | None, None
        return Span | None, None
    if kind == time | None:
        return TimeOfDay | None, None
    if isinstance(kind, type) and issubclass(kind, Enum):
        return Annotated[kind, Field(strict=False)] | None, None
    return kind | None, None


def _part(name: str, settings: type) -> Any:
    """Return the model of a table that has one key for every field of *settings*."""
    hints = get_type_hints(settings)
    found: dict[str, Any] = {f.name: _field(f.name, hints[f.name]) for f in fields(settings)}
    return create_model(name, __base__=Part, **found)


ImportPart = _part("ImportPart", ImportSettings)
NotificationPart = _part("NotificationPart", NotificationSettings)
ShippingPart = _part("ShippingPart", ShippingSettings)
DocumentPart = _part("DocumentPart", DocumentSettings)
_DOCK: dict[str, Any] = {f.name: (Named, ...) for f in fields(ShipFrom)}
ShipFromPart: Any = create_model("ShipFromPart", __base__=Part, **_DOCK)


class StorePart(Part):
    """``[stores.NAME]``: one account.

    Each secret can be given here, in an environment variable, or in a separate file.
    """

    platform: PlatformId
    account: Named
    integration: Annotated[Integration, Field(strict=False)] | None = None
    market: str = ""
    prime_to_awaiting: bool = False
    buy_shipping: bool = True
    ship_from: ShipFromPart | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """The secrets that this platform requires."""
        return manifest_of(self.platform).secrets

    @property
    def described(self) -> Described:
        """The store's values, as ``store_validation`` expects them."""
        return Described(
            self.platform,
            self.account,
            self.market,
            self.integration,
            self.prime_to_awaiting,
            self.buy_shipping,
        )

    @property
    def literal(self) -> bool:
        """True if a secret is in the configuration file itself."""
        return any(getattr(self, name) is not None for name in SECRETS)

    @model_validator(mode="after")
    def _agree(self) -> StorePart:
        for name in SECRETS:
            ways = (name, *(f"{name}_{way}" for way in ELSEWHERE))
            given = [way for way in ways if getattr(self, way) is not None]
            if given and name not in self.wanted:
                raise PydanticCustomError(
                    "not_its_secret",
                    "{key}",
                    {
                        "key": given[0],
                        "platform": platform_word(self.platform),
                        "secrets": ", ".join(self.wanted),
                    },
                )
            if len(given) > 1:
                raise PydanticCustomError("two_secrets", "{key}", {"key": ", ".join(given)})
        if self.integration and not self.platform.has_option(StoreOption.INTEGRATION):
            raise PydanticCustomError("not_its_integration", "integration")
        return self


#: Every key that can give a secret → its type and default.
_SECRET_KEYS: dict[str, Any] = {
    key: (kind, None)
    for secret in SECRETS
    for key, kind in (
        (secret, SecretStr | None),
        *((f"{secret}_{way}", Named | None) for way in ELSEWHERE),
    )
}
#: ``StorePart`` with the secret keys of every registered platform.
STORE_PART: type[StorePart] = create_model(
    "StorePart", __base__=StorePart, __doc__=StorePart.__doc__, **_SECRET_KEYS
)


#: Kind of printer → the keys that say where it is; all but the port are required.
ADDRESS_KEYS = {
    PrinterKind.SYSTEM: ("queue", "options"),
    PrinterKind.RAW: ("host", "port"),
    PrinterKind.FOLDER: ("path",),
}
_OPTIONAL = frozenset({"options", "port"})
_CHOICE = Field(strict=False)


class PrinterPart(Part):
    """``[printers.NAME]``: a queue of the system, a raw network port, or a folder."""

    kind: Annotated[PrinterKind, _CHOICE]
    queue: Named | None = None
    host: Named | None = None
    port: Annotated[int, Field(ge=1, le=65_535)] | None = None
    path: Named | None = None
    options: list[Named] | None = None
    formats: list[Annotated[DocumentFormat, _CHOICE]] | None = None
    default_for: list[Annotated[PrintedPaper, _CHOICE]] | None = None
    paper: Annotated[Paper, _CHOICE] | None = None
    wait: Annotated[Span, AfterValidator(_no_shorter)] | None = None

    @model_validator(mode="after")
    def _agree(self) -> PrinterPart:
        for kind, keys in ADDRESS_KEYS.items():
            for key in keys:
                given = getattr(self, key) is not None
                facts = {"key": key, "kind": self.kind.value}
                if given and kind is not self.kind:
                    raise PydanticCustomError("not_its_printer_key", "{key}", facts)
                if not given and kind is self.kind and key not in _OPTIONAL:
                    raise PydanticCustomError("printer_needs", "{key}", facts)
        if self.queue is not None and (self.queue[0] == "-" or not QUEUE.fullmatch(self.queue)):
            raise PydanticCustomError("queue_name", "{key}", {"key": "queue"})
        return self

    def settings(self, name: str, path: str) -> PrinterSettings:
        """Return the printer; *path* is the folder's path, found from the file's own."""
        plain = PrinterSettings(name, self.kind)
        return PrinterSettings(
            name,
            self.kind,
            queue=self.queue or "",
            host=self.host or "",
            port=self.port or plain.port,
            path=path,
            options=tuple(self.options or ()),
            formats=tuple(self.formats or ()),
            default_for=tuple(self.default_for or ()),
            paper=self.paper.value if self.paper else "",
            wait=plain.wait if self.wait is None else self.wait,
        )


class FilePart(Part):
    """The whole file."""

    hub: HubPart = HubPart()
    importing: ImportPart = Field(default_factory=ImportPart)  # type: ignore[valid-type]  # made above
    notifications: NotificationPart = Field(default_factory=NotificationPart)  # type: ignore[valid-type]  # made above
    shipping: ShippingPart = Field(default_factory=ShippingPart)  # type: ignore[valid-type]  # made above
    documents: DocumentPart = Field(default_factory=DocumentPart)  # type: ignore[valid-type]  # made above
    printers: dict[str, PrinterPart] = Field(default_factory=dict)
    if TYPE_CHECKING:
        stores: dict[str, StorePart] = {}
    else:
        stores: dict[str, STORE_PART] = Field(default_factory=dict)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the file, for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema"
    } | FilePart.model_json_schema()


def document() -> str:
    """Return the text of the schema file for the registered platforms."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


#: The schema file that is shipped; a test compares it with the models.
SCHEMA_FILE = Path(__file__).with_name("schema.json")
