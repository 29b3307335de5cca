"""BigCommerce's two codes of a carrier: tracking_carrier and shipping_provider of a shipment.

From the pages of Create Order Shipment (github.com/bigcommerce/docs, reference/orders.v2.oas2.yml,
commit 24f580ca of 1 April 2026):

- shipping_provider is '' or one of eleven names, or the name of a shipping app's carrier.
- tracking_carrier is '' or one of AfterShip's courier codes (aftership.com/docs/tracking/others/
  supported-couriers). ``tracking_carriers.tsv`` holds the codes and names of AfterShip's own plugin
  for shops (github.com/AfterShip/aftership-apps-woocommerce, assets/js/couriers.json, commit
  32ee84aa of 21 February 2025).
- shipping_method is "additional information to describe the method of shipment", and comments are
  "comments the shipper wishes to add". They carry the name of a carrier that has no code.
"""

from __future__ import annotations

import re
from importlib.resources import files

from shiponce.platforms.carrier_codes import CarrierCodes

#: Values of shipping_provider that stand for a carrier; the others (endicia, shipperhq, upsonline,
#: upsready) stand for software that sells labels.
SHIPPING_PROVIDERS = CarrierCodes.of(
    {
        "auspost": ("Australia Post",),
        "canadapost": ("Canada Post",),
        "fedex": ("FedEx",),
        "royalmail": ("Royal Mail",),
        "ups": ("UPS",),
        "usps": ("USPS",),
    },
    other="",
)
#: Further codes of one carrier, for other ways to query it, such as files instead of its web site.
_TECHNICAL = re.compile(r"-(?:api|ftp|sftp|webhook|reference|ref|web|checker|email-push)$")
#: Usual names of carriers that AfterShip's list names otherwise.
_USUAL = {
    "amazon": ("Amazon Shipping", "Amazon Logistics", "AMZL"),
    "an-post": ("An Post",),
    "australia-post": ("Australia Post",),
    "austrian-post": ("Österreichische Post", "Austrian Post"),
    "brazil-correios": ("Correios",),
    "brt-it": ("BRT", "Bartolini"),
    "chronopost-france": ("Chronopost",),
    "con-way": ("Con-way", "Conway"),
    "deutsch-post": ("Deutsche Post",),
    "dhl-germany": ("DHL Paket", "DHL Germany"),
    "dhl-global-mail": ("DHL Global Mail",),
    "dx": ("DX",),
    "inpost-paczkomaty": ("InPost",),
    "mondialrelay": ("Mondial Relay",),
    "new-zealand-post": ("New Zealand Post", "NZ Post"),
    "osm-worldwide": ("OSM",),
    "parcel-force": ("Parcelforce", "Parcelforce Worldwide"),
    "postnl": ("PostNL", "Post NL"),
    "spain-correos-es": ("Correos", "Correos de España"),
    "spanish-seur": ("Seur",),
    "star-track": ("StarTrack",),
    "taqbin-jp": ("Yamato", "Yamato Transport"),
    "toll-ipec": ("Toll",),
    "yodel": ("Yodel",),
}


def _tracking_carriers() -> dict[str, tuple[str, ...]]:
    """Return every tracking_carrier with its names, the usual ones first."""
    listed = files(__package__).joinpath("tracking_carriers.tsv").read_text(encoding="utf-8")
    named = {}
    for line in listed.splitlines():
        code, _, name = line.partition("\t")
        named[code] = (*_USUAL.get(code, ()), code, *(() if _TECHNICAL.search(code) else (name,)))
    usual = {code: named.pop(code) for code in _USUAL if code in named}
    return usual | named


CARRIER_CODES = CarrierCodes.of(_tracking_carriers(), other="")
