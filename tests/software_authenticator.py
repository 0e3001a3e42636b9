"""A passkey authenticator in software: what a security key does, with a real P-256 key."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

_PRESENT, _PRESENT_AND_VERIFIED = 0x01, 0x05
_HAS_CREDENTIAL = 0x40


@dataclass
class SoftwareAuthenticator:
    """One passkey. `origin` is what the browser would say; `counter` grows with each use."""

    origin: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    counter: int = 0
    verifies: bool = True  # whether it asks for a PIN or a finger

    def register(self, options: dict[str, Any]) -> dict[str, Any]:
        """The browser's answer to navigator.credentials.create()."""
        client = self._client_data("webauthn.create", options["challenge"])
        data = self._authenticator_data(options["rp"]["id"], self._attested())
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self._credential({"attestationObject": bytes_to_base64url(attestation)}, client)

    def sign(self, options: dict[str, Any]) -> dict[str, Any]:
        """The browser's answer to navigator.credentials.get()."""
        self.counter += 1
        client = self._client_data("webauthn.get", options["challenge"])
        data = self._authenticator_data(options["rpId"])
        signed = data + hashlib.sha256(client).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._credential(
            {
                "authenticatorData": bytes_to_base64url(data),
                "signature": bytes_to_base64url(signature),
            },
            client,
        )

    def _credential(self, response: dict[str, Any], client: bytes) -> dict[str, Any]:
        name = bytes_to_base64url(self.credential_id)
        response = {**response, "clientDataJSON": bytes_to_base64url(client)}
        return {"id": name, "rawId": name, "type": "public-key", "response": response}

    def _client_data(self, kind: str, challenge: str) -> bytes:
        data = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(data).encode()

    def _authenticator_data(self, site: str, attested: bytes = b"") -> bytes:
        seen = _PRESENT_AND_VERIFIED if self.verifies else _PRESENT
        flags = seen | (_HAS_CREDENTIAL if attested else 0)
        head = hashlib.sha256(site.encode()).digest()
        return head + bytes([flags]) + self.counter.to_bytes(4, "big") + attested

    def _attested(self) -> bytes:
        point = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        length = len(self.credential_id).to_bytes(2, "big")
        return bytes(16) + length + self.credential_id + cbor2.dumps(cose)
