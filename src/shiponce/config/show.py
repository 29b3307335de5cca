"""Show every configured value with its source. Of a secret, show only whether it is set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import time, timedelta
from enum import Enum

from shiponce.config.load import Config, Place, ways_of
from shiponce.platforms.credentials_from_environment import variable
from shiponce.views.sentence import Sentence
from shiponce.words import LANGUAGES, durations


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with its source."""

    key: str
    value: str
    origin: Sentence


def from_command_line(option: str) -> Sentence:
    """Return a sentence that names a command-line option as the source of a value."""
    return Sentence("config.from.command_line", {"name": option})


def from_variable(name: str) -> Sentence:
    """Return a sentence that names an environment variable as the source of a value."""
    return Sentence("config.from.variable", {"name": name})


DEFAULT = Sentence("config.from.default")
MISSING = Sentence("config.from.missing")


def settings_of(config: Config, language: str = LANGUAGES[0]) -> Iterator[Choice]:
    """Yield the hub's settings."""
    settings = config.settings
    for section in fields(settings):
        table = getattr(settings, section.name)
        for one in fields(table):
            place = (section.name, one.name)
            value = written(getattr(table, one.name), language)
            yield Choice(".".join(place), value, origin(config, place))


def printers_of(config: Config) -> Iterator[Choice]:
    """Yield the printers of the file, each key that it has."""
    for one in config.printers:
        values = {
            "kind": one.kind,
            "address": one.address,
            "formats": ", ".join(one.takes),
            "default_for": ", ".join(one.default_for),
            "wait": one.wait,
        }
        for key, value in values.items():
            place = ("printers", one.name, key)
            yield Choice(".".join(place), written(value), origin(config, place[:2]))


def stores_of(config: Config, environment: Mapping[str, str]) -> Iterator[Choice]:
    """Yield the stores of the file, with secrets masked."""
    for name, store in config.part.stores.items():
        for key in ("platform", "account", "integration", "market"):
            place = ("stores", name, key)
            yield Choice(".".join(place), written(getattr(store, key)), origin(config, place))
        for key in ("prime_to_awaiting", "buy_shipping"):
            place = ("stores", name, key)
            yield Choice(".".join(place), written(getattr(store, key)), origin(config, place))
        there = config.variables(environment)
        for secret in store.wanted:
            own = variable(name, secret.upper())
            found = _secret_from(config, name, secret, environment) if there.get(own) else MISSING
            yield Choice(f"stores.{name}.{secret}", "***" if there.get(own) else "", found)


def _secret_from(
    config: Config, name: str, secret: str, environment: Mapping[str, str]
) -> Sentence:
    own = variable(name, secret.upper())
    if environment.get(own):
        return from_variable(own)
    store = config.part.stores[name]
    literal, env, _ = ways_of(secret)
    if getattr(store, env):
        return from_variable(getattr(store, env))
    way = literal if getattr(store, literal) else f"{secret}_file"
    return origin(config, ("stores", name, way))


def origin(config: Config, place: Place) -> Sentence:
    """Return the sentence for a value's source: file and line, or the default."""
    if config.file is None or place not in config.lines:
        return DEFAULT
    return Sentence("config.from.file", {"file": str(config.file), "line": config.lines[place]})


def written(value: object, language: str = LANGUAGES[0]) -> str:
    """Return a value as text, written as in the file; a duration is worded in *language*."""
    if isinstance(value, timedelta):
        return durations.exact(value, language)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)
