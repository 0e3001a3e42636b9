"""Every error a person may see: what happened, why, and what to do next.

`AppError` is the root. The table `STATUS` is the one place that says which class becomes which
HTTP status; the one handler in `app.web.problem` turns them into `application/problem+json`.
"""

from collections.abc import Mapping
from typing import Any


class AppError(Exception):
    """A refusal that a person can act on. `code` is stable; the texts are for the screen."""

    def __init__(
        self,
        code: str,
        what: str,
        why: str,
        todo: str,
        *,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{what}：{why}。{todo}。{code}")
        self.code = code
        self.what = what
        self.why = why
        self.todo = todo
        self.detail: dict[str, Any] = dict(detail or {})


class InvalidInput(AppError):
    """What was sent cannot be taken as it is."""


class NotFound(AppError):
    """The thing asked for does not exist, or may not be known to exist."""


class Conflict(AppError):
    """Someone else changed it first."""


class Denied(AppError):
    """The actor has no right to it."""


class NotSignedIn(AppError):
    """Nobody is known to ask; signing in helps."""


class Locked(AppError):
    """The session stands but its screen is locked."""


class TooOften(AppError):
    """Tried too often; `detail["until"]` says when it is looked at again."""


class TooLarge(AppError):
    """More than the limit in bytes, vertices or rows."""


class Unavailable(AppError):
    """A part that is needed is away; trying again later can work."""


class SettingsInvalid(AppError):
    """The environment's settings contradict themselves; all faults are told together."""


STATUS: dict[type[AppError], int] = {
    InvalidInput: 422,
    NotFound: 404,
    Conflict: 409,
    Denied: 403,
    NotSignedIn: 401,
    Locked: 423,
    TooOften: 429,
    TooLarge: 413,
    Unavailable: 503,
    SettingsInvalid: 500,
}


def status_of(error: AppError) -> int:
    """HTTP status of `error`, by the nearest class in the table."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500
