"""Ids and chance that depend on what they are for, and on nothing that happened before.

Everything derives from (seed, kind, entity key, n). There is no shared stream of random numbers
and no counter: drawing once more for one order never shifts another order's draw, and two
independent steps stay independent in whichever order they are taken.
"""

from __future__ import annotations

from hashlib import blake2b

_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def draw(seed: int, kind: str, key: str, n: int = 0) -> int:
    """A whole number of 64 bits."""
    text = f"{seed}\x1f{kind}\x1f{key}\x1f{n}"
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def below(limit: int, seed: int, kind: str, key: str, n: int = 0) -> int:
    """A whole number from 0 up to, but not including, ``limit``."""
    return draw(seed, kind, key, n) % limit


def digits(count: int, seed: int, kind: str, key: str, n: int = 0) -> str:
    """Decimal digits, the first of which is not 0."""
    lowest = 10 ** (count - 1)
    return str(lowest + below(9 * lowest, seed, kind, key, n))


def letters(count: int, seed: int, kind: str, key: str, n: int = 0) -> str:
    """Lower-case letters and digits."""
    number = draw(seed, kind, key, n) ^ (draw(seed, kind, key, n + 7919) << 64)
    found = []
    for _ in range(count):
        number, rest = divmod(number, 36)
        found.append(_BASE36[rest])
    return "".join(found)


def amazon_order(seed: int, key: str, n: int = 0) -> str:
    """An order id in Amazon's 3-7-7 form."""
    number = digits(14, seed, "amazon order", key, n)
    return f"{111 + below(4, seed, 'amazon region', key, n)}-{number[:7]}-{number[7:]}"


def ebay_order(seed: int, key: str, n: int = 0) -> str:
    """An order id in eBay's 2-5-5 form."""
    number = digits(12, seed, "ebay order", key, n)
    return f"{number[:2]}-{number[2:7]}-{number[7:]}"


def asin(seed: int, key: str, n: int = 0) -> str:
    """Ten characters, as Amazon names an article."""
    return "B0" + letters(8, seed, "asin", key, n).upper()
