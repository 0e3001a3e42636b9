"""The session itself: entering by a link, what it may do, leaving."""

from typing import Any

from flask import Blueprint, Response, g, jsonify, request

from app import edge
from app.accounts import queries
from app.accounts.model import SYSTEM_ACTOR
from app.accounts.session_model import COOKIE, SECURE_COOKIE, Session
from app.accounts.sessions import enter_by_link
from app.audit.queries import record
from app.clock import format_utc, real_now
from app.database import Connection
from app.errors import Denied
from app.transaction import begin
from app.web.access import permissions_of
from app.wording import Text

blueprint = Blueprint("session", __name__, url_prefix="/api/v1/session")


@blueprint.get("")
def get_session() -> dict[str, Any]:
    """Who is signed in, what they may do, and the value that unsafe requests repeat."""
    session: Session = g.session
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        return present_session(tx.conn, session)


@blueprint.post("/entry")
def post_entry() -> Response:
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
        answer = jsonify(
            present_session(tx.conn, session) | {"opens": entry.opens, "purpose": entry.purpose}
        )
    set_cookie(answer, opened, session)
    return answer


def _note_refusal(address: str) -> None:
    """In a transaction of its own: the refusal undoes the other."""
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        tx.audit("enter_by_link", "link", "refused", {"address": address})


@blueprint.post("/activity")
def post_activity() -> dict[str, bool]:
    """Its person did something on a screen that asks for nothing; keeps it from locking."""
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        if not g.session.locked:
            queries.note_activity(tx.conn, g.session.session_id, real_now())
    return {"locked": g.session.locked}


@blueprint.delete("")
def delete_session() -> Response:
    """Sign out: the session proves nothing any more, and the browser forgets what it kept."""
    session: Session = g.session
    with begin(edge.database(), SYSTEM_ACTOR) as tx:
        queries.end_session(tx.conn, session.session_id, real_now(), "signed_out")
        record(tx.conn, session.actor, "sign_out", "session")
    answer = jsonify({"ended": True})
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


def present_session(conn: Connection, session: Session) -> dict[str, Any]:
    """JSON of a session for its own screen."""
    actor = session.actor
    who = {
        "name": actor.name,
        "display_name": session.display_name,
        "role": actor.role,
        "unit": {"code": actor.unit_code, "name": queries.unit_name(conn, actor.unit_code)},
    }
    is_device = actor.device_id is not None
    return {
        "account": None if is_device else who,
        "device": who | {"view": session.view} if is_device else None,
        "csrf": session.csrf,
        "permissions": permissions_of(actor),
        "locked": session.locked,
        "unlock_by": session.unlock_by,
        "owes_factor": session.owes_factor,
        "idle_s": None if is_device or not session.can_unlock
        else edge.session_limits(conn).idle.total_seconds(),
        "expires_at": format_utc(session.expires_at),
    }  # fmt: skip
