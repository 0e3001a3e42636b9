"""Opening sessions, and how long they last."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from app.accounts import queries
from app.accounts.queries import Entry
from app.accounts.session_model import Session, new_token
from app.database import Connection
from app.errors import Denied
from app.wording import Text

# A wall stands for a season and is taken away by revoking its link; a tablet for one storm.
WALL_LASTS = timedelta(days=365)
TABLET_LASTS = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Limits:
    """When a session locks for want of activity, and when it ends whatever happens."""

    idle: timedelta
    absolute: timedelta


@dataclass(frozen=True, slots=True)
class Visitor:
    """Where a request comes from."""

    address: str
    agent: str


def open_session(
    conn: Connection,
    *,
    account_id: int | None = None,
    device_id: int | None = None,
    lasts: timedelta,
    now: datetime,
    visitor: Visitor,
    second_factor_at: datetime | None = None,
) -> str:
    """A new session; gives its token, which is kept nowhere but in the cookie."""
    token = new_token()
    queries.insert_session(
        conn,
        token,
        account_id=account_id,
        device_id=device_id,
        now=now,
        expires_at=now + lasts,
        second_factor_at=second_factor_at,
        address=visitor.address,
        agent=visitor.agent,
    )
    return token


def enter_by_link(
    conn: Connection, token: str, limits: Limits, now: datetime, visitor: Visitor
) -> tuple[str, Entry]:
    """A session for whom the link was made. Raises Denied when it is used, old or unknown."""
    entry = queries.take_link(conn, token, now)
    if entry is None:
        raise Denied(
            "E-ACC-002",
            Text("这个链接打不开了", "This link does not open any more"),
            Text("它已经用过、过期或被撤销", "It was used, has expired or was revoked"),
            Text(
                "请管理员再给一个；演示可重新运行 ./haitang demo",
                "Ask the administrator for another; for a demo run ./haitang demo again",
            ),
        )
    opened = open_session(
        conn,
        account_id=entry.account_id,
        device_id=entry.device_id,
        lasts=_session_lasts(entry, limits),
        now=now,
        visitor=visitor,
    )
    return opened, entry


def _session_lasts(entry: Entry, limits: Limits) -> timedelta:
    if entry.device_id is None:
        return limits.absolute
    return WALL_LASTS if entry.purpose == "wall" else TABLET_LASTS


def is_idle(session: Session, limits: Limits, now: datetime) -> bool:
    """Whether its person was away too long. Devices, and whoever could not unlock, never lock."""
    if session.actor.device_id is not None or not session.can_unlock:
        return False
    return now - session.active_at > limits.idle


def end(conn: Connection, session_id: UUID, now: datetime, reason: str) -> None:
    """End a session for a reason of the table's list."""
    queries.end_session(conn, session_id, now, reason)
