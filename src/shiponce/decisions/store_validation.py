"""What is wrong with a store as a person describes it, before anything is connected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from shiponce.domain import markets
from shiponce.domain.store import Integration, Platform
from shiponce.words.families import Family

_ACCOUNT_FLAW = Family("error.account_{}", Platform)
#: Settings that only one platform has.
_NO_SUCH_CHOICE = Family(
    "error.no_such_choice_{}", ("integration", "prime_to_awaiting", "buy_shipping")
)

#: Longer names break every table that shows them.
LONGEST_NAME = 40
#: Tolerant on purpose: a wrong paste is caught, an unusual id is not. BigCommerce and Amazon
#: publish letters and digits; eBay's user ids also hold punctuation.
_ACCOUNT = {
    Platform.BIGCOMMERCE: re.compile(r"[A-Za-z0-9_-]{1,64}"),
    Platform.AMAZON: re.compile(r"[A-Za-z0-9_-]{1,64}"),
    Platform.EBAY: re.compile(r"[^\s/:]{1,64}"),
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong: the key of the store it stands under, a code and its facts."""

    key: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Described:
    """A store as a person describes it."""

    platform: Platform
    account: str
    market: str = ""
    integration: Integration | None = None
    prime_to_awaiting: bool = False
    buy_shipping: bool = True


def flaws(store: Described) -> Iterator[Flaw]:
    """Yield everything that is wrong with the description of a store, but its name."""
    platform = f"word.{store.platform.value}"
    if not _ACCOUNT[store.platform].fullmatch(store.account) or not store.account.isprintable():
        code = _ACCOUNT_FLAW[store.platform]
        yield Flaw("account", code, {"account": store.account})
    yield from _market(store)
    meaningless = {
        "integration": store.integration is not None and store.platform is not Platform.BIGCOMMERCE,
        "prime_to_awaiting": store.prime_to_awaiting and store.platform is not Platform.AMAZON,
        "buy_shipping": not store.buy_shipping and store.platform is not Platform.AMAZON,
    }
    for key, is_so in meaningless.items():
        if is_so:
            yield Flaw(key, _NO_SUCH_CHOICE[key], {"platform": platform})


def _market(store: Described) -> Iterator[Flaw]:
    facts: dict[str, object] = {
        "platform": f"word.{store.platform.value}",
        "market": store.market,
        "markets": markets.listed(store.platform),
    }
    if not store.platform.is_marketplace:
        if store.market:
            yield Flaw("market", "error.market_not_here", facts)
    elif not store.market.strip():
        yield Flaw("market", "error.market_missing", facts)
    elif markets.market_of(store.platform, store.market) is None:
        yield Flaw("market", "error.market_unknown", facts)


def name_flaw(name: str) -> Flaw | None:
    """Return what is wrong with a store's name, or None.

    It is typed on the command line, stands before the colon in ``store:number``, and makes the
    names of the environment's variables, which hold A to Z, digits and underscores.
    """
    facts: dict[str, object] = {"store": name, "n": LONGEST_NAME}
    if not name.strip() or name != name.strip():
        return Flaw("name", "error.blank_store_name", facts)
    typed = name.isprintable() and not name.startswith(("-", "#")) and ":" not in name
    if not typed or len(name) > LONGEST_NAME:
        return Flaw("name", "error.store_name_untypable", facts)
    if not variable_stem(name).strip("_"):
        return Flaw("name", "error.store_name_no_variable", facts)
    return None


def variable_stem(name: str) -> str:
    """Return the part of a variable's name that stands for a store: A to Z, digits, underscores.

    Accents are dropped: most shells cannot set a variable whose name has one.
    """
    plain = (c for c in normalize("NFKD", name) if not combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain).upper()
