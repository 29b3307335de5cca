"""Manifests are complete or do not exist, and each is registered once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from datetime import timedelta
from enum import Enum
from typing import Any

import pytest

from shiponce.domain.exhaustive import exhaustive
from shiponce.domain.platform import (
    Capability,
    Market,
    Platform,
    Role,
    Source,
    StoreOption,
    Traits,
    UnknownPlatform,
    platforms,
    register_platform,
    sources,
)
from shiponce.errors import BadInput
from shiponce.platforms import registry
from shiponce.platforms.manifest import Colour, Manifest
from shiponce.words import catalogue, say
from tests.platform_ids import AMAZON, BIGCOMMERCE, EBAY

PLAIN = registry.manifest_of(EBAY)


def other(**changes: Any) -> Manifest:
    """EBay's manifest under another id, with a sentence of its own."""
    flaw = "error.account_other"
    words = {language: {flaw: "{account}?"} for language in ("en", "fr")}
    traits = replace(PLAIN.traits, account_flaw=flaw)
    changed: dict[str, Any] = {"id": "other", "traits": traits, "words": words}
    return replace(PLAIN, **(changed | changes))


def test_shops_come_first_then_marketplaces_by_id() -> None:
    """In every list of platforms and of sources."""
    assert platforms() == (BIGCOMMERCE, AMAZON, EBAY)
    assert [one.id for one in registry.manifests()] == ["bigcommerce", "amazon", "ebay"]
    assert sources() == ("storefront", "amazon", "ebay", "unknown")


@pytest.mark.parametrize("kind", [Manifest, Traits])
def test_no_field_has_a_default(kind: type[Any]) -> None:
    """So a manifest that leaves one out does not construct."""
    assert [one.name for one in fields(kind) if one.default is not MISSING] == []
    assert [one.name for one in fields(kind) if one.default_factory is not MISSING] == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": {"en": "Other"}}, "name is missing"),
        ({"short_name": {"en": "O", "fr": ""}}, "short_name is missing"),
        ({"colour": Colour("red", "#000000")}, "#rrggbb"),
        ({"secrets": ()}, "credentials"),
        ({"secrets": ("Client Id",)}, "credentials"),
        ({"hosts": ()}, "host"),
        ({"labels": lambda _access, _adapter: None}, "sells labels"),
        ({"words": {"en": {"error.account_other": "?"}, "fr": {}}}, "missing in a language"),
        ({"words": {"en": {}, "fr": {}}}, "no sentence for"),
    ],
)
def test_a_manifest_with_a_gap_does_not_construct(changes: Mapping[str, Any], said: str) -> None:
    """It says which part is missing or contradicts another."""
    with pytest.raises(ValueError, match=said):
        other(**changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"rates": {}}, "no rate for confirm, listing, read"),
        ({"markets": {"X": Market("Y", "US")}}, "their own ids"),
        ({"options": frozenset({StoreOption.BUY_SHIPPING})}, "labels are sold"),
        ({"capabilities": frozenset({Capability.SELLS_LABELS})}, "labels are sold"),
    ],
)
def test_traits_with_a_gap_do_not_construct(changes: Mapping[str, Any], said: str) -> None:
    """Above all one without a rate for an operation: it would be found at the first call."""
    with pytest.raises(ValueError, match=said):
        replace(PLAIN.traits, **changes)


def test_one_call_registers_a_platform_for_everyone() -> None:
    """Its id, its place among the sources, its names and its sentences; and it goes again."""
    with registry.registered(other(name={"en": "Other", "fr": "Autre"})) as platform:
        assert Platform("other") is platform is Source("other").platform
        assert platform in platforms()
        assert say("word.other", "fr") == "Autre"
        assert say("error.account_other", account="x") == "x?"
    with pytest.raises(UnknownPlatform):
        Platform("other")
    assert "word.other" not in catalogue("en")


@pytest.mark.parametrize("name", ["Amazon", "storefront", "carrier", "a b", "x", ""])
def test_some_ids_are_none(name: str) -> None:
    """They are typed, stored, and name variables; and some mean something else already."""
    with pytest.raises(ValueError, match="cannot be the id"):
        register_platform(name, PLAIN.traits)


def test_an_id_is_taken_once() -> None:
    """Another manifest, and other traits, are refused; the same again changes nothing."""
    assert registry.register(PLAIN) is EBAY
    with pytest.raises(ValueError, match="another platform"):
        registry.register(replace(PLAIN))
    with pytest.raises(ValueError, match="another platform"):
        register_platform("ebay", replace(PLAIN.traits, listing_lag=timedelta(days=1)))


def test_a_sentence_is_taken_once() -> None:
    """A platform cannot change what the program says elsewhere."""
    words = {one: {"error.account_other": "?", "error.no_order": "!"} for one in ("en", "fr")}
    with (
        pytest.raises(ValueError, match="already has a sentence"),
        registry.registered(other(words=words)),
    ):
        pass


class Entry:
    """An entry point of an installed package."""

    name = "broken"

    def __init__(self, found: object) -> None:
        self._found = found

    def load(self) -> object:
        """Return what the entry names, or fail as its import does."""
        if isinstance(self._found, Exception):
            raise self._found
        return self._found


@pytest.mark.parametrize("found", [ImportError("no module"), "no manifest"])
def test_a_package_that_cannot_be_loaded_is_named(
    found: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both languages; nothing else is said of it."""
    monkeypatch.setattr(registry, "_LOADED", set())
    monkeypatch.setattr(registry, "entry_points", lambda group: [Entry(found)])
    with pytest.raises(BadInput) as broken:
        registry.load()
    assert broken.value.code == "error.platform_broken"
    assert "broken" in say(broken.value.code, "fr", **broken.value.facts)


def test_order_ids_have_different_shapes() -> None:
    """One value is never two marketplaces' id: a copy's original would be a guess."""
    examples = ["111-2222222-3333333", "12-34567-89012", "110123456789-1234567890"]
    for example in examples:
        shapes = [
            shape
            for one in platforms()
            for shape in (one.traits.order_id, one.traits.older_order_id)
            if shape is not None and shape.fullmatch(example)
        ]
        assert len(shapes) == 1
    assert all(isinstance(one.traits.order_id, re.Pattern) for one in platforms())


def test_a_table_that_lacks_a_member_does_not_construct() -> None:
    """The theme's marks are such tables: a new state fails at import, not at its first row."""

    class State(Enum):
        OLD = 1
        NEW = 2

    assert exhaustive(State, {State.OLD: "o", State.NEW: "n"})[State.NEW] == "n"
    with pytest.raises(ValueError, match=r"no entry for State\.NEW"):
        exhaustive(State, {State.OLD: "o"})


def test_roles_are_asked_and_not_names() -> None:
    """A shop is no marketplace, and the other way round."""
    assert [one.traits.role for one in platforms()] == [
        Role.SHOP,
        Role.MARKETPLACE,
        Role.MARKETPLACE,
    ]
