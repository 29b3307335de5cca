"""Every platform that is installed, each registered by one call.

The command finds platforms through the entry-point group ``shiponce.platforms``: each entry names a
``Manifest``. No other code lists the platforms by name; ``manifests()`` returns them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import Final

import shiponce.platforms
from shiponce import words
from shiponce.domain.platform import (
    Platform,
    forget_platform,
    platforms,
    register_platform,
)
from shiponce.errors import BadInput
from shiponce.platforms.manifest import Manifest
from shiponce.words.families import platform_article, platform_short_word, platform_word

GROUP = "shiponce.platforms"
_MANIFESTS: Final[dict[str, Manifest]] = {}
_LOADED: Final[set[str]] = set()


def register(manifest: Manifest) -> Platform:
    """Register a platform with its traits, names and sentences; return the platform.

    Raise ValueError if another platform has the same id.
    """
    known = _MANIFESTS.get(manifest.id)
    if known is not None and known is not manifest:
        raise ValueError(f"another platform is registered as {manifest.id!r}")
    try:
        _say(manifest)
        platform = register_platform(manifest.id, manifest.traits)
    except ValueError:
        words.remove(manifest.id)
        raise
    _MANIFESTS[manifest.id] = manifest
    return platform


def _say(manifest: Manifest) -> None:
    """Add a platform's names and sentences to the catalogues."""
    for language in words.LANGUAGES:
        named = {
            platform_word(manifest.id): manifest.name[language],
            platform_short_word(manifest.id): manifest.short_name[language],
            platform_article(manifest.id): manifest.article if language == "en" else "un",
        }
        words.add(manifest.id, language, named | dict(manifest.words[language]))


@contextmanager
def registered(manifest: Manifest) -> Iterator[Platform]:
    """Register a platform for the duration of a test."""
    load()
    platform = register(manifest)
    try:
        yield platform
    finally:
        del _MANIFESTS[manifest.id]
        forget_platform(manifest.id)
        words.remove(manifest.id)


def load() -> None:
    """Register every installed platform, once; raise BadInput if a platform cannot be loaded."""
    if _LOADED:
        return
    for manifest in (*_own(), *_installed()):
        register(manifest)
    _LOADED.add(GROUP)


def manifests() -> tuple[Manifest, ...]:
    """Return every manifest: shops first, then marketplaces, each by id."""
    load()
    return tuple(_MANIFESTS[one] for one in platforms())


def manifest_of(platform: Platform) -> Manifest:
    """Return the manifest of a registered platform."""
    load()
    return _MANIFESTS[platform]


def _own() -> Iterator[Manifest]:
    """Yield the manifests of the platforms in this package.

    The entry-point group names them as well, but a checkout that was installed before a platform
    was added lacks the new entry.
    """
    for module in iter_modules(shiponce.platforms.__path__):
        if module.ispkg:
            folder = import_module(f"{shiponce.platforms.__name__}.{module.name}.manifest")
            yield folder.MANIFEST


def _installed() -> Iterator[Manifest]:
    for entry in entry_points(group=GROUP):
        try:
            manifest = entry.load()
        except Exception as bad:
            raise BadInput("error.platform_broken", name=entry.name, kind=repr(bad)) from bad
        if not isinstance(manifest, Manifest):
            raise BadInput("error.platform_broken", name=entry.name, kind=type(manifest).__name__)
        yield manifest
