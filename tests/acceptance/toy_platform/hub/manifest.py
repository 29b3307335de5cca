"""Toybay's manifest: all that the hub asks of it."""

from __future__ import annotations

from shiponce.platforms.manifest import Colour, Manifest, Units
from tests.acceptance.toy_platform.hub.client import CARRIER_CODES, HOST, ToybayAdapter
from tests.acceptance.toy_platform.hub.traits import TOYBAY

_ENGLISH = {
    "error.account_toybay": "“{account}” cannot be a Toybay account: give the seller's id, such as"
    " toys-abcde. Nothing was changed.",
    "error.not_correctable_toybay": "Toybay was notified of {tracking} for {order}, and its API"
    " cannot change it. Write to Toybay.",
    "word.call.listPurchases": "list the changed purchases",
    "word.call.getPurchase": "show the purchase",
    "word.call.listDispatches": "show the purchase's shipments",
    "word.call.createDispatch": "record the shipment",
}
_FRENCH = {
    "error.account_toybay": "«\u00a0{account}\u00a0» ne peut pas être un compte Toybay\u00a0:"
    " donnez l’identifiant du vendeur, comme toys-abcde. Rien n’a été modifié.",
    "error.not_correctable_toybay": "Toybay a été notifié de {tracking} pour {order}, et son API"
    " ne permet pas de le modifier. Écrivez à Toybay.",
    "word.call.listPurchases": "lister les achats modifiés",
    "word.call.getPurchase": "montrer l’achat",
    "word.call.listDispatches": "montrer les expéditions de l’achat",
    "word.call.createDispatch": "enregistrer l’expédition",
}

MANIFEST = Manifest(
    id=TOYBAY.value,
    traits=TOYBAY.traits,
    name={"en": "Toybay", "fr": "Toybay"},
    short_name={"en": "Toys", "fr": "Jouets"},
    article="a",
    colour=Colour(night="#e07a9a", day="#9a1f4a"),
    secrets=("key",),
    hosts=(HOST,),
    reading_posts=frozenset(),
    carrier_codes=CARRIER_CODES,
    units=Units(grams=1, currency=""),
    words={"en": _ENGLISH, "fr": _FRENCH},
    connect=ToybayAdapter,
    labels=None,
)
