"""Passwords, codes, the seal and the throttle: what is refused and what must stay open."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher
from pyotp.totp import TOTP

from app.accounts import totp
from app.accounts.password import POLICIES, Passwords, PolicyId, find_expiry, find_fault
from app.accounts.seal import SealBroken, load_seal
from app.accounts.throttle import Hold, Tries, TryLimits, find_hold
from app.accounts.totp import CodeResult, check_code
from app.errors import Unavailable

NOW = datetime(2026, 7, 10, 2, 0, 10, tzinfo=UTC)
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MLPS3, ASVS = POLICIES[PolicyId.MLPS3], POLICIES[PolicyId.ASVS]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_a_password_is_stored_as_argon2id_with_its_own_salt() -> None:
    passwords = Passwords(QUICK)
    first, second = passwords.hash("海塘-Tide-7"), passwords.hash("海塘-Tide-7")
    assert first.startswith("$argon2id$") and first != second
    assert passwords.verify(first, "海塘-Tide-7").ok
    assert not passwords.verify(first, "海塘-Tide-8").ok


def test_full_width_characters_of_a_chinese_keyboard_are_the_same_password() -> None:
    passwords = Passwords(QUICK)
    assert passwords.verify(passwords.hash("Tide2026x"), "Ｔｉｄｅ２０２６ｘ").ok


def test_changed_parameters_give_a_new_hash_at_the_next_sign_in() -> None:
    stored = Passwords(QUICK).hash("Tide-2026-x")
    verdict = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)).verify(
        stored, "Tide-2026-x"
    )
    assert verdict.ok and verdict.rehash is not None and "m=16,t=2" in verdict.rehash
    assert Passwords(QUICK).verify(stored, "Tide-2026-x").rehash is None


class CountingHasher(PasswordHasher):
    """Keeps the parameters and the length of each hash it was made to work out."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.worked_out: list[tuple[str, int]] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.worked_out.append((str(hash).rpartition("$")[0].rpartition("$")[0], len(hash)))
        return super().verify(hash, password)


def test_nobody_cannot_be_told_from_a_wrong_password_by_the_clock() -> None:
    """Unknown name and wrong password both run one full hash, with the same parameters."""
    hasher = CountingHasher()
    passwords = Passwords(hasher)
    stored = passwords.hash("Tide-2026-x")
    passwords.verify(None, "x")  # makes the hash of nobody
    hasher.worked_out.clear()
    assert not passwords.verify(stored, "wrong").ok
    assert not passwords.verify(None, "wrong").ok
    of_somebody, of_nobody = hasher.worked_out
    assert of_nobody == of_somebody


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("Short-1a", "10 到 128"),
        ("onlylowercase", "至少要有 3 种"),
        ("lower1234567", "至少要有 3 种"),
        ("Duty-ZhaoLei-1", "登录名"),
        ("Password@123", "太常见"),
        ("Quiet-Harbour-7", None),
        ("海塘海塘海塘海塘Aa", None),
        ("x" * 129 + "A1", "10 到 128"),
    ],
)
def test_the_mlps3_policy(password: str, fault: str | None) -> None:
    found = find_fault(MLPS3, password, "zhaolei")
    assert found is None if fault is None else found is not None and fault in found.zh


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("seven77", "8 到 128"),
        ("iloveyou", "太常见"),
        ("ILOVEYOU", "太常见"),
        ("quietharbour", None),
        ("q" * 30 + "z" * 34, None),  # 64 and more must be possible
    ],
)
def test_the_asvs_policy_knows_no_composition(password: str, fault: str | None) -> None:
    found = find_fault(ASVS, password, "zhaolei")
    assert found is None if fault is None else found is not None and fault in found.zh


def test_a_password_runs_out_after_ninety_days_but_never_inside_a_response() -> None:
    old = NOW - timedelta(days=90)
    assert find_expiry(MLPS3, old, NOW, response_open=False).expired
    inside = find_expiry(MLPS3, old, NOW, response_open=True)
    assert not inside.expired and inside.postponed
    fresh = find_expiry(MLPS3, old + timedelta(seconds=1), NOW, response_open=True)
    assert not fresh.expired and not fresh.postponed
    assert (
        find_expiry(ASVS, NOW - timedelta(days=4000), NOW, response_open=False).expires_at is None
    )


