"""What proves a signed document anywhere: a hash, a chain and an Ed25519 signature.

A file of this form is checked with the public key alone, without our server or database. It is
written in one way only, so a changed byte is found wherever it stands.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app import strict_json
from app.documents.model import Signature
from app.key_file import KEYS, read_or_make
from app.strict_json import JsonObject

KEY_NAME = "document.key"
FORM = "haitang-signed-document/1"


class SignatureFault(StrEnum):
    """What is wrong with a file; `app.documents.command` says each."""

    UNREADABLE = "unreadable"
    REWRITTEN = "rewritten"
    CHANGED = "changed"
    OTHER_KEY = "other_key"
    NOT_SIGNED = "not_signed"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file. `document` is what was signed, None where it cannot be read."""

    faults: tuple[SignatureFault, ...]
    document: JsonObject | None
    hash: str | None
    key: str | None


def signing_key(data_dir: Path) -> Ed25519PrivateKey:
    """The installation's key, made on first use. Raises Unavailable as every key file does."""
    raw = read_or_make(data_dir / KEYS / KEY_NAME, _make_key)
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(raw))


def _make_key() -> bytes:
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw())


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key as base64, which is all that a check needs."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def fingerprint(public_key: str) -> str:
    """Sixteen characters by which two people compare a key aloud."""
    digest = sha256(public_key.encode()).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def hash_of(text: str) -> str:
    """The hash that the next document names."""
    return sha256(text.encode()).hexdigest()


def sign_text(key: Ed25519PrivateKey, text: str) -> str:
    """The signature of the text's UTF-8, as base64."""
    return base64.b64encode(key.sign(text.encode())).decode()


def signed_file(signed: Signature) -> str:
    """The file that leaves the house: the signed text as it stands, and its proof."""
    return _file_text(signed.text, signed.hash, signed.signature, signed.public_key)


def _file_text(text: str, hash_: str, signature: str, public_key: str) -> str:
    """`text` is JSON and goes in as it is: nothing is written anew."""
    return (
        f'{{"form":"{FORM}","document":{text},"hash":"{hash_}",'
        f'"signature":"{signature}","public_key":"{public_key}"}}\n'
    )


def check_file(data: bytes, trusted: str) -> Checked:
    """Whether `data` is a document that the holder of the `trusted` key signed, to the byte."""
    parts = _split_file(data)
    if parts is None:
        return Checked((SignatureFault.UNREADABLE,), None, None, None)
    text, hash_, signature, public_key, document = parts
    faults: list[SignatureFault] = []
    if _file_text(text, hash_, signature, public_key).encode() != data:
        faults.append(SignatureFault.REWRITTEN)
    if hash_of(text) != hash_:
        faults.append(SignatureFault.CHANGED)
    if public_key != trusted:
        faults.append(SignatureFault.OTHER_KEY)
    if not _is_signed(trusted, text, signature):
        faults.append(SignatureFault.NOT_SIGNED)
    return Checked(tuple(faults), document, hash_, public_key)


def _split_file(data: bytes) -> tuple[str, str, str, str, JsonObject] | None:
    """The text as it stands between its neighbours, and the proof."""
    try:
        whole = strict_json.loads(data)
        written = data.decode()
        proof = [str(whole[name]) for name in ("hash", "signature", "public_key")]
        document = whole["document"]
        start = written.index('"document":') + len('"document":')
        end = written.rindex(',"hash":')
    except (ValueError, KeyError, TypeError):
        return None
    if not isinstance(document, dict):
        return None
    return written[start:end], proof[0], proof[1], proof[2], document  # pyright: ignore[reportUnknownVariableType]


def _is_signed(public_key: str, text: str, signature: str) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        proof = base64.b64decode(signature, validate=True)
        key.verify(proof, text.encode())
    except (ValueError, InvalidSignature):
        return False
    # The last sign of base64 has bits that nobody reads: two texts for one signature.
    return base64.b64encode(proof).decode() == signature


def broken_link(chain: Sequence[Signature]) -> Signature | None:
    """The first of a world's signatures that does not fit its text or the one before it."""
    before = "0" * 64
    for at, each in enumerate(chain, 1):
        fits = (
            each.chain_number == at
            and each.previous_hash == before
            and hash_of(each.text) == each.hash
            and _is_signed(each.public_key, each.text, each.signature)
        )
        if not fits:
            return each
        before = each.hash
    return None
