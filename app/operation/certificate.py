"""A local certificate authority and a server certificate, for tablets that need TLS.

A browser gives position, an offline copy and notifications only to a page that came over TLS.
The authority's certificate is installed once on each tablet; the server's is renewed from it.
"""

import ipaddress
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from app.clock import real_now
from app.cluster.service_user import ServiceUser
from app.errors import NotFound
from app.operation.nginx.configuration import Certificate
from app.settings import Settings
from app.wording import Text

AUTHORITY_LIFE = timedelta(days=3650)
SERVER_LIFE = timedelta(days=390)  # browsers refuse server certificates of more than 398 days


@dataclass(frozen=True, slots=True)
class Signer:
    """An authority that can sign."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def certificate_dir(settings: Settings) -> Path:
    """Where the authority's and the server's files are."""
    return settings.data_dir / "certificate"


def find_certificate(settings: Settings) -> Certificate:
    """The server's certificate. Raises NotFound when none was made."""
    folder = certificate_dir(settings)
    found = Certificate(folder / "server.crt", folder / "server.key")
    if not (found.certificate.exists() and found.key.exists()):
        raise NotFound(
            "E-TLS-001",
            Text("没有证书", "There is no certificate"),
            Text(f"{folder} 中没有 server.crt", f"{folder} holds no server.crt"),
            Text("请先运行 ./haitang certificate", "Run ./haitang certificate first"),
        )
    return found


def make_certificate(settings: Settings, names: Sequence[str], user: ServiceUser) -> Path:
    """Make the server's certificate for `names`; returns the authority's certificate file."""
    folder = certificate_dir(settings)
    folder.mkdir(parents=True, exist_ok=True)
    signer = _find_authority(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _sign_certificate(
        signer, key, [*names, "localhost", "127.0.0.1", socket.gethostname()]
    )
    chain = certificate.public_bytes(serialization.Encoding.PEM)
    _write_file(folder / "server.crt", chain, 0o644)
    _write_file(folder / "server.key", _key_bytes(key), 0o600)
    user.own(folder / "server.key")
    return folder / "authority.crt"


def _find_authority(folder: Path) -> Signer:
    """The folder's authority, made when there is none: tablets trust it, so it is kept."""
    certificate_file, key_file = folder / "authority.crt", folder / "authority.key"
    if certificate_file.exists() and key_file.exists():
        key = serialization.load_pem_private_key(key_file.read_bytes(), password=None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)  # noqa: S101 - written below
        return Signer(x509.load_pem_x509_certificate(certificate_file.read_bytes()), key)
    key = ec.generate_private_key(ec.SECP256R1())
    name = _make_name(f"海塘 Haitang {socket.gethostname()}")
    builder = (
        _make_builder(name, name, key, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_key_usage(signs=True), critical=True)
    )
    signer = Signer(builder.sign(key, hashes.SHA256()), key)
    _write_file(key_file, _key_bytes(key), 0o600)
    _write_file(
        certificate_file, signer.certificate.public_bytes(serialization.Encoding.PEM), 0o644
    )
    return signer


def _sign_certificate(
    signer: Signer, key: ec.EllipticCurvePrivateKey, names: Sequence[str]
) -> x509.Certificate:
    builder = (
        _make_builder(_make_name(names[0]), signer.certificate.subject, key, SERVER_LIFE)
        .add_extension(
            x509.SubjectAlternativeName([_general_name(n) for n in dict.fromkeys(names)]), False
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_key_usage(signs=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.key.public_key()), False
        )
    )
    return builder.sign(signer.key, hashes.SHA256())


def _make_builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, life: timedelta
) -> x509.CertificateBuilder:
    now = real_now()
    public = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))  # a tablet's clock may be behind
        .not_valid_after(now + life)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _make_name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _general_name(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _key_usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        crl_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _key_bytes(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _write_file(path: Path, content: bytes, mode: int) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
