"""Credentials in the environment: ``SHIPONCE_SHOP_TOKEN``, ``SHIPONCE_AMZ_CLIENT_ID`` and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields

from shiponce.decisions.store_validation import variable_stem
from shiponce.domain.platform import Platform
from shiponce.domain.store import Store
from shiponce.domain.text_sanitizing import unseen
from shiponce.errors import NotAuthorised
from shiponce.platforms.credentials import Credentials, ShipFrom
from shiponce.platforms.http_client import where
from shiponce.platforms.registry import manifest_of

#: Characters that a header or form can carry; no platform issues a secret with other characters.
_SECRET = re.compile(r"[!-~]+")


def from_environment(environment: Mapping[str, str]) -> Callable[[Store], Credentials]:
    """Return a function that reads a store's credentials, as its platform's manifest lists them."""

    def find(store: Store) -> Credentials:
        manifest = manifest_of(store.platform)
        secrets = dict(zip(manifest.secrets, _values(environment, store), strict=True))
        dock = _ship_from(environment, store) if manifest.needs_ship_from else None
        return Credentials(secrets, dock)

    return find


def variables(name: str, platform: Platform) -> tuple[str, ...]:
    """Return the names of the environment variables with the credentials of store *name*."""
    return tuple(variable(name, part.upper()) for part in manifest_of(platform).secrets)


def _values(environment: Mapping[str, str], store: Store) -> tuple[str, ...]:
    wanted = variables(store.name, store.platform)
    found = [environment.get(name, "").strip() for name in wanted]
    missing = [name for name, value in zip(wanted, found, strict=True) if not value]
    if missing:
        raise NotAuthorised(
            "error.no_credentials",
            **where(store.platform, "connect"),
            store=store.name,
            names=", ".join(missing),
        )
    strange = [
        name for name, value in zip(wanted, found, strict=True) if not _SECRET.fullmatch(value)
    ]
    _must_be_sendable(store, strange)
    return tuple(found)


def _must_be_sendable(store: Store, strange: list[str]) -> None:
    """Raise NotAuthorised for values with characters that no request can contain."""
    if strange:
        raise NotAuthorised(
            "error.credentials_unusable",
            **where(store.platform, "connect"),
            store=store.name,
            names=", ".join(strange),
        )


def _ship_from(environment: Mapping[str, str], store: Store) -> ShipFrom | None:
    """Return the ship-from address from ``SHIPONCE_AMZ_SHIP_FROM_NAME``, ``…_STREET`` and so on.

    Return None if any of these variables is not set.
    """
    names = [variable(store.name, f"SHIP_FROM_{part.name.upper()}") for part in fields(ShipFrom)]
    found = [" ".join(environment.get(name, "").split()) for name in names]
    _must_be_sendable(
        store, [name for name, value in zip(names, found, strict=True) if unseen(value)]
    )
    return ShipFrom(*found) if all(found) else None


def variable(name: str, part: str) -> str:
    """Return the name of the environment variable for one *part* of the set-up of store *name*."""
    return f"SHIPONCE_{variable_stem(name)}_{part}"
