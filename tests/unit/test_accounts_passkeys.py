"""The passkey ceremony against an authenticator in software."""

import pytest

from app.accounts import passkeys
from app.accounts.passkeys import NewPasskey, RelyingParty
from app.errors import Denied, InvalidInput
from tests.software_authenticator import SoftwareAuthenticator

SITE = RelyingParty("haitang.example", "https://haitang.example")


def registered() -> tuple[SoftwareAuthenticator, NewPasskey]:
    key = SoftwareAuthenticator(SITE.origin)
    ceremony = passkeys.begin_registration(SITE, b"account-7", "zhaolei", [])
    return key, passkeys.finish_registration(
        SITE, ceremony.challenge, key.register(ceremony.options)
    )


def show(key: SoftwareAuthenticator, made: NewPasskey, sign_count: int, site=SITE) -> int:
    ceremony = passkeys.begin_authentication(site, [made.credential_id])
    answer = key.sign(ceremony.options)
    assert passkeys.credential_id_of(answer) == made.credential_id
    return passkeys.finish_authentication(
        SITE, ceremony.challenge, answer, public_key=made.public_key, sign_count=sign_count
    )


def test_a_passkey_is_made_and_shown_and_its_counter_grows() -> None:
    key, made = registered()
    first = show(key, made, made.sign_count)
    assert first == 1 and show(key, made, first) == 2


def test_the_same_answer_does_not_count_for_another_challenge() -> None:
    key, made = registered()
    old = key.sign(passkeys.begin_authentication(SITE, [made.credential_id]).options)
    fresh = passkeys.begin_authentication(SITE, [made.credential_id])
    with pytest.raises(Denied, match="challenge"):
        passkeys.finish_authentication(
            SITE, fresh.challenge, old, public_key=made.public_key, sign_count=0
        )


def test_another_key_and_another_site_are_refused() -> None:
    key, made = registered()
    stranger = SoftwareAuthenticator(SITE.origin, credential_id=key.credential_id)
    with pytest.raises(Denied, match="signature"):
        show(stranger, made, 0)
    key.origin = "https://haitang.example.evil.example"
    with pytest.raises(Denied, match="origin"):
        show(key, made, 0)
    key.origin = SITE.origin
    with pytest.raises(Denied, match="RP ID"):
        show(key, made, 0, RelyingParty("other.example", SITE.origin))


def test_a_copied_key_is_noticed_by_its_counter() -> None:
    key, made = registered()
    with pytest.raises(Denied, match="可能被复制"):
        show(key, made, sign_count=9)


@pytest.mark.parametrize("answer", [{}, {"rawId": 7}, {"rawId": "é"}])
def test_a_senseless_answer_is_no_server_error(answer: dict) -> None:
    with pytest.raises(InvalidInput):
        passkeys.credential_id_of(answer)
    with pytest.raises(Denied):
        passkeys.finish_authentication(SITE, b"x" * 32, answer, public_key=b"x", sign_count=0)


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "[::1]:8080", "[::1]"])
def test_an_address_cannot_hold_passkeys_and_a_name_can(host: str) -> None:
    with pytest.raises(InvalidInput, match="主机名"):
        passkeys.relying_party("http", host)
    site = passkeys.relying_party("http", "localhost:8080")
    assert site == RelyingParty("localhost", "http://localhost:8080")
