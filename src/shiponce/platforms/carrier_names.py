"""Recognise a carrier in a name that a person typed or that a label carries.

People write "UPS Ground", "FEDEX_GROUND" or "U.P.S. next day air". Case, accents, punctuation and
blanks do not count, and words that name a service may follow the carrier's name. Any other word
means another carrier: "DHL eCommerce" is not DHL, and "Ground" alone is nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

#: Words between lower and upper case, between an abbreviation and a word, and around digits.
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")
#: Words that name a service, an option or a destination, never a carrier. In French as well.
_SERVICE = frozenset(
    re.findall(
        r"\w+",
        """
        access accesspoint account ad adult advantage afternoon air am and annual business by
        chrono class classic collect com commercial connect connected day days deferred
        delivery direct dom domestic domicile early eco economy envelope eparcel evening
        expedited express expresssaver fast first flat fragile gmbh ground group guaranteed
        home hour hours inc int international intl large letter light llc ltd m a p h mail max
        med media medium midday morning nd next nextday night noon overnight package packet
        pak paket parcel parcels pickup plus pm point postal premier premium priority pro rate
        rd regional registered relais relay return returns safeplace saturday save saver
        second secured select service services shipping shop short signature signed simple
        small smart smartpost special st standard std sunday suivi surepost surface th the
        three to track tracked tracking twenty two under untracked via weekday weekend with
        worldwide avec sans jour jours livraison lendemain recommande rapide prioritaire
        normal retrait lettre colis
        """,
    )
)
#: Carriers with companies in many countries: a country after the name means the same carrier.
_WORLDWIDE = frozenset({"dhl", "dpd", "fedex", "gls", "tnt", "ups"})
_COUNTRIES = frozenset(
    re.findall(
        r"\w+",
        """
        at au australia austria be belgique belgium ca canada ch de deutschland es espana
        france fr gb germany ie ireland italia italy it netherlands nl poland pl portugal pt
        spain switzerland uk us usa
        """,
    )
)
#: Carriers whose names are another carrier's name and service words. A platform without a code for
#: one of them does not get the other carrier's code.
OF_THEIR_OWN = frozenset(
    {"apcovernight", "citylinkexpress", "citylinkinternational", "correosexpress"}
)
#: Other names of well-known carriers → the name by which each platform's list knows them.
_ALIASES: Mapping[str, str] = {
    "unitedparcelservice": "ups",
    "unitedparcel": "ups",
    "unitedstatespostalservice": "usps",
    "unitedstatespostal": "usps",
    "uspostalservice": "usps",
    "uspostal": "usps",
    "federalexpress": "fedex",
    "federalexpresscorporation": "fedex",
    "auspost": "australiapost",
    "austpost": "australiapost",
    "postescanada": "canadapost",
    "cnpost": "chinapost",
    "lapostecolissimo": "colissimo",
    "chronopostfrance": "chronopost",
    "nippon": "nipponexpress",
    "sagawaexpress": "sagawa",
    "yamatotransport": "yamato",
    "brtbartolini": "brt",
    "bartolini": "brt",
    "generallogisticssystems": "gls",
    "dynamicparceldistribution": "dpd",
    "deutschepostag": "deutschepost",
    "hkpost": "hongkongpost",
    "parcelforceworldwide": "parcelforce",
    "ontracshipping": "ontrac",
    "mytnt": "tnt",
}


def words_of(name: str) -> tuple[str, ...]:
    """Return a carrier's name as words in lower case, without accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name.replace("®", " ").replace("™", " "))
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return tuple(word.casefold() for word in _WORD.findall(plain))


def key_of(name: str) -> str:
    """Return the form by which names are compared: the words of a name without blanks."""
    return "".join(words_of(name))


def code_in(codes: Mapping[str, str], name: str) -> str | None:
    """Return the code of the carrier that *name* names; None if no code fits.

    *codes* maps ``key_of`` of every known name to the platform's code. The whole name comes first,
    then the longest beginning that is a carrier's name and is followed by service words only.
    """
    for key, rest in _readings(words_of(name)):
        known = key if key in codes else _ALIASES.get(key, "")
        if known in codes and _are_service(rest, key):
            return codes[known]
        if key in OF_THEIR_OWN:
            return None
    return None


def _readings(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each beginning of a name with the words after it, the longest first."""
    for end in range(len(words), 0, -1):
        yield "".join(words[:end]), words[end:]
    for size in range(len(words[0]) - 3, 2, -1) if words else ():  # written together: "upsground"
        yield words[0][:size], (words[0][size:], *words[1:])


def _are_service(words: tuple[str, ...], carrier: str) -> bool:
    """Return True if the words after a carrier's name do not name another carrier."""
    if not words:
        return True
    if _is_service(words[0], carrier) and _are_service(words[1:], carrier):
        return True
    together = "".join(words[:2])  # "SurePost", "eParcel"
    return len(words) > 1 and together in _SERVICE and _are_service(words[2:], carrier)


def _is_service(word: str, carrier: str) -> bool:
    if word in _SERVICE or word.isdigit() or (carrier in _WORLDWIDE and word in _COUNTRIES):
        return True
    return any(
        word[:size] in _SERVICE and _is_service(word[size:], carrier)
        for size in range(3, len(word) - 2)
    )
