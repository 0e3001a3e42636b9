"""The watchers' accounts and sessions, in a database of the bench's own."""

from datetime import timedelta

from app.accounts.model import CITY_CODE, Role
from app.accounts.sessions import Visitor, open_session
from app.clock import real_now
from app.database import Connection
from app.demo.queries import keep_account
from app.live.seats import MAX_SEATS
from app.tooling.bench.fanout.scale import CLIENTS

_LASTS = timedelta(hours=1)


def sign_in(conn: Connection, count: int = CLIENTS, unit: str = CITY_CODE) -> list[str]:
    """Session tokens of `count` screens of a unit's viewers, as many each as one may open."""
    tokens: list[str] = []
    for number in range(count):
        login = f"bench-{unit}-{number // MAX_SEATS}"
        account_id = keep_account(
            conn, login=login, display_name=login, unit_code=unit, role=Role.VIEWER
        )
        visitor = Visitor("127.0.0.1", "bench")
        tokens.append(
            open_session(conn, account_id=account_id, lasts=_LASTS, now=real_now(), visitor=visitor)
        )
    return tokens
