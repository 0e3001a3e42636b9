"""Signing in with a password and a second factor; locking and unlocking the screen."""

from dataclasses import dataclass
from typing import Any, cast

from flask import g, request

from app import edge
from app.accounts import queries
from app.accounts.model import SYSTEM_ACTOR
from app.accounts.session_model import Session, token_of
from app.blueprint import Blueprint, Reply, reply
from app.clock import real_now
from app.errors import InvalidInput, NotSignedIn
from app.signin.model import Asked, Factor, Opened
from app.signin.passkey_unlock import ask_to_unlock, unlock_with_passkey
from app.signin.password_step import sign_in
from app.signin.second_step import ask_for_passkey, show_code, show_passkey
from app.signin.unlocking import unlock
from app.strict_json import JsonObject
from app.transaction import begin
from app.web.means import caller, drop_ticket, keep_browser, keep_ticket, means, site, step_ticket
from app.web.session import LockState, SignedInSession, session_parts, set_cookie
from app.wording import Text

blueprint = Blueprint("signin", __name__, url_prefix="/api/v1/session")


@dataclass(frozen=True, slots=True)
class SigninWays:
    """The ways of signing in besides the password."""

    oidc: bool


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """The password was right; one of these is asked for next."""

    second_factor: tuple[Factor, ...]


@blueprint.get("/ways")
def get_ways() -> SigninWays:
    """Which ways of signing in this installation has, besides the password."""
    return SigninWays(edge.settings().oidc_issuer is not None)


@blueprint.post("")
def post_session() -> tuple[Reply[SignedInSession | SecondFactor], int]:
    """Login and password: 200 with the session, or 202 when a second factor is asked for."""
    data = edge.body()
    result = sign_in(
        edge.database(), means(), text_of(data, "login"), text_of(data, "password"),
        caller(), real_now(),
    )  # fmt: skip
    if isinstance(result, Asked):
        answer = reply(SecondFactor(result.factors))
        keep_ticket(answer, result.ticket)
        return answer, 202
    return answer_with_session(result), 200


@blueprint.post("/totp")
def post_totp() -> Reply[SignedInSession]:
    """The six digits, after the password was right."""
    code = text_of(edge.body(), "code")
    return answer_with_session(
        show_code(edge.database(), means(), step_ticket(), code, caller(), real_now())
    )


@blueprint.post("/passkey/options")
def post_passkey_options() -> Reply[JsonObject]:
    """Options for navigator.credentials.get(), after the password was right."""
    options, ticket = ask_for_passkey(edge.database(), means(), step_ticket(), site(), caller())
    answer = reply(options)
    keep_ticket(answer, ticket)
    return answer


@blueprint.post("/passkey")
def post_passkey() -> Reply[SignedInSession]:
    """The browser's answer to those options."""
    credential = credential_of(edge.body())
    return answer_with_session(
        show_passkey(
            edge.database(), means(), step_ticket(), credential, site(), caller(), real_now()
        )
    )


@blueprint.post("/lock")
def post_lock() -> LockState:
    """Lock the screen now; the session, its map and its drafts stay."""
    session: Session = g.session
    if not session.can_unlock:
        return LockState(False)
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        queries.lock_session(tx.conn, session.session_id, real_now())
    return LockState(True)


@blueprint.post("/unlock/options")
def post_unlock_options() -> Reply[JsonObject]:
    """Options for navigator.credentials.get(), to unlock with a passkey."""
    options, ticket = ask_to_unlock(edge.database(), means(), g.session, site())
    answer = reply(options)
    keep_ticket(answer, ticket)
    return answer


@blueprint.post("/unlock")
def post_unlock() -> Reply[SignedInSession]:
    """Go on where the work stopped, by `password` or by `credential`; the token is a new one."""
    data, session = edge.body(), cast(Session, g.session)
    if data.get("credential") is not None:
        token = unlock_with_passkey(
            edge.database(), means(), session, step_ticket(), credential_of(data), site(),
            real_now(),
        )  # fmt: skip
    else:
        token = unlock(edge.database(), means(), session, text_of(data, "password"), real_now())
    return answer_with_session(Opened(token), old=None)


def answer_with_session(opened: Opened, *, old: str | None = "cookie") -> Reply[SignedInSession]:
    """The session that a token opens, its cookie, and the end of the one the browser had."""
    now = real_now()
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        session = queries.find_session(tx.conn, opened.token, now)
        if session is None:
            raise NotSignedIn(
                "E-ACC-134",
                Text("没有登录", "Not signed in"),
                Text("这个账号已停用", "This account is disabled"),
                Text("需要时请管理员恢复", "If it is needed, ask the administrator to enable it"),
            )
        before = token_of(request.cookies, secure=edge.is_secure())
        if old is not None and before and before != opened.token:
            replaced = queries.find_session(tx.conn, before, now)
            if replaced is not None:
                queries.end_session(tx.conn, replaced.session_id, now, "replaced")
        parts = session_parts(tx.conn, session)
    answer = reply(
        SignedInSession(
            **parts,
            password_expired=opened.password_expired,
            password_expiry_postponed=opened.expiry_postponed,
        )
    )
    set_cookie(answer, opened.token, session)
    drop_ticket(answer)
    keep_browser(answer)
    return answer


def text_of(data: dict[str, Any], name: str) -> str:
    """A text of the body. Raises InvalidInput without it."""
    found = data.get(name)
    if isinstance(found, str) and found:
        return found
    raise InvalidInput(
        "E-REQ-005",
        Text("请求没有被接受", "The request was not accepted"),
        Text(f"缺少 {name}", f"{name} is missing"),
        Text("补上后再发", "Add it and send again"),
    )


def credential_of(data: dict[str, Any]) -> dict[str, Any]:
    """The browser's credential. Raises InvalidInput without it."""
    found = data.get("credential")
    if isinstance(found, dict):
        return found  # pyright: ignore[reportUnknownVariableType] - checked field by field later
    raise InvalidInput(
        "E-REQ-005",
        Text("请求没有被接受", "The request was not accepted"),
        Text("缺少 credential", "credential is missing"),
        Text("补上后再发", "Add it and send again"),
    )
