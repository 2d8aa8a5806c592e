"""The keys of the seals: derived from a secret that is not in the database.

One Ed25519 key signs the roots (its public half is for everyone), one secret key marks each leaf,
so that whoever may write in every table can still not make a record pass for what was sealed.
"""

import hmac
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

Held = bytes | memoryview  # as the database gives them back
MARK_BYTES: Final = 16
ID_BYTES: Final = 8


@dataclass(frozen=True)
class SealKey:
    """What one secret gives: sign, mark, and be recognised (`id`, 8 bytes of the public key)."""

    private: Ed25519PrivateKey
    public: bytes
    id: bytes
    marking: bytes

    def sign(self, text: str) -> bytes:
        return self.private.sign(text.encode())

    def signed(self, text: str, signature: Held) -> bool:
        return is_signed(self.public, text, signature)

    def mark(self, position: int, reading_id: int, leaf: bytes) -> bytes:
        """The mark of one leaf at its place; nobody makes it without the secret."""
        place = position.to_bytes(8, "big") + reading_id.to_bytes(8, "big", signed=True)
        return hmac.digest(self.marking, place + leaf, "sha256")[:MARK_BYTES]


def seal_key() -> SealKey:
    """The key that seals now: from JALON_SEAL_KEY, else from JALON_VAULT_KEY."""
    return _key(settings.JALON_SEAL_KEY or settings.JALON_VAULT_KEY)


def key_named(key_id: Held) -> SealKey | None:
    """The key of that id among today's and those of JALON_SEAL_OLD_KEYS."""
    keys = [seal_key(), *(_key(secret) for secret in settings.JALON_SEAL_OLD_KEYS)]
    return next((key for key in keys if key.id == bytes(key_id)), None)


def is_signed(public: bytes, text: str, signature: Held) -> bool:
    """Whether this public key signed this text."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(bytes(signature), text.encode())
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=16)
def _key(secret: str) -> SealKey:
    def derived(use: str) -> bytes:
        return hmac.digest(sha256(secret.encode()).digest(), use.encode(), "sha256")

    private = Ed25519PrivateKey.from_private_bytes(derived("journal/seal/sign"))
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    key_id = sha256(public).digest()[:ID_BYTES]
    return SealKey(private, public, key_id, derived("journal/seal/mark"))
