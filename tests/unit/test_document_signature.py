"""A signed file is checked with the public key alone; one changed byte fails, wherever it is."""

import base64
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app import strict_json
from app.documents import signature
from app.documents.command import verify
from app.documents.model import Signature
from app.documents.signature import SignatureFault, check_file

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
PUBLIC = signature.public_text(KEY)
TEXT = strict_json.dumps(
    {
        "number": "舟防指〔2026〕转字第3号", "title": {"zh": "人员转移令", "en": "Order"},
        "signed_by": '周"某,"hash":"x', "signed_at": "2026-07-10T00:20:00Z", "exercise": True,
    }
)  # fmt: skip


def signed(key: Ed25519PrivateKey = KEY, text: str = TEXT) -> bytes:
    made = Signature(
        1, 0, 1, "evacuation_order", "330900", 2026, 3, "n", "signer", text,
        signature.hash_of(text), "0" * 64, signature.sign_text(key, text),
        signature.public_text(key),
    )  # fmt: skip
    return signature.signed_file(made).encode()


def test_a_signed_file_holds_and_says_what_was_signed() -> None:
    found = check_file(signed(), PUBLIC)
    assert found.faults == ()
    assert found.document == strict_json.loads(TEXT)
    assert strict_json.loads(signed())["form"] == signature.FORM


def test_every_byte_counts() -> None:
    data = signed()
    for at in range(len(data)):
        for mask in (1, 2, 3, 0x20):
            wounded = data[:at] + bytes([data[at] ^ mask]) + data[at + 1 :]
            assert check_file(wounded, PUBLIC).faults, (at, data[at - 9 : at + 9])
    for more in (b" " + data, data + b"\n", data[:-1], data.replace(b",", b", ", 1), b"", b"[]"):
        assert check_file(more, PUBLIC).faults


def test_a_signature_is_written_in_one_way() -> None:
    data = signed()
    last = data.index(b'","public_key') - 3  # before the padding
    for sign in b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/":
        other = data[:last] + bytes([sign]) + data[last + 1 :]
        assert bool(check_file(other, PUBLIC).faults) == (sign != data[last]), chr(sign)


def test_whoever_signs_anew_with_a_key_of_their_own_is_found() -> None:
    forged = signed(OTHER, TEXT.replace("3号", "4号"))
    found = check_file(forged, PUBLIC)
    assert set(found.faults) == {SignatureFault.OTHER_KEY, SignatureFault.NOT_SIGNED}
    assert check_file(forged, signature.public_text(OTHER)).faults == ()
    assert SignatureFault.NOT_SIGNED in check_file(signed(), "not base64").faults


def test_the_command_says_so_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAITANG_DATA_DIR", str(tmp_path / "elsewhere"))
    whole, wounded = tmp_path / "order.json", tmp_path / "changed.json"
    whole.write_bytes(signed())
    wounded.write_bytes(signed().replace("第3号".encode(), "第5号".encode()))
    run = CliRunner()
    good = run.invoke(verify, [str(whole), "--key", PUBLIC], standalone_mode=False)
    assert good.return_value == 0
    assert "验签通过" in good.output and "演练用，不作真令" in good.output
    bad = run.invoke(verify, [str(wounded), "--key", PUBLIC], standalone_mode=False)
    assert bad.return_value == 1 and "验签不通过" in bad.output
    alone = run.invoke(verify, [str(whole)], standalone_mode=False)
    assert alone.exception is not None and "E-DOC-030" in str(alone.exception)
    assert not (tmp_path / "elsewhere").exists()  # checking makes no key


def test_the_key_is_made_once_and_is_the_installations_own(tmp_path: Path) -> None:
    first = signature.signing_key(tmp_path)
    assert signature.public_text(signature.signing_key(tmp_path)) == signature.public_text(first)
    kept = tmp_path / "keys" / signature.KEY_NAME
    assert kept.stat().st_mode & 0o077 == 0
    assert len(base64.b64decode(kept.read_bytes())) == 32
    assert len(signature.fingerprint(PUBLIC)) == 19
