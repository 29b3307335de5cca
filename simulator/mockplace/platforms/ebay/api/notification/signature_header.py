"""Sign messages: the header ``X-EBAY-SIGNATURE``, and the key with which receivers verify it."""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING

import orjson

from mockplace.platforms.shared.opaque_tokens import keyed_hex, keyed_uuid

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey


def signed(seed: int, body: bytes) -> str:
    """Return the header ``X-EBAY-SIGNATURE``.

    It is base64-encoded JSON with the key id and an ECDSA signature of the body's SHA-1 hash.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec

    made = _key(seed).sign(body, ec.ECDSA(hashes.SHA1()))  # noqa: S303 - eBay's own choice
    content = {
        "alg": "ecdsa",
        "kid": key_id(seed),
        "signature": base64.b64encode(made).decode(),
        "digest": "SHA1",
    }
    return base64.b64encode(orjson.dumps(content)).decode()


def key_id(seed: int) -> str:
    """Return the id of the world's only key."""
    return keyed_uuid(seed, "ebay public key")


@lru_cache(maxsize=16)
def _key(seed: int) -> EllipticCurvePrivateKey:
    """Return the world's private key; it is derived from the seed, and so not secret."""
    from cryptography.hazmat.primitives.asymmetric import ec  # slow to import

    number = int(keyed_hex(seed, "ebay private key", size=31), 16)
    return ec.derive_private_key(number + 1, ec.SECP256R1())


def public_key(seed: int) -> str:
    """Return the public key in eBay's format: PEM on one line."""
    from cryptography.hazmat.primitives import serialization

    made = _key(seed).public_key()
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    pem = made.public_bytes(serialization.Encoding.PEM, form)
    return pem.decode().replace("\n", "")
