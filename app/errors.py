"""Every error a person may see: what happened, why, and what to do next.

`AppError` is the root. The table `STATUS` is the one place that says which class becomes which
HTTP status; the one handler in `app.web.problem` turns them into `application/problem+json`.
"""

from collections.abc import Mapping
from typing import Any

from app.wording import Language, Text


class AppError(Exception):
    """A refusal that a person can act on, in both languages. `code` is stable."""

    def __init__(
        self,
        code: str,
        what: Text,
        why: Text,
        todo: Text,
        *,
        detail: Mapping[str, Any] | None = None,
    ) -> None:
        self.code = code
        self.what = what
        self.why = why
        self.todo = todo
        super().__init__(sentence_of(self).zh)
        self.detail: dict[str, Any] = dict(detail or {})


class InvalidInput(AppError):
    """What was sent cannot be taken as it is."""


class NotFound(AppError):
    """The thing asked for does not exist, or may not be known to exist."""


class Conflict(AppError):
    """Someone else changed it first."""


class RefusedByRule(Conflict):
    """A rule of the house forbids it as things stand; kept in the audit like a missing right."""


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


def problem_of(error: AppError, language: Language) -> dict[str, Any]:
    """The members of `application/problem+json` (RFC 9457), with the error's own figures."""
    return {
        "type": f"/docs/errors#{error.code}",
        "title": error.what.spoken(language),
        "status": status_of(error),
        "code": error.code,
        "detail": error.why.spoken(language),
        "todo": error.todo.spoken(language),
        **error.detail,
    }


def sentence_of(error: AppError) -> Text:
    """What, why, what to do and the code in one line."""
    return Text(
        f"{error.what.zh}：{error.why.zh}。{error.todo.zh}。{error.code}",
        f"{error.what.en}: {error.why.en}. {error.todo.en}. {error.code}",
    )


def status_of(error: AppError) -> int:
    """HTTP status of `error`, by the nearest class in the table."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return 500
