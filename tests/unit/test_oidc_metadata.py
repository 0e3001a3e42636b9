"""A provider is asked once, whoever starts a sign-in, and not again and again while it hangs."""

import threading
from collections.abc import Mapping

import pytest

from app.accounts.oidc_metadata import AWAY_S, KEPT_S, ProviderMetadata
from app.errors import Unavailable
from app.wording import EMPTY

ISSUER = "https://id.example"


class Provider:
    def __init__(self) -> None:
        self.asked, self.away = 0, False

    def __call__(self) -> Mapping[str, str]:
        self.asked += 1
        if self.away:
            raise Unavailable("E", EMPTY, EMPTY, EMPTY)
        return {"issuer": ISSUER, "number": str(self.asked)}


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_is_asked_once_and_again_when_what_it_said_is_old():
    provider, clock = Provider(), Clock()
    kept = ProviderMetadata(clock)
    assert {kept.of(ISSUER, provider)["number"] for _ in range(100)} == {"1"}
    clock.now = KEPT_S
    assert kept.of(ISSUER, provider)["number"] == "2"


def test_one_that_is_away_is_not_asked_again_at_once_and_what_it_said_stands():
    provider, clock = Provider(), Clock()
    kept = ProviderMetadata(clock)
    provider.away = True
    for _ in range(24):
        with pytest.raises(Unavailable):
            kept.of(ISSUER, provider)
    assert provider.asked == 1
    clock.now, provider.away = AWAY_S, False
    assert kept.of(ISSUER, provider)["number"] == "2"
    clock.now, provider.away = AWAY_S + KEPT_S, True
    assert {kept.of(ISSUER, provider)["number"] for _ in range(24)} == {"2"}
    assert provider.asked == 3


def test_while_one_waits_for_it_nobody_else_asks(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.accounts.oidc_metadata.PATIENCE_S", 0.01)
    kept, asked, answer = ProviderMetadata(), threading.Event(), threading.Event()

    def hang() -> Mapping[str, str]:
        asked.set()
        answer.wait()
        return {"issuer": ISSUER}

    first = threading.Thread(target=kept.of, args=(ISSUER, hang))
    first.start()
    asked.wait()
    for _ in range(24):
        with pytest.raises(TimeoutError):
            kept.of(ISSUER, pytest.fail)
    answer.set()
    first.join()
    assert kept.of(ISSUER, pytest.fail) == {"issuer": ISSUER}
