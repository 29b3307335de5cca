"""A simulator of BigCommerce, Amazon and eBay that is faithful on the wire.

``World`` is the simulated market. ``Transport`` serves it to one httpx client, ``respx_router`` to
every httpx client of the process, and ``mockplace serve`` over HTTP.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from mockplace.kernel.registered_rules import PLATFORMS

if TYPE_CHECKING:
    from mockplace.kernel.judge import judge
    from mockplace.kernel.records import Account, Product
    from mockplace.kernel.refusal import Refusal
    from mockplace.kernel.world import World
    from mockplace.respx import respx_router
    from mockplace.serving.httpx_transport import Transport

__all__ = ["Account", "Product", "Refusal", "Transport", "World", "judge", "respx_router"]

_HOMES = {
    "World": "mockplace.kernel.world",
    "Account": "mockplace.kernel.records",
    "Product": "mockplace.kernel.records",
    "Transport": "mockplace.serving.httpx_transport",
    "Refusal": "mockplace.kernel.refusal",
    "judge": "mockplace.kernel.judge",
    "respx_router": "mockplace.respx",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, because importing respx is slow."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def _find_platforms() -> None:
    """Register every platform; the kernel calls this before its first lookup of a platform."""
    importlib.import_module("mockplace.registry").load()


PLATFORMS.find_platforms = _find_platforms
