"""OpenID Connect against a real provider: what must match, and what is refused."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.accounts import oidc
from app.accounts.oidc import Provider
from app.errors import Denied, SettingsInvalid, Unavailable
from tests.oidc_browser import real_provider, sign_in_there

REDIRECT = "http://127.0.0.1:9/api/v1/session/oidc/return"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with real_provider(REDIRECT) as issuer:
        yield Provider(issuer, "haitang", "only-for-tests", REDIRECT)


def come_back(start: oidc.Start, name: str = "zhaolei") -> str:
    return sign_in_there(start.url, name, REDIRECT)


def test_the_provider_names_the_person(provider: Provider) -> None:
    start = oidc.begin(provider)
    assert "code_challenge_method=S256" in start.url and start.verifier not in start.url
    identity = oidc.finish(provider, start, come_back(start))
    assert identity == oidc.Identity("zhaolei", "zhaolei@duty.example", "zhaolei")


def test_an_unverified_address_is_no_address(provider: Provider) -> None:
    start = oidc.begin(provider)
    identity = oidc.finish(provider, start, come_back(start, "unverified-li"))
    assert identity.subject == "unverified-li" and identity.email is None


@pytest.mark.parametrize(
    ("part", "value"),
    [("state", "x" * 30), ("nonce", "x" * 30), ("verifier", "x" * 64)],
)
def test_a_return_that_does_not_match_its_start_is_refused(
    provider: Provider, part: str, value: str
) -> None:
    start = oidc.begin(provider)
    returned = come_back(start)
    with pytest.raises(Denied, match="E-ACC-121"):
        oidc.finish(provider, replace(start, **{part: value}), returned)


def test_a_code_counts_once_and_for_its_own_start(provider: Provider) -> None:
    start, other = oidc.begin(provider), oidc.begin(provider)
    returned = come_back(start)
    with pytest.raises(Denied):
        oidc.finish(provider, other, returned)
    start = oidc.begin(provider)
    returned = come_back(start)
    oidc.finish(provider, start, returned)
    with pytest.raises(Denied):
        oidc.finish(provider, start, returned)


def test_a_person_who_declines_comes_back_to_words(provider: Provider) -> None:
    start = oidc.begin(provider)
    with pytest.raises(Denied, match="E-ACC-121"):
        oidc.finish(provider, start, f"{REDIRECT}?error=access_denied&state={start.state}")


def test_another_issuer_a_wrong_secret_and_a_dead_one_are_refused(provider: Provider) -> None:
    with pytest.raises(Denied, match="E-ACC-123"):
        oidc.begin(replace(provider, issuer=provider.issuer + "/"))
    with pytest.raises(Unavailable, match="E-ACC-124"):
        oidc.begin(replace(provider, issuer="http://127.0.0.1:9"))
    with pytest.raises(SettingsInvalid, match="https"):
        oidc.begin(replace(provider, issuer="http://id.example"))
    start = oidc.begin(provider)
    with pytest.raises(Denied):
        oidc.finish(replace(provider, client_secret="wrong"), start, come_back(start))
