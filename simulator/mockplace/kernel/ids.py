"""Ids and random values, each computed from its own key and never from earlier draws.

Everything derives from (seed, kind, entity key, n). There is no shared stream of random numbers and
no counter, so an extra draw for one order never changes the draws for another, and independent
steps give the same values in any sequence.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def draw(seed: int, kind: str, key: str, n: int = 0) -> int:
    """Return the 64-bit integer that the seed, kind, key and *n* determine."""
    text = f"{seed}\x1f{kind}\x1f{key}\x1f{n}"
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def below(limit: int, seed: int, kind: str, key: str, n: int = 0) -> int:
    """Return a whole number from 0 up to, but not including, ``limit``."""
    return draw(seed, kind, key, n) % limit


def digits(count: int, seed: int, kind: str, key: str, n: int = 0) -> str:
    """Return decimal digits, the first of which is not 0."""
    lowest = 10 ** (count - 1)
    return str(lowest + below(9 * lowest, seed, kind, key, n))


def letters(count: int, seed: int, kind: str, key: str, n: int = 0) -> str:
    """Return lower-case letters and digits."""
    number = draw(seed, kind, key, n) ^ (draw(seed, kind, key, n + 7919) << 64)
    found = []
    for _ in range(count):
        number, rest = divmod(number, 36)
        found.append(_BASE36[rest])
    return "".join(found)


def uuid(seed: int, kind: str, key: str, n: int = 0) -> str:
    """Return 32 hexadecimal digits in the groups of a UUID."""
    return grouped(f"{draw(seed, kind, key, n):016x}{draw(seed, kind, key, n + 1_000_003):016x}")


def grouped(digits: str) -> str:
    """Return 32 digits in the groups of a UUID."""
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def first_free(make: Callable[[int], str], is_taken: Callable[[str], bool]) -> str:
    """Return the first of ``make(0)``, ``make(1)``, … that is not taken."""
    n = 0
    while is_taken(found := make(n)):
        n += 1
    return found
