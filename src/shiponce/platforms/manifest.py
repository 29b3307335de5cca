"""The manifest of a platform: all that the rest of the hub needs to know about the platform."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shiponce.domain.platform import Capability, Platform, StoreOption, Traits
from shiponce.domain.store import Store
from shiponce.platforms.carrier_codes import CarrierCodes
from shiponce.platforms.credentials import Credentials
from shiponce.words import LANGUAGES, Catalogue

if TYPE_CHECKING:
    import httpx

    from shiponce.ports import CarrierAdapter, Clock, PlatformAdapter

_COLOUR = re.compile(r"#[0-9a-f]{6}")
_SECRET = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class Access:
    """What an adapter needs: one store and its credentials, an HTTP client and the clock."""

    client: httpx.Client = field(repr=False)
    store: Store
    credentials: Credentials
    clock: Clock


@dataclass(frozen=True, slots=True)
class Colour:
    """The platform's colour in the dark theme and in the light one: ``#rrggbb``."""

    night: str
    day: str


@dataclass(frozen=True, slots=True)
class Units:
    """How the platform writes weights and money."""

    #: Grams in the platform's unit of weight; None if its orders give no weights, or give them in
    #: a unit that each store chooses.
    grams: float | None
    #: ISO 4217: the currency of orders that name no currency; empty if every order names one.
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One platform. Every field is required; ValueError if the fields do not fit together."""

    #: Lower-case letters and digits only, because it is stored, users type it, and it names a theme
    #: variable.
    id: str
    traits: Traits
    #: By language: the name for sentences, and a short name for narrow columns.
    name: Mapping[str, str]
    short_name: Mapping[str, str]
    #: The English indefinite article of the name, ``a`` or ``an``: *a BigCommerce order*, *an eBay
    #: order*. It follows the sound, which nobody can tell from the letters.
    article: str
    colour: Colour
    #: The parts of a store's credentials, in the order in which users enter them. Each is a
    #: configuration key and, in capitals, the end of an environment variable's name.
    secrets: tuple[str, ...]
    #: The host names that the platform's adapter calls.
    hosts: tuple[str, ...]
    #: Paths whose POST requests change nothing on the platform: tokens and prices.
    reading_posts: frozenset[str]
    carrier_codes: CarrierCodes
    units: Units
    #: By language: sentences that only this platform needs, and the names of its operations.
    words: Mapping[str, Catalogue]
    connect: Callable[[Access], PlatformAdapter]
    #: Creates the adapter that sells the platform's own labels; None if the platform sells none.
    labels: Callable[[Access, PlatformAdapter], CarrierAdapter] | None

    def __post_init__(self) -> None:
        """Raise ValueError for a manifest that is not complete."""
        for what, words in (("name", self.name), ("short_name", self.short_name)):
            if any(not words.get(language) for language in LANGUAGES):
                raise ValueError(f"{self.id}: {what} is missing in a language")
        if self.article not in ("a", "an"):
            raise ValueError(f"{self.id}: the English article is a or an")
        wordings = [set(self.words.get(language, ())) for language in LANGUAGES]
        if any(codes != wordings[0] for codes in wordings):
            raise ValueError(f"{self.id}: a sentence is missing in a language")
        if self.traits.account_flaw not in wordings[0]:
            raise ValueError(f"{self.id}: no sentence for {self.traits.account_flaw}")
        if not (_COLOUR.fullmatch(self.colour.night) and _COLOUR.fullmatch(self.colour.day)):
            raise ValueError(f"{self.id}: a colour is written #rrggbb")
        if not self.secrets or not all(map(_SECRET.fullmatch, self.secrets)):
            raise ValueError(f"{self.id}: credentials are named in small letters")
        if not self.hosts:
            raise ValueError(f"{self.id}: an adapter calls at least one host")
        if (self.labels is not None) is not (Capability.SELLS_LABELS in self.traits.capabilities):
            raise ValueError(f"{self.id}: it sells labels exactly where it has a seller of them")

    @property
    def platform(self) -> Platform:
        """Return the registered platform."""
        return Platform(self.id)

    @property
    def needs_ship_from(self) -> bool:
        """Return True if the platform's labels need the address that the merchant ships from."""
        return StoreOption.SHIP_FROM in self.traits.options
