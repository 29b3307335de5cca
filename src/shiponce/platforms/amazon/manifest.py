"""Amazon's manifest."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from shiponce.platforms.amazon.carrier_codes import CARRIER_CODES
from shiponce.platforms.amazon.traits import AMAZON
from shiponce.platforms.amazon.weight_and_currency import UNITS
from shiponce.platforms.manifest import Access, Colour, Manifest
from shiponce.words import LANGUAGES, sentences_in

if TYPE_CHECKING:
    from shiponce.ports import CarrierAdapter, PlatformAdapter


def _connect(access: Access) -> PlatformAdapter:
    from shiponce.platforms.amazon.authorized_requests import AmazonHttpClient
    from shiponce.platforms.amazon.client import AmazonAdapter

    http = AmazonHttpClient(access.client, access.credentials, access.store.market, access.clock)
    return AmazonAdapter(http, access.store.market)


def _labels(access: Access, adapter: PlatformAdapter) -> CarrierAdapter:
    from shiponce.platforms.amazon.client import AmazonAdapter
    from shiponce.platforms.amazon.labels import BuyShipping

    assert isinstance(adapter, AmazonAdapter), "what _connect gave"  # noqa: S101
    return BuyShipping(adapter.http, adapter.packages, access.credentials.ship_from)


MANIFEST = Manifest(
    id=AMAZON.value,
    traits=AMAZON.traits,
    name=dict.fromkeys(LANGUAGES, "Amazon"),
    short_name=dict.fromkeys(LANGUAGES, "Amazon"),
    article="an",
    colour=Colour(night="#f0a55a", day="#a35200"),
    secrets=("client_id", "client_secret", "refresh_token"),
    hosts=(
        "api.amazon.com",
        "sellingpartnerapi-na.amazon.com",
        "sellingpartnerapi-eu.amazon.com",
        "sellingpartnerapi-fe.amazon.com",
    ),
    reading_posts=frozenset(
        {
            "/auth/o2/token",
            "/tokens/2021-03-01/restrictedDataToken",
            "/mfn/v0/eligibleShippingServices",
        }
    ),
    carrier_codes=CARRIER_CODES,
    units=UNITS,
    words={one: sentences_in(files(__package__) / "words" / f"{one}.toml") for one in LANGUAGES},
    connect=_connect,
    labels=_labels,
)
