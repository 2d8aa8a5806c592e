"""Seal, open and fingerprint. Keys are derived from the deployment's secrets.

JALON_VAULT_KEY seals; it and those of JALON_VAULT_KEYS_OLD open, until `manage reseal` is done.
Fingerprints cannot be made again from nothing: they keep JALON_FINGERPRINT_KEY when it is set.
"""

import hashlib
import hmac
import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
FORMAT = b"\x01"  # first byte of every sealed value, so that a later format can be told apart


class Unreadable(ValueError):
    """A sealed value could not be opened: another key sealed it, or it was altered."""


def seal(text: str) -> bytes:
    """Encrypt a text: one format byte, 12 bytes of nonce, then AES-256-GCM with its tag."""
    return seal_bytes(text.encode())


def seal_bytes(content: bytes) -> bytes:
    """Encrypt bytes (a file, a packed line), in the same form as a text."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + nonce + _cipher(_secret()).encrypt(nonce, content, None)


def open_sealed(sealed: bytes | memoryview) -> str:
    """Decrypt what `seal` made. Raises Unreadable for another key or an altered value."""
    return open_sealed_bytes(sealed).decode()


def open_sealed_bytes(sealed: bytes | memoryview) -> bytes:
    """Decrypt what `seal_bytes` made. Raises Unreadable like `open_sealed`."""
    sealed = bytes(sealed)
    if sealed[:1] != FORMAT:
        raise Unreadable(f"sealed value of unknown format {sealed[:1]!r}; expected {FORMAT!r}")
    for secret in (_secret(), *settings.JALON_VAULT_KEYS_OLD):
        content = _opened(sealed, secret)
        if content is not None:
            return content
    raise Unreadable("sealed with another JALON_VAULT_KEY, or altered since")


def sealed_again(sealed: bytes | memoryview) -> bytes | None:
    """The same under the present key; None when it already is. Raises Unreadable."""
    if _opened(bytes(sealed), _secret()) is not None:
        return None
    return seal_bytes(open_sealed_bytes(sealed))


def _opened(sealed: bytes, secret: str) -> bytes | None:
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _cipher(secret).decrypt(nonce, body, None)
    except (InvalidTag, ValueError):  # ValueError: too short to be whole
        return None


def fingerprint(purpose: str, text: str) -> bytes:
    """A 32-byte keyed HMAC-SHA-256 of a text: equal texts match, nothing can be read back.

    `purpose` ("nir", …) keeps fingerprints of different fields from being compared.
    """
    secret = settings.JALON_FINGERPRINT_KEY or _secret()
    return hmac.digest(_key(secret, f"fingerprint/{purpose}"), text.encode(), "sha256")


def _secret() -> str:
    return settings.JALON_VAULT_KEY


@lru_cache(maxsize=64)
def _key(secret: str, use: str) -> bytes:
    return hmac.digest(hashlib.sha256(secret.encode()).digest(), use.encode(), "sha256")


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    return AESGCM(_key(secret, "seal"))
