"""The session itself: entering by a link, what it may do, leaving."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flask import Response, g, request

from app import edge
from app.accounts import queries
from app.accounts.model import SYSTEM_ACTOR, Role, UnitName
from app.accounts.rights import Permission
from app.accounts.session_model import COOKIE, SECURE_COOKIE, Session
from app.accounts.sessions import enter_by_link
from app.audit.queries import record
from app.blueprint import Blueprint, Reply, reply
from app.clock import real_now
from app.database import Connection
from app.errors import Denied
from app.transaction import begin
from app.web.access import permissions_of
from app.wording import Text

blueprint = Blueprint("session", __name__, url_prefix="/api/v1/session")


UnlockBy = Literal["password", "passkey"]


@dataclass(frozen=True, slots=True)
class Ended:
    """A session, or all but this one, is over."""

    ended: bool = True


@dataclass(frozen=True, slots=True)
class LockState:
    """Whether the screen is locked."""

    locked: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a session stands for."""

    name: str
    display_name: str
    role: Role
    unit: UnitName


@dataclass(frozen=True, slots=True)
class HoldingDevice(Holder):
    """A device standing for its unit; `view` is a wall's one page."""

    view: str | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session as its own screen sees it. `idle_s` None: the screen never locks."""

    account: Holder | None
    device: HoldingDevice | None
    csrf: str
    permissions: list[Permission]
    locked: bool
    unlock_by: list[UnlockBy]
    owes_factor: bool
    idle_s: float | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class EnteredSession(SessionView):
    """One that a link opened, and what the link is for."""

    opens: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SignedInSession(SessionView):
    """One that a proof opened, with what its person has to know of the password."""

    password_expired: bool
    password_expiry_postponed: bool


@blueprint.get("")
def get_session() -> SessionView:
    """Who is signed in, what they may do, and the value that unsafe requests repeat."""
    session: Session = g.session
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        return present_session(tx.conn, session)


@blueprint.post("/entry")
def post_entry() -> Reply[EnteredSession]:
    """Enter by a link; a one-time link is used up by it."""
    token = str(edge.body().get("token", ""))
    now, visitor = real_now(), edge.visitor()
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        try:
            opened, entry = enter_by_link(
                tx.conn, token, edge.session_limits(tx.conn), now, visitor
            )
        except Denied:
            _note_refusal(visitor.address)
            raise
        session = queries.find_session(tx.conn, opened, now)
        if session is None:
            raise Denied(
                "E-ACC-008",
                Text("没有进入", "Not let in"),
                Text("账号或设备已停用", "The account or the device is disabled"),
                Text(
                    "请管理员恢复后再给链接", "Ask the administrator to enable it and give a link"
                ),
            )
        if entry.purpose == "set_up":  # it opens nothing but the choice of a password
            queries.lock_session(tx.conn, session.session_id, now)
            session = queries.find_session(tx.conn, opened, now) or session
        record(tx.conn, session.actor, "enter_by_link", f"{entry.purpose}", detail={})
        answer = reply(
            EnteredSession(
                **session_parts(tx.conn, session), opens=entry.opens, purpose=entry.purpose
            )
        )
    set_cookie(answer, opened, session)
    return answer


def _note_refusal(address: str) -> None:
    """In a transaction of its own: the refusal undoes the other."""
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        tx.audit("enter_by_link", "link", "refused", {"address": address})


@blueprint.post("/activity")
def post_activity() -> LockState:
    """Its person did something on a screen that asks for nothing; keeps it from locking."""
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        if not g.session.locked:
            queries.note_activity(tx.conn, g.session.session_id, real_now())
    return LockState(g.session.locked)


@blueprint.delete("")
def delete_session() -> Reply[Ended]:
    """Sign out: the session proves nothing any more, and the browser forgets what it kept."""
    session: Session = g.session
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        queries.end_session(tx.conn, session.session_id, real_now(), "signed_out")
        record(tx.conn, session.actor, "sign_out", "session")
    answer = reply(Ended())
    for name in (COOKIE, SECURE_COOKIE):
        answer.delete_cookie(name, path="/", secure=name == SECURE_COOKIE)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def set_cookie(answer: Response, token: str, session: Session) -> None:
    """Give the browser the session; `__Host-` where the door speaks TLS."""
    secure = request.headers.get("X-Forwarded-Proto") == "https" or request.is_secure
    answer.set_cookie(
        SECURE_COOKIE if secure else COOKIE,
        token,
        expires=session.expires_at,
        path="/",
        secure=secure,
        httponly=True,
        samesite="Strict",
    )


def present_session(conn: Connection, session: Session) -> SessionView:
    """A session for its own screen."""
    return SessionView(**session_parts(conn, session))


def session_parts(conn: Connection, session: Session) -> dict[str, Any]:
    """The fields of `SessionView`, for those that say more."""
    actor = session.actor
    unit = UnitName(actor.unit_code, queries.unit_name(conn, actor.unit_code))
    who = (actor.name, session.display_name, actor.role, unit)
    is_device = actor.device_id is not None
    idle = None if is_device or not session.can_unlock else edge.session_limits(conn).idle
    return {
        "account": None if is_device else Holder(*who),
        "device": HoldingDevice(*who, view=session.view) if is_device else None,
        "csrf": session.csrf,
        "permissions": permissions_of(actor),
        "locked": session.locked,
        "unlock_by": list(session.unlock_by),
        "owes_factor": session.owes_factor,
        "idle_s": None if idle is None else idle.total_seconds(),
        "expires_at": session.expires_at,
    }
