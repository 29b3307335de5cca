"""The names of the connectors that can copy orders into the shop."""

from __future__ import annotations

from typing import Literal

#: The connector that copies orders into the shop.
ConnectorName = Literal[
    "channel-manager",
    "codisto",
    "generic-app",
    "bare",
    "prefixed-id",
    "suffixed-id",
    "spaced-id",
    "own-number-note",
    "own-number-message",
    "older-ebay-id",
    "ebay-line-ids",
    "external-source-only",
    "copies-twice",
    "without-tax",
    "prefixed-twice-untaxed",
    "unsourced-prose",
    "none",
]
