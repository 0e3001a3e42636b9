"""Passwords: hashed with argon2id, checked in equal time, under one of two policies.

等保 (GB/T 22239-2019, 8.1.4.1 a) demands complexity and periodic change; OWASP ASVS 5.0 (6.2.5,
6.2.10) forbids both. So the policy is one switch and each is whole in itself.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from app.wording import Text

_COMMON_FILE = Path(__file__).parent / "common_passwords.txt"


class PolicyId(StrEnum):
    """Which rule book the office answers to."""

    MLPS3 = "mlps3"
    ASVS = "asvs"


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """What a new password must be. `max_age` None: it is never changed for its age alone."""

    policy_id: PolicyId
    min_length: int
    max_length: int
    classes: int
    max_age: timedelta | None
    history: int


# 等保 names no figures; these are the usual ones of an assessment, and an office may edit the age.
POLICIES: Mapping[PolicyId, PasswordPolicy] = {
    PolicyId.MLPS3: PasswordPolicy(PolicyId.MLPS3, 10, 128, 3, timedelta(days=90), 5),
    PolicyId.ASVS: PasswordPolicy(PolicyId.ASVS, 8, 128, 0, None, 0),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the password is right; `rehash` is a new hash to store when parameters changed."""

    ok: bool
    rehash: str | None = None


@dataclass(frozen=True, slots=True)
class Expiry:
    """When a password runs out. Inside a running response it does not: `postponed` says so."""

    expires_at: datetime | None
    expired: bool
    postponed: bool


class Passwords:
    """Hashes and checks. One of it serves all threads."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody: str | None = None

    def hash(self, password: str) -> str:
        """The argon2id text to store: parameters, salt and hash."""
        return self._hasher.hash(_normalise_password(password))

    def verify(self, stored: str | None, password: str) -> Verdict:
        """Check against what is stored; None (nobody of that name) costs the same time."""
        wanted = stored or self._hash_of_nobody()
        try:
            self._hasher.verify(wanted, _normalise_password(password))
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return Verdict(False)
        if stored is None:
            return Verdict(False)
        stale = self._hasher.check_needs_rehash(stored)
        return Verdict(True, self.hash(password) if stale else None)

    def was_used(self, hashes: Sequence[str], password: str) -> bool:
        """Whether the password is one of these."""
        return any(self.verify(stored, password).ok for stored in hashes)

    def _hash_of_nobody(self) -> str:
        """A hash with today's parameters that no password of a person has."""
        if self._nobody is None:
            self._nobody = self._hasher.hash("\x00 nobody")
        return self._nobody


def find_fault(policy: PasswordPolicy, password: str, login: str) -> Text | None:
    """Why this may not become a password, in words for the screen, or None."""
    text = _normalise_password(password)
    if not policy.min_length <= len(text) <= policy.max_length:
        return Text(
            f"要 {policy.min_length} 到 {policy.max_length} 个字符，现在是 {len(text)} 个",
            f"It needs {policy.min_length} to {policy.max_length} characters and has {len(text)}",
        )
    if _count_classes(text) < policy.classes:
        return Text(
            f"大写、小写、数字、其他字符，至少要有 {policy.classes} 种",
            f"It needs at least {policy.classes} kinds of capital letters, "
            "small letters, digits and other characters",
        )
    if login and login.casefold() in text.casefold():
        return Text("里面有登录名", "It holds the sign-in name")
    if text.casefold() in common_passwords():
        return Text("太常见，别人一猜就中", "It is too common; it would be guessed at once")
    return None


def find_expiry(
    policy: PasswordPolicy, set_at: datetime, now: datetime, *, response_open: bool
) -> Expiry:
    """When a password set at `set_at` runs out, and whether it has."""
    if policy.max_age is None:
        return Expiry(None, expired=False, postponed=False)
    due_at = set_at + policy.max_age
    due = now >= due_at
    return Expiry(due_at, expired=due and not response_open, postponed=due and response_open)


@cache
def common_passwords() -> frozenset[str]:
    """The shipped list, in lower case."""
    lines = _COMMON_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _normalise_password(password: str) -> str:
    """One form for what different keyboards send for the same characters (NIST SP 800-63B)."""
    return unicodedata.normalize("NFKC", password)


def _count_classes(text: str) -> int:
    kinds = {_character_kind(character) for character in text}
    return len(kinds)


def _character_kind(character: str) -> str:
    if character.isdigit():
        return "digit"
    if character.isalpha() and character.isupper():
        return "upper"
    return "lower" if character.isalpha() and character.islower() else "other"