def test_a_used_password_is_recognised() -> None:
    passwords = Passwords(QUICK)
    hashes = [passwords.hash("Quiet-Harbour-6"), passwords.hash("Quiet-Harbour-7")]
    assert passwords.was_used(hashes, "Quiet-Harbour-6")
    assert not passwords.was_used(hashes, "Quiet-Harbour-8")


def test_a_code_opens_once() -> None:
    code = TOTP(SECRET).at(NOW)
    first = check_code(SECRET, code, NOW, None)
    assert first.result is CodeResult.OK and first.step is not None
    assert check_code(SECRET, code, NOW, first.step).result is CodeResult.REPLAYED
    later = NOW + timedelta(seconds=30)
    assert check_code(SECRET, code, later, first.step).result is CodeResult.REPLAYED
    assert check_code(SECRET, TOTP(SECRET).at(later), later, first.step).result == "ok"


def test_a_code_may_be_typed_with_a_space_and_half_a_minute_late() -> None:
    code = TOTP(SECRET).at(NOW - timedelta(seconds=30))
    assert check_code(SECRET, f"{code[:3]} {code[3:]}", NOW, None).result is CodeResult.OK


def test_a_clock_that_is_off_is_told_and_lets_nobody_in() -> None:
    code = TOTP(SECRET).at(NOW + timedelta(minutes=4))
    check = check_code(SECRET, code, NOW, None)
    assert check.result is CodeResult.CLOCK and check.off == timedelta(minutes=4)
    assert check_code(SECRET, "000000", NOW, None).result is CodeResult.WRONG
    assert check_code(SECRET, "编号", NOW, None).result is CodeResult.WRONG


def test_the_address_for_the_app_names_us_and_the_account() -> None:
    uri = totp.provisioning_uri(totp.new_secret(), "zhaolei")
    assert uri.startswith("otpauth://totp/Haitang:zhaolei?secret=") and "issuer=Haitang" in uri


def test_the_seal_keeps_its_key_in_a_file_of_ours_alone(tmp_path: Path) -> None:
    sealed = load_seal(tmp_path).close(b"secret")
    path = tmp_path / "keys" / "seal.key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert b"secret" not in sealed and load_seal(tmp_path).open(sealed) == b"secret"
    path.chmod(0o640)
    with pytest.raises(Unavailable, match="别人也能读"):
        load_seal(tmp_path)


def test_another_installations_key_opens_nothing_and_a_second_line_does(tmp_path: Path) -> None:
    sealed = load_seal(tmp_path / "a").close(b"secret")
    with pytest.raises(SealBroken, match="不是一套"):
        load_seal(tmp_path / "b").open(sealed)
    old, new = (tmp_path / name / "keys" / "seal.key" for name in "ab")
    os.truncate(new, 0)
    with pytest.raises(Unavailable, match="没有密钥"):
        load_seal(tmp_path / "b")
    other = load_seal(tmp_path / "c")
    third = tmp_path / "c" / "keys" / "seal.key"
    third.write_bytes(third.read_bytes() + old.read_bytes())
    assert other.close(b"x") != sealed and load_seal(tmp_path / "c").open(sealed) == b"secret"


def tries(known: bool = False, account: int = 0, address: int = 0, minute: int = 0) -> Tries:
    return Tries(known, account, address, minute)


def test_five_failures_of_strangers_lock_the_account_to_strangers_only() -> None:
    limits = TryLimits()
    assert find_hold(tries(account=4), limits) is None
    assert find_hold(tries(account=5), limits) is Hold.ACCOUNT
    # The commander's own desk counts its own failures, of which there are none.
    assert find_hold(tries(known=True, account=0, address=20, minute=5000), limits) is None
    assert find_hold(tries(known=True, account=5), limits) is Hold.ACCOUNT


def test_one_source_and_everybody_together_are_held_back() -> None:
    assert find_hold(tries(address=20), TryLimits()) is Hold.ADDRESS
    assert find_hold(tries(minute=120), TryLimits()) is Hold.ALL


def test_the_sealed_account_opens_under_a_flood_but_not_to_a_flooding_source() -> None:
    flood = tries(account=5000, minute=5000)
    assert find_hold(flood, TryLimits(), sealed=True) is None
    assert find_hold(tries(address=20), TryLimits(), sealed=True) is Hold.ADDRESS
