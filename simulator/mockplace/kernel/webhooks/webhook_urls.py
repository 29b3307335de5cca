"""Webhook URLs: whether a platform would accept one, and whether the simulator may call it."""

from __future__ import annotations

from urllib.parse import urlsplit

#: The host names by which this machine reaches itself.
LOOPBACK_NAMES = ("127.0.0.1", "::1", "localhost")
_LONGEST = 2048


def is_address(text: str) -> bool:
    """Return True for an https URL, or for an http URL on this machine, which tests use."""
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if len(text) > _LONGEST or not host or port == 0:
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK_NAMES)


def is_here(url: str) -> bool:
    """Return True if a URL is on this machine; the simulator sends to no other machine."""
    return urlsplit(url).hostname in LOOPBACK_NAMES
