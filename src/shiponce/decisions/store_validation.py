"""Validate a store's description before it is connected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from shiponce.domain import markets
from shiponce.domain.platform import Platform, StoreOption
from shiponce.domain.store import Integration
from shiponce.words.families import Family, platform_word

#: The sentence for each setting that the store's platform does not have.
NO_SUCH_CHOICE = Family("error.no_such_choice_{}", StoreOption)

#: The longest name of a store; longer names break tables.
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Flaw:
    """One problem: the setting that is wrong (*key*), a code and its facts."""

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
    """Yield every problem in a store's description, except in the name (see ``name_flaw``)."""
    platform = platform_word(store.platform)
    traits = store.platform.traits
    if not traits.account.fullmatch(store.account) or not store.account.isprintable():
        yield Flaw("account", traits.account_flaw, {"account": store.account})
    yield from _market(store)
    chosen = {
        StoreOption.INTEGRATION: store.integration is not None,
        StoreOption.PRIME_TO_AWAITING: store.prime_to_awaiting,
        StoreOption.BUY_SHIPPING: not store.buy_shipping,
    }
    for option, is_chosen in chosen.items():
        if is_chosen and not store.platform.has_option(option):
            yield Flaw(option.value, NO_SUCH_CHOICE[option], {"platform": platform})


def _market(store: Described) -> Iterator[Flaw]:
    facts: dict[str, object] = {
        "platform": platform_word(store.platform),
        "market": store.market,
        "markets": markets.market_ids(store.platform),
    }
    if not store.platform.traits.markets:
        if store.market:
            yield Flaw("market", "error.market_not_here", facts)
    elif not store.market.strip():
        yield Flaw("market", "error.market_missing", facts)
    elif markets.market_of(store.platform, store.market) is None:
        yield Flaw("market", "error.market_unknown", facts)


def name_flaw(name: str) -> Flaw | None:
    """Return what is wrong with a store's name, or None.

    The name is typed on the command line, stands before the colon in ``store:number``, and becomes
    part of environment variable names, which allow A to Z, digits and underscores.
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
    """Return a store's name as environment variables contain it: A to Z, digits, underscores.

    Accents are dropped, because most shells cannot set a variable whose name has an accent.
    """
    plain = (c for c in normalize("NFKD", name) if not combining(c))
    return "".join(c if c.isascii() and c.isalnum() else "_" for c in plain).upper()
