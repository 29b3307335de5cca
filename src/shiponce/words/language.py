"""The languages of the product, and the choice of the language that a person reads."""

from __future__ import annotations

import os
from collections.abc import Mapping

#: The languages that have a catalogue; the first one is the default.
LANGUAGES = ("en", "fr")


def language_of(environment: Mapping[str, str] | None = None, asked: str | None = None) -> str:
    """Return the requested language, else the locale's (LC_ALL, LC_MESSAGES, LANG), or English."""
    environment = os.environ if environment is None else environment
    wanted = asked or next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "",
    )
    short = wanted[:2].lower()
    return short if short in LANGUAGES else LANGUAGES[0]
