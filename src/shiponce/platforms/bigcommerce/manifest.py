"""BigCommerce's manifest."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from shiponce.platforms.bigcommerce.carrier_codes import CARRIER_CODES
from shiponce.platforms.bigcommerce.traits import BIGCOMMERCE
from shiponce.platforms.bigcommerce.weight_and_currency import UNITS
from shiponce.platforms.manifest import Access, Colour, Manifest
from shiponce.words import LANGUAGES, sentences_in

if TYPE_CHECKING:
    from shiponce.ports import PlatformAdapter


def _connect(access: Access) -> PlatformAdapter:
    from shiponce.platforms.bigcommerce.client import BigCommerceAdapter

    token = access.credentials["token"]
    return BigCommerceAdapter(access.client, access.store.account, token, access.clock)


MANIFEST = Manifest(
    id=BIGCOMMERCE.value,
    traits=BIGCOMMERCE.traits,
    name=dict.fromkeys(LANGUAGES, "BigCommerce"),
    short_name=dict.fromkeys(LANGUAGES, "BC"),
    article="a",
    colour=Colour(night="#b49af0", day="#5b3cc4"),
    secrets=("token",),
    hosts=("api.bigcommerce.com",),
    reading_posts=frozenset(),
    carrier_codes=CARRIER_CODES,
    units=UNITS,
    words={one: sentences_in(files(__package__) / "words" / f"{one}.toml") for one in LANGUAGES},
    connect=_connect,
    labels=None,
)
