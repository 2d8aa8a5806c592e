"""A security key made of software: it registers and signs as a real one does, and counts."""

import json
import os
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from jalon.accounts.models import User

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SecurityKey:
    """One key of one site."""

    origin: str = "http://localhost"
    site: str = "localhost"
    id: bytes = field(default_factory=lambda: os.urandom(32))
    secret: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    used: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """What a page posts once the key is registered."""
        about = AttestedCredentialData.create(
            b"\0" * 16, self.id, ES256.from_cryptography_key(self.secret.public_key())
        )
        data = self._data(ATTESTED, about)
        attestation = AttestationObject.create("none", data, {})
        return self._posted(
            clientDataJSON=self._client("webauthn.create", options),
            attestationObject=bytes(attestation),
        )

    def get(self, options: dict[str, Any]) -> str:
        """What a page posts once the key has signed."""
        data, client = self._data(), self._client("webauthn.get", options)
        digest = hashes.Hash(hashes.SHA256())
        digest.update(client)
        signed = self.secret.sign(bytes(data) + digest.finalize(), ec.ECDSA(hashes.SHA256()))
        return self._posted(clientDataJSON=client, authenticatorData=bytes(data), signature=signed)

    def _data(self, flags: int = 0, about: Any = b"") -> AuthenticatorData:
        self.used += 1
        digest = hashes.Hash(hashes.SHA256())
        digest.update(self.site.encode())
        return AuthenticatorData.create(
            digest.finalize(), PRESENT | VERIFIED | flags, self.used, about
        )

    def _client(self, act: str, options: dict[str, Any]) -> bytes:
        challenge = options["challenge"]
        return bytes(CollectedClientData.create(act, challenge, self.origin))

    def _posted(self, **response: bytes) -> str:
        return json.dumps(
            {
                "id": websafe_encode(self.id),
                "rawId": websafe_encode(self.id),
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: websafe_encode(part) for name, part in response.items()},
            }
        )


def give_key(user: User, name: str = "Ma clé", key: SecurityKey | None = None) -> Authenticator:
    """An account that already has a key."""
    posted = (key or SecurityKey()).create({"challenge": websafe_encode(os.urandom(32))})
    found: Authenticator = Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": name, "credential": json.loads(posted)},
    )
    return found
