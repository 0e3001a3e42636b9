"""A demo that speaks TLS under a name, and the tablet that is enrolled with it."""

import base64
import hashlib
import json
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from tests.entry import Entered, enter, token_of

NAME = "tablet.haitang.test"


@dataclass(slots=True)
class Server:
    """A demo that speaks TLS."""

    port: int
    authority: Path
    key_hash: str
    log: Path
    entered: Entered | None = None

    @property
    def base(self) -> str:
        return f"https://{NAME}:{self.port}"

    def tablet(self) -> Entered:
        """The tablet's session, by the link it was enrolled with."""
        if self.entered is None:
            trusted = ssl.create_default_context(cafile=str(self.authority))
            # By the certificate's other name, which this machine can resolve.
            base = f"https://localhost:{self.port}"
            self.entered = enter(base, token_of(self.log, "tablet"), trusted)
        return self.entered

    def ask(self, path: str, body: str | None = None) -> Any:
        method = "GET" if body is None else "POST"
        return self.tablet().send(
            method, f"/api/v1{path}", None if body is None else json.loads(body)
        )

    def texts(self) -> list[str]:
        return [report["text"] for report in self.ask("/field-reports")["reports"]]


def key_hash(certificate: Path) -> str:
    key = x509.load_pem_x509_certificate(certificate.read_bytes()).public_key()
    der = key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(hashlib.sha256(der).digest()).decode()
