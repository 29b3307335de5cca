"""eBay's manifest."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from shiponce.platforms.ebay.carrier_codes import CARRIER_CODES
from shiponce.platforms.ebay.traits import EBAY
from shiponce.platforms.manifest import Access, Colour, Manifest, Units
from shiponce.words import LANGUAGES, sentences_in

if TYPE_CHECKING:
    from shiponce.ports import PlatformAdapter


def _connect(access: Access) -> PlatformAdapter:
    from shiponce.platforms.ebay.client import EbayAdapter

    return EbayAdapter(access.client, access.credentials, access.clock)


MANIFEST = Manifest(
    id=EBAY.value,
    traits=EBAY.traits,
    name=dict.fromkeys(LANGUAGES, "eBay"),
    short_name=dict.fromkeys(LANGUAGES, "eBay"),
    article="an",
    colour=Colour(night="#78b6f5", day="#1257b0"),
    secrets=("client_id", "client_secret", "refresh_token"),
    hosts=("api.ebay.com",),
    reading_posts=frozenset({"/identity/v1/oauth2/token"}),
    carrier_codes=CARRIER_CODES,
    # The Fulfillment API gives no weight, and every amount names its currency.
    units=Units(grams=None, currency=""),
    words={one: sentences_in(files(__package__) / "words" / f"{one}.toml") for one in LANGUAGES},
    connect=_connect,
    labels=None,
)
